"""Two who give the same photograph: each has given theirs, and the family is shown one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from chest.access.tallies import find_miscounts
from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.contributions.views import ContributionView
from chest.database import Database
from chest.models import ContributionState
from tests.builders import Family, add_link, open_link_session
from tests.chest.contributions.giving import add_file, begin

State = ContributionState


def give_photos(
    contributions: ContributionManager, database: Database, by: Viewer, letters: str
) -> tuple[ContributionView, list[UUID]]:
    draft = begin(contributions, by)
    photos = [
        add_file(database, draft, sha256=letter * 64, bytes=5, storage_key=f"v1/x/o/{letter}")
        for letter in letters
    ]
    return contributions.submit(by, draft.id), photos


def shown(assets: AssetManager, family: Family) -> set[UUID]:
    found = {card.id for card in assets.list_page(family.viewer, family.chest_id).items}
    counts = assets.counts(family.viewer, family.chest_id)
    assert counts == ({"photo": len(found)} if found else {})
    return found


def test_taking_back_takes_ones_own_copy_alone(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    assets: AssetManager,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    link = add_link(database, family.chest_id, family.keeper)
    (hers, mine), (his, other) = (
        give_photos(contributions, database, by, "a")
        for by in (aunt, open_link_session(database, link))
    )
    assert shown(assets, family) == set()
    moderation.approve(family.curator, his.id)
    assert shown(assets, family) == {*other}
    moderation.approve(family.curator, hers.id)
    assert shown(assets, family) == {*mine}
    assert [item.id for item in receipts.receipt(hers.receipt).items] == mine
    assert [item.id for item in receipts.receipt(his.receipt).items] == other
    receipts.withdraw(hers.receipt)
    assert shown(assets, family) == {*other}
    assert receipts.receipt(his.receipt).state is State.approved
    moderation.undo(family.curator, his.id)
    assert shown(assets, family) == set()


def test_two_gifts_of_the_same_photographs_are_approved_at_one_instant(
    contributions: ContributionManager,
    moderation: Moderation,
    assets: AssetManager,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    """In opposite orders, each by one who cannot see yet what the other does."""
    for letters in ("abcd", "efgh", "ijkl"):
        gifts = [
            give_photos(contributions, database, aunt, order)[0].id
            for order in (letters, letters[::-1])
        ]
        with ThreadPoolExecutor(2) as pool:
            deciding = [
                pool.submit(moderation.approve, who, gift)
                for who, gift in zip((family.curator, family.keeper), gifts, strict=True)
            ]
        assert {one.result().state for one in deciding} == {State.approved}
    assert len(shown(assets, family)) == 12
    with database.read() as session:
        assert find_miscounts(session) == {}
