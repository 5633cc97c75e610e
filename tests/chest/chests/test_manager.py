"""Chests: making, editing, deleting, restoring, and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import select

from chest.access.viewers import ANONYMOUS
from chest.assets.manager import AssetManager
from chest.chests.manager import ChestManager
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn, Stale
from chest.models import (
    Asset,
    AssetState,
    AuditEvent,
    BlobTrash,
    Chest,
    Kind,
    Review,
    Role,
    utc_now,
)
from tests.builders import (
    RecordingQueue,
    add_account,
    add_asset,
    add_family,
    add_link,
    open_link_session,
)


@pytest.fixture
def chests(database: Database) -> ChestManager:
    return ChestManager(database=database)


def test_the_maker_of_a_chest_keeps_it(chests: ChestManager, database: Database) -> None:
    ana = add_account(database)
    made = chests.create(ana, name="Rosa Almeida", born="12 April 1931", died="circa 2019")
    assert made.role is Role.keeper
    assert (made.born, made.died) == ("1931-04-12", "2019~")
    assert made.years == "1931 – about 2019"
    assert [c.id for c in chests.list_chests(ana)] == [made.id]


def test_a_stranger_learns_nothing_of_a_chest(chests: ChestManager, database: Database) -> None:
    family = add_family(database)
    for viewer in (family.stranger, ANONYMOUS):
        with pytest.raises(NotFound):
            chests.get(viewer, family.chest_id)
    with pytest.raises(NotFound):
        chests.get(family.keeper, uuid4())
    assert chests.list_chests(family.stranger) == []
    with pytest.raises(NotSignedIn):
        chests.list_chests(ANONYMOUS)


@pytest.mark.parametrize("role", ["curator", "member", "viewer", "stranger"])
def test_only_a_keeper_edits_deletes_and_restores(
    chests: ChestManager, database: Database, role: str
) -> None:
    family = add_family(database)
    viewer = getattr(family, role)
    with pytest.raises(NotFound):
        chests.edit(viewer, family.chest_id, version=1, changes={"name": "Other"})
    with pytest.raises(NotFound):
        chests.delete(viewer, family.chest_id)
    chests.delete(family.keeper, family.chest_id)
    with pytest.raises(NotFound):
        chests.restore(viewer, family.chest_id)


def test_the_second_of_two_editors_sees_the_first_ones_text(
    chests: ChestManager, database: Database
) -> None:
    family = add_family(database)
    first = chests.edit(family.keeper, family.chest_id, version=1, changes={"words": "Seamstress"})
    assert first.version == 2
    with pytest.raises(Stale) as caught:
        chests.edit(family.keeper, family.chest_id, version=1, changes={"words": "Swimmer"})
    assert caught.value.data["current"]["words"] == "Seamstress"
    assert caught.value.data["current"]["version"] == 2
    assert chests.get(family.keeper, family.chest_id).words == "Seamstress"


def test_what_says_so_already_is_not_written_again(
    chests: ChestManager, database: Database
) -> None:
    """Else a second press of Save would be an edit of its own in the chest's history."""
    family = add_family(database)
    changes = {"words": "Seamstress", "born": "summer 1931"}
    first = chests.edit(family.keeper, family.chest_id, version=1, changes=changes)
    again = chests.edit(family.keeper, family.chest_id, version=2, changes=changes)
    assert (again.version, again.words) == (first.version, "Seamstress")
    with pytest.raises(Stale):
        chests.edit(family.keeper, family.chest_id, version=1, changes=changes)


def test_a_deleted_chest_is_gone_for_all_and_comes_back_whole(
    chests: ChestManager, database: Database
) -> None:
    family = add_family(database)
    add_asset(database, family.chest_id)
    chests.delete(family.keeper, family.chest_id)
    chests.delete(family.keeper, family.chest_id)
    for viewer in (family.keeper, family.curator):
        with pytest.raises(NotFound):
            chests.get(viewer, family.chest_id)
    assert chests.list_chests(family.keeper) == []
    assert [c.id for c in chests.list_chests(family.keeper, deleted=True)] == [family.chest_id]
    assert chests.list_chests(family.curator, deleted=True) == []
    back = chests.restore(family.keeper, family.chest_id)
    assert back.counts == {"photo": 1}


