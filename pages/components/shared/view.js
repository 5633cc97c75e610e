// What every component here shares with Streamlit. Streamlit calls the default function again whenever
// data or theme change and calls the cleanup only when the component leaves the page.

// A component as Streamlit calls it: `mount(root, data)` draws it, once for each identity of its data;
// `view.update(data)`, where there is one, hears of every run, and `view.close()` of the end.
function component(mount, identityOf = (data) => JSON.stringify(data)) {
  return ({ data, parentElement, setTriggerValue, setStateValue }) => {
    const view = mountOnce(parentElement, data, mount, identityOf(data));
    view.emit = setTriggerValue;
    view.keep = setStateValue;
    view.update?.(data);
    return () => {
      parentElement.chestView?.close?.();
      delete parentElement.chestView;
    };
  };
}

function mountOnce(parentElement, data, mount, identity) {
  const known = parentElement.chestView;
  if (known && known.identity === identity) return known;
  known?.close?.();
  const view = mount(parentElement, data);
  view.identity = identity;
  view.host = parentElement.host ?? parentElement;
  view.page = location.pathname;
  parentElement.chestView = view;
  return view;
}

// The named places in a component's HTML.
function partsOf(root) {
  return (name) => root.querySelector(`[data-part="${name}"]`);
}

// With a modifier key or the middle button a link does what the browser does with links.
function isPlainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

// A trigger that arrives after its page has gone raises KeyError on the server, so it is dropped when
// the component has left, and waits while Streamlit is busy replacing it ("stale").
function tellPage(view, name, value, tries = 20) {
  if (!view.emit || !view.host?.isConnected || view.page !== location.pathname) return;
  if (view.host.closest('[data-stale="true"]') === null) view.emit(name, value);
  else if (tries) setTimeout(() => tellPage(view, name, value, tries - 1), 300);
}
