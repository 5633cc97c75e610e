// The words in a picture. A line that is pressed is framed in the picture above, and shown here as it
// is written there, so that one need not look for it: on a phone the picture is a page away.

const WRITTEN_AROUND = 0.25; // of a line's height, shown above and below it
const WRITTEN_TALL = 4.5; // rem

function mountWritten(root, data) {
  const { words } = data;
  let marked = new Set(data.marked.filter((n) => data.lines[n]?.boxes.length));
  let page = null;
  const rows = [];
  const buttons = [];

  data.lines.forEach((line, n) => {
    const isNewPage = line.page && line.page !== page;
    if (isNewPage && (page || line.page > 1)) {
      rows.push(make("li", { class: "page" }, fill(words.page, { number: line.page })));
    }
    page = line.page ?? page;
    rows.push(rowOf(line, n));
  });
  const list = make("ol", { "aria-label": words.title }, ...rows);
  const hint = buttons.length ? [make("p", { class: "soft" }, words.hint)] : [];
  partsOf(root)("all").replaceChildren(list, ...hint);
  reach(buttons[0]);
  show();

  function rowOf(line, n) {
    if (!line.boxes.length) return make("li", { class: "line" }, make("p", {}, line.text));
    const strips = make("div", { class: "strips" });
    const button = make("button", { type: "button", class: "place", "aria-pressed": "false" }, line.text);
    Object.assign(button, { number: n, strips, onclick: () => press(n) });
    buttons.push(button);
    return make("li", { class: "line" }, button, strips);
  }

  function press(n) {
    marked = marked.size === 1 && marked.has(n) ? new Set() : new Set([n]);
    show();
  }

  function show() {
    for (const button of buttons) {
      const isMarked = marked.has(button.number);
      button.setAttribute("aria-pressed", String(isMarked));
      const boxes = isMarked ? data.lines[button.number].boxes : [];
      button.strips.replaceChildren(...boxes.map(stripOf));
    }
    tellMarks(data.of, [...marked].flatMap((n) => data.lines[n].boxes));
  }

  // The picture cut down to one line of it.
  function stripOf([left, top, right, bottom]) {
    const around = (bottom - top) * WRITTEN_AROUND;
    const [from, to] = [Math.max(0, top - around), Math.min(1, bottom + around)];
    const [wide, tall] = [right - left, to - from];
    const image = make("img", { alt: "", decoding: "async" });
    const strip = make("div", { class: "strip", hidden: true }, image);
    image.onload = () => {
      const shape = (wide * image.naturalWidth) / (tall * image.naturalHeight);
      Object.assign(strip.style, { aspectRatio: String(shape), width: `min(100%, ${WRITTEN_TALL * shape}rem)` });
      const share = (part, whole) => `${(100 * part) / whole}%`;
      Object.assign(image.style, { width: share(1, wide), left: share(-left, wide), top: share(-from, tall) });
      strip.hidden = false;
    };
    image.src = safeUrl(data.src) ?? "";
    return strip;
  }

  // One line is in the order of Tab, the arrows lead on: a letter has many.
  function reach(button) {
    for (const one of buttons) one.setAttribute("tabindex", one === button ? "0" : "-1");
  }
  list.addEventListener("focusin", (event) => event.target.matches(".place") && reach(event.target));
  list.addEventListener("keydown", (event) => {
    const place = buttons.indexOf(event.target);
    if (place < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  });

  return { close: () => tellMarks(data.of, []) };
}

// The picture's address is signed anew every hour, and for what one came is forgotten by the next run:
// what is marked stays.
function writtenIdentity(data) {
  return JSON.stringify({ ...data, src: unsigned(data.src), marked: null });
}

export default component(mountWritten, writtenIdentity);
