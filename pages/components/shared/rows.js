// How files being added look: one row each, an overall line, and the sentence at the end.
// Every word comes from `labels`; data reaches the page as text only, never as markup.

const ROWS_AT_MOST = 24; // above this, finished rows fold away until someone asks for them
const WAITING_SHOWN = 4;
// Of thousands only those have a row that can be seen; more come when one gets to their end.
const ROWS_AT_ONCE = 200;

function stateInWords(item, labels) {
  switch (item.state) {
    case "waiting":
      return labels.waiting;
    case "paused":
      return labels.paused;
    case "sending":
      if (item.waiting) return labels.trying_again;
      if (item.resumedFrom && item.sent === item.resumedFrom) return labels.resuming;
      return fill(labels.sending, { sent: sizeInWords(item.sent, labels), size: sizeInWords(item.size, labels) });
    case "finishing":
      return item.waiting ? labels.trying_again : labels.finishing;
    case "understanding":
      return labels.steps[item.step] ?? labels.understanding;
    case "ready":
      return labels.ready;
    case "duplicate":
      return labels.duplicate;
    case "kept":
      return item.reason ? fill(labels.kept_because, { reason: item.reason }) : labels.kept;
    case "gone":
      return labels.gone;
    default:
      return item.detail || (labels.problems[item.problem] ?? labels.problems.network);
  }
}

function createRow(item, labels, engine) {
  const ending = /\.(\w{1,4})$/.exec(item.name)?.[1].toUpperCase() ?? "";
  const picture = make("span", { class: "frame", "aria-hidden": "true" }, ending);
  const name = make("span", { class: "name" }, item.name);
  const state = make("span", { class: "state" });
  const bar = make("progress", { "aria-label": fill(labels.progress_of, { name: item.name }) });
  const retry = make("button", { type: "button", class: "quiet retry" }, labels.retry);
  const remove = make(
    "button",
    { type: "button", class: "icon", "aria-label": fill(labels.remove, { name: item.name }) },
    "×",
  );
  retry.onclick = () => engine.retry(item.key);
  remove.onclick = () => engine.remove(item.key);
  const archive = createArchive(item, labels, engine);
  const row = make(
    "li",
    { class: "row" },
    picture,
    make("div", { class: "what" }, name, state, bar, archive.box),
    make("div", { class: "acts" }, retry, remove),
  );

  function update() {
    row.dataset.state = item.state;
    const words = stateInWords(item, labels);
    if (state.textContent !== words) state.textContent = words;
    const sending = SENDING.has(item.state);
    bar.hidden = !sending;
    bar.max = Math.max(1, item.size);
    bar.value = item.size ? item.sent : Number(item.state === "finishing");
    archive.update();
    retry.hidden = !(item.state === "failed" && item.retry);
    remove.hidden = !(sending || item.state === "failed");
    const thumb = safeUrl(item.thumb);
    if (thumb && picture.dataset.from !== thumb) {
      picture.dataset.from = thumb;
      picture.removeAttribute("aria-hidden");
      const alt = item.alt || fill(labels.picture_of, { name: item.name });
      picture.replaceChildren(make("img", { src: thumb, alt, decoding: "async" }));
    }
  }
  return { row, update };
}

// What an archive asks, and what became of it.
function createArchive(item, labels, engine) {
  const words = make("p");
  const unpack = make("button", { type: "button", class: "quiet" }, labels.unpack);
  const keep = make("button", { type: "button", class: "quiet" }, labels.keep_packed);
  const box = make("div", { class: "archive", hidden: true }, words, make("div", {}, unpack, keep));
  unpack.onclick = () => engine.unpack(item.key);
  keep.onclick = () => engine.keepPacked(item.key);
  function update() {
    const said = archiveInWords(item.archive, labels);
    box.hidden = !said;
    if (words.textContent !== said) words.textContent = said;
    const asked = item.archive?.state === "offered" && !item.unpackAsked;
    unpack.parentElement.hidden = !asked;
  }
  return { box, update };
}

