"""What the family sees is what somebody approved, also after its writer changed it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

import chest.assets.deeds
import chest.assets.notes
from chest.access.viewers import ReceiptViewer, Viewer
from chest.assets.bulk import BulkManager
from chest.assets.manager import AssetManager
from chest.assets.views import AssetView
from chest.chests.members import MemberManager
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Decision, Moderation
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.errors import ChestError, Conflict, Gone, NotFound, Stale
from chest.models import Audience, Chest, ContributionState, Kind, Review, utc_now
from chest.security.signing import Signer
from chest.tags.giving import TagChange
from chest.tags.manager import TagManager
from tests.builders import (
    Family,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)

State = ContributionState


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


def trust(database: Database, family: Family, *, members: bool) -> None:
    with database.write() as session:
        chest = session.get(Chest, family.chest_id)
        assert chest
        chest.trusts_members = members
        session.add(chest)


def rewrite(assets: AssetManager, viewer: Viewer, note: AssetView, body: str) -> AssetView:
    now = assets.get(viewer, note.id)
    return assets.edit(viewer, note.id, version=now.version, changes={"body": body})


@pytest.fixture
def approved(
    assets: AssetManager, moderation: Moderation, family: Family
) -> tuple[AssetView, AssetView]:
    """Two notes of a member, approved together."""
    notes = [assets.add_note(family.member, family.chest_id, body=b) for b in ("kind", "kinder")]
    assert notes[0].contribution_id == notes[1].contribution_id
    assert notes[0].contribution_id
    moderation.approve(family.curator, notes[0].contribution_id)
    one, two = (assets.get(family.member, note.id) for note in notes)
    assert one.review is two.review is Review.published
    return one, two


def test_what_a_member_rewrites_after_approval_waits_again(
    assets: AssetManager,
    moderation: Moderation,
    family: Family,
    approved: tuple[AssetView, AssetView],
) -> None:
    one, two = approved
    changed = rewrite(assets, family.member, one, "other words")
    assert changed.review is Review.pending
    with pytest.raises(NotFound):
        assets.get(family.viewer, one.id)
    assert assets.get(family.viewer, two.id).body == "kinder"
    (waiting,) = moderation.list_contributions(
        family.curator, family.chest_id, state=State.pending
    ).items
    assert [item.body for item in waiting.items] == ["other words"]
    assert waiting.account_id == family.member.account_id
    before = assets.list_revisions(family.curator, one.id)[0].before
    assert before["body"] == "kind"
    moderation.approve(family.curator, waiting.id, version=waiting.version)
    assert assets.get(family.viewer, one.id).body == "other words"


@pytest.mark.parametrize("field", ["caption", "place", "taken", "alt_text"])
def test_so_does_every_other_thing_that_can_be_written(
    assets: AssetManager,
    family: Family,
    approved: tuple[AssetView, AssetView],
    field: str,
) -> None:
    one, _ = approved
    changes = {field: "1964"}
    changed = assets.edit(family.member, one.id, version=one.version, changes=changes)
    assert changed.review is Review.pending


def by_page(tags: TagManager, _bulk: BulkManager, viewer: Viewer, of: AssetView) -> None:
    tags.change(viewer, of.id, added=["garden"], removed=[])


def by_putting(tags: TagManager, _bulk: BulkManager, viewer: Viewer, of: AssetView) -> None:
    tags.put(viewer, of.id, ["garden"])


def by_taking_away(tags: TagManager, _bulk: BulkManager, viewer: Viewer, of: AssetView) -> None:
    tags.reject(viewer, of.id, "horse")


def among_many(_tags: TagManager, bulk: BulkManager, viewer: Viewer, of: AssetView) -> None:
    bulk.change(viewer, of.chest_id, [of.id], {"tags": TagChange.of(["garden"], [])})


@pytest.mark.parametrize("way", [by_page, by_putting, by_taking_away, among_many])
def test_so_does_what_a_member_says_is_in_a_picture(
    assets: AssetManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    approved: tuple[AssetView, AssetView],
    way: Callable[..., None],
) -> None:
    one, two = approved
    tags, bulk = TagManager(database=database), BulkManager(database=database)
    tags.add(family.curator, one.id, "horse")  # a curator's word waits for nobody
    assert assets.get(family.viewer, one.id).review is Review.published
    way(tags, bulk, family.member, one)
    assert assets.get(family.member, one.id).review is Review.pending
    with pytest.raises(NotFound):
        assets.get(family.viewer, one.id)
    waits = [c.id for c in assets.list_page(family.viewer, family.chest_id).items]
    assert waits == [two.id]
    # What a moderator has on the screen is not what they approve, once it changes again.
    state = {"state": State.pending}
    (waiting,) = moderation.list_contributions(family.curator, family.chest_id, **state).items
    tags.add(family.member, one.id, "dog")
    with pytest.raises(Stale):
        moderation.approve(family.curator, waiting.id, version=waiting.version)
    (waiting,) = moderation.list_contributions(family.curator, family.chest_id, **state).items
    moderation.approve(family.curator, waiting.id, version=waiting.version)
    assert "dog" in [tag.label for tag in assets.get(family.viewer, one.id).tags]
    # Nothing new is said: nothing waits.
    tags.add(family.member, one.id, "dog")
    assert assets.get(family.viewer, one.id).review is Review.published
    trust(database, family, members=True)
    tags.add(family.member, one.id, "beach")
    assert assets.get(family.viewer, one.id).review is Review.published


def test_keeping_something_from_the_family_needs_no_approval(
    assets: AssetManager, family: Family, approved: tuple[AssetView, AssetView]
) -> None:
    one, _ = approved
    changes = {"audience": Audience.keepers.value}
    changed = assets.edit(family.member, one.id, version=one.version, changes=changes)
    assert changed.review is Review.published


def test_an_edit_that_changes_nothing_leaves_it_approved(
    assets: AssetManager, family: Family, approved: tuple[AssetView, AssetView]
) -> None:
    one, _ = approved
    assert rewrite(assets, family.member, one, "kind").review is Review.published


def test_what_curators_write_and_members_who_are_trusted_stays_published(
    assets: AssetManager,
    database: Database,
    family: Family,
    approved: tuple[AssetView, AssetView],
) -> None:
    one, two = approved
    assert rewrite(assets, family.curator, one, "corrected").review is Review.published
    trust(database, family, members=True)
    assert rewrite(assets, family.member, two, "my own").review is Review.published


def test_what_was_added_in_trust_is_rewritten_under_the_rules_of_today(
    assets: AssetManager, database: Database, family: Family
) -> None:
    trust(database, family, members=True)
    note = assets.add_note(family.member, family.chest_id, body="kind")
    assert (note.review, note.contribution_id) == (Review.published, None)
    trust(database, family, members=False)
    assert rewrite(assets, family.member, note, "other words").review is Review.pending


@pytest.mark.parametrize("meanwhile", ["rewritten", "added"])
def test_nobody_approves_what_they_have_not_seen(
    assets: AssetManager,
    moderation: Moderation,
    family: Family,
    meanwhile: str,
) -> None:
    note = assets.add_note(family.member, family.chest_id, body="kind")
    assert note.contribution_id
    seen = moderation.get(family.curator, note.contribution_id)
    if meanwhile == "rewritten":
        rewrite(assets, family.member, note, "other words")
    else:
        assets.add_note(family.member, family.chest_id, body="other words")
    with pytest.raises(Stale):
        moderation.approve(family.curator, seen.id, version=seen.version)
    assert assets.get(family.member, note.id).review is Review.pending
    now = moderation.get(family.curator, seen.id)
    moderation.approve(family.curator, seen.id, version=now.version)
    assert "other words" in {item.body for item in now.items}


def test_what_a_link_gave_is_not_its_contributors_to_change_any_more(
    assets: AssetManager,
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
) -> None:
    aunt = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    draft = contributions.open_draft(aunt, name="Aunt Graça", consent=True)
    photo = add_asset(
        database, family.chest_id, contribution_id=draft.id, review=Review.draft, caption="Lisbon"
    )
    contributions.update(aunt, draft.id, message="kind")
    sent = contributions.submit(aunt, draft.id)
    receipt = ReceiptViewer(contribution_id=sent.id)

    def try_all() -> None:
        note = sent.message_asset_id
        assert note
        calls: list[Callable[[Viewer], object]] = [
            lambda v: assets.edit(v, note, version=1, changes={"body": "other words"}),
            lambda v: assets.edit(v, photo, version=1, changes={"caption": "other words"}),
            lambda v: assets.delete(v, photo),
            lambda v: contributions.update(v, sent.id, message="other words"),
            lambda v: contributions.remove_file(v, sent.id, photo),
        ]
        for call in calls:
            for viewer in (aunt, receipt):
                with pytest.raises(ChestError):
                    call(viewer)

    try_all()
    moderation.approve(family.curator, sent.id)
    try_all()
    assert sent.receipt
    receipts.withdraw(sent.receipt)
    try_all()
    receipts.unwithdraw(sent.receipt)
    shown = assets.get(family.viewer, photo)
    assert (shown.caption, shown.review) == ("Lisbon", Review.published)
    assert moderation.get(family.curator, sent.id).message == "kind"


def add_withdrawn(database: Database, family: Family) -> UUID:
    """A member's own memory that was taken back, as it could be done before."""
    given = add_contribution(
        database,
        family.chest_id,
        by=family.member,
        state=State.withdrawn,
        withdrawn_from=State.approved,
    )
    return add_asset(
        database,
        family.chest_id,
        kind=Kind.note,
        body="kind",
        contribution_id=given,
        review=Review.withdrawn,
        added_by=family.member.account_id,
    )


