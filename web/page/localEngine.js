const mostWorkers = 4;

/** Scores in this browser. Each worker is a thread of its own with its own ONNX Runtime, on every host; the first loads with the page, the others when there is work for them. */
export class LocalEngine {
  #models;
  #workers = [];
  #waiting = [];

  /** @param {{ name: string, file: string, card: object }[]} models */
  constructor(models) {
    this.#models = models;
    const { name, range, higherIsBetter, description } = models[0].card;
    this.card = { name, low: range.low, high: range.high, higherIsBetter, description };
    this.compares = models.length > 1;
  }

  concurrency = Math.max(1, Math.min(mostWorkers, navigator.hardwareConcurrency ?? 1));
  isLocal = true;

  /** Loads the model that scores. */
  start() {
    return this.#run({ task: "load" });
  }

  async score(file) {
    return { metric: this.card.name, ...(await this.#run({ task: "score", file })) };
  }

  async compare(file, original) {
    return [{ metric: this.#models[1].card.name, ...(await this.#run({ task: "compare", file, original })) }];
  }

  /** Where a file is good: windows of it are scored. */
  map(file) {
    return this.#run({ task: "map", file });
  }

  #run(job) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#give();
    });
  }

  #give() {
    if (this.#waiting.length === 0) return;
    let worker = this.#workers.find((one) => !one.current);
    if (!worker && this.#workers.length < this.concurrency) {
      worker = this.#start();
    }
    if (!worker) return;
    worker.current = this.#waiting.shift();
    worker.thread.postMessage(worker.current.job);
    this.#give();
  }

  #start() {
    const worker = { thread: new Worker(new URL("worker.js", import.meta.url), { type: "module" }), current: undefined };
    worker.thread.postMessage({ task: "models", models: this.#models, base: document.baseURI });
    worker.thread.addEventListener("message", ({ data }) => this.#end(worker, (current) => (data.error ? current.reject(new Error(data.error)) : current.resolve(data.result))));
    worker.thread.addEventListener("error", (event) => {
      this.#workers = this.#workers.filter((one) => one !== worker);
      this.#end(worker, (current) => current.reject(new Error(event.message || "the worker cannot be started")));
    });
    this.#workers.push(worker);
    return worker;
  }

  #end(worker, settle) {
    const { current } = worker;
    worker.current = undefined;
    if (current) settle(current);
    this.#give();
  }
}
