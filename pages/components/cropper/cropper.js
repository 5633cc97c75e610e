// Choosing the part of a picture that is shown. Everything is in fractions of the upright picture.

const CROP_SMALLEST = 0.05;
const CROP_STEP = 0.02;
const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value, least, most) => Math.min(most, Math.max(least, value));

function movedCrop([x, y, width, height], dx, dy) {
  return [within(x + dx, 0, 1 - width), within(y + dy, 0, 1 - height), width, height];
}

// Around the corner that stays where it is, in the shape that it has.
function resizedCrop([x, y, width, height], [right, bottom], dx, dy) {
  const [wider, higher] = [right ? dx : -dx, bottom ? dy : -dy];
  const ratio = width / height;
  const wanted = width + (Math.abs(wider) >= Math.abs(higher * ratio) ? wider : higher * ratio);
  const most = Math.min(right ? 1 - x : x + width, (bottom ? 1 - y : y + height) * ratio);
  const wide = within(wanted, Math.min(most, CROP_SMALLEST * Math.max(1, ratio)), most);
  const high = wide / ratio;
  return [right ? x : x + width - wide, bottom ? y : y + height - high, wide, high];
}

// Around its middle, as far as the picture goes.
function grownCrop([x, y, width, height], factor) {
  const least = CROP_SMALLEST / Math.min(width, height);
  const by = within(factor, least, Math.min(1 / width, 1 / height));
  const [wide, high] = [width * by, height * by];
  return movedCrop([x - (wide - width) / 2, y - (high - height) / 2, wide, high], 0, 0);
}

// `ratio` is that of the fractions: of the shape as one sees it, by that of the picture.
function reshapedCrop([x, y, width, height], ratio, share) {
  const [wide, high] = [Math.min(1, ratio) * share, Math.min(1, 1 / ratio) * share];
  return movedCrop([x + (width - wide) / 2, y + (height - high) / 2, wide, high], 0, 0);
}

function mountCropper(root, data) {
  const { words } = data;
  const part = partsOf(root);
  const stage = part("stage");
  const status = part("status");
  const view = { crop: data.crop };
  const own = data.size ? data.size[0] / data.size[1] : 1;
  const image = make("img", { src: safeUrl(data.src), alt: data.alt, draggable: "false" });
  if (data.size) [image.width, image.height] = data.size;
  const frame = make("div", { class: "crop", tabindex: "0", role: "group", "aria-label": words.crop });
  const handles = CORNERS.map((corner, n) => {
    const label = fill(words.corner, { name: words.corners[n] });
    return make("button", { type: "button", class: `corner at-${corner.join("")}`, "aria-label": label });
  });
  frame.append(...handles);
  const board = make("div", { class: "board" }, image, frame);
  const shapes = Object.entries(words.shapes).map(([shape, label]) => {
    const choice = make("input", { type: "radio", name: "shape", value: shape });
    choice.onchange = () => {
      view.crop =
        shape === "whole" ? [0, 0, 1, 1] : reshapedCrop(view.crop, data.shapes[shape] / own, data.share);
      show();
      settle();
    };
    return make("label", {}, choice, label);
  });
  const legend = make("legend", { class: "unseen" }, words.shape);
  const pages = ["desk", "phone"].map((screen) => pageOf(screen, data));
  stage.replaceChildren(
    make("fieldset", { class: "shapes" }, legend, ...shapes),
    board,
    make("p", { class: "soft" }, words.hint),
    make("p", { class: "soft" }, words.page),
    make("div", { class: "pages" }, ...pages.map((page) => page.figure)),
  );

  function shapeOfCrop([, , width, height]) {
    if (width > 0.999 && height > 0.999) return "whole";
    const seen = (width / height) * own;
    return Object.keys(data.shapes).find((shape) => Math.abs(seen / data.shapes[shape] - 1) < 0.02) ?? null;
  }

  function show() {
    const [x, y, width, height] = view.crop;
    frame.style.left = `${x * 100}%`;
    frame.style.top = `${y * 100}%`;
    frame.style.width = `${width * 100}%`;
    frame.style.height = `${height * 100}%`;
    const shape = shapeOfCrop(view.crop);
    for (const label of shapes) label.firstChild.checked = label.firstChild.value === shape;
    for (const page of pages) page.show(view.crop, (width / height) * own);
  }

  // State goes to the server when a movement ends; half-way positions are nobody's business.
  let told = JSON.stringify(view.crop);
  let timer = null;
  function settle(wait = 0) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const crop = view.crop.map((side) => Math.round(side * 10_000) / 10_000);
      if (JSON.stringify(crop) === told) return;
      told = JSON.stringify(crop);
      const [, , width, height] = crop.map((side) => Math.round(side * 100));
      status.textContent = fill(words.shows, { width, height });
      view.keep?.("crop", crop);
    }, wait);
  }

  function drag(element, changed) {
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      const start = view.crop;
      const { width, height } = board.getBoundingClientRect();
      element.onpointermove = (move) => {
        const [dx, dy] = [(move.clientX - event.clientX) / width, (move.clientY - event.clientY) / height];
        view.crop = changed(start, dx, dy);
        show();
      };
      element.onpointerup = element.onpointercancel = () => {
        element.onpointermove = element.onpointerup = element.onpointercancel = null;
        settle();
      };
    });
    element.addEventListener("keydown", (event) => {
      const grown = { "+": 1.06, "=": 1.06, "-": 1 / 1.06 }[event.key];
      if (grown && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        event.stopPropagation();
        view.crop = grownCrop(view.crop, grown);
        show();
        settle(600);
        return;
      }
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? CROP_STEP * 4 : CROP_STEP;
      view.crop = changed(view.crop, arrow[0] * step, arrow[1] * step);
      show();
      settle(600);
    });
  }
  drag(frame, movedCrop);
  handles.forEach((handle, n) => drag(handle, (crop, dx, dy) => resizedCrop(crop, CORNERS[n], dx, dy)));
  show();
  return view;
}

// The page that begins with this part, drawn small; its measures are those of the theme's hero.
function pageOf(screen, data) {
  const image = make("img", { src: safeUrl(data.src), alt: "", draggable: "false" });
  const shot = make("div", { class: "shot" }, image);
  const sheet = make(
    "div",
    { class: `sheet ${screen}`, "aria-hidden": "true" },
    make("div", { class: "top" }),
    shot,
    make("p", { class: "name" }, data.name),
    make("p", { class: "years" }, data.years),
    make("div", { class: "go" }),
  );
  const figure = make("figure", {}, sheet, make("figcaption", { class: "soft" }, data.words.screens[screen]));
  function show([x, y, width, height], shape) {
    shot.style.setProperty("--shape", shape);
    image.style.width = `${100 / width}%`;
    image.style.height = `${100 / height}%`;
    image.style.left = `${(-100 * x) / width}%`;
    image.style.top = `${(-100 * y) / height}%`;
  }
  return { figure, show };
}

export default component(mountCropper, (data) => JSON.stringify([unsigned(data.src), data.from]));
