// The pieces of a gift. On a desk all of a page stand one under the other; on a phone the one that is
// looked at, and a bar for the thumb (pieces.css knows which of the two it is).

let giftBefore = null;

function mountPieces(root, data) {
  const { words } = data;
  // Another gift begins at its beginning, under what was said of the one before.
  if (giftBefore && giftBefore !== data.gift) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  giftBefore = data.gift;
  const view = { version: data.version, update, close };
  const shown = data.pieces.map((piece, n) => rowOf(piece, n));
  const among = {
    find: (id) => shown.find((row) => row.piece.tile.id === id)?.piece.tile,
    beside: (id, step) => shown[shown.findIndex((row) => row.piece.tile.id === id) + step]?.piece.tile.id ?? null,
    reveal: (id) => show(shown.findIndex((row) => row.piece.tile.id === id), { focus: true }),
  };
  const place = make("p", { role: "status", class: "place" });
  const earlier = make("button", { type: "button", class: "quiet" }, words.earlier);
  const leave = make("button", { type: "button", class: "quiet leave" });
  const next = make("button", { type: "button", class: "main" });
  const bar = make("div", { class: "bar" }, earlier, place, next);
  bar.hidden = data.total < 2;
  if (data.canLeaveOut) bar.insertBefore(leave, next);
  const list = make("ol", {}, ...shown.map((row) => row.line));
  partsOf(root)("all").replaceChildren(list, bar);
  let at = 0;

  for (const row of shown) wire(row);
  show(0);

  function rowOf(piece, n) {
    const memory = { id: piece.tile.id, version: piece.version };
    const kind = words[`a_${piece.tile.kind}`] ?? words.a_other;
    const number = fill(words.place_in_all, { n: data.first + n, all: data.total });
    const fields = piece.editable ? fieldsOf(piece, memory, words) : [];
    const button = make("button", { type: "button", class: "quiet" });
    const out = make("p", { class: "out" }, words.out);
    const side = make(
      "div",
      { class: "side" },
      make(
        "div",
        { class: "head" },
        make("p", { class: "number", "aria-hidden": "true" }, data.total > 1 ? `${kind}, ${number}` : kind),
        data.canLeaveOut ? button : "",
      ),
      out,
      ...fields.map((one) => one.field),
      piece.tags ? make("p", { class: "soft tags" }, piece.tags) : "",
    );
    const line = make(
      "li",
      { tabindex: "-1", "aria-label": `${kind}, ${number}`, "data-id": piece.tile.id, "data-kind": piece.tile.kind },
      make("div", { class: "thing" }),
      side,
    );
    return { piece, line, side, button, out, fields, thing: line.firstElementChild, isOut: piece.left_out };
  }

  function wire(row) {
    const { piece, thing } = row;
    const { tile } = piece;
    if (tile.kind === "audio" && piece.src) {
      const { src, plays, duration } = piece;
      playIn(thing, { kind: "audio", src, alt: tile.caption || words.audio, peaks: tile.peaks, plays, duration, words });
    } else if (piece.body === null) {
      const seen = lineOf({ ...tile, caption: null, when: null, first_line: piece.file ?? tile.first_line }, words);
      const link = seen.querySelector("a");
      thing.append(...seen.childNodes);
      thing.style.setProperty("--shape", seen.style.getPropertyValue("--shape"));
      openOver({ querySelector: () => link }, view, tile.id, among, data.viewer);
    }
    row.button.onclick = () => mark(row, !row.isOut);
    draw(row);
  }

  function draw(row) {
    row.line.classList.toggle("left-out", row.isOut);
    row.out.hidden = !row.isOut;
    row.button.textContent = row.isOut ? words.take_in : words.leave_out;
    if (shown[at] === row) leave.textContent = row.button.textContent;
  }

  // One after the other, or the second would name a version that the first has made old.
  let marking = Promise.resolve();
  function mark(row, out, { goOn = false } = {}) {
    marking = marking.then(() => send(row, out, goOn));
    return marking;
  }

  async function send(row, out, goOn) {
    if (row.isOut === out) return;
    row.fault?.remove();
    let told = {};
    let answer = null;
    try {
      answer = await fetch(`/api/contributions/${data.gift}/${out ? "leave-out" : "take-in"}`, {
        method: "POST",
        credentials: "same-origin",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ids: [row.piece.tile.id], version: view.version }),
      });
      told = await answer.json().catch(() => ({}));
    } catch {
      answer = null;
    }
    if (!answer?.ok) {
      row.fault = make("p", { class: "said fault", role: "alert" }, told.detail ?? words.unsaved);
      row.side.append(row.fault);
      show(shown.indexOf(row));
      return;
    }
    row.isOut = out;
    view.version = told.version;
    draw(row);
    if (goOn && at + 1 < shown.length) show(at + 1, { focus: true });
    tellPage(view, "version", told.version);
  }

  function show(n, { focus = false } = {}) {
    if (n < 0 || n >= shown.length) return false;
    at = n;
    shown.forEach((row, k) => row.line.classList.toggle("now", k === n));
    place.textContent = fill(words.place_in_all, { n: data.first + n, all: data.total });
    leave.textContent = shown[n].button.textContent;
    earlier.disabled = data.first + n <= 1;
    const last = n + 1 === shown.length && !data.more;
    next.textContent = last ? words.decide : words.next;
    if (focus) {
      shown[n].line.focus({ preventScroll: true });
      shown[n].line.scrollIntoView({ block: "nearest" });
    }
    return true;
  }

  function step(by) {
    if (show(at + by, { focus: true })) {
      shown[at].line.scrollIntoView({ block: "start" });
      return;
    }
    if (by < 0 || data.more) tellPage(view, "turn", by);
    else document.querySelector('[class*="st-key-decide-"] button')?.focus();
  }

  earlier.onclick = () => step(-1);
  next.onclick = () => step(1);
  leave.onclick = () => {
    const row = shown[at];
    const out = !row.isOut;
    mark(row, out, { goOn: out });
  };

  function update(now) {
    if (now.version < view.version) return; // drawn before what was marked meanwhile
    view.version = now.version;
    for (const row of shown) {
      const fresh = now.pieces.find((piece) => piece.tile.id === row.piece.tile.id);
      if (fresh) row.isOut = fresh.left_out;
      draw(row);
    }
  }

  const saveAll = () => shown.flatMap((row) => row.fields).forEach((one) => one.save());
  const away = () => document.hidden && saveAll();
  document.addEventListener("visibilitychange", away);
  function close() {
    document.removeEventListener("visibilitychange", away);
    saveAll();
  }
  return view;
}

function fieldsOf(piece, memory, words) {
  const field = (name, more = {}) =>
    keptField({ memory, name, value: piece[name] ?? "", label: words[name], words, ...more });
  const when = field("taken", { hint: words.hint_taken, waits: true });
  if (piece.body !== null) return [field("body", { long: true }), when];
  return [field("caption", { long: true }), field("who"), when, field("place")];
}

// What was written comes back as new data: the fields stay, or the cursor would jump.
export default component(mountPieces, (data) =>
  JSON.stringify([data.gift, data.first, data.total, data.canLeaveOut, data.pieces.map((piece) => piece.tile.id)]),
);
