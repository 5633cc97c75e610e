"""Saying who is where in a picture: boxes with names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from language import N_, say
from pages.components.shared.sources import rerun, source

Box = tuple[float, float, float, float]

WORDS = {
    "hint": N_("Draw a box around a face with the mouse, or add one and move it."),
    "add": N_("Add a box"),
    "box": N_("Box of {name}. Arrow keys move it, plus and minus change its size."),
    "unnamed": N_("somebody"),
    "corner": N_("Change the size of the box of {name}"),
    "who": N_("Who is this?"),
    "remove": N_("Take the box away"),
    "save": N_("Save the boxes"),
    "nameless": N_("Write who is in each box."),
    "removed": N_("The box of {name} was taken away."),
    "changed": N_("Not saved yet."),
}


@dataclass(frozen=True)
class Marked:
    """Somebody in a box: `person` is an id of `names`, or a name that somebody wrote."""

    person: str
    box: Box


_marker = st.components.v2.component(
    "memory_chest_marker",
    html='\n<div data-part="stage"></div><p class="soft" role="status" data-part="status"></p>\n',
    css=source("shared/base.css", "marker/marker.css"),
    js=source("shared/view.js", "shared/words.js", "marker/marker.js"),
)


def marker(
    src: str,
    marked: Sequence[Marked],
    *,
    key: str,
    names: Mapping[str, str],
    alt: str = "",
    size: tuple[int, int] | None = None,
) -> list[Marked] | None:
    """Lets someone draw boxes on a picture and name who is in them; returns all of them, once, when
    they are saved, else None.

    `names` are those to choose from, by id; others may be written. A box is drawn with the mouse,
    or added by its button and then dragged, by touch too; with the keyboard arrows move it, plus
    and minus change its size.
    """
    result = _marker(
        key=key,
        data={
            "src": src,
            "alt": alt,
            "size": list(size) if size else None,
            "marked": [{"person": one.person, "box": list(one.box)} for one in marked],
            "names": dict(names),
            "words": say(WORDS),
        },
        on_saved_change=rerun,
    )
    return read_marked(result.saved)


def read_marked(saved: object) -> list[Marked] | None:
    """What the browser sent, as far as it makes sense; None where it sent nothing."""
    if not isinstance(saved, list):
        return None
    found: list[Marked] = []
    for one in saved:
        box = one.get("box") if isinstance(one, dict) else None
        person = one.get("person") if isinstance(one, dict) else None
        if not isinstance(person, str) or not isinstance(box, list) or len(box) != 4:
            continue
        if all(isinstance(side, int | float) for side in box):
            found.append(Marked(person, (box[0], box[1], box[2], box[3])))
    return found
