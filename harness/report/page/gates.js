// The gates: how each came out and why, what was measured and what is allowed.

import { element } from "./element.js";
import { duration, measure, money, percent, points } from "./format.js";
import { badge } from "./marks.js";
import { visible } from "./text.js";

/** The card of all gates, those that did not hold first; null where there is none. */
export function gatesCard(all) {
  if (all.length === 0) return null;
  const rank = { fail: 0, inconclusive: 1, pass: 2 };
  const sorted = [...all].sort((a, b) => rank[a.status] - rank[b.status]);
  const held = all.filter((gate) => gate.status === "pass").length;
  const table = element(
    "table",
    { class: "gates" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ["Outcome", "Gate", "Why", "Measured", "Limit"].map((name) => element("th", { scope: "col" }, name)),
      ),
    ),
    element("tbody", {}, sorted.map(gateRow)),
  );
  return element(
    "details",
    { class: "card", open: held < all.length || all.length <= 4 },
    element(
      "summary",
      {},
      element("h2", {}, "Gates"),
      element("span", { class: "aside" }, `${held} of ${all.length} held`),
    ),
    table,
  );
}

function gateRow(gate) {
  const words = { pass: "Held", fail: "Failed", inconclusive: "Inconclusive" };
  return element(
    "tr",
    {},
    element("td", {}, badge(gate.status, words[gate.status])),
    element("th", { scope: "row" }, visible(gate.gate)),
    element("td", { class: "why" }, visible(gate.sentence ?? "")),
    element("td", { class: "number", "data-name": "measured" }, gateMeasured(gate)),
    element("td", { class: "number", "data-name": "limit" }, gateLimit(gate.gate, gate.limit)),
  );
}

function gateFigure(gate, value) {
  if (value === null || value === undefined) return "–";
  if (gate === "pass_rate" || gate === "lower_bound" || gate === "unparsed_rate") return percent(value);
  if (gate === "non_inferior") return `${points(value)} points`;
  if (gate === "cost") return money(value);
  if (gate === "latency_p95") return duration(value);
  return measure(value);
}

/** A limit says on which side of it a run must be, where its gate's name tells. */
function gateLimit(gate, value) {
  const side = GATE_SIDES[gate];
  return side && value !== null && value !== undefined ? `${side} ${gateFigure(gate, value)}` : gateFigure(gate, value);
}

const GATE_SIDES = {
  pass_rate: "≥",
  lower_bound: "≥",
  non_inferior: "≥",
  errors: "≤",
  unparsed_rate: "≤",
  regressions: "≤",
  cost: "≤",
  latency_p95: "≤",
};

/** Of a comparison that is the worse end of the difference's interval. */
function gateMeasured({ gate, measured }) {
  const figure = gateFigure(gate, measured);
  if (gate !== "non_inferior" || figure === "–") return figure;
  return [figure, element("div", { class: "aside" }, "at worst")];
}
