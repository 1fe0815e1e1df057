// Puts the page together: reads the run, shows the overview or a case, whichever the hash asks for.

import { showCase } from "./case.js";
import { CaseTable } from "./cases.js";
import { startKeyboard } from "./keyboard.js";
import { showMatrix } from "./matrix.js";
import { readRun } from "./run.js";
import { NO_FILTER, onChange, startState } from "./state.js";
import { startTheme } from "./theme.js";
import { showVerdict } from "./verdict.js";

const by = (id) => document.getElementById(id);

/** The overview, and one case in its place. */
class Page {
  #run;
  #table;
  #scrolled = 0;

  constructor(run) {
    this.#run = run;
    by("run-name").textContent = run.head.run.id;
    by("made-by").textContent = `Sightline ${run.head.run.version ?? ""}`;
    showVerdict(by("verdict"), run);
    showMatrix(by("matrix"), run);
    this.#table = new CaseTable(by("cases"), run);
    startKeyboard(this.#table);
    onChange((now, before) => this.#show(now, before));
  }

  #show(now, before) {
    const filtered = ["sort", ...Object.keys(NO_FILTER)].some((name) => now[name] !== before[name]);
    if (now.case) this.#showCase(now, before, filtered);
    else this.#showOverview(before, filtered);
    document.title = this.#title(now.case);
  }

  #showCase(now, before, filtered) {
    if (!by("overview").hidden) this.#scrolled = scrollY;
    by("overview").hidden = true;
    by("case").hidden = false;
    if (filtered) this.#table.update();
    if (now.case === before.case && now.repeat === before.repeat) return;
    showCase(by("case"), this.#run, now.case, this.#table.names);
    if (now.case === before.case) return;
    scrollTo(0, 0);
    by("case-title")?.focus({ preventScroll: true });
  }

  #showOverview(before, filtered) {
    by("overview").hidden = false;
    by("case").hidden = true;
    if (filtered) this.#table.update();
    if (!before.case) return;
    scrollTo(0, this.#scrolled);
    this.#table.render();
    this.#table.focusUnit(before.case);
  }

  #title(name) {
    return [name, this.#run.head.verdict.word, this.#run.head.run.id].filter(Boolean).join(" · ");
  }
}

/** Links and buttons that lead to the table. */
function startJumps() {
  const jump = () =>
    requestAnimationFrame(() => {
      by("cases").scrollIntoView();
      by("cases-title").focus({ preventScroll: true });
    });
  document.addEventListener("click", (event) => event.target.closest("[data-to=cases]") && jump());
}

async function start() {
  const run = await readRun(by("run").content.textContent, by("pictures").content.textContent);
  by("run").remove();
  by("pictures").remove();
  startTheme(by("theme"));  // Before the page, which else would fade from one theme into the other.
  new Page(run);
  startJumps();
  startState();
  by("loading").remove();
}

start().catch((trouble) => {
  by("loading").textContent = trouble.message;
  by("loading").classList.add("trouble");
});
