import { number, score } from "./format.js";
import { drawMap, mapGradient } from "./heat.js";
import { Slider } from "./slider.js";
import { text } from "./texts.js";
import {} from "./viewer-texts.js";

/** One photograph with its map, or two under one slider, in a dialog. */
export class Viewer {
  #dialog;
  #stage = document.createElement("div");
  #facts = document.createElement("dl");
  #title = document.createElement("h2");
  #tools = document.createElement("div");
  #row;
  #next;
  #mapShown = true;
  #strength = 0.6;

  /** @param {HTMLDialogElement} dialog an empty dialog */
  constructor(dialog) {
    this.#dialog = dialog;
    dialog.classList.add("viewer");
    this.#title.id = `${dialog.id || "viewer"}-title`;
    dialog.setAttribute("aria-labelledby", this.#title.id);
    this.#stage.className = "stage";
    this.#tools.className = "tools";
    const head = document.createElement("header");
    const close = this.#button("×", text("close"), () => dialog.close());
    close.className = "close";
    head.append(this.#title, close);
    dialog.replaceChildren(head, this.#stage, this.#tools, this.#facts);
    dialog.addEventListener("keydown", event => this.#onKey(event));
    dialog.addEventListener("click", event => {
      if (event.target === dialog) {
        dialog.close();
      }
    });
  }

  /**
   * Shows one photograph.
   * @param {object} row
   * @param {((step: number) => object | undefined) | undefined} next gives the photograph before (−1) or after (1) the one shown last
   */
  open(row, next) {
    this.#row = row;
    this.#next = next;
    this.#title.textContent = row.name;
    if (row.original) {
      this.#showSlider({ source: row.original, title: text("original") }, { source: row.picture, title: row.name });
    } else {
      this.#showPicture(row);
    }
    this.#showTools(row);
    this.#showFacts(row.sentence, factsOf(row));
    this.#show();
  }

  /** Shows two photographs under one slider. */
  compare(left, right) {
    this.#row = undefined;
    this.#next = undefined;
    this.#title.textContent = text("comparison");
    this.#showSlider({ source: left.picture, title: left.name }, { source: right.picture, title: right.name });
    this.#tools.replaceChildren();
    this.#showFacts(undefined, [[left.name, score(left.score)], [right.name, score(right.score)]]);
    this.#show();
  }

  #show() {
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }

  #showPicture(row) {
    if (!row.picture) {
      const reason = document.createElement("p");
      reason.className = "reason";
      reason.textContent = row.error ?? text("noPicture");
      this.#stage.replaceChildren(reason);
      return;
    }
    const frame = document.createElement("div");
    frame.className = "frame";
    const image = document.createElement("img");
    image.alt = row.name;
    image.src = row.picture;
    frame.append(image);
    if (row.map) {
      const canvas = document.createElement("canvas");
      canvas.setAttribute("role", "img");
      canvas.ariaLabel = text("mapLabel", row.name);
      canvas.style.opacity = this.#strength;
      canvas.hidden = !this.#mapShown;
      drawMap(canvas, row.map);
      frame.append(canvas);
    }
    this.#stage.replaceChildren(frame);
  }

  #showSlider(left, right) {
    const element = document.createElement("div");
    this.#stage.replaceChildren(element);
    new Slider(element).show(left, right);
  }

  #showTools(row) {
    this.#tools.replaceChildren();
    if (this.#next) {
      this.#tools.append(this.#button("‹", text("previous"), () => this.#step(-1)), this.#button("›", text("next"), () => this.#step(1)));
    }
    if (row.picture && row.original && row.map) {
      this.#tools.append(this.#button(text("map"), text("map"), () => this.#showPicture(row)));
    }
    if (row.picture && row.map) {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = this.#mapShown;
      box.addEventListener("change", () => this.#toggleMap(box.checked));
      label.append(box, ` ${text("showMap")}`);
      const strength = document.createElement("input");
      strength.type = "range";
      strength.min = 0;
      strength.max = 1;
      strength.step = 0.05;
      strength.value = this.#strength;
      strength.ariaLabel = text("mapStrength");
      strength.addEventListener("input", () => {
        this.#strength = Number(strength.value);
        const canvas = this.#stage.querySelector("canvas");
        if (canvas) {
          canvas.style.opacity = this.#strength;
        }
      });
      this.#tools.append(label, strength, legend(row.map));
    }
  }

  #showFacts(sentence, facts) {
    this.#facts.replaceChildren();
    for (const [name, value] of [...(sentence ? [[text("inWords"), sentence]] : []), ...facts]) {
      const [term, description] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = name;
      description.textContent = value;
      this.#facts.append(term, description);
    }
  }

  #toggleMap(shown) {
    this.#mapShown = shown;
    const canvas = this.#stage.querySelector("canvas");
    if (canvas) {
      canvas.hidden = !shown;
    }
  }

  #step(by) {
    const row = this.#next?.(by);
    if (row) {
      this.open(row, this.#next);
    }
  }

  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.type === "range") {
      return; // the range moves by the same keys
    }
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      this.#step(event.key === "ArrowLeft" ? -1 : 1);
    } else if (event.key === "m") {
      const box = this.#tools.querySelector("input[type=checkbox]");
      if (box) {
        box.checked = !box.checked;
        this.#toggleMap(box.checked);
      }
    }
  }

  #button(label, description, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.ariaLabel = description;
    button.title = description;
    button.addEventListener("click", act);
    return button;
  }
}

/** What a map's colours mean: the lowest value, the gradient, the highest, and which end is good. */
export function legend(map) {
  const element = document.createElement("span");
  element.className = "legend";
  const bar = document.createElement("span");
  bar.className = "colours";
  bar.style.backgroundImage = mapGradient();
  element.append(`${number(map.low)} `, bar, ` ${number(map.high)}, ${text(map.higherIsBetter ? "paleIsGood" : "paleIsBad")}`);
  return element;
}

/** What is known of a photograph, as pairs of name and value. */
export function factsOf(row) {
  return [
    [text("score"), row.error ? row.error : score(row.score)],
    [text("interval"), row.low === undefined ? undefined : `${number(row.low)} – ${number(row.high)}`],
    [text("familiarity"), row.familiarity === undefined ? undefined : `${number(row.familiarity)}${row.unfamiliar ? ` (${text("unfamiliar")})` : ""}`],
    [text("kinds"), row.kinds?.length ? row.kinds.map(kind => `${text(`kind-${kind.name}`)} ${Math.round(100 * kind.likelihood)} %`).join(", ") : undefined],
    [text("camera"), row.camera],
    [text("size"), row.width ? `${row.width} × ${row.height}` : undefined],
    [text("folder"), row.folder === "." ? undefined : row.folder],
    [text("note"), row.note === "computed in 8-bit integers" ? text("integers") : row.note],
  ].filter(([, value]) => value !== undefined && value !== null && value !== "");
}
