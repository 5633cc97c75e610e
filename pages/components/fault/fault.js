// A field may be folded away, or drawn a moment after this.
const FAULT_TRIES = 25;
const FAULT_LOOKS = 3;
const FAULT_UNFOLDS_MS = 600;

function mountFault(root, data) {
  const view = { close: () => view.unmark?.() };
  lead(view, data, FAULT_TRIES);
  return view;
}

function lead(view, { field, said }, tries) {
  const place = field ? document.querySelector(`.st-key-${CSS.escape(field)}`) : document;
  const wanted = field ? "input, textarea, [role=radiogroup], [role=combobox]" : '[aria-invalid="true"]';
  const input = place?.querySelector(wanted);
  if (!input) {
    if (tries) setTimeout(() => lead(view, { field, said }, tries - 1), 100);
    return;
  }
  if (field) view.unmark = mark(input, said);
  arrive(view, input, FAULT_LOOKS);
}

// What is folded opens, which takes half a second, and so does folding: until then it looks open.
function arrive(view, input, looks) {
  let folded = false;
  for (let inside = input.closest("details"); inside; inside = inside.parentElement.closest("details")) {
    if (inside.open) continue;
    folded = true;
    inside.querySelector("summary").click();
  }
  const first = input.matches("[role=radiogroup]") ? (input.querySelector("input") ?? input) : input;
  if (folded || looks === FAULT_LOOKS) {
    const there = () => {
      input.scrollIntoView({ block: "center" });
      first.focus({ preventScroll: true });
    };
    setTimeout(there, folded ? FAULT_UNFOLDS_MS : 50);
  }
  const again = () => input.isConnected && view.host?.isConnected && arrive(view, input, looks - 1);
  if (looks > 1 && input.closest("details")) setTimeout(again, FAULT_UNFOLDS_MS + 100);
}

// Until something else is entered, or the page is drawn without this.
function mark(input, said) {
  input.setAttribute("aria-invalid", "true");
  if (said) input.setAttribute("aria-describedby", said);
  const unmark = () => {
    input.removeAttribute("aria-invalid");
    if (input.getAttribute("aria-describedby") === said) input.removeAttribute("aria-describedby");
  };
  // A click into a text is no answer; one on a choice is.
  const answers = input.matches("[role=radiogroup]") ? ["click", "change", "keyup"] : ["input", "change"];
  for (const told of answers) input.addEventListener(told, unmark);
  return unmark;
}

export default component(mountFault);
