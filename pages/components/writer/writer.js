// Words are kept while they are typed: on the server every second or so, and in this browser until
// the server has them. A phone that rings loses nothing.

const WRITER_PAUSE_MS = 900;

function mountWriter(root, data) {
  const view = { close };
  const kept = `memory-chest:words:${data.url}`;
  const part = partsOf(root);
  const state = part("state");
  const button = part("go");
  const area = make("textarea", { id: "words", rows: 8, placeholder: data.placeholder });
  let sent = data.value;
  let timer = null;
  let saving = Promise.resolve();

  area.value = localStorage.getItem(kept) ?? data.value;
  part("field").replaceChildren(make("label", { for: area.id }, data.label), area);
  if (area.value !== sent) plan(0);

  function say(sentence, problem = false) {
    state.textContent = sentence;
    state.classList.toggle("problem", problem);
  }

  function plan(ms = WRITER_PAUSE_MS) {
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  }

  function save() {
    clearTimeout(timer);
    saving = saving.then(send);
    return saving;
  }

  async function send() {
    const words = area.value;
    if (words === sent) return true;
    try {
      const response = await fetch(data.url, {
        method: "PATCH",
        credentials: "same-origin",
        keepalive: words.length < 15_000,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ [data.field]: words }),
      });
      if (!response.ok) {
        const problem = await response.json().catch(() => ({}));
        say(problem.detail ?? data.words.later, true);
        return false;
      }
    } catch {
      say(data.words.later, true);
      if (view.emit) plan(4000);
      return false;
    }
    sent = words;
    if (area.value === words) {
      localStorage.removeItem(kept);
      say(data.words.saved);
    }
    return true;
  }

  area.oninput = () => {
    localStorage.setItem(kept, area.value);
    say("");
    plan();
  };
  area.onblur = () => save();
  button.onclick = async () => {
    button.disabled = true;
    const done = await save();
    button.disabled = false;
    if (done) tellPage(view, "done", String(Date.now()));
  };
  const away = () => document.hidden && save();
  document.addEventListener("visibilitychange", away);
  function close() {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", away);
    save();
  }
  return view;
}

// What was saved comes back as a new value: the view stays, or the cursor would jump.
export default component(mountWriter, (data) => data.url);
