// One upload over HTTP: open or resume, send the parts, complete. Knows nothing of queues and rows.
// The server names the address of each part, so local folders and S3 look the same from here.

const PART_TRIES = 8;
const STALL_MS = 60_000;

// What went wrong, as the words a person reads and the two questions the queue asks.
class UploadProblem extends Error {
  constructor(detail, { code = "network", status = 0, retry = false, again = false, wait = 0 } = {}) {
    super(detail);
    this.code = code; // names our own sentence where the server sent none
    this.status = status;
    this.retry = retry; // worth a Retry button
    this.again = again; // worth trying again without asking
    this.wait = wait; // milliseconds the server asked us to wait
  }
}

function problemFrom(status, text, retryAfter) {
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy's HTML page; its text helps nobody, the status is told instead.
  }
  const final = [400, 404, 410, 413, 415, 422].includes(status);
  const again = status === 0 || status === 408 || status === 429 || (status >= 500 && status !== 507);
  const seconds = Number(body.retry_after ?? retryAfter);
  return new UploadProblem(typeof body.detail === "string" ? body.detail : "", {
    code: status === 413 ? "too-large" : status === 401 ? "signed-out" : final ? "refused" : "network",
    status,
    retry: !final,
    again,
    wait: Number.isFinite(seconds) ? Math.min(seconds, 120) * 1000 : 0,
  });
}

async function askJson(url, { method = "GET", body, signal, once } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method,
      signal,
      credentials: "same-origin",
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(once ? { "idempotency-key": once } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new UploadProblem("", { retry: true, again: true });
  }
  const text = await response.text().catch(() => "");
  if (!response.ok) throw problemFrom(response.status, text, response.headers.get("retry-after"));
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    throw new UploadProblem("", { status: response.status, retry: true, again: true });
  }
}

// fetch cannot tell how much of a body has left, so parts go by XMLHttpRequest.
function putPart({ url, method, headers }, blob, { signal, onProgress }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let watchdog;
    const stop = () => request.abort();
    const settle = (act, value) => {
      clearTimeout(watchdog);
      signal.removeEventListener("abort", stop);
      act(value);
    };
    const beat = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, STALL_MS);
    };
    request.open(method ?? "PUT", url);
    for (const [name, value] of Object.entries(headers ?? {})) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      beat();
      onProgress(event.loaded);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return settle(resolve);
      const problem = problemFrom(
        request.status,
        request.responseText,
        request.getResponseHeader("retry-after"),
      );
      // An address that ran out, or bytes that arrived different: ask for a new one and send again.
      if ([400, 401, 403, 404, 409].includes(request.status)) problem.again = problem.retry = true;
      return settle(reject, problem);
    };
    request.onerror = () => settle(reject, new UploadProblem("", { retry: true, again: true }));
    request.onabort = () =>
      signal.aborted
        ? settle(reject, new DOMException("stopped", "AbortError"))
        : settle(reject, new UploadProblem("", { retry: true, again: true }));
    if (signal.aborted) return settle(reject, new DOMException("stopped", "AbortError"));
    signal.addEventListener("abort", stop);
    beat();
    request.send(blob);
  });
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new DOMException("stopped", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted) return stop();
    signal?.addEventListener("abort", stop, { once: true });
  });
}

// Doubling with full jitter, at most 20 s, so that a room full of phones does not come back at once.
async function persist(act, { signal, onWait = () => {}, tries = PART_TRIES }) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof UploadProblem) || !error.again || attempt >= tries) throw error;
      const longest = Math.min(20_000, 500 * 2 ** attempt);
      onWait(true);
      await pause(Math.max(error.wait, longest * (0.5 + Math.random() / 2)), signal);
      onWait(false);
    }
  }
}

// crypto.randomUUID needs a secure context; this does not.
function randomName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// ---- one file ------------------------------------------------------------------------------

// Sends `item.file` and resolves with the asset the server answered. Goes on with `item.known`, an
// upload that an earlier try began. Reports through `changed`: sent (bytes), resumedFrom (bytes), waiting
// (between tries), known, and sha256 where one part is all. `takenIds` are uploads other items use.
async function transfer(item, { signal, takenIds, lane, changed }) {
  const again = { signal, onWait: (waiting) => changed({ waiting }) };
  for (let fresh = false; ; fresh = true) {
    try {
      item.once ??= randomName(); // an answer that got lost must not begin a second upload
      const upload = await persist(() => openUpload(item, { signal, takenIds }), again);
      const { id, assetId } = upload;
      changed({ uploadId: id, assetId, known: { id, assetId } });
      if (!upload.complete) await sendUnlessWhole(item, upload, { signal, lane, changed, again });
      return await finish(item, upload, { signal, lane, changed, again });
    } catch (error) {
      // The server forgot or aborted what we were resuming: begin anew, once.
      const gone = error instanceof UploadProblem && [404, 410].includes(error.status);
      if (!gone || fresh || !item.uploadId) throw error;
      changed({ uploadId: null, known: null, once: null, sent: 0 });
    }
  }
}

