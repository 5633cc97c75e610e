// What earlier pages of this browser did not get sent: it goes on here too, and is seen while it does.

const HAS_ARRIVED = ["understanding", "ready", "duplicate", "kept", "gone"]; // the page itself shows these

function mountLeftovers(root, data) {
  const list = partsOf(root)("rows");
  const engine = { ...uploads, touch: () => draw() };
  const render = createRows({ list, engine, labels: data.labels });
  const view = { close };
  const leaves = new Map(); // scope → what ends showing it

  function take(scopes) {
    for (const scope of scopes) {
      if (leaves.has(scope)) continue;
      leaves.set(scope, uploads.showHere(scope));
      uploads.remember(scope, data.owner);
    }
    draw();
  }

  function draw() {
    const scopes = [...leaves.keys()];
    const all = scopes.flatMap((scope) => uploads.list(scope));
    render(all.filter((item) => !HAS_ARRIVED.includes(item.state)));
    for (const scope of scopes) {
      const settled = uploads.takeSettled(scope);
      if (settled) tellPage(view, "settled", { scope, ...settled });
    }
  }

  const unsubscribe = uploads.subscribe(draw);
  function close() {
    unsubscribe();
    leaves.forEach((leave) => leave());
    view.emit = null;
  }
  // What this page's own visit is still sending, and what the browser remembers of earlier ones.
  take(data.scopes);
  uploads.leftBy(data.owner).then(take);
  return view;
}

export default component(mountLeftovers, ({ owner }) => owner);
