// The bar at the bottom while memories are chosen: how many, what can be done with them, what was done.

// `heard`: `act(name, value, changes)`, `undo()`, `leave()`, `readDate(words)` → {words} or {error},
// `readLabels()` → the words that are offered for what is in a picture, `readAlbums()` → the names of
// the albums that they may be put into.
function barOf(element, words, audiences, heard) {
  const button = (label, onclick, more = "quiet") => make("button", { type: "button", class: more, onclick }, label);
  const count = make("p", { class: "count", role: "status" });
  const told = make("p", { class: "told", role: "status" });
  const undo = button(words.undo, () => heard.undo());
  const panel = make("div", { class: "panel", hidden: true });
  const acts = {
    date: button(words.date, () => toggle("date")),
    place: button(words.place, () => toggle("place")),
    tags: button(words.tags, () => toggle("tags")),
    audience: button(words.audience, () => toggle("audience")),
    album: button(words.album, () => toggle("album")),
    delete: button(words.delete, () => (closePanel(), heard.act("delete")), "quiet harm"),
  };
  const leave = button(words.leave, () => heard.leave());
  const row = make("div", { class: "acts" }, ...Object.values(acts));
  const news = make("div", { class: "news", hidden: true }, told, undo);
  let opened = null;
  let isBusy = false;
  for (const name of ["date", "place", "tags", "audience", "album"]) acts[name].setAttribute("aria-expanded", "false");
  element.replaceChildren(news, panel, make("div", { class: "doing" }, count, row, leave));

  function show(number, isChoosing) {
    row.hidden = count.hidden = !isChoosing;
    const said = number === null ? words.counting : counted(words, "number_chosen", number);
    say(count, number === 0 ? words.none_chosen : said);
    for (const act of Object.values(acts)) act.disabled = number === 0 || isBusy;
    if (number === 0) closePanel();
  }

  // A screen reader says only what changes.
  function say(where, sentence) {
    if (where.textContent !== sentence) where.textContent = sentence;
  }

  function tell(sentences, { canUndo = false, isError = false } = {}) {
    say(told, sentences.filter(Boolean).join(" "));
    told.classList.toggle("wrong", isError);
    news.hidden = !told.textContent;
    undo.hidden = !canUndo;
  }

  function busy(is) {
    isBusy = is;
    undo.disabled = is;
    for (const act of Object.values(acts)) act.disabled = is;
    for (const one of panel.querySelectorAll("button")) one.disabled = is;
    if (is) tell([words.working]);
  }

  function toggle(name) {
    if (opened === name) {
      closePanel();
      return;
    }
    closePanel();
    opened = name;
    acts[name].setAttribute("aria-expanded", "true");
    panel.replaceChildren({ date: dateForm, place: placeForm, tags: tagsForm, audience: audienceForm, album: albumForm }[name]());
    panel.hidden = false;
    panel.querySelector("input, button").focus();
  }

  function closePanel() {
    if (!opened) return false;
    const act = acts[opened];
    const hadFocus = panel.contains(panel.getRootNode().activeElement);
    act.setAttribute("aria-expanded", "false");
    opened = null;
    panel.hidden = true;
    panel.replaceChildren();
    if (hadFocus) act.focus();
    return true;
  }

  function form(label, more, save, submit) {
    const input = make("input", { type: "text", autocomplete: "off", maxlength: 300, "aria-describedby": "more" });
    const made = make(
      "form",
      {},
      make("label", {}, make("span", {}, label), input),
      make("p", { class: "soft", id: "more", role: "status" }, more),
      make("div", { class: "buttons" }, make("button", { class: "main" }, save), button(words.cancel, closePanel)),
    );
    made.onsubmit = (event) => {
      event.preventDefault();
      const value = input.value.trim();
      if (value) submit(value);
      else input.focus();
    };
    return { made, input };
  }

  function dateForm() {
    const { made, input } = form(words.date_label, words.date_hint, words.date_save, async (value) => {
      const read = await heard.readDate(value);
      if (read.error !== undefined) say(made.querySelector("#more"), read.error || words.unsent);
      else heard.act("date", read.words, { taken: value });
    });
    let pause = null;
    input.oninput = () => {
      clearTimeout(pause);
      pause = setTimeout(async () => {
        const value = input.value.trim();
        const read = value ? await heard.readDate(value) : { error: words.date_hint };
        if (input.value.trim() !== value) return;
        say(made.querySelector("#more"), read.words ? fill(words.date_read, read) : read.error || words.date_hint);
      }, 350);
    };
    return made;
  }

  function placeForm() {
    return form(words.place_label, "", words.place_save, (value) => heard.act("place", value, { place: value })).made;
  }

  // A word that is given to all of them, or taken away; the words that are known are offered.
  function tagsForm() {
    const send = (name, deed) => (value) => heard.act(name, value, { tags: { [deed]: [value] } });
    const { made, input } = form(words.tags_label, words.tags_hint, words.tags_add, send("tag", "add"));
    const known = make("datalist", { id: "labels" });
    heard.readLabels().then((labels) => known.append(...labels.map((label) => make("option", { value: label }))));
    input.setAttribute("list", known.id);
    input.setAttribute("maxlength", 100);
    const remove = button(words.tags_remove, () => {
      const value = input.value.trim();
      if (value) send("untag", "remove")(value);
      else input.focus();
    });
    made.querySelector("button.main").after(remove);
    made.append(known);
    return made;
  }

  // An album that there is, or a name for a new one.
  function albumForm() {
    const { made, input } = form(words.album_label, words.album_hint, words.album_save, (value) => heard.act("album", value, {}));
    const known = make("datalist", { id: "albums" });
    heard.readAlbums().then((albums) => known.append(...albums.map((album) => make("option", { value: album.name }))));
    input.setAttribute("list", known.id);
    input.setAttribute("maxlength", 200);
    made.append(known);
    return made;
  }

  function audienceForm() {
    const choose = ([value, name]) => button(name, () => heard.act("audience", name, { audience: value }));
    const label = make("p", { id: "audience" }, words.audience_label);
    const choices = make("div", { class: "buttons" }, ...audiences.map(choose), button(words.cancel, closePanel));
    return make("div", { role: "group", "aria-labelledby": "audience" }, label, choices);
  }

  // After something was done the focus stays in the bar, where it can be undone.
  function focus() {
    const at = [undo, leave].find((one) => !one.hidden && !news.hidden) ?? leave;
    at.focus();
  }

  return { show, tell, busy, closePanel, focus, hasPanel: () => opened !== null };
}
