// What is marked in a picture: by one component on the page, shown over the picture by another. Boxes
// are left, top, right, bottom, as parts of its width and height.

const MARKS_CHANGED = "memory-chest-marks";

function tellMarks(of, boxes) {
  (window.memoryChestMarks ??= new Map()).set(of, boxes);
  window.dispatchEvent(new CustomEvent(MARKS_CHANGED, { detail: of }));
}

// Draws over `photo`, which is exactly as large as its picture, what is marked of this memory, now and
// later; answers how to stop. Only a frame: what is in it stays to be seen.
function showMarks(photo, of) {
  function draw() {
    for (const old of photo.querySelectorAll(".mark")) old.remove();
    for (const [left, top, right, bottom] of window.memoryChestMarks?.get(of) ?? []) {
      const mark = make("span", { class: "mark", "aria-hidden": "true" });
      const share = (part) => `${(100 * part).toFixed(3)}%`;
      Object.assign(mark.style, {
        left: share(left),
        top: share(top),
        width: share(right - left),
        height: share(bottom - top),
      });
      photo.append(mark);
    }
  }

  const hear = ({ detail }) => detail === of && draw();
  window.addEventListener(MARKS_CHANGED, hear);
  draw();
  return () => window.removeEventListener(MARKS_CHANGED, hear);
}
