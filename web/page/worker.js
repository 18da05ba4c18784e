// Decodes pictures and runs the models, one picture at a time.
import * as ort from "../ort/ort.wasm.min.mjs";
import { iqtInputs } from "../inputs/iqt.mjs";
import { musiqInputs, sides } from "../inputs/musiq.mjs";
import { pillowBicubic } from "../inputs/resize.mjs";
import { windowMap } from "./windows.js";

ort.env.wasm.numThreads = 1; // there is a worker for each core
ort.env.wasm.wasmPaths = new URL("../ort/", import.meta.url).href;

const sessions = new Map();
let models = [];
let base = "";
let work = Promise.resolve();

self.addEventListener("message", ({ data }) => {
  if (data.task === "models") {
    ({ models, base } = data);
    return;
  }
  work = work.then(() => answer(data));
});

async function answer(job) {
  try {
    self.postMessage({ result: await tasks[job.task](job) });
  } catch (error) {
    self.postMessage({ error: String(error?.message ?? error) });
  }
}

const tasks = {
  async load() {
    await session(0);
    return {};
  },

  async score({ file }) {
    const image = await decode(file);
    return { score: await scoreOf(image), width: image.width, height: image.height };
  },

  async map({ file }) {
    const image = await decode(file);
    const { nativeSide } = models[0].card.configuration;
    const seen = nativeSide < Math.max(image.width, image.height) ? pillowBicubic(image, ...sides(image, nativeSide)) : image;
    const { range, higherIsBetter } = models[0].card;
    return { ...(await windowMap(seen, scoreOf)), ...range, higherIsBetter };
  },

  async compare({ file, original }) {
    const [image, reference] = [await decode(file), await decode(original)];
    if (image.width !== reference.width || image.height !== reference.height) throw new Error("unsized");
    const { run } = await session(1);
    const scores = (await run(iqtInputs(image, reference, models[1].card.configuration))).score.data;
    return { score: scores.reduce((sum, score) => sum + score, 0) / scores.length };
  },
};

async function scoreOf(image) {
  const { run, names } = await session(0);
  return (await run(musiqInputs(image, names, models[0].card.configuration))).score.data[0];
}

/** A model's session, loaded once. */
function session(index) {
  if (!sessions.has(index)) sessions.set(index, load(new URL(models[index].file, base)));
  return sessions.get(index);
}

async function load(address) {
  const loaded = await ort.InferenceSession.create(address.href);
  return {
    names: loaded.inputNames,
    async run(inputs) {
      const tensors = Object.entries(inputs).map(([name, { values, dims }]) => [name, new ort.Tensor(values instanceof Float32Array ? "float32" : "int64", values, dims)]);
      return loaded.run(Object.fromEntries(tensors));
    },
  };
}

/** 8-bit sRGB, upright, on white: as the library decodes. */
async function decode(file) {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error("undecodable");
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < pixels.length; from += 4) {
    pixels[to++] = data[from];
    pixels[to++] = data[from + 1];
    pixels[to++] = data[from + 2];
  }
  return { width, height, pixels };
}
