const keyName = "iqa-api-key";
const atOnce = 4; // requests under way: enough to keep a server's workers busy

/** Scores with the server that the page comes from. */
export class ServerEngine {
  #askForKey;
  #key = sessionStorage.getItem(keyName);
  #metrics;

  /** @param {() => Promise<string>} askForKey asks the user */
  constructor(askForKey) {
    this.#askForKey = askForKey;
  }

  concurrency = atOnce;
  isLocal = false;

  /** Gets to know the server's metrics. */
  async start() {
    this.#metrics = await (await this.#ask("v1/metrics")).json();
    const scorer = this.#metrics.find((metric) => metric.reference === "none");
    this.card = { name: scorer.model, low: scorer.low, high: scorer.high, higherIsBetter: scorer.higherIsBetter, description: scorer.description };
    this.compares = this.#metrics.some((metric) => metric.reference === "pristine");
  }

  /** The score of a file, with the names of `iqa score --format json`. */
  async score(file) {
    return (await this.#ask("v1/score", { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } })).json();
  }

  /** What each metric says of a file against its original. */
  async compare(file, original) {
    const result = await (await this.#ask("v1/compare", { method: "POST", body: form({ image: file, reference: original }) })).json();
    return result.metrics.map(({ metric, scores, errors }) => ({ metric, score: scores[0], error: errors[0] }));
  }

  /** The map of a file. */
  async map(file) {
    return (await this.#ask("v1/map", { method: "POST", body: form({ image: file }) })).json();
  }

  async #ask(address, request = {}) {
    for (;;) {
      const headers = { Accept: "application/json", ...request.headers, ...(this.#key ? { Authorization: `Bearer ${this.#key}` } : {}) };
      const response = await fetch(address, { ...request, headers });
      if (response.ok) return response;
      if (response.status === 429) {
        await new Promise((done) => setTimeout(done, 1000 * Number(response.headers.get("Retry-After") ?? 1)));
      } else if (response.status === 401) {
        this.#key = await this.#askForKey();
        sessionStorage.setItem(keyName, this.#key);
      } else {
        const problem = await response.json().catch(() => ({}));
        throw new Error(problem.detail ?? `HTTP ${response.status}`);
      }
    }
  }
}

function form(files) {
  const data = new FormData();
  for (const [field, file] of Object.entries(files)) data.append(field, file);
  return data;
}
