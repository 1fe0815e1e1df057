// A request as the conversation that it is: roles, texts, images in their places, and the tools that were called.

import { element } from "./element.js";
import { count } from "./format.js";
import { inline, isCode, prettyJson, textBlock, visible } from "./text.js";

/** The messages of a request's body. */
export function conversationOf(body, run) {
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
        partsOf(message.content).map((part) => partOf(part, run)),
        toolCallBlocks((message.tool_calls ?? []).map((call) => ({ id: call.id, ...call.function }))),
      ),
    ),
  );
}

function partsOf(content) {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return Array.isArray(content) ? content : [];
}

function partOf(part, run) {
  if (part.type === "text") return textBlock(String(part.text), isCode(String(part.text)) ? "code" : "");
  if (part.type === "image_url") return picture(String(part.image_url?.url), part.image_url?.detail, run);
  return textBlock(JSON.stringify(part, null, 2), "code");
}

/** An image of the run's own folder. No other is loaded: a report sends no request. */
function picture(url, detail, run) {
  const digest = url.startsWith("sha256:") ? url.slice("sha256:".length) : "";
  const known = run.picture(digest);
  const detailNote = detail ? `, detail ${detail}` : "";
  const path = known?.original || known?.thumbnail;
  if (!path)
    return absentPicture(
      digest ? "The run keeps no copy of this image." : "A remote image, which is not loaded here.",
      url,
    );
  const size = element("span");
  const figure = element("figure", { class: "picture" });
  const image = element("img", {
    src: known.thumbnail || path,
    alt: `Image ${digest.slice(0, 12)}, as it was sent`,
    loading: "lazy",
    onload: () =>
      size.append(`${count(known.width || image.naturalWidth)} × ${count(known.height || image.naturalHeight)} px`),
    onerror: () => figure.replaceWith(absentPicture("The file of this image is not beside the report.", path)),
  });
  figure.append(
    known.original
      ? element("a", { href: path, target: "_blank", rel: "noopener", title: "Open the image" }, image)
      : image,
    element("figcaption", {}, size, visible(detailNote), " ", element("code", {}, digest.slice(0, 12))),
  );
  return figure;
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
      textBlock(prettyJson(String(call.arguments ?? "")), "code"),
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
