// Python in a Web Worker: loads Pyodide and the library, then answers messages with what `respond` says, word for word.
// It is started with the list of files that it needs (`files`: what each is called, where it is, how many bytes).

let respond;

onmessage = async ({ data }) => {
  const { id, start, message } = data;
  try {
    if (start) respond = load(start);
    const answer = await respond;
    postMessage({ id, answer: message ? answer(JSON.stringify(message)) : "{}" });
  } catch (error) {
    postMessage({ id, failure: String(error) });
  }
};

async function load({ base, files }) {
  self.fetch = counting(self.fetch.bind(self), base, files);
  const { loadPyodide } = await import(new URL(files.pyodide.path, base));
  const [pyodide, library] = await Promise.all([
    loadPyodide({ indexURL: new URL(".", new URL(files.pyodide.path, base)).href, fullStdLib: false }),
    fetch(new URL(files.library.path, base)).then((response) => response.arrayBuffer()),
  ]);
  postMessage({ starting: true });
  pyodide.unpackArchive(library, "zip", { extractDir: "/library" });
  return pyodide.runPython(`
import sys
sys.path.insert(0, "/library")
from coach_ethics.site.browser.messages import respond
respond
`);
}

// A fetch that tells how many bytes have come, and unpacks what is stored compressed, whatever the server knows of it.
function counting(plainFetch, base, files) {
  const stored = new Map();
  const { pyodide, ...fetched } = files; // a module, which is imported
  const total = Object.values(fetched).reduce((sum, file) => sum + file.bytes, 0);
  for (const file of Object.values(fetched)) stored.set(new URL(file.name, base).href, file);
  let loaded = 0;
  const count = (bytes) => {
    loaded += bytes;
    postMessage({ loaded: Math.min(loaded, total), total });
  };
  return async (resource, options) => {
    const url = new URL(resource instanceof Request ? resource.url : resource, base).href;
    const file = stored.get(url);
    if (!file) return plainFetch(resource, options);
    const response = await plainFetch(new URL(file.path, base));
    if (!response.ok) throw new Error(`${file.path}: ${response.status}`);
    let body = response.body.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          count(chunk.byteLength);
          controller.enqueue(chunk);
        },
      }),
    );
    if (file.gzip) body = body.pipeThrough(new DecompressionStream("gzip"));
    return new Response(body, { headers: { "content-type": file.type } });
  };
}
