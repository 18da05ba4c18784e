import { number } from "./format.js";
import { text } from "./texts.js";

const histogramBars = 20;
const histogramWidth = 600;
const histogramHeight = 120;
const svgSpace = "http://www.w3.org/2000/svg";

/**
 * Draws how many photographs have which score. A click on a bar chooses its range.
 * @param {HTMLElement} element what it is drawn into
 * @param {number[]} scores all scores
 * @param {{ low: number, high: number } | undefined} range the scale; without it that of the scores
 * @param {(low: number, high: number) => void} choose
 */
export function drawHistogram(element, scores, range, choose) {
  if (scores.length === 0) {
    element.replaceChildren();
    return;
  }
  const low = range ? range.low : Math.min(...scores);
  const high = range ? range.high : Math.max(...scores);
  const step = (high - low) / histogramBars || 1;
  const counts = new Array(histogramBars).fill(0);
  for (const value of scores) {
    counts[Math.max(0, Math.min(histogramBars - 1, Math.floor((value - low) / step)))]++;
  }
  const most = Math.max(...counts);
  const picture = svgShape("svg", { viewBox: `0 0 ${histogramWidth} ${histogramHeight + 18}`, role: "img", "aria-label": histogramText(scores) });
  counts.forEach((count, i) => {
    const tall = (count / most) * (histogramHeight - 14);
    const [from, to] = [low + i * step, low + (i + 1) * step];
    const bar = svgShape("g", { class: "bar" });
    const title = svgShape("title", {});
    title.textContent = text("histogramBar", number(from), number(to), count);
    const x = (i * histogramWidth) / histogramBars;
    bar.append(title, svgShape("rect", { class: "reach", x, y: 0, width: histogramWidth / histogramBars, height: histogramHeight }), svgShape("rect", { class: "count", x: x + 1, y: histogramHeight - tall, width: histogramWidth / histogramBars - 2, height: tall }));
    bar.addEventListener("click", () => choose(from, to));
    picture.append(bar);
  });
  for (let tick = 0; tick <= 4; tick++) {
    const label = svgShape("text", { x: (tick * histogramWidth) / 4, y: histogramHeight + 14, "text-anchor": tick === 0 ? "start" : tick === 4 ? "end" : "middle" });
    label.textContent = String(Number((low + ((high - low) * tick) / 4).toPrecision(3)));
    picture.append(label);
  }
  element.replaceChildren(picture);
}

/** The distribution in words: least, quartiles, most. */
export function histogramText(scores) {
  const sorted = [...scores].sort((a, b) => a - b);
  const at = share => number(sorted[Math.round(share * (sorted.length - 1))]);
  return text("histogramText", scores.length, at(0), at(0.25), at(0.5), at(0.75), at(1));
}

function svgShape(name, attributes) {
  const element = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}
