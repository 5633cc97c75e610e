// The years of a life, however many memories there are: a rail of decades, and under each heading rows
// that are fetched and drawn when they come near the window, and let go of when they leave it.

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

function mountYears(root, data) {
  const part = partsOf(root);
  const board = part("board");
  const rail = part("rail");
  const scroller = scrollerOf(root.host ?? root);
  const lines = new Map();
  const page = location.pathname;
  const view = { update, close };
  let said = data;
  let stretches = new Map();
  let isLooking = false;

  const known = fetched.get(data.url) ?? { version: data.version, stretches: new Map() };
  const isOld = known.version !== data.version;
  known.version = data.version;
  fetched.clear(); // another chest's
  fetched.set(data.url, known);
  // Among which others a memory stands, when one looks at it closely.
  const among = {
    find: (id) => [...stretches.values()].map((one) => one.find(id)).find(Boolean),
    async beside(id, step) {
      const all = [...stretches.values()];
      for (let n = all.findIndex((one) => one.holds(id)); n >= 0 && n < all.length; n += step) {
        const other = await all[n].beside(id, step);
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
    const found = [...stretches.values()].map((one) => [one, one.near(above, below)]);
    steady(() => {
      for (const [stretch, range] of found) stretch.draw(range);
    });
    for (const [stretch, range] of found) if (range.isEndNear) stretch.ask();
    // Not while the next page takes this one's place: it begins at its top.
    if (location.pathname === page) left.set(said.url, whereOneIs());
  }

  function lookSoon() {
    if (isLooking) return;
    isLooking = true;
    requestAnimationFrame(look);
  }

  // Rows are reckoned anew: what is in the window is drawn at once and stays where it is.
  function change(how) {
    steady(() => {
      how();
      look();
    });
    for (const [id, { line }] of lines) if (!line.isConnected) lines.delete(id);
  }

  async function fetchPage(query, cursor, limit) {
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

  function line(item, width) {
    const kept = keptLine(lines, item, said.words);
    lines.set(item.id, kept);
    kept.line.style.width = `${width}px`;
    openOver(kept.line, view, item.id, among, said.viewer);
    return kept.line;
  }

  // Changes rows, and keeps the first memory that is in the window where it is: what lies above may turn
  // out higher or lower than was guessed.
  function steady(how) {
    const marks = [...lines].map(([id, { line }]) => [line, () => lines.get(id)?.line]);
    for (const { heading } of stretches.values()) marks.push([heading, () => heading]);
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
      const kept = stretches.get(one.key);
      next.set(one.key, kept ?? stretchOf(one, place));
    }
    for (const [key, gone] of stretches) if (!next.has(key)) gone.close();
    stretches = next;
    for (const { element } of stretches.values()) board.append(element);
    drawRail();
    lookSoon();
  }

  function drawRail() {
    rail.hidden = stretches.size < 2;
    const links = said.stretches.map((one) => {
      const link = make("a", { href: `#years-${one.key}` }, one.short);
      link.onclick = (event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        const { heading } = stretches.get(one.key);
        heading.scrollIntoView({ block: "start" });
        heading.focus({ preventScroll: true });
        look();
      };
      return link;
    });
    rail.replaceChildren(...links);
  }

  // Each run of the page says anew what there is; only what changed is drawn.
  function update(next) {
    const isSame = next.version === said.version && JSON.stringify(next.stretches) === JSON.stringify(said.stretches);
    said = next;
    if (isSame) return;
    known.version = said.version;
    const before = stretches;
    draw();
    for (const one of said.stretches) before.get(one.key)?.renew(one);
  }

  const sized = new ResizeObserver(() => {
    const width = board.clientWidth;
    if (!width || width === place.measure.width) {
      lookSoon();
      return;
    }
    place.measure = measured();
    change(() => {
      for (const stretch of stretches.values()) stretch.lay();
    });
  });
  const scrolled = scroller ?? window;
  scrolled.addEventListener("scroll", lookSoon, { passive: true });
  window.addEventListener("resize", lookSoon);
  sized.observe(board);
  draw();
  comeBack();

  // Back leads to where one was, and what was there is fetched anew if it changed meanwhile. Streamlit
  // may scroll to the top of its new page a moment later, so it is done a few times, until a hand moves.
  async function comeBack() {
    const place = Date.now() - window[BACK] < JUST_NOW_MS ? left.get(data.url) : null;
    left.delete(data.url);
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
    if (isOld && board.isConnected) for (const one of said.stretches) stretches.get(one.key)?.renew(one);
  }

  function heightOf(id) {
    return [...stretches.values()].map((one) => one.heightOf(id)).find((top) => top !== null) ?? null;
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
    scrolled.removeEventListener("scroll", lookSoon);
    window.removeEventListener("resize", lookSoon);
    for (const stretch of stretches.values()) stretch.close();
  }
  return view;
}

function scrollerOf(host) {
  for (let at = host.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}

export default component(mountYears, (data) => data.url);
