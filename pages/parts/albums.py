"""What is done with an album: its words, its order, and taking memories in and out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.access.visibility import ALLOWED, Action
from chest.albums.fields import LONGEST_DESCRIPTION, LONGEST_NAME
from chest.albums.manager import AlbumResult
from chest.albums.views import AlbumView
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.errors import Invalid
from chest.models import Audience
from language import _, ngettext
from pages.components.gallery.gallery import GalleryItem, Moved, arranger
from pages.parts import failures, session
from pages.parts.memory_edits import AUDIENCES
from pages.parts.once import keep, once
from pages.parts.words import offered, plain

_OFFERED = 200  # albums that a memory may be put into, the newest first


def say_what(album: AlbumView) -> str:
    """ "12 memories · seen by the family"."""
    number = ngettext("{n} memory", "{n} memories", album.count)
    return " · ".join([number, _("seen by {whom}", whom=AUDIENCES[album.audience])])


def cover_of(tile: GalleryItem) -> str:
    """The picture that stands for an album, beside its name, which says what it is."""
    return (
        f'<img src="{escape(tile.thumb or "")}" alt="" width="96" height="72" loading="lazy" '
        'style="object-fit:cover;border-radius:10px;display:block">'
    )


def show_done() -> None:
    """What was just done, with its undo where there is one."""
    said = st.session_state.pop("album-done", None)
    if said:
        st.success(plain(said))
    last = st.session_state.get("album-undo")
    if last is None:
        return
    album_id, undo, words = last
    with st.container(horizontal=True, vertical_alignment="center", key="album-undo-row"):
        st.caption(plain(words))
        if st.button(_("Undo"), key="undo-album"):
            with failures.report_errors():
                session.library().albums.undo(session.viewer(), album_id, undo)
                keep({"album-undo": None})
                st.rerun()


def show_order(
    person: Viewer, album: AlbumView, tiles: Sequence[GalleryItem], *, more: bool
) -> None:
    """Drag some by their handles, or tick them and say where they go, as whoever has a keyboard
    does."""
    st.write(_("Drag memories by the dots in their corner, or tick some and say where they go."))
    turn = st.session_state.get(f"turn-{album.id}", 0)
    arranged = arranger(
        tiles,
        key=f"order-{album.id}-{turn}",
        chosen=st.session_state.get(f"ticked-{album.id}", ()),
    )
    chosen = arranged.chosen
    if arranged.moved is not None:
        with failures.report_errors():
            put_before(person, album, chosen, arranged.moved, more=more)
    deeds = {
        "first": _("To the front"),
        "earlier": _("Earlier"),
        "later": _("Later"),
        "last": _("To the end"),
        "cover": _("Make it the cover"),
        "out": _("Take out of the album"),
    }
    with st.container(horizontal=True, key=f"order-deeds-{album.id}"):
        for deed, label in deeds.items():
            is_off = not chosen or (deed == "cover" and len(chosen) != 1)
            if st.button(label, key=f"{deed}-{album.id}", disabled=is_off):
                with failures.report_errors():
                    do(person, album, [tile.id for tile in tiles], chosen, deed, more=more)


def put_before(
    person: Viewer, album: AlbumView, chosen: Sequence[str], moved: Moved, *, more: bool
) -> None:
    """What was dragged lies where it was dropped, and what is ticked stays ticked. Raises Invalid
    for a place behind which there is `more` that is not shown yet."""
    turn = st.session_state.get(f"turn-{album.id}", 0)
    if moved.before is None and more:
        keep({f"turn-{album.id}": turn + 1})  # the tiles stand as they stood
        raise Invalid(_("Show more of the album first, and then move these later."))
    named = [UUID(one) for one in moved.ids]
    before = UUID(moved.before) if moved.before else None
    done: AlbumResult = once(
        "drag",
        (turn, moved.ids, moved.before),
        lambda: session.library().albums.move(person, album.id, named, before=before),
    )
    notes: dict[str, object] = {
        f"turn-{album.id}": turn + 1,
        f"ticked-{album.id}": list(chosen),
    }
    if done.undo is not None:
        words = ngettext("{n} moved.", "{n} moved.", done.changed)
        notes["album-undo"] = (album.id, done.undo, words)
    keep(notes)
    st.rerun()


def do(
    person: Viewer,
    album: AlbumView,
    ids: Sequence[str],
    chosen: Sequence[str],
    deed: str,
    *,
    more: bool,
) -> None:
    """Do it to the chosen ones of `ids`, after which there may be `more` that is not shown yet."""
    if deed == "later" and more and len(ids) - 1 - ids.index(chosen[-1]) < 2:
        raise Invalid(_("Show more of the album first, and then move these later."))
    library = session.library()
    named = [UUID(one) for one in chosen]
    turn = st.session_state.get(f"turn-{album.id}", 0)
    notes: dict[str, object] = {
        f"turn-{album.id}": turn + 1,
        f"ticked-{album.id}": list(chosen) if deed != "out" else None,
    }
    if deed == "cover":
        library.albums.edit(person, album.id, {"cover": named[0]}, version=album.version)
        notes["album-done"] = _("It stands for the album now.")
    else:
        before = place_of([UUID(one) for one in ids], named, deed)
        form = (turn, deed, chosen)
        done: AlbumResult = (
            once("take-out", form, lambda: library.albums.put(person, album.id, remove=named))
            if deed == "out"
            else once(
                "move", form, lambda: library.albums.move(person, album.id, named, before=before)
            )
        )
        words = (
            ngettext("{n} taken out.", "{n} taken out.", done.changed)
            if deed == "out"
            else ngettext("{n} moved.", "{n} moved.", done.changed)
        )
        if done.undo is not None:
            notes["album-undo"] = (album.id, done.undo, words)
    keep(notes)
    st.rerun()


def place_of(ids: Sequence[UUID], chosen: Sequence[UUID], deed: str) -> UUID | None:
    """Before which memory the chosen ones come; None for the end of the album."""
    others = [one for one in ids if one not in chosen]
    first, last = ids.index(chosen[0]), ids.index(chosen[-1])
    before = [one for one in others if ids.index(one) < first]
    after = [one for one in others if ids.index(one) > last]
    if deed == "first":
        return others[0] if others else None
    if deed == "earlier":
        return before[-1] if before else (others[0] if others else None)
    if deed == "later":
        return after[1] if len(after) > 1 else None
    return None


def show_edit(person: Viewer, album: AlbumView, chest: ChestView) -> None:
    """The album's name, words and audience, and deleting it."""
    library = session.library()
    with st.expander(_("Its name, who sees it, deleting it")):
        with st.form(f"album-{album.id}-{album.version}", border=False):
            name = st.text_input(_("Name"), value=album.name, max_chars=LONGEST_NAME)
            words = st.text_area(
                _("A few words about it"),
                value=album.description or "",
                max_chars=LONGEST_DESCRIPTION,
            )
            audiences = audiences_of(person, album, chest)
            audience = st.selectbox(
                _("Who sees it"),
                audiences,
                index=audiences.index(album.audience),
                format_func=AUDIENCES.__getitem__,
                key=f"album-audience-{album.id}-{album.version}",
            )
            st.caption(
                _("Whoever sees the album sees of it only those memories that they see anyway.")
            )
            if st.form_submit_button(_("Save"), key=f"save-album-{album.id}"):
                changes = {"name": name, "description": words, "audience": audience}
                with failures.report_errors():
                    once(
                        f"album-{album.id}",
                        (album.version, changes),
                        lambda: library.albums.edit(
                            person, album.id, changes, version=album.version
                        ),
                    )
                    keep({"album-done": _("Saved.")})
                    st.rerun()
        if st.button(_("Delete this album"), key=f"delete-album-{album.id}"):
            with failures.report_errors():
                library.albums.delete(person, album.id)
                keep(
                    {
                        "album-undo": None,
                        "album-done": _(
                            "The album is deleted; its memories stay. It can be brought back for "
                            "30 days."
                        ),
                    }
                )
                st.switch_page("albums.py", query_params=session.chest_query(chest))


