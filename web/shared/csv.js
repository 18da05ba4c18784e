const columns = ["image", "metric", "score", "distribution", "error", "note", "low", "high", "familiarity", "unfamiliar"];

/** Rows as CSV with the columns of `iqa score --format csv`. */
export function toCsv(rows) {
  const lines = rows.map((row) => [
    row.path ?? row.name,
    row.metric,
    row.score,
    row.distribution?.join(" "),
    row.error,
    row.note,
    row.low,
    row.high,
    row.familiarity,
    row.unfamiliar,
  ].map(csvField).join(","));
  return [columns.join(","), ...lines].join("\n") + "\n";
}

// A spreadsheet would run what begins like a formula: a file's name may.
function csvField(value) {
  const plain = value === undefined || value === null ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
