// A picture that fingers, a wheel or keys bring closer; while it has its own size, a stroke to the side
// turns to the next one, and one downwards puts it away. Films, voices and letters are turned too, where
// the stroke does not begin on something that is moved itself.

const CLOSEST = 6;
const STEP = 2.5; // what a double tap or a double click does
const STROKE = 60; // pixels

function makeZoomable(stage, heard) {
  let picture = null;
  let view = { scale: 1, x: 0, y: 0 };
  let fingers = new Map();
  let stroke = null;
  let touched = false;
  let lastTap = { at: 0, x: 0, y: 0 };

  function show(moving = false) {
    if (!picture) return;
    picture.style.transition = moving ? "none" : "";
    picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    stage.classList.toggle("closer", view.scale > 1);
  }

  // To this scale around a place of the window, which stays under the finger.
  function zoomTo(scale, place, moving = false) {
    const next = Math.min(CLOSEST, Math.max(1, scale));
    const { left, top, width, height } = stage.getBoundingClientRect();
    const [x, y] = place ? [place.x - left - width / 2, place.y - top - height / 2] : [0, 0];
    const grown = next / view.scale;
    view = { scale: next, x: x - (x - view.x) * grown, y: y - (y - view.y) * grown };
    keepInside();
    show(moving);
    if (next > 1.2) heard.closer?.();
  }

  function keepInside() {
    const most = { x: (stage.clientWidth * (view.scale - 1)) / 2, y: (stage.clientHeight * (view.scale - 1)) / 2 };
    for (const side of ["x", "y"]) view[side] = Math.min(most[side], Math.max(-most[side], view[side]));
  }

  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { far: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };

  function capture(finger) {
    try {
      stage.setPointerCapture?.(finger);
    } catch {
      fingers.delete(finger); // it has been lifted, and nobody said so
    }
  }

  // Without a picture to bring closer only strokes of a finger are heard: a mouse presses and selects.
  function isOurs(event) {
    if (picture) return true;
    return event.pointerType !== "mouse" && !event.target.closest?.("button, input, a, .controls");
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button > 0 || !isOurs(event)) return;
    if (event.isPrimary) fingers.clear(); // the first finger: whatever lay there before has been lifted
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (picture) capture(event.pointerId);
    stroke = fingers.size === 1 ? { x: event.clientX, y: event.clientY } : null;
  });
  stage.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const pinched = picture && fingers.size === 2 ? spread() : null;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pinched) {
      const now = spread();
      zoomTo(view.scale * (now.far / Math.max(1, pinched.far)), now, true);
    } else if (view.scale > 1) {
      view.x += event.clientX - before.x;
      view.y += event.clientY - before.y;
      keepInside();
      show(true);
    }
  });
  const lift = (event) => {
    const last = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (!last || !stroke || event.type === "pointercancel") return;
    const [x, y] = [event.clientX - stroke.x, event.clientY - stroke.y];
    stroke = null;
    if (Math.hypot(x, y) < 10) event.pointerType === "mouse" || !picture || tapped(event);
    else if (view.scale > 1) return;
    else if (Math.abs(x) > STROKE && Math.abs(x) > 1.5 * Math.abs(y)) heard.turn?.(x < 0 ? 1 : -1);
    else if (picture && y > 1.5 * STROKE && y > 1.5 * Math.abs(x)) heard.leave?.();
  };
  stage.addEventListener("pointerup", lift);
  stage.addEventListener("pointercancel", lift);

  stage.addEventListener("dblclick", (event) => {
    if (picture && !touched) zoomTo(view.scale > 1 ? 1 : STEP, { x: event.clientX, y: event.clientY });
  });

  // A browser's own double click comes late on phones, or not at all.
  function tapped(event) {
    touched = true;
    const now = { at: event.timeStamp, x: event.clientX, y: event.clientY };
    const isSecond = now.at - lastTap.at < 350 && Math.hypot(now.x - lastTap.x, now.y - lastTap.y) < 40;
    lastTap = isSecond ? { at: 0, x: 0, y: 0 } : now;
    if (isSecond) zoomTo(view.scale > 1 ? 1 : STEP, now);
  }

  stage.addEventListener(
    "wheel",
    (event) => {
      if (!picture) return;
      event.preventDefault();
      zoomTo(view.scale * Math.exp(-event.deltaY * 0.0025), { x: event.clientX, y: event.clientY }, true);
    },
    { passive: false },
  );

  return {
    take(element) {
      picture = element;
      view = { scale: 1, x: 0, y: 0 };
      fingers = new Map();
      stage.classList.remove("closer");
    },
    // The same memory, larger, before it stands there: as close as it was, and a stroke that has begun
    // goes on, also where what it began on goes.
    swap(element) {
      picture = element;
      for (const finger of fingers.keys()) capture(finger);
      show();
    },
    by: (factor) => picture && zoomTo(view.scale * factor, null),
    whole: () => zoomTo(1, null),
    isCloser: () => view.scale > 1,
  };
}
