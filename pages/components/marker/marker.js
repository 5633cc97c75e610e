// Boxes with names on a picture. Everything is in fractions of the upright picture; nothing is told
// to the server until it is saved.

const MARK_SMALLEST = 0.03;
const MARK_STEP = 0.01;
const MARK_FIRST = 0.2;
const MARK_ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const markWithin = (value, least, most) => Math.min(most, Math.max(least, value));

function movedMark([x, y, width, height], dx, dy) {
  return [markWithin(x + dx, 0, 1 - width), markWithin(y + dy, 0, 1 - height), width, height];
}

function sizedMark([x, y, width, height], dx, dy) {
  return [x, y, markWithin(width + dx, MARK_SMALLEST, 1 - x), markWithin(height + dy, MARK_SMALLEST, 1 - y)];
}

// Around its middle, as far as the picture goes.
function grownMark([x, y, width, height], factor) {
  const wide = markWithin(width * factor, MARK_SMALLEST, 1);
  const high = markWithin(height * factor, MARK_SMALLEST, 1);
  return movedMark([x - (wide - width) / 2, y - (high - height) / 2, wide, high], 0, 0);
}

function markBetween([ax, ay], [bx, by]) {
  return [Math.min(ax, bx), Math.min(ay, by), Math.abs(ax - bx), Math.abs(ay - by)];
}

function mountMarker(root, data) {
  const { words, names } = data;
  const part = partsOf(root);
  const stage = part("stage");
  const status = part("status");
  const view = {};
  const ids = new Map(Object.entries(names).map(([id, name]) => [name, id]));
  const image = make("img", { src: safeUrl(data.src), alt: data.alt, draggable: "false" });
  if (data.size) [image.width, image.height] = data.size;
  const board = make("div", { class: "board" }, image);
  const known = make("datalist", { id: "marker-names" });
  known.append(...Object.values(names).map((name) => make("option", { value: name })));
  const rows = make("ol", { class: "rows" });
  const add = make("button", { type: "button", class: "quiet" }, words.add);
  const save = make("button", { type: "button", class: "main", hidden: true }, words.save);
  stage.replaceChildren(
    make("p", { class: "soft" }, words.hint),
    board,
    known,
    rows,
    make("div", { class: "buttons" }, add, save),
  );
  const marks = [];

  function begin(box, name, isNew) {
    const frame = make("div", { class: "mark", tabindex: "0", role: "group" });
    const label = make("span", { class: "label" });
    const corner = make("button", { type: "button", class: "corner" });
    frame.append(label, corner);
    const input = make("input", { type: "text", list: "marker-names", maxlength: "200", autocomplete: "off" });
    input.value = name;
    const remove = make("button", { type: "button", class: "quiet" }, words.remove);
    const row = make("li", {}, make("label", {}, make("span", {}, words.who), input), remove);
    const mark = { box, frame, label, corner, input, row };
    marks.push(mark);
    board.append(frame);
    rows.append(row);
    input.oninput = () => {
      changed();
      show(mark);
    };
    remove.onclick = () => {
      marks.splice(marks.indexOf(mark), 1);
      frame.remove();
      row.remove();
      changed();
      status.textContent = fill(words.removed, { name: called(mark) });
      add.focus();
    };
    drag(mark, frame, movedMark);
    drag(mark, corner, sizedMark);
    show(mark);
    if (isNew) {
      changed();
      input.focus();
    }
    return mark;
  }

  const called = (mark) => mark.input.value.trim() || words.unnamed;

  function show(mark) {
    const [x, y, width, height] = mark.box;
    Object.assign(mark.frame.style, {
      left: `${x * 100}%`,
      top: `${y * 100}%`,
      width: `${width * 100}%`,
      height: `${height * 100}%`,
    });
    mark.label.textContent = mark.input.value.trim();
    mark.frame.setAttribute("aria-label", fill(words.box, { name: called(mark) }));
    mark.corner.setAttribute("aria-label", fill(words.corner, { name: called(mark) }));
  }

  function changed() {
    save.hidden = false;
    status.textContent = words.changed;
  }

  function drag(mark, element, move) {
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      const start = mark.box;
      const { width, height } = board.getBoundingClientRect();
      element.onpointermove = (to) => {
        mark.box = move(start, (to.clientX - event.clientX) / width, (to.clientY - event.clientY) / height);
        show(mark);
        changed();
      };
      element.onpointerup = element.onpointercancel = () => {
        element.onpointermove = element.onpointerup = element.onpointercancel = null;
      };
    });
    element.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const grown = { "+": 1.06, "=": 1.06, "-": 1 / 1.06 }[event.key];
      const arrow = MARK_ARROWS[event.key];
      if (!grown && !arrow) return;
      event.preventDefault();
      event.stopPropagation();
      const by = event.shiftKey ? MARK_STEP * 5 : MARK_STEP;
      mark.box = grown ? grownMark(mark.box, grown) : move(mark.box, arrow[0] * by, arrow[1] * by);
      show(mark);
      changed();
    });
  }

  // With the mouse a box is drawn; a finger on the picture scrolls the page, and moves only boxes.
  board.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch" || event.target !== image) return;
    event.preventDefault();
    const place = board.getBoundingClientRect();
    const at = (to) => [
      markWithin((to.clientX - place.left) / place.width, 0, 1),
      markWithin((to.clientY - place.top) / place.height, 0, 1),
    ];
    const from = at(event);
    const drawn = make("div", { class: "mark drawn" });
    board.append(drawn);
    board.setPointerCapture(event.pointerId);
    let box = null;
    board.onpointermove = (to) => {
      box = markBetween(from, at(to));
      Object.assign(drawn.style, {
        left: `${box[0] * 100}%`,
        top: `${box[1] * 100}%`,
        width: `${box[2] * 100}%`,
        height: `${box[3] * 100}%`,
      });
    };
    board.onpointerup = board.onpointercancel = () => {
      board.onpointermove = board.onpointerup = board.onpointercancel = null;
      drawn.remove();
      if (box && box[2] >= MARK_SMALLEST && box[3] >= MARK_SMALLEST) begin(box, "", true);
    };
  });

  add.onclick = () => {
    const own = data.size ? data.size[0] / data.size[1] : 1;
    const [wide, high] = own > 1 ? [MARK_FIRST, Math.min(0.8, MARK_FIRST * own)] : [MARK_FIRST / own, MARK_FIRST];
    begin([(1 - Math.min(wide, 0.8)) / 2, (1 - high) / 2, Math.min(wide, 0.8), high], "", true);
  };

  save.onclick = () => {
    const nameless = marks.find((mark) => !mark.input.value.trim());
    if (nameless) {
      status.textContent = words.nameless;
      nameless.input.focus();
      return;
    }
    const places = marks.map((mark) => {
      const name = mark.input.value.trim();
      const box = mark.box.map((side) => Math.round(side * 100_000) / 100_000);
      return { person: ids.get(name) ?? name, box };
    });
    save.hidden = true;
    status.textContent = "";
    tellPage(view, "saved", places);
  };

  for (const { person, box } of data.marked) begin(box, names[person] ?? person, false);
  return view;
}

export default component(mountMarker, (data) => JSON.stringify([unsigned(data.src), data.marked, data.names]));
