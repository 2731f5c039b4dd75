const MINUTE_MS = 60_000;
/** The rarest of the clock's jobs runs once a week. */
const HORIZON = 32 * 24 * 60;

/** Whether a field of a crontab (any, every fifth, one, several) means this number. */
function means(field: string, value: number): boolean {
  return field.split(',').some((part) => {
    const [range = '', step] = part.split('/');
    if (range !== '*') return Number(range) === value;
    return step === undefined || value % Number(step) === 0;
  });
}

/**
 * When a crontab line comes next, strictly after a moment.
 * @param cron five fields in UTC: minute, hour, day of the month, month, day of the week
 */
export function nextRun(cron: string, after: Date): Date | undefined {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron.split(' ');
  const start = Math.floor(after.getTime() / MINUTE_MS) + 1;
  for (let at = start; at < start + HORIZON; at += 1) {
    const when = new Date(at * MINUTE_MS);
    const fits =
      means(minute, when.getUTCMinutes()) &&
      means(hour, when.getUTCHours()) &&
      means(day, when.getUTCDate()) &&
      means(month, when.getUTCMonth() + 1) &&
      means(weekday, when.getUTCDay());
    if (fits) return when;
  }
  return undefined;
}
