// The library as a page asks it: `ask` sends a message to the worker and gives its answer.

// A worker that is made of a blob keeps to the page's Content-Security-Policy; one that is loaded keeps to its server's.
function worker(base) {
  const source = `import ${JSON.stringify(new URL("dialogue/worker.js", base).href)};`;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  return new Worker(url, { type: "module" });
}

export const byId = (id) => document.getElementById(id);

// Words that stand in the page, in a template.
export const text = (id) => byId(id).content.textContent.trim();

export class Library {
  #worker;
  #waiting = new Map();
  #number = 0;

  // Starts the worker; `progress` is told what has been loaded, and then that Python starts.
  async start(base, progress) {
    await remembered(base);
    const response = await fetch(new URL("dialogue/files.json", base));
    if (!response.ok) throw new Error(`dialogue/files.json: ${response.status}`);
    const files = await response.json();
    this.#worker = worker(base);
    this.#worker.onerror = (event) => this.#fail(event.message || "the worker can't be started");
    this.#worker.onmessage = ({ data }) => {
      if (data.id === undefined) return progress(data);
      const { settle, fail } = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.failure) fail(new Error(data.failure));
      else settle(JSON.parse(data.answer));
    };
    return this.#send({ start: { base: base.href, files } });
  }

  ask(message) {
    return this.#send({ message });
  }

  stop() {
    this.#worker?.terminate();
    this.#waiting.clear();
  }

  #send(data) {
    const id = (this.#number += 1);
    return new Promise((settle, fail) => {
      this.#waiting.set(id, { settle, fail });
      this.#worker.postMessage({ id, ...data });
    });
  }

  #fail(reason) {
    for (const { fail } of this.#waiting.values()) fail(new Error(reason));
    this.#waiting.clear();
  }
}

// The service worker keeps what is loaded, for the next time and for without a network. Where there is none, or it
// takes long, the page goes on without.
async function remembered(base) {
  if (!navigator.serviceWorker) return;
  const soon = new Promise((settle) => setTimeout(settle, 5000));
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", base), { updateViaCache: "none" });
    if (navigator.serviceWorker.controller) return;
    const controlled = new Promise((settle) =>
      navigator.serviceWorker.addEventListener("controllerchange", settle, { once: true }),
    );
    await Promise.race([controlled, soon]);
  } catch {
    // offline, or not allowed here
  }
}

// Starts the library for a page, once, and shows how far that is.
export async function begun(library, place) {
  if (!byId("running").hidden) return;
  byId("failed").hidden = true;
  byId("loading").hidden = false;
  byId("loading-words").focus();
  await library.start(new URL(place.dataset.base, location.href), ({ loaded, total, starting }) => {
    byId("loading-words").hidden = Boolean(starting);
    byId("starting-words").hidden = !starting;
    if (starting) return byId("loading-bar").removeAttribute("value");
    byId("loading-bar").value = loaded / total;
    byId("loaded").textContent = (loaded / 1e6).toFixed(1);
    byId("total").textContent = (total / 1e6).toFixed(1);
  });
  byId("loading").hidden = true;
  byId("running").hidden = false;
}

// Says that it doesn't go on: of Python's tracebacks, the last line.
export function failed(failure) {
  byId("loading").hidden = true;
  byId("running").hidden = true;
  byId("failed").hidden = false;
  byId("failure").textContent = failure.message.trim().split("\n").at(-1);
}
