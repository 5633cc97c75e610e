// What those who may tell stories can do with a sentence: accept, rewrite, take out, keep, write one of
// their own behind it; and with a title. Each is undone where it was done.

function showDeedsIn(place, { sentence, last, isThere, words, act, settle }) {
  const press = (deed) => {
    for (const button of place.querySelectorAll("button, textarea")) button.disabled = true;
    act({ [sentence.isTitle ? "chapter" : "sentence"]: sentence.id, seen: sentence.text, ...deed });
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
    const rewrite = writing("rewrite", { label: words.rewrite, field: words.rewrite_label, from: sentence.text });
    const rename = writing("rename", { label: words.rename, field: words.rename_label, from: sentence.text, most: 200 });
    const insert = writing("insert", { label: words.insert, field: words.insert_label, away: words.insert_leave });
    const kept = sentence.locked ? button(words.unlock, { op: "unlock" }) : button(words.lock, { op: "lock" });
    const every = sentence.waits
      ? [button(words.accept, { op: "accept" }, "main"), rewrite, button(words.drop, { op: "remove" })]
      : [rewrite, button(words.remove, { op: "remove" }), kept, insert];
    return make("div", { class: "buttons" }, ...(sentence.isTitle ? [rename] : every));
  }

  // A button that opens a field for words in the place of all the buttons.
  function writing(op, { label, field, from = "", away = words.leave, most = 2000 }) {
    const opens = make("button", { type: "button", class: "quiet" }, label);
    opens.onclick = () => {
      const line = opens.parentElement;
      const made = form({ op, field, from, away, most }, () => {
        made.replaceWith(line);
        settle();
        opens.focus();
      });
      line.replaceWith(made);
      settle();
      made.querySelector("textarea").focus();
    };
    return opens;
  }

  function form({ op, field, from, away, most }, goBack) {
    const text = make("textarea", { rows: op === "rename" ? "2" : "4", maxlength: String(most) });
    text.value = from;
    const save = make("button", { type: "submit", class: "main" }, words.save);
    const leave = make("button", { type: "button", class: "quiet", onclick: goBack }, away);
    const label = make("label", { class: "soft" }, field, text);
    const made = make("form", {}, label, make("div", { class: "buttons" }, save, leave));
    made.onsubmit = (event) => {
      event.preventDefault();
      const now = text.value.trim();
      if (now && now !== from) press({ op, text: now });
      else goBack();
    };
    return made;
  }
}
