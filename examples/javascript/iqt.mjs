// The inputs of an IQT that sees whole images, such as the default model for pairs; ../../docs/export.md describes them.
import { pillowBicubic } from "./resize.mjs";

const STRIDE = 16; // pixels from one position of the feature maps to the next
const CROPS = 9;
const LARGEST_REDUCTION = 4;

/**
 * Both images as planes, and the positions of the crops in their feature maps.
 * @param distorted { width, height, pixels: [height, width, 3], 0–255 }
 * @param reference of the same size
 * @param {{ crop: number, viewingSide?: number }} configuration of the model's card
 * @returns {Record<string, { values: Float32Array | BigInt64Array, dims: number[] }>}
 */
export function iqtInputs(distorted, reference, { crop, viewingSide }) {
  const [seen, original] = [distorted, reference].map((image) => whole(reduced(image, viewingSide), crop));
  return { distorted: planes(seen), reference: planes(original), positions: cropPositions(seen.width / STRIDE, seen.height / STRIDE, crop / STRIDE) };
}

/** Reduced by the whole factor that brings the shorter side nearest to the side of viewing; halves are rounded up. */
function reduced(image, side) {
  const factor = side ? Math.max(1, Math.min(LARGEST_REDUCTION, Math.floor(Math.min(image.width, image.height) / side + 0.5))) : 1;
  return factor === 1 ? image : pillowBicubic(image, Math.ceil(image.width / factor), Math.ceil(image.height / factor));
}

/** The last row and column are repeated up to multiples of the stride, and to at least a crop. */
function whole(image, crop) {
  const [width, height] = [image.width, image.height].map((length) => Math.max(crop, Math.ceil(length / STRIDE) * STRIDE));
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (Math.min(y, image.height - 1) * image.width + Math.min(x, image.width - 1)) * 3;
      for (let c = 0; c < 3; c++) pixels[(y * width + x) * 3 + c] = image.pixels[from + c];
    }
  }
  return { width, height, pixels };
}

function planes({ width, height, pixels }) {
  const values = new Float32Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) values[c * width * height + i] = (pixels[i * 3 + c] - 127) / 128;
  }
  return { values, dims: [1, 3, height, width] };
}

/** The grid of crops whose shape is nearest to the image's, from edge to edge. */
function cropPositions(columns, rows, side) {
  const shapes = [1, 3, 9].map((r) => ({ r, distance: Math.abs(Math.log(CROPS / r / r / (columns / rows))) }));
  const { r } = shapes.reduce((best, shape) => (shape.distance < best.distance ? shape : best));
  const corners = new Set();
  for (const y of cornersOf(rows - side, r)) {
    for (const x of cornersOf(columns - side, CROPS / r)) corners.add(y * columns + x);
  }
  const values = [];
  for (const corner of corners) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) values.push(BigInt(corner + y * columns + x));
    }
  }
  return { values: BigInt64Array.from(values), dims: [corners.size, side * side] };
}

function cornersOf(room, count) {
  return count === 1 ? [Math.floor(room / 2)] : Array.from({ length: count }, (_, i) => roundHalfToEven((room * i) / (count - 1)));
}

function roundHalfToEven(x) {
  const floor = Math.floor(x);
  return x - floor === 0.5 ? floor + (floor % 2) : Math.round(x);
}
