// An address that somebody should get: copied, or handed to the phone's own way of sending.

const COPIED_FOR_MS = 4000;

// navigator.clipboard is there only over a secure address; a selection can be copied everywhere.
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus({ preventScroll: true });
    field.select();
    field.setSelectionRange(0, field.value.length);
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}

function mountSender(root, data) {
  const part = partsOf(root);
  const { words } = data;
  const field = part("address");
  let timer = null;

  field.value = data.url;
  field.onclick = () => field.select();
  part("send").hidden = typeof navigator.share !== "function";

  part("copy").onclick = async () => {
    clearTimeout(timer);
    const done = await copied(field);
    const touch = matchMedia("(pointer: coarse)").matches;
    part("copy").textContent = done ? words.copied : words.copy;
    part("state").textContent = done ? words.paste : touch ? words.hold : words.keys;
    if (!done) return;
    timer = setTimeout(() => (part("copy").textContent = words.copy), COPIED_FOR_MS);
  };

  part("send").onclick = async () => {
    try {
      await navigator.share({ title: data.title, text: data.text, url: data.url });
    } catch (error) {
      // Whoever closes the phone's sheet has changed their mind; all else has another way.
      if (error.name !== "AbortError") part("state").textContent = words.instead;
    }
  };
  return { close: () => clearTimeout(timer) };
}

export default component(mountSender);