def test_a_member_has_no_receipt_that_would_bring_back_other_words(
    assets: AssetManager,
    contributions: ContributionManager,
    receipts: Receipts,
    family: Family,
    approved: tuple[AssetView, AssetView],
) -> None:
    one, _ = approved
    assert one.contribution_id
    sent = contributions.submit(family.member, one.contribution_id)
    assert sent.receipt is None
    assert [view.receipt for view in contributions.list_own(family.member)] == [None]
    receipt = Signer(b"x" * 32).receipt_token(one.contribution_id)
    for call in (receipts.receipt, receipts.withdraw, receipts.unwithdraw):
        with pytest.raises(Gone, match="can delete it there"):
            call(receipt)
    assert receipts.find_viewer_by_receipt(receipt) is None
    shown = assets.get(family.viewer, one.id)
    assert (shown.body, shown.review) == ("kind", Review.published)


def test_what_was_taken_back_is_not_rewritten(
    assets: AssetManager, database: Database, family: Family
) -> None:
    note = add_withdrawn(database, family)
    seen = assets.get(family.member, note)
    assert not seen.editable
    with pytest.raises(Conflict, match="taken back"):
        rewrite(assets, family.member, seen, "other words")
    assert assets.get(family.member, note).body == "kind"


def test_who_was_removed_reads_nothing_of_what_they_gave_and_it_stays(
    assets: AssetManager,
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    family: Family,
    approved: tuple[AssetView, AssetView],
) -> None:
    one, _ = approved
    assert one.contribution_id
    assert family.member.account_id
    assert len(contributions.list_own(family.member)) == 1
    MemberManager(database=database).remove(
        family.keeper, family.chest_id, account_id=family.member.account_id
    )
    assert contributions.list_own(family.member) == []
    calls: list[Callable[[], object]] = [
        lambda: contributions.submit(family.member, sent),
        lambda: contributions.update(family.member, sent, message="other words"),
        lambda: contributions.remove_file(family.member, sent, one.id),
    ]
    sent = one.contribution_id
    for call in calls:
        with pytest.raises(NotFound):
            call()
    with pytest.raises(Gone):
        receipts.withdraw(Signer(b"x" * 32).receipt_token(sent))
    assert assets.get(family.viewer, one.id).body == "kind"


