// A figure in the whole window: a dialog that takes its content, and gives it back.

import { element } from "./element.js";

/** Lends `body` to a dialog that stands where it stood; `onchange(isExpanded)` is called after each change. */
export class ViewerDialog {
  #body;
  #onchange;
  #dialog = null;

  constructor(body, onchange) {
    this.#body = body;
    this.#onchange = onchange;
  }

  toggle() {
    if (this.#dialog) this.#dialog.close();
    else this.#open();
  }

  #open() {
    const room = element("div", { class: "viewer-room" });
    room.style.height = `${this.#body.offsetHeight}px`;
    this.#dialog = element("dialog", {
      class: "viewer-dialog",
      "aria-label": "The image in the whole window",
      // The page's own keys are not meant while it is open, least of all the Escape that closes it.
      onkeydown: (event) => event.stopPropagation(),
      onclose: () => this.#takeBack(room),
    });
    this.#body.before(room, this.#dialog);
    this.#dialog.append(this.#body);
    this.#dialog.showModal();
    this.#onchange(true);
  }

  #takeBack(room) {
    room.replaceWith(this.#body);
    this.#dialog.remove();
    this.#dialog = null;
    this.#onchange(false);
  }
}
