"""What one memory says of itself among many: when it was made, and how its words begin."""

from __future__ import annotations

from functools import lru_cache

from chest.assets.cards import AssetCard
from chest.assets.views import AssetView
from chest.dates.uncertain import from_edtf, say_date
from chest.models import Kind

_FIRST_LINE = 180  # characters of a letter on its paper card


def when(asset: AssetCard | AssetView, *, southern: bool = False) -> str | None:
    """ "summer 1964", "about 1952"; None for what is undated."""
    return date_words(asset.taken, southern=southern) if asset.taken else None


@lru_cache(maxsize=4096)  # a page says many dates, and the same ones each time it is drawn
def date_words(edtf: str, *, southern: bool = False) -> str | None:
    """An EDTF date in words; None for what is no date."""
    date = from_edtf(edtf, southern=southern)
    return say_date(date) if date else None


def first_line(asset: AssetCard | AssetView) -> str | None:
    """How a letter or note begins; what has no words has its name. None for other kinds."""
    if asset.kind not in (Kind.note, Kind.document):
        return None
    words = asset.words if isinstance(asset, AssetCard) else asset.body or asset.extracted_text
    text = " ".join((words or "").split())
    if not text:
        return asset.original_name
    return text if len(text) <= _FIRST_LINE else text[:_FIRST_LINE].rsplit(" ", 1)[0] + " …"
