"""Who is looking, which chest they look at, and how a refusal is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import NoReturn
from urllib.parse import unquote
from uuid import UUID

import streamlit as st

from chest.access.viewers import ANONYMOUS, Viewer
from chest.access.visibility import ALLOWED, Action
from chest.chests.manager import ChestView
from chest.errors import ChestError, NotFound, NotSignedIn
from chest.library import Library, shared_library
from chest.security.addresses import base_url as base_url_of
from chest.security.addresses import host_and_port
from chest.security.cookies import FLASH_COOKIE, LINK_COOKIE, SESSION_COOKIE

# What a page about a chest needs its reader to be allowed to do.
_PAGE_NEEDS = {
    "overview": Action.see,
    "timeline": Action.see,
    "add": Action.add,
    "story": Action.see,
    "moderate": Action.moderate,
    "share": Action.share,
    "settings": Action.edit_chest,
}

_COUNTED = {
    "photo": ("photograph", "photographs"),
    "video": ("film", "films"),
    "audio": ("recording", "recordings"),
    "document": ("letter or paper", "letters and papers"),
    "note": ("story", "stories"),
    "other": ("other file", "other files"),
}


@dataclass(frozen=True)
class Flash:
    """What a form's answer left for the next page to say: a sentence, and what was typed."""

    sentence: str
    kept: dict[str, str]


def library() -> Library:
    return shared_library()


def link_cookie() -> str | None:
    """The cookie that a share link set, which `SharingManager` reads."""
    return st.context.cookies.get(LINK_COOKIE)


def base_url() -> str:
    """What links made on this page begin with: the public address, or the one asked for."""
    scheme, _, address = (st.context.url or "").partition("://")
    host, port = host_and_port(address)
    return base_url_of(library().settings.public_url, scheme=scheme, host=host, port=port)


def viewer() -> Viewer:
    """The signed-in account, or ANONYMOUS.

    Read from the cookie on every run: another person's Streamlit session id resumes their session
    state even with other cookies, so session state holds no authority.
    """
    return library().accounts.find_viewer(st.context.cookies.get(SESSION_COOKIE)) or ANONYMOUS


def query_id(name: str) -> UUID | None:
    """The id in this page's address, or None when there is none or it is no id."""
    try:
        return UUID(st.query_params.get(name, ""))
    except ValueError:
        return None


def the_chest() -> ChestView:
    """The chest that this page is about; without one the page says so and stops.

    The address names it. A click in the menu drops the address's query, so the last one named is
    remembered; what the viewer may see of it is asked afresh either way.
    """
    person = viewer()
    chest_id = _chest_id(person)
    if chest_id is None:
        st.switch_page("home.py")
    try:
        chest = library().chests.get(person, chest_id)
    except NotFound:
        st.session_state.pop("chest", None)
        show_sentence("There is no such chest here, or it is not yours to open.")
        st.page_link("home.py", label="Your chests")
        st.stop()
    st.session_state["chest"] = str(chest.id)
    return chest


def _chest_id(person: Viewer) -> UUID | None:
    """The chest in the address, else the one last looked at, else the only one there is."""
    named = query_id("chest")
    if named is not None:
        return named
    remembered = st.session_state.get("chest")
    if remembered:
        return UUID(remembered)
    chests = library().chests.list_mine(person)
    return chests[0].id if len(chests) == 1 else None


def open_memory(asset_id: UUID | str) -> NoReturn:
    """Go to a memory's own page.

    From another page the id is handed over beside the address: a switch that changes the query
    makes an entry in the history for the query and one for the page, and Back then seems to do
    nothing. The memory's page puts the id into the address itself.
    """
    query = st.query_params.to_dict()
    if "id" in query:
        query["id"] = str(asset_id)
    st.session_state["memory"] = str(asset_id)
    st.switch_page("memory.py", query_params=query)


def opened_memory() -> UUID | None:
    """The memory in the address, else the one just opened."""
    handed = st.session_state.get("memory")
    return query_id("id") or (UUID(handed) if handed else None)


