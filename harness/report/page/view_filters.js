// The choices above the list of runs: search, verdict, suite, model.

import { element } from "./element.js";
import { choose } from "./state.js";
import { visibleText } from "./text.js";
import { wordOfRun } from "./view_runs.js";

const PAUSE_MS = 120;

/** The bar, its search field, and `update(runs, choices)`. */
export class RunFilters {
  #pause = 0;
  #menus;

  constructor() {
    this.search = element("input", {
      type: "search",
      id: "search",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: "Search ids, labels, suites, models",
      "aria-keyshortcuts": "/",
      oninput: () => this.#typed(),
    });
    this.#menus = [
      new Menu("verdict", "Verdict", (run) => [wordOfRun(run)]),
      new Menu("suite", "Suite", (run) => run.suites),
      new Menu("model", "Model", (run) => run.models),
    ];
    this.element = element(
      "div",
      { class: "filters", role: "search" },
      element("label", { class: "search" }, element("span", { class: "label" }, "Search"), this.search),
      this.#menus.map((menu) => menu.element),
    );
  }

  update(runs, choices) {
    if (document.activeElement !== this.search) this.search.value = choices.q;
    for (const menu of this.#menus) menu.update(runs, choices);
  }

  #typed() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => choose({ q: this.search.value }), PAUSE_MS);
  }
}

class Menu {
  #name;
  #valuesOf;
  #any;
  #values = "";
  #field;

  constructor(name, title, valuesOf) {
    this.#name = name;
    this.#valuesOf = valuesOf;
    this.#any = `Any ${title.toLowerCase()}`;
    this.#field = element("select", { onchange: () => choose({ [name]: this.#field.value }) });
    this.element = element(
      "label",
      { class: `menu of-${name}` },
      element("span", { class: "label" }, title),
      this.#field,
    );
  }

  update(runs, choices) {
    const values = [...new Set(runs.flatMap(this.#valuesOf))].sort();
    if (values.join("\n") !== this.#values) this.#fill(values);
    const chosen = choices[this.#name];
    this.#field.value = chosen;
    this.#field.classList.toggle("chosen", chosen !== "");
    this.element.hidden = values.length < 2 && chosen === "";
  }

  #fill(values) {
    this.#values = values.join("\n");
    const valueOf = (text) => (this.#name === "verdict" ? text.toLowerCase() : text);
    this.#field.replaceChildren(
      element("option", { value: "" }, this.#any),
      ...values.map((text) => element("option", { value: valueOf(text) }, visibleText(text))),
    );
  }
}
