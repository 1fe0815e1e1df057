// What stands in a row of the list of runs.

import { element } from "./element.js";
import { count, duration, money, percent, time } from "./format.js";
import { badge, rateBar } from "./marks.js";
import { inline } from "./text.js";
import { pickedFolders, togglePick } from "./view_pick.js";
import { localTime, pageOf, wordOfRun } from "./view_runs.js";

export const RUN_COLUMNS = [
  { key: "pick", title: "Compare", cell: pickCell },
  { key: "status", title: "Verdict", cell: verdictCell },
  { key: "case", title: "Run", cell: nameCell },
  { key: "started", title: "Started", cell: startedCell },
  { key: "rate", title: "Pass rate", cell: rateCell },
  { key: "units", title: "Units", number: true, cell: (run) => count(run.figures?.units) },
  { key: "cost", title: "Cost", number: true, cell: (run) => money(run.figures?.cost) },
  { key: "latency", title: "Duration", number: true, cell: (run) => duration(run.wall_ms) },
];

function pickCell(run) {
  return element("input", {
    type: "checkbox",
    class: "pick-box",
    checked: pickedFolders().includes(run.folder),
    "aria-label": `Compare ${run.folder}`,
    onchange: () => togglePick(run.folder),
  });
}

function verdictCell(run) {
  const word = wordOfRun(run);
  const kind = { interrupted: "incomplete", unfinished: "incomplete" }[word.toLowerCase()];
  return badge(kind ?? word.toLowerCase(), word);
}

function nameCell(run) {
  const more = [run.label && run.folder, run.suites.join(", "), run.models.join(", ")].filter(Boolean);
  return [
    element(
      "div",
      { class: "case-line" },
      element("a", { href: pageOf(run), class: "case-name" }, inline(run.label || run.folder)),
      run.shards && element("span", { class: "tag" }, `shard ${run.shard} of ${run.shards}`),
      answersTag(run.figures),
    ),
    element("div", { class: "case-note", title: more.join(" · ") }, inline(more.join(" · "))),
  ];
}

function answersTag(figures) {
  if (!figures || figures.answers === 0) return null;
  if (figures.authored > 0) {
    const all = figures.authored >= figures.answers;
    const title = all
      ? "All answers were written by a person, not by a model"
      : `${count(figures.authored)} of ${count(figures.answers)} answers were written by a person, not by a model`;
    return element("span", { class: "tag authored", title }, all ? "authored" : "partly authored");
  }
  if (figures.replayed < figures.answers) return null;
  return element("span", { class: "tag", title: "Its answers came from recordings" }, "replayed");
}

function startedCell(run) {
  return element("time", { datetime: run.started, title: time(run.started) }, localTime(run.started));
}

function rateCell(run) {
  const { figures } = run;
  if (!figures) {
    const words = run.state === "ended" ? "reading …" : `${count(run.results)} of ${count(run.planned)} judged`;
    return element("span", { class: "aside" }, words);
  }
  if (figures.pass_rate === undefined) return "–";
  const [low, high] = figures.pass_rate_95.map((share) => (share * 100).toFixed(0));
  return [
    element("span", { class: "rate-line" }, element("b", { class: "number" }, percent(figures.pass_rate)), rateBar(figures)),
    element("span", { class: "aside number", title: "95 % interval" }, `${low}–${high}\u202f%`),
  ];
}