@pytest.mark.parametrize("decision", list(Decision))
def test_many_are_not_decided_as_they_stood_when_they_were_listed(
    assets: AssetManager,
    contributions: ContributionManager,
    moderation: Moderation,
    family: Family,
    decision: Decision,
) -> None:
    notes = []
    for body in ("kind", "innocent"):
        notes.append(assets.add_note(family.member, family.chest_id, body=body))
        # The next one is gathered in a contribution of its own.
        moderation.decline(family.curator, contributions.list_own(family.member)[0].id)
    for given in contributions.list_own(family.member):
        moderation.undo(family.curator, given.id)
        if decision is Decision.undo:
            moderation.decline(family.curator, given.id)
    listed = moderation.list_contributions(family.curator, family.chest_id).items
    versions = {given.id: given.version for given in listed}
    assert len(versions) == 2
    rewrite(assets, family.member, notes[1], "rewritten a second ago")
    ids = [note.contribution_id for note in notes if note.contribution_id]
    until = utc_now() + timedelta(days=1)
    fresh, stale = moderation.review(
        family.curator, family.chest_id, ids, decision, until=until, versions=versions
    )
    assert fresh.problem is None
    assert fresh.version == moderation.get(family.curator, ids[0]).version
    assert (stale.state, stale.version) == (None, None)
    assert isinstance(stale.problem, Conflict if decision is Decision.undo else Stale)
    before = State.declined if decision is Decision.undo else State.pending
    assert moderation.get(family.curator, ids[1]).state is before


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("how", ["a published file", "a waiting file", "on a published one"])
def test_a_note_and_the_rewriting_of_its_file_do_not_wait_for_each_other(
    assets: AssetManager,
    database: Database,
    family: Family,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    first = assets.add_note(family.member, family.chest_id, body="a contribution is open")
    waits = how == "a waiting file"
    photo = add_asset(
        database,
        family.chest_id,
        added_by=family.member.account_id,
        contribution_id=first.contribution_id if waits else None,
        review=Review.pending if waits else Review.published,
    )
    holds_photo, holds_membership = threading.Event(), threading.Event()
    look_again, place_for = chest.assets.deeds.look_again, chest.assets.notes.place_for

    def look_slowly(*arguments: Any, **named: Any) -> None:
        holds_photo.set()
        holds_membership.wait(1)
        look_again(*arguments, **named)

    def place_and_tell(*arguments: Any, **named: Any) -> Any:
        place = place_for(*arguments, **named)
        holds_membership.set()
        return place

    monkeypatch.setattr(chest.assets.deeds, "look_again", look_slowly)
    monkeypatch.setattr(chest.assets.notes, "place_for", place_and_tell)

    def write() -> AssetView:
        holds_photo.wait(5)
        if how == "on a published one":
            return assets.add_note(family.member, family.chest_id, body="x", attached_to=photo)
        return assets.add_note(family.member, family.chest_id, body="x", asset_ids=[photo])

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write)
        rewriting = pool.submit(
            assets.edit, family.member, photo, version=1, changes={"caption": "Lisbon"}
        )
    assert rewriting.result().caption == "Lisbon"
    note = writing.result()
    attached = assets.get(family.member, photo).attached_to
    assert note.attached_to == photo if how == "on a published one" else attached == note.id


def test_rewriting_and_approving_at_one_instant_publishes_nothing_unseen(
    assets: AssetManager, moderation: Moderation, family: Family
) -> None:
    for _ in range(4):
        note = assets.add_note(family.member, family.chest_id, body="kind")
        assert note.contribution_id
        seen = moderation.get(family.curator, note.contribution_id)
        with ThreadPoolExecutor(2) as pool:
            approving = pool.submit(
                moderation.approve, family.curator, seen.id, version=seen.version
            )
            rewriting = pool.submit(rewrite, assets, family.member, note, "other words")
        assert isinstance(approving.exception(), Stale | None)
        assert rewriting.exception() is None
        after = assets.get(family.member, note.id)
        assert (after.body, after.review) == ("other words", Review.pending)
