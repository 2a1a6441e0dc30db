// Keeps what has been loaded of this site. The runtime, whose names change with its bytes, is taken from there; pages
// are taken from the server, and from there where the server can't be reached. Nothing is asked of anybody else.

const OWN = `coach-ethics ${self.registration.scope}`;
const KEPT = `${OWN} ${VERSION}`;
const LASTING = `${OWN} runtime`;
const at = (path) => new URL(path, self.registration.scope).href;

self.addEventListener("install", (event) => {
  const fresh = PAGES.map((path) => new Request(at(path), { cache: "no-cache" }));
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidied().then(() => self.clients.claim()));
});

async function tidied() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${OWN} `) && name !== KEPT && name !== LASTING) await caches.delete(name);
  }
  const lasting = await caches.open(LASTING);
  const wanted = new Set(RUNTIME.map(at));
  for (const request of await lasting.keys()) if (!wanted.has(request.url)) await lasting.delete(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (new URL(request.url).origin !== self.location.origin) {
    event.respondWith(Response.error());
  } else if (request.method === "GET") {
    event.respondWith(RUNTIME.map(at).includes(request.url) ? lastingly(request) : freshly(request));
  }
});

async function lastingly(request) {
  const cache = await caches.open(LASTING);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function freshly(request) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (failure) {
    const known = await cache.match(request, { ignoreSearch: true });
    if (known) return known;
    throw failure;
  }
}
