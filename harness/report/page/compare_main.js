// Puts the page of a comparison together: the overview with its units, or one unit side by side, as the hash asks.

import { showAppendix } from "./compare_measures.js";
import { showComparison } from "./compare_overview.js";
import { readComparison } from "./comparison.js";
import { fateWord, findingWord } from "./fates.js";
import { startKeyboard } from "./keyboard.js";
import { PairViews } from "./pair_views.js";
import { onChange, startState } from "./state.js";
import { startTheme } from "./theme.js";

const part = (id) => document.getElementById(id);

class ComparePage {
  #source;
  #views;

  constructor(source) {
    this.#source = source;
    part("run-name").textContent = source.sides.join(" → ");
    part("made-by").textContent = `Sightline ${source.head.candidate.version ?? ""}`;
    showComparison(part("comparison"), source);
    const parts = { list: part("overview"), table: part("pairs"), pair: part("pair") };
    this.#views = new PairViews(source, parts, "Units of both sides");
    const held = source.pairs.filter((pair) => source.holds(pair.index)).length;
    showAppendix(part("appendix"), source, held);
    startKeyboard(() => this.#views.table);
    onChange((now, before) => {
      document.querySelector(".skip").hidden = Boolean(now.case);
      this.#views.show(now, before);
      document.title = this.#title(now.case);
    });
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
