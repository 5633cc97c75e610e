// A decade, or what is undated: its heading, and under it the years that hold something. One without years
// of its own has a single stretch, without a heading.

const TOGETHER = 60;

function decadeOf(said, place) {
  const heading = make("h2", { id: `years-${said.key}`, tabindex: "-1" }, said.title);
  const head = make("div", { class: "head" }, heading);
  const inner = make("div", { class: "parts" });
  const element = make("section", { "aria-labelledby": heading.id }, head);
  if (said.words) element.append(make("p", { class: "soft" }, said.words));
  if (said.offer) element.append(make("button", { class: "quiet offer", type: "button" }, said.offer));
  element.append(inner);

  const told = partsSaid(said);
  let { count } = said;
  let together = null; // where the decade holds little, one answer for all of its years
  let parts = null;
  const of = Object.assign(Object.create(place), { guessLeft, fetchPage });
  parts = told.map((part) => stretchOf(part, of));
  inner.append(...parts.map((part) => part.element));

  // What is not fetched of the decade, shared out among the years that are not known whole.
  function guessLeft(key) {
    if (!parts) return Math.ceil(count / told.length); // while they are made
    const open = parts.filter((part) => part.key === key || !part.isWhole()).length;
    const known = parts.reduce((sum, part) => sum + part.count(), 0);
    return Math.ceil(Math.max(0, count - known) / Math.max(1, open));
  }

  async function fetchPage(part, cursor, limit) {
    if (cursor || told.length === 1 || count > TOGETHER) return place.fetchPage(part, cursor, limit);
    together ??= place.fetchPage(said, null, 2 * TOGETHER);
    const mine = together;
    try {
      const page = await mine;
      if (page.next) return place.fetchPage(part, cursor, limit); // it has grown meanwhile
      return { next: null, items: page.items.filter((item) => item.year === part.year) };
    } finally {
      // Kept for what is asked at the same time, not for what is asked later.
      setTimeout(() => (together === mine ? (together = null) : null), 1000);
    }
  }

  function settle() {
    for (const part of parts) part.settle();
    const widths = parts.map((part) => part.width());
    const wide = widths.reduce((sum, one) => sum + one, 0) + (parts.length - 1) * place.measure.gap;
    const isLittle = !said.words && widths.every(Boolean) && wide <= place.measure.width;
    element.style.width = isLittle ? `${wide}px` : "";
  }

  // Whether this is the same decade with the same years.
  function isSame(next) {
    return JSON.stringify([next.title, partsSaid(next)]) === JSON.stringify([said.title, told]);
  }

  function renew(next) {
    [count, together] = [next.count, null];
    partsSaid(next).forEach((part, n) => parts[n].renew(part));
  }

  function close() {
    for (const part of parts) part.close();
    element.remove();
  }

  return { key: said.key, said, element, heading, head, parts, settle, isSame, renew, close, count: () => count };
}

function partsSaid(said) {
  return said.parts.length ? said.parts : [{ key: said.key, title: null, query: said.query, year: null }];
}
