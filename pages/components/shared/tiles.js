// How one memory looks among others: a picture in its own shape, a letter as paper, a voice as a
// waveform.

const SHAPE_NARROWEST = 0.5;
const SHAPE_WIDEST = 2.6;

function shapeOf(item) {
  if (item.kind === "audio") return 1.7;
  if (item.kind === "note" || (!item.thumb && !item.blur)) return 1.2;
  const shape = item.width && item.height ? item.width / item.height : 4 / 3;
  return Math.min(SHAPE_WIDEST, Math.max(SHAPE_NARROWEST, shape));
}

function pictureOf(item, words) {
  const frame = make("span", { class: "frame" });
  if (typeof item.blur === "string" && item.blur.startsWith("data:image/")) {
    frame.style.backgroundImage = `url(${JSON.stringify(item.blur)})`;
  }
  const thumb = safeUrl(item.thumb);
  if (thumb) {
    const kind = words[item.kind] ?? words.other;
    const alt = item.alt || [kind, item.caption, item.when].filter(Boolean).join(", ");
    const image = make("img", { alt, loading: "lazy", decoding: "async" });
    image.onload = () => {
      frame.classList.add("seen");
      frame.style.backgroundImage = "";
    };
    image.onerror = () => image.replaceWith(make("span", { class: "note" }, words.gone));
    image.src = thumb;
    frame.append(image);
  }
  if (item.kind === "video") {
    frame.append(make("span", { class: "length" }, `${words.video} ${lengthInWords(item.duration)}`.trim()));
  }
  if (item.kind === "photo" && item.moment) {
    frame.append(make("span", { class: "moves" }, make("span", { class: "unseen" }, words.moment)));
  }
  if (!thumb) frame.append(make("span", { class: "note" }, words[item.state] ?? words[item.kind] ?? ""));
  return frame;
}

function paperOf(item, words, label) {
  const line = item.first_line || item.caption || words[item.kind] || words.other;
  const from = [item.contributor, item.when].filter(Boolean).join(", ");
  return make(
    "span",
    { class: "paper" },
    label,
    make("span", { class: "line" }, line),
    from ? make("span", { class: "from" }, from) : "",
  );
}

function voiceOf(item, words, label) {
  const who = [item.contributor, item.when].filter(Boolean).join(", ");
  return make(
    "span",
    { class: "voice" },
    label,
    make("span", { class: "line" }, item.caption || words.audio),
    drawWave(item.peaks, 44),
    make(
      "span",
      { class: "from" },
      make("span", {}, who),
      make("span", { class: "time" }, lengthInWords(item.duration)),
    ),
  );
}

function tileOf(item, words) {
  const broken = item.state === "failed" ? words.failed : words[item.state];
  const pending = item.state && item.state !== "ready" ? broken : null;
  const badge = item.badge || pending;
  const label = badge ? make("span", { class: "badge" }, badge) : "";
  if (item.kind === "audio") return [voiceOf(item, words, label)];
  const pictured = item.kind !== "note" && (item.thumb || item.blur);
  if (!pictured) return [paperOf(item, words, label)];
  const under = [];
  if (item.caption) under.push(make("span", { class: "caption" }, item.caption));
  if (item.when) under.push(make("span", { class: "when" }, item.when));
  return [pictureOf(item, words), label, ...under];
}

// One line of a list: a link to the memory, or with `choose` a box to tick.
function lineOf(item, words, choose = null) {
  const tile = choose
    ? make("label", { class: "tile" }, make("input", { type: choose === "many" ? "checkbox" : "radio" }))
    : make("a", { class: "tile", href: safeUrl(item.href) ?? "#" });
  tile.append(...tileOf(item, words));
  if (choose) tile.append(make("span", { class: "tick", "aria-hidden": "true" }, "✓"));
  const line = make("li", { "data-id": item.id, "data-kind": item.kind }, tile);
  line.style.setProperty("--shape", shapeOf(item).toFixed(4));
  return line;
}

// The line of `before` (a Map of id to {sameAs, line}) where the memory is unchanged, else a new one: a
// rerun does not make pictures blink. What is signed in an address changes with time and means nothing.
function keptLine(before, item, words, choose = null) {
  const sameAs = JSON.stringify([item, choose]).replace(/([?&][es]=)[^"&]*/g, "$1");
  const old = before.get(item.id);
  return old?.sameAs === sameAs ? old : { sameAs, line: lineOf(item, words, choose) };
}

// A plain click opens the memory over the page, among those of `list`.
function openOver(line, view, id, list, { words, speaksAs, hasPage }) {
  line.querySelector("a").onclick = (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    const open = hasPage ? (memory) => tellPage(view, "open", memory) : null;
    openViewer({ list, id, words, speaksAs, open });
  };
}
