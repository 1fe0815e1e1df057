// What a report has besides where a server gives it out: a way back to the list of runs; and a run that still goes on is
// followed, by the server's events, until it has ended.

import { element, fill } from "./element.js";
import { count } from "./format.js";

const LEAST_MS = 1000;
/** Of the time, this part at most goes into making the page anew. */
const SHARE = 1 / 10;
const AGAIN_MS = 3000;

class Follower {
  #line = element("p", { class: "live-line" });
  #progress = element("progress", { "aria-label": "Results that are judged" });
  #announced = element("p", { class: "off-screen", role: "status" });
  #bar = element("section", { class: "live", "aria-label": "Progress of the run" });
  #source = null;
  #told = null;
  #shown = "";
  #next = 0;
  #timer = 0;
  #busy = false;

  start() {
    fill(this.#bar, this.#line, this.#progress, this.#announced);
    document.querySelector("main").prepend(this.#bar);
    this.#say("Looking whether the run goes on …");
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#disconnect() : this.#connect()));
    this.#connect();
  }

  /** A page that nobody sees holds no connection: a browser has only a few for one server. */
  #disconnect() {
    this.#source?.close();
    this.#source = null;
  }

  #connect() {
    if (this.#source || this.#told?.state === "ended") return;
    this.#source = new EventSource("events");
    this.#source.addEventListener("progress", ({ data }) => this.#take(JSON.parse(data)));
    this.#source.addEventListener("error", () => this.#lost());
  }

  /** A browser tries again by itself, unless it was refused. */
  #lost() {
    if (this.#told?.state === "ended") return this.#disconnect();
    this.#say("The server does not answer; trying again …", "lost");
    if (this.#source?.readyState !== EventSource.CLOSED) return;
    this.#disconnect();
    setTimeout(() => document.hidden || this.#connect(), AGAIN_MS);
  }

  #take(told) {
    this.#told = told;
    this.#progress.max = Math.max(told.planned, told.results, 1);
    this.#progress.value = told.results;
    const far = `${count(told.results)} of ${count(told.planned)}`;
    if (told.state === "running") this.#say(`Running: ${far}`, "running");
    if (told.state === "stopped") this.#say(["Not running: ", far, resumeHint()], "stopped");
    if (told.state === "ended") this.#disconnect();
    this.#renewSoon();
  }

  #say(words, kind = "") {
    if (this.#bar.dataset.kind !== kind) this.#announced.textContent = [words].flat()[0];
    this.#bar.dataset.kind = kind;
    fill(this.#line, words);
  }

  #renewSoon(least = 0) {
    if (this.#busy) return;
    clearTimeout(this.#timer);
    if (nameOf(this.#told) === this.#shown) return;
    const pause = this.#told.state === "ended" ? 0 : this.#next - performance.now();
    this.#timer = setTimeout(() => this.#renew(), Math.max(least, pause));
  }

  async #renew() {
    this.#timer = 0;
    // A menu that is open would close, and a text that is being selected would be gone.
    if (document.activeElement?.matches("select") || String(getSelection())) return this.#renewSoon(LEAST_MS);
    const told = this.#told;
    this.#busy = true;
    const from = performance.now();
    const shown = await renewPage(told.state === "running").then(() => true, () => false);
    this.#busy = false;
    this.#next = performance.now() + Math.max(LEAST_MS, (performance.now() - from) / SHARE);
    if (!shown) return this.#renewSoon(AGAIN_MS);
    this.#shown = nameOf(told);
    if (told.state === "ended") this.#end();
    else this.#renewSoon();
  }

  #end() {
    this.#announced.textContent = `The run has ended: ${document.getElementById("verdict-title")?.textContent ?? ""}`;
    this.#bar.dataset.kind = "ended";
    this.#line.remove();
    this.#progress.remove();
  }
}

/** What the page shows of a run is another once this is. */
const nameOf = ({ state, bytes }) => `${state} ${bytes}`;

const resumeHint = () => [
  ". It was stopped before its end, and ",
  element("code", {}, "sightline run --resume"),
  " finishes it.",
];

/** Fetches the page as it is by now, and hands the run that it carries to the page that is shown. */
async function renewPage(going) {
  const answer = await fetch("./", { cache: "no-cache" });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const html = await answer.text();
  const detail = { run: carried(html, "run"), pictures: carried(html, "pictures"), going };
  document.dispatchEvent(new CustomEvent("sightline-run", { detail }));
  await detail.shown;
}

/** What a template of the page holds; "" where it has none of that name. */
function carried(html, id) {
  const mark = `<template id="${id}">`;
  const at = html.indexOf(mark);
  return at < 0 ? "" : html.slice(at + mark.length, html.indexOf("</template>", at));
}

function startLive() {
  const back = element("a", { class: "button all-runs", href: "../../" }, "All runs");
  document.querySelector(".brand").after(back);
  if (document.getElementById("live-script").dataset.ended !== "yes") new Follower().start();
}

startLive();
