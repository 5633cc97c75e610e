// Films and voices: one small player of our own, the same in every browser, and what is said where
// something does not play.

const SKIP = 5; // seconds that an arrow key goes
const NO_SOUND = /sink|no audio (output|device)|audio renderer/i; // what browsers write without a loudspeaker
const EXPIRED = [401, 403, 404, 410];

function regretOf(data) {
  const { words } = data;
  const download = safeUrl(data.download ?? data.src);
  const kind = ["photo", "video", "audio"].includes(data.kind) ? data.kind : "photo";
  const making = makingOf(data, kind);
  const said = make("div", { class: "regret" }, make("p", { role: "status" }, making ?? words[`cannot_${kind}`]));
  if (download) {
    said.append(
      make("p", { class: "soft" }, making ? words.download_now : words.try_download),
      make("a", { class: "button main", href: download, download: true }, words.download),
    );
  }
  return said;
}

// What is said while it is being made playable; null where nobody does that.
function makingOf({ making, words }, kind) {
  if (!making) return null;
  const minutes = Math.max(1, Math.round(making.left / 60));
  if (!Number.isFinite(making.left) || making.left === null) return words[`making_${kind}`];
  const left = minutes < 100 ? counted(words, "minutes", minutes) : counted(words, "hours", Math.round(minutes / 60));
  return fill(words[`making_${kind}_left`], { left });
}

// Some browsers play what not all of them do, and say so when they are asked.
function playsHere({ plays, played_as: type, kind }) {
  if (plays || !type) return Boolean(plays);
  const asked = window.MediaSource?.isTypeSupported(type);
  return asked || make(kind === "audio" ? "audio" : "video").canPlayType(type) === "probably";
}

function shaped(element, size) {
  if (size) element.style.aspectRatio = `${size[0]} / ${size[1]}`;
  return element;
}

function mediaOf(data) {
  const film = data.kind === "video";
  const media = make(film ? "video" : "audio", {
    preload: data.preload ?? "metadata",
    playsinline: film,
    poster: film ? safeUrl(data.poster) : null,
    "aria-label": film ? data.alt : null,
  });
  if (film) shaped(media, data.size);
  const captions = safeUrl(data.captions);
  if (captions) media.append(make("track", { kind: "captions", src: captions, label: data.words.captions }));
  media.src = safeUrl(data.src) ?? "";
  return media;
}

// How long it is. What a browser recorded has no length in it, and browsers then say Infinity, or how
// far they have read.
function lengthOf(media, known) {
  const own = Number.isFinite(media.duration) ? media.duration : 0;
  return known > 0 && own < known * 0.95 ? known : own;
}

function goTo(media, seconds, length) {
  if (Number.isFinite(seconds)) media.currentTime = Math.min(Math.max(0, seconds), Math.max(0, length - 0.05));
}

// Its controls: a button, the place in it (a voice shows how it sounds there), the time.
function controlsOf(media, data) {
  const { words } = data;
  const button = make("button", { type: "button", class: "play", "aria-label": words.play });
  const bars = data.kind === "audio" && data.peaks ? drawWave(data.peaks, 120) : null;
  const filled = make("div", { class: "filled" });
  const place = make(
    "div",
    { class: bars ? "place wavy" : "place", role: "slider", tabindex: "0", "aria-label": words.place, "aria-valuemin": "0" },
    bars ?? make("div", { class: "line" }, filled),
  );
  const time = make("span", { class: "time-now" });
  const line = make("div", { class: "controls" }, button, place, time);
  const length = () => lengthOf(media, data.duration);
  let dragged = null; // where a finger holds it, from 0 to 1

  function show() {
    const whole = length();
    const now = dragged === null ? media.currentTime : dragged * whole;
    const share = media.ended ? 1 : whole ? Math.min(1, now / whole) : 0;
    const waits = media.dataset.waits !== undefined;
    if (bars) bars.querySelectorAll("rect").forEach((bar, n, all) => bar.classList.toggle("heard", n / all.length < share));
    else filled.style.width = `${share * 100}%`;
    const [said, of] = [lengthInWords(Math.floor(now)), lengthInWords(whole)];
    time.textContent = waits ? words.wait : whole ? `${said} / ${of}` : said;
    place.setAttribute("aria-valuemax", String(Math.round(whole)));
    place.setAttribute("aria-valuenow", String(Math.round(now)));
    place.setAttribute("aria-valuetext", whole ? fill(words.of, { now: said, length: of }) : said);
    button.classList.toggle("playing", !media.paused);
    button.setAttribute("aria-label", media.paused ? words.play : words.pause);
  }

  function turn() {
    if (!media.paused) return media.pause();
    if (media.error) media.load();
    if (length() && media.currentTime > length() - 0.1) goTo(media, 0, length());
    media.dataset.waits = "";
    show();
    media.play().catch(() => media.paused && rest()); // why not, `error` says
  }
  function rest() {
    delete media.dataset.waits;
    show();
  }

  button.onclick = turn;
  if (data.kind === "video") media.onclick = turn;
  for (const name of ["timeupdate", "seeked", "loadedmetadata", "durationchange", "play"]) media.addEventListener(name, show);
  for (const name of ["playing", "pause", "error", "ended"]) media.addEventListener(name, rest);
  media.addEventListener("play", () => {
    const other = window.memoryChestPlays;
    if (other && other !== media) other.pause(); // two voices at once are none
    window.memoryChestPlays = media;
  });

  const shareAt = (event) => {
    const { left, width } = place.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width));
  };
  place.onpointerdown = (event) => {
    if (event.button > 0 || !length()) return;
    event.stopPropagation();
    place.setPointerCapture(event.pointerId);
    dragged = shareAt(event);
    show();
  };
  place.onpointermove = (event) => {
    if (dragged === null) return;
    dragged = shareAt(event);
    show();
  };
  place.onpointerup = place.onpointercancel = (event) => {
    if (dragged === null) return;
    if (event.type === "pointerup") goTo(media, dragged * length(), length());
    dragged = null;
    show();
  };
  line.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? SKIP * 4 : SKIP;
    const to = (seconds) => goTo(media, seconds, length());
    const does = {
      ArrowLeft: () => to(media.currentTime - step),
      ArrowRight: () => to(media.currentTime + step),
      ArrowDown: () => to(media.currentTime - step),
      ArrowUp: () => to(media.currentTime + step),
      PageDown: () => to(media.currentTime - length() / 10),
      PageUp: () => to(media.currentTime + length() / 10),
      Home: () => to(0),
      End: () => to(length()),
      " ": event.target === place ? turn : null,
    }[event.key];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  };
  show();
  return line;
}

