// The shortest way from one list of texts to another, found within a budget of work.

const MOST_EDITS = 1000;

/** The shortest way from one list of texts to another, as parts of neighbours joined; null where the budget ends. */
export function sequenceDiff(before, after, budget) {
  const numbers = new Map();
  const numbered = (texts) =>
    Int32Array.from(texts, (text) => {
      if (!numbers.has(text)) numbers.set(text, numbers.size);
      return numbers.get(text);
    });
  const trace = furthestPaths(numbered(before), numbered(after), budget);
  return trace && joined(walkBack(trace, before, after));
}

/**
 * Myers' greedy search: for each number of edits, how far into `before` each diagonal comes. The last of the list is
 * the one that reaches both ends.
 */
function furthestPaths(before, after, budget) {
  const most = Math.min(before.length + after.length, MOST_EDITS);
  const reach = new Int32Array(2 * most + 3);
  const middle = most + 1;
  const trace = [];
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(reach.slice(middle - edits - 1, middle + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && reach[middle + k - 1] < reach[middle + k + 1]);
      const from = down ? reach[middle + k + 1] : reach[middle + k - 1] + 1;
      let x = from;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x += 1;
      reach[middle + k] = x;
      if (x >= before.length && x - k >= after.length) return trace;
      budget.steps -= x - from + 1;
    }
    if (budget.steps < 0) return null;
  }
  return null;
}

/** The steps of the path that `trace` found, from the first to the last. */
function walkBack(trace, before, after) {
  const steps = [];
  let x = before.length;
  let y = after.length;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reach = trace[edits];
    const at = (k) => reach[k + edits + 1];
    const k = x - y;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const startX = edits === 0 ? 0 : at(down ? k + 1 : k - 1);
    const startY = edits === 0 ? 0 : startX - (down ? k + 1 : k - 1);
    while (x > startX && y > startY) steps.push({ kind: "same", text: before[(y -= 1, x -= 1)] });
    if (x > startX) steps.push({ kind: "gone", text: before[(x -= 1)] });
    else if (y > startY) steps.push({ kind: "come", text: after[(y -= 1)] });
  }
  return steps.reverse();
}

/** Neighbours of one kind made one, and within a change what is gone before what came. */
export function joined(parts) {
  const whole = [];
  let gone = [];
  let come = [];
  let same = [];
  const flush = (kind, texts) => texts.length > 0 && whole.push({ kind, text: texts.join("") });
  const flushChange = () => {
    flush("gone", gone);
    flush("come", come);
    [gone, come] = [[], []];
  };
  for (const { kind, text } of parts) {
    if (text === "") continue;
    if (kind === "same") flushChange();
    else {
      flush("same", same);
      same = [];
    }
    ({ same, gone, come })[kind].push(text);
  }
  flush("same", same);
  flushChange();
  return whole;
}
