"""A large field for words that are kept while they are typed."""

from __future__ import annotations

import streamlit as st

from pages.components.shared.sources import rerun, source, worded

WORDS = {
    "saved": "Kept. You can stop here and come back.",
    "later": "This is kept in your browser and will be sent when the connection is back.",
    "go": "Go on",
}

_writer = st.components.v2.component(
    "memory_chest_writer",
    html=worded(
        """
<div class="writer">
  <div data-part="field"></div>
  <p data-part="state" role="status"></p>
  <button type="button" class="main" data-part="go">{go}</button>
</div>
""",
        WORDS,
    ),
    css=source("shared/base.css", "writer/writer.css"),
    js=source("shared/view.js", "shared/words.js", "writer/writer.js"),
)


def writer(
    *,
    key: str,
    url: str,
    field: str,
    value: str,
    label: str,
    placeholder: str = "",
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
            "words": WORDS,
        },
        on_done_change=rerun,
    )
    return isinstance(result.done, str)
