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
  // Entries must be taken before the first await: the browser empties the list afterwards.
  const entries = [...transferred.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transferred.files];
  const found = [];
  for (const entry of entries) await filesOfEntry(entry, found);
  return found;
}

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

  part("folder").hidden = !("webkitdirectory" in HTMLInputElement.prototype);

  // A live region that repeats every percent is a siren; it hears only what changes the picture.
  function say(words) {
    if (!words || words === spoken) return;
    spoken = words;
    status.textContent = words;
  }

  function take(files) {
    if (!files.length) return;
    summary = "";
    const before = uploads.list(scope).length;
    const { target, maxBytes, accept } = data;
    const left = uploads.add(files, { target, maxBytes, accept });
    const taken = uploads.list(scope).length - before;
    const said = [];
    if (taken) said.push(counted(labels, "chosen", taken));
    if (left) said.push(counted(labels, "left_out", left));
    if (!said.length) said.push(labels.already_listed);
    say(`${said.join(". ")}.`);
    draw();
  }

  for (const [button, input] of [["choose", "files"], ["photo", "camera"], ["folder", "directory"]]) {
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
      take(await filesOfDrop(event.dataTransfer));
    } catch (error) {
      console.error("could not read what was dropped", error);
      say(labels.problems.unreadable);
    }
  };
  window.addEventListener("dragover", hold);
  window.addEventListener("drop", hold);

  function drawUnfinished(items) {
    const known = new Set(items.map((item) => item.memory));
    const rest = unfinished.list(scope).filter((upload) => !known.has(upload.key));
    const note = part("unfinished");
    note.hidden = !rest.length;
    if (!rest.length) return;
    const names = rest.slice(0, 3).map((upload) => upload.name);
    if (rest.length > 3) names.push("…");
    part("unfinished-words").textContent = counted(labels, "unfinished", rest.length);
    part("unfinished-names").textContent = names.join(", ");
    part("forget").onclick = () => {
      for (const upload of rest) {
        unfinished.forget(upload.key);
        askJson(`/api/uploads/${upload.id}`, { method: "DELETE" }).catch((error) => {
          console.warn("the server will drop this upload in a week", error);
        });
      }
      draw();
    };
  }

  function draw() {
    const items = uploads.list(scope);
    render(items);
    drawUnfinished(items);
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
    const understanding = items.filter((item) => item.state === "understanding").length;
    const waiting = understanding ? counted(labels, "being_understood", understanding) : "";
    part("overall").textContent = moving || waiting || summary;
    part("overall").hidden = !part("overall").textContent;
    part("total").hidden = !moving || items.length < 2;
    part("total").max = Math.max(1, items.reduce((sum, item) => sum + item.size, 0));
    part("total").value = items.reduce((sum, item) => sum + item.sent, 0);
  }

  const unsubscribe = uploads.subscribe(draw);
  const leave = uploads.showHere(scope);
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
