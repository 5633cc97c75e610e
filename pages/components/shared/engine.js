// The queue of files being added. It lives on `window`, so it outlives reruns and page switches, and
// the uploader and the recorder, which are separate modules, share one.

const FILES_AT_ONCE = 3;
const PARTS_AT_ONCE = 4; // a browser opens six connections to a host; two stay free for the page
// A picture is there within a second of its last byte; where many are on their way, each question
// costs more and matters less.
const POLL_FIRST_MS = 250;
const POLL_FIRST_OF_MANY_MS = 2_000;
const POLL_MANY = 10;
const POLL_LONGEST_MS = 20_000;
const POLL_BATCH = 50;
const SENDING = new Set(["waiting", "sending", "finishing", "paused"]);
const SYSTEM_FILES = /^(\.ds_store|thumbs\.db|desktop\.ini|\._.*)$/i;

// Files belong together when they go to the same chest or contribution.
function scopeOf(target) {
  return Object.values(target).join("");
}

function createUploads() {
  const items = new Map();
  const listeners = new Set();
  const settledBatches = new Map(); // scope → number of batches told
  const shown = new Map(); // scope → uploaders on the page
  let serial = 0;
  let running = 0;
  let online = navigator.onLine !== false;
  let telling = null;
  let pollTimer = null;
  let pollWait = POLL_FIRST_MS;

  // Progress events come by the hundred; listeners hear at most ten times a second.
  function tell() {
    telling ??= setTimeout(() => {
      telling = null;
      for (const listener of [...listeners]) listener();
    }, 100);
  }

  function change(item, values) {
    Object.assign(item, values);
    guardTheTab();
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
  function add(files, { target, maxBytes = null, accept = null }) {
    const scope = scopeOf(target);
    let left = 0;
    for (const file of files) {
      if (SYSTEM_FILES.test(file.name)) {
        left++;
        continue;
      }
      const path = (file.webkitRelativePath || file.fullPath || file.name).replace(/^\//, "");
      const memory = unfinished.key(file, scope);
      const twin = [...items.values()].find((other) => other.memory === memory && other.path === path);
      if (twin) {
        if (twin.state === "failed" && twin.retry) retry(twin.key, file);
        continue;
      }
      const item = {
        key: `file-${++serial}`,
        file,
        path,
        memory,
        scope,
        target,
        name: file.name,
        size: file.size,
        state: "waiting",
        sent: 0,
        resumedFrom: 0,
        waiting: false,
        problem: null, // a code of our own …
        detail: null, // … and the server's sentence, which is preferred
        retry: false,
        uploadId: null,
        once: null, // the Idempotency-Key of its beginning
        assetId: null,
        thumb: null,
        alt: null,
        kind: null,
        step: null,
        reason: null,
        missing: 0,
        stop: null,
        batch: (settledBatches.get(scope) ?? 0) + 1,
      };
      items.set(item.key, item);
      if (maxBytes !== null && file.size > maxBytes) change(item, { state: "failed", problem: "too-large" });
      else if (!accepts(accept, file)) change(item, { state: "failed", problem: "not-accepted" });
    }
    tell();
    pump();
    return left;
  }

  function accepts(accept, file) {
    if (!accept) return true;
    return accept.split(",").some((rule) => {
      const wanted = rule.trim().toLowerCase();
      if (wanted.startsWith(".")) return file.name.toLowerCase().endsWith(wanted);
      const type = file.type.toLowerCase();
      return wanted.endsWith("/*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
    });
  }

  function pump() {
    if (!online) return;
    for (const item of items.values()) {
      if (running >= FILES_AT_ONCE) return;
      if (item.state === "waiting" || item.state === "paused") run(item);
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
        changed: (values) => change(item, values),
      });
      const assetId = asset?.id ?? item.assetId;
      change(item, { state: "understanding", sent: item.size, assetId, file: null });
      pollWait = POLL_FIRST_MS;
      poll();
    } catch (error) {
      if (error.name === "AbortError") {
        if (items.has(item.key)) change(item, { state: "paused", waiting: false });
      } else {
        const known = error instanceof UploadProblem;
        if (!known) console.error("upload failed", error);
        const why = known ? error : { code: "network", message: null, retry: true };
        const { code: problem, message: detail, retry } = why;
        change(item, { state: "failed", problem, detail, retry, waiting: false });
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
    item.stop?.abort();
    if (item.uploadId && (SENDING.has(item.state) || item.state === "failed")) {
      unfinished.forget(item.memory);
      askJson(`/api/uploads/${item.uploadId}`, { method: "DELETE" }).catch((error) => {
        console.warn("the server will drop this upload in a week", error);
      });
    }
    guardTheTab();
    tell();
  }

  // ---- what the chest makes of them ----
  function poll() {
    if (pollTimer !== null) return;
    const open = [...items.values()].filter((item) => item.state === "understanding");
    if (!open.length) return;
    const soonest = open.length > POLL_MANY ? POLL_FIRST_OF_MANY_MS : POLL_FIRST_MS;
    pollTimer = setTimeout(async () => {
      let moved = false;
      const now = [...items.values()].filter((item) => item.state === "understanding");
      for (let at = 0; at < now.length && online && !document.hidden; at += POLL_BATCH) {
        try {
          moved = (await look(now.slice(at, at + POLL_BATCH))) || moved;
        } catch (error) {
          console.warn("could not ask how far the chest is", error);
          break;
        }
      }
      pollTimer = null; // only now: a second chain of questions must not begin while one is asked
      pollWait = moved ? POLL_FIRST_MS : Math.min(POLL_LONGEST_MS, pollWait * 1.4);
      poll();
    }, Math.max(pollWait, soonest));
  }

  async function look(batch) {
    const ids = batch.map((item) => encodeURIComponent(item.assetId)).join(",");
    const found = await askJson(`/api/uploads/progress?ids=${ids}`);
    const byId = new Map(found.items.map((entry) => [entry.asset_id, entry]));
    let moved = false;
    for (const item of batch) {
      const entry = byId.get(item.assetId);
      const before = `${item.state} ${item.step} ${item.thumb}`;
      if (!entry) {
        change(item, { missing: item.missing + 1 });
        if (item.missing >= 3) change(item, { state: "gone" });
        continue;
      }
      const active = (entry.steps ?? []).find((step) => step.state === "running");
      const broken = (entry.steps ?? []).find((step) => step.state === "failed");
      const values = { missing: 0, kind: entry.kind, step: active?.step ?? null };
      if (entry.thumb) values.thumb = entry.thumb;
      if (entry.alt) values.alt = entry.alt;
      if (entry.duplicate_of) values.state = "duplicate";
      else if (entry.state === "failed") values.state = "kept";
      else if (entry.state === "ready") values.state = "ready";
      if (values.state === "kept") values.reason = broken?.reason ?? null;
      change(item, values);
      moved ||= before !== `${item.state} ${item.step} ${item.thumb}`;
    }
    return moved;
  }

  // Once for each batch, when nothing of it moves any more: what came of it. Null until then.
  function takeSettled(scope) {
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
    if (document.hidden) return;
    if (guarding) keepAwake(true);
    pollWait = POLL_FIRST_MS;
    poll();
  });

  // A phone that falls asleep stops sending. Refused on low battery, and gone when the tab is hidden.
  let awake = null;
  async function keepAwake(wanted) {
    try {
      if (!wanted) {
        await awake?.release();
        awake = null;
      } else if (!document.hidden && (!awake || awake.released)) {
        awake = (await navigator.wakeLock?.request("screen")) ?? null;
        if (!guarding) await keepAwake(false);
      }
    } catch (error) {
      console.debug("the screen may sleep", error);
    }
  }

  // Asking before the tab closes is only fair while something would be interrupted.
  let guarding = false;
  const ask = (event) => {
    event.preventDefault();
    event.returnValue = "";
  };
  function guardTheTab() {
    const wanted = [...items.values()].some((item) => SENDING.has(item.state));
    if (wanted === guarding) return;
    guarding = wanted;
    keepAwake(wanted);
    if (wanted) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  }

  return {
    add,
    retry,
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
    failed: count("failed"),
  };
}

const uploads = (window.memoryChestUploads ??= createUploads());
