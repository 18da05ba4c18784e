import { toCsv } from "../shared/csv.js";
import { folderName, number, score, shortName } from "../shared/format.js";
import { RowTable } from "../shared/table.js";
import { addTexts, chooseLanguage, hasText, language, text, translate } from "../shared/texts.js";
import { Viewer } from "../shared/viewer.js";
import { chosenFiles, droppedFiles, save, thumbnailOf } from "./files.js";
import { LocalEngine } from "./localEngine.js";
import { reportOf } from "./report.js";
import { ServerEngine } from "./serverEngine.js";
import { pageTexts } from "./words.js";

addTexts(pageTexts);
const element = (id) => document.getElementById(id);
const rows = [];
const marked = new Set();
let engine;
let ready; // resolves when the engine can score
let original;
let running = 0;
let next = 0; // of the rows the first that nobody works on

const viewer = new Viewer(element("viewer"));
const table = new RowTable(element("table"), [
  { key: "mark", title: () => text("marked"), cell: markOf },
  { key: "thumbnail", title: () => text("picture"), cell: pictureOf },
  { key: "name", title: () => text("image"), cell: (row) => row.name, value: (row) => row.path },
  { key: "score", title: () => text("score"), cell: scoreOf, value: (row) => row.score },
  { key: "interval", title: () => text("interval"), cell: (row) => (row.low === undefined ? "" : `${number(row.low)} – ${number(row.high)}`), shown: () => rows.some((row) => row.low !== undefined) },
  { key: "fidelity", title: () => text("fidelity"), cell: fidelityOf, value: (row) => row.fidelity?.[0]?.score, shown: () => original !== undefined },
  { key: "note", title: () => text("note"), cell: noteOf },
], open);

chooseLanguage(language());
element("language").value = language();
drawTexts();
ready = start();
window.addEventListener("dragover", (event) => event.preventDefault());
listen("drop", "dragover", () => element("drop").classList.add("over"));
listen("drop", "dragleave", () => element("drop").classList.remove("over"));
window.addEventListener("drop", async (event) => {
  event.preventDefault();
  element("drop").classList.remove("over");
  add(await droppedFiles(event.dataTransfer));
});
for (const name of ["files", "folder", "original"]) listen(`choose-${name}`, "click", () => element(name).click());
for (const name of ["files", "folder"]) {
  listen(name, "change", () => {
    add(chosenFiles(element(name).files));
    element(name).value = "";
  });
}
listen("original", "change", () => compareWith(element("original").files[0]));
listen("no-original", "click", () => compareWith(undefined));
listen("compare", "click", () => viewer.compare(...[...marked].map((row) => ({ ...row, picture: pictureAddress(row) }))));
listen("save-csv", "click", () => save(`\uFEFF${toCsv(table.rows)}`, "text/csv", "scores.csv"));
listen("save-report", "click", async () => {
  element("status").textContent = text("savingReport");
  save(await reportOf(table.rows, engine.card), "text/html", "report.html");
  showProgress();
});
listen("clear", "click", clear);
listen("language", "change", () => {
  chooseLanguage(element("language").value);
  drawTexts();
});

async function start() {
  element("engine").textContent = text("loading");
  try {
    const settings = await (await fetch("settings.json")).json();
    engine = settings.engine === "local" ? new LocalEngine(settings.models) : new ServerEngine(askForKey);
    await engine.start();
    element("docs").hidden = engine.isLocal;
    element("choose-original").hidden = !engine.compares;
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    engine = undefined;
    element("engine").textContent = text("engineFailed", error.message);
    throw error;
  }
  drawTexts();
}

function drawTexts() {
  translate(document);
  if (engine) {
    element("engine").textContent = text(engine.isLocal ? "computedHere" : "computedThere", engine.card.name);
    element("privacy").textContent = text(engine.isLocal ? "staysHere" : "goesToServer");
  }
  element("with-original").hidden = !original;
  element("with-original").querySelector("span").textContent = original ? text("withOriginal", original.name) : "";
  table.redraw();
  showProgress();
}

