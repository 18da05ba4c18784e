// Scores PNG photographs with a graph that `iqa export` wrote, in JavaScript alone; ../../docs/export.md describes its inputs.
//     iqa export musiq -o musiq.onnx
//     npm install
//     node score.mjs musiq.onnx photo.png…
import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-web";
import { PNG } from "pngjs";
import { indices, musiqInputs, PATCH, planes, positions, sides } from "./musiq.mjs";
import { gaussian } from "./resize.mjs";

const CONFIGURATION = { grid: 10, nativeSide: 1024 }; // of the model's card, which `iqa models show musiq` prints
const AUTHORS_SIDES = [224, 384]; // `scales` of the authors' models; those of the default model are in the names of its inputs

const [file, ...photos] = process.argv.slice(2);
const session = await ort.InferenceSession.create(readFileSync(file));
const onBackbone = !session.inputNames.includes("patches");
for (const photo of photos) {
  const { width, height, data } = PNG.sync.read(readFileSync(photo));
  const image = { width, height, pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => data[Math.floor(i / 3) * 4 + (i % 3)]) };
  const inputs = onBackbone ? musiqInputs(image, session.inputNames, CONFIGURATION) : patches(image);
  const result = await session.run(Object.fromEntries(Object.entries(inputs).map(([name, { values, dims }]) =>
    [name, new ort.Tensor(values instanceof Float32Array ? "float32" : "int64", values, dims)])));
  const score = result.score
    ? result.score.data[0]
    : result.distribution.data.reduce((mean, share, k) => mean + (k + 1) * share, 0);
  console.log(`${photo}\t${inputs.positions.dims[0]} tokens\t${score}`);
}

/** The authors' models: the patches of all scales. */
function patches(image) {
  const cells = [];
  const all = [];
  [...AUTHORS_SIDES, null].forEach((side, scale) => {
    const resized = side === null ? image : gaussian(image, ...sides(image, side, Math.fround));
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
    cells.push(...positions(padded, scale, CONFIGURATION.grid));
  });
  const values = new Float32Array(all.length * PATCH);
  all.forEach((row, i) => values.set(row, i * PATCH));
  return { patches: { values, dims: [cells.length, 3, PATCH, PATCH] }, ...indices(cells) };
}
