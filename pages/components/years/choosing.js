// Choosing many memories along the years, with hand and keys: one by one, a row of them, or all of a year,
// also what was not fetched. What is done with them is in the bar.

const LONG_PRESS_MS = 480;
const STILL = 10; // pixels that a long press may move

// `place` is what years.js tells: `lines` (what is drawn, by id), `decades()`, `beside(id, step)`,
// `between(a, b)`, `reveal(id)`, `changed()`; `said` holds the addresses, and `words` the sentences.
function choosingOf(root, said, words, place) {
  const part = partsOf(root);
  const [board, start, barPlace] = ["board", "choose", "bar"].map(part);
  let isOn = false;
  let chosen = new Set(); // ids
  let wholes = new Map(); // by the key of a year or decade: {stretch, count, without}
  let row = { anchor: null, far: null, ids: [] }; // what Shift stretches
  let attempt = null; // what was sent, and under which key
  let undos = [];
  let undoneAt = null; // where they are sent to
  let isSending = false;
  let labels = null; // what is offered for what is in a picture, on its way or there
  let press = null;
  let swallowed = null; // a click that only ends a long press
  const bar = barOf(barPlace, words, said.audiences, { act, undo, leave: done, readDate, readLabels, readAlbums: () => listAlbums(said.albums) });
  start.hidden = false;
  start.onclick = () => (isOn ? done() : begin());

  // ---- what is chosen ----

  function wholeOf(id) {
    const key = place.lines.get(id)?.key ?? place.keyOf(id);
    return wholes.get(key) ?? wholes.get(place.decadeOf(key)?.key);
  }

  function isChosen(id) {
    const whole = wholeOf(id);
    return whole ? !whole.without.has(id) : chosen.has(id);
  }

  function set(id, is) {
    const whole = wholeOf(id);
    const [list, adds] = whole ? [whole.without, !is] : [chosen, is];
    if (adds) list.add(id);
    else list.delete(id);
  }

  function count() {
    let sum = chosen.size;
    for (const whole of wholes.values()) {
      if (whole.count === null) return null;
      sum += Math.max(0, whole.count - whole.without.size);
    }
    return sum;
  }

  function isAll(unit) {
    const whole = wholes.get(unit.key) ?? wholes.get(place.decadeOf(unit.key)?.key);
    if (!whole) return false;
    return ![...whole.without].some((id) => unit.holds(id));
  }

  async function take(unit) {
    const whole = { stretch: stretchSaid(unit.query), count: unit.exact(), without: new Set() };
    for (const id of [...chosen]) if (unit.holds(id)) chosen.delete(id);
    for (const inner of unit.parts ?? []) wholes.delete(inner.key);
    wholes.set(unit.key, whole);
    show();
    if (whole.count !== null) return;
    const answer = await fetch(`${said.count}?${new URLSearchParams(unit.query)}`, { credentials: "same-origin" }).catch(() => null);
    whole.count = answer?.ok ? (await answer.json()).count : unit.guess();
    show();
  }

  function toggleAll(unit) {
    if (!isAll(unit)) {
      // One more of a decade that is chosen whole but for some of it.
      const around = wholes.get(place.decadeOf(unit.key)?.key);
      if (around && !wholes.has(unit.key)) for (const id of [...around.without]) unit.holds(id) && around.without.delete(id);
      else take(unit);
      show();
      return;
    }
    const decade = place.decadeOf(unit.key);
    const around = decade && decade.key !== unit.key ? wholes.get(decade.key) : null;
    wholes.delete(unit.key);
    if (around) {
      wholes.delete(decade.key);
      for (const other of place.unitsOf(decade)) if (other.key !== unit.key) take(other);
      for (const id of around.without) set(id, false);
    }
    show();
  }

  // ---- how it is shown ----

  function dress(line, id) {
    const link = line.querySelector("a.tile");
    if (!link.querySelector(".tick")) link.append(make("span", { class: "tick", "aria-hidden": "true" }, "✓"));
    if (isOn) {
      link.setAttribute("role", "checkbox");
      link.setAttribute("aria-checked", String(isChosen(id)));
    } else {
      link.removeAttribute("role");
      link.removeAttribute("aria-checked");
    }
  }

  function dressHeads() {
    for (const decade of place.decades()) {
      for (const unit of [place.unitOf(decade), ...place.unitsOf(decade)]) {
        if (!unit.head) continue;
        let all = unit.head.querySelector(".all");
        if (!all && isOn && unit.all) {
          all = make("button", { type: "button", class: "all quiet" }, unit.all);
          unit.head.append(all);
        }
        if (!isOn) all?.remove();
        else if (all) {
          all.onclick = () => toggleAll(unit);
          all.setAttribute("aria-pressed", String(isAll(unit)));
        }
      }
    }
  }

  function show() {
    for (const [id, { line }] of place.lines) dress(line, id);
    dressHeads();
    bar.show(count(), isOn);
  }

  function begin() {
    if (isOn) return;
    isOn = true;
    undos = [];
    bar.tell([]);
    board.classList.add("choosing");
    start.setAttribute("aria-pressed", "true");
    barPlace.hidden = false;
    window.addEventListener("keydown", escaped);
    place.steady(show);
  }

  // Leaves choosing; what was just done can still be undone in the bar, and then that goes too.
  function done() {
    if (!isOn) {
      barPlace.hidden = true;
      undos = [];
      window.removeEventListener("keydown", escaped);
      return;
    }
    const inBar = barPlace.contains(root.activeElement ?? null);
    isOn = false;
    clear();
    bar.closePanel();
    board.classList.remove("choosing");
    start.setAttribute("aria-pressed", "false");
    place.steady(show);
    if (undos.length) return;
    barPlace.hidden = true;
    window.removeEventListener("keydown", escaped);
    if (inBar) (place.lines.get(row.anchor)?.line.querySelector("a") ?? start).focus({ preventScroll: true });
  }

  function clear() {
    [chosen, wholes] = [new Set(), new Map()];
    row = { anchor: row.anchor, far: null, ids: [] };
  }

  function escaped(event) {
    if (event.key !== "Escape" || event.defaultPrevented || document.getElementById(VIEWER)) return;
    event.preventDefault();
    if (!bar.closePanel()) done();
  }

  // ---- hands and keys ----

  // Whether a click on a memory chooses; else it opens.
  function click(event, id) {
    if (swallowed === id) {
      swallowed = null;
      event.preventDefault();
      return true;
    }
    const asks = event.shiftKey || event.ctrlKey || event.metaKey || event.target.closest?.(".tick");
    if (event.button !== 0 || event.altKey || (!isOn && !asks)) return false;
    event.preventDefault();
    begin();
    if (event.shiftKey && row.anchor && row.anchor !== id) stretchTo(id);
    else toggle(id);
    return true;
  }

  function toggle(id) {
    set(id, !isChosen(id));
    row = { anchor: id, far: id, ids: [] };
    show();
  }

  // From the anchor to here; what was stretched over before and is no more is let go.
  async function stretchTo(id) {
    const { anchor, ids: before } = row;
    const found = await place.between(anchor, id);
    if (!isOn || row.anchor !== anchor) return;
    const now = new Set(found.ids);
    for (const other of before) if (!now.has(other)) set(other, false);
    for (const unit of found.units) if (!isAll(unit)) take(unit);
    for (const other of found.ids) set(other, true);
    row = { anchor, far: id, ids: found.ids };
    show();
  }

  function focusOn(id) {
    const link = place.lines.get(id)?.line.querySelector("a");
    if (link?.isConnected) link.focus();
    else place.reveal(id);
  }

  // The memory above or below, in the next row.
  function across(id, step) {
    const box = (one) => one.getBoundingClientRect();
    const here = box(place.lines.get(id).line);
    let best = null;
    for (const [other, { line }] of place.lines) {
      const there = box(line);
      const away = (there.top - here.top) * step;
      if (!line.isConnected || away < 8) continue;
      const aside = Math.abs(there.left + there.width / 2 - here.left - here.width / 2);
      if (!best || away < best.away - 8 || (away < best.away + 8 && aside < best.aside)) best = { other, away, aside };
    }
    return best?.other ?? null;
  }

  board.addEventListener("keydown", async (event) => {
    const id = event.target.closest?.("a.tile")?.closest("li").dataset.id;
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === "x" || (event.key === " " && isOn)) {
      event.preventDefault();
      begin();
      toggle(id);
      return;
    }
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || (!isOn && !event.shiftKey)) return;
    event.preventDefault();
    const stretches = event.shiftKey;
    const isAcross = event.key === "ArrowUp" || event.key === "ArrowDown";
    const next = isAcross ? across(id, step) : await place.beside(id, step);
    if (!next) return;
    focusOn(next);
    if (!stretches) return;
    begin();
    if (row.far !== id) row = { anchor: id, far: id, ids: [] };
    await stretchTo(next);
  });

  // A long press begins choosing, where a finger has no Ctrl key; the browser's own menu for pictures
  // stays away.
  board.addEventListener("pointerdown", (event) => {
    swallowed = null;
    clearTimeout(press?.timer);
    const id = event.target.closest?.("a.tile")?.closest("li").dataset.id;
    press = { type: event.pointerType };
    if (!id || event.pointerType === "mouse" || isOn) return;
    const timer = setTimeout(() => {
      swallowed = id;
      begin();
      toggle(id);
    }, LONG_PRESS_MS);
    press = { type: event.pointerType, timer, x: event.clientX, y: event.clientY };
  });
  const letGo = () => clearTimeout(press?.timer);
  board.addEventListener("pointermove", (event) => {
    if (press?.timer && Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL) letGo();
  });
  for (const name of ["pointerup", "pointercancel"]) board.addEventListener(name, letGo);
  board.addEventListener("contextmenu", (event) => {
    if (press && press.type !== "mouse" && event.target.closest?.("a.tile")) event.preventDefault();
  });

  // ---- what is done ----
  async function act(name, value, changes) {
    const isAlbum = name === "album";
    const deed = isAlbum ? {} : changes ? { changes } : { delete: true };
    let bodies = bodiesOf([...chosen], [...wholes.values()], deed);
    if (isAlbum) bodies = intoAlbum(bodies);
    if (isSending || !bodies.length) return;
    const told = JSON.stringify([name, value, bodies]);
    if (attempt?.told !== told) attempt = { told, key: freshKey() };
    isSending = true;
    bar.busy(true);
    const sent = isAlbum ? await putInto(value, bodies, attempt.key) : await sendAll(said.bulk, bodies, attempt.key);
    isSending = false;
    bar.busy(false);
    if (sent.undos.length) [undos, undoneAt] = [sent.undos, sent.undoneAt ?? `${said.bulk}/undo`];
    if (sent.error !== null) {
      const partly = sent.changed ? counted(words, "partly", sent.changed) : "";
      bar.tell([partly, sent.error || words.unsent], { canUndo: sent.undos.length > 0, isError: true });
    } else {
      attempt = null;
      const all = (sent.changed + sent.left_out).toLocaleString();
      const same = sent.left_out - sent.not_allowed;
      bar.closePanel();
      bar.tell(
        [
          sent.changed ? counted(words, `did_${name}`, sent.changed, { value }) : words.did_nothing,
          sent.not_allowed ? counted(words, "not_yours", sent.not_allowed, { all }) : "",
          same > 0 ? counted(words, "same_already", same) : "",
        ],
        { canUndo: sent.undos.length > 0 },
      );
      // What is gone, or stands elsewhere now, is not chosen any more; else more can be done with it.
      if (name === "delete" || name === "date") clear();
    }
    show();
    bar.focus();
    if (sent.changed) place.changed();
  }

  async function putInto(name, bodies, key) {
    const album = await findAlbum(said.albums, name, key);
    if (album.error !== null) return { changed: 0, left_out: 0, not_allowed: 0, undos: [], error: album.error };
    const at = `/api/albums/${album.id}`;
    return { ...(await sendAll(`${at}/assets`, bodies, key, "PUT")), undoneAt: `${at}/undo` };
  }

  async function undo() {
    if (isSending) return;
    isSending = true;
    bar.busy(true);
    const sent = await sendAll(undoneAt, undos.map((one) => ({ undo: one })), freshKey());
    isSending = false;
    bar.busy(false);
    if (sent.error === null) {
      undos = [];
      const left = sent.left_out ? counted(words, "not_undone", sent.left_out) : "";
      bar.tell([counted(words, "undone", sent.changed), left]);
    } else bar.tell([sent.error || words.unsent], { canUndo: true, isError: true });
    show();
    bar.focus();
    place.changed();
  }

  async function readDate(value) {
    try {
      const answer = await fetch(`${said.date}?${new URLSearchParams({ words: value })}`, { credentials: "same-origin" });
      const told = await answer.json();
      return answer.ok ? { words: told.words } : { error: told.detail ?? "" };
    } catch {
      return { error: "" };
    }
  }

  // Asked for once; without an answer one writes the word oneself.
  function readLabels() {
    labels ??= fetch(said.labels, { credentials: "same-origin" })
      .then((answer) => answer.json())
      .then((told) => {
        const left = Object.entries(told.offered).filter(([key]) => !told.removed.includes(key));
        return [...told.added, ...left.map(([, called]) => called)].sort((a, b) => a.localeCompare(b));
      })
      .catch(() => ((labels = null), []));
    return labels;
  }

  function close() {
    window.removeEventListener("keydown", escaped);
    clearTimeout(press?.timer);
  }

  return { begin, click, dress, show, close, isOn: () => isOn };
}
