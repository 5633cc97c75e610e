// What those who may tell stories can do with a sentence: accept, rewrite, take out, keep. Each is one
// press, and is undone where it was done.

function showDeedsIn(place, { sentence, last, isThere, words, act, settle }) {
  const press = (deed) => {
    for (const button of place.querySelectorAll("button, textarea")) button.disabled = true;
    act({ sentence: sentence.id, seen: sentence.text, ...deed });
  };
  const button = (label, deed, kind = "quiet") =>
    make("button", { type: "button", class: kind, onclick: () => press(deed) }, label);
  const parts = [];
  if (last?.problem) parts.push(make("p", { class: "harm", role: "alert" }, last.problem));
  if (last?.said) parts.push(make("p", { class: "said", role: "status" }, last.said));
  const undo = last?.edit ? button(words.undo, { op: "undo", edit: last.edit }) : null;
  if (undo) parts.push(make("div", { class: "buttons" }, undo));
  else if (isThere) parts.push(offer());
  place.replaceChildren(...parts);
  if (undo) undo.focus({ preventScroll: true });

  function offer() {
    const rewrite = make("button", { type: "button", class: "quiet" }, words.rewrite);
    rewrite.onclick = () => {
      line.replaceWith(form(line, rewrite));
      settle();
      place.querySelector("textarea").focus();
    };
    const kept = sentence.locked ? button(words.unlock, { op: "unlock" }) : button(words.lock, { op: "lock" });
    const every = sentence.waits
      ? [button(words.accept, { op: "accept" }, "main"), rewrite, button(words.drop, { op: "remove" })]
      : [rewrite, button(words.remove, { op: "remove" }), kept];
    const line = make("div", { class: "buttons" }, ...every);
    return line;
  }

  function form(line, rewrite) {
    const text = make("textarea", { rows: "4", maxlength: "2000", "aria-label": words.rewrite_label });
    text.value = sentence.text;
    const save = make("button", { type: "submit", class: "main" }, words.save);
    const leave = make("button", { type: "button", class: "quiet" }, words.leave);
    const made = make("form", {}, text, make("div", { class: "buttons" }, save, leave));
    leave.onclick = () => {
      made.replaceWith(line);
      settle();
      rewrite.focus();
    };
    made.onsubmit = (event) => {
      event.preventDefault();
      const now = text.value.trim();
      if (now && now !== sentence.text) press({ op: "rewrite", text: now });
      else leave.onclick();
    };
    return made;
  }
}
