import { shortName } from "../shared/format.js";

const pictures = /\.(jpe?g|jfif|png|webp|avif|gif|bmp|tiff?|p[bgp]m)$/i;

/** Files that were chosen, with their paths. Of a folder only what is named like a picture counts. */
export function chosenFiles(files) {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name })).filter(({ file, path }) => path === file.name || pictures.test(path));
}

/** Files and folders that were dropped. */
export async function droppedFiles(transfer) {
  // Entries and files must be taken before anything is awaited: the browser empties the transfer.
  const items = [...transfer.items].filter((item) => item.kind === "file").map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
  const found = [];
  for (const { entry, file } of items) {
    if (entry?.isDirectory) {
      await walk(entry, found);
    } else if (file) {
      found.push({ file, path: file.name });
    }
  }
  return found;
}

async function walk(folder, found) {
  const reader = folder.createReader();
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // at most a hundred at a time
    if (entries.length === 0) return;
    for (const entry of entries) {
      if (entry.isDirectory) {
        await walk(entry, found);
      } else if (pictures.test(entry.name)) {
        found.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), path: entry.fullPath.replace(/^\//, "") });
      }
    }
  }
}

/** Hands a text over as a download. */
export function save(content, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = shortName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const side = 144;

/** A small picture of a file as an address; undefined where the browser cannot read it. */
export async function thumbnailOf(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const factor = Math.min(1, side / bitmap.width, (side * 2) / 3 / bitmap.height);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height].map((length) => Math.max(1, Math.round(length * factor)));
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const size = { width: bitmap.width, height: bitmap.height };
    bitmap.close();
    const small = await new Promise((done) => canvas.toBlob(done, "image/webp", 0.8));
    return { ...size, thumbnail: URL.createObjectURL(small) };
  } catch {
    return {};
  }
}
