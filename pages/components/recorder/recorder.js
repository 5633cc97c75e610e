// A voice note: MediaRecorder into a File, and the file into the same queue as all others.

const VOICE_TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];
const VOICE_ENDINGS = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };

// Recordings that nobody has added yet, by scope: they survive reruns and page switches.
const tapes = (window.memoryChestTapes ??= new Map());

function whyNot(error) {
  if (["NotAllowedError", "SecurityError"].includes(error.name)) return "refused";
  if (["NotFoundError", "OverconstrainedError"].includes(error.name)) return "no_microphone";
  if (error.name === "NotReadableError") return "busy";
  return "missing";
}

function localMinute(date) {
  const two = (n) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}.${two(date.getMinutes())}`;
}

function mountRecorder(root, data) {
  const part = partsOf(root);
  const { labels } = data;
  const scope = scopeOf(data.target);
  const view = { close };
  const mine = new Set();
  const render = createRows({
    list: part("rows"),
    engine: { ...uploads, touch: () => draw() },
    labels,
  });
  let recording = null;
  let address = null;
  let hasLeft = false;

  part("label").textContent = data.label;

  function say(words) {
    part("words").textContent = words ?? "";
    part("words").hidden = !words;
  }

  // Browsers write no length into what they record, so the tape's own is told to the player.
  let heard = null;
  function playTape(tape) {
    const { seconds, loudness } = tape;
    const loudest = Math.max(0.2, ...loudness);
    const peaks = loudness.length ? loudness.map((peak) => peak / loudest) : null;
    const said = { src: address, alt: labels.listen, plays: true, words: data.words };
    heard = playIn(part("listen"), { ...said, kind: "audio", peaks, duration: seconds });
  }

  function show(...names) {
    for (const name of ["start", "pause", "stop", "add", "again", "live", "listen"]) {
      part(name).hidden = !names.includes(name);
    }
  }

  function rest() {
    const tape = tapes.get(scope);
    heard?.pause();
    heard = null;
    part("listen").replaceChildren();
    if (address) URL.revokeObjectURL(address);
    address = null;
    if (tape) {
      address = URL.createObjectURL(tape.blob);
      playTape(tape);
      say(tape.cutShort ? labels.cut_short : labels.listen);
      return show("listen", "add", "again");
    }
    if (!window.isSecureContext) say(labels.insecure);
    else if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) say(labels.missing);
    else {
      say("");
      return show("start");
    }
    return show();
  }

  async function start() {
    say(labels.asking);
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      console.warn("no microphone", error);
      return say(labels[whyNot(error)]);
    }
    const mimeType = VOICE_TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    const chunks = [];
    recording = { recorder, stream, wanted: false, heard: 0, paused: false, since: performance.now(), loudness: [] };
    recorder.ondataavailable = (event) => event.data.size && chunks.push(event.data);
    recorder.onerror = (event) => console.error("recording failed", event.error);
    recorder.onstop = () => finish(chunks, recorder.mimeType || mimeType || "audio/webm");
    // A phone that rings ends the track; everything up to the last second is already in `chunks`.
    stream.getAudioTracks()[0].onended = () => recorder.state !== "inactive" && recorder.stop();
    recorder.start(1000);
    recording.stopMeter = meter(stream);
    say(labels.recording);
    part("pause").textContent = labels.pause;
    show("live", "pause", "stop");
    part("stop").focus();
  }

  function finish(chunks, type) {
    const { stream, wanted, stopMeter, loudness } = recording;
    const seconds = elapsed() / 1000;
    stopMeter();
    for (const track of stream.getTracks()) track.stop();
    recording = null;
    const blob = new Blob(chunks, { type: type.split(";")[0] });
    if (blob.size) tapes.set(scope, { blob, cutShort: !wanted, at: new Date(), seconds, loudness });
    guard();
    if (hasLeft) return keep();
    if (!root.host?.isConnected) return;
    rest();
    if (blob.size) part("add").focus();
    else say(labels.empty);
  }

  function elapsed() {
    return recording.heard + (recording.paused ? 0 : performance.now() - recording.since);
  }

  function meter(stream) {
    const sound = new AudioContext();
    const analyser = sound.createAnalyser();
    sound.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(analyser.fftSize);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setInterval(
      () => {
        analyser.getByteTimeDomainData(samples);
        const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0);
        const paused = recording?.recorder.state === "paused";
        if (recording?.recorder.state === "recording") recording.loudness.push(loudest / 128);
        part("level").value = paused ? 0 : Math.min(1, (loudest / 128) ** 0.6);
        if (recording) part("time").textContent = lengthInWords(elapsed() / 1000);
      },
      still ? 500 : 80,
    );
    return () => {
      clearInterval(timer);
      sound.close();
    };
  }

  part("start").onclick = start;
  part("again").onclick = () => {
    tapes.delete(scope);
    guard();
    rest();
    if (!part("start").hidden) start();
  };
  part("stop").onclick = () => {
    recording.wanted = true;
    recording.recorder.stop();
  };
  part("pause").onclick = () => {
    const { recorder } = recording;
    if (recorder.state === "recording") {
      recording.heard = elapsed();
      recording.paused = true;
      recorder.pause();
      say(labels.paused);
      part("pause").textContent = labels.go_on;
    } else {
      recording.since = performance.now();
      recording.paused = false;
      recorder.resume();
      say(labels.recording);
      part("pause").textContent = labels.pause;
    }
  };
  part("add").onclick = () => {
    send(tapes.get(scope));
    rest();
    say(labels.on_its_way);
    draw();
  };

  function send({ blob, at }) {
    const name = fill(labels.file_name, { date: localMinute(at) });
    const ending = VOICE_ENDINGS[blob.type] ?? "webm";
    const file = new File([blob], `${name}.${ending}`, { type: blob.type, lastModified: at.getTime() });
    file.offer = { recorded_now: true };
    mine.add(file.name);
    uploads.add([file], { target: data.target });
    tapes.delete(scope);
    guard();
  }

  // Where all is shown once more before it is sent, whoever goes on has said it, added or not.
  function keep() {
    const tape = tapes.get(scope);
    if (tape && data.keeps) send(tape);
  }

  function draw() {
    const shownThere = uploads.isShown(scope);
    render(shownThere ? [] : uploads.list(scope).filter((item) => mine.has(item.name)));
    const settled = shownThere ? null : uploads.takeSettled(scope);
    if (settled) {
      say(summaryInWords(settled, labels));
      tellPage(view, "settled", settled);
    }
  }
  const unsubscribe = uploads.subscribe(draw);
  uploads.remember(scope, data.owner); // a voice on its way is not lost with its page

  // Leaving the page ends the recording and keeps it; closing the tab would lose it, so ask.
  function close() {
    unsubscribe();
    hasLeft = true;
    if (!recording) keep();
    if (recording && recording.recorder.state !== "inactive") {
      recording.wanted = true;
      recording.recorder.stop();
    }
    heard?.pause();
  }
  rest();
  draw();
  return view;
}

const askAboutTape = (event) => {
  event.preventDefault();
  event.returnValue = "";
};
function guard() {
  if (tapes.size) window.addEventListener("beforeunload", askAboutTape);
  else window.removeEventListener("beforeunload", askAboutTape);
}

export default component(mountRecorder);
