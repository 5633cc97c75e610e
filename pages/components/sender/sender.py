"""An address that somebody should get, with a button that copies it and one that sends it."""

from __future__ import annotations

from typing import Literal

from language import N_, say
from pages.components.shared.sources import Spoken, source

_WAYS = {
    "copied": N_("Copied"),
    "paste": N_("Copied. Paste it into a message."),
    "hold": N_(
        "This browser does not copy by itself. Press long on the address, then choose Copy."
    ),
    "keys": N_("This browser does not copy by itself. The address is chosen: press Ctrl and C."),
    "instead": N_("Sending did not work from here. Copy the address and paste it into a message."),
}
WORDS = {
    "link": _WAYS
    | {"label": N_("The address of this link"), "copy": N_("Copy the link"), "send": N_("Send…")},
    "receipt": _WAYS
    | {
        "label": N_("The address of your receipt"),
        "copy": N_("Copy the address"),
        "send": N_("Send it to myself…"),
    },
}

_HTML = """
<div class="sender">
  <label for="address">{label}</label>
  <input id="address" type="text" readonly autocomplete="off" spellcheck="false"
    data-part="address">
  <div class="ways">
    <button type="button" class="main" data-part="copy">{copy}</button>
    <button type="button" class="quiet" data-part="send" hidden>{send}</button>
  </div>
  <p role="status" data-part="state"></p>
</div>
"""

# One component for each set of words, because a component's HTML is the same wherever it is shown.
_senders = {
    of: Spoken(
        f"memory_chest_sender_of_{of}",
        html=_HTML,
        words=words,
        css=source("shared/base.css", "sender/sender.css"),
        js=source("shared/view.js", "sender/sender.js"),
    )
    for of, words in WORDS.items()
}


def sender(
    *, key: str, url: str, of: Literal["link", "receipt"] = "link", title: str = "", text: str = ""
) -> None:
    """Shows `url`, the address of a link or a receipt, in a field, with a button that copies it
    and, where the browser has its own way of sending, one that hands over `title` and `text`
    beside the address.

    Where a page may not copy (no secure address), the field is chosen and copied as of old; where
    that is refused too, it says how.
    """
    _senders[of](key=key, data={"url": url, "title": title, "text": text, "words": say(WORDS[of])})
