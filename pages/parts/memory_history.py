"""What a memory said before, and what is known of its file."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView, StepView
from chest.chests.manager import ChestView
from chest.models import Audience, DateOrigin
from pages.parts import items, session
from pages.parts.memory_edits import AUDIENCES, WRITTEN_WORDS
from pages.parts.words import STEP_STATES, STEPS, plain


def show_history(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    with st.expander("History and details"):
        since: dict[str, Any] = {name: getattr(asset, name) for name in WRITTEN_WORDS}
        for revision in session.library().assets.list_revisions(person, asset.id):
            by = revision.changed_by_name or "Someone"
            when = items.day(revision.changed_at, chest)
            st.caption(plain(f"{by} changed this on {when}. Before, it said:"))
            for name, label in WRITTEN_WORDS.items():
                before = revision.before.get(name)
                if (before or None) != (since[name] or None):
                    said = _as_written(name, before, southern=chest.southern) or "nothing"
                    st.write(plain(f"{label}: {said}"))
            since |= revision.before
        show_details(asset)


def _as_written(name: str, value: str | None, *, southern: bool) -> str | None:
    """What a revision kept, in the words of the field it stood in."""
    if name == "audience" and value:
        return AUDIENCES[Audience(value)]
    if name == "taken" and value:
        return items.date_words(value, southern=southern)
    return value


def show_details(asset: AssetView) -> None:
    """What is known of the file in words, and behind a second, quiet door what only an archivist
    asks for: what the file is to a computer, and what was done with it."""
    details = {
        "Date": who_says_when(asset),
        "File": asset.original_name,
        "Size": items.file_size(asset.bytes) if asset.bytes is not None else None,
        "Camera": asset.camera,
        "Length": items.length(asset.duration) if asset.duration else None,
    }
    for name, value in details.items():
        if value:
            st.caption(plain(f"{name}: {value}"))
    if asset.scanned:
        st.caption(plain(f"Scanned on {items.date_words(asset.scanned)}"))
    technical = [
        f"{name}: {value}"
        for name, value in {"Type": asset.media_type, "SHA-256": asset.sha256}.items()
        if value
    ]
    if asset.latitude is not None and asset.longitude is not None:
        technical.append(f"Coordinates: {asset.latitude:.5f}, {asset.longitude:.5f}")
    technical += [_step_sentence(step) for step in asset.steps]
    if technical:
        lines = "".join(f"<p>{escape(line)}</p>" for line in technical)
        st.html(f"<details class='technical'><summary>Technical details</summary>{lines}</details>")


_TOLD_BY = {
    "original": "as the camera, or somebody with a photo program, wrote it into the file",
    "name": "from the file’s name",
    "folder": "from the folder’s name",
    "sidecar": "from what came with the file",
    "satellites": "the day on which the camera heard satellites",
    "container": "as it stands in the file",
    "modified": "from when the file was last changed",
    "changed": "the file was last saved then, and may be older",
    "reset": "the camera says so, but its clock may have been reset",
}
_SAID_BY = {
    DateOrigin.user: "as somebody wrote it here",
    DateOrigin.embedded: "as it stands in the file",
    DateOrigin.file: "from the file’s name",
    DateOrigin.folder: "from the folder’s name",
    DateOrigin.imported: "from what came with the file",
}


def who_says_when(asset: AssetView) -> str | None:
    """Where the date comes from, so that one knows how far to trust it."""
    if asset.taken is None or asset.taken_source is None:
        return None
    said = _SAID_BY[asset.taken_source]
    told = asset.taken_by if asset.taken_source is not DateOrigin.user else None
    return f"{items.when(asset)}, {_TOLD_BY.get(told or '', said)}"


def _step_sentence(step: StepView) -> str:
    words = f"{STEPS.get(step.step, step.step)}: {STEP_STATES[step.state]}"
    return f"{words}. {step.reason}" if step.reason else words
