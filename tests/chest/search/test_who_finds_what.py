"""By whatever way something is found, nobody finds what they may not see, nor a hint of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from ai.tagging.tagger import NEARNESS
from chest.access.viewers import AccountViewer, Viewer
from chest.database import Database
from chest.errors import NotFound
from chest.models import (
    Asset,
    AssetState,
    AssetTag,
    Audience,
    Kind,
    PictureText,
    Review,
    TagBy,
    TranscriptSegment,
    utc_now,
)
from chest.search.asking import Wanted
from chest.search.manager import Alike, SearchManager
from tests.builders import Family, account_of, add_asset, add_family, add_link, open_link_session
from tests.chest.search.meanings import LetterGroups, add_picture_of

WORD = "Arrábida"


def in_words(database: Database, asset_id: UUID) -> None:
    change(database, asset_id, caption=f"At the sea in {WORD}")


def as_place(database: Database, asset_id: UUID) -> None:
    change(database, asset_id, place=WORD)


def in_transcript(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        session.add(
            TranscriptSegment(
                asset_id=asset_id, position=0, start=12.5, end=15, text=f"We went to {WORD}."
            )
        )


def as_tag(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        chest_id = session.get_one(Asset, asset_id).chest_id
        session.add(
            AssetTag(asset_id=asset_id, chest_id=chest_id, label=WORD.lower(), by=TagBy.model)
        )


def in_picture_text(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        session.add(PictureText(asset_id=asset_id, text=f"Hotel {WORD}"))


def in_meaning(database: Database, asset_id: UUID) -> None:
    add_picture_of(database, asset_id, WORD)


PATHS: dict[str, Callable[[Database, UUID], None]] = {
    "words": in_words,
    "place": as_place,
    "transcript": in_transcript,
    "tag": as_tag,
    "picture text": in_picture_text,
    "vector": in_meaning,
}
STATES: dict[str, dict[str, Any]] = {
    "pending": {"review": Review.pending},
    "held": {"review": Review.held},
    "declined": {"review": Review.declined},
    "withdrawn": {"review": Review.withdrawn},
    "draft": {"review": Review.draft},
    "arriving": {"state": AssetState.uploading},
    "sealed": {"visible_from": utc_now() + timedelta(days=300)},
    "deleted": {"deleted_at": utc_now()},
    "for keepers": {"audience": Audience.keepers},
    "for its giver": {"audience": Audience.only_me},
}


def change(database: Database, asset_id: UUID, **fields: Any) -> None:
    with database.write() as session:
        asset = session.get_one(Asset, asset_id)
        for name, value in fields.items():
            setattr(asset, name, value)


@pytest.fixture
def manager(database: Database, tmp_path: Path) -> SearchManager:
    return SearchManager(
        database=database, folder=tmp_path / "search", open_text_embedders=[LetterGroups]
    )


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def found(manager: SearchManager, viewer: Viewer, chest_id: UUID, text: str = WORD) -> list[UUID]:
    return [one.card.id for one in manager.search(viewer, chest_id, text).items]


@pytest.mark.parametrize("path", list(PATHS))
def test_each_way_finds_what_is_to_be_seen(
    database: Database, manager: SearchManager, family: Family, path: str
) -> None:
    asset_id = add_asset(database, family.chest_id, kind=Kind.audio)
    other = add_asset(database, family.chest_id)
    PATHS[path](database, asset_id)
    add_picture_of(database, other, "zzz")
    for text in (WORD, "arrabida", "ARRÁB"[:5].lower()):
        if path == "vector" and text == "arráb":
            continue  # a beginning of a word means nothing yet
        assert found(manager, family.viewer, family.chest_id, text) == [asset_id], text
    (item,) = manager.search(family.viewer, family.chest_id, WORD).items
    told = item.why[0]
    if path == "vector":
        assert (told.field, told.text) == ("meaning", "")
        return
    assert [told.text[a:b].lower() for a, b in told.marks] == [WORD.lower()]
    assert told.second == (12.5 if path == "transcript" else None)


@pytest.mark.parametrize("state", list(STATES))
@pytest.mark.parametrize("path", list(PATHS))
def test_no_way_leads_to_what_is_not_to_be_seen(
    database: Database, manager: SearchManager, family: Family, path: str, state: str
) -> None:
    fields = {"added_by": account_of(family.keeper), "kind": Kind.audio, **STATES[state]}
    PATHS[path](database, add_asset(database, family.chest_id, **fields))
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    for viewer in (family.viewer, family.member, link):
        answer = manager.search(viewer, family.chest_id, WORD)
        assert (answer.items, answer.next) == ([], None)
        assert manager.suggest(viewer, family.chest_id, "arrab") == []
        for wanted in (Wanted(tag=WORD.lower()), Wanted(place=WORD), Wanted(kind=Kind.audio)):
            assert manager.search(viewer, family.chest_id, "", wanted).items == []
    for stranger in (family.stranger,):
        with pytest.raises(NotFound):
            manager.search(stranger, family.chest_id, WORD)
        with pytest.raises(NotFound):
            manager.suggest(stranger, family.chest_id, "arrab")


@pytest.mark.parametrize("state", list(STATES))
def test_what_looks_alike_is_to_be_seen_as_well(
    database: Database, manager: SearchManager, family: Family, state: str
) -> None:
    one = add_asset(database, family.chest_id)
    alike = add_asset(database, family.chest_id)
    hidden = add_asset(
        database, family.chest_id, added_by=account_of(family.keeper), **STATES[state]
    )
    for asset_id, words in ((one, WORD), (alike, f"{WORD} sea"), (hidden, WORD)):
        add_picture_of(database, asset_id, words)
    found = manager.list_alike(family.viewer, one)
    assert [card.id for card in found.items] == [alike]


def test_what_looks_like_nothing_else_is_told_so(
    database: Database, manager: SearchManager, family: Family
) -> None:
    one, other, unseen = (add_asset(database, family.chest_id) for _ in range(3))
    add_picture_of(database, one, WORD)
    add_picture_of(database, other, f"{WORD} windmill orchard harbour kitchen")
    near = float(np.dot(*LetterGroups().embed_texts([WORD, f"{WORD} windmill orchard harbour"])))
    assert 0.2 < near < NEARNESS.alike, "near enough to be found by words, and not alike"
    assert manager.list_alike(family.viewer, one) == Alike((), is_known=True)
    assert manager.list_alike(family.viewer, unseen) == Alike((), is_known=False)


def test_a_link_finds_what_is_for_everyone_alone(
    database: Database, manager: SearchManager, family: Family
) -> None:
    seen = add_asset(database, family.chest_id, audience=Audience.everyone, place=WORD)
    add_asset(database, family.chest_id, audience=Audience.family, place=WORD)
    link = add_link(database, family.chest_id, family.keeper, audience=Audience.everyone)
    viewer = open_link_session(database, link)
    assert found(manager, viewer, family.chest_id) == [seen]
    assert len(found(manager, family.viewer, family.chest_id)) == 2


def test_nothing_of_another_chest_is_found(
    database: Database, manager: SearchManager, family: Family
) -> None:
    other = add_family(database)
    for path in PATHS.values():
        path(database, add_asset(database, other.chest_id, kind=Kind.audio))
    assert isinstance(family.keeper, AccountViewer)
    assert found(manager, family.keeper, family.chest_id) == []
    assert manager.suggest(family.keeper, family.chest_id, "arrab") == []


def test_what_was_rejected_or_erased_is_found_no_more(
    database: Database, manager: SearchManager, family: Family
) -> None:
    asset_id = add_asset(database, family.chest_id, kind=Kind.audio)
    for path in PATHS.values():
        path(database, asset_id)
    with database.write() as session:
        session.get_one(AssetTag, (asset_id, WORD.lower())).rejected = True
    answer = manager.search(family.viewer, family.chest_id, WORD)
    assert "tag" not in [reason.field for reason in answer.items[0].why]
    with database.write() as session:
        session.delete(session.get_one(Asset, asset_id))
    assert found(manager, family.viewer, family.chest_id) == []
