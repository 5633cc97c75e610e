"""An archive that lies in a chest: unpacked from its own page, and that undone."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.bulk import NAMED_AT_ONCE
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.ingest.archives import ZIP
from chest.models import ArchiveState
from chest.texts import say_bytes
from chest.uploads.archives import Unpacking
from language import _, ngettext
from pages.parts import failures, session
from pages.parts.once import once

_LOOK_AGAIN_SECONDS = 3
_UNDER_WAY = (ArchiveState.waiting, ArchiveState.unpacking)


def show_archive(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    """What can be done with it, for whoever may change it; nothing for what is no archive."""
    if asset.media_type != ZIP or not asset.editable:
        return
    found = session.library().archives.look(person, asset.id)
    if found is None:
        return
    st.subheader(_("What is in it"), anchor=False)
    state = found.progress.state
    if state is ArchiveState.refused:
        st.write(found.progress.reason or _("It cannot be unpacked here."))
    elif state in (ArchiveState.offered, ArchiveState.failed):
        _offer(person, asset.id, found)
    elif state in _UNDER_WAY:
        _follow(person, asset.id)
    else:
        show_unpacked(person, asset.id, chest)


def _offer(person: Viewer, archive_id: UUID, found: Unpacking) -> None:
    size = say_bytes(found.progress.bytes)
    if found.progress.reason:
        failures.show_sentence(found.progress.reason)
    st.write(
        ngettext(
            "{n} file, {size}. Unpacked, it becomes a memory of its own. The name of its folder is "
            "kept, and dates it where nothing else does.",
            "{n} files, {size}. Unpacked, each becomes a memory of its own. The names of their "
            "folders are kept, and date them where nothing else does.",
            found.progress.files,
            size=size,
        )
    )
    is_begun = found.progress.state is ArchiveState.failed
    label = _("Go on unpacking it") if is_begun else _("Unpack it")
    with failures.report_errors():
        if st.button(label, key=f"unpack-{archive_id}"):
            # Before anything is asked: whoever presses twice is told the same.
            st.session_state["unpacking"] = str(archive_id)
            once(
                f"unpack-{archive_id}",
                found.progress.state,
                lambda: session.library().archives.unpack([person], archive_id),
            )
            st.rerun()


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _follow(person: Viewer, archive_id: UUID) -> None:
    found = session.library().archives.look(person, archive_id)
    if found is None or found.progress.state not in _UNDER_WAY:
        st.rerun()
    st.write(
        _(
            "Unpacking: {done} of {all}. You can close this page.",
            done=found.progress.done,
            all=found.progress.files,
        )
    )


def show_unpacked(person: Viewer, archive_id: UUID, chest: ChestView) -> bool:
    """What came of it and how to undo it; whether there is such an archive."""
    library = session.library()
    found = library.archives.look(person, archive_id)
    if found is None or found.progress.state is not ArchiveState.done:
        return False
    st.write(_words(found))
    with failures.report_errors():
        if found.made and st.button(_("Undo the unpacking"), key=f"pack-{archive_id}"):

            def undo() -> None:
                for ids in _some(found.made):
                    library.bulk.delete(person, chest.id, ids)
                if found.progress.put_away:
                    library.assets.restore(person, archive_id)

            once(f"pack-{archive_id}", found.made, undo)
            st.rerun()
        if not found.made and found.put_away:
            st.caption(_("Its memories are put away. For 30 days they can be brought back."))
            if st.button(_("Bring its memories back"), key=f"unpack-again-{archive_id}"):

                def bring_back() -> None:
                    for ids in _some(found.put_away):
                        library.bulk.restore(person, chest.id, ids)

                once(f"unpack-again-{archive_id}", found.put_away, bring_back)
                st.rerun()
    return True


def _some(ids: tuple[UUID, ...]) -> list[tuple[UUID, ...]]:
    return [ids[at : at + NAMED_AT_ONCE] for at in range(0, len(ids), NAMED_AT_ONCE)]


def _words(found: Unpacking) -> str:
    of = found.progress
    parts = [
        ngettext("{n} memory was made of it.", "{n} memories were made of it.", of.added),
    ]
    if of.had:
        parts.append(
            ngettext("{n} file was there already.", "{n} files were there already.", of.had)
        )
    if of.left_out:
        parts.append(ngettext("{n} could not be taken.", "{n} could not be taken.", of.left_out))
    if of.put_away:
        parts.append(_("The archive itself is put away; for 30 days it can be brought back."))
    return " ".join(parts)
