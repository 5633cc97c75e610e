"""The truth table of the one predicate: viewer × review × audience × deleted × sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise, product
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.access.viewers import ANONYMOUS, WORKER, AccountViewer, ReceiptViewer, Viewer
from chest.access.visibility import ALLOWED, Action, rank_of, require, visible_to
from chest.database import Database
from chest.errors import NotFound, NotSignedIn
from chest.models import (
    Asset,
    Audience,
    Chest,
    LinkPermission,
    Membership,
    Review,
    Role,
    new_id,
    utc_now,
)
from tests.builders import (
    add_account,
    add_asset,
    add_chest,
    add_contribution,
    add_family,
    add_link,
    add_member,
    open_link_session,
)

FATES = ("there", "deleted", "sealed", "unsealed")
TO_REVIEWERS = {Review.published, Review.pending, Review.held, Review.declined}
ALL_REVIEWS = set(Review)
FAMILY = {Audience.family, Audience.everyone}
EVERYBODY = {Audience.everyone}
ALL_AUDIENCES = set(Audience)
TO_KEEPERS = ALL_AUDIENCES - {Audience.only_me}

# Who sees what of a memory that somebody else gave. What is not here is seen by nobody.
OF_OTHERS: dict[str, tuple[set[Review], set[Audience]]] = {
    "keeper": (TO_REVIEWERS, TO_KEEPERS),
    "curator": (TO_REVIEWERS, FAMILY),
    "member": ({Review.published}, FAMILY),
    "giving member": ({Review.published}, FAMILY),
    "viewer": ({Review.published}, FAMILY),
    "family link": ({Review.published}, FAMILY),
    "giving browser": ({Review.published}, FAMILY),
    "everyone link": ({Review.published}, EVERYBODY),
    "look link": ({Review.published}, FAMILY),
    "receipt": (set(), set()),
    "another receipt": (set(), set()),
    "keeper elsewhere": (set(), set()),
    "stranger": (set(), set()),
    "nobody": (set(), set()),
    "worker": (ALL_REVIEWS, ALL_AUDIENCES),
}

# Of what they gave themselves, whatever became of it.
OWN = {"given by link": {"giving browser", "receipt"}, "given by a member": {"giving member"}}


@dataclass
class House:
    chest_id: UUID
    viewers: dict[str, Viewer]
    assets: dict[UUID, tuple[str, Review, Audience, str]]


@pytest.fixture
def house(database: Database) -> House:
    """One asset for each combination, given by a browser with a link and again by a member."""
    family = add_family(database)
    chest_id = family.chest_id
    elsewhere = family.stranger
    add_chest(database, elsewhere)
    giving_member = _another_member(database, chest_id)
    link = add_link(database, chest_id, family.keeper)
    giving = open_link_session(database, link)
    everyone = add_link(database, chest_id, family.keeper, audience=Audience.everyone)
    look = add_link(database, chest_id, family.keeper, permission=LinkPermission.look)
    by_link = add_contribution(database, chest_id, by=giving)
    by_member = add_contribution(database, chest_id, by=giving_member)
    another = add_contribution(database, chest_id, by=open_link_session(database, link))
    assets = {}
    for giver, review, audience, fate in product(OWN, Review, Audience, FATES):
        fields: dict[str, Any] = {"review": review, "audience": audience}
        if giver == "given by link":
            fields |= {"contribution_id": by_link}
        else:
            fields |= {"contribution_id": by_member, "added_by": giving_member.account_id}
        if fate == "deleted":
            fields["deleted_at"] = utc_now()
        elif fate != "there":
            ahead = timedelta(hours=1 if fate == "sealed" else -1)
            fields["visible_from"] = utc_now() + ahead
        assets[add_asset(database, chest_id, **fields)] = (giver, review, audience, fate)
    return House(
        chest_id=chest_id,
        viewers={
            "keeper": family.keeper,
            "curator": family.curator,
            "member": family.member,
            "giving member": giving_member,
            "viewer": family.viewer,
            "family link": open_link_session(database, link),
            "giving browser": giving,
            "everyone link": open_link_session(database, everyone),
            "look link": open_link_session(database, look),
            "receipt": ReceiptViewer(contribution_id=by_link),
            "another receipt": ReceiptViewer(contribution_id=another),
            "keeper elsewhere": elsewhere,
            "stranger": AccountViewer(account_id=new_id()),
            "nobody": ANONYMOUS,
            "worker": WORKER,
        },
        assets=assets,
    )


def _another_member(database: Database, chest_id: UUID) -> Viewer:
    member = add_account(database, "Giving member")
    add_member(database, chest_id, member, Role.member)
    return member


def _expected(name: str, house: House) -> set[UUID]:
    reviews, audiences = OF_OTHERS[name]
    return {
        asset_id
        for asset_id, (giver, review, audience, fate) in house.assets.items()
        if fate in ("there", "unsealed")
        and (
            name in OWN[giver]
            or (review in reviews and audience in audiences)
            # Whoever decides about it sees it, for keepers too; not what its giver keeps.
            or (
                name == "curator"
                and review in reviews
                and review is not Review.published
                and audience in TO_KEEPERS
            )
        )
    }


def _seen(database: Database, viewer: Viewer) -> set[UUID]:
    with database.read() as session:
        return set(session.exec(select(Asset.id).where(visible_to(viewer))).all())


def test_each_viewer_sees_exactly_what_the_table_says(database: Database, house: House) -> None:
    for name, viewer in house.viewers.items():
        seen, expected = _seen(database, viewer), _expected(name, house)
        too_much = [house.assets[i] for i in seen - expected]
        too_little = [house.assets[i] for i in expected - seen]
        assert not too_much, f"{name} sees too much: {too_much}"
        assert not too_little, f"{name} sees too little: {too_little}"


def test_every_viewer_of_the_table_is_tried(house: House) -> None:
    assert set(house.viewers) == set(OF_OTHERS)
    assert len(house.assets) == 2 * len(Review) * len(Audience) * len(FATES)


def test_nobody_sees_into_a_deleted_chest(database: Database, house: House) -> None:
    with database.write() as session:
        chest = session.get(Chest, house.chest_id)
        assert chest
        chest.deleted_at = utc_now()
        session.add(chest)
    for name, viewer in house.viewers.items():
        assert not _seen(database, viewer), name


def test_a_member_who_left_no_longer_sees_even_their_own(database: Database, house: House) -> None:
    member = house.viewers["giving member"]
    assert _seen(database, member)
    with database.write() as session:
        session.delete(session.get(Membership, (house.chest_id, member.account_id)))
    assert not _seen(database, member)


def test_a_capsule_opens_by_the_clock_that_is_given(database: Database, house: House) -> None:
    keeper = house.viewers["keeper"]
    later = utc_now() + timedelta(hours=2)
    with database.read() as session:
        seen = set(session.exec(select(Asset.id).where(visible_to(keeper, now=later))).all())
    sealed = {i for i, facts in house.assets.items() if facts[3] == "sealed"}
    reviews, audiences = OF_OTHERS["keeper"]
    assert seen & sealed == {
        i for i in sealed if house.assets[i][1] in reviews and house.assets[i][2] in audiences
    }


def test_a_link_reaches_into_no_other_chest(database: Database) -> None:
    family = add_family(database)
    other = add_chest(database, family.keeper)
    add_asset(database, other, audience=Audience.everyone)
    link = add_link(database, family.chest_id, family.keeper)
    assert not _seen(database, open_link_session(database, link))


@pytest.mark.parametrize("action", list(Action))
def test_an_action_is_for_the_roles_of_the_table_and_for_no_one_else(
    database: Database, action: Action
) -> None:
    family = add_family(database)
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    members = {
        Role.keeper: family.keeper,
        Role.curator: family.curator,
        Role.member: family.member,
        Role.viewer: family.viewer,
    }
    with database.read() as session:
        for role, viewer in members.items():
            if action in ALLOWED[role]:
                chest, found = require(session, viewer, family.chest_id, action)
                assert (chest.id, found) == (family.chest_id, role)
            else:
                with pytest.raises(NotFound):
                    require(session, viewer, family.chest_id, action)
        with pytest.raises(NotFound):
            require(session, family.stranger, family.chest_id, action)
        for nobody in (ANONYMOUS, link, ReceiptViewer(contribution_id=new_id())):
            with pytest.raises(NotSignedIn):
                require(session, nobody, family.chest_id, action)


def test_a_deleted_chest_is_found_only_by_those_who_ask_for_deleted_ones(
    database: Database,
) -> None:
    family = add_family(database, deleted_at=utc_now())
    with database.read() as session:
        with pytest.raises(NotFound):
            require(session, family.keeper, family.chest_id, Action.see)
        chest, _ = require(session, family.keeper, family.chest_id, Action.see, deleted=True)
        assert chest.id == family.chest_id
        assert session.exec(select(col(Chest.deleted_at))).one() is not None


def test_a_higher_role_may_do_all_that_a_lower_one_may_and_more() -> None:
    from_below = sorted(Role, key=rank_of)
    assert from_below == [Role.viewer, Role.member, Role.curator, Role.keeper]
    for lower, higher in pairwise(from_below):
        assert ALLOWED[lower] < ALLOWED[higher]
