// One sentence of a transcript: as it is read, and as it is written anew.

// `on.hear(seconds)` and `on.edit(line)` are what can be done with it; without `edit` it is only read.
function lineOf(said, before, words, on) {
  const time = lengthInWords(said.start);
  const unsure = said.text && !said.clear;
  const nothing = said.heard === null ? words.unclear : words.emptied; // by whoever heard it, or by hand
  const sentence = make(
    "div",
    { class: "sentence", role: "button", tabindex: "-1", lang: said.language, title: fill(words.hear, { time }) },
    make("span", { class: "time" }, time),
    said.text || nothing,
    ...(unsure ? [make("span", { class: "unsure" }, words.unsure)] : []),
  );
  const line = make("li", { class: "line" });
  if (said.speaker && said.speaker !== before?.speaker) line.append(make("div", { class: "who" }, said.speaker));
  line.append(sentence);
  sentence.onclick = () => !String(getSelection()) && on.hear(said.start);
  sentence.onkeydown = (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter" && on.edit) on.edit(line);
    else on.hear(said.start);
  };
  if (on.edit) {
    const pen = make("button", { type: "button", class: "pen", tabindex: "-1", "aria-label": fill(words.change, { time }) }, "✎");
    pen.onclick = () => on.edit(line);
    line.append(pen);
  }
  return line;
}

// The fields in the sentence's place. `save(changes, say)` answers whether they were kept.
function editorOf(said, speakers, words, { save, leave }) {
  const text = make("textarea", { rows: 2, "aria-label": words.text, lang: said.language });
  const list = `speakers-${said.id}`;
  const who = make("input", { type: "text", list, "aria-label": words.speaker, placeholder: words.speaker, autocomplete: "off" });
  const all = make("input", { type: "checkbox" });
  const told = make("p", { class: "problem", role: "alert" });
  const every = said.speaker ? fill(words.speaker_all, { name: said.speaker }) : words.speaker_none;
  const check = make("label", { class: "check", hidden: true }, all, every);
  text.value = said.text;
  who.value = said.speaker ?? "";
  who.oninput = () => (check.hidden = who.value.trim() === (said.speaker ?? ""));
  const go = make("button", { type: "button", class: "main" }, words.save);
  const back = make("button", { type: "button", class: "quiet" }, words.leave);
  const form = make(
    "div",
    { class: "editing" },
    text,
    who,
    make("datalist", { id: list }, ...speakers.map((name) => make("option", { value: name }))),
    check,
    make("div", { class: "row" }, go, back),
    told,
  );
  go.onclick = async () => {
    const speaker = who.value.trim() || null;
    const changes = { segments: [], speakers: [] };
    const one = { id: said.id };
    if (text.value.trim() !== said.text) one.text = text.value.trim();
    if (speaker !== said.speaker && all.checked) changes.speakers.push({ old: said.speaker, new: speaker });
    else if (speaker !== said.speaker) one.speaker = speaker;
    if (Object.keys(one).length > 1) changes.segments.push(one);
    if (!changes.segments.length && !changes.speakers.length) return leave();
    go.disabled = true;
    await save(changes, (sentence) => (told.textContent = sentence));
    go.disabled = false;
  };
  back.onclick = leave;
  form.onkeydown = (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea, input[type=text]")) {
      event.preventDefault();
      go.click();
    }
  };
  setTimeout(() => text.focus());
  return form;
}

// A word or few that became another: what may be written wrongly elsewhere too.
function renamed(before, after) {
  const [old, now] = [before, after].map((text) => text.split(/\s+/).filter(Boolean));
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first += 1;
  let last = 0;
  while (last < Math.min(old.length, now.length) - first && old.at(-1 - last) === now.at(-1 - last)) last += 1;
  const bare = (words) =>
    words
      .slice(first, words.length - last)
      .join(" ")
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  const pair = { old: bare(old), new: bare(now) };
  const isShort = (words) => words && words.split(" ").length <= 3;
  const isName = /\p{Lu}/u.test(pair.new);
  return isShort(pair.old) && isShort(pair.new) && isName && pair.old !== pair.new ? pair : null;
}
