"""Who is looking, and which chest and memory they look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from chest.access.viewers import ANONYMOUS, Viewer
from chest.access.visibility import ALLOWED, Action
from chest.chests.manager import ChestView
from chest.errors import ChestLocked, NotFound
from chest.library import Library, shared_library
from chest.search.asking import LONGEST
from chest.security.addresses import OWN_ADDRESS, gives_microphone
from chest.security.cookies import LINK_COOKIE, SESSION_COOKIE
from language import _, ask_with, choose, number
from pages.components.finder.finder import finder
from pages.parts import failures
from pages.parts.hero import where_one_is
from pages.parts.locked import show_locked

PRODUCT = "Memory Chest"


def _asked_for() -> str | None:
    """The language that this browser asks for. A person's own setting would stand before it."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None  # a module is loaded, and no page drawn
    return choose(st.context.headers.get("Accept-Language"))


# Not where a run begins: a part of a page may run by itself.
ask_with(_asked_for)

# What a page about a chest needs its reader to be allowed to do.
_PAGE_NEEDS = {
    "overview": Action.see,
    "timeline": Action.see,
    "people": Action.see,
    "albums": Action.see,
    "add": Action.add,
    "story": Action.see,
    "moderate": Action.moderate,
    "share": Action.share,
    "settings": Action.edit_chest,
    "membership": Action.see,
    "exports": Action.see,
}


@dataclass
class _Run:
    """What is known in one run of a page: who is looking, what the page is called, and how many
    gifts wait in which chest."""

    viewer: Viewer | None = None
    title: str | None = None
    waiting: tuple[UUID, int] | None = None


_RUN: ContextVar[_Run | None] = ContextVar("run")


def library() -> Library:
    return shared_library()


def link_cookie() -> str | None:
    """The cookie that a share link set, which `LinkSessions` reads."""
    return st.context.cookies.get(LINK_COOKIE)


def base_url() -> str:
    """What links made on this page begin with; see `own_address`, which its socket was told."""
    return st.context.headers.get(OWN_ADDRESS) or library().settings.public_url.rstrip("/")


def has_microphone() -> bool:
    """Whether the browser lets this page listen, judged by the address at which it shows it."""
    address = st.context.url or base_url()
    return not address or gives_microphone(address)


@contextmanager
def one_run() -> Iterator[None]:
    """What is asked in this block, one run of a page, is asked once: who is looking, and rows of
    the database."""
    token = _RUN.set(_Run())
    try:
        with library().database.look():
            yield
    finally:
        _RUN.reset(token)


def viewer() -> Viewer:
    """The signed-in account, or ANONYMOUS.

    Read from the cookie on every run: another person's Streamlit session id resumes their session
    state even with other cookies, so session state holds no authority.
    """
    run = _RUN.get(None)
    if run is not None and run.viewer is not None:
        return run.viewer
    found = library().sign_ins.find_viewer(st.context.cookies.get(SESSION_COOKIE)) or ANONYMOUS
    if run is not None:
        run.viewer = found
    return found


def call_page(title: str, *, in_chest: bool) -> None:
    """Say what the page of this run is called. One about a chest adds the chest's name itself, as
    soon as it is known."""
    run = _RUN.get(None)
    if run is not None:
        run.title = title
    if not in_chest and title != PRODUCT:
        st.set_page_config(page_title=f"{title} · {PRODUCT}")


def query_id(name: str) -> UUID | None:
    """The id in this page's address, or None when there is none or it is no id."""
    try:
        return UUID(st.query_params.get(name, ""))
    except ValueError:
        return None


def the_chest(*, counted: bool = False) -> ChestView:
    """The chest that this page is about, whose name and face then stand in the bar; without one the
    page says so and stops. How much is in it is counted only for a page that says so.

    The address names it. A click in the menu drops the address's query, so the last one named is
    remembered; what the viewer may see of it is asked afresh either way.
    """
    person = viewer()
    chest_id = _chest_id(person)
    if chest_id is None:
        st.switch_page("home.py")
    try:
        chest = library().chests.get(person, chest_id, counted=counted)
    except ChestLocked:
        st.session_state["chest"] = str(chest_id)
        show_locked(library(), person, chest_id)
    except NotFound:
        st.session_state.pop("chest", None)
        if st.session_state.get("chest-deleted") == str(chest_id):
            st.switch_page("home.py")  # the second press of the one that deleted it
        failures.show_sentence(_("There is no such chest here, or it is not yours to open."))
        st.page_link("home.py", label=_("Your chests"))
        st.stop()
    st.session_state["chest"] = str(chest.id)
    run = _RUN.get(None)
    if run is not None and run.title is not None:
        # Two chests in two tabs are told apart, and so are the pages of one.
        st.set_page_config(page_title=f"{run.title} · {chest.name}")
    show_where(person, chest)
    _show_finder(chest)
    return chest


