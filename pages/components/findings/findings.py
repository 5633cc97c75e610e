"""What was found: each memory with the words that were looked for, marked where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from pages.components.shared.sources import rerun, source


@dataclass(frozen=True, kw_only=True)
class Passage:
    """`label` says what of the memory it is, `marks` where in `text` the words stand, in
    characters. `at` is the second of a recording in words, `second` the number."""

    label: str
    text: str
    marks: Sequence[tuple[int, int]] = ()
    second: float | None = None
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One memory. `href` opens it where a link is followed without our script. `words` are those
    that were found in what is written on it, which is then marked there."""

    id: str
    href: str
    title: str
    kind: str
    when: str | None = None
    thumb: str | None = None
    words: str | None = None
    passages: Sequence[Passage] = ()


_findings = st.components.v2.component(
    "memory_chest_findings",
    html='\n<ul data-part="list"></ul>\n',
    css=source("shared/base.css", "findings/findings.css"),
    js=source("shared/view.js", "shared/words.js", "findings/findings.js"),
)


def findings(items: Sequence[Finding], *, key: str) -> Mapping[str, Any] | None:
    """Shows `items` in a list; returns `{"id", "second", "words"}` of the one that was chosen,
    once, else None. `second` is None unless a passage of a recording was chosen, `words` are those
    of the finding."""
    result = _findings(
        key=key, data={"items": [asdict(one) for one in items]}, on_open_change=rerun
    )
    opened = result.open
    return opened if isinstance(opened, Mapping) else None
