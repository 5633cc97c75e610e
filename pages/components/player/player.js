// One memory, large. A rerun with a newly signed address must not interrupt what is playing.

function playerIdentity(data) {
  const rest = { ...data, start: null };
  for (const name of ["src", "poster", "download", "captions"]) rest[name] = unsigned(data[name]);
  return JSON.stringify(rest);
}

function regretOf(data) {
  const { words } = data;
  const download = safeUrl(data.download ?? data.src);
  const kind = ["photo", "video", "audio"].includes(data.kind) ? data.kind : "photo";
  const said = make("div", { class: "regret" }, make("p", {}, words[`cannot_${kind}`]));
  if (download) {
    said.append(
      make("p", { class: "soft" }, words.try_download),
      make("a", { class: "button main", href: download, download: true }, words.download),
    );
  }
  return said;
}

function shaped(element, size) {
  if (size) element.style.aspectRatio = `${size[0]} / ${size[1]}`;
  return element;
}

function photoOf(data) {
  const attributes = { src: safeUrl(data.src), alt: data.alt, decoding: "async" };
  if (data.size) [attributes.width, attributes.height] = data.size;
  const image = make("img", attributes);
  const original = safeUrl(data.download);
  const stage = original
    ? make("a", { class: "photo", href: original, target: "_blank", rel: "noopener", title: data.words.open }, image)
    : make("div", { class: "photo" }, image);
  image.onerror = () => {
    stage.parentElement.dataset.broken = "";
    stage.replaceWith(regretOf(data));
  };
  return stage;
}

function mediaOf(data) {
  const film = data.kind === "video";
  const media = make(film ? "video" : "audio", {
    controls: true,
    preload: "metadata",
    playsinline: film,
    poster: film ? safeUrl(data.poster) : null,
    "aria-label": data.alt,
  });
  if (film) shaped(media, data.size);
  const captions = safeUrl(data.captions);
  if (captions) media.append(make("track", { kind: "captions", src: captions, label: data.words.captions }));
  media.src = safeUrl(data.src) ?? "";
  return media;
}

function voiceOf(data, media) {
  const wave = make("div", { class: "stretch" }, drawWave(data.peaks, 120));
  const bars = wave.querySelectorAll("rect");
  const mark = () => {
    const heard = media.duration ? media.currentTime / media.duration : 0;
    bars.forEach((bar, n) => bar.classList.toggle("heard", n / bars.length < heard));
  };
  media.addEventListener("timeupdate", mark);
  media.addEventListener("seeked", mark);
  wave.onclick = (event) => {
    if (!media.duration) return;
    const { left, width } = wave.getBoundingClientRect();
    media.currentTime = ((event.clientX - left) / width) * media.duration;
  };
  return make("div", { class: "voice" }, wave, media);
}

// What a link plays is made when it is first asked for. A film of hours takes minutes, and a player
// gives up at the first refusal: so it is asked for here until it is there, or is refused for good.
async function becomesReady(media, data, shown) {
  const address = safeUrl(data.src);
  const told = make("p", { class: "soft", role: "status" }, data.words.being_made);
  let answer = null;
  for (let asked = 0; address && asked < 60; asked += 1) {
    answer = await fetch(address, { method: "HEAD" }).catch(() => null);
    if (answer?.status !== 503 || !media.isConnected) break;
    if (!told.isConnected) shown.after(told);
    const pause = Number(answer.headers.get("Retry-After")) || 5;
    await new Promise((go) => setTimeout(go, pause * 1000));
  }
  told.remove();
  return answer?.ok === true;
}

function mountPlayer(root, data) {
  const stage = partsOf(root)("stage");
  const view = { media: null, start: null, update, close: () => view.media?.pause() };
  stage.dataset.kind = data.kind;
  delete stage.dataset.broken;
  const moving = data.kind === "video" || data.kind === "audio";
  if (!data.plays) {
    const poster = safeUrl(data.poster);
    const picture = poster ? [make("div", { class: "photo" }, make("img", { src: poster, alt: data.alt }))] : [];
    stage.replaceChildren(...picture, regretOf(data));
  } else if (moving) {
    view.media = mediaOf(data);
    const shown = data.kind === "audio" && data.peaks ? voiceOf(data, view.media) : view.media;
    let tryAgain = true;
    view.media.onerror = async () => {
      if (tryAgain && (await becomesReady(view.media, data, shown))) {
        tryAgain = false;
        view.media.load();
        return;
      }
      stage.dataset.broken = "";
      shown.replaceWith(regretOf(data));
    };
    stage.replaceChildren(shown);
  } else {
    stage.replaceChildren(photoOf(data));
  }
  const download = safeUrl(data.download);
  if (download && data.plays) {
    stage.append(make("p", { class: "below" }, make("a", { href: download, download: true }, data.words.download)));
  }

  function update({ start }) {
    if (!view.media || start === null || start === view.start) return;
    view.start = start;
    view.media.currentTime = start;
  }
  return view;
}

export default component(mountPlayer, playerIdentity);
