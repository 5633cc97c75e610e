"""One memory, large: the thing itself, what is known of it, and where people change that."""

from __future__ import annotations

from html import escape
from uuid import UUID

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.assets.kinds import KINDS
from chest.assets.views import AssetView
from chest.errors import NotFound
from chest.models import Companion, DateOrigin, Kind, Step, StepState
from chest.transcripts.views import SPOKEN
from language import N_, Sayings, _
from pages.components.address.address import show_address
from pages.components.gallery.gallery import gallery
from pages.components.live.live import live
from pages.parts import failures, items, session
from pages.parts.albums import offer_albums
from pages.parts.archives import show_archive, show_unpacked
from pages.parts.memory_edits import show_edit, show_written
from pages.parts.memory_history import show_history
from pages.parts.memory_people import show_people
from pages.parts.memory_view import show_memory
from pages.parts.memory_words import show_words_in_picture
from pages.parts.once import keep
from pages.parts.spoken import is_spoken, show_spoken
from pages.parts.tags import show_tags
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()

_ALIKE = 6


def show_ways(asset: AssetView) -> None:
    """To the memory before and after this one, and back to all of them."""
    around = library.assets.neighbours(person, asset.id)
    with st.container(key="memory-ways"):
        with st.container(key="way-earlier"):
            if around.previous:
                link_to(around.previous.id, _("Earlier"))
        with st.container(key="way-back"):
            query = session.chest_query(chest)
            st.page_link("timeline.py", label=_("Back to the timeline"), query_params=query)
        with st.container(key="way-later"):
            if around.next:
                link_to(around.next.id, _("Later"))


def show_origin(asset: AssetView) -> None:
    added = items.day(asset.created_at, chest)
    by = asset.contributor_name
    st.caption(
        plain(
            _("Added by {name}, {day}", name=by, day=added) if by else _("Added {day}", day=added)
        )
    )
    if asset.sender:
        st.caption(plain(_("Sent by {name} in a conversation.", name=asset.sender)))
    if asset.caption and asset.caption_source is DateOrigin.embedded:
        st.caption(_("The caption stands in the file itself."))
    if asset.caption and asset.caption_source is DateOrigin.imported:
        st.caption(_("The caption came with the file."))
    if asset.who and asset.who_source is DateOrigin.imported:
        st.caption(_("Who is on it is told by the export that this came with."))


def show_copies(asset: AssetView) -> None:
    """Who else gave the very same file or picture, and whether both are shown; and the way to what
    only looks alike, for whoever decides about it."""
    may_decide = chest.role is not None and Action.edit_any in ALLOWED[chest.role]
    asks = may_decide and asset.kind is Kind.photo
    if asks and library.look_alikes.looks_like_others(person, asset.id):
        st.page_link(
            "alike.py",
            label=_("Another picture looks like this one"),
            query_params=session.chest_query(chest, id=str(asset.id)),
        )
    copies = library.copies.get_copies(person, asset.id)
    if not copies.items:
        if asset.duplicate_of:
            st.info(_("The very same file is already in this chest. Both are kept."))
            link_to(asset.duplicate_of, _("Look at the other one"))
        return
    names = list(dict.fromkeys(copy.contributor_name or _("somebody") for copy in copies.items))
    st.caption(plain(_("Also given by {names}. Every copy is kept.", names=", ".join(names))))
    for number, copy in enumerate(copies.items, start=1):
        link_to(
            copy.asset_id,
            _("Look at the other one ({number})", number=number)
            if len(copies.items) > 1
            else _("Look at the other one"),
        )
    if not may_decide:
        return
    with failures.report_errors():
        if copies.apart:
            if st.button(_("Show them as one"), key=f"as-one-{asset.id}"):
                library.copies.show_as_one(person, asset.id)
                st.rerun()
        elif st.button(_("Show both apart"), key=f"apart-{asset.id}"):
            library.copies.show_apart(person, asset.id)
            st.rerun()


_GOES_WITH = Sayings(
    {
        Companion.moment: N_("The film of this moment"),
        Companion.original: N_("As it was before it was edited"),
        Companion.raw: N_("The camera's raw picture"),
        Companion.sidecar: N_("What a photo service or program wrote about it"),
    }
)


