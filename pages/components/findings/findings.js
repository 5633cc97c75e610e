// A passage's marks count characters as people and Python do: an emoji is one.
function marked(passage) {
  const letters = [...passage.text];
  const pieces = [];
  let at = 0;
  for (const [from, to] of passage.marks) {
    pieces.push(letters.slice(at, from).join(""), make("mark", {}, letters.slice(from, to).join("")));
    at = to;
  }
  return [...pieces, letters.slice(at).join("")];
}

function mountFindings(root, data) {
  const view = {};

  function opens(item, second) {
    return (event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      tellPage(view, "open", { id: item.id, second, words: item.words });
    };
  }

  function line(item) {
    const first = { href: safeUrl(item.href), onclick: opens(item, null) };
    const picture = safeUrl(item.thumb)
      ? make("img", { src: item.thumb, alt: "", loading: "lazy" })
      : make("span", {}, item.kind);
    return make(
      "li",
      {},
      make("a", { ...first, class: "thumb", tabindex: "-1", "aria-hidden": "true" }, picture),
      make(
        "div",
        {},
        make("a", { ...first, class: "title" }, item.title),
        item.when ? make("span", { class: "when" }, item.when) : "",
        ...item.passages.map((passage) => {
          const label = make("span", { class: "label" }, passage.label);
          if (passage.second === null) return make("p", {}, label, ...marked(passage));
          const href = `${item.href}&at=${passage.second}`;
          const said = make(
            "a",
            { href: safeUrl(href), class: "said", onclick: opens(item, passage.second) },
            passage.at,
          );
          return make("p", {}, label, said, " ", ...marked(passage));
        }),
      ),
    );
  }

  partsOf(root)("list").replaceChildren(...data.items.map(line));
  return view;
}

export default component(mountFindings);
