// Scores PNG photographs with a graph that `iqa export` wrote, in JavaScript alone; ../../docs/export.md describes its inputs.
//     iqa export musiq -o musiq.onnx
//     npm install
//     node score.mjs musiq.onnx photo.png…
import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-web";
import { PNG } from "pngjs";
import { gaussian, pillowBicubic } from "./resize.mjs";

const PATCH = 32;
const GRID = 10; // G: the sides of the grid that positions hash to (`grid` in the model's card)
const NATIVE_SIDE = 1024; // musiq-s reduces larger photographs to this side (`nativeSide`)
const AUTHORS_SIDES = [224, 384]; // `scales` of the authors' models; those of the default model are in the names of its inputs
const f = Math.fround; // positions are computed in float32

const [file, ...photos] = process.argv.slice(2);
const session = await ort.InferenceSession.create(readFileSync(file));
const onBackbone = !session.inputNames.includes("patches");
for (const photo of photos) {
  const { width, height, data } = PNG.sync.read(readFileSync(photo));
  const image = { width, height, pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => data[Math.floor(i / 3) * 4 + (i % 3)]) };
  const inputs = onBackbone ? wholeScales(image) : patches(image);
  const result = await session.run(inputs);
  const score = result.score
    ? result.score.data[0]
    : result.distribution.data.reduce((mean, share, k) => mean + (k + 1) * share, 0);
  console.log(`${photo}\t${inputs.positions.dims[0]} tokens\t${score}`);
}

/** The default model and others on a backbone: each scale is a whole image. */
function wholeScales(image) {
  const inputs = {};
  const cells = [];
  session.inputNames.filter((name) => name === "native" || name.startsWith("scale_")).forEach((name, scale) => {
    const longer = Math.max(image.width, image.height);
    const side = name === "native" ? Math.min(longer, NATIVE_SIDE) : Number(name.slice("scale_".length));
    const resized = side === longer ? image : pillowBicubic(image, ...sides(image, side));
    const padded = planes(resized, (v) => (v - 127) / 128);
    inputs[name] = new ort.Tensor("float32", padded.values, [1, 3, padded.rows * PATCH, padded.columns * PATCH]);
    cells.push(...positions(padded, scale));
  });
  return { ...inputs, ...indices(cells) };
}

/** The authors' models: the patches of all scales. */
function patches(image) {
  const cells = [];
  const all = [];
  [...AUTHORS_SIDES, null].forEach((side, scale) => {
    const resized = side === null ? image : gaussian(image, ...sides(image, side, f));
    const padded = planes(resized, (v) => (v / 255 - 0.5) * 2);
    const [stride, plane] = [padded.columns * PATCH, padded.columns * padded.rows * PATCH * PATCH];
    for (let r = 0; r < padded.rows; r++) {
      for (let c = 0; c < padded.columns; c++) {
        for (let i = 0; i < 3 * PATCH; i++) {
          const start = Math.floor(i / PATCH) * plane + (r * PATCH + (i % PATCH)) * stride + c * PATCH;
          all.push(padded.values.subarray(start, start + PATCH));
        }
      }
    }
    cells.push(...positions(padded, scale));
  });
  const values = new Float32Array(all.length * PATCH);
  all.forEach((row, i) => values.set(row, i * PATCH));
  return { patches: new ort.Tensor("float32", values, [cells.length, 3, PATCH, PATCH]), ...indices(cells) };
}

/** Width and height at which the longer side is `side`, rounded half to even. */
function sides({ width, height }, side, precision = (x) => x) {
  const ratio = precision(side / Math.max(width, height));
  return [width, height].map((length) => {
    const exact = precision(length * ratio);
    const floor = Math.floor(exact);
    return Math.max(1, exact - floor === 0.5 ? floor + (floor % 2) : Math.round(exact));
  });
}

/** [3, rows · 32, columns · 32]: the image, centred and padded with zeros to multiples of 32. */
function planes({ width, height, pixels }, value) {
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

/** The cell of the grid that each patch of a scale hashes to. */
function positions({ columns, rows }, scale) {
  const hash = (index, count) => Math.floor(f(index * f(GRID / count)));
  return Array.from({ length: rows * columns }, (_, i) => ({
    position: hash(Math.floor(i / columns), rows) * GRID + hash(i % columns, columns),
    scale,
  }));
}

function indices(cells) {
  const tensor = (values) => new ort.Tensor("int64", BigInt64Array.from(values, BigInt), [values.length]);
  return { positions: tensor(cells.map((cell) => cell.position)), scales: tensor(cells.map((cell) => cell.scale)) };
}
