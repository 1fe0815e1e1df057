// All that a reader chose, in the URL's hash: a link opens the very view.

/** Names of what is kept; anything else in a hash is passed over. */
const NAMES = [
  ...["beside", "case", "repeat", "q", "status", "fate", "suite", "prompt", "model", "tag", "change", "answers"],
  ...["verdict", "picked", "swapped", "trend", "sort", "theme"],
];
/** What takes all filters away. */
export const NO_FILTER = Object.fromEntries(
  "q status fate suite prompt model tag change answers".split(" ").map((name) => [name, ""]),
);
const listeners = [];
let known = {};

/** What is chosen, by name; what is not chosen is "". */
export function state() {
  return known;
}

/** The hash of the present view with some choices changed. */
export function hashWith(changes) {
  const parameters = new URLSearchParams();
  for (const name of NAMES) {
    const value = changes[name] ?? known[name];
    if (value) parameters.set(name, value);
  }
  return `#${parameters}`;
}

/** Changes choices. A new place in the history is for a new view; a filter takes the place of the one before it. */
export function choose(changes, { newPlace = false } = {}) {
  const hash = hashWith(changes);
  if (hash === hashWith({})) return;
  history[newPlace ? "pushState" : "replaceState"](null, "", hash);
  take();
}

/** Calls `listener(now, before)` after each change, and at the start. */
export function onChange(listener) {
  listeners.push(listener);
}

export function startState() {
  addEventListener("hashchange", take);
  addEventListener("popstate", take);
  take();
}

function take() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const now = Object.fromEntries(NAMES.map((name) => [name, parameters.get(name) ?? ""]));
  const before = known;
  if (NAMES.every((name) => now[name] === before[name])) return;
  known = now;
  for (const listener of listeners) listener(now, before);
}
