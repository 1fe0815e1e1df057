// Puts the page together: reads the run, shows the overview, a case, or two sides, whichever the hash asks for.

import { BesideView, showBesideEntry } from "./beside.js";
import { showCase } from "./case.js";
import { CaseTable } from "./cases.js";
import { count, counted } from "./format.js";
import { startKeyboard } from "./keyboard.js";
import { keepingPlace } from "./keeping_place.js";
import { showMatrix } from "./matrix.js";
import { readRun } from "./run.js";
import { takeOver } from "./search.js";
import { NO_FILTER, onChange, startState, state } from "./state.js";
import { startTheme } from "./theme.js";
import { showVerdict } from "./verdict.js";

const by = (id) => document.getElementById(id);

const TABLE_CHOICES = ["sort", ...Object.keys(NO_FILTER)];
const viewAsked = ({ case: name, beside }) => (beside ? "beside" : name ? "case" : "overview");

/** The overview, and a case or two sides in its place. */
class Page {
  #run;
  #table;
  #beside = new BesideView(by("beside"));
  #choices = "";
  #scrolled = 0;
  #views = {
    overview: (now, before) => this.#showOverview(before),
    case: (now, before) => this.#showCase(now, before),
    beside: (now, before) => this.#beside.show(now, before),
  };

  constructor(run) {
    by("run-name").textContent = run.head.run.id;
    by("made-by").textContent = `Sightline ${run.head.run.version ?? ""}`;
    by("pictures-told").textContent = run.picturesTold;
    this.#showRun(run);
    startKeyboard(() => this.#beside.table ?? this.#table);
    onChange((now, before) => this.#show(now, before));
  }

  #showRun(run) {
    this.#run = run;
    showVerdict(by("verdict"), run);
    showMatrix(by("matrix"), run);
    this.#table?.close();
    this.#table = new CaseTable(by("cases"), run);
    showBesideEntry(by("beside-entry"), run);
    this.#beside.run = run;
  }

  /** Shows the same run as it is by now, and leaves the reader where they are. */
  renew(run) {
    const opened = state().case;
    const before = this.#detail(opened);
    const { place } = this.#table;
    takeOver(run, this.#run);
    const renewal = () => {
      this.#showRun(run);
      this.#table.update();
      if (state().beside) this.#choices = "";
      if (opened && this.#detail(opened) !== before) showCase(by("case"), run, opened, this.#table.names);
      document.title = this.#title(opened);
    };
    keepingPlace(renewal, () => this.#table.render());
    this.#table.returnTo(place);
  }

  #detail(name) {
    const index = this.#run.find(name);
    return index < 0 ? "" : JSON.stringify([this.#run.units[index].status, this.#run.detail(index)]);
  }

  #show(now, before) {
    const view = viewAsked(now);
    if (!by("overview").hidden) this.#scrolled = scrollY;
    for (const name of Object.keys(this.#views)) by(name).hidden = name !== view;
    document.querySelector(".skip").hidden = view !== "overview";
    if (view !== "beside") this.#leaveBeside(now);
    this.#views[view](now, before);
    document.title = this.#title(now.case);
  }

  /** The choices are the table's of cases again, which is made anew where it shows others, or less than it could. */
  #leaveBeside(now) {
    this.#beside.leave();
    const choices = JSON.stringify(TABLE_CHOICES.map((name) => now[name]));
    if (choices === this.#choices && !this.#table.isOutdated) return;
    this.#choices = choices;
    this.#table.update();
  }

  #showCase(now, before) {
    const same = now.case === before.case && viewAsked(before) === "case";
    if (same && now.repeat === before.repeat) return;
    showCase(by("case"), this.#run, now.case, this.#table.names);
    if (same) return;
    scrollTo(0, 0);
    by("case-title")?.focus({ preventScroll: true });
  }

  #showOverview(before) {
    if (!before.case && !before.beside) return;
    this.#table.render();  // Made anew while it was hidden, it has no rows yet to scroll past.
    scrollTo(0, this.#scrolled);
    this.#table.render();
    if (!before.beside) this.#table.focusUnit(before.case);
    else by("beside-entry").querySelector("button")?.focus({ preventScroll: true });
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

/** Where a server gives the page out, another script brings the run as it is by now (live.js). */
function startRenewal(page) {
  document.addEventListener("sightline-run", ({ detail }) => {
    detail.shown = readRun(detail.run, detail.pictures).then((run) => {
      if (detail.going) tellGoing(run.head);
      page.renew(run);
    });
  });
}

function tellGoing(head) {
  const far = `${count(head.summary.results)} of ${counted(head.run.planned_results, "planned answer")}`;
  Object.assign(head, { going: true, verdict: { word: "Running", sentence: `${far} were judged so far` } });
}

async function start() {
  const run = await readRun(by("run").content.textContent, by("pictures").content.textContent);
  by("run").remove();
  by("pictures").remove();
  startTheme(by("theme"));  // Before the page, which else would fade from one theme into the other.
  startRenewal(new Page(run));
  startJumps();
  startState();
  by("loading").remove();
}

start().catch((trouble) => {
  by("loading").textContent = trouble.message;
  by("loading").classList.add("trouble");
});
