"""Taking it with you: what one sees of a chest, packed into one file to keep."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.exports.manager import ExportView
from chest.models import ExportFormat, ExportState
from chest.texts import say_bytes
from language import N_, Sayings, _, ngettext, number
from pages.components.address.address import show_address
from pages.parts import failures, items, session
from pages.parts.book_form import ask_book
from pages.parts.once import once
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("exports", chest=str(chest.id))

_LIVE = (ExportState.waiting, ExportState.making)
_LOOK_AGAIN_SECONDS = 2.0
_SHOWN = 10
FORMATS = Sayings(
    {
        ExportFormat.site: N_(
            "Pages to look at: they open in any browser, without a network, with every original"
        ),
        ExportFormat.folder: N_("The files, by year: for any computer, to look at and to keep"),
        ExportFormat.bagit: N_(
            "Everything: files, words, people and stories, for an archive, or to bring it in again"
        ),
        ExportFormat.book: N_("A book to print: the story, pictures and letters, as a PDF"),
        ExportFormat.takeout: N_(
            "What I gave: my own memories and words, and what is said of me, with my account"
        ),
    }
)
NAMES = Sayings(
    {
        ExportFormat.site: N_("Pages to look at"),
        ExportFormat.folder: N_("The files, by year"),
        ExportFormat.bagit: N_("Everything"),
        ExportFormat.book: N_("A book"),
        ExportFormat.takeout: N_("What I gave"),
    }
)


def ask() -> None:
    """How much it would be, in which form, and the press that begins it."""
    size = library.exports.measure(person, chest.id)
    if not size.memories:
        st.write(_("There is nothing to take with you yet."))
        return
    files = say_bytes(size.bytes)
    st.write(
        ngettext(
            "You see {n} memory here; its files are {size}. You take what you see yourself, with "
            "every original as it was given. Nothing is taken out of the chest by it.",
            "You see {n} memories here; their files are {size}. You take what you see yourself, "
            "with every original as it was given. Nothing is taken out of the chest by it.",
            size.memories,
            size=_("about {size}", size=files) if size.about else files,
        )
    )
    form = st.radio(_("What do you want?"), list(FORMATS), format_func=FORMATS.__getitem__)
    book = ask_book(person, chest) if form is ExportFormat.book else None
    if form is ExportFormat.takeout:
        say_own()
    st.caption(
        _(
            "It is packed in the background; you can close this page. Then it waits here for 14 "
            "days, for you alone. Keep it where it is safe: it is not locked."
        )
    )
    if st.button(_("Pack it"), type="primary"):
        with failures.report_errors():
            begun = [one.id for one in library.exports.list_page(person, chest.id, limit=1).items]
            once(
                "export",
                (form, book, begun),
                lambda: library.exports.begin(person, chest.id, form, book=book),
            )
            st.rerun()


def say_own() -> None:
    """How much of it is one's own, or shows whoever asks."""
    own = library.exports.measure(person, chest.id, ExportFormat.takeout)
    if not own.memories:
        st.write(_("No memory here is yours or shows you yet; your account and words are packed."))
        return
    st.write(
        ngettext(
            "{n} memory is yours or shows you; its file is {size}. What waits for approval or was "
            "declined comes along.",
            "{n} memories are yours or show you; their files are {size}. What waits for approval "
            "or was declined comes along.",
            own.memories,
            size=say_bytes(own.bytes),
        )
    )


def show_one(one: ExportView, of: ChestView) -> None:
    """One that was asked for: how it stands, and what can be done with it."""
    with st.container(key=f"export-{one.id}", border=True):
        title = _(
            "{what}, asked for on {day}", what=NAMES[one.format], day=items.day(one.created_at, of)
        )
        st.markdown(f"**{plain(title)}**")
        if one.state in _LIVE:
            follow(person, one.id)
        else:
            say(one, of)
            offer(one)


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def follow(viewer: Viewer, export_id: UUID) -> None:
    """How far it is, looked up every two seconds until it has ended."""
    with failures.report_errors():
        one = session.library().exports.get(viewer, export_id)
        if one.state not in _LIVE:
            st.rerun(scope="app")
        if one.state is ExportState.waiting:
            st.write(_("It will be packed soon."))
        else:
            counted = {"done": number(one.done), "all": number(one.memories)}
            done = (
                _("{done} of {all} pictures are ready. You can close this page.", **counted)
                if one.format is ExportFormat.book
                else _("{done} of {all} memories are packed. You can close this page.", **counted)
            )
            st.write(done)
        if st.button(_("Stop packing"), key=f"stop-{export_id}"):
            session.library().exports.cancel(viewer, export_id)
            st.rerun(scope="app")


def say(one: ExportView, of: ChestView) -> None:
    match one.state:
        case ExportState.ready:
            st.write(
                _(
                    "It is ready: {size}. It waits here until {day}.",
                    size=say_bytes(one.size or 0),
                    day=items.day(one.expires_at, of) if one.expires_at else "",
                )
            )
            if one.reason:
                st.warning(plain(one.reason))
            if one.problems and one.format is ExportFormat.book:
                st.warning(
                    ngettext(
                        "{n} picture could not be printed: its file is missing or damaged where it "
                        "is kept. A grey field stands in its place.",
                        "{n} pictures could not be printed: their files are missing or damaged "
                        "where they are kept. Grey fields stand in their place.",
                        one.problems,
                    )
                )
            elif one.problems:
                st.warning(
                    ngettext(
                        "{n} file could not be packed: it is missing or damaged where it is kept. "
                        "It is named in the file.",
                        "{n} files could not be packed: they are missing or damaged where they "
                        "are kept. They are named in the file.",
                        one.problems,
                    )
                )
        case ExportState.failed:
            st.warning(
                plain(one.reason or "") or _("It could not be packed. Ask for it once more.")
            )
        case ExportState.cancelled:
            st.caption(_("You ended it, and its file was deleted."))
        case _ended:
            st.caption(_("Its 14 days are over, and its file was deleted. Ask for it once more."))


def offer(one: ExportView) -> None:
    if not one.url:
        return
    with st.container(horizontal=True):
        st.link_button(_("Save it"), one.url, type="primary")
        if st.button(_("Delete this file"), key=f"delete-{one.id}"):
            with failures.report_errors():
                library.exports.cancel(person, one.id)
                st.rerun()


st.title(_("Take it with you"))
with failures.report_errors():
    ask()
    for export in library.exports.list_page(person, chest.id, limit=_SHOWN).items:
        show_one(export, chest)
