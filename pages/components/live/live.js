// There is no push from the server; a small question every few seconds stands in for it.

const LIVE_LONGEST_MS = 30_000;

function mountLive(root, data) {
  const every = Math.max(1, Number(data.every) || 2) * 1000;
  const view = { close };
  let known = data.version ?? null;
  let wait = every;
  let timer = null;
  let open = true;

  async function ask() {
    try {
      const response = await fetch(data.url, { credentials: "same-origin", cache: "no-store" });
      if (!response.ok) throw new Error(`${data.url} answered ${response.status}`);
      const version = String((await response.json()).version);
      wait = document.hidden ? Math.min(LIVE_LONGEST_MS, wait * 2) : every;
      if (known !== null && version !== known) tellPage(view, "changed", version);
      known = version;
    } catch (error) {
      console.debug("not answered, asking later", error);
      wait = Math.min(LIVE_LONGEST_MS, wait * 2);
    }
    plan();
  }

  function plan(ms = wait) {
    clearTimeout(timer);
    if (open) timer = setTimeout(ask, ms);
  }

  // Someone who comes back wants to see what happened, now.
  const back = () => {
    if (document.hidden) return;
    wait = every;
    plan(200);
  };
  document.addEventListener("visibilitychange", back);
  window.addEventListener("online", back);
  function close() {
    open = false;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", back);
    window.removeEventListener("online", back);
  }
  plan();
  return view;
}

export default component(mountLive);
