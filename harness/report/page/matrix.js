// Models × prompts: what passed and how sure that is, where it fails, what it cost in money and time. What takes a pass
// over the units is drawn after the page's first frame.

import { card, headRow, scrolledTable } from "./card.js";
import { meanInterval, repeatsCard, troubleCard } from "./certainty.js";
import { costsCard } from "./chart_costs.js";
import { heatCard } from "./chart_heat.js";
import { latencyCard } from "./chart_latency.js";
import { cellCases, ratesCard } from "./chart_rates.js";
import { repeatsChart } from "./chart_repeats.js";
import { scoresCard } from "./chart_scores.js";
import { countedOfCell, distinctOf } from "./chart_units.js";
import { element, fill } from "./element.js";
import { count, counted, measure, percent } from "./format.js";
import { casesLink } from "./link.js";
import { intervalText, rateBar } from "./marks.js";
import { inline } from "./text.js";

/** Fills the section with what has something to say: whole at once where it was filled before, so that nothing moves. */
export function showMatrix(section, run) {
  const isFirst = !section.dataset.drawn;
  fill(section, ratesCard(run.head.summary));
  section.dataset.drawn = "rates";
  const drawing = {};
  section.drawing = drawing;
  const drawRest = () => {
    if (section.drawing !== drawing) return;
    section.drawing = null;
    section.append(...restOf(run));
    section.dataset.drawn = "all";
  };
  if (isFirst) afterFirstFrame(drawRest);
  else drawRest();
}

/** Calls `draw` once the page has been painted, or before it is printed. A page that nobody sees is not painted. */
function afterFirstFrame(draw) {
  const waiting = new AbortController();
  const drawOnce = () => {
    if (waiting.signal.aborted) return;
    waiting.abort();
    draw();
  };
  const soon = () => setTimeout(drawOnce);
  if (document.hidden) soon();
  else requestAnimationFrame(soon);
  addEventListener("beforeprint", drawOnce, { signal: waiting.signal });
}

function restOf(run) {
  const { summary } = run.head;
  const tables = [tagCard(summary.tags), metricCard(summary.cells)];
  const heat = heatCard(run, tables.filter(Boolean));
  const cards = [
    ...(heat ? [heat] : pair(tables)),
    costsCard(summary),
    ...pair([latencyCard(run), scoresCard(run)]),
    repeatsCard(summary.cells, repeatsChart(run.units)),
    troubleCard(summary.cells),
  ];
  return cards.filter(Boolean);
}

/** Two cards beside each other; one alone takes the whole width. */
function pair(cards) {
  const made = cards.filter(Boolean);
  for (const one of made) one.classList.toggle("half", made.length > 1);
  return made;
}

function rate(counts) {
  return [
    rateBar(counts),
    element("b", { class: "number", title: intervalText(counts) || null }, percent(counts.pass_rate)),
  ];
}

const passedOf = (counts) => `${count(counts.passed)}/${count(countedOfCell(counts))}`;

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

/** The metrics of each cell; other figures of the same counts stand beside their aggregate. */
function metricCard(cells) {
  const single = distinctOf(cells.map((cell) => cell.model)).length === 1;
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
          cellCases(cell, {}, inline(`${cell.suite} · ${cell.prompt}`), !single && [" · ", inline(cell.model)]),
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
    `${distinctOf(rows.map((r) => r.name)).length}`,
    scrolledTable("Metrics", "matrix metrics", headRow("Metric", "Value", "Aggregate"), rows.map(row)),
  );
}

/** "micro of 40", "mean of 60 units, 95 % interval 0.83–0.97" */
function aggregateText({ aggregate, count: verdicts, units, value_95: interval, value_se: error }) {
  if (units === undefined) return `${aggregate} of ${count(verdicts)}`;
  return [`${aggregate} of ${counted(units, "unit")}`, meanInterval(interval, error)].filter(Boolean).join(", ");
}
