// Two models, or two prompts, of one run side by side. What is counted here is what is seen; whether a difference is more
// than chance is for `sightline compare`.

import { AXES, besideAsked, besideText, namesOn } from "./beside_links.js";
import { BesideSource } from "./beside_source.js";
import { copyButton } from "./copy.js";
import { element, fill } from "./element.js";
import { FATES, fateMark, fateWord } from "./fates.js";
import { count } from "./format.js";
import { viewLink } from "./link.js";
import { PairViews } from "./pair_views.js";
import { NO_FILTER, choose } from "./state.js";
import { inline, visibleText } from "./text.js";

const AWAY = { ...NO_FILTER, case: "", repeat: "", sort: "" };

/** Choices of two models and of two prompts, where a run has so many; the element is hidden where it has not. */
export function showBesideEntry(nav, run) {
  const forms = AXES.map((axis) => [axis, namesOn(run, axis)])
    .filter(([, names]) => names.length > 1)
    .map(([axis, names]) => besideForm(axis, names, names[0], names[1], "Compare"));
  nav.hidden = forms.length === 0;
  fill(nav, forms);
}

/** Two menus; without a button they act at once. */
function besideForm(axis, names, a, b, buttonWord) {
  const go = () => choose({ ...AWAY, beside: besideText(axis, first.value, second.value) }, { newPlace: true });
  const menu = (chosen, role) => {
    const options = names.map((name) => element("option", { value: name, selected: name === chosen }, visibleText(name)));
    return element("select", { "aria-label": `${role} ${axis}`, onchange: buttonWord ? null : go }, options);
  };
  const first = menu(a, "First");
  const second = menu(b, "Second");
  return element(
    "div",
    { class: "beside-form" },
    element("span", { class: "label" }, `Two ${axis}s side by side`),
    first,
    element("span", { "aria-hidden": "true" }, "→"),
    second,
    buttonWord && element("button", { type: "button", onclick: go }, buttonWord),
  );
}

export class BesideView {
  #section;
  #run;
  #asked = "";
  #views = null;

  constructor(section) {
    this.#section = section;
  }

  /** The run that is shown from the next time on that two sides are asked for. */
  set run(run) {
    this.#run = run;
  }

  /** The table that the keys move through; null while the view is not shown. */
  get table() {
    return this.#views?.table ?? null;
  }

  show(now, before) {
    const anew = now.beside !== this.#asked;
    if (anew) this.#build(now.beside);
    this.#views?.show(now, anew ? {} : before);
    if (!anew || now.case) return;
    scrollTo(0, 0);
    this.#section.querySelector("h1")?.focus({ preventScroll: true });
  }

  leave() {
    this.#asked = "";
    this.#views?.table.close();
    this.#views = null;
    this.#section.replaceChildren();
  }

  #build(text) {
    this.leave();
    this.#asked = text;
    const asked = besideAsked(text);
    const source = asked && new BesideSource(this.#run, asked);
    if (!source || source.pairs.length === 0) return void fill(this.#section, backLink(), nothingBeside());
    const table = element("section", { class: "pairs-section", "aria-labelledby": "pairs-title" });
    const list = element("div", {}, backLink(), this.#heading(source, asked), table);
    const pair = element("article", { id: "pair", "aria-labelledby": "pair-title", hidden: true });
    fill(this.#section, list, pair);
    this.#views = new PairViews(source, { list, table, pair }, "Units of both");
  }

  #heading(source, { axis, a, b }) {
    const command = `sightline compare reports/${this.#run.head.run.id} --by ${axis} --base ${quoted(a)} --candidate ${quoted(b)}`;
    return element(
      "header",
      { class: "beside-heading" },
      element("h1", { tabindex: "-1" }, inline(a), " → ", inline(b)),
      besideForm(axis, namesOn(this.#run, axis), a, b, ""),
      element("p", { class: "aside" }, "Newly failing: passes with ", inline(a), " and fails with ", inline(b), "."),
      tallies(source.pairs),
      element(
        "div",
        { class: "rerun" },
        element("span", { class: "label" }, "Whether this is more than chance"),
        inline(command, { class: "code" }),
        copyButton(command, "Copy the command that compares both"),
      ),
    );
  }
}

const backLink = () =>
  element("nav", { class: "case-bar", "aria-label": "Run" }, viewLink({ ...AWAY, beside: "" }, { class: "button back" }, "The run"));

const nothingBeside = () => element("h1", { tabindex: "-1" }, "No case of this run is of both.");

/** How many cases went which way; each count chooses them. */
function tallies(pairs) {
  const items = FATES.map((fate) => [fate, pairs.filter((pair) => pair.fate === fate).length])
    .filter(([, number]) => number > 0)
    .map(([fate, number]) =>
      element(
        "li",
        {},
        viewLink({ ...AWAY, fate }, { class: "key" }, fateMark(fate), element("b", {}, count(number)), ` ${fateWord(fate).toLowerCase()}`),
      ),
    );
  return element("ul", { class: "keys" }, items);
}

/** A name as a shell takes it. */
function quoted(name) {
  return /^[\w.@/:-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
