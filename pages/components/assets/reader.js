// The story as a page of a book. Every sentence ends in a small mark that asks for its evidence.

function mountReader(root, data) {
  const view = { emit: null, page: location.pathname };
  const book = root.querySelector("[data-part=book]");
  book.classList.toggle("aloud", !data.marks);
  book.replaceChildren(...data.chapters.map(chapter));

  function chapter({ title, sentences }) {
    const section = make("section");
    if (title) section.append(make("h2", {}, title));
    let paragraph = null;
    for (const sentence of sentences) {
      if (!paragraph || sentence.opens) {
        paragraph = make("p");
        section.append(paragraph);
      }
      paragraph.append(told(sentence), " ");
    }
    return section;
  }

  function told(sentence) {
    const kind = sentence.frame ? "sentence frame" : "sentence";
    const open = sentence.id === data.open;
    const span = make("span", { class: open ? `${kind} open` : kind }, sentence.text);
    if (sentence.count > 0) {
      span.append(
        make(
          "button",
          {
            class: "mark",
            type: "button",
            "aria-label": fill(data.words[sentence.count === 1 ? "one" : "many"], sentence),
            "aria-expanded": String(open),
            onclick: () => tellPage(view, "opened", sentence.id),
          },
          String(sentence.number),
        ),
      );
    }
    return span;
  }
  return view;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const view = mountOnce(parentElement, data, mountReader);
  view.emit = setTriggerValue;
  return () => closeView(parentElement);
}
