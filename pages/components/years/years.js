// The years of a life, however many memories there are: a rail of decades, and under each heading rows
// that are fetched and drawn when they come near the window, and let go of when they leave it.
// Members of the family can choose many of them and change them together.

const AHEAD = 800; // pixels beyond the window

// What was fetched, by the address it came from, and where one was: who comes back finds it there.
const fetched = new Map();
const left = new Map();

// When somebody last went back or forward in the history. One of all windows' parts, set once.
const BACK = "chestWentBack";
if (!(BACK in window)) {
  window[BACK] = 0;
  window.addEventListener("popstate", () => (window[BACK] = Date.now()));
}
const JUST_NOW_MS = 4000;

// Which memories are shown; of the same ones one is where one was.
function shownBy({ url, only }) {
  return `${url} ${only ?? ""}`;
}

function mountYears(root, data) {
  const part = partsOf(root);
  const board = part("board");
  const scroller = scrollerOf(root.host ?? root);
  const lines = new Map();
  const page = location.pathname;
  const view = { update, close };
  let said = data;
  let decades = new Map();
  let parts = []; // the years of all decades, in order
  let isLooking = false;
  let lastTop = 0;

  const shown = shownBy(data);
  const known = fetched.get(shown) ?? { version: data.version, stretches: new Map() };
  const isOld = known.version !== data.version;
  known.version = data.version;
  fetched.clear(); // another chest's, or another person's
  fetched.set(shown, known);
  const partOf = (id) => parts.find((one) => one.holds(id));
  // Among which others a memory stands, when one looks at it closely.
  const among = {
    find: (id) => partOf(id)?.find(id),
    async beside(id, step) {
      for (let n = parts.findIndex((one) => one.holds(id)); n >= 0 && n < parts.length; n += step) {
        const other = await parts[n].beside(id, step);
        if (other) return other;
      }
      return null;
    },
    reveal(id) {
      const height = heightOf(id);
      if (height === null) return false;
      if (scroller && (height < 60 || height > window.innerHeight - 160)) scroller.scrollTop += height - 140;
      look();
      lines.get(id)?.line.querySelector("a").focus({ preventScroll: true });
      return true;
    },
  };
  const place = {
    words: data.words,
    measure: measured(),
    recall: (key) => known.stretches.get(key) ?? { items: [], cursor: null, isWhole: false, fetchedAt: 0 },
    keep: (key, what) => (what ? known.stretches.set(key, what) : known.stretches.delete(key)),
    drop: (item) => {
      lines.get(item.id)?.line.remove();
      lines.delete(item.id);
    },
    fetchPage,
    line,
    change,
  };
  const rail = railOf(root, data.words, {
    decades: () => [...decades.values()],
    goTo,
    rest: () => look(),
  });
  const choosing = data.choosing && choosingOf(root, data.choosing, data.words, choosingPlace());

  function measured() {
    const measure = measureRows(board.clientWidth || 320);
    board.style.setProperty("--between", `${measure.gap}px`);
    return measure;
  }

  // Draws what came near and lets go of what left: all is read first, then all is changed.
  function look() {
    isLooking = false;
    if (!board.isConnected) return;
    const [above, below] = [-AHEAD, window.innerHeight + AHEAD];
    const found = parts.map((one) => [one, one.near(above, below)]);
    steady(() => {
      for (const [one, range] of found) one.draw(range);
    });
    rail.show();
    // Not all that a drag passes by.
    if (!rail.isBusy()) for (const [one, range] of found) if (range.isEndNear) one.ask();
    // Not while the next page takes this one's place: it begins at its top.
    if (location.pathname === page) left.set(shown, whereOneIs());
  }

  function lookSoon() {
    if (isLooking) return;
    isLooking = true;
    requestAnimationFrame(look);
  }

  // Rows are reckoned anew: what is in the window is drawn at once and stays where it is, and so does the
  // focus; where its memory is gone, the focus goes to one beside it.
  function change(how) {
    const focused = root.activeElement?.closest?.("li[data-id]")?.dataset.id;
    const order = focused ? parts.flatMap((one) => one.ids()) : [];
    steady(() => {
      how();
      for (const decade of decades.values()) decade.settle();
      look();
    });
    if (focused && !root.activeElement) {
      const at = order.indexOf(focused);
      const beside = [...order.slice(at), ...order.slice(0, at).reverse()];
      const next = beside.find((id) => lines.get(id)?.line.isConnected);
      lines.get(next)?.line.querySelector("a").focus({ preventScroll: true });
    }
    for (const [id, { line }] of lines) if (!line.isConnected) lines.delete(id);
  }

  async function fetchPage({ query }, cursor, limit) {
    const asked = new URLSearchParams({ ...query, limit, ...(cursor ? { cursor } : {}) });
    const { speaksAs } = said.viewer;
    const headers = speaksAs ? { "X-Speaks-As": speaksAs } : {};
    const answer = await fetch(`${said.url}?${asked}`, { credentials: "same-origin", headers });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = await answer.json();
    return { next: page.next, items: page.items.map(itemOf) };
  }

  function itemOf(tile) {
    return {
      ...tile,
      href: said.memory + tile.id,
      alt: tile.alt || said.words.undescribed[tile.kind],
      badge: said.words.reviews[tile.review],
    };
  }

  function line(item, width, key) {
    const kept = { ...keptLine(lines, item, said.words), key };
    lines.set(item.id, kept);
    kept.line.style.width = `${width}px`;
    openOver(kept.line, view, item.id, among, said.viewer);
    if (!choosing) return kept.line;
    const link = kept.line.querySelector("a");
    const opens = link.onclick;
    link.onclick = (event) => choosing.click(event, item.id) || opens(event);
    choosing.dress(kept.line, item.id);
    return kept.line;
  }

  // Changes rows, and keeps the first memory that is in the window where it is: what lies above may turn
  // out higher or lower than was guessed.
  function steady(how) {
    const marks = [...lines].map(([id, { line }]) => [line, () => lines.get(id)?.line]);
    for (const { heading } of [...decades.values(), ...parts]) if (heading) marks.push([heading, () => heading]);
    let first = null;
    for (const [element, find] of marks) {
      const { top, bottom } = element.getBoundingClientRect();
      if (element.isConnected && bottom > 0 && (!first || top < first.top)) first = { find, top };
    }
    how();
    const now = first?.find();
    if (!scroller?.scrollTop || !now?.isConnected) return;
    const moved = now.getBoundingClientRect().top - first.top;
    if (moved) scroller.scrollTop += moved;
  }

  function draw() {
    const next = new Map();
    for (const one of said.stretches) {
      const kept = decades.get(one.key);
      next.set(one.key, kept?.isSame(one) ? kept : decadeOf(one, place));
    }
    for (const [key, old] of decades) if (next.get(key) !== old) old.close();
    decades = next;
    parts = [...decades.values()].flatMap((decade) => decade.parts);
    for (const decade of decades.values()) {
      board.append(decade.element);
      decade.settle();
      const offer = decade.element.querySelector(".offer");
      if (offer) offer.onclick = () => offered(decade);
    }
    rail.draw();
    choosing?.show();
    lookSoon();
  }

  // "Do you know when?" leads to choosing among what is undated.
  function offered(decade) {
    choosing?.begin();
    const first = decade.parts[0].ids().find((id) => lines.get(id)?.line.isConnected);
    lines.get(first)?.line.querySelector("a").focus();
  }

  // So that this share of what lies under an element is at the top of the window.
  function goTo(element, share, focus) {
    const { top, height } = element.getBoundingClientRect();
    const wanted = top + share * height - HEADER - (share ? 0 : 8);
    if (scroller) scroller.scrollTop += wanted;
    else window.scrollBy(0, wanted);
    if (focus) element.focus({ preventScroll: true });
    look();
  }

  function choosingPlace() {
    const unitOf = (one, all, inner) => ({
      ...{ key: one.key, head: one.head, all, parts: inner },
      query: one.said.query,
      holds: (id) => (inner ?? [one]).some((other) => other.holds(id)),
      exact: () => (inner ? one.count() : one.isWhole() ? one.count() : null),
      guess: () => one.count(),
    });
    return {
      lines,
      decades: () => [...decades.values()],
      decadeOf: (key) => [...decades.values()].find((one) => one.key === key || one.parts.some((inner) => inner.key === key)),
      unitOf: (decade) => unitOf(decade, decade.said.all, decade.parts),
      unitsOf: (decade) => (decade.parts.length > 1 ? decade.parts.map((one) => unitOf(one, one.said.all, null)) : []),
      keyOf: (id) => partOf(id)?.key,
      beside: among.beside,
      reveal: among.reveal,
      between,
      steady,
      changed: () => tellPage(view, "changed", Date.now()),
    };

    // What lies between two memories, both included: ids, and years of which all does.
    async function between(one, other) {
      let [from, to] = [parts.findIndex((p) => p.holds(one)), parts.findIndex((p) => p.holds(other))];
      if (from < 0 || to < 0) return { ids: [other], units: [] };
      if (from > to) [from, to, one, other] = [to, from, other, one];
      if (from === to) {
        const ids = parts[from].ids();
        const [a, b] = [ids.indexOf(one), ids.indexOf(other)];
        return { ids: ids.slice(Math.min(a, b), Math.max(a, b) + 1), units: [] };
      }
      await parts[from].askAll();
      const ids = parts[from].ids();
      const last = parts[to].ids();
      const units = parts.slice(from + 1, to).map((p) => unitOf(p, p.said.all, null));
      return { ids: [...ids.slice(ids.indexOf(one)), ...last.slice(0, last.indexOf(other) + 1)], units };
    }
  }

  // Each run of the page says anew what there is; only what changed is drawn.
  function update(next) {
    const isSame = next.version === said.version && JSON.stringify(next.stretches) === JSON.stringify(said.stretches);
    said = next;
    if (isSame) return;
    known.version = said.version;
    change(() => {
      const before = decades;
      draw();
      for (const one of said.stretches) {
        const decade = decades.get(one.key);
        if (before.get(one.key) === decade) decade.renew(one);
        else for (const inner of decade.parts) inner.renew();
      }
    });
  }

  const sized = new ResizeObserver(() => {
    const width = board.clientWidth;
    if (!width || width === place.measure.width) {
      lookSoon();
      return;
    }
    place.measure = measured();
    change(() => {
      for (const one of parts) one.lay();
    });
  });
  const scrolled = scroller ?? window;
  const onScroll = () => {
    // What pushes itself into place is no hand.
    if (Math.abs((scroller?.scrollTop ?? 0) - lastTop) > 40) rail.wake();
    lastTop = scroller?.scrollTop ?? 0;
    lookSoon();
  };
  scrolled.addEventListener("scroll", onScroll, { passive: true });
  window.addEventListener("resize", lookSoon);
  sized.observe(board);
  draw();
  comeBack();

  // Back leads to where one was, and what was there is fetched anew if it changed meanwhile. Streamlit
  // may scroll to the top of its new page a moment later, so it is done a few times, until a hand moves.
  async function comeBack() {
    const place = Date.now() - window[BACK] < JUST_NOW_MS ? left.get(shown) : null;
    left.delete(shown);
    let isTouched = false;
    const touch = () => (isTouched = true);
    for (const name of ["wheel", "touchstart", "keydown"]) window.addEventListener(name, touch, { once: true });
    for (const pause of place ? [0, 80, 160, 320, 640] : []) {
      await new Promise((go) => setTimeout(go, pause));
      if (isTouched || !board.isConnected) break;
      const height = heightOf(place.id);
      if (scroller && height !== null) scroller.scrollTop += height - place.height;
      look();
    }
    for (const name of ["wheel", "touchstart", "keydown"]) window.removeEventListener(name, touch);
    if (isOld && board.isConnected) change(() => parts.forEach((one) => one.renew()));
  }

  function heightOf(id) {
    return partOf(id)?.heightOf(id) ?? null;
  }

  // The first row in the window, by its first memory.
  function whereOneIs() {
    let first = null;
    for (const [id, { line }] of lines) {
      const { top, bottom } = line.getBoundingClientRect();
      if (line.isConnected && bottom > 0 && (!first || top < first.top)) first = { id, top };
    }
    return first && { id: first.id, height: heightOf(first.id) ?? first.top };
  }

  function close() {
    sized.disconnect();
    scrolled.removeEventListener("scroll", onScroll);
    window.removeEventListener("resize", lookSoon);
    rail.close();
    choosing?.close();
    for (const decade of decades.values()) decade.close();
  }
  return view;
}

function scrollerOf(host) {
  for (let at = host.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}

export default component(mountYears, shownBy);
