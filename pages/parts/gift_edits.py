"""Correcting what relatives gave, in the same step in which it is approved."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.contributions.views import ContributionView
from chest.models import Kind
from pages.parts import items
from pages.parts.words import plain


def ask_edits(given: ContributionView, chest: ChestView) -> dict[UUID, dict[str, str]] | None:
    """Draw the fields; in the run after the press, what was changed in which memory, else None."""
    with st.form(f"edit-{given.id}", border=False):
        edits: dict[UUID, dict[str, str]] = {}
        for asset in given.items:
            edits[asset.id] = _ask_asset_edit(asset, chest)
        st.caption("What they sent stays in the memory's history, in their own words.")
        if not st.form_submit_button("Approve with these changes", type="primary"):
            return None
    return {asset_id: changes for asset_id, changes in edits.items() if changes}


def _ask_asset_edit(asset: AssetView, chest: ChestView) -> dict[str, str]:
    """The fields a person changed, and only those."""
    changes: dict[str, str] = {}
    if asset.kind is Kind.note:
        body = st.text_area("Their words", value=asset.body or "", key=f"body-{asset.id}")
        if body != (asset.body or ""):
            changes["body"] = body
        fields = [("taken", "When that was", items.when_to_type(asset, chest))]
    else:
        name = plain(asset.original_name or "this file")
        fields = [
            ("caption", f"Caption of {name}", asset.caption or ""),
            ("taken", f"When {name} was made", items.when_to_type(asset, chest)),
            ("place", f"Where {name} was made", asset.place or ""),
        ]
    for field, label, value in fields:
        typed = st.text_input(label, value=value, key=f"{field}-{asset.id}")
        if typed != value:
            changes[field] = typed
    return changes
