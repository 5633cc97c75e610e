// Justified rows: pictures in their own shape, as many in a row as its least height allows, all of one
// height. Widths are reckoned here, not by the browser, so that a row can be known before it is drawn.

const LONE_ROW = 1.3; // how much higher than others a row may be that its pictures do not fill

function measureRows(width) {
  return {
    width,
    height: Math.min(216, Math.max(104, width * 0.21)),
    gap: Math.min(14, Math.max(10, width * 0.015)),
    areWordsAlone: width <= 512,
  };
}

// Rows of {items, widths, height, isFull}. With `isWhole` the last one is the end of the stretch, and may
// be high; otherwise it waits for what comes after it.
function rowsOf(items, measure, isWhole) {
  const rows = [];
  let open = [];
  let shapes = 0;

  function close(isFull) {
    if (!open.length) return;
    const free = measure.width - measure.gap * (open.length - 1);
    const fitting = free / shapes;
    const height = isFull ? fitting : Math.min(fitting, measure.height * LONE_ROW);
    // Rounded down: a row must never be wider than its place.
    const widths = open.map((item) => Math.floor(shapeOf(item) * height * 100) / 100);
    rows.push({ items: open, widths, height, isFull });
    open = [];
    shapes = 0;
  }

  for (const item of items) {
    if (measure.areWordsAlone && isWords(item)) {
      close(false);
      rows.push({ items: [item], widths: [measure.width], height: 136, isFull: true });
      continue;
    }
    const wider = (shapes + shapeOf(item)) * measure.height + measure.gap * open.length;
    if (open.length && wider > measure.width) close(true);
    open.push(item);
    shapes += shapeOf(item);
  }
  if (isWhole) close(false);
  return { rows, waiting: open };
}

function isWords(item) {
  return item.kind === "audio" || item.kind === "note" || !(item.thumb || item.blur);
}

// What the words under its pictures add to a row, roughly; known exactly once it was drawn.
function guessHeight(row) {
  if (isWords(row.items[0]) && row.items.length === 1) return row.height;
  const words = row.items.some((item) => item.caption) ? 46 : 0;
  return row.height + words + (row.items.some((item) => item.when) ? 24 : 0);
}
