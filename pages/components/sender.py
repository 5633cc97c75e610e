"""An address that somebody should get, with a button that copies it and one that sends it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.components.sources import source

WORDS = {
    "label": "The address of this link",
    "copy": "Copy the link",
    "copied": "Copied",
    "paste": "Copied. Paste it into a message.",
    "send": "Send…",
    "hold": "This browser does not copy by itself. Press long on the address, then choose Copy.",
    "keys": "This browser does not copy by itself. The address is chosen: press Ctrl and C.",
    "instead": "Sending did not work from here. Copy the address and paste it into a message.",
}

_sender = st.components.v2.component(
    "memory_chest_sender",
    html="""
<div class="sender">
  <label for="address" data-part="label"></label>
  <input id="address" type="text" readonly autocomplete="off" spellcheck="false"
    data-part="address">
  <div class="ways">
    <button type="button" class="main" data-part="copy"></button>
    <button type="button" class="quiet" data-part="send"></button>
  </div>
  <p role="status" data-part="state"></p>
</div>
""",
    css=source("base.css", "sender.css"),
    js=source("view.js", "sender.js"),
)


def sender(
    *,
    key: str,
    url: str,
    title: str = "",
    text: str = "",
    words: Mapping[str, str] | None = None,
) -> None:
    """Shows `url` in a field, with "Copy the link" and, where the browser has its own way of
    sending, "Send…", which hands over `title` and `text` beside the address.

    Where a page may not copy (no secure address), the field is chosen and copied as of old; where
    that is refused too, it says how. `words` replaces single entries of `WORDS`.
    """
    _sender(
        key=key,
        data={"url": url, "title": title, "text": text, "words": WORDS | dict(words or {})},
    )