def test_a_chest_deleted_more_than_30_days_ago_does_not_come_back(
    chests: ChestManager, database: Database
) -> None:
    family = add_family(database)
    chests.delete(family.keeper, family.chest_id)
    with database.write() as session:
        chest = session.get(Chest, family.chest_id)
        assert chest is not None
        chest.deleted_at = utc_now() - timedelta(days=31)
        session.add(chest)
    with pytest.raises(Conflict):
        chests.restore(family.keeper, family.chest_id)
    assert chests.list_chests(family.keeper, deleted=True) == []


def test_counts_tell_each_viewer_only_what_they_may_see(
    chests: ChestManager, database: Database
) -> None:
    family = add_family(database)
    add_asset(database, family.chest_id)
    add_asset(database, family.chest_id, kind=Kind.audio)
    add_asset(database, family.chest_id, review=Review.pending)
    assert chests.get(family.curator, family.chest_id).counts == {
        "photo": 1,
        "audio": 1,
        "pending": 1,
    }
    assert chests.get(family.viewer, family.chest_id).counts == {"photo": 1, "audio": 1}


def test_born_and_taken_are_read_by_the_same_rule(chests: ChestManager, database: Database) -> None:
    family = add_family(database)
    assets = AssetManager(database=database, jobs=RecordingQueue())
    words = "a while ago"
    with pytest.raises(Invalid) as born:
        chests.edit(family.keeper, family.chest_id, version=1, changes={"born": words})
    with pytest.raises(Invalid) as taken:
        assets.add_note(family.keeper, family.chest_id, body="A note", taken=words)
    assert born.value.sentence == f"The date of birth {taken.value.sentence}"
    assert (born.value.data, taken.value.data) == ({"field": "born"}, {"field": "taken"})


def test_no_chest_claims_memories_that_are_still_arriving(
    chests: ChestManager, database: Database
) -> None:
    family = add_family(database)
    add_asset(database, family.chest_id)
    add_asset(database, family.chest_id, state=AssetState.uploading)
    assets = AssetManager(database=database, jobs=RecordingQueue())
    (listed,) = chests.list_chests(family.keeper)
    told = [
        listed.counts,
        chests.get(family.keeper, family.chest_id).counts,
        assets.counts(family.keeper, family.chest_id),
    ]
    assert told == [{"photo": 1}] * 3


def test_the_holder_of_a_link_sees_the_chest_without_role_or_counts(
    chests: ChestManager, database: Database
) -> None:
    family = add_family(database)
    add_asset(database, family.chest_id)
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    seen = chests.get(link, family.chest_id)
    assert (seen.role, seen.counts) == (None, {})
    other = add_family(database)
    with pytest.raises(NotFound):
        chests.get(link, other.chest_id)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"born": "a while ago"}, "could not be read as a date"),
        ({"name": "  "}, "cannot be empty"),
        ({"name": "x" * 300}, "too long"),
        ({"time_zone": "Mars/Olympus"}, "time zone"),
        ({"pronoun": "it"}, "she, he or they"),
        ({"hero": {"asset_id": str(uuid4()), "crop": [0, 0, 1, 1]}}, "pictures in this chest"),
        ({"hero": {"asset_id": "x"}}, "Choose a picture"),
        ({"hero": {"asset_id": str(uuid4()), "crop": [0.5, 0, 0.9, 1]}}, "outside"),
        ({"created_by": "x"}, "no field"),
    ],
)
def test_what_cannot_be_taken_gets_a_sentence_and_changes_nothing(
    chests: ChestManager, database: Database, changes: dict[str, Any], sentence: str
) -> None:
    family = add_family(database)
    with pytest.raises(Invalid, match=sentence):
        chests.edit(family.keeper, family.chest_id, version=1, changes=changes)
    assert chests.get(family.keeper, family.chest_id).version == 1


