// Films and voices that play, and what is said where they do not.

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

function heardVoice(data, media) {
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

// Puts a film or voice into `stage`; returns what plays, or null where browsers cannot play it.
function playIn(stage, data) {
  if (!data.plays) {
    const poster = safeUrl(data.poster);
    const picture = poster ? [make("div", { class: "photo" }, make("img", { src: poster, alt: data.alt }))] : [];
    stage.replaceChildren(...picture, regretOf(data));
    return null;
  }
  const media = mediaOf(data);
  const shown = data.kind === "audio" && data.peaks ? heardVoice(data, media) : media;
  let tryAgain = true;
  media.onerror = async () => {
    if (tryAgain && (await becomesReady(media, data, shown))) {
      tryAgain = false;
      media.load();
      return;
    }
    stage.dataset.broken = "";
    shown.replaceWith(regretOf(data));
  };
  stage.replaceChildren(shown);
  return media;
}
