// What is written to a memory. Each field is read where it stands, and opened there by a press.

const ANSWERED_WITHIN = 20_000;

// What was typed and not saved yet, by memory and field: it survives reruns and other pages.
const unsaved = (window.memoryChestUnsaved ??= new Map());

function mountInscription(root, data) {
  const { words } = data;
  const place = partsOf(root)("written");
  const view = { update, close };
  const told = make("p", { class: "said", role: "status" });
  let now = data;
  let fields = [];

  function draw() {
    fields = now.fields.map((field) => drawn(field));
    const long = fields.filter((one) => one.look !== "fact").map((one) => one.box);
    const facts = fields.filter((one) => one.look === "fact").map((one) => one.box);
    place.classList.toggle("editable", now.editable);
    place.replaceChildren(...long, make("div", { class: "facts" }, ...facts), told);
  }

  function drawn(field) {
    const box = make("div", { class: `field ${field.look}`, "data-field": field.name });
    const one = { name: field.name, look: field.look, box, open: null };
    if (now.editable && unsaved.has(keyOf(one))) openField(one, { focus: false });
    else readField(one);
    return one;
  }

  const keyOf = (one) => `${now.of}/${one.name}`;
  const fieldOf = (one) => now.fields.find((field) => field.name === one.name);

  function readField(one) {
    const field = fieldOf(one);
    const text = field.shown ?? field.value;
    const press = () => openField(one);
    one.open = null;
    one.box.classList.remove("open");
    if (!now.editable) {
      one.box.replaceChildren(...(text ? [make("p", { class: "text" }, text)] : []));
      return;
    }
    const button = (look, said, label = null) =>
      make("button", { type: "button", class: look, onclick: press, "aria-label": label }, said);
    if (!text) one.box.replaceChildren(button("ask", field.ask));
    else if (one.look === "fact") {
      one.box.replaceChildren(button("fact-button", text, `${field.label}: ${text}. ${words.change}`));
    } else {
      const read = make("p", { class: "text" }, text);
      // Whoever marks words to copy them does not want to change them.
      read.onclick = () => document.getSelection()?.isCollapsed !== false && press();
      const pen = button("pen", words.change, `${words.change}: ${field.label}`);
      one.box.replaceChildren(read, pen);
    }
  }

  function openField(one, { focus = true } = {}) {
    const field = fieldOf(one);
    const kept = unsaved.get(keyOf(one));
    const edit = kept ?? { text: field.value, before: field.value, version: now.version };
    const input =
      one.look === "fact" || one.look === "title"
        ? make("input", { type: "text", placeholder: field.hint || null })
        : make("textarea", { rows: one.look === "letter" ? 10 : 3, placeholder: field.hint || null });
    input.value = edit.text;
    const trouble = make("div", { role: "alert" });
    const save = make("button", { type: "submit", class: "main" }, words.save);
    const leave = make("button", { type: "button", class: "quiet" }, words.leave);
    const form = make(
      "form",
      {},
      trouble,
      make("label", {}, field.label, input),
      make("div", { class: "ways" }, save, leave),
    );
    one.open = { edit, input, save, leave, trouble, waits: null };
    one.box.classList.add("open");
    one.box.replaceChildren(form);
    if (edit.theirs !== undefined) showTheirs(one);
    told.textContent = "";
    input.oninput = () => {
      edit.text = input.value;
      if (edit.text === edit.before && edit.theirs === undefined) unsaved.delete(keyOf(one));
      else unsaved.set(keyOf(one), edit);
      fit(input);
    };
    input.onkeydown = (event) => {
      const isEnter = event.key === "Enter" && !event.isComposing;
      if (event.key === "Escape") {
        event.stopPropagation();
        shutField(one);
      } else if (isEnter && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      }
    };
    leave.onclick = () => shutField(one);
    form.onsubmit = (event) => {
      event.preventDefault();
      saveField(one);
    };
    fit(input);
    if (focus) input.focus();
  }

  function fit(input) {
    if (input.tagName !== "TEXTAREA") return;
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight + 4, innerHeight * 0.6)}px`;
  }

  function shutField(one, said = "") {
    clearTimeout(one.open?.waits);
    unsaved.delete(keyOf(one));
    readField(one);
    told.textContent = said;
    one.box.querySelector("button")?.focus({ preventScroll: true });
  }

  function saveField(one) {
    const { edit, input, save, trouble } = one.open;
    if (save.disabled) return; // the second press of a double click
    if (input.value === edit.before) return shutField(one);
    edit.text = input.value;
    edit.token = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    unsaved.set(keyOf(one), edit);
    save.disabled = true;
    trouble.replaceChildren();
    told.textContent = words.saving;
    one.open.waits = setTimeout(() => trouble.isConnected && refuse(one, words.lost), ANSWERED_WITHIN);
    const { token, text: value, before, version } = edit;
    tellPage(view, "written", { token, field: one.name, value, before, version });
  }

  function refuse(one, sentence) {
    const { save, trouble, input } = one.open;
    clearTimeout(one.open.waits);
    save.disabled = false;
    told.textContent = "";
    trouble.replaceChildren(make("p", { class: "trouble" }, sentence));
    input.focus();
  }

  // Both texts are in sight: theirs above the field, one's own in it.
  function showTheirs(one) {
    const { edit, trouble, leave, save } = one.open;
    save.disabled = false;
    leave.textContent = words.keep_theirs;
    const says = fill(words.now, { label: fieldOf(one).label, words: edit.theirs || words.nothing });
    trouble.replaceChildren(make("div", { class: "theirs" }, make("p", {}, words.overtaken), make("p", {}, says)));
  }

  function hear(one, answer) {
    const { edit, input } = one.open;
    clearTimeout(one.open.waits);
    if (answer.state === "saved") shutField(one, words.saved);
    else if (answer.state === "refused") refuse(one, answer.sentence);
    else {
      Object.assign(edit, { theirs: answer.now, before: answer.now, version: answer.version, token: null });
      unsaved.set(keyOf(one), edit);
      told.textContent = "";
      showTheirs(one);
      input.focus();
    }
  }

  function update(fresh) {
    const isSame = JSON.stringify([fresh.fields, fresh.editable]) === JSON.stringify([now.fields, now.editable]);
    now = fresh;
    for (const one of fields) {
      if (!one.open) {
        if (!isSame) readField(one);
        continue;
      }
      const { edit } = one.open;
      if (edit.token && fresh.answer?.token === edit.token) hear(one, fresh.answer);
      // The run that saved it was stopped before it could say so.
      else if (edit.token && fresh.version > edit.version && fieldOf(one).value === edit.text) shutField(one, words.saved);
    }
  }

  function close() {
    for (const one of fields) clearTimeout(one.open?.waits);
  }
  draw();
  return view;
}

const namesOf = (data) => data.fields.map((field) => field.name);
export default component(mountInscription, (data) => JSON.stringify([data.of, namesOf(data), data.editable]));
