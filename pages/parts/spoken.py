"""What is said in a film or recording, beside it."""

from __future__ import annotations

from chest.access.viewers import LinkViewer, Viewer
from chest.access.visibility import ALLOWED, Action
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.models import AssetState, Kind, Step
from chest.transcripts.views import SPOKEN
from pages.components.transcript.transcript import transcript
from pages.parts import session


def is_spoken(asset: AssetView) -> bool:
    """Whether somebody may be heard in it: it was listened to, or will be."""
    return (
        asset.kind in SPOKEN
        and asset.state is AssetState.ready
        and any(step.step is Step.transcribe for step in asset.steps)
    )


def show_spoken(
    viewer: Viewer,
    asset: AssetView,
    chest: ChestView | None = None,
    *,
    second: float | None = None,
) -> None:
    """What is said, following what plays. `chest` is the one in which names may be put right; at
    `second` a recording begins."""
    role = chest.role if chest is not None else None
    may_correct = role is not None and Action.edit_own in ALLOWED[role]
    transcript(
        key=f"said-{asset.id}",
        of=str(asset.id),
        chest=str(asset.chest_id) if may_correct and asset.editable else None,
        speaks_as=_kind_of(viewer),
        start=second,
    )


def captions_of(viewer: Viewer, asset: AssetView) -> str | None:
    """Where a film's words are, as captions; None where there are none yet."""
    if asset.kind is not Kind.video or not is_spoken(asset):
        return None
    # A track is asked for without saying as whom: the address says it.
    return session.library().transcripts.captions_url(viewer, asset.id)


def _kind_of(viewer: Viewer) -> str:
    if viewer.account_id is not None:
        return "account"
    return "link" if isinstance(viewer, LinkViewer) else "receipt"
