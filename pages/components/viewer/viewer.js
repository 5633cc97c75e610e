// One memory as large as the window, over the page: the picture on the quiet ground, the family's words
// beside or below it. `list` is where the memory stands among others:
//   find(id)         the item, as a tile shows it
//   beside(id, step) the one before (-1) or after (1), or null; may be a promise
//   reveal(id)       bring its tile into sight and give it the focus
// `words` are sentences, `speaksAs` says whose eyes the API is asked with ("link", "receipt"), `open`
// leads to the memory's own page, where there is one.

const VIEWER = "chest-viewer";

function openViewer({ list, id, words, speaksAs = null, open = null }) {
  closeViewer();
  const host = make("div", { id: VIEWER });
  // Light or dark as the page is, which Streamlit says of its own element.
  const app = document.querySelector('[data-testid="stApp"]');
  if (app) host.style.colorScheme = getComputedStyle(app).colorScheme;
  const root = host.attachShadow({ mode: "open" });
  const dialog = viewerFrame(words, open);
  root.append(make("style", {}, VIEWER_STYLE), dialog);
  document.body.append(host);
  const part = partsOf(root);
  const stage = part("stage");
  const seen = new Map(); // what the API told of a memory, or a promise of it
  let now = id;
  let media = null;
  let afterwards = null;
  let turning = Promise.resolve();
  const zoom = makeZoomable(stage, { turn, leave, closer: () => showOriginal(now) });

  function ask(memory) {
    if (!seen.has(memory)) {
      const headers = speaksAs ? { "X-Speaks-As": speaksAs } : {};
      const asked = fetch(`/api/assets/${memory}`, { credentials: "same-origin", headers })
        .then((answer) => (answer.ok ? answer.json() : null))
        .catch(() => null);
      seen.set(memory, asked);
    }
    return seen.get(memory);
  }

  async function show(memory) {
    now = memory;
    media?.pause?.();
    media = null;
    zoom.take(null);
    const item = list.find(memory);
    const told = viewerSubject(item, null, words);
    dialog.setAttribute("aria-label", told.name);
    showWords(told);
    stage.dataset.kind = item.kind;
    part("moment").firstElementChild?.momentEnd();
    part("moment").replaceChildren();
    delete stage.dataset.broken;
    const small = safeUrl(item.thumb);
    stage.replaceChildren(small ? pictureFor(item, small, told.alt) : make("p", { class: "soft" }, words.loading));
    if (small && item.kind === "photo") zoom.take(stage.firstElementChild);
    lookAside(memory);
    const asset = await ask(memory);
    if (now !== memory || !host.isConnected) return;
    if (asset) showWords(viewerSubject(item, asset, words));
    showThing(item, asset, told);
  }

  function pictureFor(item, src, alt) {
    const image = make("img", { src, alt, draggable: "false" });
    if (item.width && item.height) image.style.aspectRatio = `${item.width} / ${item.height}`;
    image.style.setProperty("--shape", item.width && item.height ? item.width / item.height : 4 / 3);
    return image;
  }

  // The thing itself, once it is known which forms of it there are.
  function showThing(item, asset, told) {
    const urls = asset?.urls ?? {};
    const moves = ["video", "audio"].includes(item.kind) && urls[item.kind];
    if (moves) {
      const said = { src: urls[item.kind], poster: urls.poster, peaks: asset.peaks, download: urls.original, duration: asset.duration };
      const size = asset.width && asset.height ? [asset.width, asset.height] : null;
      const step = asset.steps?.find(({ step, state }) => step === "rendition" && ["waiting", "running"].includes(state));
      Object.assign(said, { played_as: asset.played_as, making: step ? { left: step.seconds_left } : null });
      media = playIn(stage, { ...said, kind: item.kind, alt: told.alt, plays: asset.plays_in_browser, size, words });
      const second = list.secondOf?.(item.id);
      if (media && Number.isFinite(second)) media.currentTime = second;
      return;
    }
    if (asset?.kind === "note") {
      const paragraphs = (asset.body ?? "").split(/\n{2,}/).filter((text) => text.trim());
      stage.replaceChildren(make("div", { class: "letter", tabindex: "0" }, ...paragraphs.map((text) => make("p", {}, text.trim()))));
      return;
    }
    const large = safeUrl(urls.preview);
    if (!large) {
      if (!stage.querySelector("img")) stage.replaceChildren(make("p", { class: "soft" }, words.nothing));
      return;
    }
    showMoment(item, urls.moment);
    const image = pictureFor(item, large, told.alt);
    image.onload = () => {
      if (now !== item.id) return;
      zoom.swap(image);
      stage.replaceChildren(image);
    };
    image.onerror = () => now === item.id && stage.replaceChildren(make("p", { class: "soft" }, words.gone));
  }

  function showMoment(item, src) {
    if (item.kind !== "photo" || !safeUrl(src)) return;
    part("moment").replaceChildren(momentOf({ src, words, over: stage }));
  }

  // The original only for whoever looks closer: it is many times larger.
  async function showOriginal(memory) {
    const asset = await ask(memory);
    const image = stage.querySelector("img");
    const original = safeUrl(asset?.urls?.original);
    const shows = /^image\/(jpeg|png|webp|gif|avif)$/.test(asset?.media_type ?? "");
    if (now !== memory || !image || !original || !shows || image.dataset.original) return;
    image.dataset.original = "asked";
    const whole = new Image();
    whole.onload = () => now === memory && image.isConnected && (image.src = original);
    whole.src = original;
  }

  function showWords({ name, caption, facts, isUnwritten }) {
    part("caption").textContent = caption ?? "";
    part("caption").hidden = !caption;
    part("ask").hidden = !isUnwritten || !open;
    part("facts").textContent = facts;
    dialog.setAttribute("aria-label", name);
  }

  // The neighbours are fetched before somebody asks for them.
  async function lookAside(memory) {
    for (const step of [1, -1]) {
      const other = await list.beside(memory, step);
      if (now !== memory) return;
      const button = part(step === 1 ? "later" : "earlier");
      if (!other && root.activeElement === button) dialog.focus();
      button.disabled = !other;
      if (!other) continue;
      const asset = await ask(other);
      const preview = safeUrl(asset?.urls?.preview);
      if (preview && now === memory) new Image().src = preview;
    }
  }

  // One after the other: of two quick presses none is lost while the first one waits for what is fetched.
  function turn(step) {
    turning = turning.then(async () => {
      const other = await list.beside(now, step);
      if (other && host.isConnected) show(other);
    });
    return turning;
  }

  function leave() {
    if (history.state?.[VIEWER]) history.back();
    else gone();
  }

  function keyed(event) {
    if (event.target.closest?.("video, audio, input, [role=slider]")) return; // a film's own keys
    const does = {
      ArrowLeft: () => (zoom.isCloser() ? null : turn(-1)),
      ArrowRight: () => (zoom.isCloser() ? null : turn(1)),
      "+": () => zoom.by(1.5),
      "=": () => zoom.by(1.5),
      "-": () => zoom.by(1 / 1.5),
      0: () => zoom.whole(),
    }[event.key];
    if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    does();
  }

  const gone = () => {
    closeViewer();
    if (afterwards) setTimeout(afterwards);
  };
  const before = document.activeElement;
  host.chestClose = () => {
    window.removeEventListener("popstate", gone);
    media?.pause?.();
    part("moment").firstElementChild?.momentEnd();
    dialog.close();
    host.remove();
    if (list.reveal(now) === false) before?.focus?.({ preventScroll: true });
  };
  part("close").onclick = leave;
  part("earlier").onclick = () => turn(-1);
  part("later").onclick = () => turn(1);
  // First back over the viewer's own entry of the history: Back from the page leads to the tile.
  const openItsPage = () => {
    const memory = now;
    afterwards = () => open(memory);
    leave();
  };
  part("ask").onclick = openItsPage;
  if (open) part("page").onclick = openItsPage;
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault(); // Escape: through the history, as Back
    leave();
  });
  dialog.addEventListener("keydown", keyed);
  // Back closes it: an entry of the history of its own, at the same address.
  history.pushState({ ...history.state, [VIEWER]: true }, "", location.href);
  window.addEventListener("popstate", gone);
  dialog.showModal();
  dialog.focus(); // not a button: what is read first is what the memory is called
  show(id);
}

