// Tables for spreadsheets.

/** What a spreadsheet would take for a formula (OWASP's list) begins with an apostrophe instead. */
const disarmed = text => /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;

const cell = value => typeof value === "number" ? String(value) : `"${disarmed(value).replaceAll('"', '""')}"`;

/** CSV with a byte-order mark, by which Excel knows that it is UTF-8. */
export function csv(header, rows) {
  const lines = [header, ...rows].map(cells => cells.map(cell).join(","));
  return new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" });
}
