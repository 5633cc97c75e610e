// The story as a page of a book. Every sentence ends in a small mark that opens its evidence: beside the
// text where there is room, below its paragraph where there is not.

function mountReader(root, data) {
  const { words } = data;
  const book = partsOf(root)("book");
  const view = { update };
  const known = new Map();
  let open = null; // { sentence, mark, span, panel, body }
  book.replaceChildren(...data.chapters.map(chapter));
  book.onkeydown = (event) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    close();
  };

  function chapter({ title, sentences }) {
    const section = make("section");
    if (title) section.append(make("h2", {}, title));
    let paragraph = null;
    for (const sentence of sentences) {
      if (!paragraph || sentence.opens) {
        paragraph = make("p");
        section.append(paragraph);
      }
      paragraph.append(told(sentence), " ");
    }
    return section;
  }

  function told(sentence) {
    const span = make("span", { class: sentence.frame ? "sentence frame" : "sentence" }, sentence.text);
    if (sentence.count > 0) {
      const mark = make(
        "button",
        {
          class: "mark",
          type: "button",
          "aria-label": fill(inNumber(words.rests_on, sentence.count), sentence),
          "aria-expanded": "false",
          "aria-haspopup": "dialog",
        },
        String(sentence.number),
      );
      mark.onclick = () => (open?.mark === mark ? close() : unfold(sentence, mark, span));
      // The mark stays with the last word: alone on a line it belongs to nothing. Browsers break
      // before a button whatever stands there, so the two share a box that does not break.
      const last = sentence.text.lastIndexOf(" ") + 1;
      span.textContent = sentence.text.slice(0, last);
      span.append(make("span", { class: "end" }, sentence.text.slice(last), mark));
    }
    return span;
  }

  function unfold(sentence, mark, span) {
    close({ back: false });
    const body = make("div", { "aria-live": "polite" }, make("p", { class: "soft" }, words.looking));
    const shut = make("button", { class: "quiet", type: "button", onclick: () => close() }, words.close);
    const label = make("h3", { id: "evidence-title" }, fill(words.title, sentence));
    const panel = make(
      "aside",
      { class: "evidence", role: "dialog", "aria-labelledby": "evidence-title", tabindex: "-1" },
      label,
      body,
      shut,
    );
    span.closest("p").after(panel);
    span.classList.add("open");
    mark.setAttribute("aria-expanded", "true");
    open = { sentence, mark, span, panel, body };
    if (known.has(sentence.id)) lay(known.get(sentence.id));
    else tellPage(view, "opened", sentence.id);
    settle();
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  }

  function close({ back = true } = {}) {
    if (!open) return;
    const { mark, span, panel } = open;
    open = null;
    span.classList.remove("open");
    mark.setAttribute("aria-expanded", "false");
    if (back) mark.focus();
    panel.remove();
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

  function lay(evidence) {
    const rows = make("ul", { class: "rows" }, ...evidence.items.map(row));
    open.body.replaceChildren(
      ...evidence.lines.map((line) => make("p", {}, line)),
      ...(evidence.items.length ? [rows] : []),
      ...(evidence.more ? [make("p", { class: "soft" }, evidence.more)] : []),
    );
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
    link.append(make("span", { class: "what" }, item.title));
    const when = [item.when, item.at].filter(Boolean).join(", ");
    if (when) link.append(make("span", { class: "when" }, when));
    link.onclick = (event) => {
      if (!isPlainClick(event) || !view.emit) return;
      event.preventDefault();
      if (item.tile) lookAt(item.id);
      else tellPage(view, "memory", item.id);
    };
    return make(
      "li",
      { "data-id": item.id },
      link,
      ...(item.words ? [make("blockquote", {}, item.words)] : []),
    );
  }

  // Over the story, among what the same sentence rests on; whoever closes it reads on where they were.
  function lookAt(id) {
    const { items } = known.get(open.sentence.id);
    const { body } = open;
    const ids = items.filter((item) => item.tile).map((item) => item.id);
    const list = {
      find: (memory) => items.find((item) => item.id === memory).tile,
      beside: (memory, step) => ids[ids.indexOf(memory) + step] ?? null,
      secondOf: (memory) => items.find((item) => item.id === memory).second,
      reveal(memory) {
        const link = body.querySelector(`li[data-id="${memory}"] a`);
        link?.scrollIntoView({ block: "nearest" });
        link?.focus({ preventScroll: true });
        return Boolean(link);
      },
    };
    const { words: said, speaksAs } = data.viewer;
    openViewer({ list, id, words: said, speaksAs, open: (memory) => tellPage(view, "memory", memory) });
  }

  function update({ marks, beside, evidence }) {
    book.classList.toggle("aloud", !marks);
    book.classList.toggle("beside", beside);
    if (!marks) close({ back: false });
    if (!evidence) return;
    known.set(evidence.sentence, evidence);
    if (open?.sentence.id === evidence.sentence) lay(evidence);
  }

  const watch = new ResizeObserver(() => settle());
  watch.observe(root.host ?? book);
  view.close = () => watch.disconnect();
  return view;
}

export default component(mountReader, (data) => JSON.stringify([data.chapters, data.words]));
