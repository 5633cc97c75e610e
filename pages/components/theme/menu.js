// What Streamlit's menu does not do by itself. It lies in the page from its first byte, outside of any
// component: the menu is not ours, and is drawn again and again.
(() => {
  const ENTRY =
    'a:is([data-testid="stTopNavLink"], [data-testid="stTopNavDropdownLink"], [data-testid="stSidebarNavLink"])';
  const LINK = `${ENTRY}, a[data-testid="stPageLink-NavLink"]`;
  const NARROW = matchMedia("(max-width: 768px)"); // where Streamlit lays the menu over the page
  const NO_CHEST = ["/", "/account"];
  const SAID = document.currentScript?.dataset ?? {}; // the words, in the reader's language
  let swallowed = 0; // until when a press belongs to the scrim

  const drawer = () => document.querySelector('[data-testid="stSidebar"]');
  const isOpen = () => NARROW.matches && drawer()?.dataset.collapsed === "false";
  const opener = () => document.querySelector('[data-testid="stExpandSidebarButton"]');

  function shut() {
    if (isOpen()) drawer().querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  }

  // Streamlit's entries know nothing of the chest in the address: in a new tab they would lead to
  // whichever chest that tab remembers.
  function nameTheChest(link) {
    const chest = new URLSearchParams(location.search).get("chest");
    const to = new URL(link.href);
    if (!chest || to.origin !== location.origin || NO_CHEST.includes(to.pathname)) return;
    to.searchParams.set("chest", chest);
    link.href = to.href;
  }

  const isPlain = (event) =>
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

  // A press beside the open menu closes it, and does nothing else.
  document.addEventListener(
    "pointerdown",
    (event) => {
      const entry = event.target.closest?.(ENTRY);
      if (entry) nameTheChest(entry);
      swallowed = 0;
      if (!isOpen() || drawer().contains(event.target)) return;
      swallowed = event.timeStamp + 1000;
      event.stopPropagation();
      setTimeout(shut);
    },
    true,
  );
  document.addEventListener(
    "click",
    (event) => {
      if (event.timeStamp < swallowed && !drawer()?.contains(event.target)) {
        swallowed = 0;
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      const link = event.target.closest?.(LINK);
      // With a modifier key a link does what the browser does with links; Streamlit would turn the page.
      if (link && !isPlain(event)) event.stopPropagation();
      else if (link?.matches(ENTRY)) setTimeout(shut, 50); // Streamlit itself does it on phones alone
      const home = event.target.closest?.("a.chest-here");
      if (!home || !isPlain(event)) return;
      const page = new URL(home.href).pathname;
      const entry = [...document.querySelectorAll(ENTRY)].find((e) => new URL(e.href).pathname === page);
      if (!entry) return; // the browser follows the link
      event.preventDefault();
      entry.click();
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    shut();
    setTimeout(() => opener()?.focus(), 50);
  });
  for (const name of ["focusin", "contextmenu"]) {
    document.addEventListener(name, (event) => {
      const entry = event.target.closest?.(ENTRY);
      if (entry) nameTheChest(entry);
    });
  }

  // What is read out is what is written on them.
  function nameButtons() {
    opener()?.setAttribute("aria-label", SAID.menu);
    document
      .querySelector('[data-testid="stSidebarCollapseButton"] button')
      ?.setAttribute("aria-label", SAID.close);
  }

  // The chest's name ends where the menu begins, wherever that is.
  const GAP = 24; // pixels between the two
  let measuring = 0;
  function measure() {
    measuring = 0;
    const here = document.querySelector(".chest-here");
    const first = document.querySelector('[data-testid="stTopNav"] :is(a, button)');
    if (!here || !first) return;
    const room = Math.floor(first.getBoundingClientRect().left - here.getBoundingClientRect().left - GAP);
    document.documentElement.style.setProperty("--chest-room", `${Math.max(0, room)}px`);
  }
  const measureSoon = () => (measuring ||= requestAnimationFrame(measure));
  addEventListener("resize", measureSoon);
  new MutationObserver(() => {
    nameButtons();
    measureSoon();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