def show_where(person: Viewer, chest: ChestView) -> None:
    """The chest in the bar: one question, whatever the page."""
    face = None
    if chest.hero_asset_id:
        face = library().media.picture_urls(person, [chest.hero_asset_id]).get(chest.hero_asset_id)
    where_one_is(chest.name, href=f"/overview?chest={chest.id}", face=face, crop=chest.hero_crop)


def _show_finder(chest: ChestView) -> None:
    """The search box in the bar; what is searched for in it is shown on a page of its own."""
    words = finder(url=f"/api/chests/{chest.id}/suggest", text=st.query_params.get("q", ""))
    if words is None:
        return
    if isinstance(words, UUID):
        open_album(words, chest)
    # As with a memory, so that Back leads to where one was: see `open_memory`.
    st.session_state["search"] = words
    query = {"chest": str(chest.id)} | ({"q": words} if "q" in st.query_params else {})
    st.switch_page("search.py", query_params=query)


def searched_for() -> str:
    """The words in the address, else those just searched for."""
    if "q" in st.query_params:
        return str(st.query_params["q"])
    return str(st.session_state.get("search", ""))


def _chest_id(person: Viewer) -> UUID | None:
    """The chest in the address, else the one last looked at, else the only one there is."""
    named = query_id("chest")
    if named is not None:
        return named
    remembered = st.session_state.get("chest")
    if remembered:
        return UUID(remembered)
    chests = library().chests.list_chests(person)
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


def open_album(album_id: UUID, chest: ChestView) -> NoReturn:
    """Go to an album's page; it is handed over as a memory is."""
    query = {"chest": str(chest.id)} | ({"id": str(album_id)} if "id" in st.query_params else {})
    st.session_state["album"] = album_id
    st.switch_page("album.py", query_params=query)


def opened_memory() -> UUID | None:
    """The memory in the address, else the one just opened."""
    handed = st.session_state.get("memory")
    return query_id("id") or (UUID(handed) if handed else None)


def opened_second(asset_id: UUID) -> float | None:
    """At which second of a recording it is to begin, where a sentence of it was chosen."""
    try:
        return max(0.0, float(st.query_params["at"]))
    except (KeyError, ValueError):
        chosen = st.session_state.get("second")
        return chosen[1] if chosen and chosen[0] == str(asset_id) else None


def opened_words(asset_id: UUID) -> str:
    """The words for which it was found in what is written on it; empty where it was not."""
    if "words" in st.query_params:
        return str(st.query_params["words"])[:LONGEST]
    chosen = st.session_state.get("words")
    return str(chosen[1]) if chosen and chosen[0] == str(asset_id) else ""


def main_link(page: str, label: str, *, query: dict[str, str]) -> None:
    """A link drawn as the one main button of a page."""
    with st.container(key=f"main-link-{page.removesuffix('.py')}"):
        st.page_link(page, label=label, query_params=query, width="content")


@dataclass(frozen=True)
class Menu:
    """The addresses in the menu, and how many gifts wait for this person to decide."""

    offered: frozenset[str] = frozenset()
    waiting: int = 0

    def say(self, address: str, title: str) -> str:
        """What the entry for this address says."""
        return (
            _("{title} ({number})", title=title, number=number(self.waiting))
            if address == "moderate" and self.waiting
            else title
        )


def menu(person: Viewer) -> Menu:
    """The menu for this person: nothing about a chest before one is open, and only what their role
    in it allows."""
    chest_id = _chest_id(person)
    try:
        role = library().chests.role(person, chest_id) if chest_id else None
    except ChestLocked:
        return Menu()
    if chest_id is None or role is None:
        return Menu()
    allowed = ALLOWED[role]
    offered = {name for name, action in _PAGE_NEEDS.items() if action in allowed}
    if "settings" in offered:
        offered.discard("membership")  # the settings lead to it; the menu is long enough
    waits = waiting(person, chest_id) if "moderate" in offered else 0
    return Menu(frozenset(offered), waits)


def waiting(person: Viewer, chest_id: UUID) -> int:
    """How many gifts wait for this person, who may decide, to do so."""
    run = _RUN.get(None)
    if run is not None and run.waiting is not None and run.waiting[0] == chest_id:
        return run.waiting[1]
    count = library().moderation.count_waiting(person, chest_id)
    if run is not None:
        run.waiting = chest_id, count
    return count


def chest_query(chest: ChestView, **more: str) -> dict[str, str]:
    """The query for links to another page about the same chest."""
    return {"chest": str(chest.id), **more}
