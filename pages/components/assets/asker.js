// Short answers that stay in this browser while they are typed, until the server has others.

function mountAsker(root, data) {
  const view = { emit: null, page: location.pathname };
  const kept = `memory-chest:answers:${data.kept}`;
  const told = JSON.stringify(data.fields.map((field) => field.value));
  const state = root.querySelector("[data-part=state]");
  const button = root.querySelector("[data-part=go]");
  const list = root.querySelector("[data-part=fields]");
  button.textContent = data.button;

  // What was typed counts as long as the server still says what it said then.
  let typed = {};
  try {
    const before = JSON.parse(localStorage.getItem(kept) ?? "null");
    if (before?.told === told) typed = before.typed;
    else localStorage.removeItem(kept);
  } catch {
    localStorage.removeItem(kept);
  }

  const inputs = data.fields.map((field) => {
    const row = document.createElement("div");
    const label = document.createElement("label");
    const input = document.createElement("input");
    row.className = "field";
    label.textContent = field.label;
    label.htmlFor = input.id = `ask-${field.name}`;
    input.name = field.name;
    input.type = "text";
    input.autocomplete = field.autocomplete ?? "off";
    input.placeholder = field.placeholder ?? "";
    input.maxLength = field.longest ?? 200;
    input.value = typed[field.name] ?? field.value;
    input.oninput = keep;
    input.onkeydown = (event) => {
      if (event.key === "Enter" && !event.isComposing) go();
    };
    row.append(label, input);
    list.append(row);
    return input;
  });

  function answers() {
    return Object.fromEntries(inputs.map((input) => [input.name, input.value]));
  }

  function keep() {
    localStorage.setItem(kept, JSON.stringify({ told, typed: answers() }));
    for (const input of inputs) input.removeAttribute("aria-invalid");
    state.textContent = "";
  }

  function go() {
    const missing = data.fields.findIndex((field, n) => field.missing && !inputs[n].value.trim());
    if (missing >= 0) {
      state.textContent = data.fields[missing].missing;
      inputs[missing].setAttribute("aria-invalid", "true");
      inputs[missing].focus();
      return;
    }
    tellPage(view, "done", answers());
  }
  button.onclick = go;
  return view;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const view = mountOnce(parentElement, data, mountAsker, data.kept);
  view.emit = setTriggerValue;
  return () => closeView(parentElement);
}
