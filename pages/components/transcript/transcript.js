// What is said, beside what plays it. The sentence that is heard is marked and kept in sight, unless
// somebody reads elsewhere.

const TRANSCRIPT_ASK_MS = 4000;
const TRANSCRIPT_READS_MS = 8000; // after a turn of the wheel, for so long nothing moves by itself

function mountTranscript(root, data) {
  const { words } = data;
  const ask = askApi(data);
  const view = { close, update };
  const title = make("h2", {}, words.title);
  const state = make("p", { class: "soft", role: "status" });
  const lines = make("ol", { class: "lines", "aria-label": words.title });
  const around = make("div");
  const done = make("p", { class: "soft", role: "status" });
  partsOf(root)("all").replaceChildren(title, state, lines, done, around);
  let now = null; // what was fetched last
  let shown = []; // its lines, one for each sentence
  let marked = -1;
  let isEditing = false;
  let readUntil = 0;
  let timer = null;
  let media = null;
  let open = true;
  let start = null;

  const player = () => window.memoryChestMedia?.get(data.of);
  for (const name of ["wheel", "touchmove", "keydown"]) {
    lines.addEventListener(name, () => (readUntil = Date.now() + TRANSCRIPT_READS_MS), { passive: true });
  }

  // One sentence is in the order of Tab, the arrows lead on: a tape has thousands.
  lines.addEventListener("keydown", (event) => {
    const line = event.target.closest(".line");
    const place = shown.indexOf(line);
    if (place < 0 || !event.target.matches(".sentence, .pen") || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    shown[next]?.querySelector(".sentence").focus();
  });
  lines.addEventListener("focusin", (event) => reach(event.target.closest(".line")));
  let reached = null;

  function reach(line) {
    if (!line || line === reached || !shown.includes(line)) return;
    for (const [one, order] of [[reached, "-1"], [line, "0"]]) {
      for (const control of one?.querySelectorAll(".sentence, .pen") ?? []) control.setAttribute("tabindex", order);
    }
    reached = line;
  }

  function hear(seconds) {
    follow();
    if (!media) return;
    media.currentTime = seconds;
    readUntil = 0;
    media.play().catch(() => {});
  }

  function follow() {
    const found = player();
    if (!found || found === media) return;
    media?.removeEventListener("timeupdate", mark);
    media = found;
    media.addEventListener("timeupdate", mark);
    mark();
  }

  // The last sentence that has begun, by halves: a tape has thousands.
  function mark() {
    let [low, high] = [0, shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (now.segments[middle].start <= media.currentTime + 0.05) low = middle + 1;
      else high = middle;
    }
    const place = media.currentTime > 0 || !media.paused ? low - 1 : -1;
    if (place === marked) return;
    shown[marked]?.classList.remove("now");
    shown[marked]?.removeAttribute("aria-current");
    marked = place;
    shown[marked]?.classList.add("now");
    shown[marked]?.setAttribute("aria-current", "true");
    if (shown[marked]) bringIntoSight(shown[marked]);
  }

  function bringIntoSight(line) {
    if (isEditing || Date.now() < readUntil || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    // Only the list moves, never the page.
    const [box, own] = [lines.getBoundingClientRect(), line.getBoundingClientRect()];
    if (own.top >= box.top + 20 && own.bottom <= box.bottom - 20) return;
    lines.scrollTo({ top: lines.scrollTop + own.top - box.top - box.height / 3, behavior: "smooth" });
  }

  function edit(line) {
    if (isEditing) return;
    const place = shown.indexOf(line);
    const said = now.segments[place];
    isEditing = true;
    const leave = () => {
      isEditing = false;
      form.replaceWith(line);
      line.querySelector(".sentence").focus({ preventScroll: true });
    };
    const form = make("li", { class: "line" }, editorOf(said, now.speakers, words, { leave, save }));
    line.replaceWith(form);

    async function save(changes, tell) {
      const answer = await ask(data.url, { method: "PUT", body: { version: now.version, ...changes } }).catch(() => null);
      if (!answer) return tell(words.later);
      if (answer.status === 409) {
        const theirs = answer.told.current?.segments.find((one) => one.id === said.id);
        now.version = answer.told.current?.version ?? now.version;
        return tell(fill(words.theirs, { text: theirs?.text || words.nothing }));
      }
      if (!answer.ok) return tell(answer.told.detail ?? words.later);
      isEditing = false;
      await load();
      shown[place]?.querySelector(".sentence").focus({ preventScroll: true });
      done.textContent = words.saved;
      const changed = changes.segments.find((one) => one.text !== undefined);
      if (changed) await offerNames(renamed(said.text, changed.text));
    }
  }

  async function offerNames(pair) {
    if (!pair || !data.names_url) return;
    const found = await ask(`${data.names_url}?old=${encodeURIComponent(pair.old)}`).catch(() => null);
    if (!found?.ok || !found.told.count) return;
    const go = make("button", { type: "button", class: "quiet" }, words.names_do);
    const not = make("button", { type: "button", class: "quiet" }, words.names_not);
    go.onclick = () => changeNames(pair, go);
    not.onclick = () => done.replaceChildren();
    done.replaceChildren(counted(words, "names", found.told.count, pair), " ", make("span", { class: "row" }, go, not));
  }

  async function changeNames(pair, pressed) {
    pressed.disabled = true;
    const answer = await ask(data.names_url, { method: "POST", body: pair }).catch(() => null);
    if (!answer?.ok) return done.replaceChildren(answer?.told.detail ?? words.later);
    await load();
    const back = make("button", { type: "button", class: "quiet" }, words.names_undo);
    back.onclick = async () => {
      back.disabled = true;
      const undone = await ask(`${data.names_url}/${answer.told.undo}/undo`, { method: "POST" }).catch(() => null);
      await load();
      done.replaceChildren(undone?.ok ? words.undone : (undone?.told.detail ?? words.later));
    };
    done.replaceChildren(counted(words, "names_done", answer.told.changed), " ", answer.told.undo ? back : "");
  }

  async function post(path, body, sentence) {
    const answer = await ask(`${data.url}${path}`, { method: path ? "POST" : "PUT", body }).catch(() => null);
    await load();
    done.replaceChildren(answer?.ok ? sentence : (answer?.told.detail ?? words.later));
  }

  function sayState() {
    const { state: how, reason, seconds_left: left } = now.hearing;
    const minutes = left === null ? "" : ` ${counted(words, "minutes", Math.max(1, Math.round(left / 60)))}`;
    const said = {
      running: words.running + minutes,
      waiting: reason ?? words.waiting,
      done: now.count ? "" : (reason ?? words.nobody),
      failed: reason,
      skipped: reason,
    }[how];
    state.textContent = said ?? "";
    state.classList.toggle("problem", how === "failed");
    title.hidden = !said && !now.count;
    if (["failed", "skipped"].includes(how) && now.editable) {
      const again = make("button", { type: "button", class: "quiet" }, words.retry);
      again.onclick = () => ask(`/api/assets/${data.of}/retry`, { method: "POST" }).then(load);
      state.append(" ", again);
    }
  }

  function draw() {
    marked = -1;
    const before = shown;
    const on = { hear, edit: now.editable ? edit : null };
    shown = now.segments.map((said, n) => lineOf(said, now.segments[n - 1], words, on));
    const place = Math.max(0, before.indexOf(reached));
    reached = null;
    reach(shown[Math.min(place, shown.length - 1)]);
    lines.replaceChildren(...shown);
    sayState();
    around.replaceChildren(...ways());
    follow();
    if (media) mark();
  }

  function ways() {
    if (!now.count && !now.editable) return [];
    const rows = [];
    if (now.undoable) {
      const undo = make("button", { type: "button", class: "quiet" }, words.undo);
      undo.onclick = () => post("/undo", { version: now.version }, words.undone);
      rows.push(make("div", { class: "row" }, undo));
    }
    if (now.differences) rows.push(differences());
    const inside = make("div");
    if (now.count) inside.append(make("div", { class: "row" }, words.download, ...["txt", "vtt", "srt"].map(fileLink)));
    if (now.editable) inside.append(make("div", { class: "row" }, languageChoice(), hearAgain()));
    if (now.provider && now.count) inside.append(make("p", { class: "soft" }, words.by[now.provider] ?? words.by.here));
    // Where somebody speaks and nothing was understood, the language is what may help.
    const helps = now.editable && !now.count && now.hearing.state === "done" && now.segments.length > 0;
    rows.push(make("details", { open: helps || null }, make("summary", {}, now.editable ? words.more : words.more_saves), inside));
    return rows;
  }

  function fileLink(form) {
    return make("a", { href: `${data.url}.${form}`, download: true }, words[form]);
  }

  function hearAgain() {
    const again = make("button", { type: "button", class: "quiet" }, words.again);
    again.onclick = () => post("/again", undefined, words.again_told);
    return again;
  }

  function languageChoice() {
    const chosen = now.language_set ? now.language : "";
    const known = { ...data.languages };
    if (chosen && !known[chosen]) known[chosen] = chosen;
    const option = (code, name) => make("option", { value: code, selected: code === chosen }, name);
    const select = make("select", {}, option("", words.language_found), ...Object.entries(known).map(([c, n]) => option(c, n)));
    select.onchange = () => post("", { version: now.version, language: select.value || null }, words.again_told);
    return make("label", { class: "row" }, words.language, select);
  }

  function differences() {
    const inside = make("div");
    const box = make("details", {}, make("summary", {}, counted(words, "differences", now.differences)), inside);
    box.ontoggle = async () => {
      if (!box.open || inside.childElementCount) return;
      const found = await ask(`${data.url}/differences`).catch(() => null);
      inside.replaceChildren(...(found?.told.items ?? []).map(differenceOf));
    };
    return box;
  }

  function differenceOf(one) {
    const decide = (name) => post("/differences", { version: now.version, [name]: [one.id] }, words.saved);
    const take = make("button", { type: "button", class: "quiet" }, words.take);
    const keep = make("button", { type: "button", class: "quiet" }, words.keep);
    take.onclick = () => decide("take");
    keep.onclick = () => decide("leave");
    const says = (label, text) => make("p", {}, make("span", { class: "soft" }, `${label}: `), text || words.nothing);
    return make(
      "div",
      { class: "difference" },
      make("span", { class: "time" }, lengthInWords(one.start)),
      says(words.says_now, one.says_now),
      says(words.would_say, one.would_say),
      make("div", { class: "row" }, take, keep),
    );
  }

  function isOpen() {
    return ["waiting", "running"].includes(now?.hearing.state ?? "waiting");
  }

  const mark_of = (told) => JSON.stringify([told.version, told.count, told.differences, told.hearing.state, told.hearing.reason]);

  async function load() {
    const whole = await fetchTranscript(ask, data.url).catch(() => null);
    if (!open || isEditing) return;
    if (!whole) {
      if (!now) state.textContent = words.unreached;
    } else {
      now = whole;
      draw();
    }
    plan();
  }

  // Words come window by window while it is heard.
  async function look() {
    const answer = await ask(`${data.url}?limit=1`).catch(() => null);
    if (!open) return;
    if (answer?.ok && now && !isEditing && mark_of(answer.told) !== mark_of(now)) return load();
    if (answer?.ok && now) {
      now.hearing = answer.told.hearing;
      sayState();
    }
    plan();
  }

  function plan() {
    clearTimeout(timer);
    if (open && isOpen()) timer = setTimeout(look, document.hidden ? TRANSCRIPT_ASK_MS * 5 : TRANSCRIPT_ASK_MS);
  }

  const finding = setInterval(() => {
    follow();
    if (media && !media.isConnected) media = null;
    if (media && start !== null) {
      media.currentTime = start;
      start = null;
    }
  }, 500);

  function update(fresh) {
    if (fresh.start === null || fresh.start === view.start) return;
    view.start = start = fresh.start;
  }

  function close() {
    open = false;
    clearTimeout(timer);
    clearInterval(finding);
    media?.removeEventListener("timeupdate", mark);
  }

  load();
  return view;
}

export default component(mountTranscript, (data) => JSON.stringify({ ...data, start: null }));
