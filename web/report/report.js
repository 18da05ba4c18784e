import { drawHistogram, histogramText } from "../shared/histogram.js";
import { Gallery } from "../shared/gallery.js";
import { number } from "../shared/format.js";
import { addTexts, chooseLanguage, hasText, language, text, translate } from "../shared/texts.js";
import { Viewer } from "../shared/viewer.js";

addTexts({
  all: ["All", "全部"],
  compareMarked: ["Compare the two marked", "比较已选的两张"],
  distribution: ["Distribution", "分布"],
  failures: ["Failures", "失败"],
  file: ["File", "文件"],
  from: ["Score from", "得分自"],
  keys: ["Keys: arrows move, Enter opens, c marks for comparison; in a photograph, arrows go on and m shows its map.", "按键：方向键移动，回车打开，c 选中以比较；在照片中，方向键翻页，m 显示质量图。"],
  kind: ["Damage", "损伤"],
  model: ["The model, and what its scores mean", "模型及其得分的含义"],
  name: ["Name", "名称"],
  noScores: ["No photograph has a score.", "没有照片得到评分。"],
  order: ["Order", "排序"],
  photographs: ["Photographs", "照片"],
  reason: ["Reason", "原因"],
  showAll: ["Show all", "显示全部"],
  shownOf: ["{0} of {1}", "{0} / {1}"],
  to: ["to", "至"],
  "card-agreement": ["agreement with people", "与人的一致性"],
  "card-architecture": ["architecture", "结构"],
  "card-configuration": ["configuration", "配置"],
  "card-description": ["description", "说明"],
  "card-licence": ["licence", "许可"],
  "card-model": ["model", "模型"],
  "card-origin": ["origin", "来源"],
  "card-paper": ["paper", "论文"],
  "card-range": ["range", "范围"],
  "card-reference": ["reference", "参考"],
  "card-smallest side": ["smallest side", "最短边"],
  "order-best": ["Best first", "最好优先"],
  "order-name": ["As given", "原有顺序"],
  "order-unfamiliar": ["Least familiar first", "最不熟悉优先"],
  "order-worst": ["Worst first", "最差优先"],
});

const report = JSON.parse(document.getElementById("report").textContent);
const rows = report.rows.map(photograph);
const scored = rows.filter(row => row.score !== undefined);
const element = id => document.getElementById(id);
const filters = { order: element("order"), kind: element("kind"), folder: element("folder"), camera: element("camera"), from: element("from"), to: element("to"), search: element("search") };
const viewer = new Viewer(element("viewer"));
const gallery = new Gallery(element("gallery"), open, mark);
let shown = [];
let marked = [];

/** A row as the gallery and the viewer read it. Pictures stay text in the document until they are shown. */
function photograph(row, id) {
  const data = name => document.getElementById(`${name}-${id}`)?.textContent;
  const picture = name => (row.pictures ? `data:${report.pictureType};base64,${data(name)}` : undefined);
  return {
    id,
    ...row,
    get thumbnail() { return picture("t"); },
    get picture() { return picture("p"); },
    get original() { return row.hasOriginal ? picture("o") : undefined; },
    get map() { return row.map ? mapOf(row.map) : undefined; },
    get sentence() { return sentence(row); },
  };
}

/** The values of a map are bytes, from the lowest of the report's maps to the highest. */
function mapOf(map) {
  const bytes = Uint8Array.from(atob(map.values), character => character.charCodeAt(0));
  return { ...report.mapScale, width: map.width, height: map.height, values: Float32Array.from(bytes, value => report.mapScale.low + (value / 255) * (report.mapScale.high - report.mapScale.low)) };
}

/** What is wrong, where, and how it compares: as `iqa explain` says it. */
function sentence(row) {
  if (row.score === undefined || row.standing === undefined) {
    return undefined;
  }
  const kind = row.kinds?.[0]?.likelihood >= 0.4 ? row.kinds[0] : undefined;
  const what = kind ? text(`kind-${kind.name}`) : text("noDamage");
  const where = kind && row.place ? text("mostly", text(`place-${row.place}`)) : "";
  return text("sentence", what, where, number(row.standing));
}

