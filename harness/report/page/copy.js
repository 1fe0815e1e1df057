// Text into the clipboard.

import { element } from "./element.js";

const TOLD_MS = 1500;

/** A button that copies `text` and says that it did. */
export function copyButton(text, label = "Copy") {
  const word = element("span", { "aria-live": "polite" }, "Copy");
  const button = element(
    "button",
    {
      type: "button",
      class: "copy",
      "aria-label": label,
      onclick: async () => {
        word.textContent = (await copied(text)) ? "Copied" : "Not copied";
        setTimeout(() => (word.textContent = "Copy"), TOLD_MS);
      },
    },
    word,
  );
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

/** For browsers that have no clipboard for pages opened from disk. */
function copiedBySelection(text) {
  const field = element("textarea", { class: "off-screen", readonly: true });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
