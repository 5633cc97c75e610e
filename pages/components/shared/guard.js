// While files are sent: the screen stays on, and the tab asks before it closes.

function createGuard(isSending) {
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
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && guarding) keepAwake(true);
  });

  return function guardTheTab() {
    const wanted = isSending();
    if (wanted === guarding) return;
    guarding = wanted;
    keepAwake(wanted);
    if (wanted) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  };
}
