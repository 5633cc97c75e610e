"""What was put away, and who finds it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chest.access.viewers import ANONYMOUS, Viewer
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.errors import NotFound, NotSignedIn
from chest.models import Asset, AssetState, Audience, Kind, utc_now
from tests.builders import (
    Family,
    add_account,
    add_asset,
    add_family,
    add_link,
    open_link_session,
)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def add(database: Database, family: Family, by: Viewer, **fields: object) -> Asset:
    asset_id = add_asset(database, family.chest_id, added_by=by.account_id, **fields)
    with database.read() as session:
        return session.get_one(Asset, asset_id)


def found(assets: AssetManager, viewer: Viewer, family: Family) -> list[str | None]:
    return [asset.words for asset in assets.list_deleted(viewer, family.chest_id)]


def test_everyone_finds_exactly_what_they_can_bring_back(
    database: Database, assets: AssetManager, family: Family
) -> None:
    theirs = add(database, family, family.member, caption="the member's own")
    other = add(database, family, family.member, caption="put away by the curator")
    kept = add(database, family, family.keeper, caption="for keepers", audience=Audience.keepers)
    add(database, family, family.keeper, caption="still there")
    assets.delete(family.member, theirs.id)
    assets.delete(family.curator, other.id)
    assets.delete(family.keeper, kept.id)

    assert found(assets, family.keeper, family) == [
        *("for keepers", "put away by the curator", "the member's own")
    ]
    assert found(assets, family.curator, family) == ["put away by the curator", "the member's own"]
    assert found(assets, family.member, family) == ["the member's own"]
    assert found(assets, family.viewer, family) == []

    for viewer in (family.keeper, family.curator, family.member):
        for asset in assets.list_deleted(viewer, family.chest_id):
            assets.restore(viewer, asset.id)
            if viewer is not family.member:
                assets.delete(viewer, asset.id)
    # The member's was put away by a curator last, and so is no longer theirs to bring back.
    assert found(assets, family.member, family) == []


def test_who_does_not_belong_finds_no_chest(
    database: Database, assets: AssetManager, family: Family
) -> None:
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    for stranger in (add_account(database, "Nobody's"), link):
        with pytest.raises((NotFound, NotSignedIn)):
            assets.list_deleted(stranger, family.chest_id)
    with pytest.raises(NotSignedIn):
        assets.list_deleted(ANONYMOUS, family.chest_id)


def test_what_is_about_to_be_erased_is_no_longer_offered(
    database: Database, assets: AssetManager, family: Family
) -> None:
    note = add(database, family, family.keeper, kind=Kind.note, body="She sang. " * 60)
    gone = add(database, family, family.keeper, caption="long gone")
    never = add(database, family, family.keeper, state=AssetState.uploading, caption="never came")
    for asset in (note, gone, never):
        assets.delete(family.keeper, asset.id)
    with database.write() as session:
        row = session.get_one(Asset, gone.id)
        row.deleted_at = utc_now() - timedelta(days=30, seconds=1)
        session.add(row)
    (offered,) = assets.list_deleted(family.keeper, family.chest_id)
    assert offered.id == note.id
    assert offered.words == ("She sang. " * 60)[:200]
    assert offered.deleted_by_name
    assert offered.erased_at - offered.deleted_at == timedelta(days=30)
