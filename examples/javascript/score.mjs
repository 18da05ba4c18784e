// Scores PNG photographs with a graph that `iqa export` wrote: node score.mjs MODEL.onnx PHOTO.png…
// Everything that ../../docs/export.md says, for models of Google's semantics.
import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-web";
import { PNG } from "pngjs";

const PATCH = 32;
const f = Math.fround; // TensorFlow computes sizes and weights in float32

function gaussianTaps(inputs, outputs) {
  const scale = f(1 / f(outputs / inputs));
  return Array.from({ length: outputs }, (_, o) => {
    const centre = f(f(o + 0.5) * scale);
    const taps = [];
    for (let k = Math.max(0, Math.floor(centre) - 3); k < Math.min(inputs, Math.floor(centre) + 4); k++) {
      const distance = Math.abs(f(k + 0.5 - centre));
      if (distance < 1.5) taps.push([k, Math.exp(-2 * distance * distance)]);
    }
    const sum = taps.reduce((total, [, weight]) => total + weight, 0);
    return taps.map(([k, weight]) => [k, weight / sum]);
  });
}

function roundHalfEven(x) {
  const floor = Math.floor(x);
  return x - floor === 0.5 ? floor + (floor % 2) : Math.round(x);
}

function resize({ width, height, pixels }, side) {
  const ratio = f(side / Math.max(width, height));
  const [w, h] = [roundHalfEven(f(width * ratio)), roundHalfEven(f(height * ratio))];
  const [columns, rows] = [gaussianTaps(width, w), gaussianTaps(height, h)];
  const result = new Float32Array(w * h * 3);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (const [v, vertical] of rows[y]) {
        for (const [u, horizontal] of columns[x]) {
          for (let c = 0; c < 3; c++) {
            result[(y * w + x) * 3 + c] += vertical * horizontal * pixels[(v * width + u) * 3 + c];
          }
        }
      }
    }
  }
  return { width: w, height: h, pixels: result };
}

function addPatches({ width, height, pixels }, scale, grid, tokens) {
  const [columns, rows] = [Math.ceil(width / PATCH), Math.ceil(height / PATCH)];
  const left = Math.floor((columns * PATCH - width) / 2);
  const top = Math.floor((rows * PATCH - height) / 2);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const patch = new Float32Array(3 * PATCH * PATCH);
      for (let y = 0; y < PATCH; y++) {
        for (let x = 0; x < PATCH; x++) {
          const [u, v] = [c * PATCH + x - left, r * PATCH + y - top];
          if (u < 0 || v < 0 || u >= width || v >= height) continue;
          for (let plane = 0; plane < 3; plane++) {
            patch[(plane * PATCH + y) * PATCH + x] = pixels[(v * width + u) * 3 + plane];
          }
        }
      }
      tokens.patches.push(patch);
      tokens.positions.push(Math.floor(f(r * f(grid / rows))) * grid + Math.floor(f(c * f(grid / columns))));
      tokens.scales.push(scale);
    }
  }
}

function read(file) {
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  const pixels = new Float32Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) pixels[i * 3 + c] = (data[i * 4 + c] / 255 - 0.5) * 2;
  }
  return { width, height, pixels };
}

const [model, ...photos] = process.argv.slice(2);
const session = await ort.InferenceSession.create(readFileSync(model));
for (const photo of photos) {
  const image = read(photo);
  const tokens = { patches: [], positions: [], scales: [] };
  [resize(image, 224), resize(image, 384), image].forEach((scale, i) => addPatches(scale, i, 10, tokens));

  const n = tokens.positions.length;
  const patches = new Float32Array(n * 3 * PATCH * PATCH);
  tokens.patches.forEach((patch, i) => patches.set(patch, i * patch.length));
  const result = await session.run({
    patches: new ort.Tensor("float32", patches, [n, 3, PATCH, PATCH]),
    positions: new ort.Tensor("int64", BigInt64Array.from(tokens.positions, BigInt), [n]),
    scales: new ort.Tensor("int64", BigInt64Array.from(tokens.scales, BigInt), [n]),
  });
  const score = result.score
    ? result.score.data[0]
    : result.distribution.data.reduce((mean, share, k) => mean + (k + 1) * share, 0);
  console.log(`${photo}\t${n} tokens\t${score}`);
}
