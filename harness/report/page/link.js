// Links within the page.

import { element } from "./element.js";
import { NO_FILTER, hashWith } from "./state.js";

/** A link to the present view with some choices changed: real, so that it can be copied and opened beside this one. */
export function viewLink(changes, attributes, ...children) {
  const renew = ({ currentTarget }) => currentTarget.setAttribute("href", hashWith(changes));
  return element("a", { ...attributes, href: hashWith(changes), onpointerdown: renew, onfocus: renew }, children);
}

/** A link to the table of cases with these filters and no others. */
export function casesLink(filters, attributes, ...children) {
  return viewLink({ ...NO_FILTER, case: "", repeat: "", ...filters }, { ...attributes, "data-to": "cases" }, children);
}
