// A policy and a case as texts: what is wrong in them at its place, and what follows from both.

import { element, save, show, ticked } from "./blocks.js";
import { begun, byId, failed, Library, text } from "./library.js";

const SOON = 250; // milliseconds after the last key, for what is wrong
const LATER = 1000; // and for what takes longer: lints, and what follows

const place = byId("library");
const library = new Library();
const ask = (message) => library.ask({ language: place.dataset.language, ...message });
const editors = { policy: byId("policy"), case: byId("case") };
const texts = () => ({ policy: editors.policy.value, case: editors.case.value });
let edited = false;
let busy = Promise.resolve();

place.classList.add("wide");
byId("without").hidden = true;
byId("begin").hidden = false;

byId("begin-button").addEventListener("click", async () => {
  byId("before").hidden = true;
  try {
    await begun(library, place);
    await taken();
  } catch (failure) {
    return failed(failure);
  }
  editors.policy.focus();
});

// --- an editor ----------------------------------------------------------------------------------------------------

for (const [name, area] of Object.entries(editors)) {
  area.addEventListener("input", () => {
    edited = true;
    marked(name, []);
    soon();
  });
  area.addEventListener("scroll", () => {
    byId(`${name}-marks`).scrollTo(area.scrollLeft, area.scrollTop);
    byId(`${name}-numbers`).scrollTop = area.scrollTop;
  });
}
addEventListener("beforeunload", (event) => {
  if (edited) event.preventDefault();
});

// The places of problems count characters, and those of a text area the halves of some of them.
function offsets(written, [line, column, endLine, endColumn]) {
  const lines = written.split("\n");
  const at = (number, character) =>
    lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0) +
    [...(lines[number - 1] ?? "")].slice(0, character - 1).join("").length;
  const start = at(line, column);
  return [start, Math.max(start + 1, at(endLine, endColumn))];
}

function marked(name, problems) {
  const written = editors[name].value;
  const wrong = new Set(problems.filter((each) => each.place).map((each) => each.place[0]));
  const numbers = written.split("\n").map((_, line) =>
    element("span", { className: wrong.has(line + 1) ? "wrong" : "" }, `${wrong.has(line + 1) ? "▸" : ""}${line + 1}\n`),
  );
  byId(`${name}-numbers`).replaceChildren(...numbers);
  const parts = [];
  let end = 0;
  for (const problem of problems.filter((each) => each.place)) {
    const [from, to] = offsets(written, problem.place);
    if (from < end) continue;
    parts.push(written.slice(end, from), element("mark", { className: problem.severity }, written.slice(from, to)));
    end = to;
  }
  byId(`${name}-marks`).replaceChildren(...parts, `${written.slice(end)}\n`);
  byId(`${name}-marks`).scrollTo(editors[name].scrollLeft, editors[name].scrollTop);
  editors[name].setAttribute("aria-invalid", String(problems.some((each) => each.severity === "error")));
}

function listed(name, problems) {
  const items = problems.map((problem) => {
    const where = problem.place ? `${text("line-word")} ${problem.place[0]}: ` : "";
    const severity = element("span", { className: "severity" }, `${text(`severity-${problem.severity}`)}. `);
    const go = element("button", { type: "button" }, severity, where, ...ticked(problem.words));
    go.addEventListener("click", () => {
      const area = editors[name];
      area.focus();
      if (!problem.place) return;
      area.setSelectionRange(...offsets(area.value, problem.place));
      const height = area.scrollHeight / area.value.split("\n").length;
      area.scrollTop = Math.max(0, (problem.place[0] - 4) * height);
    });
    return element("li", {}, go);
  });
  byId(`${name}-problems`).replaceChildren(...(items.length ? items : [element("li", { className: "soft" }, text("no-problems"))]));
}

// --- what is wrong, and what follows --------------------------------------------------------------------------------

// Only the last of several things that are asked for is asked; one at a time.
function later(delay, work) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      busy = busy.then(work, work);
    }, delay);
  };
}

const whole = later(LATER, () => checked(true));
const quick = later(SOON, () => checked(false));
function soon() {
  quick();
  whole();
}

async function checked(everything) {
  const asked = texts();
  const told = await ask({ do: "check", ...asked, whole: everything });
  if (asked.policy !== editors.policy.value || asked.case !== editors.case.value) return;
  for (const name of ["policy", "case"]) {
    marked(name, told[name]);
    listed(name, told[name]);
  }
  const readable = told.usable && !told.case.some((each) => each.severity === "error");
  byId("state").textContent = readable ? "" : text("no-result");
  if (everything && readable) await followed(asked);
  byId("result").hidden = !readable || !byId("document").hasChildNodes();
}

async function followed(asked) {
  const told = await ask({ do: "result", ...asked });
  if (told.problems) return;
  show(byId("document"), told.document, 3);
  const chosen = byId("act").value;
  byId("act").replaceChildren(...told.acts.map(({ act, words }) => element("option", { value: act }, words)));
  if (told.acts.some(({ act }) => act === chosen)) byId("act").value = chosen;
  byId("act-answer").replaceChildren();
}

byId("act-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const [act, to] = [byId("act").value, byId("act-question").value];
  const told = await ask(to === "why" ? { do: "why", act, ...texts() } : { do: "change", act, to, ...texts() });
  if (told.document) show(byId("act-answer"), told.document, 3);
});

// --- texts and files ------------------------------------------------------------------------------------------------

function written(policy, given) {
  if (policy !== undefined) editors.policy.value = policy;
  if (given !== undefined) editors.case.value = given;
  edited = false;
  for (const name of ["policy", "case"]) marked(name, []);
  busy = busy.then(() => checked(true));
  return busy;
}

async function taken() {
  const told = await ask({ do: "source", policy: byId("start-from").value });
  await written(told.text, `${text("empty-case")}\nfacts: {}\n`);
}

byId("take").addEventListener("click", () => {
  if (!edited || confirm(text("lose-text"))) taken();
});
byId("save").addEventListener("click", () => {
  save("playground.json", JSON.stringify(texts(), null, 2), "application/json");
  edited = false;
});
byId("save-policy").addEventListener("click", () => {
  const name = /^policy:\s*["']?([\w-]+)/m.exec(editors.policy.value)?.[1] ?? "policy";
  save(`${name}.yaml`, editors.policy.value, "text/plain");
  edited = false;
});
byId("open-file").addEventListener("change", async () => {
  const [file] = byId("open-file").files;
  if (!file || (edited && !confirm(text("lose-text")))) return;
  const content = await file.text();
  byId("open-file").value = "";
  try {
    const { policy, case: given } = JSON.parse(content);
    if (typeof policy === "string" && typeof given === "string") return written(policy, given);
  } catch {
    // no JSON: one of the two texts
  }
  return /^["']?policy["']?\s*:/m.test(content) ? written(content, undefined) : written(undefined, content);
});
