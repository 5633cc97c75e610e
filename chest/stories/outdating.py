"""What people took from memories since a story was told of them, and which sentences tell it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.models import Asset, AssetRevision, Story, StorySentence
from chest.stories.citing import in_parts, said_in
from chest.stories.edited import FAMILY
from chest.stories.spoken import Said

_WORDS = ("caption", "body")  # what people write that a story may repeat


def told_at(story: Story) -> datetime:
    """When the memories of a telling were read."""
    return story.finished_at or story.created_at


@dataclass(frozen=True)
class Change:
    """What people took from a memory since it was told. What they only added takes nothing."""

    took_words: bool
    took_facts: bool  # another place or date
    texts: tuple[str | None, ...]  # what it says now

    def outdates(self, row: StorySentence, said: str) -> bool:
        """Whether the sentence tells what was taken; `said` is what it cites out of recordings."""
        if self.took_facts:
            return True
        # The check that gave this verdict found nothing of its sources' texts in the sentence.
        if not self.took_words or row.verdict == "frame":
            return False
        # The composer takes no more of a text than it quotes; another narrator may.
        quotes_only = row.quote is not None and row.origin == "composer"
        texts = (*self.texts, said)
        return not (quotes_only and any(_still_says(text, row.quote) for text in texts))


def find_changes(session: Session, story: Story, cited: Mapping[str, UUID]) -> dict[str, Change]:
    """What was taken, since the story was told, from those of the cited memories that people have
    changed. What a memory said when it was told is what its first revision since then keeps."""
    changes: dict[UUID, Change] = {}
    for some in in_parts(cited.values()):
        rows = session.exec(
            select(Asset, AssetRevision.before)
            .join(AssetRevision, col(AssetRevision.asset_id) == col(Asset.id))
            .where(col(Asset.id).in_(some), col(AssetRevision.changed_at) > told_at(story))
            .order_by(col(AssetRevision.version))
        )
        for asset, before in rows:
            if asset.id in changes:
                continue
            changes[asset.id] = Change(
                took_words=any(not _still_says(getattr(asset, n), before.get(n)) for n in _WORDS),
                took_facts=not _still_says(asset.place, before.get("place"))
                or before.get("taken") not in (None, asset.taken),
                texts=(asset.caption, asset.body, asset.extracted_text),
            )
    return {source: changes[id] for source, id in cited.items() if id in changes}


def list_outdating(
    row: StorySentence, changes: Mapping[str, Change], spoken: Mapping[str, Said]
) -> list[str]:
    """Those of the sentence's sources that no longer say what it tells of them. What the family
    wrote itself, it said knowing them."""
    if row.origin == FAMILY:
        return []
    heard = [source for source in row.sources if said_in(source) is not None]
    said = " ".join(spoken[source].text for source in heard if source in spoken)
    unsaid = [source for source in heard if source not in spoken]
    if heard and not unsaid and not _still_says(said, row.quote):
        unsaid = heard
    return unsaid + [s for s in row.sources if s in changes and changes[s].outdates(row, said)]


def _still_says(now: str | None, before: str | None) -> bool:
    """Whether all the words from before stand in it, one after the other."""
    if not before or now == before:
        return True
    words = _spell(before)
    return bool(words.strip()) and words in _spell(now or "")


def _spell(text: str) -> str:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    return f" {' '.join(words)} "
