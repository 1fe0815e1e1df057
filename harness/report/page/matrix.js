// Models × prompts: what passed, and what it cost in money and time; then the same by tag, and the metrics.

import { card, headRow, scrolledTable } from "./card.js";
import { meanInterval, repeatsCard, scoreWithError, troubleCard } from "./certainty.js";
import { element, fill } from "./element.js";
import { count, counted, duration, measure, money, percent } from "./format.js";
import { casesLink } from "./link.js";
import { intervalText, rateBar } from "./marks.js";
import { inline } from "./text.js";

/** Fills the section with the tables that have something to say. */
export function showMatrix(section, { head }) {
  const { summary } = head;
  const models = unique(summary.cells.map((cell) => cell.model));
  section.classList.toggle("wide", models.length > 2);
  fill(
    section,
    modelCard(summary, models),
    tagCard(summary.tags),
    metricCard(summary.cells, models.length === 1),
    repeatsCard(summary.cells),
    troubleCard(summary.cells),
  );
}

function modelCard(summary, models) {
  if (models.length === 0) return null;
  const title = "Models and prompts";
  if (models.length > 1) return card(title, `${models.length} models`, modelsTable(summary, models));
  return card(title, ["model ", inline(models[0])], measuresTable(summary));
}

const unique = (items) => [...new Set(items)];

/** The cells of each suite; those of the whole run first, where a prompt's name occurs in more suites than one. */
function groupsOf({ cells, run_cells: runCells }) {
  const groups = unique(cells.map((cell) => cell.suite)).map((suite) => [
    suite,
    cells.filter((c) => c.suite === suite),
  ]);
  const shared = groups.length > 1 && runCells.length < cells.length;
  return shared ? [["", runCells], ...groups] : groups;
}

function groupBodies(summary, columns, rowOf) {
  return groupsOf(summary).map(([suite, cells]) =>
    element(
      "tbody",
      {},
      element(
        "tr",
        { class: "group" },
        element("th", { colspan: columns, scope: "rowgroup" }, suite ? inline(suite) : "All suites"),
      ),
      unique(cells.map((cell) => cell.prompt)).map((prompt) =>
        rowOf(
          prompt,
          cells.filter((c) => c.prompt === prompt),
        ),
      ),
    ),
  );
}

/** One model: a column for each measure. */
function measuresTable(summary) {
  const columns = ["Prompt", "Pass rate", "Passed", "Score", "Cost", "Latency p50", "p95", "Tokens"];
  return element(
    "table",
    { class: "matrix measures" },
    headRow(...columns),
    groupBodies(summary, columns.length, (prompt, [cell]) => measuresRow(prompt, cell)),
  );
}

function measuresRow(prompt, cell) {
  const number = (name, text) => element("td", { class: "number", "data-name": name }, text);
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, cellLink(cell, inline(prompt))),
    element("td", { class: "rate" }, rate(cell.counts)),
    number("passed", passedOf(cell.counts)),
    number("score", scoreWithError(cell)),
    number("cost", money(cell.cost)),
    number("latency p50", duration(cell.latency_p50_ms)),
    number("p95", duration(cell.latency_p95_ms)),
    number("tokens", count(cell.prompt_tokens + cell.completion_tokens)),
  );
}

/** Several models: a column for each, with all measures in the cell. */
function modelsTable(summary, models) {
  const table = element(
    "table",
    { class: "matrix models" },
    headRow("Prompt", ...models.map((model) => inline(model))),
    groupBodies(summary, models.length + 1, (prompt, cells) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, inline(prompt)),
        models.map((model) =>
          modelCell(
            cells.find((cell) => cell.model === model),
            model,
          ),
        ),
      ),
    ),
  );
  table.style.setProperty("--columns", models.length);
  return element("div", { class: "scrolled", tabindex: "0", role: "group", "aria-label": "Models and prompts" }, table);
}

function modelCell(cell, model) {
  if (!cell) return element("td", { class: "none", "data-name": model }, "–");
  const facts = [
    ["score", scoreWithError(cell)],
    ["cost", money(cell.cost)],
    ["p50", duration(cell.latency_p50_ms)],
    ["p95", duration(cell.latency_p95_ms)],
  ];
  return element(
    "td",
    { "data-name": model },
    cellLink(cell, rate(cell.counts), element("span", { class: "passed" }, passedOf(cell.counts))),
    element(
      "dl",
      { class: "cell-facts" },
      facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
    ),
  );
}

function cellLink({ suite, prompt, model }, ...content) {
  return casesLink({ suite, prompt, model }, {}, content);
}

function rate(counts) {
  return [
    rateBar(counts),
    element("b", { class: "number", title: intervalText(counts) || null }, percent(counts.pass_rate)),
  ];
}

function passedOf(counts) {
  return `${count(counts.passed)}/${count(counts.passed + counts.failed + counts.xpassed + counts.error)}`;
}

function tagCard(tags) {
  const names = Object.keys(tags).sort(
    (a, b) => (tags[a].pass_rate ?? 2) - (tags[b].pass_rate ?? 2) || (a < b ? -1 : 1),
  );
  if (names.length === 0) return null;
  const row = (name) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, casesLink({ tag: name }, {}, inline(name))),
      element("td", { class: "rate" }, rate(tags[name])),
      element("td", { class: "number", "data-name": "passed" }, passedOf(tags[name])),
    );
  return card(
    "Tags",
    `${names.length}`,
    element(
      "table",
      { class: "matrix tags" },
      headRow("Tag", "Pass rate", "Passed"),
      element("tbody", {}, names.map(row)),
    ),
  );
}

/** Other figures of the same counts: " (mae 0.5, rmse 0.7)", or nothing. */
function metricCard(cells, single) {
  const rows = cells.flatMap((cell) => Object.entries(cell.metrics).map(([name, metric]) => ({ cell, name, metric })));
  if (rows.length === 0) return null;
  const row = ({ cell, name, metric }) =>
    element(
      "tr",
      {},
      element(
        "th",
        { scope: "row" },
        inline(name),
        element(
          "div",
          { class: "aside" },
          cellLink(cell, inline(`${cell.suite} · ${cell.prompt}`), !single && [" · ", inline(cell.model)]),
        ),
      ),
      element("td", { class: "number", "data-name": "value" }, measure(metric.value)),
      element(
        "td",
        { "data-name": "aggregate", class: "aside" },
        aggregateText(metric),
        Object.entries(metric.figures ?? {}).map(([figure, value]) => [
          " · ",
          inline(`${figure} ${measure(value)}`, { class: "metric-figure" }),
        ]),
      ),
    );
  return card(
    "Metrics",
    `${unique(rows.map((r) => r.name)).length}`,
    scrolledTable("Metrics", "matrix metrics", headRow("Metric", "Value", "Aggregate"), rows.map(row)),
  );
}

/** "micro of 40", "mean of 60 units, 95 % interval 0.83–0.97" */
function aggregateText({ aggregate, count: verdicts, units, value_95: interval, value_se: error }) {
  if (units === undefined) return `${aggregate} of ${count(verdicts)}`;
  return [`${aggregate} of ${counted(units, "unit")}`, meanInterval(interval, error)].filter(Boolean).join(", ");
}
