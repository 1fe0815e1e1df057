// The choices above the list of runs: search, verdict, suite, model.

import { anyOf, choiceBar, distinct, labelled, optionOf, searchField } from "./choices.js";
import { element, fill } from "./element.js";
import { choose } from "./state.js";
import { visibleText } from "./text.js";
import { wordOfRun } from "./view_runs.js";

/** The bar, and `update(runs, choices)`. */
export class RunFilters {
  #menus = [
    new RunsMenu("verdict", "Verdict", (run) => wordOfRun(run)),
    new RunsMenu("suite", "Suite", (run) => run.suites),
    new RunsMenu("model", "Model", (run) => run.models),
  ];
  #bar = choiceBar(searchField("search", "Search ids, labels, suites, models"), this.#menus, [], []);

  get element() {
    return this.#bar.element;
  }

  focusSearch() {
    this.#bar.focusSearch();
  }

  update(runs, choices) {
    for (const menu of this.#menus) menu.take(runs);
    this.#bar.update(choices);
  }
}

/** A menu whose options are those of the runs that there are. */
class RunsMenu {
  #name;
  #title;
  #valuesOf;
  #values = [];
  #field;

  constructor(name, title, valuesOf) {
    this.#name = name;
    this.#title = title;
    this.#valuesOf = valuesOf;
    this.#field = element("select", { onchange: () => choose({ [name]: this.#field.value }) });
    this.element = labelled(name, title, this.#field);
  }

  take(runs) {
    const values = distinct(runs, this.#valuesOf);
    if (this.#field.length > 0 && values.join("\n") === this.#values.join("\n")) return;
    this.#values = values;
    const valueOf = (text) => (this.#name === "verdict" ? text.toLowerCase() : text);
    fill(this.#field, anyOf(this.#title, values.map((text) => [valueOf(text), visibleText(text)])).map(optionOf));
  }

  update(choices) {
    const chosen = choices[this.#name];
    this.#field.value = chosen;
    this.#field.classList.toggle("chosen", chosen !== "");
    this.element.hidden = this.#values.length < 2 && chosen === "";
  }
}
