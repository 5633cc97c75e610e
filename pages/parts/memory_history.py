"""What a memory said before, and what is known of its file."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView, StepView
from chest.chests.manager import ChestView
from chest.models import Audience, DateOrigin
from language import N_, Sayings, _
from pages.parts import items, session
from pages.parts.memory_edits import AUDIENCES, WRITTEN_WORDS
from pages.parts.words import STEP_STATES, STEPS, plain


def show_history(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    with st.expander(_("History and details")):
        since: dict[str, Any] = {name: getattr(asset, name) for name in WRITTEN_WORDS}
        for revision in session.library().assets.list_revisions(person, asset.id):
            by = revision.changed_by_name or _("Someone")
            when = items.day(revision.changed_at, chest)
            st.caption(plain(_("{by} changed this on {when}. Before, it said:", by=by, when=when)))
            for name, label in WRITTEN_WORDS.items():
                before = revision.before.get(name)
                if (before or None) != (since[name] or None):
                    words = _as_written(name, before, southern=chest.southern) or _("nothing")
                    st.write(plain(_("{name}: {value}", name=label, value=words)))
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
        _("Date"): who_says_when(asset),
        _("File"): asset.original_name,
        _("Size"): items.file_size(asset.bytes) if asset.bytes is not None else None,
        _("Camera"): asset.camera,
        _("Length"): items.length(asset.duration) if asset.duration else None,
    }
    for name, value in details.items():
        if value:
            st.caption(plain(_("{name}: {value}", name=name, value=value)))
    if asset.scanned:
        st.caption(plain(_("Scanned on {day}", day=items.date_words(asset.scanned))))
    technical = [
        _("{name}: {value}", name=name, value=value)
        for name, value in {_("Type"): asset.media_type, "SHA-256": asset.sha256}.items()
        if value
    ]
    if asset.latitude is not None and asset.longitude is not None:
        where = f"{asset.latitude:.5f}, {asset.longitude:.5f}"
        technical.append(_("Coordinates: {where}", where=where))
    technical += [_step_sentence(step) for step in asset.steps]
    if technical:
        lines = "".join(f"<p>{escape(line)}</p>" for line in technical)
        name = escape(_("Technical details"))
        st.html(f"<details class='technical'><summary>{name}</summary>{lines}</details>")


_TOLD_BY = Sayings(
    {
        "original": N_("as the camera, or somebody with a photo program, wrote it into the file"),
        "name": N_("from the file’s name"),
        "folder": N_("from the folder’s name"),
        "sidecar": N_("from what came with the file"),
        "satellites": N_("the day on which the camera heard satellites"),
        "container": N_("as it stands in the file"),
        "modified": N_("from when the file was last changed"),
        "changed": N_("the file was last saved then, and may be older"),
        "reset": N_("the camera says so, but its clock may have been reset"),
    }
)
_SAID_BY = Sayings(
    {
        DateOrigin.user: N_("as somebody wrote it here"),
        DateOrigin.embedded: N_("as it stands in the file"),
        DateOrigin.file: N_("from the file’s name"),
        DateOrigin.folder: N_("from the folder’s name"),
        DateOrigin.imported: N_("from what came with the file"),
    }
)


def who_says_when(asset: AssetView) -> str | None:
    """Where the date comes from, so that one knows how far to trust it."""
    if asset.taken is None or asset.taken_source is None:
        return None
    said = _SAID_BY[asset.taken_source]
    told = asset.taken_by if asset.taken_source is not DateOrigin.user else None
    how = _TOLD_BY.get(told or "", said)
    return _("{date}, {how_it_is_known}", date=items.when(asset), how_it_is_known=how)


def _step_sentence(step: StepView) -> str:
    what, how = STEPS.get(step.step, step.step), STEP_STATES[step.state]
    if not step.reason:
        return _("{step}: {state}", step=what, state=how)
    return _("{step}: {state}. {reason}", step=what, state=how, reason=step.reason)
