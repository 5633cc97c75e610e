// What earlier visits left behind, and what this one must not forget: between the queue and the ledger.
// An entry is one file that was chosen. It is dropped when all that was chosen with it has arrived;
// until then those that have arrived stay on the list, so that choosing all again doubles nothing.

const LOOK_FOR_DEAD_TABS_MS = [1_500, 15_000];

const textOf = ({ beside }) => JSON.stringify(beside ?? []);
const inOrder = new Intl.Collator(undefined, { numeric: true });

function createRemembered({ enter, changed, twinOf, enterArrived }) {
  const owners = new Map(); // scope → whose list it is
  const left = new Map(); // scope → the set of entries that nobody has taken up yet
  const batches = new Map(); // what was chosen together → the set of its entries
  const looking = new Map(); // scope → the first look
  const handles = new Map(); // entry id → a handle that the browser wants to be asked for
  const undecided = new Set(); // entries whose file the browser may have kept
  let copied = 0;
  let order = 0;

  const leftIn = (scope) => left.get(scope) ?? new Set();
  const leave = (scope, entry) => left.get(scope)?.delete(entry);

  function join(entry) {
    if (!batches.has(entry.batch)) batches.set(entry.batch, new Set());
    batches.get(entry.batch).add(entry);
  }

  function part(entry) {
    batches.get(entry.batch)?.delete(entry);
  }

  function open(scope, owner) {
    if (!owner) return;
    owners.set(scope, owner);
    if (!looking.has(scope)) looking.set(scope, look(scope));
  }

  async function look(scope, again = 0) {
    const { found, others } = await ledger.claim(owners.get(scope), scope);
    for (const entry of found) if (entry.known && !entry.arrived) await askTheServer(entry);
    for (const entry of found) if (entry.bytes) undecided.add(entry);
    found.forEach(join);
    const byPath = (one, other) => inOrder.compare(one.path, other.path);
    left.set(scope, new Set([...leftIn(scope), ...found].sort(byPath)));
    for (const entry of found) {
      if (!isChosenAgain(entry)) await takeUp(entry);
      undecided.delete(entry);
    }
    for (const batch of new Set(found.map((entry) => entry.batch))) settle(batch);
    changed();
    // Those of a living tab are its own, until it dies.
    const wait = LOOK_FOR_DEAD_TABS_MS[Math.min(again, LOOK_FOR_DEAD_TABS_MS.length - 1)];
    if (others) setTimeout(() => look(scope, again + 1), wait);
  }

  // Whether it was chosen once more meanwhile; then it is that one which goes, once.
  function isChosenAgain(entry) {
    const item = twinOf(entry);
    if (!item) return false;
    // As long as it is held, `match` is still to give it this entry.
    if (!item.held) giveWay(entry, item);
    else if (entry.bytes === "copy") copied += entry.size;
    return true;
  }

  // The tab that sent it died only after it was chosen here: what is on this page goes on.
  function giveWay(entry, item) {
    leave(entry.scope, entry);
    part(entry);
    ledger.drop([entry]);
    const waits = item.state === "waiting" && !item.known;
    if (waits) Object.assign(item, { known: entry.known, once: entry.once });
    if (waits && entry.arrived) {
      enterArrived(item);
      arrived(item);
    } else if (!waits && entry.known && !entry.arrived) giveUp(entry.known.id);
  }

  // Its last byte may have arrived while the page was closing: then nobody has to send it again.
  async function askTheServer(entry) {
    try {
      const { id } = entry.known;
      const now = await lookAt(id);
      if (now?.size !== entry.size || now.state === "aborted") return;
      if (now.state === "open") {
        if (now.done.length < Math.ceil(now.size / now.part_size)) return;
        await askJson(`/api/uploads/${id}/complete`, { method: "POST" });
      }
      await ledger.change(entry, { arrived: true, bytes: null });
    } catch (error) {
      console.debug("could not ask how far a file is", error);
    }
  }

  // Goes on with a file that the browser kept, if it may be read without asking.
  async function takeUp(entry) {
    if (entry.arrived || !entry.bytes) return;
    const kept = await ledger.bytesOf(entry);
    if (!kept) {
      entry.bytes = null;
    } else if (entry.bytes === "copy") {
      const { type } = kept;
      const file = new File([kept], entry.name, { type, lastModified: entry.modified });
      if (goOnWith(entry, Object.assign(file, { offer: entry.offer ?? undefined }))) copied += entry.size;
    } else if ((await permissionOf(kept, "queryPermission")) === "granted") {
      await goOnWithHandle(entry, kept);
    } else {
      handles.set(entry.id, kept);
    }
  }

  async function permissionOf(handle, question) {
    try {
      return (await handle[question]?.({ mode: "read" })) ?? "granted";
    } catch (error) {
      console.debug("a file may not be read", error);
      return "denied";
    }
  }

  async function goOnWithHandle(entry, handle) {
    handles.delete(entry.id);
    try {
      const file = await handle.getFile();
      if (file.size !== entry.size || file.lastModified !== entry.modified) begunAnew(entry, file);
      goOnWith(entry, file);
    } catch (error) {
      console.debug("a file is not where it was", error);
      ledger.change(entry, { bytes: null });
    }
  }

  // While the browser was asked for the file, it may have been chosen again: answers whether this goes.
  function goOnWith(entry, file) {
    if (isChosenAgain(entry)) return false;
    leave(entry.scope, entry);
    enter(entry, file);
    return true;
  }

  // Another file than the one of which parts have arrived.
  function begunAnew(entry, file) {
    if (entry.known && !entry.arrived) giveUp(entry.known.id);
    const now = { known: null, once: randomName(), sha256: null, arrived: false };
    ledger.change(entry, { ...now, size: file.size, modified: file.lastModified });
  }

  // ---- what is chosen now ----
  // Gives each item its entry: the one that it had last time, or a new one. Once this is over, the
  // list is on the disk.
  async function match(scope, chosen) {
    await looking.get(scope);
    const owner = owners.get(scope);
    if (!owner) return;
    const batch = randomName();
    const breathe = createSlices();
    const byTwin = new Map();
    const bySize = new Map();
    for (const entry of leftIn(scope)) {
      byTwin.set(nameOf(entry), entry);
      if (!bySize.has(entry.size)) bySize.set(entry.size, new Set());
      bySize.get(entry.size).add(entry);
    }
    for (const item of chosen) {
      await breathe();
      const same = bySize.get(item.size) ?? new Set();
      const exact = byTwin.get(nameOf(item));
      const before = same.has(exact) ? exact : await find([...same], item);
      const isLeft = leftIn(scope).has(before); // nobody took it up meanwhile, or forgot it
      const entry = (isLeft && before) || {
        ...{ id: randomName(), batch, owner, scope, target: item.target, at: Date.now() },
        ...{ name: item.name, path: item.path, size: item.size, modified: item.file.lastModified },
        ...{ known: null, once: randomName(), sha256: null, arrived: false, bytes: null },
        ...{ beside: item.beside, folder: item.folder, order: ++order },
        offer: item.file.offer ?? null, // a recording goes on being one
      };
      join(entry);
      leave(scope, entry);
      same.delete(entry);
      handles.delete(entry.id);
      if (!entry.arrived && entry.modified !== item.file.lastModified) begunAnew(entry, item.file);
      // A request that is sent again under its name must be the same request.
      const isSame = entry.path === item.path && textOf(entry) === textOf(item);
      if (!isSame && !entry.known) entry.once = randomName();
      Object.assign(entry, { tab: ledger.tab, path: item.path, beside: item.beside });
      const { known, once, beside } = entry;
      Object.assign(item, { entry, known, once, beside });
    }
    await ledger.keep(chosen.map((item) => item.entry).filter(Boolean));
  }

  // A phone gives a picture of its gallery another time, and sometimes another name, at each choice;
  // what has arrived is then known by its bytes alone.
  async function find(same, { name, file }) {
    if (!same.length) return null;
    const timed = same.filter((entry) => entry.modified === file.lastModified);
    const sameName = timed.find((entry) => entry.name === name);
    if (sameName) return sameName;
    if (same.some((entry) => entry.arrived && entry.sha256)) {
      const sha256 = await sha256OfBlob(file).catch(() => null);
      const twin = sha256 && same.find((entry) => entry.arrived && entry.sha256 === sha256);
      if (twin) return twin;
    }
    return same.find((entry) => !entry.arrived && entry.name === name) ?? null;
  }

  // Lets the browser keep the files themselves; the last first, since they wait longest.
  async function keepFiles(chosen, handleOf = () => null) {
    let room = (await ledger.room()) - copied;
    for (const item of [...chosen].reverse()) {
      const { entry, file } = item;
      if (!entry || entry.arrived || entry.bytes || !file) continue;
      const handle = await handleOf(file);
      if (handle && (await ledger.keepBytes(entry, "handle", handle))) continue;
      if (item.size > COPY_FILE_AT_MOST || item.size > room) continue;
      if (!(await ledger.keepBytes(entry, "copy", file.slice(0, file.size, file.type)))) return;
      room -= item.size;
      copied += item.size;
    }
  }

  // ---- what becomes of them ----
  function note(item, values) {
    const { entry } = item;
    if (!entry) return;
    const news = {};
    for (const name of ["known", "once", "sha256"]) if (name in values) news[name] = values[name];
    if (Object.keys(news).length) ledger.change(entry, { ...news, once: item.once });
  }

  function arrived({ entry }) {
    if (!entry) return;
    if (entry.bytes === "copy") copied -= entry.size;
    ledger.change(entry, { arrived: true, bytes: null });
    settle(entry.batch);
  }

  function drop(item) {
    const { entry } = item;
    if (!entry) return;
    item.entry = null;
    if (entry.bytes === "copy") copied -= entry.size;
    entry.arrived = true; // nothing more is expected of it
    ledger.drop([entry]);
    part(entry);
    settle(entry.batch);
  }

  // Once all of them have arrived, nobody needs their names here any more.
  function settle(batch) {
    const all = batches.get(batch) ?? new Set();
    for (const entry of all) if (!entry.arrived) return;
    for (const entry of all) leave(entry.scope, entry);
    batches.delete(batch);
    ledger.drop([...all]);
  }

  // What did not arrive last time and needs a person; null if nothing does.
  function notice(scope) {
    const missing = [...leftIn(scope)].filter((entry) => !entry.arrived && !undecided.has(entry));
    if (!missing.length) return null;
    const together = new Set(missing.map((entry) => entry.batch));
    const all = [...together].reduce((sum, batch) => sum + batches.get(batch).size, 0);
    const folders = new Set(missing.map(({ path }) => (path.includes("/") ? path.split("/", 1)[0] : "")));
    return {
      all,
      names: missing.map((entry) => entry.name),
      folder: folders.size === 1 ? [...folders][0] : "",
      mayGoOn: missing.some((entry) => handles.has(entry.id)),
    };
  }

  // Asks the browser for what may not be read unasked. Must come of a person's press.
  async function goOn(scope) {
    for (const entry of [...leftIn(scope)]) {
      const handle = handles.get(entry.id);
      if (!handle) continue;
      if ((await permissionOf(handle, "requestPermission")) === "granted") {
        await goOnWithHandle(entry, handle);
      } else {
        handles.delete(entry.id); // they said no; choosing it again always works
      }
    }
    changed();
  }

  function forget(scope) {
    const gone = [...leftIn(scope)];
    left.delete(scope);
    gone.forEach(part);
    ledger.drop(gone);
    for (const entry of gone) if (entry.known && !entry.arrived) giveUp(entry.known.id);
    changed();
  }

  function giveUp(uploadId) {
    askJson(`/api/uploads/${uploadId}`, { method: "DELETE" }).catch((error) => {
      console.warn("the server will drop this upload in a week", error);
    });
  }

  return { open, match, keepFiles, note, arrived, drop, giveUp, notice, goOn, forget };
}
