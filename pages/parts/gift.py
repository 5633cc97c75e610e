"""One gift as whoever decides about it sees it: who gave it, and its pieces."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.contributions.gifts import GiftView, PieceView
from chest.models import ContributionState, Kind
from language import _
from pages.components.pieces.pieces import Piece, pieces
from pages.parts import items, session
from pages.parts.decisions import saw, seen_version
from pages.parts.words import plain

AT_ONCE = 20  # of a gift, which may hold thousands

_CAN_LEAVE_OUT = (
    ContributionState.pending,
    ContributionState.held,
    ContributionState.approved,
)


def show_giver(given: GiftView, chest: ChestView) -> None:
    """Who gave it, when, and through which link."""
    st.subheader(plain(given.name), anchor=False)
    facts = [given.relation, items.day(given.submitted_at or given.created_at, chest)]
    if given.link_label:
        facts.append(_("through the link for {label}", label=given.link_label))
    if given.contact_email:
        facts.append(given.contact_email)
    if given.held_until:
        facts.append(_("comes back on {day}", day=items.day(given.held_until, chest)))
    st.caption(plain(" · ".join(fact for fact in facts if fact)))


def show_pieces(viewer: Viewer, given: GiftView, chest: ChestView) -> None:
    """Its pieces, a page at a time."""
    library = session.library()
    turns = _turns(given)
    after, first = turns[-1]
    page = library.gifts.list_pieces(viewer, given.id, after=after, limit=AT_ONCE)
    if not page.items:
        st.write(_("There is nothing in it any more."))
        return
    answer = pieces(
        [_piece(viewer, piece, chest) for piece in page.items],
        key=f"pieces-{given.id}",
        gift=str(given.id),
        version=given.version,
        first=first,
        total=given.size,
        can_leave_out=given.state in _CAN_LEAVE_OUT and given.size > 1,
        more=page.next is not None,
    )
    if answer.opened:
        session.open_memory(answer.opened)
    if answer.version is not None and answer.version > seen_version(given):
        saw(given, answer.version)
    last = first + len(page.items) - 1
    _offer_turns(given, first=first, last=last, after=page.next, turn=answer.turn)


def _turns(given: GiftView) -> list[tuple[str | None, int]]:
    """Where each page begins that led to this one: its cursor, and the number of its first."""
    kept = st.session_state.get("pieces-turns")
    if kept is None or kept[0] != given.id:
        kept = given.id, [(None, 1)]
        st.session_state["pieces-turns"] = kept
    return list(kept[1])


def _offer_turns(given: GiftView, *, first: int, last: int, after: str | None, turn: int) -> None:
    if first == 1 and after is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        back = st.button(_("Pieces before these"), disabled=first == 1) or turn < 0
        place = _("{first} to {last} of {all}", first=first, last=last, all=given.size)
        st.html(f"<p class='soft'>{escape(place)}</p>", width="content")
        on = st.button(_("Pieces after these"), disabled=after is None) or turn > 0
    turns = _turns(given)
    if back and first > 1:
        st.session_state["pieces-turns"] = given.id, turns[:-1]
        st.rerun()
    if on and after is not None:
        st.session_state["pieces-turns"] = given.id, [*turns, (after, last + 1)]
        st.rerun()


def _piece(viewer: Viewer, piece: PieceView, chest: ChestView) -> Piece:
    asset = piece.asset
    # That it waits is what the page is about; a word on every picture would only hide them.
    # The preview, not the thumbnail: faces are to be known on a phone, where one fills the screen.
    tile = items.gallery_item(viewer, asset, chest)
    tile = replace(tile, badge=None, thumb=items.address(viewer, asset, "preview") or tile.thumb)
    plays = asset.kind is Kind.audio and "audio" in asset.renditions
    said = [tag.called for tag in asset.tags if not tag.is_suggested]
    return Piece(
        tile=tile,
        version=asset.version,
        left_out=piece.left_out,
        caption=asset.caption or "",
        taken=items.when_to_type(asset, chest),
        place=asset.place or "",
        who=asset.who or "",
        duration=asset.duration,
        body=(asset.body or "") if asset.kind is Kind.note else None,
        src=items.address(viewer, asset, "audio") if plays else None,
        plays=asset.plays_in_browser,
        file=None if tile.thumb else asset.original_name,
        tags=_("In the picture: {word}", word=", ".join(said)) if said else "",
        editable=asset.editable,
    )
