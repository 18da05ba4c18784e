const languages = { en: 0, zh: 1 };

/** Every text in English and Chinese; {0}, {1} … stand for values. */
const texts = {
  close: ["Close", "关闭"],
  error: ["Not scored", "未评分"],
  familiarity: ["Familiarity", "熟悉度"],
  image: ["Image", "文件"],
  interval: ["Interval", "区间"],
  language: ["Language", "语言"],
  score: ["Score", "得分"],
  unfamiliar: ["unlike what the model knows: the score means little", "与模型见过的照片不像：得分意义不大"],
};

let chosen = navigator.language.startsWith("zh") ? "zh" : "en";

/** Adds a page's own texts: { key: [English, Chinese] }. */
export function addTexts(more) {
  Object.assign(texts, more);
}

/** A text in the chosen language. */
export function text(key, ...values) {
  const pattern = texts[key]?.[languages[chosen]] ?? key;
  return pattern.replace(/\{(\d)\}/g, (_, index) => values[index] ?? "");
}

/** Whether there is a text of that name. */
export function hasText(key) {
  return key in texts;
}

/** The chosen language: "en" or "zh". */
export function language() {
  return chosen;
}

/** Chooses the language; what is drawn already is the caller's to draw again. */
export function chooseLanguage(code) {
  chosen = code in languages ? code : "en";
  document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";
}

/** Puts texts into all elements below one: data-text names the content, data-label the name for screen readers, data-hint a placeholder. */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label", text(element.dataset.label));
  for (const element of root.querySelectorAll("[data-hint]")) element.placeholder = text(element.dataset.hint);
}
