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

function resizedCrop([x, y, width, height], [right, bottom], dx, dy) {
  let [left, top, end, foot] = [x, y, x + width, y + height];
  if (right) end = within(end + dx, left + CROP_SMALLEST, 1);
  else left = within(left + dx, 0, end - CROP_SMALLEST);
  if (bottom) foot = within(foot + dy, top + CROP_SMALLEST, 1);
  else top = within(top + dy, 0, foot - CROP_SMALLEST);
  return [left, top, end - left, foot - top];
}

function mountCropper(root, data) {
  const { words } = data;
  const part = partsOf(root);
  const stage = part("stage");
  const status = part("status");
  const view = { crop: data.crop };
  const image = make("img", { src: safeUrl(data.src), alt: data.alt, draggable: "false" });
  if (data.size) [image.width, image.height] = data.size;
  const frame = make("div", { class: "crop", tabindex: "0", role: "group", "aria-label": words.crop });
  const handles = CORNERS.map((corner, n) => {
    const label = fill(words.corner, { name: words.corners[n] });
    return make("button", { type: "button", class: `corner at-${corner.join("")}`, "aria-label": label });
  });
  frame.append(...handles);
  const board = make("div", { class: "board" }, image, frame);
  const whole = make("button", { type: "button", class: "quiet" }, words.whole);
  stage.replaceChildren(board, make("div", { class: "under" }, make("p", { class: "soft" }, words.hint), whole));

  function show() {
    const [x, y, width, height] = view.crop;
    frame.style.left = `${x * 100}%`;
    frame.style.top = `${y * 100}%`;
    frame.style.width = `${width * 100}%`;
    frame.style.height = `${height * 100}%`;
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
  whole.onclick = () => {
    view.crop = [0, 0, 1, 1];
    show();
    settle();
  };
  show();
  return view;
}

export default component(mountCropper, (data) => JSON.stringify([unsigned(data.src), data.from]));
