// Short answers that stay in this browser while they are typed, until the server has others.

function mountAsker(root, data) {
  const view = {};
  const kept = `memory-chest:answers:${data.kept}`;
  const told = JSON.stringify(data.fields.map((field) => field.value));
  const part = partsOf(root);
  const state = part("state");

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
    const input = make("input", {
      id: `ask-${field.name}`,
      name: field.name,
      type: "text",
      autocomplete: field.autocomplete,
      placeholder: field.placeholder,
      maxlength: field.longest,
    });
    input.value = typed[field.name] ?? field.value;
    input.oninput = keep;
    input.onkeydown = (event) => {
      if (event.key === "Enter" && !event.isComposing) go();
    };
    return input;
  });
  const rows = data.fields.map((field, n) =>
    make("div", { class: "field" }, make("label", { for: inputs[n].id }, field.label), inputs[n]),
  );
  part("fields").replaceChildren(...rows);

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
  part("go").onclick = go;
  return view;
}

export default component(mountAsker, (data) => data.kept);
