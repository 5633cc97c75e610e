// Memories of the scene, set into the text below the paragraph that rests on them. A picture or film
// opens as large as the window; a voice is heard where it stands, from its second on.

function insetOf(inset, words, look) {
  const { tile } = inset;
  const figure = make("figure", { class: "inset", "data-id": tile.id, "data-kind": tile.kind });
  figure.append(tile.kind === "audio" ? voiceIn(inset, words) : pictureIn(inset, words, look));
  const under = [inset.caption, inset.when].filter(Boolean);
  if (under.length) figure.append(make("figcaption", {}, ...captionOf(inset)));
  return figure;
}

function captionOf({ caption, when }) {
  const parts = [];
  if (caption) parts.push(make("span", { class: "caption" }, caption));
  if (when) parts.push(make("span", { class: "when" }, when));
  return parts;
}

function pictureIn({ tile, large, at }, words, look) {
  const link = make("a", { href: safeUrl(tile.href) ?? "#", class: "picture" });
  link.style.setProperty("--shape", tile.width && tile.height ? tile.width / tile.height : 4 / 3);
  if (typeof tile.blur === "string" && tile.blur.startsWith("data:image/")) {
    link.style.backgroundImage = `url(${JSON.stringify(tile.blur)})`;
  }
  const image = make("img", { alt: tile.alt ?? "", loading: "lazy", decoding: "async", ...sizesOf(tile) });
  const [small, big] = [safeUrl(tile.thumb), safeUrl(large?.src)];
  if (small && big && tile.width && tile.height) {
    const share = tile.width / Math.max(tile.width, tile.height);
    const wide = (edge) => Math.round(Math.min(tile.width, edge * share));
    image.sizes = "(max-width: 44rem) 94vw, 41rem";
    image.srcset = `${small} ${wide(large.small)}w, ${big} ${wide(large.edge)}w`;
  }
  image.src = small ?? big ?? "";
  image.onload = () => (link.style.backgroundImage = "");
  image.onerror = () => link.replaceChildren(make("span", { class: "note" }, words.gone));
  link.append(image);
  if (tile.kind === "video") {
    const length = at ? `${words.film} ${at}` : `${words.film} ${lengthInWords(tile.duration)}`;
    link.append(make("span", { class: "length" }, length.trim()));
  }
  link.onclick = (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    look(tile.id);
  };
  return link;
}

function sizesOf({ width, height }) {
  return width && height ? { width, height } : {};
}

// Nothing is fetched of a voice before somebody wants to hear it.
function voiceIn({ tile, voice, second, at }, words) {
  const stage = make("div", { class: "stage-of-voice" });
  const said = { ...voice, kind: "audio", alt: tile.alt, peaks: tile.peaks, duration: tile.duration, preload: "none", words };
  const media = playIn(stage, said);
  if (media && Number.isFinite(second)) media.currentTime = second;
  return at ? make("div", {}, make("p", { class: "from" }, at), stage) : stage;
}
