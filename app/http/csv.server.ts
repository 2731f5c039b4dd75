/** What spreadsheets would run as a formula, also behind blanks (OWASP, CSV Injection). */
const FORMULA = /^[\s\u00a0]*[=+\-@\t\r＝＋－＠]/;

/** A cell that stays text in any spreadsheet; quoted where it must be (RFC 4180 section 2) or some part cells. */
function cell(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV: CRLF, and the byte-order mark by which spreadsheets know UTF-8. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}
