"""Changing what a memory says."""

from __future__ import annotations

import json

import pytest

from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.errors import Invalid, NotFound, Stale
from chest.models import (
    Asset,
    Contribution,
    ContributionState,
    DateOrigin,
    Kind,
    Review,
)
from tests.builders import (
    Family,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)
from tests.chest.dates.dated import add_dated


def test_an_edit_is_kept_with_what_was_there_before(
    database: Database, assets: AssetManager, family: Family
) -> None:
    asset_id = add_asset(database, family.chest_id, caption="Rosa", place="Lisbon")
    view = assets.edit(
        family.curator,
        asset_id,
        version=1,
        changes={"caption": " Rosa and Ana ", "taken": "summer 1964", "alt_text": ""},
    )
    assert (view.version, view.caption, view.taken) == (2, "Rosa and Ana", "1964-22")
    assert (view.taken_source, view.taken_earliest) == (DateOrigin.user, "1964-06-01")
    assert view.taken_sort < UNDATED_SORT_KEY
    (revision,) = assets.list_revisions(family.curator, asset_id)
    assert revision.version == 1
    assert revision.before["caption"] == "Rosa"
    assert revision.before["taken"] is None
    assert (revision.changed_by, revision.changed_by_name) == (
        family.curator.account_id,
        "Curator",
    )


def test_an_edit_that_changes_nothing_counts_as_none(
    database: Database, assets: AssetManager, family: Family
) -> None:
    asset_id = add_asset(database, family.chest_id, caption="Rosa")
    assert (
        assets.edit(family.keeper, asset_id, version=1, changes={"caption": "Rosa "}).version == 1
    )
    assert assets.edit(family.keeper, asset_id, version=1, changes={}).version == 1
    assert assets.list_revisions(family.keeper, asset_id) == []


def test_a_stale_edit_changes_nothing_and_shows_what_is_there_now(
    database: Database, assets: AssetManager, family: Family
) -> None:
    asset_id = add_asset(database, family.chest_id, caption="one")
    assets.edit(family.keeper, asset_id, version=1, changes={"caption": "two"})
    with pytest.raises(Stale) as stale:
        assets.edit(family.curator, asset_id, version=1, changes={"caption": "three"})
    current = stale.value.data["current"]
    assert (current["caption"], current["version"]) == ("two", 2)
    json.dumps(current)
    assert assets.get(family.keeper, asset_id).caption == "two"


def test_a_date_that_is_none_is_refused_with_words_that_would_do_and_nothing_changes(
    database: Database, assets: AssetManager, family: Family
) -> None:
    asset_id = add_dated(database, family.chest_id, "1964")
    changes = {"caption": "new", "taken": "the day it rained"}
    with pytest.raises(Invalid, match=r"“the day it rained” could not be read.*about 1952"):
        assets.edit(family.keeper, asset_id, version=1, changes=changes)
    view = assets.get(family.keeper, asset_id)
    assert (view.version, view.caption, view.taken) == (1, None, "1964")


def test_an_emptied_date_stays_empty_as_the_persons_own_word(
    database: Database, assets: AssetManager, family: Family
) -> None:
    asset_id = add_dated(database, family.chest_id, "1964", taken_source=DateOrigin.embedded)
    view = assets.edit(family.keeper, asset_id, version=1, changes={"taken": None})
    assert (view.taken, view.taken_sort) == (None, UNDATED_SORT_KEY)
    assert view.taken_source is DateOrigin.user


def test_a_southern_chest_has_its_summer_in_january(
    database: Database, assets: AssetManager
) -> None:
    family = add_family(database, southern=True)
    asset_id = add_asset(database, family.chest_id)
    view = assets.edit(family.keeper, asset_id, version=1, changes={"taken": "summer 1964"})
    assert (view.taken_earliest, view.taken_latest) == ("1963-12-01", "1965-02-28")


def test_members_edit_their_own_and_curators_all(
    database: Database, assets: AssetManager, family: Family
) -> None:
    own = add_asset(
        database,
        family.chest_id,
        added_by=family.member.account_id,
        review=Review.pending,
    )
    other = add_asset(database, family.chest_id, added_by=family.keeper.account_id)
    assert assets.get(family.member, own).editable
    assert not assets.get(family.member, other).editable
    assets.edit(family.member, own, version=1, changes={"caption": "mine"})
    assets.edit(family.curator, own, version=2, changes={"caption": "ours"})
    for viewer in (family.member, family.viewer):
        with pytest.raises(NotFound):
            assets.edit(viewer, other, version=1, changes={"caption": "x"})
        with pytest.raises(NotFound):
            assets.list_revisions(viewer, other)
        with pytest.raises(NotFound):
            assets.delete(viewer, other)


@pytest.mark.parametrize(
    ("who", "audience", "allowed"),
    [
        ("keeper", "keepers", True),
        ("curator", "keepers", False),
        ("curator", "everyone", True),
        ("member", "everyone", False),
        ("member", "keepers", True),
        ("member", "family", True),
        ("keeper", "nobody", False),
    ],
)
def test_who_may_choose_which_audience(
    database: Database,
    assets: AssetManager,
    family: Family,
    who: str,
    audience: str,
    allowed: bool,
) -> None:
    asset_id = add_asset(database, family.chest_id, added_by=family.member.account_id)
    viewer: Viewer = getattr(family, who)
    if allowed:
        view = assets.edit(viewer, asset_id, version=1, changes={"audience": audience})
        assert view.audience == audience
    else:
        with pytest.raises(Invalid):
            assets.edit(viewer, asset_id, version=1, changes={"audience": audience})


def test_only_notes_have_a_text_and_it_is_never_emptied(
    database: Database, assets: AssetManager, family: Family
) -> None:
    photo = add_asset(database, family.chest_id)
    note = add_asset(database, family.chest_id, kind=Kind.note, body="Dear Rosa")
    with pytest.raises(Invalid):
        assets.edit(family.keeper, photo, version=1, changes={"body": "x"})
    with pytest.raises(Invalid):
        assets.edit(family.keeper, note, version=1, changes={"body": "  "})
    with pytest.raises(Invalid):
        assets.edit(family.keeper, note, version=1, changes={"sha256": "x"})
    with pytest.raises(Invalid, match="too long"):
        assets.edit(family.keeper, note, version=1, changes={"place": "x" * 301})
    view = assets.edit(family.keeper, note, version=1, changes={"body": "Dear\x00 Ana\ud800"})
    assert view.body == "Dear Ana"


def test_contributors_edit_what_they_have_not_sent_and_nothing_after(
    database: Database, assets: AssetManager, family: Family
) -> None:
    viewer = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    draft = add_contribution(database, family.chest_id, by=viewer, state=ContributionState.draft)
    asset_id = add_asset(database, family.chest_id, contribution_id=draft, review=Review.draft)
    assets.edit(viewer, asset_id, version=1, changes={"caption": "My aunt"})
    with pytest.raises(Invalid):
        assets.edit(viewer, asset_id, version=2, changes={"audience": "everyone"})
    with database.write() as session:
        session.get_one(Contribution, draft).state = ContributionState.pending
        session.get_one(Asset, asset_id).review = Review.pending
    with pytest.raises(NotFound):
        assets.edit(viewer, asset_id, version=2, changes={"caption": "changed"})
