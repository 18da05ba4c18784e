import { score, shortName } from "./format.js";
import { text } from "./texts.js";

const thumbnailWidth = 176;
const thumbnailHeight = 196;
const thumbnailRowsAround = 2;

/** Thumbnails in a grid that scrolls with the page. Only those in view, and two rows around them, are in the document. */
export class Gallery {
  #element;
  #open;
  #mark;
  #rows = [];
  #marked = new Set();
  #drawn = new Map(); // index → element
  #focused = 0;
  #columns = 1;
  #pending = false;

  /**
   * @param {HTMLElement} element an empty list element
   * @param {(row: object, index: number) => void} open called for the photograph that was chosen
   * @param {(row: object, marked: boolean) => void} mark called when a photograph is marked for comparison, or no longer
   */
  constructor(element, open, mark) {
    this.#element = element;
    this.#open = open;
    this.#mark = mark;
    element.classList.add("gallery");
    element.addEventListener("keydown", event => this.#onKey(event));
    element.addEventListener("focusin", event => {
      const item = event.target.closest("[data-index]");
      this.#focused = item ? Number(item.dataset.index) : this.#focused;
    });
    addEventListener("scroll", () => this.#later(), { passive: true });
    new ResizeObserver(() => this.#layOut()).observe(element);
  }

  /** Shows other photographs, or the same in another order. */
  show(rows) {
    this.#rows = rows;
    this.#focused = 0;
    this.#clear();
    this.#layOut();
  }

  /** Says which photographs are marked. */
  setMarked(rows) {
    this.#marked = new Set(rows);
    for (const [index, item] of this.#drawn) {
      item.querySelector("input").checked = this.#marked.has(this.#rows[index]);
    }
  }

  /** Draws all texts anew, after another language was chosen. */
  redraw() {
    this.#clear();
    this.#layOut();
  }

  /** Puts the focus on a photograph, and scrolls to it. */
  focus(index) {
    this.#focused = Math.max(0, Math.min(index, this.#rows.length - 1));
    const top = this.#element.getBoundingClientRect().top + scrollY + Math.floor(this.#focused / this.#columns) * thumbnailHeight;
    if (top < scrollY || top + thumbnailHeight > scrollY + innerHeight) {
      scrollTo({ top: top < scrollY ? top - 8 : top + thumbnailHeight - innerHeight + 8 });
    }
    this.#draw();
    this.#drawn.get(this.#focused)?.querySelector("button").focus({ preventScroll: true });
  }

  #clear() {
    this.#element.replaceChildren();
    this.#drawn.clear();
  }

  #layOut() {
    this.#columns = Math.max(1, Math.floor(this.#element.clientWidth / thumbnailWidth));
    this.#element.style.height = `${Math.ceil(this.#rows.length / this.#columns) * thumbnailHeight}px`;
    for (const [index, item] of this.#drawn) {
      this.#place(item, index);
    }
    this.#draw();
  }

  #later() {
    if (!this.#pending) {
      this.#pending = true;
      requestAnimationFrame(() => {
        this.#pending = false;
        this.#draw();
      });
    }
  }

  #draw() {
    const top = -this.#element.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / thumbnailHeight) - thumbnailRowsAround) * this.#columns;
    const last = Math.min(this.#rows.length, (Math.ceil((top + innerHeight) / thumbnailHeight) + thumbnailRowsAround) * this.#columns);
    for (const [index, item] of this.#drawn) {
      // The focused one stays, so that scrolling does not take the focus away.
      if ((index < first || index >= last) && !item.contains(document.activeElement)) {
        item.remove();
        this.#drawn.delete(index);
      }
    }
    for (let index = first; index < last; index++) {
      if (!this.#drawn.has(index)) {
        const item = this.#item(this.#rows[index], index);
        this.#drawn.set(index, item);
        this.#insert(item, index);
      }
    }
    for (const [index, item] of this.#drawn) {
      item.querySelector("button").tabIndex = index === this.#focused || (index === first && (this.#focused < first || this.#focused >= last)) ? 0 : -1;
    }
  }

  /** In the order of the list, which is the order that a screen reader reads. */
  #insert(item, index) {
    let next = null;
    let nearest = Infinity;
    for (const [other, element] of this.#drawn) {
      if (other > index && other < nearest) {
        [nearest, next] = [other, element];
      }
    }
    this.#element.insertBefore(item, next);
  }

  #place(item, index) {
    item.style.transform = `translate(${(index % this.#columns) * thumbnailWidth}px, ${Math.floor(index / this.#columns) * thumbnailHeight}px)`;
  }

  #item(row, index) {
    const item = document.createElement("li");
    item.dataset.index = index;
    item.ariaSetSize = this.#rows.length;
    item.ariaPosInSet = index + 1;
    this.#place(item, index);

    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => this.#open(row, index));
    const value = row.error ? text("failed") : score(row.score);
    button.ariaLabel = `${row.name}: ${value}`;
    button.title = row.error ? `${row.name}: ${row.error}` : row.name;
    if (row.thumbnail) {
      const image = document.createElement("img");
      image.alt = "";
      image.decoding = "async";
      image.src = row.thumbnail;
      button.append(image);
    } else {
      const missing = document.createElement("span");
      missing.className = "missing";
      missing.textContent = row.error ? "✕" : "…";
      button.append(missing);
    }

    const caption = document.createElement("div");
    caption.className = "caption";
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.tabIndex = -1; // the key c does it
    box.checked = this.#marked.has(row);
    box.disabled = !row.thumbnail;
    box.ariaLabel = text("compareThis", row.name);
    box.addEventListener("change", () => this.#mark(row, box.checked));
    const number = document.createElement("span");
    number.className = row.error ? "score failed" : "score";
    number.textContent = value;
    label.append(box, number);
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = shortName(row.name);
    caption.append(label, name);
    item.append(button, caption);
    return item;
  }

  #onKey(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.#columns, ArrowUp: -this.#columns };
    const page = Math.max(1, Math.floor(innerHeight / thumbnailHeight)) * this.#columns;
    const target = event.key in steps ? this.#focused + steps[event.key]
      : event.key === "PageDown" ? this.#focused + page
      : event.key === "PageUp" ? this.#focused - page
      : event.key === "Home" ? 0
      : event.key === "End" ? this.#rows.length - 1
      : null;
    if (target !== null && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.focus(target);
    } else if (event.key === "c" && !event.ctrlKey && !event.metaKey) {
      const row = this.#rows[this.#focused];
      if (row?.thumbnail) {
        this.#mark(row, !this.#marked.has(row));
      }
    }
  }
}
