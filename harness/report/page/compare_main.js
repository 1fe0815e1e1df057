// Puts the page of a comparison together: the overview with its units, or one unit side by side, as the hash asks.

import { showAppendix } from "./compare_measures.js";
import { showComparison } from "./compare_overview.js";
import { readComparison } from "./comparison.js";
import { fateWord, findingWord } from "./fates.js";
import { startKeyboard } from "./keyboard.js";
import { PairTable } from "./pair_table.js";
import { showPair } from "./pair_view.js";
import { onChange, startState } from "./state.js";
import { startTheme } from "./theme.js";

const part = (id) => document.getElementById(id);
const TABLE_CHOICES = ["q", "fate", "answers", "suite", "prompt", "model", "tag", "sort"];

class ComparePage {
  #source;
  #table;
  #scrolled = 0;

  constructor(source) {
    this.#source = source;
    part("run-name").textContent = source.sides.join(" → ");
    part("made-by").textContent = `Sightline ${source.head.candidate.version ?? ""}`;
    showComparison(part("comparison"), source);
    this.#table = new PairTable(part("pairs"), source, "Units of both sides");
    const held = source.pairs.filter((pair) => source.holds(pair.index)).length;
    showAppendix(part("appendix"), source, held);
    startKeyboard(this.#table);
    onChange((now, before) => this.#show(now, before));
  }

  #show(now, before) {
    if (now.case && !part("overview").hidden) this.#scrolled = scrollY;
    part("overview").hidden = now.case !== "";
    part("pair").hidden = now.case === "";
    if (TABLE_CHOICES.some((name) => now[name] !== before[name])) this.#table.update();
    if (now.case) this.#showPair(now, before);
    else if (before.case) this.#comeBack(before.case);
    document.title = this.#title(now.case);
  }

  #showPair(now, before) {
    if (now.case === before.case && now.repeat === before.repeat) return;
    showPair(part("pair"), this.#source, now.case, this.#table.names);
    if (now.case === before.case) return;
    scrollTo(0, 0);
    part("pair-title")?.focus({ preventScroll: true });
  }

  #comeBack(name) {
    scrollTo(0, this.#scrolled);
    this.#table.render();
    this.#table.focusUnit(name);
  }

  #title(name) {
    const pair = this.#source.pairs[this.#source.find(name)];
    const what = pair && fateWord(pair.fate);
    const { finding } = this.#source.head.comparison;
    return [name, what, findingWord(finding), this.#source.sides.join(" → ")].filter(Boolean).join(" · ");
  }
}

/** Links and buttons that lead to the table. */
function startPairJumps() {
  const jump = () =>
    requestAnimationFrame(() => {
      part("pairs").scrollIntoView();
      part("pairs-title").focus({ preventScroll: true });
    });
  document.addEventListener("click", (event) => event.target.closest("[data-to=pairs]") && jump());
}

async function startComparison() {
  const source = await readComparison(part("run").content.textContent, part("pictures").content.textContent);
  part("pictures").remove();
  part("run").remove();
  startTheme(part("theme")); // Before the page, which else would fade from one theme into the other.
  new ComparePage(source);
  startPairJumps();
  startState();
  part("loading").remove();
}

startComparison().catch((trouble) => {
  part("loading").textContent = trouble.message;
  part("loading").classList.add("trouble");
});
