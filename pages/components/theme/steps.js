// A page that asks one thing after the other names each in its address. Streamlit draws the next one
// into the same place, and leaves it scrolled to wherever the one before was.
(() => {
  const stepHere = () => location.pathname + (new URLSearchParams(location.search).get("step") ?? "");
  let step = stepHere();

  function look() {
    const now = stepHere();
    if (now === step) return;
    step = now;
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }

  for (const name of ["pushState", "replaceState"]) {
    const goes = history[name];
    history[name] = function (...to) {
      const answer = goes.apply(this, to);
      if (new URLSearchParams(location.search).has("step")) look();
      else step = stepHere();
      return answer;
    };
  }
  // Back leads to where one was; the browser and the page see to that.
  window.addEventListener("popstate", () => (step = stepHere()));
})();
