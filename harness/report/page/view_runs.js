// What the server tells of its runs.

/** { text, reports, unread, runs }: the newest run first. Throws an Error that tells a person what to do. */
export async function readRuns() {
  let answer;
  try {
    answer = await fetch("runs.json", { cache: "no-store" });
  } catch {
    throw new Error("The server does not answer: was `sightline view` ended? This page asks again by itself.");
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return { text, ...JSON.parse(text) };
}

export const pageOf = (run) => `runs/${encodeURIComponent(run.folder)}/`;
export const comparisonOf = (base, candidate) => `compare?${new URLSearchParams({ base, candidate })}`;

/** The word that stands for how a run came out, as its page has it; "running" while it goes on. */
export function wordOfRun(run) {
  if (run.state === "running") return "Running";
  return run.state === "stopped" ? "Unfinished" : run.verdict;
}

const isGiven = (value, wanted) => !wanted || value === wanted;

/** The runs that fit the choices. */
export function chosenRuns(runs, { q, suite, model, verdict }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter(
    (run) =>
      isGiven(wordOfRun(run).toLowerCase(), verdict) &&
      (!suite || run.suites.includes(suite)) &&
      (!model || run.models.includes(model)) &&
      words.every((word) => haystack(run).includes(word)),
  );
}

function haystack(run) {
  return [run.folder, run.id, run.label, run.git_commit, run.because ?? "", ...run.suites, ...run.models]
    .join("\n")
    .toLowerCase();
}

/** "3 Nov 2026, 10:30" where the reader is, and in UTC for the title. */
export function localTime(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return at.toLocaleString(undefined, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}
