"""What people write of an album, and which memories they choose for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from sqlmodel import Session

from chest.access.audiences import choose_audience
from chest.access.viewers import Viewer
from chest.albums import rows
from chest.assets.bulk import FOUND_AT_ONCE, NAMED_AT_ONCE, OfTimeline
from chest.assets.pages import list_ids
from chest.errors import Invalid
from chest.models import Album, Role
from chest.texts import clean_text
from language import _, number

LONGEST_NAME = 200
LONGEST_DESCRIPTION = 5_000
CHANGEABLE = frozenset({"name", "description", "audience", "cover"})

Which: TypeAlias = Sequence[UUID] | OfTimeline


def find_memories(session: Session, viewer: Viewer, album: Album, which: Which) -> list[UUID]:
    """The ids of what is named or stands in these stretches of the timeline. Raises Invalid for too
    many."""
    if not isinstance(which, OfTimeline):
        return named(which)
    found: list[UUID] = []
    for stretch in which.stretches:
        limit = FOUND_AT_ONCE + 1 + len(which.without)
        found += list_ids(session, viewer, album.chest_id, stretch, limit=limit)
    ids = [i for i in dict.fromkeys(found) if i not in which.without]
    if len(ids) > FOUND_AT_ONCE:
        raise Invalid(
            _(
                "These are more than {number} memories. Choose fewer, such as a few years, "
                "and then the next.",
                number=number(FOUND_AT_ONCE),
            )
        )
    return ids


def named(ids: Collection[UUID]) -> list[UUID]:
    if len(ids) > NAMED_AT_ONCE:
        raise Invalid(_("Name at most {number} memories at once.", number=NAMED_AT_ONCE))
    return list(dict.fromkeys(ids))


def read_changes(
    session: Session, viewer: Viewer, album: Album, role: Role, changes: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns that these changes write. Raises Invalid."""
    if not changes or set(changes) - CHANGEABLE:
        raise Invalid(_("Of an album the name, words, audience and cover can be changed."))
    columns: dict[str, Any] = {}
    if "name" in changes:
        columns["name"] = clean_name(changes["name"])
    if "description" in changes:
        columns["description"] = clean_description(changes["description"])
    if "audience" in changes:
        columns["audience"] = choose_audience(
            changes["audience"],
            current=album.audience,
            role=role,
            is_own=album.made_by == viewer.account_id,
        )
    if "cover" in changes:
        cover = changes["cover"]
        if cover is not None:
            seen = rows.list_shown(session, viewer, album.chest_id, [cover])
            if not rows.places_of(session, album.id, seen):
                raise Invalid(_("Choose a memory of this album as its cover."), field="cover")
        columns["cover_asset_id"] = cover
    return columns


def clean_name(name: Any) -> str:
    words = clean_text(name, label=_("The name"), longest=LONGEST_NAME)
    if words is None:
        raise Invalid(_("Give the album a name."), field="name")
    return " ".join(words.split())


def clean_description(words: Any) -> str | None:
    return clean_text(words, label=_("The words"), longest=LONGEST_DESCRIPTION)
