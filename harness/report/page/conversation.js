// A request as the conversation that it is: roles, texts, images in their places, and the tools that were called.

import { element } from "./element.js";
import { bytesText, count } from "./format.js";
import { overlaidPicture } from "./overlay.js";
import { shapesOf } from "./shapes.js";
import { readingOf } from "./reading.js";
import { inline, isCode, prettyJson, textBlock, visible } from "./text.js";

/**
 * The messages of a request's body. What `assertions` of its repeat tell of the images is drawn on them; a function in
 * their place gives the shapes of an image by its digest.
 */
export function conversationOf(body, run, assertions = []) {
  const messages = Array.isArray(body?.messages) ? body.messages : [];
  return element(
    "ol",
    { class: "conversation" },
    messages.map((message) =>
      element(
        "li",
        { class: `message from-${["system", "user", "assistant", "tool"].find((r) => r === message.role) ?? "other"}` },
        element(
          "h3",
          {},
          inline(String(message.role)),
          message.tool_call_id && element("span", { class: "aside" }, " answers ", inline(message.tool_call_id)),
        ),
        partsOf(message.content).map((part) => partOf(part, run, assertions)),
        toolCallBlocks((message.tool_calls ?? []).map((call) => ({ id: call.id, ...call.function }))),
      ),
    ),
  );
}

function partsOf(content) {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return Array.isArray(content) ? content : [];
}

function partOf(part, run, assertions) {
  if (part.type === "text") return textBlock(String(part.text), isCode(String(part.text)) ? "code" : "");
  if (part.type === "image_url") return picture(part, run, assertions);
  return textBlock(JSON.stringify(part, null, 2), "code");
}

/**
 * An image of the run's own folder, with what `assertions` tell of it. No other is loaded: a report sends no request.
 */
function picture(part, run, assertions) {
  const url = String(part.image_url?.url);
  const digest = url.startsWith("sha256:") ? url.slice("sha256:".length) : "";
  const known = run.picture(digest);
  const drawn = typeof assertions === "function" ? assertions : (name) => shapesOf(assertions, name);
  const shapes = drawn(digest || url);
  const why = digest ? "The run keeps no copy of this image." : "A remote image, which is not loaded here.";
  if (!known?.thumbnail && !known?.original && shapes.length === 0) return absentPicture(why, url);
  return overlaidPicture(known, shapes, {
    name: `Image ${digest.slice(0, 12)}, as it was sent`,
    why,
    sides: run.shortSides,
    caption: pictureFacts(part, digest || url, known),
  });
}

/** "640 × 360 px, PNG, 1.3 KB, detail low", and what the image is called. */
function pictureFacts({ $image: sent, image_url: { detail } }, name, known) {
  const facts = [
    known?.width > 0 && `${count(known.width)} × ${count(known.height)} px`,
    sent?.mime && `sent as ${String(sent.mime).replace("image/", "").toUpperCase()}`,
    sent?.bytes > 0 && bytesText(sent.bytes),
    detail && `detail ${detail}`,
  ].filter(Boolean);
  return [
    element("span", {}, visible(facts.join(", "))),
    inline(name.slice(0, 12), { class: "code" }),
    known?.original && element("a", { href: known.original, target: "_blank", rel: "noopener" }, "Open the image"),
  ];
}

function absentPicture(why, url) {
  return element("p", { class: "absent" }, why, " ", inline(url, { class: "code" }));
}

/** Calls of tools: `{id, name, arguments}`, the arguments as the model wrote them. */
export function toolCallBlocks(calls) {
  return calls.map((call) =>
    element(
      "div",
      { class: "tool-call" },
      element(
        "p",
        {},
        "calls ",
        inline(String(call.name), { class: "code strong" }),
        call.id && element("span", { class: "aside" }, " as ", inline(call.id)),
      ),
      readingOf(prettyJson(String(call.arguments ?? "")), { copyLabel: "Copy arguments" }),
    ),
  );
}

/** What a request asks for beside its messages. */
export function parametersOf(body) {
  const names = Object.keys(body ?? {}).filter((name) => name !== "messages");
  if (names.length === 0) return null;
  const short = names.filter((name) => JSON.stringify(body[name]).length <= 60);
  const long = names.filter((name) => !short.includes(name));
  return element(
    "div",
    { class: "parameters" },
    element("h4", {}, "Parameters"),
    element(
      "dl",
      { class: "pairs" },
      short.map((name) =>
        element(
          "div",
          {},
          element("dt", {}, visible(name)),
          element("dd", {}, inline(JSON.stringify(body[name]), { class: "code" })),
        ),
      ),
    ),
    long.map((name) =>
      element(
        "details",
        {},
        element("summary", {}, visible(name)),
        textBlock(JSON.stringify(body[name], null, 2), "code"),
      ),
    ),
  );
}
