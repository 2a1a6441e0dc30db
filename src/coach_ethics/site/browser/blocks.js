// Elements made of documents: text nodes, and never markup.

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const STYLES = {
  plain: (text) => text,
  strong: (text) => element("strong", {}, text),
  name: (text) => element("code", {}, text),
  soft: (text) => element("span", { className: "soft" }, text),
};

const line = (pieces) => pieces.map(([style, text]) => STYLES[style](text));

const listing = (entries, numbered) =>
  element(
    numbered ? "ol" : "ul",
    {},
    ...entries.map((entry) =>
      element("li", {}, ...line(entry.line), ...(entry.below.length ? [listing(entry.below, false)] : [])),
    ),
  );

const BLOCKS = {
  heading: ({ text }, level) => element(`h${level}`, {}, text),
  paragraph: (block) => element("p", {}, ...line(block.line)),
  listing: ({ entries, numbered }) => listing(entries, numbered),
  verbatim: ({ text }) => element("pre", { tabIndex: 0 }, element("code", {}, text)),
  table: ({ header, rows }) =>
    element(
      "div",
      { className: "scroll", tabIndex: 0, role: "region", "aria-label": header.join(", ") },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...header.map((cell) => element("th", { scope: "col" }, cell)))),
        element(
          "tbody",
          {},
          ...rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, ...line(cell))))),
        ),
      ),
    ),
};

// Fills an element with a document, whose own heading gets the level `top`; no level is left out between two.
export function show(place, blocks, top = 2) {
  let deepest = top - 1;
  const made = blocks.map((block) => {
    if (block.block === "heading") deepest = Math.min(6, block.level + top - 1, deepest + 1);
    return BLOCKS[block.block](block, deepest);
  });
  place.replaceChildren(...made);
}

// Lets the reader save a text as a file.
export function save(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function problemsShown(place, problems) {
  place.replaceChildren(...problems.map((problem) => element("p", {}, ...ticked(problem.words))));
}

// A text in which names stand in backticks.
export function ticked(words) {
  return words.split("`").map((part, place) => (place % 2 ? element("code", {}, part) : part));
}
