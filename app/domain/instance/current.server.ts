import type { Db } from '#db/client';
import { getSettings, type InstanceSettings } from './queries.server';

/** For so long a process goes by what it read of the settings: every page needs them, and they change once a year. */
const KEPT_MS = 5_000;

let kept: { read: number; settings: Promise<InstanceSettings> } | undefined;

/** The settings as they were a moment ago; what must not be a moment late asks `getSettings`. */
export function currentSettings(db: Db): Promise<InstanceSettings> {
  if (!kept || Date.now() - kept.read > KEPT_MS) {
    const settings = getSettings(db);
    const reading = { read: Date.now(), settings };
    kept = reading;
    settings.catch(() => {
      if (kept === reading) kept = undefined;
    });
  }
  return kept.settings;
}

/** After they changed in this process. */
export function forgetSettings(): void {
  kept = undefined;
}
