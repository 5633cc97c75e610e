// The rail of years: links to decades, and a knob that can be dragged along the life, or moved with keys.
// Beside the years on a desk; on a phone the links stand above them, and the knob at the window's edge
// shows itself while one scrolls.

const WIDE = "(min-width: 78rem)";
const DRAG_FROM = 6; // pixels that a press moves before it is a drag
const RESTS_MS = 160; // how long a drag rests before memories are fetched where it is
const AWAKE_MS = 1600;
const HEADER = 76; // pixels at the top of the window that are the page's own

// `place`: `decades()`, `goTo(element, share, focus)` scrolls so that this share of an element is at the
// top, `rest()` is called when a drag rests or ends.
function railOf(root, words, place) {
  const part = partsOf(root);
  const [rail, nav, knob, bubble] = ["rail", "decades", "knob", "bubble"].map(part);
  let stops = []; // every year, with its decade and its place among its years
  let links = new Map();
  let pressed = null;
  let isDragging = false;
  let resting = null;
  let sleeping = null;
  let now = null;
  let rests = false;
  let isPinned = false; // stays where keys led to, until a hand moves: the end of a page has no room
  nav.setAttribute("aria-label", words.decades);

  function draw(said) {
    const decades = place.decades();
    stops = decades.flatMap((decade, n) =>
      decade.parts.map((one, i) => ({ decade, n, i, part: one, label: one.said.year ? String(one.said.year) : decade.said.short })),
    );
    rail.hidden = decades.length < 2;
    links = new Map(
      decades.map((decade) => {
        const link = make("a", { href: `#years-${decade.key}`, draggable: "false" }, decade.said.short);
        link.onclick = (event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          place.goTo(decade.heading, 0, true);
        };
        return [decade.key, link];
      }),
    );
    nav.replaceChildren(...links.values());
    knob.setAttribute("aria-valuemax", Math.max(0, stops.length - 1));
    now = null;
    show();
  }

  // Where one is: the last year that begins above the middle of the window's upper half.
  function show() {
    if (!stops.length || rail.hidden) return;
    if (isPinned) return;
    let at = 0;
    stops.forEach(({ part: one, decade, i }, n) => {
      const { top } = (i === 0 ? decade : one).element.getBoundingClientRect();
      if (top <= HEADER + 90) at = n;
    });
    const { top, height } = stops[at].part.element.getBoundingClientRect();
    const share = height ? Math.min(1, Math.max(0, (HEADER - top) / height)) : 0;
    if (!isDragging) move(stops[at], share);
    say(at);
  }

  function say(at) {
    if (now === at) return;
    now = at;
    knob.setAttribute("aria-valuenow", at);
    knob.setAttribute("aria-valuetext", stops[at].label);
    for (const [key, link] of links) {
      if (key === stops[at].decade.key) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function track() {
    if (matchMedia(WIDE).matches) {
      const { top, height } = nav.getBoundingClientRect();
      return { top, height };
    }
    return { top: HEADER + 24, height: window.innerHeight - HEADER - 24 - 120 };
  }

  // Decades share the rail evenly, and years their decade.
  function move({ decade, n, i }, share) {
    const { height } = track();
    const along = (n + (i + share) / decade.parts.length) / place.decades().length;
    knob.style.setProperty("--along", `${Math.round(along * height)}px`);
  }

  function stopAt(y) {
    const { top, height } = track();
    const decades = place.decades();
    const along = Math.min(0.9999, Math.max(0, (y - top) / height)) * decades.length;
    const n = Math.floor(along);
    const inDecade = (along - n) * decades[n].parts.length;
    const i = Math.floor(inDecade);
    return { stop: stops.find((one) => one.n === n && one.i === i), share: inDecade - i };
  }

  function drag(y) {
    const { top, height } = track();
    const { stop, share } = stopAt(y);
    knob.style.setProperty("--along", `${Math.min(height, Math.max(0, y - top))}px`);
    bubble.textContent = stop.label;
    bubble.hidden = false;
    bubble.style.top = `${Math.min(window.innerHeight - 60, Math.max(8, y - 24))}px`;
    place.goTo(stop.i === 0 && share < 0.1 ? stop.decade.element : stop.part.element, share, false);
    clearTimeout(resting);
    rests = false;
    resting = setTimeout(() => {
      rests = true;
      place.rest();
    }, RESTS_MS);
  }
  function wake() {
    rail.classList.add("awake");
    clearTimeout(sleeping);
    sleeping = setTimeout(() => rail.classList.remove("awake"), AWAKE_MS);
  }

  function press(event) {
    const isOnRail = matchMedia(WIDE).matches || event.target === knob;
    if (!isOnRail || event.button !== 0 || !stops.length) return;
    pressed = { id: event.pointerId, y: event.clientY };
    isDragging = false;
    for (const [name, hears] of whilePressed) window.addEventListener(name, hears);
  }

  function moved(event) {
    if (pressed?.id !== event.pointerId) return;
    if (!isDragging && Math.abs(event.clientY - pressed.y) < DRAG_FROM) return;
    isDragging = true;
    rail.classList.add("dragged");
    wake();
    drag(event.clientY);
  }

  function lift(event) {
    if (pressed?.id !== event.pointerId) return;
    for (const [name, hears] of whilePressed) window.removeEventListener(name, hears);
    pressed = null;
    if (!isDragging) return;
    clearTimeout(resting);
    isDragging = false;
    bubble.hidden = true;
    rail.classList.remove("dragged");
    place.rest();
    wake();
    // What was a drag is no click on the link under it.
    const swallow = (click) => (click.preventDefault(), click.stopPropagation());
    rail.addEventListener("click", swallow, { capture: true });
    setTimeout(() => rail.removeEventListener("click", swallow, { capture: true }), 50);
  }

  const whilePressed = [
    ["pointermove", moved],
    ["pointerup", lift],
    ["pointercancel", lift],
  ];
  rail.addEventListener("pointerdown", press);
  rail.addEventListener("mousedown", (event) => event.preventDefault()); // no words are selected meanwhile

  knob.addEventListener("keydown", (event) => {
    const at = now ?? 0;
    const decadeFrom = (n) => stops.findIndex((stop) => stop.n === n && stop.i === 0);
    const last = stops.length - 1;
    const to = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      PageDown: stops[at] ? decadeFrom(stops[at].n + 1) : -1,
      PageUp: stops[at] ? decadeFrom(Math.max(0, stops[at].n - 1)) : -1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (to < 0 || to > last) return;
    const stop = stops[to];
    place.goTo(stop.i === 0 ? stop.decade.element : stop.part.element, 0, false);
    isPinned = true;
    move(stop, 0);
    say(to);
    place.rest();
  });

  const unpin = (event) => {
    if (event.type !== "keydown" || !event.composedPath().includes(knob)) isPinned = false;
  };
  const hands = ["wheel", "touchmove", "pointerdown", "keydown"];
  for (const name of hands) window.addEventListener(name, unpin, { passive: true });
  const close = () => hands.forEach((name) => window.removeEventListener(name, unpin));

  return { draw, show, wake, close, isBusy: () => isDragging && !rests };
}
