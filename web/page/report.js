// Makes the report of `iqa report` in the browser: web/README.md says what modules keep to for that.
const root = new URL("../", import.meta.url);
const sides = { t: 320, p: 1024 }; // pixels of the longer side of thumbnails and pictures
const pictureType = "image/jpeg";

/** A report of rows as one page. */
export async function reportOf(rows, card) {
  const style = (await Promise.all(["shared/style.css", "shared/gallery.css", "report/report.css"].map(read))).join("\n");
  const head = (await read("report/report.html")).replaceAll("{{title}}", "IqaSharp").replace("{{style}}", () => style);
  const scale = rows.find((row) => row.map)?.map;
  const parts = [head];
  const data = [];
  for (const [id, row] of rows.entries()) {
    const pictures = await picturesOf(row.file);
    for (const [kind, base64] of Object.entries(pictures)) parts.push(`<script type="text/plain" id="${kind}-${id}">${base64}</script>\n`);
    data.push(rowOf(row, scale, pictures.p !== undefined));
  }
  const report = {
    metric: card.name,
    higherIsBetter: card.higherIsBetter,
    range: card.high > card.low ? { low: card.low, high: card.high } : undefined,
    pictureType,
    mapScale: scale && { low: scale.low, high: scale.high, higherIsBetter: scale.higherIsBetter },
    card: [["model", card.name], ["description", card.description]].filter(([, value]) => value),
    rows: data,
  };
  parts.push(`<script type="application/json" id="report">${JSON.stringify(report).replaceAll("<", "\\u003c")}</script>\n`);
  parts.push(`<script type="module">\n${await script("report/report.js", new Set())}</script>\n</body>\n</html>\n`);
  return parts.join("");
}

function rowOf(row, scale, pictures) {
  const { name, folder, score, low, high, familiarity, unfamiliar, width, height, error, map } = row;
  const same = map && map.low === scale.low && map.high === scale.high;
  return {
    name, folder, score, low, high, familiarity, unfamiliar, width, height, error, pictures: pictures || undefined,
    map: same ? { width: map.width, height: map.height, values: bytesOf(map) } : undefined,
  };
}

/** A map's values as bytes, from the lowest of its scale to the highest, in base64. */
function bytesOf({ values, low, high }) {
  return btoa(Array.from(values, (value) => String.fromCharCode(Math.max(0, Math.min(255, Math.round((255 * (value - low)) / (high - low)))))).join(""));
}

/** A file as JPEGs of two sizes, in base64; nothing of one that the browser cannot read. */
async function picturesOf(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const pictures = {};
    for (const [kind, side] of Object.entries(sides)) {
      const factor = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [bitmap.width, bitmap.height].map((length) => Math.max(1, Math.round(length * factor)));
      const context = canvas.getContext("2d");
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.imageSmoothingQuality = "high";
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      pictures[kind] = canvas.toDataURL(pictureType, 0.8).split(",")[1];
    }
    bitmap.close();
    return pictures;
  } catch {
    return {};
  }
}

/** A module and all that it imports, as one script. */
async function script(module, seen) {
  if (seen.has(module)) return "";
  seen.add(module);
  const text = await read(module);
  const imports = /^import .*? from "([^"]+)";\n/gm;
  const parts = [];
  for (const [, file] of text.matchAll(imports)) {
    parts.push(await script(new URL(file, new URL(module, root)).href.slice(root.href.length), seen));
  }
  parts.push(text.replaceAll(imports, "").replaceAll(/^export /gm, ""));
  return parts.join("\n");
}

async function read(file) {
  return (await fetch(new URL(file, root))).text();
}
