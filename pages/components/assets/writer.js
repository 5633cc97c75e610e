// Words are kept while they are typed: on the server every second or so, and in this browser until
// the server has them. A phone that rings loses nothing.

const WRITER_PAUSE_MS = 900;

function mountWriter(root, data) {
  const view = { emit: null, page: location.pathname, close };
  const kept = `memory-chest:words:${data.url}`;
  const area = root.querySelector("textarea");
  const state = root.querySelector("[data-part=state]");
  const button = root.querySelector("[data-part=go]");
  let sent = data.value;
  let timer = null;
  let saving = Promise.resolve();

  root.querySelector("label").textContent = data.label;
  button.textContent = data.words.go;
  area.placeholder = data.placeholder ?? "";
  area.value = localStorage.getItem(kept) ?? data.value;
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

export default function ({ data, parentElement, setTriggerValue }) {
  // What was saved comes back as a new value: the view stays, or the cursor would jump.
  const view = mountOnce(parentElement, data, mountWriter, data.url);
  view.emit = setTriggerValue;
  return () => closeView(parentElement);
}
