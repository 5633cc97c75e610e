"""Where people change what is written to a memory, and see what somebody else wrote meanwhile."""

from __future__ import annotations

from typing import Any

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.errors import Stale
from chest.models import Audience, Kind
from pages.parts import drafts, failures, items, session
from pages.parts.drafts import Draft
from pages.parts.once import once
from pages.parts.words import offered, plain

Changes = dict[str, Any]

AUDIENCES = {
    Audience.family: "the family",
    Audience.everyone: "everyone with a link",
    Audience.keepers: "keepers only",
}
WRITTEN_WORDS = {
    "body": "Words",
    "caption": "Caption",
    "taken": "When",
    "place": "Where",
    "alt_text": "For people who do not see it",
    "audience": "Who sees it",
}


def show_edit(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    mine = st.session_state.get(f"conflict-{asset.id}")
    draft = drafts.begin(f"edit-{asset.id}", version=asset.version, before=written(asset, chest))
    with st.expander("Change what is written here", expanded=mine is not None):
        if st.session_state.pop(f"saved-{asset.id}", False):
            st.success("Saved.")
        if mine:
            show_conflict(asset, draft, mine, now=written(asset, chest))
        with st.form(draft.key, border=False):
            values = ask_changes(asset, draft, mine or {}, role=chest.role)
            if st.form_submit_button("Save", type="primary", key=draft.save_key):
                save(person, asset, draft, values)
        if st.button("Delete this memory", key=f"delete-{asset.id}"):
            with failures.report_errors():
                session.library().assets.delete(person, asset.id)
                st.session_state[f"deleted-{asset.id}"] = True
                st.rerun()


def written(asset: AssetView, chest: ChestView) -> Changes:
    """What people may change, as it can be typed."""
    return {
        "body": asset.body or "",
        "caption": asset.caption or "",
        "taken": items.when_to_type(asset, chest),
        "place": asset.place or "",
        "alt_text": asset.alt_text or "",
        "audience": asset.audience,
    }


def ask_changes(
    asset: AssetView, draft: Draft[Changes], mine: Changes, *, role: str | None
) -> Changes:
    """What stands in the fields; `mine` is what this person wrote before somebody else saved."""
    shown = draft.before | mine

    def key(name: str) -> str:
        return f"{draft.key}-{name}"

    values: Changes = {}
    if asset.kind is Kind.note:
        values["body"] = st.text_area("Words", value=shown["body"], height=220, key=key("body"))
    values["caption"] = st.text_area(
        "Title" if asset.kind is Kind.note else "Caption",
        value=shown["caption"],
        height=80,
        key=key("caption"),
    )
    values["taken"] = st.text_input(
        "When",
        value=shown["taken"],
        placeholder="12 April 1951, summer 1964, about 1952, 1940s",
        key=key("taken"),
    )
    values["place"] = st.text_input("Where", value=shown["place"], key=key("place"))
    if asset.kind in (Kind.photo, Kind.video):
        values["alt_text"] = st.text_input(
            "For people who do not see it",
            value=shown["alt_text"],
            placeholder="Two women laughing on a ferry",
            key=key("alt_text"),
        )
    audiences = offered(AUDIENCES, role)
    if shown["audience"] in audiences:
        values["audience"] = st.selectbox(
            "Who sees it",
            audiences,
            index=audiences.index(shown["audience"]),
            format_func=AUDIENCES.__getitem__,
            key=key("audience"),
        )
    return values


def save(person: Viewer, asset: AssetView, draft: Draft[Changes], values: Changes) -> None:
    changes = {name: value for name, value in values.items() if value != draft.before[name]}
    with failures.report_errors():
        try:
            once(
                f"edit-{asset.id}",
                (draft.version, changes),
                lambda: session.library().assets.edit(
                    person, asset.id, version=draft.version, changes=changes
                ),
            )
        except Stale:
            st.session_state[f"conflict-{asset.id}"] = changes
        else:
            st.session_state.pop(f"conflict-{asset.id}", None)
            st.session_state[f"saved-{asset.id}"] = True
        drafts.drop(draft)
        st.rerun()


def show_conflict(asset: AssetView, draft: Draft[Changes], mine: Changes, *, now: Changes) -> None:
    st.warning(
        "Someone else changed this while you were writing. Your words are in the fields below, "
        "theirs are here. Save to keep yours, or take over what you like of theirs."
    )
    now = now | {"audience": AUDIENCES[asset.audience]}
    yours = mine | ({"audience": AUDIENCES[mine["audience"]]} if "audience" in mine else {})
    for name, label in WRITTEN_WORDS.items():
        if name in yours and now[name] != yours[name]:
            st.write(plain(f"{label} now says: {now[name] or 'nothing'}"))
    if st.button("Keep what is there now"):
        st.session_state.pop(f"conflict-{asset.id}", None)
        drafts.drop(draft)
        st.rerun()