def show_companions(asset: AssetView) -> None:
    """What is shown with it, whole and to be saved; and the way to see each by itself."""
    if asset.companion_of is not None:
        st.caption(_("This is shown as a part of another memory."))
        link_to(asset.companion_of, _("Look at that memory"))
    found = library.pairs.get_companions(person, asset.id)
    items_with = [one for one in found.items if one.id != asset.id]
    if not items_with:
        return
    if found.shown == asset.id:
        for one in items_with:
            said = _GOES_WITH[one.companion_as or Companion.original]
            original = library.media.url(person, one, "original")
            with st.container(horizontal=True, vertical_alignment="center"):
                name = one.original_name or KINDS[one.kind].called
                st.caption(plain(_("{name}: {value}", name=said, value=name)))
                if original:
                    st.link_button(_("Download"), original)
                if one.companion_as is not Companion.sidecar:
                    link_to(one.id, _("Look at it"))
    can_part = any(one.companion_as is not Companion.sidecar for one in items_with)
    if not asset.editable or not can_part:
        return
    with failures.report_errors():
        if found.apart:
            if st.button(_("Show them as one"), key=f"pair-as-one-{asset.id}"):
                library.pairs.show_as_one(person, asset.id)
                st.rerun()
        elif st.button(_("Show both apart"), key=f"pair-apart-{asset.id}"):
            library.pairs.show_apart(person, asset.id)
            st.rerun()


def link_to(asset_id: UUID, label: str) -> None:
    query = session.chest_query(chest, id=str(asset_id))
    st.page_link("memory.py", label=label, query_params=query)


def show_steps(asset: AssetView) -> None:
    # What is said stands beside what plays, and says there how that went.
    problems = [
        s for s in asset.steps if s.state is StepState.failed and s.step is not Step.transcribe
    ]
    for step in problems:
        failures.show_sentence(step.reason or _("A step did not work. The file itself is kept."))
    if items.is_unfinished(asset):
        st.info(_("This is being looked at. You can close this page."))
    if items.is_unfinished(asset) or items.making(asset):
        url = f"/api/assets/{asset.id}/progress"
        live(key=f"live-{asset.id}", url=url, version=asset.progress)
    if problems and asset.editable and st.button(_("Try again")):
        with failures.report_errors():
            library.assets.retry(person, asset.id)
            st.rerun()


asset_id = session.opened_memory()
if asset_id is None:
    st.switch_page("timeline.py", query_params=session.chest_query(chest))
show_address("memory", chest=str(chest.id), id=str(asset_id))
try:
    asset = library.assets.get(person, asset_id)
except NotFound:
    if st.session_state.get(f"deleted-{asset_id}"):
        st.success(
            _("Deleted. For 30 days it can be brought back, here or at the end of the timeline.")
        )
        with failures.report_errors():
            if st.button(_("Bring it back"), key=f"bring-back-{asset_id}"):
                library.assets.restore(person, asset_id)
                keep({f"deleted-{asset_id}": None})
                st.rerun()
    elif st.session_state.get("unpacking") != str(asset_id) or not show_unpacked(
        person, asset_id, chest
    ):
        st.write(
            _(
                "This memory is not here, or it is not yours to open. If it was deleted, it may "
                "stand at the end of the timeline, where it can be brought back."
            )
        )
    st.page_link("timeline.py", label=_("To the timeline"), query_params=session.chest_query(chest))
    st.stop()

st.html(f"<h1 class='unseen'>{escape(items.heading(asset, southern=chest.southern))}</h1>")
show_ways(asset)
if asset.kind is not Kind.note:
    with st.container(key="wide-memory"):
        second = session.opened_second(asset.id)
        if asset.kind in SPOKEN:
            # The same places before it was listened to and after: who writes is not interrupted.
            with st.container(key="beside"):
                with st.container(key="plays"):
                    here = None if is_spoken(asset) else second
                    show_memory(person, asset, key="see", southern=chest.southern, second=here)
                    show_written(person, asset, chest)
                if is_spoken(asset):
                    with st.container(key="says"):
                        show_spoken(person, asset, chest, second=second)
        else:
            show_memory(person, asset, key="see", southern=chest.southern, second=second)
if asset.kind not in SPOKEN:
    show_written(person, asset, chest)
show_words_in_picture(person, asset, chest)
show_tags(person, asset, chest)
show_people(person, asset, chest)
show_archive(person, asset, chest)
show_origin(asset)
show_companions(asset)
show_copies(asset)
show_steps(asset)

attached = library.assets.list_attachments(person, asset.id)
if attached:
    st.subheader(_("With it"), anchor=False)
    opened = gallery([items.gallery_item(person, one, chest) for one in attached], key="attached")
    if opened:
        session.open_memory(opened)
if asset.attached_to:
    st.page_link(
        "memory.py",
        label=_("What it came with"),
        query_params=session.chest_query(chest, id=str(asset.attached_to)),
    )

if asset.editable:
    show_edit(person, asset, chest)
    show_history(person, asset, chest)
offer_albums(person, asset, chest)

alike = library.search.list_alike(person, asset.id, limit=_ALIKE)
if alike.is_known:
    st.subheader(_("More like this"), anchor=False)
    if not alike.items:
        st.caption(_("Nothing else here looks like this."))
    elif opened := gallery(
        [items.gallery_item(person, one, chest) for one in alike.items], key="alike"
    ):
        session.open_memory(opened)
