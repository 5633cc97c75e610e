let shown = "";

function showAddress(data) {
  // Only what is new is shown: going back changes the address first, and this is called meanwhile.
  const wanted = JSON.stringify(data);
  if (wanted === shown) return;
  const first = !shown;
  shown = wanted;
  const url = new URL(location.href);
  if (!url.pathname.endsWith(`/${data.page}`)) return;
  const before = new URLSearchParams(url.search);
  const query = new URLSearchParams(data.query);
  if (before.toString() === query.toString()) return;
  url.search = query;
  const chosen = before.has("id") && query.has("id") && before.get("id") !== query.get("id");
  // Nobody has chosen anything yet: whoever went back while the page came up is already elsewhere.
  if (chosen && first) return;
  if (chosen) history.pushState(history.state, "", url);
  else history.replaceState(history.state, "", url);
}

export default component(() => ({ update: showAddress }), (data) => data.page);
