"""Moderating: deciding about what was given, and what moderators find: what waits, what they
decided, and what comes back on its day."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from chest.access.standing import REVIEW_OF
from chest.access.viewers import ANONYMOUS, WORKER, ReceiptViewer, Viewer
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Decision, Moderation
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn, Stale
from chest.models import (
    AssetRevision,
    AssetState,
    Audience,
    AuditEvent,
    Contribution,
    ContributionState,
    Review,
    Role,
    utc_now,
)
from tests.builders import (
    Family,
    add_account,
    add_asset,
    add_chest,
    add_contribution,
    add_family,
    add_link,
    add_member,
    open_link_session,
)
from tests.chest.contributions.giving import (
    add_file,
    asset_of,
    begin,
    give,
    reviews,
)

State = ContributionState


def test_only_curators_and_keepers_moderate(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    later = utc_now() + timedelta(days=1)
    calls: list[Callable[[Viewer], object]] = [
        lambda v: moderation.list_contributions(v, family.chest_id),
        lambda v: moderation.get(v, sent.id),
        lambda v: moderation.approve(v, sent.id),
        lambda v: moderation.decline(v, sent.id),
        lambda v: moderation.hold(v, sent.id, until=later),
        lambda v: moderation.undo(v, sent.id),
        lambda v: moderation.review(v, family.chest_id, [sent.id], Decision.approve),
    ]
    elsewhere = add_account(database)
    add_chest(database, elsewhere)
    for call in calls:
        for viewer in (family.member, family.viewer, family.stranger, elsewhere):
            with pytest.raises(NotFound):
                call(viewer)
        for nobody in (aunt, ANONYMOUS, ReceiptViewer(contribution_id=sent.id), WORKER):
            with pytest.raises(NotSignedIn):
                call(nobody)
    assert reviews(database, sent.id) == {Review.pending}


def test_the_second_of_two_moderators_learns_who_decided_what(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    moderation.approve(family.curator, sent.id, version=sent.version)
    for call in (
        lambda: moderation.decline(family.keeper, sent.id, version=sent.version),
        lambda: moderation.decline(family.keeper, sent.id),
        lambda: moderation.approve(family.keeper, sent.id),
        lambda: moderation.hold(family.keeper, sent.id, until=utc_now() + timedelta(days=1)),
    ):
        with pytest.raises(Conflict) as refused:
            call()
        assert "Curator has approved" in refused.value.sentence
        assert refused.value.data["state"] == "approved"
        assert refused.value.data["decided_by"] == "Curator"
    assert moderation.get(family.keeper, sent.id).state is State.approved


def test_two_moderators_at_the_same_moment_make_one_decision(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, photo = give(contributions, database, aunt)
    start = threading.Barrier(4)
    outcomes: list[str] = []

    def decide(viewer: Viewer, approves: bool) -> None:
        start.wait()
        try:
            if approves:
                edits = {photo: {"caption": f"By {viewer.account_id}"}}
                view = moderation.approve(viewer, sent.id, edits=edits)
            else:
                view = moderation.decline(viewer, sent.id)
            outcomes.append(view.state.value)
        except Conflict:
            outcomes.append("conflict")

    more = [add_account(database) for _ in range(2)]
    for account in more:
        add_member(database, family.chest_id, account, Role.curator)
    deciders = [(family.keeper, True), (family.curator, False), (more[0], True), (more[1], False)]
    threads = [threading.Thread(target=decide, args=pair) for pair in deciders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("conflict") == 3
    (winner,) = (word for word in outcomes if word != "conflict")
    assert moderation.get(family.keeper, sent.id).state == winner
    assert reviews(database, sent.id) == {REVIEW_OF[State(winner)]}
    with database.read() as session:
        edited = len(session.exec(select(AssetRevision)).all())
        decisions = session.exec(
            select(AuditEvent.action).where(
                col(AuditEvent.action).in_(("contribution.approved", "contribution.declined"))
            )
        ).all()
    assert edited == (1 if winner == "approved" else 0)
    assert decisions == [f"contribution.{winner}"]


def test_the_same_person_pressing_twice_decides_once(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    first = moderation.approve(family.curator, sent.id)
    assert moderation.approve(family.curator, sent.id).version == first.version
    moderation.undo(family.curator, sent.id)
    first = moderation.decline(family.curator, sent.id, note="No.")
    assert moderation.decline(family.curator, sent.id).decision_note == "No."


def test_a_decision_about_something_older_is_stale(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    moderation.approve(family.curator, sent.id)
    moderation.undo(family.curator, sent.id)
    with pytest.raises(Stale) as refused:
        moderation.approve(family.keeper, sent.id, version=sent.version)
    current = refused.value.data["current"]
    assert current["state"] == "pending"
    assert moderation.approve(family.keeper, sent.id, version=current["version"])


def test_approving_with_edits_keeps_both_texts(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, photo = give(contributions, database, aunt)
    assert sent.message_asset_id
    view = moderation.approve(
        family.curator,
        sent.id,
        edits={
            photo: {"caption": "Painting the boat", "taken": "summer 1964", "place": "Setúbal"},
            sent.message_asset_id: {"body": "The summer that we painted the boat."},
        },
    )
    assert view.message == "The summer that we painted the boat."
    published = asset_of(database, photo)
    assert published.caption == "Painting the boat"
    assert published.place == "Setúbal"
    assert published.taken_earliest
    assert published.taken_earliest.startswith("1964")
    assert published.version == 2
    with database.read() as session:
        before = {row.asset_id: row for row in session.exec(select(AssetRevision))}
    assert before[photo].before["caption"] == "her caption"
    assert before[photo].before["taken"] is None
    assert before[photo].changed_by == family.curator.account_id
    assert before[sent.message_asset_id].before["body"] == "The summer we painted the boat."


def test_edits_that_change_nothing_leave_no_history(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, photo = give(contributions, database, aunt)
    moderation.approve(family.curator, sent.id, edits={photo: {"caption": "her caption"}})
    assert asset_of(database, photo).version == 1
    with database.read() as session:
        assert session.exec(select(AssetRevision)).all() == []


@pytest.mark.parametrize(
    "edit",
    [
        {"taken": "the day after never"},
        {"body": "a photo has no text"},
        {"caption": "x" * 10_001},
        {"sha256": "0" * 64},
        {"review": "published"},
    ],
)
def test_an_edit_that_cannot_be_made_publishes_nothing(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
    edit: dict[str, str],
) -> None:
    sent, photo = give(contributions, database, aunt)
    assert sent.message_asset_id
    edits = {sent.message_asset_id: {"body": "Changed."}, photo: edit}
    with pytest.raises(Invalid):
        moderation.approve(family.curator, sent.id, edits=edits)
    assert reviews(database, sent.id) == {Review.pending}
    assert moderation.get(family.curator, sent.id).message == "The summer we painted the boat."


def test_memories_that_a_moderator_does_not_see_in_it_cannot_be_edited_along(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    draft = begin(contributions, aunt)
    removed = add_file(database, draft)
    contributions.remove_file(aunt, draft.id, removed)
    sent, _ = give(contributions, database, aunt)
    elsewhere = add_chest(database, family.stranger)
    published = add_asset(database, family.chest_id)
    for foreign in (published, add_asset(database, elsewhere), removed):
        with pytest.raises(Invalid):
            moderation.approve(family.curator, sent.id, edits={foreign: {"caption": "x"}})
        assert asset_of(database, foreign).caption is None
    assert moderation.get(family.curator, sent.id).state is State.pending


def test_what_is_approved_may_be_for_everyone_but_not_for_keepers_alone(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, photo = give(contributions, database, aunt)
    assert asset_of(database, photo).audience is Audience.family
    with pytest.raises(Invalid):
        moderation.approve(family.curator, sent.id, audience=Audience.keepers)
    moderation.approve(family.curator, sent.id, audience=Audience.everyone)
    assert asset_of(database, photo).audience is Audience.everyone


def test_nobody_publishes_what_is_still_arriving(
    moderation: Moderation, database: Database, family: Family
) -> None:
    pending = add_contribution(database, family.chest_id, by=family.member)
    view = moderation.get(family.curator, pending)
    member = {"added_by": family.member.account_id, "review": Review.pending}
    here = add_file(database, view, **member)
    arriving = add_file(database, view, state=AssetState.uploading, **member)
    moderation.approve(family.curator, pending)
    assert asset_of(database, here).review is Review.published
    assert asset_of(database, arriving).review is Review.pending


def test_a_members_contribution_goes_through_the_same_queue(
    contributions: ContributionManager, moderation: Moderation, database: Database, family: Family
) -> None:
    pending = add_contribution(
        database, family.chest_id, by=family.member, name="Member", submitted_at=utc_now()
    )
    member = {"added_by": family.member.account_id, "review": Review.pending}
    photo = add_asset(database, family.chest_id, contribution_id=pending, **member)
    (mine,) = contributions.list_own(family.member)
    assert [item.id for item in mine.items] == [photo]
    (waiting,) = moderation.list_contributions(family.curator, family.chest_id).items
    assert waiting.account_id == family.member.account_id
    moderation.decline(family.curator, pending, note="We have it already.")
    (mine,) = contributions.list_own(family.member)
    assert (mine.state, mine.decision_note) == (State.declined, "We have it already.")
    assert mine.receipt is None


def test_holding_needs_a_moment_ahead_and_ends_by_itself(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    for until in (utc_now() - timedelta(seconds=1), utc_now().replace(tzinfo=None)):
        with pytest.raises(Invalid):
            moderation.hold(family.curator, sent.id, until=until)
    moderation.hold(family.curator, sent.id, until=utc_now() + timedelta(days=1))
    view = moderation.hold(family.keeper, sent.id, until=utc_now() + timedelta(days=2))
    assert view.held_until
    assert moderation.release_held() == 0
    with database.write() as session:
        row = session.get(Contribution, sent.id)
        assert row
        row.held_until = utc_now() - timedelta(seconds=1)
        session.add(row)
    assert moderation.release_held() == 1
    assert moderation.release_held() == 0
    view = moderation.get(family.curator, sent.id)
    assert (view.state, view.held_until, view.decided_by) == (State.pending, None, None)
    assert reviews(database, sent.id) == {Review.pending}


def test_what_is_held_can_be_approved(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent, _ = give(contributions, database, aunt)
    moderation.hold(family.curator, sent.id, until=utc_now() + timedelta(days=1))
    view = moderation.approve(family.keeper, sent.id)
    assert (view.state, view.held_until) == (State.approved, None)


def test_one_decision_about_many_is_made_for_each_by_itself(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent = [give(contributions, database, aunt)[0].id for _ in range(3)]
    moderation.decline(family.keeper, sent[1])
    elsewhere = add_chest(database, family.curator)
    foreign = add_contribution(database, elsewhere, by=family.curator)
    ids = [*sent, foreign, uuid4(), sent[0]]
    outcomes = moderation.review(family.curator, family.chest_id, ids, Decision.approve)
    assert [outcome.id for outcome in outcomes] == ids[:-1]
    assert [outcome.state for outcome in outcomes] == [
        State.approved,
        None,
        State.approved,
        None,
        None,
    ]
    problems = [type(outcome.problem) for outcome in outcomes if outcome.problem]
    assert problems == [Conflict, NotFound, NotFound]
    assert reviews(database, foreign) == set()
    undone = moderation.review(family.curator, family.chest_id, sent, Decision.undo)
    assert {outcome.state for outcome in undone} == {State.pending}
    with pytest.raises(Invalid):
        moderation.review(family.curator, family.chest_id, sent, Decision.hold)
    with pytest.raises(Invalid):
        moderation.review(
            family.curator, family.chest_id, [uuid4() for _ in range(201)], Decision.undo
        )


def test_the_queue_shows_what_waits_oldest_first_and_history_newest_first(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    sent = [give(contributions, database, aunt)[0].id for _ in range(5)]

    def read(state: State | None) -> list[UUID]:
        listed, after = [], None
        while True:
            page = moderation.list_contributions(
                family.curator, family.chest_id, state=state, after=after, limit=2
            )
            listed += [view.id for view in page.items]
            if page.next is None:
                return listed
            after = page.next

    assert read(State.pending) == sent
    for one in sent:
        moderation.approve(family.curator, one)
    assert read(State.pending) == []
    assert read(State.approved) == sent[::-1]
    assert read(None) == sent[::-1]


def test_the_queue_says_who_gave_what_through_which_link(
    contributions: ContributionManager, moderation: Moderation, database: Database, family: Family
) -> None:
    link = add_link(database, family.chest_id, family.keeper, label="The funeral")
    browser = open_link_session(database, link)
    draft = begin(contributions, browser, relation="her sister", contact_email="g@example.org")
    photo = add_file(database, draft, latitude=38.5, longitude=-8.9)
    contributions.update(browser, draft.id, message="For Rosa")
    contributions.submit(browser, draft.id)
    (view,) = moderation.list_contributions(family.curator, family.chest_id).items
    assert (view.name, view.relation, view.contact_email) == (
        "Aunt Graça",
        "her sister",
        "g@example.org",
    )
    assert view.link_label == "The funeral"
    assert view.message == "For Rosa"
    assert [item.id for item in view.items] == [photo, view.message_asset_id]
    assert view.items[0].latitude == 38.5
    assert view.receipt is None
    (own,) = contributions.list_own(browser)
    assert own.items[0].latitude is None
    assert own.link_label is own.decided_by is None


def test_contributors_never_learn_of_duplicates(
    contributions: ContributionManager,
    moderation: Moderation,
    receipts: Receipts,
    database: Database,
    family: Family,
    aunt: Viewer,
) -> None:
    known = add_asset(database, family.chest_id)
    draft = begin(contributions, aunt)
    add_file(database, draft, duplicate_of=known)
    sent = contributions.submit(aunt, draft.id)
    assert sent.receipt
    assert sent.items[0].duplicate_of is None
    assert receipts.receipt(sent.receipt).items[0].duplicate_of is None
    assert moderation.get(family.curator, sent.id).items[0].duplicate_of == known


def read_history(moderation: Moderation, family: Family, *, limit: int) -> list[tuple[UUID, State]]:
    listed: list[tuple[UUID, State]] = []
    after = None
    while True:
        page = moderation.list_decided(family.curator, family.chest_id, after=after, limit=limit)
        listed += [(view.id, view.state) for view in page.items]
        if page.next is None:
            return listed
        after = page.next


def test_the_history_begins_with_the_newest_decision(
    contributions: ContributionManager, moderation: Moderation, database: Database, family: Family
) -> None:
    given = [add_contribution(database, family.chest_id, by=family.member) for _ in range(7)]
    approved, declined = [given[n] for n in (3, 0, 5)], [given[n] for n in (4, 1)]
    for one in approved:
        moderation.approve(family.curator, one)
    for one in declined:
        moderation.decline(family.keeper, one)
    moderation.hold(family.keeper, given[2], until=utc_now() + timedelta(days=1))
    wanted = [(one, State.declined) for one in declined[::-1]]
    wanted += [(one, State.approved) for one in approved[::-1]]
    for limit in (1, 2, 50):
        assert read_history(moderation, family, limit=limit) == wanted


def test_decisions_of_one_instant_are_listed_once_each(
    contributions: ContributionManager, moderation: Moderation, database: Database, family: Family
) -> None:
    at = utc_now()
    given = {
        add_contribution(
            database, family.chest_id, by=family.member, state=State.approved, decided_at=at
        )
        for _ in range(5)
    }
    listed = [one for one, _ in read_history(moderation, family, limit=2)]
    assert len(listed) == 5
    assert set(listed) == given


def test_a_place_in_the_history_that_is_gone_begins_at_its_beginning(
    moderation: Moderation, database: Database, family: Family
) -> None:
    given = [add_contribution(database, family.chest_id, by=family.member) for _ in range(3)]
    for one in given:
        moderation.approve(family.curator, one)
    moderation.undo(family.curator, given[1])
    elsewhere = add_contribution(
        database,
        add_chest(database, family.stranger),
        by=family.stranger,
        state=State.approved,
        decided_at=utc_now() - timedelta(days=300),
    )
    for after in (given[1], elsewhere, uuid4()):
        page = moderation.list_decided(family.curator, family.chest_id, after=str(after))
        assert [view.id for view in page.items] == [given[2], given[0]]


def test_what_waits_is_counted(moderation: Moderation, database: Database, family: Family) -> None:
    given = [add_contribution(database, family.chest_id, by=family.member) for _ in range(5)]
    add_contribution(database, family.chest_id, by=family.member, state=State.draft)
    add_contribution(database, add_chest(database, family.stranger), by=family.stranger)
    moderation.approve(family.curator, given[0])
    moderation.hold(family.curator, given[1], until=utc_now() + timedelta(days=1))
    assert moderation.count_waiting(family.curator, family.chest_id) == 3


def test_history_and_count_are_for_curators_and_keepers(
    moderation: Moderation, family: Family
) -> None:
    for call in (moderation.list_decided, moderation.count_waiting):
        for viewer in (family.member, family.viewer, family.stranger):
            with pytest.raises(NotFound):
                call(viewer, family.chest_id)
        with pytest.raises(NotSignedIn):
            call(ANONYMOUS, family.chest_id)


@pytest.mark.parametrize(
    ("time_zone", "begins"),
    [
        ("UTC", datetime(2099, 7, 1, 0, 0, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2099, 7, 1, 7, 0, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2099, 6, 30, 12, 0, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2099, 6, 30, 18, 30, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("at_once", [False, True])
def test_what_is_held_until_a_day_comes_back_when_it_begins_where_the_chest_is_at_home(
    moderation: Moderation,
    database: Database,
    time_zone: str,
    begins: datetime,
    at_once: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    family = add_family(database, time_zone=time_zone)
    given = add_contribution(database, family.chest_id, by=family.member)
    day = date(2099, 7, 1)
    if at_once:
        moderation.review(family.curator, family.chest_id, [given], Decision.hold, until=day)
    else:
        moderation.hold(family.curator, given, until=day)
    with database.read() as session:
        row = session.get(Contribution, given)
        assert row
        assert row.held_until == begins
    monkeypatch.setattr(
        "chest.contributions.moderation.utc_now", lambda: begins - timedelta(minutes=1)
    )
    assert moderation.release_held() == 0
    monkeypatch.setattr(
        "chest.contributions.moderation.utc_now", lambda: begins + timedelta(minutes=1)
    )
    assert moderation.release_held() == 1


def test_today_is_no_day_ahead_and_tomorrow_there_is(
    moderation: Moderation,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    family = add_family(database, time_zone="Pacific/Auckland")
    given = add_contribution(database, family.chest_id, by=family.member)
    # Still the 30th in London, and already noon of the 1st in Auckland.
    now = datetime(2099, 6, 30, 23, 0, tzinfo=UTC)
    monkeypatch.setattr("chest.contributions.moderation.utc_now", lambda: now)
    with pytest.raises(Invalid):
        moderation.hold(family.curator, given, until=date(2099, 7, 1))
    assert moderation.hold(family.curator, given, until=date(2099, 7, 2)).held_until
