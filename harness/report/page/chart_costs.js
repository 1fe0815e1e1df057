// What answers cost, and what a unit that passed costs, which is what people decide by.

import { axisRow, chartCard, firstRows, gridLines, laneDrawing, shareText } from "./chart.js";
import { cellCases, cellName, groupHead } from "./chart_rates.js";
import { linearScale } from "./chart_scale.js";
import { cellGroups, costPerPass } from "./chart_units.js";
import { drawing, element } from "./element.js";
import { money } from "./format.js";
import { inline } from "./text.js";

const MOST_COST_ROWS = 16;

/** The card; null where fewer than two cells cost anything that is known. */
export function costsCard(summary) {
  const groups = cellGroups(summary);
  const all = groups.flatMap((group) => group.rows);
  if (all.filter((cell) => cell.cost > 0).length < 2) return null;
  const single = all.every((cell) => cell.model === all[0].model);
  const scales = [all.map((cell) => cell.cost ?? 0), all.map((cell) => costPerPass(cell) ?? 0)].map((values) =>
    linearScale(0, Math.max(...values) || 1, 3),
  );
  const finding = cheapest(groups, single);
  return chartCard({ title: "Cost", finding }, costsTable(groups, scales, single));
}

function costsTable(groups, scales, single) {
  const bodies = groups.map((group) => {
    const rows = group.rows.map((cell) => costRow(cell, scales, single));
    return [element("tbody", {}, groupHead(group, 5), rows), rows];
  });
  const table = element(
    "table",
    { class: "lanes costs" },
    costColumns(),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, single ? "Prompt" : "Model"),
        ["Cost", "For each unit that passed"].map((name) => element("th", { scope: "colgroup", colspan: 2 }, name)),
      ),
    ),
    bodies.map(([body]) => body),
    element("tbody", {}, costAxes(groups, scales)),
  );
  return firstRows(table, bodies, MOST_COST_ROWS);
}

function costColumns() {
  const pair = () => element("colgroup", {}, element("col", {}), element("col", { class: "of-money" }));
  return [element("colgroup", {}, element("col", { class: "of-name" })), pair(), pair()];
}

function costRow(cell, scales, single) {
  const values = [cell.cost, costPerPass(cell)];
  return element(
    "tr",
    { class: cell.overall ? "overall" : null },
    element("th", { scope: "row" }, cellCases(cell, {}, inline(single ? cell.prompt : cell.model))),
    values.map((value, i) => [
      element("td", { class: `lane of-${i}` }, barLane(value, scales[i])),
      element("td", { class: "number", "data-name": i === 0 ? "cost" : "per pass" }, money(value)),
    ]),
  );
}

function barLane(value, scale) {
  const width = value > 0 && shareText(scale.place(value));
  const bar = { class: "bar", x: 0, y: "24%", height: "52%", rx: 2, width };
  return laneDrawing("", gridLines(scale), width && drawing("rect", bar));
}

function costAxes(groups, [costs, passes]) {
  const cells = groups.filter((group) => !group.overall).flatMap((group) => group.rows);
  const axis = (scale, laneClass, alternative) => axisRow({ scale, textOf: money, alternative, columns: 0, laneClass });
  const row = axis(costs, "of-0", `Cost ${costRange(cells, (cell) => cell.cost)}`);
  const second = axis(passes, "of-1", `Cost for each unit that passed ${costRange(cells, costPerPass)}`);
  row.append(element("td", {}), second.children[1], element("td", {}));
  return row;
}

/** "from $0.01 (terse, a) to $0.20 (long, b)" */
function costRange(cells, valueOf) {
  const known = cells.filter((cell) => valueOf(cell) !== undefined).sort((a, b) => valueOf(a) - valueOf(b));
  if (known.length === 0) return "is not known";
  const told = (cell) => `${money(valueOf(cell))} (${cellName(cell, cells)})`;
  return `from ${told(known[0])} to ${told(known.at(-1))}`;
}

/** Where a unit that passes costs least: of models over all prompts, or of prompts. */
function cheapest(groups, single) {
  const compared = single ? groups.flatMap((group) => group.rows) : groups[0].rows;
  const rows = compared.filter((cell) => costPerPass(cell) > 0);
  if (rows.length < 2) return null;
  const sorted = [...rows].sort((a, b) => costPerPass(a) - costPerPass(b));
  const [least, most] = [sorted[0], sorted.at(-1)];
  const times = costPerPass(most) / costPerPass(least);
  const name = (cell) => inline(single ? cell.prompt : cell.model);
  const much = times >= 1.05 ? `, ${times < 10 ? times.toFixed(1) : Math.round(times)} times as much` : "";
  return [
    "A unit that passes costs least with ",
    name(least),
    `, ${money(costPerPass(least))}; with `,
    name(most),
    ` ${money(costPerPass(most))}${much}.`,
  ];
}