function add(files) {
  for (const { file, path } of files) {
    rows.push({ id: rows.length, file, path, name: shortName(path), folder: folderName(path) });
  }
  element("results").hidden = rows.length === 0;
  if (files.length === 0) element("status").textContent = text("noPictures");
  table.show(rows);
  ready.then(work, () => {});
}

/** Keeps as many pictures under way as the engine takes. */
function work() {
  while (running < engine.concurrency && next < rows.length) {
    running++;
    judge(rows[next++]).finally(() => {
      running--;
      table.show(rows);
      showProgress();
      work();
    });
  }
  showProgress();
}

async function judge(row) {
  try {
    if (row.score === undefined) {
      const { image: _, ...result } = await engine.score(row.file);
      Object.assign(row, result);
    }
    if (original && !row.fidelity) row.fidelity = await engine.compare(row.file, original);
    row.error = undefined;
  } catch (error) {
    row.error = hasText(error.message) ? text(error.message) : error.message;
  }
  if (!row.thumbnail) Object.assign(row, await thumbnailOf(row.file));
}

function compareWith(file) {
  original = file;
  for (const row of rows) row.fidelity = undefined;
  next = 0;
  drawTexts();
  if (file) ready.then(work, () => {});
}

function clear() {
  for (const row of rows) {
    if (row.thumbnail) URL.revokeObjectURL(row.thumbnail);
    if (row.picture) URL.revokeObjectURL(row.picture);
  }
  rows.length = 0;
  next = 0;
  marked.clear();
  element("results").hidden = true;
  table.show(rows);
}

async function open(row) {
  const shown = () => ({ ...row, picture: pictureAddress(row), original: original && row.fidelity ? originalAddress() : undefined });
  viewer.open(shown(), step(row));
  if (engine?.map && !row.map && !row.error) {
    row.map = await engine.map(row.file).catch(() => undefined);
    if (row.map && element("viewer").open) viewer.open(shown(), step(row));
  }
}

/** The picture before or after one, in the order of the table. */
function step(row) {
  return (by) => {
    const other = table.rows[table.rows.indexOf(row) + by];
    if (other) open(other);
  };
}

function pictureAddress(row) {
  row.picture ??= URL.createObjectURL(row.file);
  return row.picture;
}

let address;
function originalAddress() {
  if (address?.file !== original) address = { file: original, url: URL.createObjectURL(original) };
  return address.url;
}

function showProgress() {
  const failed = rows.filter((row) => row.error).length;
  if (rows.length > 0) element("status").textContent = text("progress", rows.filter((row) => row.score !== undefined).length, rows.length, failed);
}

function markOf(row) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = marked.has(row);
  box.ariaLabel = text("mark", row.name);
  box.addEventListener("change", () => {
    if (box.checked) marked.add(row);
    else marked.delete(row);
    if (marked.size > 2) marked.delete([...marked][0]);
    element("compare").disabled = marked.size !== 2;
    table.show(rows);
  });
  return box;
}

function pictureOf(row) {
  if (!row.thumbnail) return "";
  const image = document.createElement("img");
  image.src = row.thumbnail;
  image.alt = "";
  return image;
}

function scoreOf(row) {
  if (row.score === undefined) return row.error ? "–" : text("waiting");
  const { low, high, higherIsBetter } = engine.card;
  const parts = document.createDocumentFragment();
  parts.append(score(row.score));
  if (high > low) {
    const bar = document.createElement("span");
    bar.className = "score-bar";
    const share = Math.max(0, Math.min(1, (row.score - low) / (high - low)));
    bar.style.setProperty("--share", `${100 * (higherIsBetter ? share : 1 - share)}%`);
    parts.append(bar);
  }
  return parts;
}

function fidelityOf(row) {
  return row.fidelity?.map(({ metric, score: value }) => `${metric} ${number(value)}`).join(" · ") ?? "";
}

function noteOf(row) {
  return row.error ?? (row.unfamiliar ? text("unfamiliar") : "");
}

function askForKey() {
  return new Promise((done) => {
    const dialog = element("key-dialog");
    dialog.addEventListener("close", () => done(element("key").value.trim()), { once: true });
    dialog.showModal();
  });
}

function listen(id, event, action) {
  element(id).addEventListener(event, action);
}
