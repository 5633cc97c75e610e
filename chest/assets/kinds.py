"""What memories are called, by their kind and by what was said of them."""

from __future__ import annotations

from dataclasses import dataclass

from chest.assets.cards import AssetCard
from chest.assets.views import AssetView
from chest.models import AssetState, Kind
from language import N_, Plural, Sayings, nN_


@dataclass(frozen=True)
class KindWords:
    """What memories of a kind are called: in a word, as a title, as a title of what nobody
    described, and counted."""

    short: str
    called: str
    undescribed: str
    counted: Plural


KINDS = Sayings(
    {
        Kind.photo: KindWords(
            N_("Photo"),
            N_("A photograph"),
            N_("A photograph without a description"),
            nN_("{n} photograph", "{n} photographs"),
        ),
        Kind.video: KindWords(
            N_("Film"),
            N_("A film"),
            N_("A film without a description"),
            nN_("{n} film", "{n} films"),
        ),
        Kind.audio: KindWords(
            N_("Voice"),
            N_("A recording"),
            N_("A recording without a description"),
            nN_("{n} recording", "{n} recordings"),
        ),
        Kind.document: KindWords(
            N_("Document"),
            N_("A letter or paper"),
            N_("A letter or paper without a description"),
            nN_("{n} letter or paper", "{n} letters and papers"),
        ),
        Kind.note: KindWords(
            N_("Letter"),
            N_("A story"),
            N_("A story without a description"),
            nN_("{n} story", "{n} stories"),
        ),
        Kind.other: KindWords(
            N_("File"),
            N_("A file"),
            N_("A file without a description"),
            nN_("{n} other file", "{n} other files"),
        ),
    }
)


def alt_text(asset: AssetCard | AssetView) -> str:
    """What somebody wrote for people who do not see it, else the caption, else what kind it is."""
    return asset.alt_text or asset.caption or KINDS[asset.kind].undescribed


def title(asset: AssetCard | AssetView) -> str:
    """What to call the memory: its caption, or its kind; what cannot be shown has only its name."""
    if asset.caption:
        return asset.caption
    is_unseen = asset.kind is Kind.other or asset.state is AssetState.failed
    return (asset.original_name if is_unseen else None) or KINDS[asset.kind].called
