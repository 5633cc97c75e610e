// One memory, large. A rerun with a newly signed address must not interrupt what is playing.

function playerIdentity(data) {
  const rest = { ...data, start: null, closer: data.closer?.item.id };
  if (playsHere(data)) rest.making = null; // whoever watches already is not interrupted
  for (const name of ["src", "poster", "download", "captions", "moment"]) rest[name] = unsigned(data[name]);
  return JSON.stringify(rest);
}

function photoOf(data) {
  const attributes = { src: safeUrl(data.src), alt: data.alt, decoding: "async" };
  if (data.size) [attributes.width, attributes.height] = data.size;
  const image = make("img", attributes);
  const original = safeUrl(data.download);
  const stage = original
    ? make("a", { class: "photo", href: original, target: "_blank", rel: "noopener", title: data.words.open }, image)
    : make("div", { class: "photo" }, image);
  if (data.closer) stage.onclick = (event) => lookCloser(event, data.closer);
  image.onerror = () => {
    stage.parentElement.dataset.broken = "";
    stage.replaceWith(regretOf(data));
  };
  return stage;
}

// Large over the page, where the browser would show the bare original.
function lookCloser(event, { item, viewer }) {
  if (!isPlainClick(event)) return;
  event.preventDefault();
  const list = { find: () => item, beside: () => null, reveal: () => false };
  openViewer({ list, id: item.id, words: viewer.words, speaksAs: viewer.speaksAs });
}

function mountPlayer(root, data) {
  const stage = partsOf(root)("stage");
  const view = { media: null, start: null, update, close };
  let stopMarks = null;
  stage.dataset.kind = data.kind;
  delete stage.dataset.broken;
  if (!data.plays || data.kind === "video" || data.kind === "audio") view.media = playIn(stage, data);
  else stage.replaceChildren(photoOf(data));
  // What is said in it stands in another component, and follows what plays.
  if (view.media && data.of) (window.memoryChestMedia ??= new Map()).set(data.of, view.media);
  // Nor are the words in a picture written here.
  const photo = stage.querySelector(".photo");
  if (photo && data.of) stopMarks = showMarks(photo, data.of);
  const moment = safeUrl(data.moment);
  if (moment && !view.media) stage.append(momentOf({ src: moment, words: data.words, over: photo }));
  const download = safeUrl(data.download);
  if (download && (data.plays || view.media)) {
    stage.append(make("p", { class: "below" }, make("a", { href: download, download: true }, data.words.download)));
  }

  function close() {
    view.media?.pause();
    stopMarks?.();
  }

  function update({ start }) {
    if (!view.media || start === null || start === view.start) return;
    view.start = start;
    if (Number.isFinite(start)) view.media.currentTime = start;
  }
  return view;
}

export default component(mountPlayer, playerIdentity);
