// Justified rows without measuring: each tile's width and growth follow its shape, so the tiles of a
// row grow by one factor and end at one height. gallery.css holds the rule.

function mountGallery(root, data) {
  const list = partsOf(root)("rows");
  const { items, words, choose, current } = data;
  const view = { chosen: new Set(root.chestView?.chosen ?? data.chosen ?? []) };

  const moving = data.moves
    ? letMove(list, {
        words,
        chosen: () => view.chosen,
        tell: (moved) => tellPage(view, "moved", moved),
      })
    : null;
  view.close = () => moving?.close();
  const before = root.chestTiles ?? new Map();
  const tiles = new Map();
  for (const item of items) tiles.set(item.id, keptLine(before, item, words, choose));
  root.chestTiles = tiles;
  const ids = items.map((item) => item.id);
  const among = {
    find: (id) => items.find((item) => item.id === id),
    beside: (id, step) => ids[ids.indexOf(id) + step] ?? null,
    reveal(id) {
      const link = tiles.get(id)?.line.querySelector("a");
      if (!link?.isConnected) return false;
      link.scrollIntoView({ block: "nearest" });
      link.focus({ preventScroll: true });
      return true;
    },
  };
  list.replaceChildren(...[...tiles.values()].map((tile) => tile.line));
  for (const item of items) wire(item, tiles.get(item.id).line);
  show();

  function wire(item, row) {
    if (choose) {
      row.querySelector(":scope > .handle")?.remove();
      if (moving) row.append(moving.handleOf(row, item.id));
      const box = row.querySelector("input");
      box.name = `choice-${location.pathname}`;
      box.onchange = () => {
        if (choose === "one") view.chosen.clear();
        if (box.checked) view.chosen.add(item.id);
        else view.chosen.delete(item.id);
        show();
        view.keep?.("chosen", [...view.chosen]);
      };
      return;
    }
    const link = row.querySelector("a");
    link.toggleAttribute("aria-current", item.id === current);
    if (item.id === current) link.setAttribute("aria-current", "true");
    openOver(row, view, item.id, among, data.viewer);
  }

  function show() {
    for (const [id, { line }] of tiles) {
      const box = line.querySelector("input");
      if (box) box.checked = view.chosen.has(id);
    }
  }
  return view;
}

export default component(mountGallery, (data) => JSON.stringify({ ...data, chosen: null }));
