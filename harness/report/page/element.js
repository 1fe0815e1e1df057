// Elements, made one way: what a run says becomes text nodes and never markup.

/**
 * An element with attributes and children. Keys that begin with "on" are listeners; an attribute that is null,
 * undefined or false is left out, one that is true is empty. Children are nodes, texts, numbers, or lists of them;
 * null, undefined and false are left out.
 */
export function element(name, attributes = {}, ...children) {
  return furnish(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function drawing(name, attributes = {}, ...children) {
  return furnish(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/** Puts children in the place of all that `parent` holds. */
export function fill(parent, ...children) {
  parent.replaceChildren(...nodesOf(children));
  return parent;
}

function furnish(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...nodesOf(children));
  return made;
}

function nodesOf(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}
