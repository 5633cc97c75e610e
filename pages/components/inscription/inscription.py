"""What is written to a memory, read where it stands and changed where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from language import N_, say
from pages.components.shared.sources import rerun, source

WORDS = {
    "change": N_("Change"),
    "save": N_("Save"),
    "leave": N_("Leave it as it is"),
    "keep_theirs": N_("Keep what is there now"),
    "saving": N_("Saving …"),
    "saved": N_("Saved."),
    "lost": N_(
        "It was not saved: nothing was heard from the chest. Your words are here. Try again."
    ),
    "overtaken": N_(
        "Someone else changed this while you were writing. Your words are in the field, theirs "
        "are here. Save to keep yours, or take over what you like of theirs."
    ),
    "now": N_("{label} now says: {words}"),
    "nothing": N_("nothing"),
}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that is written: `shown` as it is read, `value` as it can be typed again.

    `look` says how it stands there: a "title", a "caption", a whole "letter", or a short "fact".
    `ask` invites to write where nothing stands yet; `hint` is an example of what may be typed.
    """

    name: str
    label: str
    value: str
    look: Literal["title", "caption", "letter", "fact"]
    shown: str | None = None
    ask: str
    hint: str = ""


@dataclass(frozen=True)
class Written:
    """What somebody wants to save: the new words of a field, what they saw in it before, and the
    version that they saw. `token` is what the answer to them is known by."""

    token: str
    field: str
    value: str
    before: str
    version: int


@dataclass(frozen=True)
class Answer:
    """What became of it: saved, refused (with the `sentence` that says why), or overtaken, when the
    field by now says something else (`now`, at `version`)."""

    token: str
    state: Literal["saved", "refused", "overtaken"]
    sentence: str = ""
    now: str = ""
    version: int = 0


_inscription = st.components.v2.component(
    "memory_chest_inscription",
    html='\n<div class="written" data-part="written"></div>\n',
    css=source("shared/base.css", "inscription/inscription.css"),
    js=source("shared/view.js", "shared/words.js", "inscription/inscription.js"),
)


def inscription(
    fields: Sequence[Field],
    *,
    key: str,
    of: str,
    version: int,
    editable: bool,
    answer: Answer | None = None,
) -> Written | None:
    """Shows what is written to the memory `of`, at `version`; returns what is to be saved, once.

    With `editable`, a press on the words, or on the invitation where there are none, opens them in
    place; Escape puts them back, Enter saves what is one line. The caller answers by the same
    token in the run after; until then the words stay in the field, as they do on a page that one
    comes back to.
    """
    result = _inscription(
        key=key,
        data={
            "of": of,
            "version": version,
            "editable": editable,
            "fields": [asdict(field) for field in fields],
            "answer": asdict(answer) if answer else None,
            "words": say(WORDS),
        },
        on_written_change=rerun,
    )
    return _read(result.written, {field.name for field in fields}) if editable else None


def _read(told: Any, names: set[str]) -> Written | None:
    """What the browser told, which may be anything."""
    if not isinstance(told, dict) or told.get("field") not in names:
        return None
    texts = {name: told.get(name) for name in ("token", "field", "value", "before")}
    version = told.get("version")
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(version, int):
        return None
    return Written(**texts, version=version)