def main_link(page: str, label: str, *, query: dict[str, str]) -> None:
    """A link drawn as the one main button of a page."""
    with st.container(key=f"main-link-{page.removesuffix('.py')}"):
        st.page_link(page, label=label, query_params=query, width="content")


def offered_pages(person: Viewer) -> frozenset[str]:
    """The addresses in the menu for this person: none about a chest before one is open, and only
    those that their role in it allows."""
    chest_id = _chest_id(person)
    role = library().chests.role(person, chest_id) if chest_id else None
    if role is None:
        return frozenset()
    allowed = ALLOWED[role]
    return frozenset(name for name, action in _PAGE_NEEDS.items() if action in allowed)


def chest_query(chest: ChestView, **more: str) -> dict[str, str]:
    """The query for links to another page about the same chest."""
    return {"chest": str(chest.id), **more}


@contextmanager
def report_errors() -> Iterator[None]:
    """Show a refusal as its sentence, where it happened, instead of an error page."""
    try:
        yield
    except NotSignedIn as error:
        show_sentence(f"{error.sentence} Reload this page to sign in.")
    except ChestError as error:
        show_sentence(error.sentence)


def show_sentence(sentence: str) -> None:
    """A refusal or failure, in the colour of harm and with a word that says so."""
    st.error(plain(sentence))


def take_flash() -> Flash | None:
    """The sentence left for this page. Cookies are read once per connection, so it is shown until
    the person does something, and not again after that."""
    raw = st.context.cookies.get(FLASH_COOKIE)
    if not raw:
        return None
    try:
        value = json.loads(unquote(raw))
        flash_id, sentence = str(value.pop("id")), str(value.pop("sentence"))
    except (ValueError, KeyError, AttributeError):
        return None
    if st.session_state.setdefault("flash", flash_id) != flash_id:
        return None
    return Flash(sentence=sentence, kept={str(k): str(v) for k, v in value.items()})


def show_form(
    *, action: str, fields: str, button: str, hidden: dict[str, str] | None = None
) -> None:
    """A plain POST form to one of our routes: the only way for a page to set a cookie."""
    kept = "".join(
        f"<input type='hidden' name='{escape(name)}' value='{escape(value)}'>"
        for name, value in (hidden or {}).items()
    )
    st.html(
        f"<form class='chest-form' method='post' action='{escape(action)}'>{kept}{fields}"
        f"<button type='submit' class='chest-button'>{escape(button)}</button></form>"
    )


def field(
    name: str,
    label: str,
    *,
    kind: str = "text",
    value: str = "",
    autocomplete: str = "off",
    hint: str = "",
) -> str:
    """One labelled field of a plain form, as HTML with everything escaped."""
    described = f" aria-describedby='hint-{escape(name)}'" if hint else ""
    note = f"<small id='hint-{escape(name)}'>{escape(hint)}</small>" if hint else ""
    return (
        f"<div class='chest-field'><label><span>{escape(label)}</span>"
        f"<input name='{escape(name)}' type='{escape(kind)}' value='{escape(value)}' "
        f"autocomplete='{escape(autocomplete)}' required{described}></label>{note}</div>"
    )


def count_words(counts: dict[str, int]) -> str:
    """ "212 photographs, 3 recordings": what a chest holds, in words."""
    parts = [
        f"{counts[kind]} {one if counts[kind] == 1 else many}"
        for kind, (one, many) in _COUNTED.items()
        if counts.get(kind)
    ]
    return ", ".join(parts)


def html(text: str) -> str:
    """Text as paragraphs for `st.html`, with everything in it escaped."""
    paragraphs = [part for part in escape(text.strip()).split("\n\n") if part.strip()]
    return "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in paragraphs)


# A hyphen or underscore inside a word means nothing to Markdown and is common in names: escaped,
# it would be read out with its backslash, because screen readers get labels as they were written.
_MARKDOWN = re.compile(
    r"[\\`*\[\]<>~$:|]|(?<![^\W_])[-_]|[-_](?![^\W_])|(?<!\S)[#+=]|(?<=\d)[.)](?=\s)"
)


def plain(sentence: str) -> str:
    """Text that Markdown leaves alone: a file may be named `[x](javascript:…)`."""
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", sentence)
