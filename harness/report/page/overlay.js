// A picture with the shapes on it: what was expected, what the model gave, and how far they agree.

import { element, fill } from "./element.js";
import { ShapeLayer } from "./overlay_drawing.js";
import { ShapeLabels } from "./overlay_labels.js";
import { rowList, rowsOf, shortText, sidesOf } from "./overlay_rows.js";
import { pictureContent } from "./picture_content.js";
import { gathered, lookersAt, seenBy } from "./shapes.js";
import { visibleText } from "./text.js";
import { Viewer } from "./viewer.js";
import { ViewerDialog } from "./viewer_dialog.js";

/**
 * A figure with the picture (as run.picture() gives it, or null), the shapes (as shapesOf() gives them; those of two
 * sides one after the other), what turns them on and off, and the list of them. `caption` are nodes for below it,
 * `name` is what the image is called for those who do not see it, `why` says why there is no picture where there is
 * none, and `sides` are the names of the sides "a" and "b".
 */
export function overlaidPicture(picture, shapes, options = {}) {
  return new OverlaidPicture(picture, shapes, options).figure;
}

class OverlaidPicture {
  figure;
  #shapes;
  #size;
  #viewer;
  #content;
  #layer;
  #labels;
  #rows = [];
  #list = element("div", { class: "overlay-list" });
  #dialog;
  #expand = element("button", { type: "button", class: "zoom", onclick: () => this.#dialog.toggle() }, "Expand");
  #sides;
  #hidden = new Set();
  #chosen = "";
  #pinned = null;
  #pointed = null;
  #view;

