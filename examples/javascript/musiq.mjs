// The inputs of a MUSIQ on a backbone, such as the default model; ../../docs/export.md describes them. Images are { width, height, pixels: [height, width, 3], 0–255 }.
import { pillowBicubic } from "./resize.mjs";

export const PATCH = 32;

/**
 * Every scale as a whole image, and the cells of all scales.
 * @param image the image
 * @param {readonly string[]} names the graph's inputs
 * @param {{ grid: number, nativeSide?: number }} configuration of the model's card
 * @returns {Record<string, { values: Float32Array | BigInt64Array, dims: number[] }>}
 */
export function musiqInputs(image, names, { grid, nativeSide }) {
  const inputs = {};
  const cells = [];
  names.filter((name) => name === "native" || name.startsWith("scale_")).forEach((name, scale) => {
    const longer = Math.max(image.width, image.height);
    const side = name === "native" ? Math.min(longer, nativeSide ?? longer) : Number(name.slice("scale_".length));
    const resized = side === longer ? image : pillowBicubic(image, ...sides(image, side));
    const padded = planes(resized, (v) => (v - 127) / 128);
    inputs[name] = { values: padded.values, dims: [1, 3, padded.rows * PATCH, padded.columns * PATCH] };
    cells.push(...positions(padded, scale, grid));
  });
  return { ...inputs, ...indices(cells) };
}

/** Width and height at which the longer side is `side`, rounded half to even. */
export function sides({ width, height }, side, precision = (x) => x) {
  const ratio = precision(side / Math.max(width, height));
  return [width, height].map((length) => {
    const exact = precision(length * ratio);
    const floor = Math.floor(exact);
    return Math.max(1, exact - floor === 0.5 ? floor + (floor % 2) : Math.round(exact));
  });
}

/** [3, rows · 32, columns · 32]: the image, centred and padded with zeros to multiples of 32. */
export function planes({ width, height, pixels }, value) {
  const [columns, rows] = [Math.ceil(width / PATCH), Math.ceil(height / PATCH)];
  const [left, top] = [Math.floor((columns * PATCH - width) / 2), Math.floor((rows * PATCH - height) / 2)];
  const values = new Float32Array(3 * columns * rows * PATCH * PATCH);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < height; y++) {
      const row = (c * rows * PATCH + y + top) * columns * PATCH + left;
      for (let x = 0; x < width; x++) values[row + x] = value(pixels[(y * width + x) * 3 + c]);
    }
  }
  return { columns, rows, values };
}

/** The cell of the grid that each patch of a scale hashes to; positions are computed in float32. */
export function positions({ columns, rows }, scale, grid) {
  const f = Math.fround;
  const hash = (index, count) => Math.floor(f(index * f(grid / count)));
  return Array.from({ length: rows * columns }, (_, i) => ({
    position: hash(Math.floor(i / columns), rows) * grid + hash(i % columns, columns),
    scale,
  }));
}

export function indices(cells) {
  const integers = (values) => ({ values: BigInt64Array.from(values, BigInt), dims: [values.length] });
  return { positions: integers(cells.map((cell) => cell.position)), scales: integers(cells.map((cell) => cell.scale)) };
}
