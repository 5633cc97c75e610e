"""That the files which one added are ready: a quiet line, until one says that one knows."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.uploads.ready import ReadyView, UnreadFile
from language import _, ngettext
from pages.parts import session
from pages.parts.words import plain

_NAMED = 3


def show_ready(person: Viewer, chest: ChestView) -> None:
    """The line, where anything is to be told, with a way to each file that could not be read."""
    library = session.library()
    found = library.ready.find(person, chest.id)
    if found is None:
        return
    with st.container(key="files-ready"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_words(found), width="stretch")
            dismisses = st.button(_("Dismiss"), key="dismiss-ready")
        if found.unread:
            with st.expander(_("What could not be read")):
                for file in found.unread:
                    _show_file(chest, file)
                more = found.failed - len(found.unread)
                if more:
                    st.write(ngettext("And {n} more.", "And {n} more.", more))
    if dismisses:
        library.ready.dismiss(person, chest.id, until=found.until)
        st.rerun()


def _words(found: ReadyView) -> str:
    parts = []
    if found.ready:
        parts.append(ngettext("{n} file is ready.", "{n} files are ready.", found.ready))
    if found.failed:
        names = ", ".join(plain(_name_of(file)) for file in found.unread[:_NAMED])
        if found.failed > _NAMED:
            names = _("{names} and others", names=names)
        parts.append(
            ngettext(
                "{n} could not be read: {names}.",
                "{n} could not be read: {names}.",
                found.failed,
                names=names,
            )
        )
    return " ".join(parts)


def _show_file(chest: ChestView, file: UnreadFile) -> None:
    st.page_link(
        "memory.py",
        label=plain(_name_of(file)),
        query_params=session.chest_query(chest, id=str(file.asset_id)),
    )
    if file.reason:
        st.caption(plain(file.reason))


def _name_of(file: UnreadFile) -> str:
    return file.name or _("A file without a name")
