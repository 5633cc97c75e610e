"""Fields for words that are kept while they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from language import N_, say
from pages.components.shared.sources import Spoken, rerun, source

Way = Literal["go", "skip", "skip_all"]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: `name` is what the server calls it, `value` what the server has, `rows` how high
    it is. For a date, `when` is the name under which the server answers how it was understood,
    `understood` what it says of `value`, and `hint` a sentence that stands there until something is
    written; a date of something that may be empty `needs` that field.
    """

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    rows: int = 1
    when: str = ""
    understood: str = ""
    hint: str = ""
    needs: str = ""


WORDS = {
    "saved": N_("Kept. You can stop here and come back."),
    "later": N_("This is kept in your browser and will be sent when the connection is back."),
    "understood": N_("Understood as: {when}"),
    "go": N_("Go on"),
    "skip": N_("Skip this one"),
    "skip_all": N_("Skip all the rest"),
}

_writer = Spoken(
    "memory_chest_writer",
    html="""
<div class="writer">
  <div class="writer" data-part="fields"></div>
  <p data-part="state" role="status"></p>
  <div class="ways">
    <button type="button" class="main" data-part="go">{go}</button>
    <button type="button" class="quiet" data-part="skip" hidden>{skip}</button>
    <button type="button" class="quiet" data-part="skip_all" hidden>{skip_all}</button>
  </div>
</div>
""",
    words=WORDS,
    css=source("shared/base.css", "writer/writer.css"),
    js=source("shared/view.js", "shared/words.js", "writer/writer.js"),
)


def writer(
    fields: Sequence[Field], *, key: str, url: str, ways: Sequence[Way] = ("go",)
) -> Way | None:
    """Shows the fields and PATCHes what changed, `{name: words}`, to `url` while somebody types.

    Returns which of `ways` was pressed, in the run after that: "go" once all of it was kept, the
    others in any case. Until the server has some words, they are also in the browser's own storage.
    A date that the server refuses is told beside its field when the field is left.
    """
    result = _writer(
        key=key,
        data={
            "url": url,
            "fields": [asdict(field) for field in fields],
            "ways": list(ways),
            "words": say(WORDS),
        },
        on_done_change=rerun,
    )
    return next((way for way in ways if result.done == way), None)
