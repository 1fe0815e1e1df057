// Makes reports/sample: the example suites, asked of two models, after five runs of them and with a baseline. No model
// gave any of the answers: they are the authored recordings of fixtures/, and changes of them that stand here.

import { readFile, readdir, rm, cp, writeFile, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sightline, source } from "./project.js";

/** What the second model, a smaller one, answers otherwise, by the beginning of a recording's name: a text, or one for each repeat. */
const smaller = {
  "charts/visitors-drop": ["65"],
  "charts/battery-noon": ["50%"],
  "counting/seven-circles": ["8", "6", "7"],
  "counting/squares-among-others": ["5", "4", "4"],
  "documents/customer": ["Museum of Cocks"],
  "grounding/all-shapes": [
    '```json\n[\n\t{"bbox_2d": [128, 262, 352, 640], "label": "circle"},\n\t{"bbox_2d": [407, 167, 593, 503], "label": "square"},\n' +
      '\t{"bbox_2d": [702, 300, 995, 760], "label": "triangle"},\n\t{"bbox_2d": [40, 700, 170, 930], "label": "circle"}\n]\n```',
  ],
  "grounding/squares-among-others": [
    '```json\n[\n\t{"bbox_2d": [80, 102, 281, 350], "label": "square"},\n\t{"bbox_2d": [505, 180, 690, 420], "label": "square"}\n]\n```',
  ],
  "grounding/point-at-triangle": ['```json\n[\n\t{"point_2d": [640, 702], "label": "green triangle"}\n]\n```'],
  "receipts/garage": ['{"total": 139.5, "currency": "EUR", "date": "2026-01-22", "items": []}'],
  "receipts/books": ['{"total": 45.65, "currency": "USD", "date": "2026-05-02"}'],
  "signs/museum": ["Museum of Clocks\nOpen 10 to 18, closed on Mondays"],
  "signs/station_language_German": ["It leads to the north exit of the central station."],
};

/** What the first model answers otherwise in the newest run, so that something is newly failing. */
const newest = {
  "grounding/red-circle": ['```json\n[\n\t{"bbox_2d": [171, 300, 388, 694], "label": "red circle"}\n]\n```'],
  "documents/customer": ["The Museum of Locks"],
  "charts/energy-wind": ["24"],
};

/** What it answered otherwise in the runs before, from the first on, so that the trend has something to tell. */
const earlier = [
  { "charts/visitors-q2": ["158"], "charts/best-quarter": ["Q2"], "receipts/cafe": ['{"total": 13.5}'], "signs/limit": ["80"] },
  { "charts/visitors-q2": ["158"], "receipts/cafe": ['{"total": 13.5}'], "signs/limit": ["80"] },
  { "charts/visitors-q2": ["158"], "signs/stop": ["SHOP"] },
  { "signs/stop": ["SHOP"] },
  { "signs/stop": ["SHOP"] },
];

const second = `  qwen3-vl-8b:
    provider: aimlapi
    model: alibaba/qwen3-vl-8b-instruct
    price: {input: 0.18, output: 0.7}
    coordinates: relative_1000
    visual_tokens: qwen3-vl
`;

async function recordings(folder) {
  const found = [];
  for (const suite of await readdir(folder)) {
    for (const file of await readdir(join(folder, suite))) found.push(`${suite}/${file}`);
  }
  return found;
}

/** A recording with other answers, where the table names it; each answer is asked for in turn by the repeats. */
function answeredOtherwise(recording, name, table) {
  const texts = Object.entries(table).find(([beginning]) => name.startsWith(beginning))?.[1];
  if (!texts) return recording;
  recording.responses.forEach((response, index) => {
    const [choice] = response.body.choices;
    choice.message.content = texts[Math.min(index, texts.length - 1)];
    delete response.sha256;
  });
  return recording;
}

function askedOfSecond(recording) {
  recording.request.body.model = "alibaba/qwen3-vl-8b-instruct";
  recording.recorded = { at: recording.recorded.at, source: "authored" };
  for (const response of recording.responses) {
    delete response.sha256;
    if (response.body) response.body.model = "qwen3-vl-8b-instruct";
    for (const key of Object.keys(response.timing ?? {})) response.timing[key] = Math.round(response.timing[key] * 0.42);
  }
  delete recording.key;
  delete recording.parts;
  return recording;
}

async function writeFixtures(project, table) {
  const from = join(source, "fixtures");
  const to = join(project, "fixtures");
  await rm(to, { recursive: true, force: true });
  for (const name of await recordings(from)) {
    const text = await readFile(join(from, name), "utf8");
    await mkdir(join(to, name, ".."), { recursive: true });
    await writeFile(join(to, name), JSON.stringify(answeredOtherwise(JSON.parse(text), name, table)));
    const other = askedOfSecond(answeredOtherwise(JSON.parse(text), name, smaller));
    await writeFile(join(to, name.replace(".json", "-second.json")), JSON.stringify(other));
  }
  await must(project, "fixtures", "fmt");
}

async function must(project, ...args) {
  const { code, stdout, stderr } = await sightline(project, ...args);
  if (code > 1) throw new Error(`sightline ${args.join(" ")}: ${code}\n${stdout}${stderr}`);
  return stdout;
}

async function makeProject() {
  const folder = await mkdtemp(join(tmpdir(), "sightline-sample-"));
  await cp(join(source, "suites"), join(folder, "suites"), { recursive: true });
  const text = await readFile(join(source, "sightline.yaml"), "utf8");
  const gate = "gate: {errors: 0, regressions: 0}\n";
  await writeFile(join(folder, "sightline.yaml"), text.replace(/^gate: .*\n/m, second + gate));
  return folder;
}

const project = await makeProject();
for (const table of earlier) {
  await writeFixtures(project, table);
  await must(project, "run", "--quiet", "--label", "Before the change", "--baseline", "none");
}
await writeFixtures(project, newest);
console.log(await must(project, "run", "--label", "The example suites, after a change", "--baseline", "latest"));
const sample = join(source, "reports/sample");
await rm(sample, { recursive: true, force: true });
await cp(join(project, "reports/latest"), sample, { recursive: true, dereference: true });
await rm(join(sample, ".lock"));
await rm(project, { recursive: true });
