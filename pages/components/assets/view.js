// What every component here shares with Streamlit. Streamlit calls the default function again whenever
// data or theme change and calls the cleanup only when the component leaves the page.

function mountOnce(parentElement, data, mount, identity = JSON.stringify(data)) {
  const known = parentElement.chestView;
  if (known && known.identity === identity) return known;
  known?.close?.();
  const view = mount(parentElement, data);
  view.identity = identity;
  view.host = parentElement.host ?? parentElement;
  parentElement.chestView = view;
  return view;
}

function closeView(parentElement) {
  parentElement.chestView?.close?.();
  delete parentElement.chestView;
}

// A trigger that arrives after its page has gone raises KeyError on the server, so it is dropped when
// the component has left, and waits while Streamlit is busy replacing it ("stale").
function tellPage(view, name, value, tries = 20) {
  if (!view.emit || !view.host?.isConnected || view.page !== location.pathname) return;
  if (view.host.closest('[data-stale="true"]') === null) view.emit(name, value);
  else if (tries) setTimeout(() => tellPage(view, name, value, tries - 1), 300);
}
