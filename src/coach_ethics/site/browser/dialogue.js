// The dialogue of a page: shows what the library says, one question a screen, and passes on what the reader answers.
// Its words come from the library or stand in the page; answers are kept in this page's memory and nowhere else.

import { element, problemsShown, save, show } from "./blocks.js";
import { begun, byId, failed, Library, text } from "./library.js";

const place = byId("library");
const policy = place.dataset.policy;
const library = new Library();
let language = place.dataset.language; // in which is asked and answered; the page's own words stay as they are
const steps = []; // every screen so far, for the browser's own way back
let now; // the step that is shown
let result; // the result that is shown
let amending = null; // the fact that is asked about out of turn, and what takes the answer
let unsaved = false;

byId("without").hidden = true;
byId("begin").hidden = false;

// --- asking the library -------------------------------------------------------------------------------------------

async function ask(message) {
  place.classList.add("working");
  place.setAttribute("aria-busy", "true");
  byId("announce").textContent = text("working-words");
  try {
    return await library.ask({ policy, language, ...message });
  } catch (failure) {
    failed(failure);
    throw failure;
  } finally {
    place.classList.remove("working");
    place.removeAttribute("aria-busy");
    byId("announce").textContent = "";
  }
}

const step = (message) => ask({ state: now.state, ...message });

// Takes a step and shows it; what is refused is said, and the screen stays.
async function take(message, keep = true) {
  const told = await step(message);
  if (told.problems) return refuse(told);
  unsaved = true;
  go(told, keep);
}

function refuse(told) {
  problemsShown(byId("refused"), told.problems);
  byId("changed").hidden = !told.changed;
}

function go(told) {
  steps.push(told);
  history.pushState(steps.length - 1, "");
  shown(told);
}

addEventListener("popstate", ({ state }) => {
  if (steps[state]) shown(steps[state]);
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// --- a screen -----------------------------------------------------------------------------------------------------

function shown(told) {
  now = told;
  amending = null;
  byId("refused").replaceChildren();
  byId("changed").hidden = true;
  byId("before").hidden = true;
  byId("answer-count").textContent = told.answered;
  byId("answers").open = false;
  byId("answer-list").replaceChildren();
  byId("told").hidden = false;
  byId("tell").open = false;
  if (told.question) asked(told.question);
  else finish();
}

byId("answers").addEventListener("toggle", async () => {
  if (!byId("answers").open) return;
  const { answers } = await step({ do: "answers" });
  byId("answer-list").replaceChildren(...answers.map(answerShown));
});

function answerShown({ fact, text: question, words }) {
  const change = element("button", { type: "button" }, text("change-answer"));
  change.setAttribute("aria-label", `${text("change-answer")}: ${question}`);
  change.addEventListener("click", () => outOfTurn(fact, (value) => ({ do: "amend", fact, value })));
  return element("li", {}, `${question} `, element("strong", {}, words), change);
}

async function outOfTurn(fact, taking) {
  const told = await step({ do: "question", fact });
  if (told.problems) return refuse(told);
  amending = taking;
  asked(told.question);
}

function asked(question) {
  byId("asking").hidden = false;
  byId("result").hidden = true;
  byId("so-far").hidden = false;
  byId("save-result").hidden = true;
  byId("print").hidden = true;
  byId("back").hidden = amending !== null || now.answered === 0;
  byId("leave").hidden = amending === null;
  show(byId("notices"), question.notices);
  byId("how-far").textContent = question.progress;
  byId("question").textContent = question.text;
  byId("help").textContent = question.help;
  byId("help").hidden = !question.help;
  byId("earlier").hidden = question.earlier.length === 0;
  byId("choose-first").textContent = "";
  byId("why-asked").hidden = question.why.length === 0;
  byId("why-asked").open = false;
  show(byId("why-asked-text"), question.why, 3);
  byId("options").replaceChildren(...options(question));
  byId("answer-form").question = question;
  focused("question");
}

function options(question) {
  const choice = (value, words, place) => {
    const checked = question.earlier.some((each) => each === value);
    const input = element("input", { type: "radio", name: "answer", id: `option-${place}`, checked });
    input.answer = value;
    return element("div", { className: "option" }, input, element("label", { htmlFor: input.id }, words));
  };
  const known = question.options.map((option, place) => choice(option.value, option.words, place));
  if (question.range) known.push(number(question));
  return [...known, choice(null, text("not-known"), "unknown")];
}

function number({ range: [least, most], earlier }) {
  const input = element("input", { type: "number", id: "number", min: least, max: most, step: 1, inputMode: "numeric" });
  if (typeof earlier[0] === "number") input.value = earlier[0];
  input.addEventListener("input", () => {
    for (const radio of document.getElementsByName("answer")) radio.checked = false;
  });
  const words = text("number-range").replace("{least}", least).replace("{most}", most);
  return element("p", {}, element("label", { htmlFor: "number" }, words), element("br"), input);
}

function focused(id) {
  byId(id).focus();
  scrollTo(0, Math.max(0, byId("running").offsetTop - 16));
}

byId("answer-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { question } = byId("answer-form");
  const chosen = document.querySelector("input[name=answer]:checked");
  const typed = byId("number");
  if (!chosen && !typed?.value) {
    byId("choose-first").textContent = text("choose-one");
    return (document.querySelector("#options input") ?? typed).focus();
  }
  byId("choose-first").textContent = "";
  const value = chosen ? chosen.answer : Number(typed.value);
  await take(amending ? amending(value) : { do: "answer", fact: question.fact, value });
});

byId("back").addEventListener("click", () => take({ do: "back" }));
byId("leave").addEventListener("click", () => shown(now));
byId("go-on").addEventListener("click", () => shown(now));

byId("language")?.addEventListener("change", async () => {
  language = byId("language").value;
  for (const id of ["asking", "document", "further", "answer-list"]) byId(id).lang = language;
  const atResult = !byId("result").hidden;
  shown(await step({ do: "same" }));
  if (atResult && now.question) await finish();
});

byId("tell").addEventListener("toggle", async () => {
  if (!byId("tell").open) return;
  const { facts } = await step({ do: "untold" });
  byId("tell-fact").replaceChildren(...facts.map(({ fact, text: words }) => element("option", { value: fact }, words)));
});
byId("tell-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const fact = byId("tell-fact").value;
  outOfTurn(fact, (value) => ({ do: "tell", facts: { [fact]: value } }));
});

