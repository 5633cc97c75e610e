// Signing out takes the list of unfinished files along, names and copies, before the form is sent.

const SIGNS_OUT = /\/api\/auth\/logout(-everywhere)?$/;
const FORGET_WITHIN_MS = 1_000; // a browser that does not answer must not keep anybody signed in

function mountForgetting(_root, data) {
  async function forget(event) {
    const form = event.target;
    if (!SIGNS_OUT.test(new URL(form.action, location.href).pathname)) return;
    event.preventDefault();
    const late = new Promise((resolve) => setTimeout(resolve, FORGET_WITHIN_MS));
    await Promise.race([ledger.forgetOwner(data.owner), late]);
    form.submit(); // does not come by here again
  }
  document.addEventListener("submit", forget, { capture: true });
  return { close: () => document.removeEventListener("submit", forget, { capture: true }) };
}

export default component(mountForgetting);
