/** A number as people read it: three or four digits, no exponent. */
export function number(value) {
  if (value === undefined || value === null || Number.isNaN(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

/** A score: one digit after the point on a scale of tens, more on smaller ones. */
export function score(value) {
  return value >= 100 ? value.toFixed(1) : number(value);
}

/** The last part of a path. */
export function shortName(path) {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** All of a path but its last part. */
export function folderName(path) {
  return path.slice(0, Math.max(0, path.length - shortName(path).length - 1));
}
