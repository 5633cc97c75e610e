// The drop area. What happens to the files is the engine's business; this only gathers and shows them.

async function filesOfEntry(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    Object.defineProperty(file, "fullPath", { value: entry.fullPath });
    found.push(file);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // A directory reader answers at most a hundred entries a time.
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!entries.length) return;
    for (const inner of entries) await filesOfEntry(inner, found);
  }
}

async function filesOfDrop(transferred) {
  // Both must be taken before the first await: the browser empties the list afterwards.
  const items = [...transferred.items];
  const entries = items.map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const handles = items.map((item) => item.getAsFileSystemHandle?.() ?? null);
  if (!entries.length) return { found: [...transferred.files] };
  const found = [];
  for (const entry of entries) await filesOfEntry(entry, found);
  const roots = (await Promise.all(handles.map((handle) => handle?.catch(() => null)))).filter(Boolean);
  return { found, handleOf: (file) => handleBelow(roots, file) };
}

// The handle of a dropped file, looked up below the folder that was dropped.
async function handleBelow(roots, file) {
  const [first, ...rest] = (file.fullPath ?? file.name).replace(/^\//, "").split("/");
  let handle = roots.find((root) => root.name === first) ?? null;
  try {
    for (const [at, name] of rest.entries()) {
      if (handle?.kind !== "directory") return null;
      const isLast = at === rest.length - 1;
      handle = await (isLast ? handle.getFileHandle(name) : handle.getDirectoryHandle(name));
    }
  } catch (error) {
    console.debug("no handle for a dropped file", error);
    return null;
  }
  return handle?.kind === "file" ? handle : null;
}

const WAYS = [
  ["choose", "files"],
  ["gallery", "pictures"],
  ["photo", "camera"],
  ["folder", "directory"],
];
const NAMES_AT_MOST = 500;

function mountUploader(root, data) {
  const part = partsOf(root);
  const { labels } = data;
  const scope = scopeOf(data.target);
  const area = part("area");
  const status = part("status");
  const engine = { ...uploads, touch: () => draw() };
  const render = createRows({ list: part("rows"), engine, labels });
  const forecast = createForecast();
  const view = { close };
  let summary = "";
  let spoken = "";
  let toldUnfinished = "";
  let looking = 0;
  const toldArchives = new Map(); // item → the state that was spoken of

  part("folder").hidden = !("webkitdirectory" in HTMLInputElement.prototype);

  // A live region that repeats every percent is a siren; it hears only what changes the picture.
  function say(words) {
    if (!words || words === spoken) return;
    spoken = words;
    status.textContent = words;
  }

  async function take(chosen, handleOf) {
    if (!chosen.length) return;
    summary = "";
    looking++; // through thousands of files it takes a while
    draw();
    try {
      const { files, beside, many } = await withSidecars(chosen);
      const { target, maxBytes, accept } = data;
      const { taken, left } = await uploads.add(files, { target, maxBytes, accept, beside, handleOf });
      const said = [];
      if (taken) said.push(counted(labels, "chosen", taken));
      if (many) said.push(counted(labels, "beside", many));
      if (left) said.push(counted(labels, "left_out", left));
      if (!said.length) said.push(labels.already_listed);
      say(`${said.join(". ")}.`);
    } finally {
      looking--;
    }
    draw();
  }

  for (const [button, input] of WAYS) {
    part(button).onclick = (event) => {
      event.stopPropagation();
      part(input).click();
    };
    part(input).onchange = (event) => {
      take([...event.target.files]);
      event.target.value = ""; // choosing the same file again must count as a choice
    };
  }
  if (data.accept) part("files").accept = data.accept;
  part("gallery").hidden = Boolean(data.accept) && !/image|video/.test(data.accept);
  // With a finger one adds from the gallery; a folder of files is a second thought.
  if (matchMedia("(pointer: coarse)").matches && !part("gallery").hidden) {
    part("gallery").className = "main";
    part("choose").className = "quiet";
  }
  area.onclick = (event) => {
    if (event.target.closest("button, a, input") === null) part("files").click();
  };

  // A file dropped beside the area would otherwise replace the page.
  const hold = (event) => event.preventDefault();
  let depth = 0;
  const over = (value) => {
    depth = value;
    area.classList.toggle("over", depth > 0);
  };
  area.ondragenter = () => over(depth + 1);
  area.ondragleave = () => over(Math.max(0, depth - 1));
  area.ondrop = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    over(0);
    try {
      const { found, handleOf } = await filesOfDrop(event.dataTransfer);
      await take(found, handleOf);
    } catch (error) {
      console.error("could not read what was dropped", error);
      say(labels.problems.unreadable);
    }
  };
  window.addEventListener("dragover", hold);
  window.addEventListener("drop", hold);

  function drawUnfinished() {
    const left = uploads.unfinished(scope);
    const note = part("unfinished");
    note.hidden = !left;
    const many = uploads.takeGoneOn(scope);
    if (many) say(counted(labels, "gone_on", many));
    if (!left) return;
    const { names, all, folder, mayGoOn } = left;
    const missing = names.length.toLocaleString();
    const what =
      all === 1
        ? fill(labels.unfinished_alone, { name: names[0] })
        : fill(inNumber(labels.unfinished, names.length), { n: missing, all: all.toLocaleString() });
    const how = mayGoOn ? labels.may_go_on : folder ? labels.choose_folder : labels.choose_again;
    const words = `${what} ${fill(how, { folder })}`;
    const told = [words, ...names].join("\n");
    if (toldUnfinished === told) return;
    toldUnfinished = told;
    part("unfinished-words").textContent = words;
    part("unfinished-names").hidden = all === 1;
    part("unfinished-names").textContent = names.slice(0, 3).join(", ") + (names.length > 3 ? ", …" : "");
    part("unfinished-all").hidden = names.length <= 3;
    const shown = names.slice(0, NAMES_AT_MOST).map((name) => make("li", {}, name));
    const rest = names.length - shown.length;
    if (rest) shown.push(make("li", {}, counted(labels, "more_names", rest)));
    part("unfinished-all").querySelector("ul").replaceChildren(...shown);
    part("go-on").hidden = !mayGoOn;
    say(words);
  }
  part("forget").onclick = () => uploads.forgetUnfinished(scope);
  part("go-on").onclick = () => uploads.goOn(scope);

  function draw() {
    const items = uploads.list(scope);
    render(items);
    drawUnfinished();
    const moving = forecast(items, labels);
    const offline = !uploads.isOnline() && moving;
    if (offline) say(labels.offline);
    const problems = items.filter((item) => item.state === "failed").length;
    if (problems && moving) say(counted(labels, "problems_so_far", problems));
    part("offline").hidden = !offline;
    const settled = uploads.takeSettled(scope);
    if (settled) {
      summary = summaryInWords(settled, labels);
      say(summary);
      tellPage(view, "settled", settled);
    }
    for (const { key, name, archive } of items) {
      // Its question and its end are spoken; how far it is can be seen.
      if (!archive || archive.state === toldArchives.get(key)) continue;
      toldArchives.set(key, archive.state);
      if (["waiting", "unpacking", "kept"].includes(archive.state)) continue;
      say(`${name}: ${archiveInWords(archive, labels)}`);
    }
    const understanding = items.filter((item) => item.state === "understanding").length;
    const waiting = understanding ? counted(labels, "being_understood", understanding) : "";
    part("overall").textContent = looking ? labels.looking : moving || waiting || summary;
    part("overall").hidden = !part("overall").textContent;
    part("total").hidden = !moving || items.length < 2;
    part("total").max = Math.max(1, items.reduce((sum, item) => sum + item.size, 0));
    part("total").value = items.reduce((sum, item) => sum + item.sent, 0);
  }

  const unsubscribe = uploads.subscribe(draw);
  const leave = uploads.showHere(scope);
  uploads.remember(scope, data.owner);
  function close() {
    unsubscribe();
    leave();
    window.removeEventListener("dragover", hold);
    window.removeEventListener("drop", hold);
    view.emit = null;
  }
  draw();
  return view;
}

export default component(mountUploader);
