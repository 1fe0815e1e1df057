// A browser that takes its time, so that a test that does not wait for what it looks at fails on an idle machine too:
// SIGHTLINE_PAGE_LATENESS=150 node --test tests/page/NAME.test.js

/** By how many milliseconds all comes later that a browser brings when it has time to. */
export const lateness = Number(process.env.SIGHTLINE_PAGE_LATENESS ?? 0);

/** Runs in a page before its own scripts: events that follow a change, frames and timers come late. */
export function bringLate(lateness) {
  const wait = globalThis.setTimeout;
  const later = (call) => wait(call, lateness);
  globalThis.setTimeout = (call, time = 0, ...rest) => wait(call, time + lateness, ...rest);

  const frame = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (call) => frame(() => later(() => call(performance.now())));

  globalThis.ResizeObserver = class extends globalThis.ResizeObserver {
    constructor(call) {
      super((...seen) => later(() => call(...seen)));
    }
  };

  const types = ["toggle", "close", "scroll", "resize", "popstate", "hashchange", "load", "error"];
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const isLate = types.includes(type) && typeof listener === "function";
    return listen.call(this, type, isLate ? heardLate(listener) : listener, options);
  };
  const heardLate = (listener) =>
    function (event) {
      // An event forgets its `currentTarget` when it has been told.
      const target = event.currentTarget;
      const value = (key) => (typeof event[key] === "function" ? event[key].bind(event) : event[key]);
      const kept = new Proxy(event, { get: (_, key) => (key === "currentTarget" ? target : value(key)) });
      later(() => listener.call(target, kept));
    };
}

/** Runs in a page before its own scripts: holds what it does while it has nothing else to do, until `goOn()`, which does it all. */
export function holdIdleWork() {
  const held = [];
  globalThis.requestIdleCallback = (task) => held.push(task);
  globalThis.goOn = () => {
    globalThis.requestIdleCallback = (task) => task();
    for (const task of held) task();
  };
}

/** Runs in a page before its own scripts: holds what waits for a frame until `goOn()`. */
export function holdFrames() {
  const held = [];
  globalThis.requestAnimationFrame = (call) => held.push(call);
  globalThis.goOn = () => {
    for (const call of held.splice(0)) call(performance.now());
  };
}
