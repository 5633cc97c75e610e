// The list of what was chosen, kept in the browser until it has arrived: after a reload or a crash the
// page can say what is missing, and go on by itself where the browser let it keep the files.
//
// A file that was dropped is kept as its handle, which costs nothing and holds for films too. One
// that was chosen has no handle; it is copied while there is room, because a phone that was put to
// sleep in the middle is where files are chosen one by one and choosing them again is hardest.
//
// Entries belong to an account or to a contribution, and to the tab that sends them. Where there is
// no IndexedDB (a private window), nothing is kept and nothing is said about earlier times.

const LEDGER_NAME = "memory-chest-uploads";
const KEEP_LIST_DAYS = 30;
const KEEP_BYTES_DAYS = 7; // as long as the server keeps what it has of an unfinished upload
const COPY_FILE_AT_MOST = 32 * 1024 * 1024;
const COPY_ALL_AT_MOST = 500 * 1024 * 1024;
const COPY_WHERE_NOBODY_TELLS = 50 * 1024 * 1024; // how much room there is
const ASK_TABS_MS = 400;
const DATABASE_WITHIN_MS = 3_000;
const ENTRIES_AT_ONCE = 200; // thousands in one go would hold the page up

function createLedger() {
  const tab = randomName();
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(LEDGER_NAME) : null;
  const heard = new Set();
  let opened = null;

  // ---- who else is there ----
  // A lock ends with its tab, however that ends. Without locks (plain HTTP) tabs answer each other.
  const locked = navigator.locks
    ? new Promise((have) => {
        const hold = () => new Promise(() => have(true)); // until the tab ends
        navigator.locks.request(`${LEDGER_NAME} ${tab}`, hold).catch((error) => {
          console.debug("no lock for this tab", error);
          have(false);
        });
      })
    : Promise.resolve(false);
  if (channel) {
    channel.onmessage = ({ data }) => {
      if (data?.asks) channel.postMessage({ here: tab });
      else if (data?.here) heard.add(data.here);
    };
  }

  async function livingTabs() {
    if (await locked) {
      const { held } = await navigator.locks.query();
      const names = held.map((lock) => lock.name).filter((name) => name.startsWith(LEDGER_NAME));
      return new Set([tab, ...names.map((name) => name.slice(LEDGER_NAME.length + 1))]);
    }
    heard.clear();
    channel?.postMessage({ asks: tab });
    await new Promise((resolve) => setTimeout(resolve, ASK_TABS_MS));
    return new Set([tab, ...heard]);
  }

  // ---- the database ----
  function openDatabase() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(LEDGER_NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("files", { keyPath: "id" });
        request.result.createObjectStore("bytes");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      // There are browsers that never answer; nobody's files wait for that.
      setTimeout(() => reject(new Error("no answer")), DATABASE_WITHIN_MS);
    });
    return opened;
  }

  // Runs `work` over the stores; resolves with what it answers once all of it is on the disk.
  async function inStores(mode, work) {
    const database = await openDatabase();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(["files", "bytes"], mode);
      let answer;
      transaction.oncomplete = () => resolve(answer);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
      const stores = { files: transaction.objectStore("files"), bytes: transaction.objectStore("bytes") };
      work(stores, (value) => (answer = value));
    });
  }

  // Has each entry of the store seen, some at a time within the transaction, and then `ended` called.
  function eachEntry(files, see, ended = () => {}, after = null) {
    const request = files.getAll(after && IDBKeyRange.lowerBound(after, true), ENTRIES_AT_ONCE);
    request.onsuccess = () => {
      request.result.forEach(see);
      if (request.result.length < ENTRIES_AT_ONCE) ended();
      else eachEntry(files, see, ended, request.result.at(-1).id);
    };
  }

  // Does with each entry what answers with a request, some at a time within the transaction.
  function forEach(entries, ask, from = 0) {
    const to = from + ENTRIES_AT_ONCE;
    const requests = entries.slice(from, to).map(ask);
    if (to < entries.length) requests.at(-1).onsuccess = () => forEach(entries, ask, to);
  }

  // What fails here is only remembered less well: the files themselves go on being sent.
  async function quietly(act, otherwise = null) {
    try {
      return await act();
    } catch (error) {
      console.debug("the list of files is not kept in this browser", error);
      return otherwise;
    }
  }

  const isOld = (entry, days) => Date.now() - entry.at > days * 86_400_000;
  // One browser has one person's list: whoever signs in next neither sees nor keeps another's.
  const isForeign = (entry, owner) => entry.owner !== owner && kindOf(entry.owner) === kindOf(owner);
  const kindOf = (owner) => owner.split(":", 1)[0];

  return {
    // The entries of this owner and scope that no living tab sends; from now on they are this tab's.
    // `others` says whether a living one still has some.
    claim: (owner, scope) =>
      quietly(
        async () => {
          forgetOldWays();
          const alive = await livingTabs();
          return inStores("readwrite", ({ files, bytes }, tell) => {
            const found = [];
            let others = false;
            const see = (entry) => {
              if (isOld(entry, KEEP_LIST_DAYS) || isForeign(entry, owner)) {
                files.delete(entry.id);
                bytes.delete(entry.id);
                return;
              }
              if (entry.bytes && isOld(entry, KEEP_BYTES_DAYS)) {
                bytes.delete(entry.id);
                files.put(Object.assign(entry, { bytes: null }));
              }
              if (entry.owner !== owner || entry.scope !== scope || entry.tab === tab) return;
              if (alive.has(entry.tab)) {
                others = true;
                return;
              }
              files.put(Object.assign(entry, { tab }));
              found.push(entry);
            };
            eachEntry(files, see, () => {
              found.sort((one, other) => one.order - other.order);
              tell({ found, others });
            });
          });
        },
        { found: [], others: false },
      ),
    tab,
    // Where this owner still has files that did not arrive.
    scopesOf: (owner) =>
      quietly(
        () =>
          inStores("readonly", ({ files }, tell) => {
            const scopes = new Set();
            const see = (entry) => {
              if (entry.owner === owner && !entry.arrived) scopes.add(entry.scope);
            };
            eachEntry(files, see, () => tell([...scopes]));
          }),
        [],
      ),
    keep: (entries) =>
      quietly(() => inStores("readwrite", ({ files }) => forEach(entries, (entry) => files.put(entry)))),
    // Only what is still on the list: a late word about a dropped file must not bring it back.
    change(entry, values) {
      Object.assign(entry, values);
      return quietly(() =>
        inStores("readwrite", ({ files, bytes }) => {
          const request = files.getKey(entry.id);
          request.onsuccess = () => {
            if (request.result === undefined) return;
            files.put(entry);
            if (!entry.bytes) bytes.delete(entry.id);
          };
        }),
      );
    },
    drop: (entries) =>
      quietly(() =>
        inStores("readwrite", ({ files, bytes }) => {
          forEach(entries, ({ id }) => {
            files.delete(id);
            return bytes.delete(id);
          });
        }),
      ),
    // Keeps the file itself; whether that worked.
    async keepBytes(entry, kind, value) {
      const kept = await quietly(async () => {
        await inStores("readwrite", ({ files, bytes }) => {
          const request = files.get(entry.id);
          request.onsuccess = () => {
            if (!request.result || request.result.arrived) return;
            bytes.put(value, entry.id);
            files.put({ ...request.result, bytes: kind });
          };
        });
        return true;
      }, false);
      if (kept && !entry.arrived) entry.bytes = kind;
      return kept;
    },
    bytesOf: (entry) =>
      quietly(() =>
        inStores("readonly", ({ bytes }, tell) => {
          const request = bytes.get(entry.id);
          request.onsuccess = () => tell(request.result ?? null);
        }),
      ),
    // How many bytes may be copied here altogether.
    async room() {
      const told = await quietly(async () => navigator.storage?.estimate?.());
      if (!told) return COPY_WHERE_NOBODY_TELLS;
      return Math.max(0, Math.min(COPY_ALL_AT_MOST, (told.quota - told.usage) / 10));
    },
    // For signing out: nothing of this account stays in the browser.
    forgetOwner: (owner) =>
      quietly(() =>
        inStores("readwrite", ({ files, bytes }) => {
          eachEntry(files, ({ id, owner: whose }) => {
            if (whose !== owner) return;
            files.delete(id);
            bytes.delete(id);
          });
        }),
      ),
  };
}

// Before there was this list, names lay in localStorage, whoever was signed in.
function forgetOldWays() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("memory-chest:upload:")) localStorage.removeItem(key);
    }
  } catch (error) {
    console.debug("no storage in this browser", error);
  }
}

const ledger = (window.memoryChestLedger ??= createLedger());
