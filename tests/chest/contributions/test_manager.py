"""Contributions: begun with consent, sent, decided about, taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from chest.access.standing import REVIEW_OF
from chest.access.viewers import ANONYMOUS, WORKER, LinkViewer, ReceiptViewer, Viewer
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Decision
from chest.contributions.states import move
from chest.contributions.views import ContributionView
from chest.database import Database
from chest.errors import ChestError, Conflict, Gone, Invalid, NotFound, NotSignedIn, Stale
from chest.models import (
    Asset,
    AssetRevision,
    AssetState,
    Audience,
    AuditEvent,
    BlobTrash,
    Contribution,
    ContributionState,
    Derivative,
    Kind,
    LinkPermission,
    Review,
    Role,
    ShareLink,
    Upload,
    UploadState,
    utc_now,
)
from chest.security.signing import Signer
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

State = ContributionState


@pytest.fixture
def contributions(database: Database) -> ContributionManager:
    return ContributionManager(database=database, signer=Signer(b"x" * 32))


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


@pytest.fixture
def aunt(database: Database, family: Family) -> Viewer:
    """A browser that opened a link to add and pressed Continue."""
    return open_link_session(database, add_link(database, family.chest_id, family.keeper))


def begin(contributions: ContributionManager, aunt: Viewer, **words: Any) -> ContributionView:
    return contributions.open_draft(aunt, **{"name": "Aunt Graça", "consent": True, **words})


def add_file(
    database: Database, view: ContributionView, *, review: Review = Review.draft, **fields: Any
) -> UUID:
    return add_asset(database, view.chest_id, contribution_id=view.id, review=review, **fields)


def add_upload(database: Database, asset_id: UUID, state: UploadState) -> None:
    with database.write() as session:
        session.add(Upload(asset_id=asset_id, state=state, handle="handle", size=10, part_size=10))


def give(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> tuple[ContributionView, UUID]:
    """A photograph and a message, sent."""
    draft = begin(contributions, aunt)
    photo = add_file(database, draft, caption="her caption")
    contributions.update(aunt, draft.id, message="The summer we painted the boat.")
    return contributions.submit(aunt, draft.id), photo


def asset_of(database: Database, asset_id: UUID) -> Asset:
    with database.read() as session:
        asset = session.get(Asset, asset_id)
        assert asset
        return asset


def reviews(database: Database, contribution_id: UUID) -> set[Review]:
    with database.read() as session:
        return set(
            session.exec(
                select(Asset.review).where(col(Asset.contribution_id) == contribution_id)
            ).all()
        )


def bring_to(
    contributions: ContributionManager, family: Family, sent: ContributionView, state: State
) -> None:
    """From pending to the state, the way people do it."""
    steps: dict[State, Callable[[], object]] = {
        State.approved: lambda: contributions.approve(family.curator, sent.id),
        State.declined: lambda: contributions.decline(family.curator, sent.id, note="Not her."),
        State.held: lambda: contributions.hold(
            family.curator, sent.id, until=utc_now() + timedelta(days=3)
        ),
    }
    if state in steps:
        steps[state]()


# ---- the draft ----


def test_nothing_begins_without_consent(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    with pytest.raises(Invalid) as refused:
        begin(contributions, aunt, consent=False)
    assert refused.value.data["field"] == "consent"
    with database.read() as session:
        assert session.exec(select(Contribution)).all() == []


def test_consent_opens_a_draft_with_its_moment_and_receipt(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(
        contributions,
        aunt,
        name="  Aunt   Graça ",
        relation="her sister",
        contact_email="Graca@Example.org",
    )
    assert draft.state is State.draft
    assert (draft.name, draft.relation) == ("Aunt Graça", "her sister")
    assert draft.contact_email == "graca@example.org"
    assert draft.receipt
    with database.read() as session:
        row = session.get(Contribution, draft.id)
    assert row
    assert abs((utc_now() - row.consent_at).total_seconds()) < 60
    assert isinstance(aunt, LinkViewer)
    assert row.link_id == aunt.link_id


@pytest.mark.parametrize(
    "words",
    [
        {"name": "   "},
        {"name": "\x00"},
        {"name": "x" * 201},
        {"relation": "x" * 201},
        {"contact_email": "graca at home"},
    ],
)
def test_who_gives_must_be_told_as_it_can_be_kept(
    contributions: ContributionManager, aunt: Viewer, words: dict[str, str]
) -> None:
    with pytest.raises(Invalid):
        begin(contributions, aunt, **words)


def test_a_browser_that_comes_back_finds_its_draft(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    photo = add_file(database, draft)
    contributions.update(aunt, draft.id, message="half a sent")
    again = begin(contributions, aunt, name="Graça Costa")
    assert again.id == draft.id
    assert again.name == "Graça Costa"
    assert again.message == "half a sent"
    assert [item.id for item in again.items] == [photo, again.message_asset_id]
    assert again.receipt == draft.receipt


def test_a_double_tap_begins_one_draft(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    start = threading.Barrier(4)
    begun: list[UUID] = []

    def tap() -> None:
        start.wait()
        begun.append(begin(contributions, aunt).id)

    threads = [threading.Thread(target=tap) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(begun) == 4
    assert len(set(begun)) == 1


def test_after_sending_one_can_give_more(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    more = begin(contributions, aunt)
    assert more.id != sent.id
    assert [view.id for view in contributions.list_own(aunt)] == [more.id, sent.id]


def test_only_a_link_to_add_begins_a_draft(
    contributions: ContributionManager, database: Database, family: Family
) -> None:
    look = add_link(database, family.chest_id, family.keeper, permission=LinkPermission.look)
    for viewer in (open_link_session(database, look), family.keeper, ANONYMOUS):
        with pytest.raises(NotFound):
            begin(contributions, viewer)


def test_the_message_is_a_note_with_the_files_attached(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    before = add_file(database, draft)
    view = contributions.update(aunt, draft.id, message="  She laughed.\x00 ")
    after = add_file(database, draft)
    contributions.submit(aunt, draft.id)
    assert view.message == "She laughed."
    assert view.message_asset_id
    note = asset_of(database, view.message_asset_id)
    assert (note.kind, note.state, note.body) == (Kind.note, AssetState.ready, "She laughed.")
    assert note.contribution_id == draft.id
    assert note.audience is Audience.family
    assert asset_of(database, before).attached_to == note.id
    assert asset_of(database, after).attached_to == note.id
    assert note.attached_to is None


def test_autosave_keeps_one_note_and_none_for_no_words(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    photo = add_file(database, draft)
    for words in ("S", "She", "She laughed."):
        view = contributions.update(aunt, draft.id, message=words)
    assert view.message == "She laughed."
    with database.read() as session:
        notes = session.exec(select(Asset).where(col(Asset.kind) == Kind.note)).all()
    assert len(notes) == 1
    view = contributions.update(aunt, draft.id, relation="her sister")
    assert view.message == "She laughed."
    view = contributions.update(aunt, draft.id, message="  ")
    assert view.message is view.message_asset_id is None
    assert asset_of(database, photo).attached_to is None
    with database.read() as session:
        assert session.exec(select(Asset).where(col(Asset.kind) == Kind.note)).all() == []


def test_a_file_taken_out_before_sending_is_never_sent(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    kept, removed = add_file(database, draft), add_file(database, draft)
    for _ in range(2):
        view = contributions.remove_file(aunt, draft.id, removed)
    assert [item.id for item in view.items] == [kept]
    contributions.submit(aunt, draft.id)
    contributions.approve(family.curator, draft.id)
    assert asset_of(database, kept).review is Review.published
    assert asset_of(database, removed).review is Review.draft
    with pytest.raises(Conflict):
        contributions.remove_file(aunt, draft.id, kept)


def test_a_file_of_someone_else_cannot_be_taken_out(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    published = add_asset(database, family.chest_id)
    other = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    theirs = add_file(database, begin(contributions, other))
    for asset_id in (published, theirs, uuid4()):
        with pytest.raises(NotFound):
            contributions.remove_file(aunt, draft.id, asset_id)


# ---- sending ----


def test_sending_takes_along_everything_that_is_in_it(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    add_file(database, draft)
    contributions.update(aunt, draft.id, message="For Rosa")
    sent = contributions.submit(aunt, draft.id)
    assert sent.state is State.pending
    assert sent.submitted_at
    assert reviews(database, draft.id) == {Review.pending}


def test_sending_twice_is_not_an_error(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    again = contributions.submit(aunt, sent.id)
    assert (again.state, again.submitted_at) == (State.pending, sent.submitted_at)
    contributions.approve(family.curator, sent.id)
    assert contributions.submit(aunt, sent.id).state is State.approved


def test_an_empty_draft_is_not_sent(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    with pytest.raises(Invalid):
        contributions.submit(aunt, draft.id)
    removed = add_file(database, draft)
    contributions.remove_file(aunt, draft.id, removed)
    with pytest.raises(Invalid):
        contributions.submit(aunt, draft.id)
    assert contributions.list_own(aunt)[0].state is State.draft


@pytest.mark.parametrize("state", [UploadState.open, UploadState.completing])
def test_nothing_is_sent_while_files_are_on_their_way(
    contributions: ContributionManager, database: Database, aunt: Viewer, state: UploadState
) -> None:
    draft = begin(contributions, aunt)
    done, slow = add_file(database, draft), add_file(database, draft, original_name="film.mp4")
    add_upload(database, done, UploadState.complete)
    add_upload(database, slow, state)
    with pytest.raises(Conflict) as refused:
        contributions.submit(aunt, draft.id)
    assert refused.value.data == {"waiting": 1, "names": ["film.mp4"]}
    assert reviews(database, draft.id) == {Review.draft}
    contributions.remove_file(aunt, draft.id, slow)
    assert contributions.submit(aunt, draft.id).state is State.pending


def test_what_was_sent_stays_as_it_is(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    with pytest.raises(Conflict):
        contributions.update(aunt, sent.id, message="something else")


def test_one_sends_changes_and_sees_only_ones_own(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    photo = add_file(database, draft)
    link = add_link(database, family.chest_id, family.keeper)
    other_chest = add_chest(database, family.keeper)
    others = (
        open_link_session(database, link),
        open_link_session(database, add_link(database, other_chest, family.keeper)),
        family.keeper,
        family.curator,
        family.stranger,
    )
    for viewer in others:
        assert contributions.list_own(viewer) == []
        for call in (
            lambda v: contributions.submit(v, draft.id),
            lambda v: contributions.update(v, draft.id, message="x"),
            lambda v: contributions.remove_file(v, draft.id, photo),
        ):
            with pytest.raises(NotFound):
                call(viewer)
    for nobody in (ANONYMOUS, ReceiptViewer(contribution_id=draft.id)):
        with pytest.raises(NotSignedIn):
            contributions.submit(nobody, draft.id)
    assert contributions.list_own(ANONYMOUS) == []
    assert [v.id for v in contributions.list_own(ReceiptViewer(contribution_id=draft.id))] == [
        draft.id
    ]
    assert reviews(database, draft.id) == {Review.draft}


# ---- moderating ----


@pytest.mark.parametrize("state", [State.approved, State.declined, State.held])
def test_a_decision_takes_every_memory_along(
    contributions: ContributionManager,
    database: Database,
    family: Family,
    aunt: Viewer,
    state: State,
) -> None:
    sent, _ = give(contributions, database, aunt)
    bring_to(contributions, family, sent, state)
    view = contributions.get(family.keeper, sent.id)
    assert view.state is state
    assert view.decided_by == family.curator.account_id
    assert view.decided_by_name == "Curator"
    assert view.decided_at
    assert reviews(database, sent.id) == {REVIEW_OF[state]}


def test_every_state_has_one_review_and_no_two_share_one() -> None:
    assert set(REVIEW_OF) == set(ContributionState)
    assert len(set(REVIEW_OF.values())) == len(Review)


@pytest.mark.parametrize("state", [State.approved, State.declined, State.held])
def test_undo_lets_it_wait_again_whoever_decided(
    contributions: ContributionManager,
    database: Database,
    family: Family,
    aunt: Viewer,
    state: State,
) -> None:
    sent, _ = give(contributions, database, aunt)
    bring_to(contributions, family, sent, state)
    for _ in range(2):
        view = contributions.undo(family.keeper, sent.id)
        assert view.state is State.pending
        assert view.decided_by is view.decided_at is None
        assert view.decision_note is view.held_until is None
    assert reviews(database, sent.id) == {Review.pending}


def test_what_a_curator_deleted_follows_its_contribution_and_stays_deleted(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, photo = give(contributions, database, aunt)
    contributions.approve(family.curator, sent.id)
    with database.write() as session:
        row = session.get(Asset, photo)
        assert row
        row.deleted_at = utc_now()
        session.add(row)
    contributions.undo(family.curator, sent.id)
    row = asset_of(database, photo)
    assert row.review is Review.pending
    assert row.deleted_at


def test_only_curators_and_keepers_moderate(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    later = utc_now() + timedelta(days=1)
    calls: list[Callable[[Viewer], object]] = [
        lambda v: contributions.list_contributions(v, family.chest_id),
        lambda v: contributions.get(v, sent.id),
        lambda v: contributions.approve(v, sent.id),
        lambda v: contributions.decline(v, sent.id),
        lambda v: contributions.hold(v, sent.id, until=later),
        lambda v: contributions.undo(v, sent.id),
        lambda v: contributions.review(v, family.chest_id, [sent.id], Decision.approve),
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


@pytest.mark.parametrize("state", [State.draft, State.withdrawn])
def test_drafts_and_what_was_taken_back_cannot_be_moderated(
    contributions: ContributionManager, database: Database, family: Family, state: State
) -> None:
    browser = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    hidden = add_contribution(database, family.chest_id, by=browser, state=state)
    assert contributions.list_contributions(family.keeper, family.chest_id).items == []
    assert contributions.list_contributions(family.keeper, family.chest_id, state=state).items == []
    for call in (contributions.get, contributions.approve, contributions.undo):
        with pytest.raises(NotFound):
            call(family.keeper, hidden)


def test_the_second_of_two_moderators_learns_who_decided_what(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    contributions.approve(family.curator, sent.id, version=sent.version)
    for call in (
        lambda: contributions.decline(family.keeper, sent.id, version=sent.version),
        lambda: contributions.decline(family.keeper, sent.id),
        lambda: contributions.approve(family.keeper, sent.id),
        lambda: contributions.hold(family.keeper, sent.id, until=utc_now() + timedelta(days=1)),
    ):
        with pytest.raises(Conflict) as refused:
            call()
        assert "Curator has approved" in refused.value.sentence
        assert refused.value.data["state"] == "approved"
        assert refused.value.data["decided_by"] == "Curator"
    assert contributions.get(family.keeper, sent.id).state is State.approved


def test_two_moderators_at_the_same_moment_make_one_decision(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, photo = give(contributions, database, aunt)
    start = threading.Barrier(4)
    outcomes: list[str] = []

    def decide(viewer: Viewer, approves: bool) -> None:
        start.wait()
        try:
            if approves:
                edits = {photo: {"caption": f"By {viewer.account_id}"}}
                view = contributions.approve(viewer, sent.id, edits=edits)
            else:
                view = contributions.decline(viewer, sent.id)
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
    assert contributions.get(family.keeper, sent.id).state == winner
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


def test_a_move_from_where_it_no_longer_stands_moves_nothing(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    with database.read() as session:
        seen_before = session.get(Contribution, sent.id)
        assert seen_before
    contributions.decline(family.keeper, sent.id)
    with database.write() as session:
        session.add(seen_before)
        with pytest.raises(Conflict):
            move(session, seen_before, State.approved, viewer=family.curator, action="approved")
    assert reviews(database, sent.id) == {Review.declined}


def test_the_same_person_pressing_twice_decides_once(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    first = contributions.approve(family.curator, sent.id)
    assert contributions.approve(family.curator, sent.id).version == first.version
    contributions.undo(family.curator, sent.id)
    first = contributions.decline(family.curator, sent.id, note="No.")
    assert contributions.decline(family.curator, sent.id).decision_note == "No."


def test_a_decision_about_something_older_is_stale(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    contributions.approve(family.curator, sent.id)
    contributions.undo(family.curator, sent.id)
    with pytest.raises(Stale) as refused:
        contributions.approve(family.keeper, sent.id, version=sent.version)
    current = refused.value.data["current"]
    assert current["state"] == "pending"
    assert contributions.approve(family.keeper, sent.id, version=current["version"])


def test_approving_with_edits_keeps_both_texts(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, photo = give(contributions, database, aunt)
    assert sent.message_asset_id
    view = contributions.approve(
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
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, photo = give(contributions, database, aunt)
    contributions.approve(family.curator, sent.id, edits={photo: {"caption": "her caption"}})
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
    database: Database,
    family: Family,
    aunt: Viewer,
    edit: dict[str, str],
) -> None:
    sent, photo = give(contributions, database, aunt)
    assert sent.message_asset_id
    edits = {sent.message_asset_id: {"body": "Changed."}, photo: edit}
    with pytest.raises(Invalid):
        contributions.approve(family.curator, sent.id, edits=edits)
    assert reviews(database, sent.id) == {Review.pending}
    assert contributions.get(family.curator, sent.id).message == "The summer we painted the boat."


def test_memories_that_a_moderator_does_not_see_in_it_cannot_be_edited_along(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    removed = add_file(database, draft)
    contributions.remove_file(aunt, draft.id, removed)
    sent, _ = give(contributions, database, aunt)
    elsewhere = add_chest(database, family.stranger)
    published = add_asset(database, family.chest_id)
    for foreign in (published, add_asset(database, elsewhere), removed):
        with pytest.raises(Invalid):
            contributions.approve(family.curator, sent.id, edits={foreign: {"caption": "x"}})
        assert asset_of(database, foreign).caption is None
    assert contributions.get(family.curator, sent.id).state is State.pending


def test_what_is_approved_may_be_for_everyone_but_not_for_keepers_alone(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, photo = give(contributions, database, aunt)
    assert asset_of(database, photo).audience is Audience.family
    with pytest.raises(Invalid):
        contributions.approve(family.curator, sent.id, audience=Audience.keepers)
    contributions.approve(family.curator, sent.id, audience=Audience.everyone)
    assert asset_of(database, photo).audience is Audience.everyone


def test_nobody_publishes_what_is_still_arriving(
    contributions: ContributionManager, database: Database, family: Family
) -> None:
    pending = add_contribution(database, family.chest_id, by=family.member)
    view = contributions.get(family.curator, pending)
    member = {"added_by": family.member.account_id, "review": Review.pending}
    here = add_file(database, view, **member)
    arriving = add_file(database, view, state=AssetState.uploading, **member)
    contributions.approve(family.curator, pending)
    assert asset_of(database, here).review is Review.published
    assert asset_of(database, arriving).review is Review.pending


def test_a_members_contribution_goes_through_the_same_queue(
    contributions: ContributionManager, database: Database, family: Family
) -> None:
    pending = add_contribution(
        database, family.chest_id, by=family.member, name="Member", submitted_at=utc_now()
    )
    member = {"added_by": family.member.account_id, "review": Review.pending}
    photo = add_asset(database, family.chest_id, contribution_id=pending, **member)
    (mine,) = contributions.list_own(family.member)
    assert [item.id for item in mine.items] == [photo]
    (waiting,) = contributions.list_contributions(family.curator, family.chest_id).items
    assert waiting.account_id == family.member.account_id
    contributions.decline(family.curator, pending, note="We have it already.")
    (mine,) = contributions.list_own(family.member)
    assert (mine.state, mine.decision_note) == (State.declined, "We have it already.")
    assert mine.receipt is None


def test_holding_needs_a_moment_ahead_and_ends_by_itself(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    for until in (utc_now() - timedelta(seconds=1), utc_now().replace(tzinfo=None)):
        with pytest.raises(Invalid):
            contributions.hold(family.curator, sent.id, until=until)
    contributions.hold(family.curator, sent.id, until=utc_now() + timedelta(days=1))
    view = contributions.hold(family.keeper, sent.id, until=utc_now() + timedelta(days=2))
    assert view.held_until
    assert contributions.release_held() == 0
    with database.write() as session:
        row = session.get(Contribution, sent.id)
        assert row
        row.held_until = utc_now() - timedelta(seconds=1)
        session.add(row)
    assert contributions.release_held() == 1
    assert contributions.release_held() == 0
    view = contributions.get(family.curator, sent.id)
    assert (view.state, view.held_until, view.decided_by) == (State.pending, None, None)
    assert reviews(database, sent.id) == {Review.pending}


def test_what_is_held_can_be_approved(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    contributions.hold(family.curator, sent.id, until=utc_now() + timedelta(days=1))
    view = contributions.approve(family.keeper, sent.id)
    assert (view.state, view.held_until) == (State.approved, None)


def test_one_decision_about_many_is_made_for_each_by_itself(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent = [give(contributions, database, aunt)[0].id for _ in range(3)]
    contributions.decline(family.keeper, sent[1])
    elsewhere = add_chest(database, family.curator)
    foreign = add_contribution(database, elsewhere, by=family.curator)
    ids = [*sent, foreign, uuid4(), sent[0]]
    outcomes = contributions.review(family.curator, family.chest_id, ids, Decision.approve)
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
    undone = contributions.review(family.curator, family.chest_id, sent, Decision.undo)
    assert {outcome.state for outcome in undone} == {State.pending}
    with pytest.raises(Invalid):
        contributions.review(family.curator, family.chest_id, sent, Decision.hold)
    with pytest.raises(Invalid):
        contributions.review(
            family.curator, family.chest_id, [uuid4() for _ in range(201)], Decision.undo
        )


def test_the_queue_shows_what_waits_oldest_first_and_history_newest_first(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent = [give(contributions, database, aunt)[0].id for _ in range(5)]

    def read(state: State | None) -> list[UUID]:
        listed, after = [], None
        while True:
            page = contributions.list_contributions(
                family.curator, family.chest_id, state=state, after=after, limit=2
            )
            listed += [view.id for view in page.items]
            if page.next is None:
                return listed
            after = page.next

    assert read(State.pending) == sent
    for one in sent:
        contributions.approve(family.curator, one)
    assert read(State.pending) == []
    assert read(State.approved) == sent[::-1]
    assert read(None) == sent[::-1]


def test_the_queue_says_who_gave_what_through_which_link(
    contributions: ContributionManager, database: Database, family: Family
) -> None:
    link = add_link(database, family.chest_id, family.keeper, label="The funeral")
    browser = open_link_session(database, link)
    draft = begin(contributions, browser, relation="her sister", contact_email="g@example.org")
    photo = add_file(database, draft, latitude=38.5, longitude=-8.9)
    contributions.update(browser, draft.id, message="For Rosa")
    contributions.submit(browser, draft.id)
    (view,) = contributions.list_contributions(family.curator, family.chest_id).items
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
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    known = add_asset(database, family.chest_id)
    draft = begin(contributions, aunt)
    add_file(database, draft, duplicate_of=known)
    sent = contributions.submit(aunt, draft.id)
    assert sent.receipt
    assert sent.items[0].duplicate_of is None
    assert contributions.receipt(sent.receipt).items[0].duplicate_of is None
    assert contributions.get(family.curator, sent.id).items[0].duplicate_of == known


# ---- receipts ----


def test_a_receipt_tells_what_was_given_and_what_became_of_it(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, photo = give(contributions, database, aunt)
    assert sent.receipt
    receipt = contributions.receipt(sent.receipt)
    assert receipt.state is State.pending
    assert receipt.words == "Thank you. The person who keeps this chest will see it first."
    assert receipt.chest_name == "Rosa Almeida"
    assert receipt.message == "The summer we painted the boat."
    assert [item.id for item in receipt.items] == [photo]
    assert receipt.can_withdraw
    assert not receipt.can_undo_withdrawal
    contributions.decline(family.curator, sent.id, note="We would rather keep this to us.")
    receipt = contributions.receipt(sent.receipt)
    assert receipt.state is State.declined
    assert receipt.decision_note == "We would rather keep this to us."
    contributions.undo(family.curator, sent.id)
    assert contributions.receipt(sent.receipt).decision_note is None


def test_a_receipt_outlives_its_link(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    assert sent.receipt
    assert isinstance(aunt, LinkViewer)
    with database.write() as session:
        link = session.get(ShareLink, aunt.link_id)
        assert link
        link.revoked_at, link.generation = utc_now(), 2
        session.add(link)
    assert contributions.receipt(sent.receipt).state is State.pending
    assert contributions.withdraw(sent.receipt).state is State.withdrawn


def test_receipts_cannot_be_guessed(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    receipt = sent.receipt
    assert receipt
    payload, _, signature = receipt.partition(".")
    assert len(signature) * 6 >= 128
    other = Signer(b"y" * 32).receipt_token(sent.id)
    link_token = Signer(b"x" * 32).link_token(sent.id, 0)
    for forged in ("", "x", payload, payload + "." + "A" * len(signature), other, link_token):
        for call in (contributions.receipt, contributions.withdraw, contributions.unwithdraw):
            with pytest.raises(NotFound):
                call(forged)
        assert contributions.find_viewer_by_receipt(forged) is None
    assert contributions.find_viewer_by_receipt(None) is None
    assert contributions.find_viewer_by_receipt(receipt) == ReceiptViewer(contribution_id=sent.id)
    assert reviews(database, sent.id) == {Review.pending}


def test_two_receipts_share_no_signature(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    receipts = [give(contributions, database, aunt)[0].receipt for _ in range(20)]
    signatures = {str(receipt).partition(".")[2] for receipt in receipts}
    assert len(signatures) == 20


@pytest.mark.parametrize("state", [s for s in State if s is not State.withdrawn])
def test_a_gift_is_taken_back_from_every_state_and_returned_to_it(
    contributions: ContributionManager,
    database: Database,
    family: Family,
    aunt: Viewer,
    state: State,
) -> None:
    draft = begin(contributions, aunt)
    receipt = draft.receipt
    assert receipt
    photo = add_file(database, draft)
    removed = add_file(database, draft)
    contributions.remove_file(aunt, draft.id, removed)
    if state is not State.draft:
        bring_to(contributions, family, contributions.submit(aunt, draft.id), state)
    before = contributions.receipt(receipt)
    for _ in range(2):
        withdrawn = contributions.withdraw(receipt)
        assert withdrawn.state is State.withdrawn
        assert not withdrawn.can_withdraw
        assert withdrawn.can_undo_withdrawal
        assert [item.id for item in withdrawn.items] == [photo]
    assert asset_of(database, photo).review is Review.withdrawn
    assert contributions.list_contributions(family.keeper, family.chest_id).items == []
    with pytest.raises(ChestError):
        contributions.undo(family.keeper, draft.id)
    for _ in range(2):
        assert contributions.unwithdraw(receipt).state is state
    assert asset_of(database, photo).review is REVIEW_OF[state]
    assert asset_of(database, removed).review is Review.draft
    after = contributions.receipt(receipt)
    assert (after.state, after.decision_note) == (before.state, before.decision_note)


def test_what_was_taken_back_is_not_sent_by_accident(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    assert draft.receipt
    add_file(database, draft)
    contributions.withdraw(draft.receipt)
    with pytest.raises(Conflict):
        contributions.submit(aunt, draft.id)
    contributions.unwithdraw(draft.receipt)
    assert contributions.submit(aunt, draft.id).state is State.pending


def test_taking_back_and_approving_at_the_same_moment_ends_taken_back_or_refused(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    receipt = sent.receipt
    assert receipt
    start = threading.Barrier(2)
    refused: list[ChestError] = []

    def withdraw() -> None:
        start.wait()
        contributions.withdraw(receipt)

    def approve() -> None:
        start.wait()
        try:
            contributions.approve(family.curator, sent.id)
        except NotFound as error:
            refused.append(error)

    threads = [threading.Thread(target=withdraw), threading.Thread(target=approve)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert contributions.receipt(receipt).state is State.withdrawn
    assert reviews(database, sent.id) == {Review.withdrawn}
    returned = contributions.unwithdraw(receipt).state
    assert returned is (State.pending if refused else State.approved)


# ---- looking after ----


def age(database: Database, contribution_id: UUID, days: float, *, files_too: bool = True) -> None:
    with database.write() as session:
        row = session.get(Contribution, contribution_id)
        assert row
        row.created_at -= timedelta(days=days)
        session.add(row)
        if files_too:
            for asset in session.exec(
                select(Asset).where(col(Asset.contribution_id) == contribution_id)
            ):
                asset.created_at -= timedelta(days=days)
                session.add(asset)


def test_drafts_go_after_seven_days_with_their_files(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    photo = add_file(database, draft, storage_key="v1/c/o/1")
    gone = add_file(database, draft, storage_key="v1/c/o/2")
    contributions.remove_file(aunt, draft.id, gone)
    add_upload(database, photo, UploadState.complete)
    contributions.update(aunt, draft.id, message="half a sent")
    with database.write() as session:
        session.add(
            Derivative(
                asset_id=photo,
                kind="thumb",
                storage_key="v1/c/d/1/thumb-1",
                media_type="image/webp",
                bytes=1,
            )
        )
        session.add(BlobTrash(storage_key="v1/c/o/2"))
    age(database, draft.id, 6.9)
    assert contributions.purge_drafts() == 0
    age(database, draft.id, 0.2)
    assert contributions.purge_drafts() == 1
    assert contributions.purge_drafts() == 0
    with database.read() as session:
        for table in (Contribution, Asset, Upload, Derivative):
            assert session.exec(select(table)).all() == []
        trash = set(session.exec(select(BlobTrash.storage_key)).all())
    assert trash == {"v1/c/o/1", "v1/c/o/2", "v1/c/d/1/thumb-1"}
    assert draft.receipt
    with pytest.raises(Gone):
        contributions.receipt(draft.receipt)
    assert contributions.find_viewer_by_receipt(draft.receipt) is None


def test_a_draft_that_still_grows_stays(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    add_file(database, draft)
    age(database, draft.id, 20, files_too=False)
    assert contributions.purge_drafts() == 0


@pytest.mark.parametrize("state", [State.pending, State.approved, State.declined, State.held])
def test_what_was_sent_is_never_purged_as_a_draft(
    contributions: ContributionManager,
    database: Database,
    family: Family,
    aunt: Viewer,
    state: State,
) -> None:
    sent, photo = give(contributions, database, aunt)
    bring_to(contributions, family, sent, state)
    age(database, sent.id, 400)
    assert contributions.purge_drafts() == 0
    assert sent.receipt
    contributions.withdraw(sent.receipt)
    assert contributions.purge_drafts() == 0
    assert asset_of(database, photo)


def test_a_draft_that_was_taken_back_goes_like_any_draft(
    contributions: ContributionManager, database: Database, aunt: Viewer
) -> None:
    draft = begin(contributions, aunt)
    assert draft.receipt
    contributions.withdraw(draft.receipt)
    age(database, draft.id, 8)
    assert contributions.purge_drafts() == 1


def test_every_step_is_written_down_with_who_took_it(
    contributions: ContributionManager, database: Database, family: Family, aunt: Viewer
) -> None:
    sent, _ = give(contributions, database, aunt)
    assert sent.receipt
    contributions.approve(family.curator, sent.id)
    contributions.undo(family.keeper, sent.id)
    contributions.withdraw(sent.receipt)
    contributions.unwithdraw(sent.receipt)
    with database.read() as session:
        events = session.exec(select(AuditEvent).order_by(AuditEvent.at, AuditEvent.id)).all()
    receipt = f"receipt:{sent.id}"
    assert [(event.action, event.actor) for event in events] == [
        ("contribution.opened", aunt.key),
        ("contribution.submitted", aunt.key),
        ("contribution.approved", family.curator.key),
        ("contribution.undone", family.keeper.key),
        ("contribution.withdrawn", receipt),
        ("contribution.unwithdrawn", receipt),
    ]
    assert {event.subject_id for event in events} == {str(sent.id)}
