// The pairs of two models or two prompts of a run, joined by suite, case and what else names a unit.

import { AXES, pairName } from "./beside_links.js";

const OUT_OF_COUNT = ["skipped", "xfailed"];
/** Excerpts of answers are cut at about this length: longer ones are compared in full. */
const WHOLE_EXCERPT = 120;

/** As Comparison: `sides`, `pairs`, and what is asked of them by index. */
export class BesideSource {
  #run;
  #units = [];

  constructor(run, { axis, a, b }) {
    this.#run = run;
    this.axis = axis;
    this.sides = [a, b];
    this.shortSides = this.sides;
    this.pairs = [];
    const others = new Map(unitsOf(run, axis, a).map((unit) => [pairName(unit, axis), unit]));
    for (const unit of unitsOf(run, axis, b)) this.#add(others.get(pairName(unit, axis)), unit);
  }

  find(name) {
    return this.pairs.findIndex((pair) => pair.name === name);
  }

  holds() {
    return true;
  }

  detail(index) {
    const [base, candidate] = this.#units[index].map((unit) => this.#run.detail(unit.index));
    return { base, candidate };
  }

  picture(digest) {
    return this.#run.picture(digest);
  }

  #add(base, candidate) {
    if (!base) return;
    const [rest] = AXES.filter((other) => other !== this.axis);
    this.#units.push([base, candidate]);
    this.pairs.push({
      index: this.pairs.length,
      name: pairName(candidate, this.axis),
      suite: candidate.suite,
      case: candidate.case,
      [rest]: candidate[rest],
      [this.axis]: "",
      fate: fateOfPair(base, candidate),
      must_pass: base.must_pass || candidate.must_pass,
      tags: candidate.tags,
      answers: this.#answersOf(base, candidate),
      base,
      candidate,
    });
  }

  #answersOf(base, candidate) {
    const [before, now] = [base.answer ?? "", candidate.answer ?? ""];
    if (before === "" && now === "") return undefined;
    if (before !== now) return "differ";
    const alike = before.length < WHOLE_EXCERPT || this.#wholeAnswer(base) === this.#wholeAnswer(candidate);
    return alike ? "same" : "differ";
  }

  #wholeAnswer(unit) {
    const { repeats } = this.#run.detail(unit.index);
    const answered = repeats.find((repeat) => repeat.exchanges?.at(-1)?.reply);
    return JSON.stringify(answered?.exchanges.at(-1).reply.text);
  }
}

const unitsOf = (run, axis, name) => run.units.filter((unit) => unit[axis] === name && !unit.control);

/** What both statuses come to. No chance is told from change here, so that nothing is called flaky. */
function fateOfPair(base, candidate) {
  if (OUT_OF_COUNT.includes(base.status) || OUT_OF_COUNT.includes(candidate.status)) return "not_judged";
  const [before, now] = [base.status === "passed", candidate.status === "passed"];
  if (before === now) return now ? "still_passing" : "still_failing";
  return now ? "fixed" : "newly_failing";
}