// --- the result ---------------------------------------------------------------------------------------------------

byId("so-far").addEventListener("click", finish);

async function finish() {
  const told = await step({ do: "result" });
  if (told.problems) return refuse(told);
  result = told;
  byId("asking").hidden = true;
  byId("result").hidden = false;
  byId("unfinished").hidden = now.question === null;
  byId("so-far").hidden = true;
  byId("save-result").hidden = false;
  byId("print").hidden = false;
  show(byId("document"), told.document, 3);
  byId("act").replaceChildren(...told.acts.map(({ act, words }) => element("option", { value: act }, words)));
  byId("course-acts").replaceChildren(...told.acts.map(courseAct));
  for (const id of ["act-answer", "course-answer", "view-answer"]) byId(id).replaceChildren();
  byId("print-view").hidden = true;
  for (const id of ["follow-ups", "objections"]) byId(id).hidden = true;
  focused("result-heading");
  followUps((await step({ do: "follow_ups" })).follow_ups);
}

function courseAct({ act, words }, place) {
  const input = element("input", { type: "checkbox", id: `act-${place}`, value: act });
  return element("div", { className: "option" }, input, element("label", { htmlFor: input.id }, words));
}

function followUps(offered) {
  const made = offered.map(({ words, objection }, number) => {
    const answer = element("div", { className: "answer" });
    const folded = element("details", {}, element("summary", {}, words), answer);
    folded.addEventListener("toggle", async () => {
      if (folded.open && !answer.hasChildNodes()) show(answer, (await step({ do: "reply", number })).document, 4);
    });
    return [folded, objection];
  });
  for (const [list, section, against] of [["follow-up-list", "follow-ups", false], ["objection-list", "objections", true]]) {
    const fitting = made.filter(([, objection]) => objection === against).map(([folded]) => folded);
    byId(list).replaceChildren(...fitting);
    byId(section).hidden = fitting.length === 0;
  }
}

// Shows the answer to a form in its place; what is refused is said there.
function answering(form, answer, message) {
  byId(form).addEventListener("submit", async (event) => {
    event.preventDefault();
    const told = await step(message());
    if (told.problems) problemsShown(byId(answer), told.problems);
    else show(byId(answer), told.document, 4);
    byId("print-view").hidden = !byId("view-answer").hasChildNodes();
  });
}

answering("act-form", "act-answer", () => {
  const [act, to] = [byId("act").value, byId("act-question").value];
  return to === "why" ? { do: "why", act } : { do: "change", act, to };
});
answering("course-form", "course-answer", () => {
  const chosen = [...document.querySelectorAll("#course-acts input:checked")];
  return { do: "judge", acts: chosen.map((each) => each.value) };
});
answering("view-form", "view-answer", () => ({ do: "view", audience: byId("audience").value }));

byId("print").addEventListener("click", () => print());
byId("print-view").addEventListener("click", () => {
  document.body.classList.add("only-view");
  print();
  document.body.classList.remove("only-view");
});

// --- files, and the beginning -------------------------------------------------------------------------------------

byId("save").addEventListener("click", () => {
  save(`${policy}-answers.json`, now.state, "application/json");
  unsaved = false;
});
byId("save-result").addEventListener("click", () => save(`${policy}-result.json`, result.json, "application/json"));
byId("again").addEventListener("click", async () => {
  if (unsaved && !confirm(text("sure-again"))) return;
  byId("dropped").hidden = true;
  const told = await ask({ do: "begin" });
  unsaved = false;
  go(told);
});

async function begin(message) {
  byId("before").hidden = true;
  try {
    await begun(library, place);
  } catch (failure) {
    return failed(failure);
  }
  const told = await ask(message);
  if (!told.problems) return go(told);
  byId("told").hidden = true;
  refuse(told);
  byId("take-over").onclick = () => opened({ ...message, take_over: true });
  byId("before").hidden = false;
}

async function opened(message) {
  const told = await ask(message);
  if (told.problems) return refuse(told);
  problemsShown(byId("dropped-list"), told.dropped);
  byId("dropped").hidden = told.dropped.length === 0;
  go(told);
}

byId("begin-button").addEventListener("click", () => begin({ do: "begin" }));
byId("open-file").addEventListener("change", async () => {
  const [file] = byId("open-file").files;
  if (file) await begin({ do: "resume", state: await file.text() });
  byId("open-file").value = "";
});
