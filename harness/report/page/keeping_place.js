// What a reader has in hand while parts of the page are made anew: the focus, a selection in a field, what is unfolded, and
// how far the page is scrolled.

/** Does `change`, which makes parts anew, and puts the reader back; `settle` is called once the page is scrolled. */
export function keepingPlace(change, settle = () => {}) {
  const { activeElement: focused, body } = document;
  const wanted = focused && focused !== body ? signature(focused) : null;
  const field = focused?.matches("input") ? inHand(focused) : null;
  const unfolded = new Map([...document.querySelectorAll("details")].map((each) => [foldName(each), each.open]));
  const top = scrollY;
  change();
  for (const each of document.querySelectorAll("details")) each.open = unfolded.get(foldName(each)) ?? each.open;
  scrollTo(0, top);
  settle();
  if (wanted && document.activeElement !== focused) refocus(focused.localName, wanted, field);
}

const inHand = ({ value, selectionStart, selectionEnd }) => ({ value, at: [selectionStart, selectionEnd] });

/** What stays of an element while figures in it change. */
function signature(part) {
  const words = part.getAttribute("href") ?? plain(part.textContent);
  return [part.closest("[id]:not(main)")?.id, part.id, part.className, part.matches("input") ? "" : words].join("|");
}

const foldName = (details) => signature(details.querySelector("summary") ?? details);
const plain = (text) => text.replace(/[\d.,]+/g, "");

function refocus(name, wanted, field) {
  const same = [...document.querySelectorAll(`main ${name}`)].find((part) => signature(part) === wanted);
  if (!same) return;
  if (field) {
    same.value = field.value;
    if (field.at[0] !== null) same.setSelectionRange(...field.at);
  }
  same.focus({ preventScroll: true });
}
