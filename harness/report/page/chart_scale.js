// Scales and bins of charts: functions of numbers alone. A place is a share of a lane's length, from 0 to 1.

/** Round steps of 1, 2, 2.5 and 5 times a power of ten. */
function roundStep(span, most) {
  const power = 10 ** Math.floor(Math.log10(span / most));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => span / step <= most * 1.0001);
}

/** A linear scale from `low` to `high`, widened to whole steps, with about `most` ticks. */
export function linearScale(low, high, most = 5) {
  const step = roundStep(high > low ? high - low : Math.abs(high) || 1, most);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  const [from, to] = [ticks[0], ticks.at(-1)];
  return { from, to, ticks, place: (value) => (value - from) / (to - from), at: (share) => from + share * (to - from) };
}

/** A logarithmic scale between round numbers; `low` is above 0. */
function logScale(low, high) {
  const round = [1, 2, 5].flatMap((factor) => [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8].map((e) => factor * 10 ** e));
  round.sort((a, b) => a - b);
  const from = round.findLast((value) => value <= low) ?? low;
  const to = round.find((value) => value >= high && value > from) ?? high;
  const width = Math.log(to / from);
  const place = (value) => Math.log(value / from) / width;
  const inside = round.filter((value) => value >= from && value <= to);
  const decades = inside.filter((value) => Number.isInteger(Number(Math.log10(value).toFixed(9))));
  const ticks = inside.length <= MOST_LOG_TICKS ? inside : apart([from, to, ...decades], place);
  return { from, to, ticks, log: true, place, at: (share) => from * Math.exp(share * width) };
}

const MOST_LOG_TICKS = 5;
const TICKS_APART = 0.14;

/** Those that are not too near to one before them, rising. */
function apart(values, place) {
  const kept = [];
  for (const value of values) {
    if (kept.every((other) => Math.abs(place(other) - place(value)) >= TICKS_APART)) kept.push(value);
  }
  return kept.sort((a, b) => a - b);
}

/** The scale for durations or sums: logarithmic where the largest is more than twenty times the smallest. */
export function spreadScale(values) {
  const [low, high] = ends(values);
  return low > 0 && high / low > 20 ? logScale(low, high) : linearScale(low, high);
}

/** Least and largest, in one pass. */
function ends(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** How many values fall into each of `size` bins of equal length on a scale; the last bin holds its upper end too. */
export function binned(values, scale, size) {
  const bins = new Array(size).fill(0);
  for (const value of values) {
    const at = Math.floor(scale.place(value) * size + 1e-9);
    bins[Math.min(Math.max(at, 0), size - 1)] += 1;
  }
  return bins;
}

/** Type 7 of Hyndman and Fan, as the program has it; `sorted` rises. */
export function percentileOf(sorted, share) {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/** Wilson's 95 % interval of `passed` of `counted`, as the program has it. */
export function wilsonInterval(passed, counted) {
  const z = 1.959963984540054;
  const share = passed / counted;
  const middle = share + (z * z) / (2 * counted);
  const reach = z * Math.sqrt((share * (1 - share)) / counted + (z * z) / (4 * counted * counted));
  const scale = 1 + (z * z) / counted;
  return [Math.max((middle - reach) / scale, 0), Math.min((middle + reach) / scale, 1)];
}
