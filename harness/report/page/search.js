// What the search looks at: names, descriptions, tags, reasons, and the answers in full. The answers of a long run are
// read while the page has nothing else to do, so that no key has to wait for them.

const SLICE_MS = 8;
const SOON = 200;

/** A unit's text in small letters; without its answers in full where these have not been read yet. */
export function searchedText(run, unit) {
  if (unit.searched) return unit.searched;
  if (run.units.length > SOON) return textOf(unit, [unit.answer]);
  unit.searched = textOf(unit, answersOf(run, unit));
  return unit.searched;
}

/** Takes over what was read of an earlier state of the run, where a unit has not changed since. */
export function takeOver(run, earlier) {
  const known = new Map(earlier.units.map((unit) => [unit.name, unit]));
  for (const unit of run.units) {
    const before = known.get(unit.name);
    if (before?.searched && run.hasSameDetail(unit.index, earlier, before.index)) unit.searched = before.searched;
  }
}

/** Reads the answers of a long run piece by piece; then calls `done`. Gives what ends the reading before that. */
export function readAhead(run, done) {
  let next = 0;
  let ended = run.units.length <= SOON;
  const read = () => {
    if (ended) return;
    const until = performance.now() + SLICE_MS;
    while (next < run.units.length && performance.now() < until) {
      const unit = run.units[next];
      unit.searched ??= textOf(unit, answersOf(run, unit));
      next += 1;
    }
    if (next < run.units.length) return void idle(read);
    run.isRead = true;
    done();
  };
  if (!ended) idle(read);
  return () => {
    ended = true;
  };
}

const idle = (task) => (globalThis.requestIdleCallback ?? setTimeout)(task);

/** Whether all answers are searched. */
export const isReadAhead = (run) => run.units.length <= SOON || run.isRead;

function textOf(unit, answers) {
  return [unit.name, unit.description, unit.reason, ...(unit.tags ?? []), ...answers]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();
}

function answersOf(run, unit) {
  const { repeats } = run.detail(unit.index);
  return repeats.flatMap((repeat) => (repeat.exchanges ?? []).map((exchange) => exchange.reply?.text));
}
