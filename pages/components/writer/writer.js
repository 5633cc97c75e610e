// Words are kept while they are typed: on the server every second or so, and in this browser until
// the server has them. A phone that rings loses nothing.

const WRITER_PAUSE_MS = 900;
const WRITER_AGAIN_MS = 4000;
const WRITER_PRESS_MS = 1500;

function mountWriter(root, data) {
  const view = { close };
  const part = partsOf(root);
  const state = part("state");
  const buttons = data.ways.map((way) => part(way));
  const fields = data.fields.map(makeField);
  const named = Object.fromEntries(fields.map((field) => [field.name, field]));
  let timer = null;
  let saving = Promise.resolve();

  for (const way of ["go", "skip", "skip_all"]) part(way).hidden = !data.ways.includes(way);
  part("fields").replaceChildren(...fields.map((field) => field.row));
  if (fields.some(isChanged)) plan(0);

  function makeField(given, n) {
    const tag = given.rows > 1 ? "textarea" : "input";
    const input = make(tag, {
      id: `write-${given.name}`,
      placeholder: given.placeholder,
      autocomplete: "off",
      ...(given.rows > 1 ? { rows: given.rows } : { type: "text" }),
      "aria-describedby": given.when ? `about-${given.name}` : null,
      enterkeyhint: given.rows > 1 ? null : n + 1 < data.fields.length ? "next" : "done",
    });
    const about = make("p", { id: `about-${given.name}`, class: "about", role: "status" });
    const field = { ...given, input, about, sent: given.value, refused: null };
    // The first field has the whole address for its key, as it had when there was no other.
    field.kept = `memory-chest:words:${data.url}${n ? `:${given.name}` : ""}`;
    field.row = make(
      "div",
      { class: given.rows > 3 ? "field story" : "field" },
      make("label", { for: input.id }, given.label),
      input,
      ...(given.when ? [about] : []),
    );
    input.value = localStorage.getItem(field.kept) ?? given.value;
    if (given.understood && input.value === given.value) understand(field, given.understood);
    else if (!input.value) about.textContent = given.hint;
    input.oninput = () => {
      localStorage.setItem(field.kept, input.value);
      input.removeAttribute("aria-invalid");
      about.textContent = "";
      about.classList.remove("problem");
      say("");
      plan();
    };
    input.onblur = () => save([field]);
    input.onkeydown = (event) => {
      if (event.key !== "Enter" || event.isComposing || given.rows > 1) return;
      const next = fields[n + 1];
      if (next) next.input.focus();
      else input.blur();
    };
    return field;
  }

  function isChanged(field) {
    return field.input.value !== field.sent;
  }

  // A date is tried while it is typed, and asked about only when it should be finished.
  function isWorthSending(field, told) {
    if (!isChanged(field)) return false;
    if (!field.when || told.includes(field)) return true;
    const isAlone = field.needs && !named[field.needs].input.value.trim();
    return field.input.value !== field.refused && !isAlone;
  }

  function say(sentence, problem = false) {
    state.textContent = sentence;
    state.classList.toggle("problem", problem);
  }

  function understand(field, when) {
    field.about.classList.remove("problem");
    field.about.textContent = when ? fill(data.words.understood, { when }) : "";
  }

  function refuse(field, sentence) {
    field.input.setAttribute("aria-invalid", "true");
    field.about.classList.add("problem");
    field.about.textContent = sentence;
  }

  function plan(ms = WRITER_PAUSE_MS) {
    clearTimeout(timer);
    timer = setTimeout(() => save([]), ms);
  }

  // `told` are the fields of which a refusal is told: those that somebody has left.
  function save(told) {
    clearTimeout(timer);
    saving = saving.then(() => send(told));
    return saving;
  }

  // Words go together; each date by itself, so that one that is not understood keeps nothing back.
  async function send(told) {
    const due = fields.filter((field) => isWorthSending(field, told));
    const words = due.filter((field) => !field.when);
    let done = words.length ? await patch(words) : true;
    for (const field of due) {
      if (field.when && done !== null) done = (await patch([field], told)) && done;
    }
    if (done && due.length && !fields.some(isChanged)) say(data.words.saved);
    if (done === null && view.emit) plan(WRITER_AGAIN_MS);
    return done === true;
  }

  // true: kept. false: refused, and said why. null: nothing was reached.
  async function patch(some, told = []) {
    const body = Object.fromEntries(some.map((field) => [field.name, field.input.value]));
    const text = JSON.stringify(body);
    let answer = {};
    try {
      const response = await fetch(data.url, {
        method: "PATCH",
        credentials: "same-origin",
        keepalive: text.length < 15_000,
        headers: { "content-type": "application/json" },
        body: text,
      });
      answer = await response.json().catch(() => ({}));
      if (!response.ok) {
        const [field] = some;
        if (!field.when || answer.field !== field.name) say(answer.detail ?? data.words.later, true);
        else {
          field.refused = body[field.name];
          if (told.includes(field) && field.input.value === field.refused) refuse(field, answer.detail);
        }
        return false;
      }
    } catch {
      say(data.words.later, true);
      return null;
    }
    for (const field of some) {
      field.sent = body[field.name];
      field.refused = null;
      if (field.input.value !== field.sent) continue;
      localStorage.removeItem(field.kept);
      if (field.when) understand(field, answer[field.when]);
    }
    // Without its words a date is gone on the server, and comes again with them.
    for (const field of fields) if (field.needs && body[field.needs]?.trim() === "") field.sent = "";
    return true;
  }

  async function press(way) {
    for (const button of buttons) button.disabled = true;
    const done = await save(way === "go" ? fields : []);
    // A double press goes on once: the page that comes has buttons of its own.
    setTimeout(() => buttons.forEach((button) => (button.disabled = false)), done ? WRITER_PRESS_MS : 0);
    if (done || way !== "go") return tellPage(view, "done", way);
    fields.find((field) => field.input.matches("[aria-invalid]"))?.input.focus();
  }
  for (const way of data.ways) part(way).onclick = () => press(way);
  const away = () => document.hidden && save([]);
  document.addEventListener("visibilitychange", away);
  function close() {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", away);
    save([]);
  }
  return view;
}

// What was saved comes back as a new value: the view stays, or the cursor would jump.
export default component(mountWriter, (data) => data.url);
