// Fields that keep what is written into them, each where it stands, and say at the field what kept it
// from being kept. `memory` is {id, version}: all fields of one memory save one after the other.

const FIELD_PAUSE_MS = 900;

function keptField({ memory, name, value, label, hint, long, words, waits = false }) {
  const id = `${name}-${memory.id}`;
  const input = make(long ? "textarea" : "input", {
    id,
    type: long ? null : "text",
    rows: long ? 1 : null,
    placeholder: hint,
    autocomplete: "off",
  });
  input.value = value;
  const said = make("p", { class: "said", id: `said-${id}`, role: "status" });
  const field = make("div", { class: "field" }, make("label", { for: id }, label), input, said);
  let kept = value;
  let timer = null;

  function say(sentence, { fault = false, button = null } = {}) {
    said.replaceChildren(sentence, ...(button ? [" ", button] : []));
    said.classList.toggle("fault", fault);
    if (fault) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", said.id);
    } else {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  }

  function save() {
    clearTimeout(timer);
    const queue = memory.saving ?? Promise.resolve();
    memory.saving = queue.then(send);
    return memory.saving;
  }

  async function send() {
    const written = input.value;
    if (written === kept) return;
    let answer;
    let told = {};
    try {
      answer = await fetch(`/api/assets/${memory.id}`, {
        method: "PATCH",
        credentials: "same-origin",
        keepalive: written.length < 15_000,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ version: memory.version, [name]: written }),
      });
      told = await answer.json().catch(() => ({}));
    } catch {
      say(words.unsaved, { fault: true });
      return;
    }
    if (answer.status === 409 && told.current) {
      // The next press is made by somebody who has read what the other one wrote.
      memory.version = told.current.version;
      const now = told.current[name];
      const theirs = (name === "taken" ? now?.edtf : now) || words.nothing;
      const mine = make("button", { type: "button", class: "quiet" }, words.mine);
      mine.onclick = save;
      say(`${told.detail ?? ""} ${fill(words.now_says, { words: theirs })}`, { fault: true, button: mine });
      return;
    }
    if (!answer.ok) {
      say(told.detail ?? words.unsaved, { fault: true });
      return;
    }
    memory.version = told.version;
    kept = written;
    if (input.value === written) say(words.saved);
  }

  input.oninput = () => {
    if (!waits) {
      clearTimeout(timer);
      timer = setTimeout(save, FIELD_PAUSE_MS);
    }
    if (input.getAttribute("aria-invalid") || said.textContent) say("");
  };
  // A date is read as a whole: half of one would be refused while it is typed.
  input.onchange = save;
  return { field, save };
}
