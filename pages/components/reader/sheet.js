// What one sentence rests on, in a sheet beside it or below its paragraph; for those who may tell stories,
// also what can be done with it, or with a title.

const MARKED = ".sentence, .heading";

function makeSheet({ book, view, words, lookAt }) {
  const known = new Map(); // evidence, by sentence
  let open = null; // { sentence, before, mark, span, panel, body, deeds }
  let decides = false;
  let heard = null; // the last answer to a deed

  function toggle(sentence, mark, span) {
    if (open?.sentence.id === sentence.id && open.mark === mark) close();
    else unfold(sentence, mark, span);
  }

  function unfold(sentence, mark, span) {
    close({ back: false });
    const body = make("div", { "aria-live": "polite" }, make("p", { class: "soft" }, words.looking));
    const shut = make("button", { class: "quiet", type: "button", onclick: () => close() }, words.close);
    const label = make("h3", { id: "evidence-title" }, titleOf(sentence));
    const deeds = make("div", { class: "deeds" });
    const panel = make(
      "aside",
      { class: "evidence", role: "dialog", "aria-labelledby": "evidence-title", tabindex: "-1" },
      label,
      body,
      deeds,
      shut,
    );
    const earlier = [...book.querySelectorAll(MARKED)];
    const before = earlier[earlier.indexOf(span) - 1]?.dataset.id ?? null;
    open = { sentence, before, mark, span, panel, body, deeds };
    plant();
    showDeeds();
    if (sentence.isTitle) layTitle();
    else if (known.has(sentence.id)) lay(known.get(sentence.id));
    else tellPage(view, "opened", sentence.id);
    settle();
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  }

  function titleOf(sentence) {
    if (sentence.isTitle) return words.title_of_title;
    if (sentence.waits) return words.title_waits;
    return sentence.count ? fill(words.title, sentence) : words.title_frame;
  }

  function plant() {
    const { span, mark, panel } = open;
    (span.closest("p") ?? span).after(panel);
    span.closest("section").classList.add("holding");
    span.classList.add("open");
    mark?.setAttribute("aria-expanded", "true");
  }

  function unplant() {
    const { span, mark, panel } = open;
    span.classList.remove("open");
    mark?.setAttribute("aria-expanded", "false");
    book.querySelector(".holding")?.classList.remove("holding");
    panel.remove();
  }

  function find(id) {
    return id && [...book.querySelectorAll(MARKED)].find((span) => span.dataset.id === id);
  }

  // Its chapter was drawn anew: where the sentence stands now, or stood.
  function replant() {
    if (!open || book.contains(open.panel)) return;
    const focus = open.panel.contains(book.getRootNode().activeElement);
    const there = find(open.sentence.id);
    const span = there ?? find(open.before) ?? book.querySelector(MARKED);
    if (!span) {
      open = null;
      return;
    }
    Object.assign(open, { span, mark: there?.querySelector("button.mark") ?? null });
    if (there?.told) open.sentence = there.told;
    if (open.sentence.isTitle) layTitle();
    plant();
    if (!there) span.classList.remove("open"); // it is another sentence
    if (focus) open.panel.focus({ preventScroll: true });
    settle();
  }

  function close({ back = true } = {}) {
    if (!open) return;
    const { mark, span } = open;
    unplant();
    open = null;
    if (back) (mark ?? span.querySelector("button.mark"))?.focus();
    book.style.minHeight = "";
  }

  // Beside the text it begins where its sentence does; a long one makes the page longer.
  function settle() {
    if (!open) return;
    const { panel, span } = open;
    const beside = getComputedStyle(panel).position === "absolute";
    const top = span.getClientRects()[0].top - book.getBoundingClientRect().top;
    panel.style.top = beside ? `${Math.max(0, top)}px` : "";
    book.style.minHeight = beside ? `${top + panel.offsetHeight + 24}px` : "";
  }

  // A title rests on what is told under it.
  function layTitle() {
    const { renamed } = open.sentence;
    open.body.replaceChildren(...(renamed ? [make("p", { class: "soft origin" }, words.renamed)] : []));
  }

  function lay(evidence) {
    const rows = make("ul", { class: "rows" }, ...evidence.items.map(row));
    open.body.replaceChildren(
      ...evidence.doubts.map((doubt) => make("p", { class: "doubt" }, doubt)),
      ...evidence.lines.map((line) => make("p", {}, line)),
      ...(evidence.items.length ? [rows] : []),
      ...(evidence.more ? [make("p", { class: "soft" }, evidence.more)] : []),
      ...(evidence.origin ? [make("p", { class: "soft origin" }, evidence.origin)] : []),
    );
    for (const quote of open.body.querySelectorAll("blockquote")) showMarked(quote);
    settle();
  }

  function row(item) {
    const link = make("a", { href: safeUrl(item.href) ?? "#" });
    const thumb = safeUrl(item.thumb);
    if (thumb) {
      const image = make("img", { src: thumb, alt: item.alt, decoding: "async" });
      image.onload = settle;
      image.onerror = () => image.remove();
      link.append(image);
    }
    link.append(make("span", { class: "what" }, ...marked(item.title)));
    const when = [item.when, item.at].filter(Boolean).join(", ");
    if (when) link.append(make("span", { class: "when" }, when));
    link.onclick = (event) => {
      if (!isPlainClick(event) || !view.emit) return;
      event.preventDefault();
      if (item.tile) lookAmong(item.id);
      else tellPage(view, "memory", item.id);
    };
    const quote = item.words.length ? [make("blockquote", { tabindex: "0" }, ...marked(item.words))] : [];
    return make("li", { "data-id": item.id }, link, ...quote);
  }

  // The words that it rests on stand out among those around them.
  function marked(pieces) {
    return pieces.map(([text, isMarked]) => (isMarked ? make("mark", {}, text) : text));
  }

  function showMarked(quote) {
    const first = quote.querySelector("mark");
    if (quote.scrollHeight <= quote.clientHeight) quote.removeAttribute("tabindex");
    else if (first) quote.scrollTop = Math.max(0, first.offsetTop - quote.offsetTop - 24);
  }

  // Over the story, among what the same sentence rests on; whoever closes it reads on where they were.
  function lookAmong(id) {
    const { items } = known.get(open.sentence.id);
    const { body } = open;
    const ids = items.filter((item) => item.tile).map((item) => item.id);
    lookAt(id, {
      find: (memory) => items.find((item) => item.id === memory).tile,
      beside: (memory, step) => ids[ids.indexOf(memory) + step] ?? null,
      secondOf: (memory) => items.find((item) => item.id === memory).second,
      reveal(memory) {
        const link = body.querySelector(`li[data-id="${memory}"] a`);
        link?.scrollIntoView({ block: "nearest" });
        link?.focus({ preventScroll: true });
        return Boolean(link);
      },
    });
  }

  // What can be done with it; or what was just done, said where it was done, with its undo.
  function showDeeds(last = null) {
    const { sentence, deeds } = open;
    const isThere = Boolean(find(sentence.id));
    if (!decides) return deeds.replaceChildren();
    const act = (deed) => tellPage(view, "deed", { ...deed, n: Date.now() });
    showDeedsIn(deeds, { sentence, last, isThere, words, act, settle });
    settle();
  }

  function hear(last) {
    if (!last || last.n === heard) return;
    heard = last.n;
    if (!open) return;
    showDeeds(last);
    if (!find(open.sentence.id)) open.body.replaceChildren();
    settle();
  }

  function update({ evidence, last, decides: may }) {
    decides = may;
    if (evidence) {
      known.set(evidence.sentence, evidence);
      if (open?.sentence.id === evidence.sentence) lay(evidence);
    }
    hear(last);
  }

  return { toggle, close, settle, replant, update, isOpen: () => open !== null };
}