function apply() {
  const [from, to] = [filters.from.value === "" ? -Infinity : Number(filters.from.value), filters.to.value === "" ? Infinity : Number(filters.to.value)];
  const search = filters.search.value.toLowerCase();
  shown = rows.filter(row =>
    (row.score === undefined ? filters.from.value === "" && filters.to.value === "" : row.score >= from && row.score <= to) &&
    (filters.kind.value === "" || row.kinds?.some(kind => kind.name === filters.kind.value)) &&
    (filters.folder.value === "" || row.folder === filters.folder.value) &&
    (filters.camera.value === "" || row.camera === filters.camera.value) &&
    row.name.toLowerCase().includes(search));
  const worse = (a, b) => (report.higherIsBetter ? a.score - b.score : b.score - a.score);
  const orders = {
    worst: worse,
    best: (a, b) => worse(b, a),
    name: (a, b) => a.id - b.id,
    unfamiliar: (a, b) => (a.familiarity ?? 101) - (b.familiarity ?? 101),
  };
  const order = orders[filters.order.value] ?? worse;
  // What failed has no score and stands at the end.
  shown.sort((a, b) => (filters.order.value === "name" ? 0 : (a.score === undefined) - (b.score === undefined)) || order(a, b) || a.id - b.id);
  element("count").textContent = text("shownOf", shown.length, rows.length);
  gallery.show(shown);
  gallery.setMarked(marked);
}

function open(row, index) {
  let at = index;
  viewer.open(row, step => {
    at = Math.max(0, Math.min(shown.length - 1, at + step));
    return shown[at];
  });
  element("viewer").onclose = () => gallery.focus(at);
}

function mark(row, on) {
  marked = on ? [...marked.filter(other => other !== row), row].slice(-2) : marked.filter(other => other !== row);
  gallery.setMarked(marked);
  element("compare").disabled = marked.length < 2;
}

function options(select, values, all) {
  const chosen = select.value;
  select.replaceChildren(...[...(all ? [["", text("all")]] : []), ...values].map(([value, label]) => new Option(label, value)));
  select.value = [...select.options].some(option => option.value === chosen) ? chosen : select.options[0].value;
  select.closest("label").hidden = all && values.length < 2;
}

function distinct(of) {
  return [...new Set(rows.map(of).filter(value => value !== undefined && value !== ""))].sort();
}

function say() {
  document.documentElement.lang = language();
  translate(document.body);
  element("language").value = language();
  options(filters.order, ["worst", "best", "name", ...(scored.some(row => row.familiarity !== undefined) ? ["unfamiliar"] : [])].map(order => [order, text(`order-${order}`)]), false);
  const kinds = [...new Set(rows.flatMap(row => row.kinds?.map(kind => kind.name) ?? []))];
  options(filters.kind, kinds.map(kind => [kind, text(`kind-${kind}`)]), true);
  options(filters.folder, distinct(row => row.folder).map(folder => [folder, folder]), true);
  options(filters.camera, distinct(row => row.camera).map(camera => [camera, camera]), true);
  element("summary").textContent = scored.length > 0 ? `${report.metric}: ${histogramText(scored.map(row => row.score))}` : text("noScores");
  drawHistogram(element("histogram"), scored.map(row => row.score), report.range, (low, high) => {
    filters.from.value = low;
    filters.to.value = high;
    apply();
  });
  const failed = rows.filter(row => row.error !== undefined);
  element("failures").hidden = failed.length === 0;
  element("failures").querySelector("tbody").replaceChildren(...failed.map(row => cells(row.name, row.error)));
  element("model").replaceChildren(...report.card.flatMap(([name, value]) => [termOf("dt", hasText(`card-${name}`) ? text(`card-${name}`) : name), termOf("dd", value)]));
  apply();
}

function cells(...values) {
  const line = document.createElement("tr");
  line.append(...values.map(value => termOf("td", value)));
  return line;
}

function termOf(name, content) {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}

element("language").addEventListener("change", event => {
  chooseLanguage(event.target.value);
  say();
});
element("filters").addEventListener("input", apply);
element("filters").addEventListener("submit", event => event.preventDefault());
element("filters").addEventListener("reset", () => setTimeout(apply));
element("compare").addEventListener("click", () => viewer.compare(...marked));
say();
