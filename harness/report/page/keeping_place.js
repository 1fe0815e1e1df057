// What a reader has in hand while parts of the page are made anew: the focus, a selection in a field, what is unfolded, and
// how far the page is scrolled.

/** Does `change`, which makes parts anew, and puts the reader back; `settle` is called once the page is scrolled. */
export function keepingPlace(change, settle = () => {}) {
  const { activeElement: focused, body } = document;
  const wanted = focused && focused !== body ? signature(focused) : null;
  const field = focused?.matches("input") ? inHand(focused) : null;
  const folds = namedFolds();
  const top = scrollY;
  change();
  unfoldAsBefore(folds);
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

const plain = (text) => text.replace(/[\d.,]+/g, "");

/** Folds by what stays of them, and the how manieth of its kind each is. */
function namedFolds() {
  const met = new Map();
  return [...document.querySelectorAll("details")].map((fold) => {
    const kind = signature(fold.querySelector("summary") ?? fold);
    met.set(kind, (met.get(kind) ?? 0) + 1);
    return { fold, name: `${kind}|${met.get(kind)}`, open: fold.open };
  });
}

/** Those that were not made anew are as the reader left them. */
function unfoldAsBefore(before) {
  const left = new Set(before.map(({ fold }) => fold));
  const opened = new Map(before.map(({ name, open }) => [name, open]));
  for (const { fold, name } of namedFolds()) if (!left.has(fold)) fold.open = opened.get(name) ?? fold.open;
}

function refocus(name, wanted, field) {
  const same = [...document.querySelectorAll(`main ${name}`)].find((part) => signature(part) === wanted);
  if (!same) return;
  if (field) {
    same.value = field.value;
    if (field.at[0] !== null) same.setSelectionRange(...field.at);
  }
  same.focus({ preventScroll: true });
}