async function openUpload(item, { signal, takenIds }) {
  if (item.known) {
    const { id, assetId } = item.known;
    const now = takenIds().has(id) ? null : await lookAt(id, signal);
    if (now?.size === item.file.size && now.state !== "aborted") {
      return { id, assetId, partSize: now.part_size, done: now.done, complete: isWhole(now) };
    }
    item.known = null;
    item.once = randomName(); // what was begun under the old one has ended
  }
  const made = await askJson("/api/uploads", {
    method: "POST",
    signal,
    once: item.once,
    body: {
      ...item.target,
      name: item.file.name,
      size: item.file.size,
      media_type: item.file.type || null,
      file_modified: new Date(item.file.lastModified).toISOString(),
      ...item.file.offer, // what whoever made the file says of it
      ...(item.folder ? { folder: item.folder } : {}),
      ...(item.beside?.length ? { beside: item.beside } : {}),
    },
  });
  return { id: made.id, assetId: made.asset_id, partSize: made.part_size, done: [], complete: false };
}

// An upload as the server knows it; null if it is nobody's, or not ours any more.
async function lookAt(id, signal) {
  try {
    return await askJson(`/api/uploads/${id}`, { signal });
  } catch (error) {
    if (error instanceof UploadProblem && [401, 403, 404, 410].includes(error.status)) return null;
    throw error;
  }
}

const isWhole = ({ state }) => state === "complete" || state === "completing";

// A page may be closed after its last byte and before it could write down how far it was: what was
// begun under the same name is then whole already, and takes no part any more.
async function sendUnlessWhole(item, upload, how) {
  try {
    await sendParts(item, upload, how);
  } catch (error) {
    if (!(error instanceof UploadProblem) || error.status !== 409) throw error;
    const now = await lookAt(upload.id, how.signal);
    if (!now || !isWhole(now)) throw error;
  }
}

async function sendParts(item, upload, { signal, lane, changed, again }) {
  const { file } = item;
  const parts = Math.ceil(file.size / upload.partSize);
  const done = new Set(upload.done);
  const todo = [];
  const moving = new Map(); // part → bytes of it that have left
  const range = (n) => [(n - 1) * upload.partSize, Math.min(n * upload.partSize, file.size)];
  const size = (n) => range(n)[1] - range(n)[0];
  let landed = 0;
  for (let n = 1; n <= parts; n++) done.has(n) ? (landed += size(n)) : todo.push(n);
  const tell = () => changed({ sent: landed + [...moving.values()].reduce((sum, n) => sum + n, 0) });
  changed({ sent: landed, resumedFrom: landed });

  async function sendOne(n) {
    const blob = file.slice(...range(n));
    let sha256;
    try {
      sha256 = await sha256OfBlob(blob);
    } catch {
      throw new UploadProblem("", { code: "unreadable" });
    }
    if (file.size <= upload.partSize) changed({ sha256 });
    const parts = `/api/uploads/${upload.id}/parts`;
    const [ticket] = await askJson(parts, { method: "POST", signal, body: [{ n, sha256 }] });
    await putPart(ticket, blob, {
      signal,
      onProgress: (loaded) => {
        moving.set(n, Math.min(loaded, blob.size));
        tell();
      },
    });
    landed += blob.size;
  }

  async function work() {
    for (let n = todo.shift(); n !== undefined; n = todo.shift()) {
      await persist(async () => {
        const release = await lane(signal);
        try {
          await sendOne(n);
        } finally {
          release();
          moving.delete(n);
          tell();
        }
      }, again);
    }
  }
  await Promise.all(Array.from({ length: Math.min(3, todo.length) }, work));
}

async function finish(item, upload, { signal, lane, changed, again }) {
  changed({ state: "finishing" });
  const complete = () => askJson(`/api/uploads/${upload.id}/complete`, { method: "POST", signal });
  try {
    return await persist(complete, again);
  } catch (error) {
    if (!(error instanceof UploadProblem) || error.status !== 409) throw error;
    // Parts the server does not have after all, or another tab was faster: look, mend, ask once more.
    const now = await askJson(`/api/uploads/${upload.id}`, { signal });
    if (isWhole(now)) return { id: upload.assetId };
    await sendParts(item, { ...upload, done: now.done }, { signal, lane, changed, again });
    return await persist(complete, again);
  }
}
