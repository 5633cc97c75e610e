// One stretch of the years, such as 1964: its heading, the rows that are near the window, room for those
// that are not, and at the end the place of what was not fetched yet. How much that is, is guessed: the
// page knows how many memories a decade holds, not how many a year.

const FIRST = 40;
const MORE = 120;
const STALE_MS = 45 * 60 * 1000; // addresses of pictures are good for an hour at least
const LEAST_WIDTH = 140; // of what stands beside others: a heading needs it
const SPARE_ROWS = 1; // drawn rows that may lie beyond the range, so that little is redone

function stretchOf(said, place) {
  const list = make("ul", { class: "rows" });
  const rest = make("div", { class: "rest" });
  const heading = said.title ? make("h3", { id: `years-${said.key}`, tabindex: "-1" }, said.title) : null;
  const head = heading ? make("div", { class: "head" }, heading) : "";
  const element = make("section", { class: "part", "aria-labelledby": heading?.id }, head, list, rest);

  let { items, cursor, isWhole, fetchedAt } = place.recall(said.key);
  let byId = new Map();
  let rows = [];
  let rowsById = new Map(); // the number of its row
  let wide = 0; // where all of it is one short row, how wide that is
  let tops = [0]; // where each row begins, and where the last one ends
  let drawn = { from: 0, to: 0 };
  let restTall = 0;
  let heightKept = 0; // what it had before it was forgotten
  let waiting = 0; // fetched, but not yet a row
  let asking = null;
  let pending = Promise.resolve();
  lay();

  // The next memories; done when they are there, or were refused.
  function ask() {
    if (isWhole) return Promise.resolve();
    if (!asking) pending = askNow();
    return pending;
  }

  async function askNow() {
    const mine = (asking = Symbol("asking"));
    let page = null;
    try {
      page = await place.fetchPage(said, cursor, items.length ? MORE : FIRST);
    } catch {
      if (asking === mine) showFailure();
      return;
    }
    if (asking !== mine) return;
    asking = null;
    take(page);
    place.change(lay);
  }

  function take(page) {
    const known = new Set(items.map((item) => item.id));
    items = [...items, ...page.items.filter((item) => !known.has(item.id))];
    cursor = page.next;
    isWhole = page.next === null;
    heightKept = 0;
    fetchedAt = Date.now();
    place.keep(said.key, { items, cursor, isWhole, fetchedAt });
  }

  // Reckon the rows of what is here; those that stay as they were keep the height they turned out to have.
  function lay() {
    const before = rows;
    byId = new Map(items.map((item) => [item.id, item]));
    const laid = rowsOf(items, place.measure, isWhole);
    rows = laid.rows;
    waiting = laid.waiting.length;
    rowsById = new Map();
    for (const [n, row] of rows.entries()) {
      row.tall = guessHeight(row) + place.measure.gap * 1.3;
      if (before[n]?.widths.join() === row.widths.join() && before[n].width === place.measure.width) {
        row.tall = before[n].tall;
      }
      row.width = place.measure.width;
      for (const item of row.items) rowsById.set(item.id, n);
    }
    list.replaceChildren();
    drawn = { from: 0, to: 0 };
    stack();
    rest.replaceChildren();
    settle();
    showWidth();
  }

  function stack() {
    tops = [0];
    for (const row of rows) tops.push(tops.at(-1) + row.tall);
    list.style.paddingTop = `${tops[drawn.from]}px`;
    const below = tops.at(-1) - tops[drawn.to] + (drawn.from < drawn.to ? place.measure.gap * 1.3 : 0);
    list.style.paddingBottom = `${below}px`;
  }

  const holds = (id) => byId.has(id);

  // The id of the memory after this one (or before it, with -1), which may have to be fetched; of one
  // that another stretch holds, the first here, or the last. Null where there is none.
  async function beside(id, step) {
    for (;;) {
      const at = items.findIndex((item) => item.id === id);
      const next = at >= 0 ? at + step : step > 0 ? 0 : items.length - 1;
      const isSettled = isWhole || (at >= 0 && step < 0);
      if (items[next] && (isSettled || step > 0)) return items[next].id;
      if (isSettled) return null;
      const before = items.length;
      await ask();
      if (items.length === before) return null;
    }
  }

  // Where in the window the row of a memory begins; null for one of another stretch.
  function heightOf(id) {
    const n = rowsById.get(id);
    return n === undefined ? null : list.getBoundingClientRect().top + tops[n];
  }

  // Which rows lie between two heights of the window, and whether the end does: reads, changes nothing.
  function near(above, below) {
    const top = list.getBoundingClientRect().top;
    const end = rest.getBoundingClientRect();
    let from = 0;
    while (from < rows.length && tops[from + 1] + top < above) from += 1;
    let to = from;
    while (to < rows.length && tops[to] + top < below) to += 1;
    return { from, to, isEndNear: !isWhole && end.top < below && end.bottom > above };
  }

  // Draw these rows and let others go.
  function draw({ from, to }) {
    const isOutside = from < drawn.from || to > drawn.to;
    const isLittle = from < to ? drawn.to - drawn.from <= to - from + 2 * SPARE_ROWS : drawn.from === drawn.to;
    if (!isOutside && isLittle) return;
    const keeps = from < drawn.to && to > drawn.from;
    const known = keeps ? drawn : { from, to: from };
    if (!keeps) letGo(drawn.from, drawn.to);
    letGo(known.from, from);
    letGo(to, known.to);
    const ahead = linesOf(from, known.from);
    const after = linesOf(Math.max(from, known.to), to);
    list.prepend(...ahead.flat());
    list.append(...after.flat());
    drawn = { from, to };
    for (const [n, lines] of [...ahead.entries()]) measureRow(from + n, lines);
    for (const [n, lines] of [...after.entries()]) measureRow(to - after.length + n, lines);
    stack();
    if (from < to && !asking && Date.now() - fetchedAt > STALE_MS) renew();
  }

  function linesOf(from, to) {
    return rows.slice(from, Math.max(from, to)).map((row) => row.items.map((item, n) => place.line(item, row.widths[n], said.key)));
  }

  function letGo(from, to) {
    for (const row of rows.slice(from, Math.max(from, to))) row.items.forEach(place.drop);
  }

  function measureRow(n, lines) {
    rows[n].tall = Math.max(...lines.map((line) => line.offsetHeight)) + place.measure.gap * 1.3;
  }

  // Room for what was not fetched, which changes with what is known of the years beside.
  function settle() {
    const left = isWhole ? 0 : Math.max(1, place.guessLeft(said.key)) + waiting;
    const { width, height, gap } = place.measure;
    const inRow = Math.max(1, width / (height * 1.3 + gap));
    const average = rows.length ? tops.at(-1) / (items.length - waiting) : (height + 60) / inRow;
    restTall = !items.length && heightKept ? heightKept : Math.ceil(left * average);
    rest.style.height = `${restTall}px`;
  }

  // Few pictures beside few of the next stretch: a life has years of one photograph.
  function showWidth() {
    const only = isWhole && rows.length === 1 && !rows[0].isFull ? rows[0].widths : [];
    wide = only.reduce((sum, one) => sum + one + place.measure.gap, 0);
    // Rounded up: a row must never be wider than its place.
    if (wide) wide = Math.min(place.measure.width, Math.max(Math.ceil(wide - place.measure.gap), LEAST_WIDTH));
    element.style.width = wide ? `${wide}px` : "";
  }

  function showFailure() {
    const again = make("button", { class: "quiet", type: "button" }, place.words.again);
    again.onclick = () => {
      asking = null;
      rest.replaceChildren();
      ask();
    };
    rest.replaceChildren(make("p", { role: "status" }, place.words.unfetched), again);
  }

  // Something changed: fetch as much again as is here, or later what nobody sees now. Within a change of
  // the page, which draws what came near.
  async function renew(next = said) {
    said = next;
    const wanted = items.length;
    if (!wanted || drawn.from === drawn.to) {
      forget();
      return;
    }
    const mine = (asking = Symbol("renewing"));
    const fresh = [];
    let at = null;
    try {
      do {
        const page = await place.fetchPage(said, at, Math.min(200, Math.max(FIRST, wanted - fresh.length)));
        fresh.push(...page.items);
        at = page.next;
      } while (at && fresh.length < wanted);
    } catch {
      if (asking === mine) asking = null;
      return; // what is on the page stays; the next change tries again
    }
    if (asking !== mine) return;
    asking = null;
    items = [];
    take({ items: fresh, next: at });
    place.change(lay);
  }

  function forget() {
    if (items.length) heightKept = tops.at(-1) + restTall;
    [items, cursor, isWhole, asking] = [[], null, false, null];
    place.keep(said.key, null);
    lay();
  }

  function close() {
    asking = Symbol("closed");
    letGo(drawn.from, drawn.to);
    element.remove();
  }

  const find = (id) => byId.get(id);
  return {
    ...{ key: said.key, element, heading, head, ask, near, draw, lay, settle, renew, close, find, holds, beside },
    heightOf,
    count: () => items.length,
    ids: () => [...byId.keys()],
    said,
    async askAll() {
      for (let before = -1; !isWhole && items.length > before; await ask()) before = items.length;
    },
    isWhole: () => isWhole,
    width: () => wide,
  };
}
