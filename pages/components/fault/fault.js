// A field may be folded away, or drawn a moment after this.
const FAULT_TRIES = 25;

function mountFault(root, data) {
  lead(data, FAULT_TRIES);
  return {};
}

function lead({ field, said }, tries) {
  const place = field ? document.querySelector(`.st-key-${CSS.escape(field)}`) : document;
  const wanted = field ? "input, textarea, [role=radiogroup], [role=combobox]" : '[aria-invalid="true"]';
  const input = place?.querySelector(wanted);
  if (!input) {
    if (tries) setTimeout(() => lead({ field, said }, tries - 1), 100);
    return;
  }
  if (field) mark(input, said);
  let folded = false;
  for (let inside = input.closest("details"); inside; inside = inside.parentElement.closest("details")) {
    if (inside.open) continue;
    folded = true;
    inside.querySelector("summary").click();
  }
  const first = input.matches("[role=radiogroup]") ? (input.querySelector("input") ?? input) : input;
  const arrive = () => {
    input.scrollIntoView({ block: "center" });
    first.focus({ preventScroll: true });
  };
  // What is folded out moves for half a second.
  setTimeout(arrive, folded ? 700 : 50);
}

function mark(input, said) {
  input.setAttribute("aria-invalid", "true");
  if (said) input.setAttribute("aria-describedby", said);
  const unmark = () => {
    input.removeAttribute("aria-invalid");
    if (input.getAttribute("aria-describedby") === said) input.removeAttribute("aria-describedby");
  };
  input.addEventListener("input", unmark, { once: true });
}

export default component(mountFault);
