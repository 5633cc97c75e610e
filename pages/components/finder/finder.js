// The field lies over the bar while it is open. What may be meant is asked for once the typing rests.

const RESTS_MS = 180;

function mountFinder(root, data) {
  const part = partsOf(root);
  const [opener, box, field, shut, list] = ["open", "box", "words", "shut", "ideas"].map(part);
  const view = { close };
  let timer = null;
  let asking = null;
  let ideas = [];
  let chosen = -1;

  field.value = data.text ?? "";
  opener.onclick = open;
  shut.onclick = () => hide(true);
  field.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, RESTS_MS);
  };
  box.onsubmit = (event) => {
    event.preventDefault();
    if (chosen >= 0) take(ideas[chosen]);
    else go(field.value);
  };
  box.onkeydown = (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (list.hidden) hide(true);
      else show([]);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && event.target === field && ideas.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are ideas: the field itself.
      choose(((chosen + 1 + step + ideas.length + 1) % (ideas.length + 1)) - 1);
    }
  };
  const outside = (event) => {
    if (!box.hidden && !event.composedPath().includes(box)) hide(false);
  };
  document.addEventListener("pointerdown", outside);

  function open() {
    box.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    field.focus();
    field.select();
  }

  function hide(back) {
    show([]);
    box.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (back) opener.focus();
  }

  function go(text) {
    const words = text.trim();
    if (!words) return field.focus();
    field.value = words;
    hide(true);
    tellPage(view, "go", words);
  }

  // An album is opened; whatever else may be meant is searched for.
  function take(idea) {
    if (idea.kind !== "album") return go(idea.text);
    hide(true);
    tellPage(view, "go", { album: idea.id });
  }

  async function ask() {
    asking?.abort();
    const words = field.value.trim();
    if (words.length < 2) return show([]);
    const asked = (asking = new AbortController());
    try {
      const url = `${data.url}?q=${encodeURIComponent(words)}`;
      const response = await fetch(url, { credentials: "same-origin", signal: asked.signal });
      if (!response.ok) throw new Error(`${data.url} answered ${response.status}`);
      const { items } = await response.json();
      if (asked === asking && !box.hidden) show(items);
    } catch (error) {
      if (error.name === "AbortError") return;
      console.debug("no suggestions", error); // one can search all the same
      show([]);
    }
  }

  function show(found) {
    clearTimeout(timer);
    ideas = found;
    list.replaceChildren(
      ...found.map((idea, at) =>
        make(
          "li",
          {
            role: "option",
            id: `idea-${at}`,
            "aria-selected": "false",
            // Before the field loses the focus.
            onpointerdown: (event) => event.preventDefault(),
            onclick: () => take(idea),
          },
          idea.text,
          make("span", {}, data.kinds[idea.kind] ?? ""),
        ),
      ),
    );
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function choose(at) {
    chosen = at;
    [...list.children].forEach((line, n) => line.setAttribute("aria-selected", String(n === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", `idea-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    document.removeEventListener("pointerdown", outside);
  }
  return view;
}

export default component(mountFinder);
