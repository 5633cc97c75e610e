// The queue of files being added. It lives on `window`, so it outlives reruns and page switches, and
// the uploader and the recorder, which are separate modules, share one.

const FILES_AT_ONCE = 3;
const PARTS_AT_ONCE = 4; // a browser opens six connections to a host; two stay free for the page
const SENDING = new Set(["waiting", "sending", "finishing", "paused"]);
function createUploads() {
  const items = new Map();
  const listeners = new Set();
  const settledBatches = new Map(); // scope → number of batches told
  const shown = new Map(); // scope → uploaders on the page
  const gathering = new Map(); // scope → how often files for it are being gone through
  let serial = 0;
  let unsent = 0;
  const goneOn = new Map(); // scope → files of last time that went on by themselves
  let running = 0;
  let online = navigator.onLine !== false;
  let telling = null;
  const progress = createProgress({ items, change, sendAgain, isOnline: () => online });
  const guardTheTab = createGuard(() => unsent > 0);
  const byName = new Map(); // the same file of the same folder → its item
  const remembered = createRemembered({
    enter: goOnWith,
    changed: tell,
    twinOf: (entry) => byName.get(nameOf(entry)),
    enterArrived,
  });

  // Progress events come by the hundred; listeners hear at most ten times a second.
  function tell() {
    telling ??= setTimeout(() => {
      telling = null;
      for (const listener of [...listeners]) listener();
    }, 100);
  }

  function change(item, values) {
    const before = item.state;
    Object.assign(item, values);
    if (item.state !== before && items.has(item.key)) {
      unsent += SENDING.has(item.state) - SENDING.has(before);
      guardTheTab();
    }
    tell();
  }

  // ---- part lanes ----
  let free = PARTS_AT_ONCE;
  const queue = [];
  function release() {
    const next = queue.shift();
    if (next) next(release);
    else free++;
  }
  function lane(signal) {
    if (signal.aborted) return Promise.reject(new DOMException("stopped", "AbortError"));
    if (free > 0) {
      free--;
      return Promise.resolve(release);
    }
    return new Promise((resolve, reject) => {
      const stop = () => {
        queue.splice(queue.indexOf(grant), 1);
        reject(new DOMException("stopped", "AbortError"));
      };
      const grant = (value) => {
        signal.removeEventListener("abort", stop);
        resolve(value);
      };
      queue.push(grant);
      signal.addEventListener("abort", stop, { once: true });
    });
  }

  // ---- files ----
  // `beside` and `handleOf` tell what lies beside a file, and the handle that a browser has of it.
  // Resolves with how many were taken and how many were left out; the first is taken at once.
  async function add(files, { target, maxBytes = null, accept = null, beside = () => [], handleOf }) {
    const scope = scopeOf(target);
    const chosen = [];
    const breathe = createSlices();
    let [taken, left] = [0, 0];
    gathering.set(scope, (gathering.get(scope) ?? 0) + 1);
    for (const file of files) {
      if (SYSTEM_FILES.test(file.name)) {
        left++;
        continue;
      }
      const path = (file.webkitRelativePath || file.fullPath || file.name).replace(/^\//, "");
      const twin = byName.get(twinName(scope, path, file.size, file.lastModified));
      if (!twin) {
        const item = createItem({ file, path, target, scope, beside: beside(file) });
        const problem = problemOf(file, { maxBytes, accept });
        if (problem) change(item, { state: "failed", problem });
        else chosen.push(Object.assign(item, { held: true }));
        taken++;
      } else if (twin.state === "failed" && twin.retry) retry(twin.key, file);
      await breathe();
    }
    gathering.set(scope, gathering.get(scope) - 1);
    tell();
    begin(scope, chosen, handleOf);
    return { taken, left };
  }

  // Sent only once the list of them is on the disk: a page that is closed now must not forget one.
  async function begin(scope, all, handleOf) {
    const chosen = all.filter(({ key }) => items.has(key)); // some were taken off the list again
    if (!chosen.length) return;
    try {
      await remembered.match(scope, chosen);
    } catch (error) {
      console.error("the list of files is not kept", error);
    }
    for (const item of chosen) {
      item.held = false;
      if (!items.has(item.key)) remembered.drop(item);
      else if (item.entry?.arrived) enterArrived(item);
    }
    pump();
    progress.askSoon();
    await remembered.keepFiles(chosen, handleOf);
  }

  function createItem({ file, path, target, scope, ...more }) {
    const item = {
      key: `file-${++serial}`,
      file,
      path,
      folder: path.includes("/") ? path.split("/").at(-2) : null,
      modified: file.lastModified,
      scope,
      target,
      name: file.name,
      size: file.size,
      state: "waiting",
      held: false, // until it is on the list
      sent: 0,
      resumedFrom: 0,
      waiting: false,
      problem: null, // a code of our own …
      detail: null, // … and the server's sentence, which is preferred
      retry: false,
      entry: null, // where it stands on the list that outlives the page
      known: null, // the upload that an earlier try began
      uploadId: null,
      once: null, // the Idempotency-Key of its beginning
      assetId: null,
      thumb: null,
      alt: null,
      kind: null,
      step: null,
      reason: null,
      archive: null,
      missing: 0,
      stop: null,
      batch: (settledBatches.get(scope) ?? 0) + 1,
      ...more,
    };
    items.set(item.key, item);
    unsent++;
    byName.set(nameOf(item), item);
    return item;
  }

  // A file of last time that the browser has kept.
  function goOnWith(entry, file) {
    const { path, scope, target, known, once, beside } = entry;
    createItem({ file, path, scope, target, entry, known, once, beside });
    goneOn.set(scope, (goneOn.get(scope) ?? 0) + 1);
    tell();
    pump();
  }

  // It arrived last time; should it be gone from the chest meanwhile, it is sent once more.
  function enterArrived(item) {
    change(item, { state: "understanding", sent: item.size, assetId: item.known?.assetId ?? null });
  }

  function pump() {
    if (!online) return;
    for (const item of items.values()) {
      if (running >= FILES_AT_ONCE) return;
      if (!item.held && (item.state === "waiting" || item.state === "paused")) run(item);
    }
  }

  async function run(item) {
    running++;
    const stop = new AbortController();
    change(item, { state: "sending", stop, waiting: false, problem: null, detail: null });
    const takenIds = () =>
      new Set([...items.values()].filter((other) => other !== item).map((other) => other.uploadId));
    try {
      const asset = await transfer(item, {
        signal: stop.signal,
        takenIds,
        lane,
        changed: (values) => {
          change(item, values);
          remembered.note(item, values);
        },
      });
      const assetId = asset?.id ?? item.assetId;
      change(item, { state: "understanding", sent: item.size, assetId, file: null });
      remembered.arrived(item);
      progress.askSoon();
    } catch (error) {
      if (error.name === "AbortError") {
        if (items.has(item.key)) change(item, { state: "paused", waiting: false });
      } else {
        const known = error instanceof UploadProblem;
        if (!known) console.error("upload failed", error);
        const why = known ? error : { code: "network", message: null, retry: true };
        const { code: problem, message: detail, retry } = why;
        change(item, { state: "failed", problem, detail, retry, waiting: false });
        // What is refused for good is told here, and would be refused next time.
        if (!retry && problem !== "unreadable") remembered.drop(item);
        stop.abort(); // parts of this file that are still going must not outlive its failure
      }
    } finally {
      running--;
      pump();
    }
  }

  function retry(key, file) {
    const item = items.get(key);
    if (!item || item.state !== "failed") return;
    const batch = (settledBatches.get(item.scope) ?? 0) + 1;
    change(item, { state: "waiting", problem: null, retry: false, batch, file: file ?? item.file });
    pump();
  }

  // Takes a file off the list; what was sent of it is thrown away unless it is already in the chest.
  function remove(key) {
    const item = items.get(key);
    if (!item) return;
    items.delete(key);
    unsent -= SENDING.has(item.state);
    byName.delete(nameOf(item));
    item.stop?.abort();
    if (item.uploadId && (SENDING.has(item.state) || item.state === "failed")) {
      remembered.giveUp(item.uploadId);
    }
    if (SENDING.has(item.state) || item.state === "failed") remembered.drop(item);
    guardTheTab();
    tell();
  }

  // It is not in the chest any more, although it arrived last time.
  function sendAgain(item) {
    Object.assign(item, { known: null, once: randomName() });
    if (item.entry) item.entry.arrived = false;
    change(item, { state: "waiting", sent: 0, missing: 0, assetId: null });
    pump();
  }

  // ---- archives ----
  async function unpack(key) {
    const item = items.get(key);
    if (item?.archive?.state !== "offered" || item.unpackAsked) return;
    change(item, { unpackAsked: true });
    try {
      await askJson(`/api/assets/${item.assetId}/unpack`, { method: "POST" });
      change(item, { archive: { ...item.archive, state: "waiting" } });
    } catch (error) {
      const reason = (error instanceof UploadProblem && error.message) || null;
      change(item, { archive: { ...item.archive, problem: reason ?? true }, unpackAsked: false });
    }
    progress.askSoon();
  }

  function keepPacked(key) {
    const item = items.get(key);
    if (item?.archive) change(item, { archive: { ...item.archive, state: "kept" } });
  }

  // Once for each batch, when nothing of it moves any more: what came of it. Null until then.
  function takeSettled(scope) {
    if (gathering.get(scope)) return null;
    const told = settledBatches.get(scope) ?? 0;
    const batch = [...items.values()].filter((item) => item.scope === scope && item.batch === told + 1);
    const moving = batch.some((item) => SENDING.has(item.state) || item.state === "understanding");
    if (!batch.length || moving) return null;
    settledBatches.set(scope, told + 1);
    return { batch: told + 1, ...countOf(batch) };
  }

  // ---- the world outside ----
  function setOnline(value) {
    online = value;
    if (!online) for (const item of items.values()) if (SENDING.has(item.state)) item.stop?.abort();
    tell();
    pump();
  }
  window.addEventListener("offline", () => setOnline(false));
  window.addEventListener("online", () => setOnline(true));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) progress.askSoon();
  });

  return {
    add,
    remember: (scope, owner) => remembered.open(scope, owner), // without an owner there is no list
    leftBy: (owner) => ledger.scopesOf(owner),
    unfinished: (scope) => remembered.notice(scope),
    goOn: (scope) => remembered.goOn(scope),
    forgetUnfinished: (scope) => remembered.forget(scope),
    takeGoneOn(scope) {
      const many = goneOn.get(scope) ?? 0;
      goneOn.delete(scope);
      return many;
    },
    retry,
    unpack,
    keepPacked,
    remove,
    takeSettled,
    list: (scope) => [...items.values()].filter((item) => item.scope === scope),
    isOnline: () => online,
    // Which scopes have an uploader on the page: the recorder then leaves the rows to it.
    showHere(scope) {
      shown.set(scope, (shown.get(scope) ?? 0) + 1);
      tell();
      return () => {
        shown.set(scope, shown.get(scope) - 1);
        tell();
      };
    },
    isShown: (scope) => (shown.get(scope) ?? 0) > 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function countOf(batch) {
  const count = (...states) => batch.filter((item) => states.includes(item.state)).length;
  return {
    added: count("ready"),
    duplicates: count("duplicate"),
    unreadable: count("kept"),
    failed: batch.filter((item) => item.state === "failed" && item.problem !== "empty").length,
    empty: batch.filter((item) => item.problem === "empty").length,
  };
}

const uploads = (window.memoryChestUploads ??= createUploads());
