// How long answers take: a histogram for each model, with the half and the slowest twentieth marked.

import { histogramCard } from "./chart_histogram.js";
import { percentileOf, spreadScale } from "./chart_scale.js";
import { byModel } from "./chart_units.js";
import { counted, duration } from "./format.js";
import { inline } from "./text.js";

const LEAST_TIMES = 10;
const TIME_BINS = 24;

/** The card; null where only a few units have a time, or all took the same. */
export function latencyCard(run) {
  const models = byModel(run.units, (unit) => unit.latency_ms !== undefined && !unit.control);
  const rows = [...models].map(([model, units]) => latencyRow(model, units));
  const all = rows.flatMap((row) => row.values);
  const scale = all.length >= LEAST_TIMES ? spreadScale(all) : null;
  if (!scale || all.every((value) => value === all[0])) return null;
  const whole = percentilesOf(all);
  const [half, most] = [duration(whole.p50), duration(whole.p95)];
  const told = `half of ${counted(all.length, "unit")} take less than ${half}, one in twenty more than ${most}`;
  return histogramCard({
    title: "Latency",
    finding: rows.length > 1 ? fastest(rows) : `${told.charAt(0).toUpperCase()}${told.slice(1)}.`,
    alternative: `Histogram of latency: ${told}`,
    axis: scale.log ? "Share of units, on a logarithmic axis" : "Share of units",
    figures: ["p50", "p95"],
    rows,
    scale,
    size: TIME_BINS,
    textOf: timeTick,
    filtersOf: () => ({ sort: "-latency" }),
  });
}

/** Ticks are round: no more digits than they have. */
const timeTick = (ms) => (ms < 1000 ? duration(ms) : `${Number((ms / 1000).toPrecision(3))}\u202fs`);

function percentilesOf(values) {
  const rising = Float64Array.from(values).sort();
  return { p50: percentileOf(rising, 0.5), p95: percentileOf(rising, 0.95) };
}

function latencyRow(model, units) {
  const values = units.map((unit) => unit.latency_ms);
  const { p50, p95 } = percentilesOf(values);
  return {
    model,
    values,
    p50,
    figures: [duration(p50), duration(p95)],
    told: `p50 ${duration(p50)}, p95 ${duration(p95)}`,
    marks: [
      { at: p50, className: "middle" },
      { at: p95, className: "late" },
    ],
  };
}

function fastest(rows) {
  const [first, ...rest] = [...rows].sort((a, b) => a.p50 - b.p50);
  const last = rest.at(-1);
  if (duration(first.p50) === duration(last.p50)) {
    return `All models answer equally soon, half of the time within ${duration(first.p50)}.`;
  }
  return [
    inline(first.model),
    ` answers soonest, half of the time within ${duration(first.p50)}; `,
    inline(last.model),
    ` takes longest, ${duration(last.p50)}.`,
  ];
}
