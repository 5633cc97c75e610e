// Work on thousands of files goes in slices, and the page answers in between. To ask a file for its
// size or its day alone may take a third of a millisecond: the browser looks on the disk.

const SLICE_MS = 30;

// Not a timer: those of a tab that nobody looks at run once a second.
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

// Answers what is awaited between two files: once a slice is over, the page goes first.
function createSlices() {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await nextTask();
    since = performance.now();
  };
}
