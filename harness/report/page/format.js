// Figures for people. What is absent is a dash.

const ABSENT = "–";
const whole = new Intl.NumberFormat("en");

const given = (value) => value !== null && value !== undefined;

export function count(number) {
  return given(number) ? whole.format(number) : ABSENT;
}

/** "1 unit", "2 units" */
export function counted(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** A share of 1 as per cent. Only what is all is "100 %", and only what is nothing "0 %". */
export function percent(share) {
  if (!given(share)) return ABSENT;
  if (share === 0 || share === 1) return `${share * 100}\u202f%`;
  const held = Math.min(Math.max(share * 100, 0.1), 99.9);
  return `${held.toFixed(1)}\u202f%`;
}

export function score(value) {
  return given(value) ? value.toFixed(2) : ABSENT;
}

/** US dollars; small sums keep two digits that say something. */
export function money(dollars) {
  if (!given(dollars)) return ABSENT;
  if (dollars === 0) return "$0";
  if (Math.abs(dollars) >= 0.995) return `$${dollars.toLocaleString("en", twoDecimals)}`;
  const decimals = Math.min(Math.max(2, 1 - Math.floor(Math.log10(Math.abs(dollars)))), 10);
  return `$${dollars.toFixed(decimals)}`;
}
const twoDecimals = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** Milliseconds as a duration of about three digits. */
export function duration(ms) {
  if (!given(ms)) return ABSENT;
  if (ms < 10) return `${Number(ms.toPrecision(2))}\u202fms`;
  if (ms < 999.5) return `${Math.round(ms)}\u202fms`;
  if (ms < 9995) return `${(ms / 1000).toFixed(2)}\u202fs`;
  if (ms < 59950) return `${(ms / 1000).toFixed(1)}\u202fs`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u202fmin ${seconds % 60}\u202fs`;
  return `${Math.floor(seconds / 3600)}\u202fh ${Math.floor((seconds % 3600) / 60)}\u202fmin`;
}

/** A difference of shares as points of per cent: "+1.5", "−3.0". */
export function points(difference) {
  if (!given(difference)) return ABSENT;
  const text = Math.abs(difference * 100).toFixed(1);
  if (text === "0.0") return text;
  return `${difference < 0 ? "−" : "+"}${text}`;
}

/** A measured value in its own unit. */
export function measure(value, unit = "") {
  if (!given(value)) return ABSENT;
  const figure = Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(4)));
  return unit === "" ? figure : `${figure}\u202f${unit}`;
}

/** An ISO 8601 time in UTC: "20 Nov 2026, 09:30 UTC"; another text stays as it is. */
export function time(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const options = {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  };
  return `${at.toLocaleString("en-GB", { ...options, timeZone: "UTC" })} UTC`;
}

/** "a", "a and b", "a, b and c" */
export function listed(items) {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Bytes as a file's size: "12 KB". */
export function bytesText(bytes) {
  if (bytes < 1000) return `${bytes}\u202fB`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "KB"] : [bytes / 1e6, "MB"];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)}\u202f${unit}`;
}
