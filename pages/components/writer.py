"""A large field for words that are kept while they are typed."""

from __future__ import annotations

import streamlit as st

from pages.components.sources import source

WORDS = {
    "saved": "Kept. You can stop here and come back.",
    "later": "This is kept in your browser and will be sent when the connection is back.",
    "go": "Go on",
}

_writer = st.components.v2.component(
    "memory_chest_writer",
    html="""
<div class="writer">
  <label for="words"></label>
  <textarea id="words" rows="8"></textarea>
  <p data-part="state" role="status"></p>
  <button type="button" class="main" data-part="go"></button>
</div>
""",
    css=source("base.css", "writer.css"),
    js=source("view.js", "writer.js"),
)


def writer(
    *,
    key: str,
    url: str,
    field: str,
    value: str,
    label: str,
    placeholder: str = "",
    button: str = WORDS["go"],
) -> bool:
    """Shows the field and PATCHes `{field: words}` to `url` while somebody types.

    `value` is what the server has. Returns True in the run after the button was pressed and the
    words were kept; until the server has them they are also in the browser's own storage.
    """
    result = _writer(
        key=key,
        data={
            "url": url,
            "field": field,
            "value": value,
            "label": label,
            "placeholder": placeholder,
            "words": WORDS | {"go": button},
        },
        on_done_change=_rerun,
    )
    return isinstance(result.done, str)


def _rerun() -> None:
    """The rerun itself is the effect."""
