// Tiles are taken by their handle and put elsewhere, with a mouse or a finger. Whoever has neither
// ticks them and presses a button. Nothing is drawn anew meanwhile: a bar stands where they would go.

const SCROLLS_WITHIN = 70; // pixels from an edge of the window

function letMove(list, { words, chosen, tell }) {
  const spoken = make("p", { class: "unseen", role: "status" });
  list.after(spoken);
  let held = null; // {id, ids, ghost, pointer, before}

  const linesOf = () => [...list.querySelectorAll("li")];

  function handleOf(line, id) {
    const handle = make(
      "span",
      { class: "handle", "aria-hidden": "true", title: words.drag },
      make("span", { class: "grip" }),
    );
    handle.onpointerdown = (event) => begin(event, handle, line, id);
    handle.onpointermove = (event) => held?.pointer === event.pointerId && follow(event);
    handle.onpointerup = (event) => held?.pointer === event.pointerId && end(true);
    handle.onpointercancel = () => end(false);
    return handle;
  }

  function begin(event, handle, line, id) {
    if (event.button !== 0 || held) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const ids = chosen().has(id) ? linesOf().map((one) => one.dataset.id).filter((one) => chosen().has(one)) : [id];
    const ghost = make("div", { class: "ghost", "aria-hidden": "true" });
    const picture = line.querySelector("img");
    if (picture) ghost.append(make("img", { src: picture.src, alt: "" }));
    if (ids.length > 1 || !picture) ghost.append(make("span", {}, String(ids.length)));
    list.append(ghost);
    held = { id, ids, ghost, pointer: event.pointerId, before: undefined };
    for (const one of linesOf()) one.classList.toggle("held", ids.includes(one.dataset.id));
    document.addEventListener("keydown", letGo, true);
    follow(event);
  }

  function letGo(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  }

  function follow({ clientX, clientY }) {
    const edge = clientY < SCROLLS_WITHIN ? -1 : clientY > window.innerHeight - SCROLLS_WITHIN ? 1 : 0;
    if (edge) scrollerAround(list)?.scrollBy(0, edge * 18);
    const ground = list.getBoundingClientRect();
    held.ghost.style.transform = `translate(${clientX - ground.left + 12}px, ${clientY - ground.top + 12}px)`;
    mark(clientX, clientY);
  }

  // Before the first tile of this row, or of a later one, whose middle is not passed yet.
  function mark(x, y) {
    const others = linesOf().filter((one) => !held.ids.includes(one.dataset.id));
    const at = others.findIndex((one) => {
      const box = one.getBoundingClientRect();
      return y < box.top || (y < box.bottom && x < box.left + box.width / 2);
    });
    for (const one of linesOf()) one.classList.remove("before-here", "after-here");
    if (!others.length) return;
    held.before = at < 0 ? null : others[at].dataset.id;
    held.place = (at < 0 ? others.length : at) + 1;
    if (at < 0) others.at(-1).classList.add("after-here");
    else others[at].classList.add("before-here");
  }

  function end(isDone) {
    if (!held) return;
    const { ids, before, ghost, place } = held;
    held = null;
    document.removeEventListener("keydown", letGo, true);
    ghost.remove();
    const stood = linesOf().map((one) => one.dataset.id);
    for (const one of linesOf()) one.classList.remove("held", "before-here", "after-here");
    if (!isDone || before === undefined) return;
    const rest = stood.filter((one) => !ids.includes(one));
    const at = before === null ? rest.length : rest.indexOf(before);
    const now = [...rest.slice(0, at), ...ids, ...rest.slice(at)];
    if (now.every((one, n) => one === stood[n])) return; // where it was
    const lines = new Map(linesOf().map((one) => [one.dataset.id, one]));
    list.append(...now.map((one) => lines.get(one)));
    spoken.textContent = fill(words.put_at, { place, count: stood.length });
    tell({ ids, before });
  }

  return {
    handleOf,
    close() {
      end(false);
      spoken.remove();
    },
  };
}

function scrollerAround(element) {
  for (let at = element.getRootNode().host ?? element; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}
