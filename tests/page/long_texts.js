// Pairs of long texts that a diff has to bear, the same at each run.

/** Gives whole numbers below what it is asked for. */
export function integersFrom(seed) {
  let value = seed;
  return (end) => {
    value = (Math.imul(value, 1103515245) + 12345) & 0x7fffffff;
    return (value >> 8) % end;
  };
}

/** Texts of which little is the same, or in which no line or word ends, by their names. */
export function longPairs() {
  const below = integersFrom(11);
  const words = (length) => Array.from({ length }, () => `w${below(1000)}`);
  return {
    "words of one line": [words(200000).join(" "), words(200000).join(" ")],
    "words of a line each": [words(200000).join("\n"), words(200000).join("\n")],
    "one word": ["a".repeat(1e6), `${"a".repeat(999999)}b`],
    "white space": [" ".repeat(1e6), " ".repeat(999000)],
    "marks upon one letter": [`e${"\u0301".repeat(1e6)}`, `e${"\u0301".repeat(999999)}`],
    "two words in turn": ["a b ".repeat(9000), "b a ".repeat(9000)],
  };
}