def audiences_of(person: Viewer, album: AlbumView, chest: ChestView) -> list[Audience]:
    """Those that this person may give it, and the one that it has."""
    found = offered(AUDIENCES, chest.role, is_own=album.made_by == person.account_id)
    curates = chest.role is not None and Action.edit_any in ALLOWED[chest.role]
    if not curates:
        found = [one for one in found if one is not Audience.everyone]
    return found if album.audience in found else [album.audience, *found]


def offer_albums(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    """Putting a memory into an album, on its page."""
    if chest.role is None or Action.add not in ALLOWED[chest.role]:
        return
    library = session.library()
    page = library.albums.list_page(person, chest.id, limit=_OFFERED)
    mine = [one for one in page.items if one.editable]
    if not mine:
        return
    with st.expander(_("Put it into an album")):
        album = st.selectbox(
            _("Album"), mine, format_func=lambda one: one.name, key=f"album-of-{asset.id}"
        )
        if st.button(_("Put it in"), key=f"put-in-{asset.id}"):
            with failures.report_errors():
                done = once(
                    f"put-in-{asset.id}",
                    album.id,
                    lambda: library.albums.put(person, album.id, add=[asset.id]),
                )
                said = (
                    _("It is in the album {name} now.", name=album.name)
                    if done.changed
                    else _("It is in the album {name} already.", name=album.name)
                )
                st.success(plain(said))