@pytest.mark.parametrize(
    ("born", "died", "taken"),
    [
        ("1931", "1931", True),
        ("about 1931", "1931-01-01", True),
        (None, "1920", True),
        ("2 May 1931", "1 May 1931", False),
        ("1940s", "1939", False),
        ("2190", None, False),
        (None, "2190", False),
    ],
)
def test_nobody_dies_before_they_are_born_or_lives_ahead_of_time(
    chests: ChestManager, database: Database, born: str | None, died: str | None, *, taken: bool
) -> None:
    ana = add_account(database)
    if taken:
        made = chests.create(ana, name="Rosa", born=born, died=died)
        with pytest.raises(Invalid, match="before the date of birth"):
            chests.edit(
                ana, made.id, version=made.version, changes={"born": "1990", "died": "1980"}
            )
        return
    with pytest.raises(Invalid, match="date of"):
        chests.create(ana, name="Rosa", born=born, died=died)
    assert chests.list_chests(ana) == []


def test_the_hero_is_one_of_the_pictures_one_can_see(
    chests: ChestManager, database: Database
) -> None:
    family = add_family(database)
    other = add_family(database)
    foreign = add_asset(database, other.chest_id)
    with pytest.raises(Invalid):
        chests.edit(
            family.keeper, family.chest_id, version=1, changes={"hero": {"asset_id": foreign}}
        )
    mine = add_asset(database, family.chest_id)
    hero = {"asset_id": mine, "crop": [0.1, 0.0, 0.8, 0.8]}
    seen = chests.edit(family.keeper, family.chest_id, version=1, changes={"hero": hero})
    assert (seen.hero_asset_id, seen.hero_crop) == (mine, (0.1, 0.0, 0.8, 0.8))


def test_deeds_are_audited_with_ids_only(chests: ChestManager, database: Database) -> None:
    ana = add_account(database)
    made = chests.create(ana, name="Rosa Almeida")
    chests.delete(ana, made.id)
    with database.read() as session:
        rows = session.exec(select(AuditEvent).order_by(AuditEvent.at)).all()  # type: ignore[arg-type]
    assert [(r.action, r.actor, r.subject_id) for r in rows] == [
        ("chest.created", f"account:{ana.account_id}", str(made.id)),
        ("chest.deleted", f"account:{ana.account_id}", str(made.id)),
    ]
    assert not any("Rosa" in str(r) for r in rows)


def test_a_chest_is_purged_30_days_after_it_was_deleted_with_all_its_rows(
    chests: ChestManager, database: Database
) -> None:
    family = add_family(database)
    note = add_asset(database, family.chest_id, storage_key="v1/c/o/one")
    add_asset(database, family.chest_id, attached_to=note, storage_key="v1/c/o/two")
    kept = add_family(database)
    add_asset(database, kept.chest_id)
    chests.delete(family.keeper, family.chest_id)
    assert chests.purge_due() == 0
    with database.write() as session:
        chest = session.get(Chest, family.chest_id)
        assert chest is not None
        chest.deleted_at = utc_now() - timedelta(days=31)
        session.add(chest)
    assert chests.purge_due() == 1
    with database.read() as session:
        assert session.get(Chest, family.chest_id) is None
        assert len(session.exec(select(Asset)).all()) == 1
        assert set(session.exec(select(BlobTrash.storage_key)).all()) == {
            "v1/c/o/one",
            "v1/c/o/two",
        }
    assert chests.get(kept.keeper, kept.chest_id).counts == {"photo": 1}


def test_the_audit_is_for_keepers_and_pages_backwards(
    chests: ChestManager, database: Database
) -> None:
    family = add_family(database)
    for number in range(3):
        chests.edit(
            family.keeper, family.chest_id, version=number + 1, changes={"words": str(number)}
        )
    with pytest.raises(NotFound):
        chests.list_audit(family.curator, family.chest_id)
    newest = chests.list_audit(family.keeper, family.chest_id, limit=2)
    older = chests.list_audit(family.keeper, family.chest_id, before=newest[-1].id)
    assert len(newest) == 2
    assert len(older) == 1
    assert older[0].at <= newest[-1].at
