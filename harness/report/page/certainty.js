// How sure figures are: means with their intervals, what repeats say, and trouble, each kind apart.

import { card, headRow, scrolledTable } from "./card.js";
import { chartCard } from "./chart.js";
import { element } from "./element.js";
import { count, percent, score } from "./format.js";
import { casesLink } from "./link.js";
import { inline } from "./text.js";

/** "95 % interval 0.41–1.00" of a mean of scores, within 0 and 1; "" where there is none that says something. */
export function meanInterval(interval, error) {
  if (!interval || !error) return "";
  const [low, high] = interval.map((end) => Math.min(Math.max(end, 0), 1).toFixed(2));
  return `95\u202f% interval ${low}–${high}`;
}

/** "0.89 ± 0.11": a score and its standard error. */
export function scoreWithError(part) {
  if (part.units === 0) return "–";
  if (!part.score_se) return score(part.score);
  return element(
    "span",
    { title: meanInterval(part.score_95, part.score_se) || null },
    score(part.score),
    element("span", { class: "standard-error" }, ` ±\u202f${part.score_se.toFixed(2)}`),
  );
}

function cellHead({ suite, model, prompt }) {
  const link = casesLink({ suite, prompt, model }, {}, inline(`${suite} · ${prompt}`));
  return element("th", { scope: "row" }, link, element("div", { class: "aside" }, inline(model)));
}

const certaintyTable = (title, head, rows) => scrolledTable(title, "matrix certainty", head, rows);

const figure = (name, text) => element("td", { class: "number", "data-name": name }, text);

/**
 * pass@k, pass^k and stability of each cell whose units were asked more than once, behind the chart of its units; null
 * where none was.
 */
export function repeatsCard(cells, drawn) {
  const repeated = cells.filter((cell) => cell.stability);
  if (repeated.length === 0) return null;
  const row = (cell) => {
    const [one] = cell.repeated;
    const most = cell.repeated.at(-1);
    return element(
      "tr",
      {},
      cellHead(cell),
      figure("units", count(cell.stability.units)),
      figure("pass@1", percent(one.pass_at_k)),
      figure(`pass@${most.k}`, [`${percent(most.pass_at_k)} `, element("span", { class: "aside" }, `k ${most.k}`)]),
      figure(`pass^${most.k}`, [`${percent(most.pass_hat_k)} `, element("span", { class: "aside" }, `k ${most.k}`)]),
      figure("majority", percent(cell.stability.consensus_accuracy)),
      figure("same outcome", percent(cell.stability.consistency_rate)),
    );
  };
  const head = headRow("Cases", "Units", "pass@1", "pass@k", "pass^k", "Right by majority", "Same outcome");
  return chartCard(
    { title: "Repeats", aside: "copies left out", finding: drawn?.finding },
    drawn?.chart,
    certaintyTable("Repeats", head, repeated.map(row)),
  );
}

const TROUBLE = ["error", "unparsed", "truncated", "refused"];

/** Errors, and answers that could not be judged as they stand, of each cell that has some; null where none has. */
export function troubleCard(cells) {
  const troubled = cells.filter((cell) => TROUBLE.some((name) => cell.rates?.[name]?.count > 0));
  if (troubled.length === 0) return null;
  const rate = (cell, name) => {
    const found = cell.rates?.[name];
    if (!found) return figure(name, "–");
    const [low, high] = found.rate_95.map((share) => (share * 100).toFixed(1));
    const title = `95\u202f% interval ${low}–${high}\u202f%`;
    return figure(name, [
      element("span", { title }, percent(found.rate)),
      element("span", { class: "aside" }, ` ${count(found.count)}/${count(found.of)}`),
    ]);
  };
  const row = (cell) =>
    element(
      "tr",
      {},
      cellHead(cell),
      TROUBLE.map((name) => rate(cell, name)),
    );
  const head = headRow("Cases", "Error", "Unparsed", "Truncated", "Refused");
  return card("Trouble", "units in error, and answers", certaintyTable("Trouble", head, troubled.map(row)));
}
