"""The search box in the bar of a chest's pages."""

from __future__ import annotations

from uuid import UUID

from language import N_, say
from pages.components.shared.sources import Spoken, rerun, source

_WORDS = {
    "search": N_("Search"),
    "what": N_("Words, names, places or dates"),
    "shut": N_("Close the search"),
    "ideas": N_("Suggestions"),
    "person": N_("Person"),
    "giver": N_("Given by"),
    "place": N_("Place"),
    "tag": N_("In the picture"),
    "date": N_("Date"),
    "album": N_("Album"),
}

_KINDS = ("person", "giver", "place", "tag", "date", "album")

_HTML = """
<button type="button" class="glass" data-part="open" aria-label="{search}" aria-expanded="false">
  <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none"
    stroke="currentColor" stroke-width="2" stroke-linecap="round">
    <circle cx="10.5" cy="10.5" r="6.5"></circle><path d="M15.5 15.5 21 21"></path>
  </svg>
</button>
<form role="search" class="box" data-part="box" hidden>
  <input type="text" data-part="words" role="combobox" aria-expanded="false"
    aria-autocomplete="list" aria-controls="ideas" aria-label="{search}" placeholder="{what}"
    autocomplete="off" enterkeyhint="search" maxlength="200">
  <button type="submit" class="main">{search}</button>
  <button type="button" class="icon" data-part="shut" aria-label="{shut}">×</button>
  <ul id="ideas" role="listbox" data-part="ideas" aria-label="{ideas}" hidden></ul>
</form>
"""

_finder = Spoken(
    "memory_chest_finder",
    html=_HTML,
    words=_WORDS,
    css=source("shared/base.css", "finder/finder.css"),
    js=source("shared/view.js", "shared/words.js", "finder/finder.js"),
)


def finder(*, url: str, text: str = "") -> str | UUID | None:
    """Shows a glass in the bar, which opens a field over it; returns what somebody searched for,
    or the id of an album that they chose, once, else None. `url` on this site answers suggestions
    to `?q=`; `text` stands in the field at first."""
    words = say(_WORDS)
    result = _finder(
        key="finder",
        data={"url": url, "text": text, "kinds": {name: words[name] for name in _KINDS}},
        on_go_change=rerun,
    )
    gone = result.go
    if isinstance(gone, dict):
        try:
            return UUID(str(gone.get("album")))
        except ValueError:
            return None
    return gone if isinstance(gone, str) else None
