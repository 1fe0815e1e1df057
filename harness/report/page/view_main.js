// The list of runs that a server shows: those that go on, the trend, all runs with their verdicts, and what cannot be read.

import { element, fill } from "./element.js";
import { counted } from "./format.js";
import { keepingPlace } from "./keeping_place.js";
import { onChange, startState, state } from "./state.js";
import { startTheme } from "./theme.js";
import { showGoing } from "./view_going.js";
import { startViewKeys } from "./view_keys.js";
import { RunTable } from "./view_list.js";
import { readRuns } from "./view_runs.js";
import { showTrend } from "./view_trend.js";

const GOING_MS = 2000;
const RESTING_MS = 10000;

const part = (id) => document.getElementById(id);

class List {
  #table = new RunTable(part("runs"));
  #told = "";
  #runs = [];

  constructor() {
    startViewKeys(this.#table);
    onChange(() => this.#show());
  }

  /** Takes what the server says; true where it is something else than before. */
  take({ text, reports, runs }) {
    if (text === this.#told) return;
    this.#told = text;
    this.#runs = runs;
    part("reports-name").textContent = reports;
    part("view-title").hidden = false;
    keepingPlace(() => this.#show(), () => this.#table.render());
  }

  #show() {
    const readable = this.#runs.filter((run) => run.state !== "unreadable");
    showGoing(part("going"), readable.filter((run) => run.state === "running"));
    showTrend(part("trend"), readable, state().trend);
    this.#table.show(readable);
    showUnreadable(part("unreadable"), this.#runs.filter((run) => run.state === "unreadable"));
  }
}

function showUnreadable(section, runs) {
  section.hidden = runs.length === 0;
  fill(
    section,
    element("h2", { id: "unreadable-title" }, `${counted(runs.length, "folder")} that cannot be read`),
    element(
      "ul",
      { class: "unreadable" },
      runs.map((run) => element("li", {}, element("code", {}, run.folder), element("span", {}, run.trouble))),
    ),
  );
}

/** Asks the server for as long as the page is seen: often while a run goes on, and seldom else. */
class Watch {
  #list;
  #timer = 0;

  constructor(list) {
    this.#list = list;
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
  }

  async look() {
    clearTimeout(this.#timer);
    let soon = false;
    try {
      const read = await readRuns();
      soon = read.unread > 0 || read.runs.some((run) => run.state === "running");
      this.#list.take(read);
      part("view-lost").hidden = true;
    } catch (trouble) {
      part("view-lost").hidden = false;
      part("view-lost").textContent = trouble.message;
    }
    part("loading")?.remove();
    if (!document.hidden) this.#timer = setTimeout(() => this.look(), soon ? GOING_MS : RESTING_MS);
  }
}

startTheme(part("theme"));
const watch = new Watch(new List());
startState();
watch.look();
