const rowHeight = 56;
const rowsAround = 6;

/** A sorted table of any length, of which only the rows in view are in the document. */
export class RowTable {
  #frame;
  #columns;
  #visible = [];
  #onOpen;
  #head = document.createElement("thead");
  #body = document.createElement("tbody");
  #rows = [];
  #sorted = [];
  #order;
  #descending = false;
  #focused = 0;
  #drawing = false;

  /**
   * @param {HTMLElement} frame what the table is put into; it scrolls
   * @param {{ key: string, title: () => string, cell: (row: object) => Node | string, value?: (row: object) => any, shown?: () => boolean }[]} columns; one is shown unless `shown` says no
   * @param {(row: object) => void} onOpen called for a row that is clicked, or opened with Enter
   */
  constructor(frame, columns, onOpen) {
    this.#frame = frame;
    this.#columns = columns;
    this.#onOpen = onOpen;
    this.#order = columns.find((column) => column.value);
    frame.classList.add("table-frame");
    const table = document.createElement("table");
    table.append(this.#head, this.#body);
    frame.replaceChildren(table);
    frame.addEventListener("scroll", () => this.#later(), { passive: true });
    this.#body.addEventListener("click", (event) => this.#open(event.target.closest("tr[data-index]"), event));
    this.#body.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#later()).observe(frame);
    this.redraw();
  }

  /** The rows in the order that they are shown in. */
  get rows() {
    return this.#sorted;
  }

  /** Shows these rows; call it again when one has changed. */
  show(rows) {
    this.#rows = rows;
    this.#later();
  }

  /** Sorts by a column, as a click on its title does. */
  sort(key, descending) {
    this.#order = this.#columns.find((column) => column.key === key);
    this.#descending = descending;
    this.redraw();
  }

  /** Draws everything anew, after another language was chosen. */
  redraw() {
    const line = document.createElement("tr");
    this.#visible = this.#columns.filter((column) => column.shown?.() ?? true);
    for (const column of this.#visible) {
      const title = document.createElement("th");
      title.scope = "col";
      title.className = column.key;
      if (column.value) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = column.title();
        button.addEventListener("click", () => this.sort(column.key, this.#order === column ? !this.#descending : false));
        title.ariaSort = this.#order === column ? (this.#descending ? "descending" : "ascending") : "none";
        title.append(button);
      } else {
        title.textContent = column.title();
      }
      line.append(title);
    }
    this.#head.replaceChildren(line);
    this.#later();
  }

  #later() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.#draw();
    });
  }

  #draw() {
    if (this.#columns.some((column) => (column.shown?.() ?? true) !== this.#visible.includes(column))) this.redraw();
    const { value } = this.#order ?? {};
    const sign = this.#descending ? -1 : 1;
    this.#sorted = value ? [...this.#rows].sort((a, b) => compareValues(value(a), value(b), sign)) : [...this.#rows];
    const count = this.#sorted.length;
    const first = Math.max(0, Math.floor(this.#frame.scrollTop / rowHeight) - rowsAround);
    const last = Math.min(count, Math.ceil((this.#frame.scrollTop + this.#frame.clientHeight) / rowHeight) + rowsAround);
    const hadFocus = this.#body.contains(document.activeElement);
    this.#focused = Math.max(0, Math.min(this.#focused, count - 1));
    const drawn = [];
    for (let i = first; i < last; i++) drawn.push(this.#line(this.#sorted[i], i));
    this.#body.replaceChildren(spacer(first, this.#visible.length), ...drawn, spacer(count - last, this.#visible.length));
    this.#body.parentElement.ariaRowCount = count + 1;
    if (hadFocus) this.#body.querySelector(`[data-index="${this.#focused}"]`)?.focus({ preventScroll: true });
  }

  #line(row, index) {
    const line = document.createElement("tr");
    line.dataset.index = index;
    line.tabIndex = index === this.#focused ? 0 : -1;
    line.ariaRowIndex = index + 2;
    line.classList.toggle("failed", Boolean(row.error));
    for (const column of this.#visible) {
      const cell = document.createElement("td");
      cell.className = column.key;
      cell.append(column.cell(row));
      line.append(cell);
    }
    return line;
  }

  #open(line, event) {
    if (!line || event.target.closest("input, button, a")) return;
    this.#focused = Number(line.dataset.index);
    this.#onOpen(this.#sorted[this.#focused]);
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    if (event.key === "Enter" && event.target.matches("tr")) {
      event.preventDefault(); // else it goes on to press the button that has the focus in what was opened
      this.#onOpen(this.#sorted[this.#focused]);
    } else if (event.key in steps) {
      event.preventDefault();
      this.#focused = Math.max(0, Math.min(this.#sorted.length - 1, this.#focused + steps[event.key]));
      const top = this.#focused * rowHeight;
      if (top < this.#frame.scrollTop) this.#frame.scrollTop = top;
      const room = this.#frame.clientHeight - 2 * rowHeight;
      if (top > this.#frame.scrollTop + room) this.#frame.scrollTop = top - room;
      this.#draw();
      this.#body.querySelector(`[data-index="${this.#focused}"]`)?.focus({ preventScroll: true });
    }
  }
}

/** Rows without a value come last, whichever the direction. */
function compareValues(a, b, sign) {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return sign * (typeof a === "string" ? a.localeCompare(b) : a - b);
}

function spacer(rows, columns) {
  const line = document.createElement("tr");
  line.className = "spacer";
  line.ariaHidden = "true";
  const cell = document.createElement("td");
  cell.colSpan = columns;
  cell.style.height = `${rows * rowHeight}px`;
  line.append(cell);
  return line;
}
