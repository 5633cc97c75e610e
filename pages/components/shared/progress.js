// What the chest makes of the files that have arrived: asked for until each of them is settled.

// A picture is there within a second of its last byte; where many are on their way, each question
// costs more and matters less.
const POLL_FIRST_MS = 250;
const POLL_FIRST_OF_MANY_MS = 2_000;
const POLL_MANY = 10;
const POLL_LONGEST_MS = 20_000;
const POLL_BATCH = 50;
// The worker takes what came first, so the eldest are asked for each time; of the others, which may
// be thousands, as many by turns.
const POLL_ELDEST = 100;
const UNPACKING = new Set(["waiting", "unpacking"]);

function createProgress({ items, change, sendAgain, isOnline }) {
  let timer = null;
  let wait = POLL_FIRST_MS;
  let turn = 0;

  const isOpen = (item) => item.state === "understanding" || UNPACKING.has(item.archive?.state);
  const listOpen = () => [...items.values()].filter(isOpen);

  function askSoon() {
    wait = POLL_FIRST_MS;
    ask();
  }

  function ask() {
    if (timer !== null) return;
    const open = listOpen();
    if (!open.length) return;
    const soonest = open.length > POLL_MANY ? POLL_FIRST_OF_MANY_MS : POLL_FIRST_MS;
    timer = setTimeout(async () => {
      let moved = false;
      const now = choose(listOpen());
      for (let at = 0; at < now.length && isOnline() && !document.hidden; at += POLL_BATCH) {
        try {
          moved = (await look(now.slice(at, at + POLL_BATCH))) || moved;
        } catch (error) {
          console.warn("could not ask how far the chest is", error);
          break;
        }
      }
      timer = null; // only now: a second chain of questions must not begin while one is asked
      wait = moved ? POLL_FIRST_MS : Math.min(POLL_LONGEST_MS, wait * 1.4);
      ask();
    }, Math.max(wait, soonest));
  }

  function choose(open) {
    if (open.length <= 2 * POLL_ELDEST) return open;
    const rest = open.slice(POLL_ELDEST);
    turn = turn < rest.length ? turn : 0;
    const some = rest.slice(turn, turn + POLL_ELDEST);
    turn += POLL_ELDEST;
    return [...open.slice(0, POLL_ELDEST), ...some];
  }

  async function look(batch) {
    const ids = batch.map((item) => encodeURIComponent(item.assetId)).join(",");
    const found = await askJson(`/api/uploads/progress?ids=${ids}`);
    const byId = new Map(found.items.map((entry) => [entry.asset_id, entry]));
    let moved = false;
    for (const item of batch) {
      const before = sayWhere(item);
      const entry = byId.get(item.assetId);
      if (entry) change(item, newsOf(entry));
      else lose(item);
      moved ||= before !== sayWhere(item);
    }
    return moved;
  }

  const sayWhere = (item) =>
    `${item.state} ${item.step} ${item.thumb} ${item.archive?.state} ${item.archive?.done}`;

  function lose(item) {
    change(item, { missing: item.missing + 1 });
    if (item.missing < 3) return;
    if (item.file) sendAgain(item);
    else change(item, { state: "gone" });
  }

  function newsOf(entry) {
    const active = (entry.steps ?? []).find((step) => step.state === "running");
    const broken = (entry.steps ?? []).find((step) => step.state === "failed");
    const news = { missing: 0, kind: entry.kind, step: active?.step ?? null };
    news.archive = entry.archive ?? null;
    if (entry.thumb) news.thumb = entry.thumb;
    if (entry.alt) news.alt = entry.alt;
    if (entry.duplicate_of) news.state = "duplicate";
    else if (entry.state === "failed") news.state = "kept";
    // A good file of a kind that nobody can look at here.
    else if (entry.state === "ready" && entry.kind === "other" && !entry.archive) news.state = "kept";
    else if (entry.state === "ready") news.state = "ready";
    if (news.state) news.file = null;
    if (news.state === "kept") news.reason = broken?.reason ?? null;
    return news;
  }

  return { askSoon };
}