function closeViewer() {
  document.getElementById(VIEWER)?.chestClose();
}

function viewerFrame(words, open) {
  const button = (name, label, more = "quiet") =>
    make("button", { type: "button", class: more, "data-part": name }, label);
  const bar = make("div", { class: "bar" }, button("earlier", words.earlier), button("later", words.later));
  if (open) bar.append(button("page", words.page));
  bar.append(button("close", words.close, "main"));
  const side = make(
    "div",
    { class: "side" },
    make("p", { class: "caption", "data-part": "caption" }),
    button("ask", words.ask, "ask"),
    make("p", { class: "soft", "data-part": "facts", "aria-live": "polite" }),
    make("div", { "data-part": "moment" }),
    bar,
  );
  return make("dialog", { tabindex: "-1" }, make("div", { class: "stage", "data-part": "stage" }), side);
}

// What is said of a memory: from its tile at once, from the API a moment later.
function viewerSubject(item, asset, words) {
  const caption = asset ? asset.caption : item.caption;
  const kind = words[item.kind] ?? words.other;
  const from = asset?.contributor?.name;
  const facts = [asset?.who, item.when ?? words.undated, asset?.place, from ? fill(words.from, { name: from }) : null];
  return {
    caption,
    facts: facts.filter(Boolean).join(" · "),
    name: caption || [kind, item.when].filter(Boolean).join(", "),
    alt: item.alt || caption || kind,
    isUnwritten: asset !== null && !caption && asset.editable && asset.kind !== "note",
  };
}
