"""Pictures that may be the same one, side by side: whoever decides keeps both, shows one for all,
or puts one away. One group at a time; nothing is merged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from html import escape
from typing import Any

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.assets.views import AssetView
from language import _, ngettext, number
from pages.components.address.address import show_address
from pages.components.gallery.gallery import gallery
from pages.parts import failures, items, session
from pages.parts.once import is_second_press, keep, once
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
# What the address says is gone once another run shows it; the picture stays.
if (named := session.query_id("id")) is not None:
    st.session_state["alike-of"] = named
asked = st.session_state.get("alike-of")
show_address("alike", chest=str(chest.id))
_ABREAST = 3
_AWAY, _REOPEN = "away", "reopen"


def done(sentence: str, undo: tuple[str, Any]) -> None:
    """Draw the next group, and say what was done to this one, with a way back."""
    keep({"alike-done": (sentence, undo)})
    st.rerun()


def show_done() -> None:
    """What was just done. The place is there without it too: nothing moves under the hand."""
    with st.container(key="alike-done-place"):
        told = st.session_state.get("alike-done")
        if told is None:
            return
        sentence, (how, what) = told
        st.success(sentence)
        if st.button(_("Undo"), key=f"undo-alike-{what}"):
            with failures.report_errors():
                if how == _AWAY:
                    library.bulk.undo(person, chest.id, what)
                else:
                    library.look_alikes.reopen(person, chest.id, what)
                keep({"alike-done": None})
                st.rerun()


def name_of(group: Sequence[AssetView]) -> str:
    """For keys: a button that was drawn for another group does nothing to this one."""
    return sha256(repr([asset.id for asset in group]).encode()).hexdigest()[:12]


def is_meant_for(group: Sequence[AssetView]) -> bool:
    """Whether a press is about this group: the second one of a double click finds the next group
    under the hand."""
    return not is_second_press("alike", name_of(group))


def keep_all(group: Sequence[AssetView]) -> None:
    if not is_meant_for(group):
        return
    ids = [asset.id for asset in group]
    once("alike", ("keep", name_of(group)), lambda: library.look_alikes.keep(person, chest.id, ids))
    n = len(ids)
    done(ngettext("{n} picture is kept.", "All {n} pictures are kept.", n), (_REOPEN, ids))


def show_for_all(group: Sequence[AssetView], shown: AssetView) -> None:
    if not is_meant_for(group):
        return
    ids = [asset.id for asset in group]
    once(
        "alike",
        (shown.id, name_of(group)),
        lambda: library.look_alikes.fold(person, chest.id, ids, shown=shown.id),
    )
    done(_("Shown as one picture. The others are kept beneath it."), (_REOPEN, ids))


def put_away(group: Sequence[AssetView], asset: AssetView) -> None:
    """It, and what is shown as it already: to whoever looks they are one."""
    if not is_meant_for(group):
        return
    copies = library.copies.get_copies(person, asset.id)
    ids = [asset.id, *(copy.asset_id for copy in copies.items)]
    result = once(
        "alike",
        (_AWAY, asset.id, name_of(group)),
        lambda: library.bulk.delete(person, chest.id, ids),
    )
    if result.undo is not None:
        done(_("Put away. It can be brought back for 30 days."), (_AWAY, result.undo))


def about(asset: AssetView) -> list[str]:
    """What tells one from the other: who gave it, when it was made, how large it is."""
    facts = []
    by = asset.contributor_name
    facts.append(_("Given by {name}", name=by) if by else "")
    facts.append(items.when(asset, southern=chest.southern) or _("Without a date"))
    if asset.width and asset.height:
        facts.append(
            _("{width} × {height} points", width=number(asset.width), height=number(asset.height))
        )
    if asset.bytes:
        facts.append(items.file_size(asset.bytes))
    return [fact for fact in facts if fact]


def show_one(group: Sequence[AssetView], asset: AssetView) -> None:
    with st.container(key=f"alike-{asset.id}"):
        src = items.address(person, asset, "preview") or items.address(person, asset, "thumb")
        st.html(
            f"<a class='alike-picture' href='/memory?chest={chest.id}&id={asset.id}'>"
            f"<img src='{escape(src)}' alt='{escape(items.alt_text(asset))}'></a>"
        )
        if asset.caption:
            st.write(plain(asset.caption))
        st.caption("  \n".join(plain(fact) for fact in about(asset)))
        if st.button(
            _("Show this one for both") if len(group) == 2 else _("Show this one for all"),
            key=f"fold-{name_of(group)}-{asset.id}",
            width="stretch",
        ):
            show_for_all(group, asset)
        if st.button(
            _("Put this one away"), key=f"away-{name_of(group)}-{asset.id}", width="stretch"
        ):
            put_away(group, asset)


def show_group(group: Sequence[AssetView]) -> None:
    st.write(
        _(
            "These may be the same picture, such as two scans of one print. Nothing is merged by "
            "itself: shown as one, every file is kept, and whoever gave it can still take it back."
        )
    )
    with st.container(key="wide-alike"):
        for begin in range(0, len(group), _ABREAST):
            part = group[begin : begin + _ABREAST]
            for column, asset in zip(st.columns(max(2, len(part))), part, strict=False):
                with column, failures.report_errors():
                    show_one(group, asset)
    with st.container(horizontal=True, key="alike-ways"):
        keep = _("Keep both") if len(group) == 2 else _("Keep all of them")
        if st.button(keep, type="primary", key=f"keep-{name_of(group)}"):
            with failures.report_errors():
                keep_all(group)
        if st.button(_("Ask me later"), key=f"later-{name_of(group)}"):
            later = st.session_state.setdefault("alike-later", set())
            later.update(asset.id for asset in group)
            st.rerun()


def show_decided() -> None:
    """What was decided last, each with a way back."""
    decided = library.look_alikes.list_decided(person, chest.id, limit=10)
    if not decided:
        return
    with st.expander(_("Decided before ({number})", number=number(len(decided)))):
        for group in decided:
            ids = [asset.id for asset in group]
            with st.container(key=f"decided-{ids[0]}"):
                opened = gallery(
                    [items.gallery_item(person, asset, chest) for asset in group],
                    key=f"decided-{ids[0]}-tiles",
                )
                if opened:
                    session.open_memory(opened)
                if st.button(_("Take this back and ask again"), key=f"reopen-{ids[0]}"):
                    with failures.report_errors():
                        library.look_alikes.reopen(person, chest.id, ids)
                        st.rerun()


st.title(_("Pictures that look alike"))
if chest.role is None or Action.edit_any not in ALLOWED[chest.role]:
    st.write(_("Only curators of this chest decide about this."))
    st.stop()
show_done()
later = st.session_state.get("alike-later", set())
with failures.report_errors():
    now = library.look_alikes.next_group(person, chest.id, later=later, of=asked)
    if now:
        show_group(now)
    elif later:
        st.write(_("That is all but what you left for later."))
        if st.button(_("Ask me now"), key="now-alike"):
            st.session_state.pop("alike-later", None)
            st.rerun()
    else:
        st.write(_("Nothing waits here. When two pictures look alike, you will be asked."))
    show_decided()
st.page_link(
    "timeline.py", label=_("Back to the timeline"), query_params=session.chest_query(chest)
)
