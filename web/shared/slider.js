import { text } from "./texts.js";

/** Two pictures of which one lies over the other up to a line that moves: with the mouse, a finger, or the arrow keys. */
export class Slider {
  #element;
  #range;

  /** @param {HTMLElement} element an empty element; the pictures fill its width */
  constructor(element) {
    this.#element = element;
    element.classList.add("slider");
  }

  /**
   * Shows two pictures.
   * @param {{ source: string, title: string }} left
   * @param {{ source: string, title: string }} right
   */
  show(left, right) {
    const over = this.#picture(left, "over");
    const under = this.#picture(right, "under");
    this.#range = document.createElement("input");
    this.#range.type = "range";
    this.#range.min = 0;
    this.#range.max = 100;
    this.#range.step = 1;
    this.#range.value = 50;
    this.#range.ariaLabel = text("sliderLabel", left.title, right.title);
    this.#range.addEventListener("input", () => this.#move());
    const line = document.createElement("div");
    line.className = "line";
    this.#element.replaceChildren(under, over, line, this.#range);
    this.#move();
  }

  /** Puts the focus on the line. */
  focus() {
    this.#range?.focus();
  }

  #move() {
    this.#element.style.setProperty("--at", `${this.#range.value}%`);
  }

  #picture(picture, name) {
    const figure = document.createElement("figure");
    figure.className = name;
    const image = document.createElement("img");
    image.src = picture.source;
    image.alt = picture.title;
    const caption = document.createElement("figcaption");
    caption.textContent = picture.title;
    figure.append(image, caption);
    return figure;
  }
}