function wordsSwitch(media, words) {
  const pressed = make("button", { type: "button", class: "quiet", "aria-pressed": "false" }, words.captions);
  pressed.onclick = () => {
    const isOn = pressed.getAttribute("aria-pressed") !== "true";
    pressed.setAttribute("aria-pressed", String(isOn));
    media.textTracks[0].mode = isOn ? "showing" : "hidden";
  };
  return pressed;
}

// A phone shows the film alone in its own player; elsewhere our controls stay with it.
function wholeScreen(player, media, words) {
  const button = make("button", { type: "button", class: "whole", "aria-label": words.whole_screen });
  button.onclick = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (player.requestFullscreen) player.requestFullscreen().catch(() => media.webkitEnterFullscreen?.());
    else media.webkitEnterFullscreen?.();
  };
  return button;
}

// What a link plays is made when it is first asked for. A film of hours takes minutes, and a player
// gives up at the first refusal: so it is asked for here until it is there, or is refused for good.
// The last answer, or null when there was none.
async function askFor(media, data, shown) {
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
  return answer;
}

// Begin again where it stopped.
function resume(media, { play = true } = {}) {
  const at = media.currentTime;
  media.addEventListener(
    "loadedmetadata",
    () => {
      if (at > 0) media.currentTime = at;
      if (play) media.play().catch(() => {});
    },
    { once: true },
  );
  media.load();
}

// Which trouble it is decides what is said. Only what was never readable cannot be played; everything
// else keeps the player, and can be tried again.
function watchTrouble(media, data, { player, stage }) {
  const { words } = data;
  const place = make("div", { class: "trouble", role: "alert" });
  const asked = { again: false, whole: false };
  let wasReadable = false;
  player.append(place);
  media.addEventListener("loadedmetadata", () => (wasReadable = true));
  media.addEventListener("playing", () => place.replaceChildren());

  function say(sentence) {
    const again = make("button", { type: "button", class: "quiet" }, words.again);
    again.onclick = () => {
      place.replaceChildren();
      Object.assign(asked, { again: false });
      resume(media);
    };
    place.replaceChildren(make("p", {}, sentence), again);
  }

  // What has no length and no index cannot be read from the middle; all of it at once can. Voices are small.
  async function asAWhole() {
    asked.whole = true;
    const held = await fetch(safeUrl(data.src), { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.blob() : null))
      .catch(() => null);
    if (!held || !media.isConnected) return false;
    const at = media.currentTime;
    media.src = URL.createObjectURL(held);
    media.currentTime = at;
    resume(media);
    return true;
  }

  media.onerror = async () => {
    const { code = 0, message = "" } = media.error ?? {};
    if (NO_SOUND.test(message)) return say(words.no_sound);
    if (wasReadable) {
      if (data.kind === "audio" && !asked.whole && (await asAWhole())) return;
      return say(words.stopped);
    }
    const answer = await askFor(media, data, player);
    if (!media.isConnected) return;
    if (answer === null || answer.status >= 500) return say(words.unreached);
    if (EXPIRED.includes(answer.status)) return say(words.out_of_date);
    if (answer.ok && !asked.again) {
      asked.again = true;
      return media.load();
    }
    if (code === 2) return say(words.stopped);
    stage.dataset.broken = "";
    player.replaceWith(regretOf(data));
  };
}

// Puts a film or voice into `stage`; returns what plays, or null where browsers cannot play it.
function playIn(stage, data) {
  if (!playsHere(data)) {
    const poster = safeUrl(data.poster);
    const picture = poster ? [make("div", { class: "photo" }, make("img", { src: poster, alt: data.alt }))] : [];
    stage.replaceChildren(...picture, regretOf(data));
    return null;
  }
  const media = mediaOf(data);
  const film = data.kind === "video";
  const controls = controlsOf(media, data);
  const player = make(
    "div",
    { class: film ? "player film" : "player voice", role: "group", "aria-label": data.alt },
    media,
    controls,
  );
  if (film && data.size) player.style.setProperty("--shape", data.size[0] / data.size[1]);
  if (safeUrl(data.captions)) controls.append(wordsSwitch(media, data.words));
  if (film) controls.append(wholeScreen(player, media, data.words));
  watchTrouble(media, data, { player, stage });
  stage.replaceChildren(player);
  return media;
}
