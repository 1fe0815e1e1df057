// A frame to look at a picture through: it is fitted in, and can be zoomed and moved by wheel, fingers, drag, keys and
// buttons. What lies on the picture is moved with it, by its owner.

import { element } from "./element.js";

const ZOOM_STEP = 1.5;
const DOUBLE_CLICK_ZOOM = 3;
const ARROW_STEP = 60;
/** CSS pixels: from here on a pressed pointer drags and does not click. */
const DRAG_FROM = 4;
/** The most CSS pixels that a pixel of the picture becomes, and that a side of the picture does. */
const MOST_SCALE = 32;
const MOST_SIDE = 60000;

export class Viewer {
  /** What is focused and seen. */
  frame;
  /** What is as large as the picture as it is shown; its content fills it. */
  stage;
  /** True takes every turn of the wheel for zooming. */
  takesWheel = false;
  #size;
  #onView;
  #zoom = 1;
  /** The place of the picture that is in the middle of the frame, as shares of its sides. */
  #middle = [0.5, 0.5];
  #pointers = new Map();
  #dragged = false;

  /** `size` is the picture's in its own pixels; `onView(scale)` is called after each change of what is seen. */
  constructor(size, name, onView, ...content) {
    this.#onView = onView;
    this.stage = element("div", { class: "viewer-stage" }, content);
    this.frame = element(
      "div",
      {
        class: "viewer-frame",
        tabindex: "0",
        role: "group",
        "aria-label": name,
        "aria-keyshortcuts": "+ - 0 ArrowLeft ArrowRight ArrowUp ArrowDown",
        onkeydown: (event) => this.#press(event),
        onwheel: (event) => this.#turn(event),
        ondblclick: (event) => this.#toggle(event),
        onpointerdown: (event) => this.#down(event),
        onpointermove: (event) => this.#move(event),
        onpointerup: (event) => this.#up(event),
        onpointercancel: (event) => this.#up(event),
      },
      this.stage,
    );
    this.setSize(size);
    new ResizeObserver(() => this.#show()).observe(this.frame);
  }

  setSize(size) {
    this.#size = size;
    // A long and thin picture stands within a frame that is less so; a tiny one is enlarged by whole pixels.
    const ratio = Math.min(Math.max(size.width / size.height, 0.4), 4);
    const enlarged = Math.max(1, Math.floor(Math.min(384 / size.width, 288 / size.height)));
    this.frame.style.aspectRatio = String(ratio);
    this.frame.style.width = `min(100%, ${Math.max(size.width * enlarged, 192)}px, ${34 * ratio}rem)`;
    this.#show();
  }

  /** CSS pixels that a pixel of the picture takes. */
  get scale() {
    return this.#fitted() * this.#zoom;
  }

  get isFitted() {
    return this.#zoom === 1;
  }

  zoomIn() {
    this.#zoomTo(this.#zoom * ZOOM_STEP);
  }

  zoomOut() {
    this.#zoomTo(this.#zoom / ZOOM_STEP);
  }

  fit() {
    this.#zoomTo(1);
  }

  /** Moves the picture, where it is not all seen, so that a place (shares of its sides) is in the middle. */
  reveal(across, down) {
    if (this.isFitted) return;
    this.#middle = [across, down];
    this.#show();
  }

  #fitted() {
    const { clientWidth: width, clientHeight: height } = this.frame;
    return Math.min(width / this.#size.width, height / this.#size.height) || 1;
  }

  #mostZoom() {
    const most = Math.min(MOST_SCALE, MOST_SIDE / Math.max(this.#size.width, this.#size.height));
    return Math.max(most / this.#fitted(), 4);
  }

  /** Zooms so that what is at a place of the frame (CSS pixels from its corner) stays there. */
  #zoomTo(zoom, [x, y] = [this.frame.clientWidth / 2, this.frame.clientHeight / 2]) {
    const offset = [x - this.frame.clientWidth / 2, y - this.frame.clientHeight / 2];
    const before = this.#sides();
    this.#zoom = Math.min(Math.max(zoom, 1), this.#mostZoom());
    if (Math.abs(this.#zoom - 1) < 0.01) this.#zoom = 1;
    const after = this.#sides();
    this.#middle = this.#middle.map((share, at) => share + offset[at] / before[at] - offset[at] / after[at]);
    this.#show();
  }

  #pan(dx, dy) {
    const [width, height] = this.#sides();
    this.#middle = [this.#middle[0] - dx / width, this.#middle[1] - dy / height];
    this.#show();
  }

  #sides() {
    return [this.#size.width * this.scale, this.#size.height * this.scale];
  }

  #show() {
    const { clientWidth, clientHeight } = this.frame;
    if (clientWidth === 0) return;
    const sides = this.#sides();
    const room = [clientWidth, clientHeight];
    this.#middle = this.#middle.map((share, at) => held(share, room[at] / sides[at]));
    const [left, top] = this.#middle.map((share, at) => room[at] / 2 - share * sides[at]);
    this.stage.style.width = `${sides[0]}px`;
    this.stage.style.height = `${sides[1]}px`;
    this.stage.style.transform = `translate(${left}px, ${top}px)`;
    this.frame.classList.toggle("is-zoomed", !this.isFitted);
    this.#onView({ scale: this.scale, left, top });
  }

  #press(event) {
    if (event.target !== this.frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const acts = { "+": () => this.zoomIn(), "=": () => this.zoomIn(), "-": () => this.zoomOut(), 0: () => this.fit() };
    const move = !this.isFitted && moves[event.key];
    const act = move ? () => this.#pan(move[0] * ARROW_STEP, move[1] * ARROW_STEP) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #turn(event) {
    const isMeant = event.ctrlKey || this.takesWheel || document.activeElement === this.frame;
    if (!isMeant || (!event.ctrlKey && this.isFitted && event.deltaY > 0)) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const turned = Math.min(Math.max(event.deltaY * lines, -150), 150);
    this.#zoomTo(this.#zoom * Math.exp(-turned * (event.ctrlKey ? 0.006 : 0.003)), this.#placeOf(event));
  }

  #toggle(event) {
    event.preventDefault();
    this.#zoomTo(this.isFitted ? DOUBLE_CLICK_ZOOM : 1, this.#placeOf(event));
  }

  #placeOf({ clientX, clientY }) {
    const { left, top } = this.frame.getBoundingClientRect();
    return [clientX - left - this.frame.clientLeft, clientY - top - this.frame.clientTop];
  }

  #down(event) {
    if (event.button > 0) return;
    if (this.#pointers.size === 0) this.#dragged = false;
    this.#pointers.set(event.pointerId, this.#placeOf(event));
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    if (event.buttons === 0) return this.#up(event);
    const now = this.#placeOf(event);
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
    if (!this.#dragged && Math.hypot(dx, dy) < DRAG_FROM) return;
    this.#dragged = true;
    this.frame.setPointerCapture(event.pointerId);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (other) this.#pinch(before, now, other);
    else this.#pan(dx, dy);
  }

  /** One of two fingers moved. */
  #pinch(before, now, other) {
    const apart = (place) => Math.max(Math.hypot(place[0] - other[0], place[1] - other[1]), 1);
    this.#pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    this.#zoomTo((this.#zoom * apart(now)) / apart(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
  }

  #up(event) {
    this.#pointers.delete(event.pointerId);
  }
}

/**
 * Keeps the picture over the whole frame, or in its middle where it is less. `seen` is the share of it that is seen.
 */
function held(middle, seen) {
  return seen >= 1 ? 0.5 : Math.min(Math.max(middle, seen / 2), 1 - seen / 2);
}