  constructor(picture, shapes, { caption = [], name = "Image", why = "", sides = [] }) {
    this.#sides = sides;
    this.#shapes = gathered(shapes);
    this.#size = sizeKnown(picture, shapes);
    const more = element("span", { class: "picture-note" });
    this.#content = pictureContent(picture, this.#size, name, {
      onSize: (size) => this.#setSize(size),
      onTrouble: (sentence) => fill(more, sentence),
    });
    if (!this.#content.isThere) fill(more, why);
    this.#viewer = new Viewer(
      this.#size,
      `${name}; zoom with + and −, 0 fits it`,
      (view) => this.#onView(view),
      this.#content.node,
    );
    this.#viewer.frame.addEventListener("click", (event) => event.target.closest(".overlay-shape") || this.#pin(null));
    const body = element("div", { class: "overlay-body" }, this.#viewer.frame, this.#tools(), this.#list);
    this.figure = element(
      "figure",
      { class: `overlaid${this.#shapes.length > 0 ? " has-shapes" : ""}` },
      body,
      element("figcaption", {}, caption, more),
    );
    this.#dialog = new ViewerDialog(body, (isExpanded) => this.#onExpand(isExpanded));
    this.#show();
  }

  #setSize(size) {
    if (size.width === this.#size.width && size.height === this.#size.height) return;
    this.#size = size;
    this.#viewer.setSize(size);
    this.#show();
  }

  /** Draws the shapes that are looked at, from the start. */
  #show() {
    const shapes = this.#chosen ? seenBy(this.#shapes, this.#chosen) : this.#shapes;
    this.#rows = rowsOf(shapes, sidesOf(this.#shapes));
    this.#layer?.node.remove();
    this.#labels?.node.remove();
    this.#pinned = this.#pointed = null;
    const onpoint = (row, isPinned) => (isPinned ? this.#pin(row) : this.#point(row));
    this.#layer = new ShapeLayer(this.#size, this.#rows, onpoint);
    this.#labels = new ShapeLabels(this.#rows);
    this.#labels.setVisible(({ role, side }) => !this.#hidden.has(role) && !(side && this.#hidden.has(`side-${side}`)));
    this.#viewer.stage.append(this.#layer.node);
    this.#viewer.frame.append(this.#labels.node);
    fill(this.#list, this.#rows.length > 0 && rowList(this.#rows, onpoint));
    if (this.#view) this.#onView(this.#view);
  }

  #onExpand(isExpanded) {
    this.#viewer.takesWheel = isExpanded;
    this.#viewer.fit();
    this.#expand.textContent = isExpanded ? "Close" : "Expand";
    this.#expand.focus();
  }

  #onView(view) {
    this.#view = view;
    this.#content.setScale(view.scale);
    this.#layer?.setScale(view.scale);
    this.#place();
  }

  #place() {
    if (!this.#view || this.#hidden.has("labels")) return;
    const { scale, left, top } = this.#view;
    const { clientWidth, clientHeight } = this.#viewer.frame;
    const sides = [this.#size.width * scale, this.#size.height * scale];
    const isDense = this.#labels?.place({ left, top, sides, width: clientWidth, height: clientHeight });
    this.#layer?.node.classList.toggle("is-dense", Boolean(isDense));
  }

  #point(row) {
    this.#pointed = row;
    this.#light();
  }

  /** Keeps a row lit until it, or another, is chosen. */
  #pin(row) {
    this.#pinned = this.#pinned === row ? null : row;
    for (const one of this.#rows) one.button.setAttribute("aria-pressed", String(one === this.#pinned));
    if (this.#pinned) this.#bringIntoView(row);
    this.#light();
  }

  #bringIntoView(row) {
    const at = row.shapes.find((shape) => shape.coordinates)?.coordinates;
    const isBox = at?.length > 3;
    if (at) this.#viewer.reveal(isBox ? (at[0] + at[2]) / 2 : at[0], isBox ? (at[1] + at[3]) / 2 : at[1]);
    scrollWithin(row.button);
  }

  #light() {
    const row = this.#pointed ?? this.#pinned;
    this.#layer.light(row?.lit ?? null);
    for (const one of this.#rows) one.button.classList.toggle("is-lit", one === row);
    this.#labels.light(row);
    this.#place();
  }

  #tools() {
    const has = (role) => this.#shapes.some((shape) => shape.role === role);
    const sides = sidesOf(this.#shapes);
    return element(
      "div",
      { class: "overlay-tools" },
      element(
        "div",
        { class: "overlay-toggles" },
        has("expected") && this.#toggle("expected", "Expected"),
        sides.length === 0 && has("predicted") && this.#toggle("predicted", "Predicted"),
        sides.map((side) => this.#toggle(`side-${side}`, `Predicted, ${this.#nameOf(side)}`)),
        this.#shapes.length > 0 && this.#toggle("labels", "Labels"),
      ),
      element(
        "div",
        { class: "overlay-zoom" },
        zoomButton("−", "Zoom out", () => this.#viewer.zoomOut()),
        zoomButton("+", "Zoom in", () => this.#viewer.zoomIn()),
        zoomButton("Fit", "Fit the image", () => this.#viewer.fit()),
        this.#expand,
      ),
      this.#chooser(),
    );
  }

  /** "B (Candidate)" */
  #nameOf(side) {
    const name = this.#sides["ab".indexOf(side)];
    return `${side.toUpperCase()}${name ? ` (${visibleText(shortText(name, 30))})` : ""}`;
  }

  #toggle(what, word) {
    const button = element(
      "button",
      {
        type: "button",
        class: "overlay-toggle",
        "aria-pressed": "true",
        onclick: () => {
          if (!this.#hidden.delete(what)) this.#hidden.add(what);
          button.setAttribute("aria-pressed", String(!this.#hidden.has(what)));
          this.#viewer.frame.classList.toggle(`without-${what}`, this.#hidden.has(what));
          this.#place();
        },
      },
      what !== "labels" && element("span", { class: `toggle-sample of-${what}` }),
      word,
    );
    return button;
  }

  /** Where several assertions look at the image, which of them is shown. */
  #chooser() {
    const lookers = lookersAt(this.#shapes);
    if (lookers.length < 2) return null;
    const options = lookers.map(([key, text], index) =>
      element("option", { value: key }, `${index + 1}. `, visibleText(shortText(text, 80))),
    );
    return element(
      "select",
      {
        class: "overlay-chooser",
        "aria-label": "Assertion whose shapes are shown",
        onchange: (event) => {
          this.#chosen = event.target.value;
          this.#show();
        },
      },
      element("option", { value: "" }, `All ${lookers.length} assertions`),
      options,
    );
  }
}

function zoomButton(sign, label, onclick) {
  return element("button", { type: "button", class: "zoom", "aria-label": label, title: label, onclick }, sign);
}

/** Brings a row to where it is seen in its list; the page stays where it is. */
function scrollWithin(button) {
  const list = button.closest("ol");
  const [outer, inner] = [list.getBoundingClientRect(), button.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}

/** As the run knows it, else as an assertion saw it; a square where nobody does. */
function sizeKnown(picture, shapes) {
  if (picture?.width > 0 && picture.height > 0) return { width: picture.width, height: picture.height };
  return shapes.find((shape) => shape.size)?.size ?? { width: 1000, height: 1000 };
}
