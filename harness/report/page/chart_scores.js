// How scores spread, where they are more than right and wrong.

import { histogramCard } from "./chart_histogram.js";
import { linearScale } from "./chart_scale.js";
import { byModel, isCounted } from "./chart_units.js";
import { counted, percent, score } from "./format.js";

const LEAST_SCORES = 10;
const MANY_SCORES = 100;
/** Scores between right and wrong, as a number and as a share of all, that make a chart of them. */
const LEAST_BETWEEN = [3, 0.02];

/** The card; null where about each score is 0 or 1, which the pass rate says, and where there are only a few units. */
export function scoresCard(run) {
  const models = byModel(run.units, isCounted);
  const all = [...models.values()].flat();
  const between = all.filter((unit) => unit.score > 0 && unit.score < 1).length;
  const [least, leastShare] = LEAST_BETWEEN;
  if (all.length < LEAST_SCORES || between < least || between / all.length < leastShare) return null;
  const rows = [...models].map(([model, units]) => scoreRow(model, units.map((unit) => unit.score)));
  const finding = `${percent(between / all.length)} of ${counted(all.length, "unit")} score between right and wrong.`;
  const lowest = rows.reduce((a, b) => (a.mean < b.mean ? a : b));
  const highest = rows.reduce((a, b) => (a.mean > b.mean ? a : b));
  const [low, high] = [lowest, highest].map((row) => score(row.mean));
  const means = rows.length === 1 ? `mean ${low}` : `means from ${low} to ${high}`;
  return histogramCard({
    title: "Scores",
    finding,
    alternative: `Histogram of scores from 0 to 1: ${means}; ${finding}`,
    axis: "Score, share of units",
    figures: ["Mean"],
    rows,
    scale: linearScale(0, 1),
    size: all.length / rows.length < MANY_SCORES ? 10 : 20,
    textOf: (value) => String(Number(value.toFixed(2))),
    filtersOf: () => ({ sort: "score" }),
  });
}

function scoreRow(model, values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const text = score(mean);
  return { model, values, mean, figures: [text], told: `mean ${text}`, marks: [{ at: mean, className: "middle" }] };
}
