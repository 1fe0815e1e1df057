// What can be set side by side within one run, and the links that do so.

import { element } from "./element.js";
import { viewLink } from "./link.js";
import { unitName } from "./run.js";
import { NO_FILTER } from "./state.js";
import { inline } from "./text.js";

/** The parts of a unit's name whose values can be set side by side. */
export const AXES = ["model", "prompt"];

/** The names that units of a run have on an axis, in their order; controls are in no side. */
export function namesOn(run, axis) {
  return [...new Set(run.units.filter((unit) => !unit.control).map((unit) => unit[axis]))];
}

/** "model:a,b", as the hash has it. */
export function besideText(axis, a, b) {
  return `${axis}:${encodeURIComponent(a)},${encodeURIComponent(b)}`;
}

/** `{ axis, a, b }`, or null where the hash says nothing that can be set side by side. */
export function besideAsked(text) {
  const [, axis, first, second] = /^(model|prompt):([^,]*),([^,]*)$/.exec(text) ?? [];
  if (!axis) return null;
  try {
    return { axis, a: decodeURIComponent(first), b: decodeURIComponent(second) };
  } catch {
    return null;
  }
}

/** A pair's name: that of its units without what tells them apart. */
export const pairName = (unit, axis) => unitName({ ...unit, [axis]: "" });

/** The same case by each other model and prompt, as links that show both; null where there is none. */
export function besideLinks(run, unit) {
  if (unit.control) return null;
  const links = AXES.flatMap((axis) => linksOn(run, unit, axis));
  if (links.length === 0) return null;
  return element("nav", { class: "beside-links", "aria-label": "Side by side" }, "The same case beside ", links);
}

function linksOn(run, unit, axis) {
  const [rest] = AXES.filter((other) => other !== axis);
  const others = run.units.filter(
    (other) =>
      other[axis] !== unit[axis] &&
      other.case === unit.case &&
      other.suite === unit.suite &&
      other[rest] === unit[rest] &&
      !other.control,
  );
  return others.map((other) => {
    const changes = { beside: besideText(axis, unit[axis], other[axis]), case: pairName(unit, axis), repeat: "", sort: "" };
    return viewLink({ ...NO_FILTER, ...changes }, { class: "chip" }, `${axis} `, inline(other[axis]));
  });
}
