"""Asking the one who knows: who is on each file, when and where that was, one large at a time."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.contributions.views import ContributionView
from chest.models import DateOrigin, Kind
from language import N_, Sayings, _
from pages.components.live.live import live
from pages.components.player.player import player
from pages.components.recorder.recorder import recorder
from pages.components.writer.writer import Field, Way, writer
from pages.parts import items, large, session
from pages.parts.words import plain

_TITLES = Sayings(
    {
        Kind.photo: N_("What do you know about this picture?"),
        Kind.video: N_("What do you know about this film?"),
        Kind.audio: N_("What do you know about this recording?"),
    }
)
_WHO = Sayings({Kind.audio: N_("Who speaks?"), Kind.document: N_("Who wrote it, and to whom?")})
_WHAT = Sayings(
    {
        Kind.photo: N_("What does it show?"),
        Kind.video: N_("What does it show?"),
        Kind.audio: N_("What is it about?"),
    }
)


def files_of(draft: ContributionView) -> list[AssetView]:
    """The files of a draft to be told about: all but what is itself said about one of them."""
    ids = {item.id for item in draft.items if item.id != draft.message_asset_id}
    return [item for item in draft.items if item.id in ids and item.attached_to not in ids]


def voices_on(draft: ContributionView, file_id: UUID) -> list[AssetView]:
    """What was said about one of the files."""
    return [item for item in draft.items if item.attached_to == file_id]


def ask_about(viewer: Viewer, draft: ContributionView, file: AssetView, *, left: int) -> Way | None:
    """One file large, with what can be said about it; how it was gone on from there. `left` is how
    many come after it."""
    st.title(_TITLES.get(file.kind, _("What do you know about this?")), anchor=False)
    _show_large(viewer, file)
    pressed = writer(
        _fields(file),
        key=f"about-{file.id}",
        url=f"/api/contributions/{draft.id}/files/{file.id}",
        ways=("go", "skip", "skip_all") if left else ("go", "skip"),
    )
    if file.kind is not Kind.audio:
        show_voices(viewer, voices_on(draft, file.id))
    # Where no page may listen, that was said once, where the files are added.
    if file.kind is not Kind.audio and session.has_microphone():
        recorder(
            key=f"about-voice-{file.id}",
            target={"contribution_id": str(draft.id)},
            label=_("Or tell it in your own voice"),
            about=file.id,
        )
    return pressed


def _fields(file: AssetView) -> list[Field]:
    when = items.when(file) or ""
    is_theirs = file.taken_source is DateOrigin.user
    return [
        Field(
            name="who",
            label=_WHO.get(file.kind, _("Who is on it?")),
            value=file.who or "",
            placeholder=_("names, as you know them"),
            rows=2,
        ),
        Field(
            name="taken",
            label=_("When was that, roughly?"),
            value=when if is_theirs else "",
            placeholder=_("about 1964, or summer 1964"),
            when="when",
            understood=when if is_theirs else "",
            hint=_(
                "The file itself says: {when}. Write what you know, if you know better.", when=when
            )
            if when and not is_theirs
            else "",
        ),
        Field(name="place", label=_("Where was it?"), value=file.place or ""),
        Field(
            name="caption",
            label=_WHAT.get(file.kind, _("What is it?")),
            value=file.caption or "",
            rows=3,
        ),
    ]


def _show_large(viewer: Viewer, file: AssetView) -> None:
    if file.kind in (Kind.audio, Kind.video) and file.kind.value in file.renditions:
        _play(viewer, file)
        return
    picture = items.address(viewer, file, "preview")
    if picture:
        st.html(
            f"<p class='chest-asked'><img src='{escape(picture)}' "
            f"alt='{escape(items.alt_text(file))}'></p>"
        )
        return
    name = plain(file.original_name or _("This file"))
    _wait_for(file)
    st.write(
        _(
            "**{name}** has arrived. It is still being looked at. You can say something about it "
            "all the same.",
            name=name,
        )
        if items.is_unfinished(file)
        else _("**{name}** has arrived. You can say something about it all the same.", name=name)
    )


def _wait_for(file: AssetView) -> None:
    """Draw the page anew once it is known what the file is."""
    if items.is_unfinished(file):
        url = f"/api/assets/{file.id}/progress"
        live(key=f"asked-live-{file.id}", url=url, version=file.progress)


def show_voices(viewer: Viewer, voices: Sequence[AssetView]) -> None:
    """What was said about a file, to be heard."""
    for voice in voices:
        if voice.kind.value in voice.renditions:
            _play(viewer, voice)
        else:
            st.write(_("Your voice is here, and safe."))
            _wait_for(voice)


def _play(viewer: Viewer, file: AssetView) -> None:
    player(
        kind=file.kind.value,
        src=items.address(viewer, file, file.kind.value),
        alt=items.alt_text(file),
        poster=items.address(viewer, file, "poster") or None,
        peaks=file.peaks,
        plays=file.plays_in_browser,
        duration=file.duration,
        played_as=file.played_as,
        making=items.making(file),
        size=items.size(file),
        key=f"asked-{file.id}",
    )


def show_told(viewer: Viewer, draft: ContributionView, file: AssetView) -> bool:
    """A file with what was said of it, before sending; whether to go back to it was pressed."""
    with st.container(key=f"told-{file.id}"):
        facts = [file.who, items.when(file), file.place]
        words = " · ".join(escape(fact) for fact in facts if fact)
        thumb = items.address(viewer, file, "thumb")
        picture = (
            f"<img src='{escape(thumb)}' alt='{escape(items.alt_text(file))}'>"
            if thumb
            else f"<span>{escape(file.original_name or '')}</span>"
        )
        caption = f"<p>{escape(file.caption)}</p>" if file.caption else ""
        st.html(f"<div class='chest-told'>{picture}<div>{caption}<p>{words}</p></div></div>")
        show_voices(viewer, voices_on(draft, file.id))
        return st.button(_("Change this"), key=f"change-{file.id}")


def is_told(draft: ContributionView, file: AssetView) -> bool:
    """Whether the giver said anything of it, in words or by voice."""
    return file.is_told_of or bool(voices_on(draft, file.id))


def show_untold(viewer: Viewer, files: Sequence[AssetView]) -> None:
    large.show_files(viewer, files, key="send-files", speaks_as="link")