function archiveInWords(archive, labels) {
  if (!archive) return "";
  if (archive.problem) return archive.problem === true ? labels.problems.network : archive.problem;
  switch (archive.state) {
    case "offered":
      return counted(labels, "archive", archive.files);
    case "waiting":
    case "unpacking":
      return fill(labels.unpacking, { done: archive.done.toLocaleString(), all: archive.files.toLocaleString() });
    case "done": {
      const said = [];
      for (const name of ["added", "had", "beside", "left_out"]) {
        if (archive[name]) said.push(counted(labels, `unpacked_${name}`, archive[name]));
      }
      const end = archive.reason ?? (archive.put_away ? labels.archive_put_away : labels.archive_kept);
      return `${fill(labels.unpacked, { what: said.join(", ") || labels.unpacked_nothing })} ${end}`;
    }
    default:
      return archive.reason ?? "";
  }
}

function createRows({ list, engine, labels }) {
  const rows = new Map();
  const more = make("button", { type: "button", class: "quiet more", hidden: true }, labels.show_fewer);
  let all = false;
  let most = ROWS_AT_ONCE;
  list.replaceChildren();
  while (list.nextElementSibling?.matches(".more")) list.nextElementSibling.remove();
  list.after(more);
  more.onclick = () => {
    all = !all;
    most = ROWS_AT_ONCE;
    engine.touch();
  };
  // One that comes near the end of the list meets the next rows.
  const end = new IntersectionObserver(
    (seen) => {
      if (!seen.some((one) => one.isIntersecting) || rows.size < most) return;
      most += ROWS_AT_ONCE;
      engine.touch();
    },
    { rootMargin: "800px" },
  );

  function isFolded(item, count) {
    if (["waiting", "paused"].includes(item.state)) return ++count.waiting > WAITING_SHOWN;
    return ["ready", "duplicate", "understanding"].includes(item.state) && !item.archive;
  }

  return function render(items) {
    const fold = !all && items.length > ROWS_AT_MOST;
    const count = { waiting: 0 };
    const open = fold ? items.filter((item) => !isFolded(item, count)) : items;
    const shown = open.slice(0, most);
    const keys = new Set(shown.map((item) => item.key));
    for (const [key, { row }] of rows) {
      if (keys.has(key)) continue;
      row.remove();
      rows.delete(key);
    }
    let next = list.firstElementChild;
    for (const item of shown) {
      if (!rows.has(item.key)) rows.set(item.key, createRow(item, labels, engine));
      const { row, update } = rows.get(item.key);
      if (row === next) next = next.nextElementSibling;
      else list.insertBefore(row, next);
      update();
    }
    end.disconnect(); // it tells anew where the end is now
    if (open.length > shown.length) end.observe(list.lastElementChild);
    more.hidden = items.length <= ROWS_AT_MOST || (!all && open.length === items.length);
    more.textContent = all ? labels.show_fewer : counted(labels, "show_all", items.length);
  };
}

// "84 of 212 sent, about 4 minutes left": how fast it went in the last half minute decides.
function createForecast() {
  let marks = [];
  return function forecast(items, labels) {
    const now = performance.now();
    const moving = items.filter((item) => SENDING.has(item.state));
    const total = items.reduce((sum, item) => sum + item.sent, 0);
    if (!moving.length) {
      marks = [];
      return "";
    }
    marks.push([now, total]);
    marks = marks.filter(([at]) => now - at < 30_000);
    const failed = items.filter((item) => item.state === "failed").length;
    const done = items.length - moving.length - failed;
    const words = fill(labels.overall, { done: done.toLocaleString(), all: items.length.toLocaleString() });
    const [[since, before]] = marks;
    const left = moving.reduce((sum, item) => sum + item.size - item.sent, 0);
    if (now - since < 4_000 || total <= before) return words;
    const seconds = (left * (now - since)) / 1000 / (total - before);
    if (seconds < 45) return words;
    const minutes = Math.round(seconds / 60);
    const time =
      minutes < 90
        ? counted(labels, "minutes", Math.max(1, minutes))
        : counted(labels, "hours", Math.round(minutes / 60));
    return `${words}, ${fill(labels.left, { time })}`;
  };
}

// "212 added, 3 you already had, 1 we couldn't read: it is kept."
function summaryInWords({ added, duplicates, unreadable, failed, empty }, labels) {
  const said = [];
  if (added) said.push(counted(labels, "added", added));
  if (duplicates) said.push(counted(labels, "had", duplicates));
  if (failed) said.push(counted(labels, "not_added", failed));
  if (empty) said.push(counted(labels, "empty", empty));
  if (unreadable) said.push(counted(labels, "unreadable", unreadable));
  return said.length ? `${said.join(", ")}.` : "";
}
