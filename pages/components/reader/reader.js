// The story as a page of a book. Every sentence ends in a small mark that opens its evidence: beside the
// text where there is room, below its paragraph where there is not.

const LONG = 300; // sentences
const PRINT_WAITS_MS = 10_000;
const READING = "chestReading"; // on the page's own element, whose other parts then step aside

function mountReader(root, data) {
  const { words } = data;
  const part = partsOf(root);
  const book = part("book");
  const view = { update };
  const shown = new Map(); // by chapter: its section, and what it was drawn from
  const sheet = makeSheet({ book, view, words, viewer: data.viewer, lookAt });
  let tiles = new Map(); // what is set into the text, in its order: id → { tile, second }
  book.replaceChildren();
  book.onkeydown = (event) => {
    if (event.key !== "Escape" || !sheet.isOpen()) return;
    event.stopPropagation();
    sheet.close();
  };

  // ---- chapters ----
  function chapter({ id, title, appendix, renamed, sentences }, insets, decides) {
    const section = make("section", { class: appendix ? "appendix" : null });
    let inside = section;
    if (appendix) {
      inside = make("div", { class: "inside" });
      section.append(...folding(section, title), inside);
    } else if (title) section.append(heading({ id, text: title, renamed, isTitle: true }, decides));
    let paragraph = null;
    let waiting = [];
    const endParagraph = () => inside.append(...waiting.splice(0));
    for (const sentence of sentences) {
      if (!paragraph || sentence.opens) {
        endParagraph();
        paragraph = make("p");
        inside.append(paragraph);
      }
      paragraph.append(told(sentence, decides), " ");
      for (const inset of insets[sentence.id] ?? []) waiting.push(insetOf(inset, { ...data.viewer.words, ...words }, lookAround));
    }
    endParagraph();
    return section;
  }

  // Lists and counts, for whoever wants them: folded on the screen, printed on paper.
  function folding(section, title) {
    const fold = make("button", { type: "button", class: "fold", "aria-expanded": "false" }, title || words.appendix);
    fold.onclick = () => fold.setAttribute("aria-expanded", String(section.classList.toggle("unfolded")));
    return [make("h2", {}, fold)];
  }

  function heading(title, decides) {
    const said = make("h2", {}, title.text);
    if (!decides) return said;
    const place = make("div", { class: "heading", "data-id": title.id }, said);
    place.told = title;
    place.append(markOf(title, place));
    return place;
  }

  function told(sentence, decides) {
    const kind = sentence.waits ? " waits" : sentence.frame ? " frame" : "";
    const span = make("span", { class: `sentence${kind}`, "data-id": sentence.id }, sentence.text);
    return sentence.count || sentence.waits || decides ? withMark(span, sentence) : span;
  }

  function markOf(sentence, span) {
    const mark = make("button", {
      class: "mark",
      type: "button",
      "aria-label": labelOf(sentence),
      "aria-expanded": "false",
      "aria-haspopup": "dialog",
    });
    const said = sentence.waits ? words.waits : sentence.count ? String(sentence.number) : "*";
    mark.append(make("span", {}, said));
    mark.style.setProperty("--long", said.length);
    mark.onclick = () => sheet.toggle(sentence, mark, span);
    return mark;
  }

  function withMark(span, sentence) {
    span.told = sentence;
    // The mark stays with the last word: alone on a line it belongs to nothing. Browsers break
    // before a button whatever stands there, so the two share a box that does not break.
    const last = sentence.text.lastIndexOf(" ") + 1;
    span.textContent = sentence.text.slice(0, last);
    span.append(make("span", { class: "end" }, sentence.text.slice(last), markOf(sentence, span)));
    return span;
  }

  function labelOf(sentence) {
    if (sentence.isTitle) return words.change_title;
    if (sentence.waits) return words.waits_label;
    return sentence.count ? fill(inNumber(words.rests_on, sentence.count), sentence) : words.change;
  }

  // Only chapters that changed are drawn anew: whoever reads another one notices nothing.
  function showChapters({ chapters, insets, decides }) {
    const gone = new Set(shown.keys());
    book.classList.toggle("long", chapters.reduce((n, { sentences }) => n + sentences.length, 0) > LONG);
    let before = null;
    for (const one of chapters) {
      gone.delete(one.id);
      const own = Object.fromEntries(one.sentences.filter((s) => insets[s.id]).map((s) => [s.id, insets[s.id]]));
      const drawnFrom = JSON.stringify([one, own, decides]).replace(/([?&][es]=)[^"&]*/g, "$1");
      const known = shown.get(one.id);
      if (known?.drawnFrom !== drawnFrom) {
        const section = chapter(one, own, decides);
        if (known?.section.classList.contains("unfolded")) section.querySelector(".fold").click();
        if (known) known.section.replaceWith(section);
        shown.set(one.id, { section, drawnFrom });
      }
      const { section } = shown.get(one.id);
      const place = before ? before.nextSibling : book.firstChild;
      if (section !== place) book.insertBefore(section, place);
      before = section;
    }
    for (const id of gone) {
      shown.get(id).section.remove();
      shown.delete(id);
    }
    tiles = new Map(
      chapters.flatMap(({ sentences }) =>
        sentences.flatMap((s) => (insets[s.id] ?? []).map((inset) => [inset.tile.id, inset])),
      ),
    );
    sheet.replant();
  }

  // ---- what is set into the text, as large as the window ----
  function lookAround(id) {
    const ids = [...tiles.keys()];
    lookAt(id, {
      find: (memory) => tiles.get(memory).tile,
      beside: (memory, step) => ids[ids.indexOf(memory) + step] ?? null,
      secondOf: (memory) => tiles.get(memory).second,
      reveal(memory) {
        const figure = book.querySelector(`figure[data-id="${memory}"] a`);
        figure?.scrollIntoView({ block: "nearest" });
        figure?.focus({ preventScroll: true });
        return Boolean(figure);
      },
    });
  }

  function lookAt(id, list) {
    const { words: said, speaksAs, hasPage } = data.viewer;
    const open = hasPage ? (memory) => tellPage(view, "memory", memory) : null;
    openViewer({ list, id, words: said, speaksAs, open });
  }

  // ---- reading aloud, and paper ----
  const tools = part("tools");
  const aloud = make("button", { type: "button", class: "quiet" }, words.aloud);
  const print = make("button", { type: "button", class: "quiet" }, words.print);
  const leave = make("button", { type: "button", class: "quiet leave" }, words.aloud_leave);
  tools.replaceChildren(aloud, print);
  tools.hidden = !data.tools;
  aloud.onclick = () => readAloud(true);
  leave.onclick = () => readAloud(false);
  print.onclick = async () => {
    // Paper does not wait for a picture; this does, for a while.
    await Promise.race([fetchPictures(), new Promise((go) => setTimeout(go, PRINT_WAITS_MS))]);
    window.print();
  };

  function readAloud(isOn) {
    sheet.close({ back: false });
    const page = document.documentElement;
    if (isOn) page.dataset[READING] = "";
    else delete page.dataset[READING];
    book.classList.toggle("aloud", isOn);
    tools.replaceChildren(...(isOn ? [leave] : [aloud, print]));
    (isOn ? leave : aloud).focus();
  }
  const keyed = (event) => {
    const here = document.documentElement.dataset[READING] !== undefined;
    if (event.key === "Escape" && here && !document.getElementById(VIEWER)) readAloud(false);
  };
  window.addEventListener("keydown", keyed);
  // Pictures that nobody has scrolled to are asked for before they are printed.
  function fetchPictures() {
    const all = [...book.querySelectorAll("img")];
    for (const image of all) {
      image.loading = "eager";
      image.decoding = "sync"; // paper is drawn once, without what is still being unpacked
    }
    // Where one is gone its figure says so; the others are printed all the same.
    return Promise.allSettled(all.map((image) => image.decode()));
  }
  const beforePrint = () => void fetchPictures();
  window.addEventListener("beforeprint", beforePrint);

  function update({ marks, beside, evidence, chapters, insets, decides, last }) {
    book.classList.toggle("unmarked", !marks);
    book.classList.toggle("beside", beside);
    if (!marks) sheet.close({ back: false });
    showChapters({ chapters, insets, decides });
    sheet.update({ evidence, last, decides });
  }

  const watch = new ResizeObserver(() => sheet.settle());
  watch.observe(root.host ?? book);
  view.close = () => {
    watch.disconnect();
    window.removeEventListener("keydown", keyed);
    window.removeEventListener("beforeprint", beforePrint);
    delete document.documentElement.dataset[READING];
  };
  return view;
}

export default component(mountReader, (data) => JSON.stringify([data.story, data.words, data.tools]));
