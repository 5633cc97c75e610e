"""Editing, ordering, putting away and bringing back memories."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.asset_lists import Order
from chest.assets import AssetManager
from chest.database import Database
from chest.dates import UNDATED_SORT_KEY, from_edtf
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn, Stale
from chest.jobs import Job
from chest.models import (
    Asset,
    AssetRevision,
    AssetState,
    Audience,
    AuditEvent,
    BlobTrash,
    Chest,
    Contribution,
    ContributionState,
    DateOrigin,
    Derivative,
    Kind,
    ProcessingStep,
    Review,
    StepState,
    utc_now,
)
from chest.visibility import Viewer
from tests.builders import (
    Family,
    RecordingQueue,
    add_asset,
    add_chest,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


@pytest.fixture
def jobs() -> RecordingQueue:
    return RecordingQueue()


@pytest.fixture
def assets(database: Database, jobs: RecordingQueue) -> AssetManager:
    return AssetManager(database=database, jobs=jobs)


def add_dated(database: Database, chest_id: UUID, edtf: str, **fields: object) -> UUID:
    known = from_edtf(edtf)
    assert known is not None
    return add_asset(
        database,
        chest_id,
        taken=edtf,
        taken_sort=known.sort_key,
        taken_earliest=known.earliest.isoformat() if known.earliest else None,
        taken_latest=known.latest.isoformat() if known.latest else None,
        **fields,
    )


def add_undated(database: Database, chest_id: UUID, **fields: object) -> UUID:
    return add_asset(database, chest_id, taken_sort=UNDATED_SORT_KEY, **fields)


# ---- editing ----


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
    (revision,) = assets.history(family.curator, asset_id)
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
    assert assets.history(family.keeper, asset_id) == []


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
            assets.history(viewer, other)
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


# ---- what links are not told ----


def test_links_and_receipts_learn_no_place_no_duplicate_and_no_account(
    database: Database, assets: AssetManager, family: Family
) -> None:
    viewer = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    mine = add_contribution(database, family.chest_id, by=viewer)
    others = add_contribution(database, family.chest_id, by=family.member)
    known = add_asset(database, family.chest_id)
    fields = {"latitude": 64.1, "longitude": -21.9, "duplicate_of": known}
    shared = add_asset(
        database,
        family.chest_id,
        contribution_id=others,
        added_by=family.member.account_id,
        **fields,
    )
    own = add_asset(
        database, family.chest_id, contribution_id=mine, review=Review.pending, **fields
    )
    for asker in (viewer, Viewer(receipt_id=mine)):
        seen = assets.list_views(asker, [shared, own])
        assert seen[-1].id == own
        assert seen[-1].contribution_id == mine
        for view in seen:
            assert (view.latitude, view.longitude, view.duplicate_of) == (None, None, None)
            assert view.contributor_account_id is None
            assert view.contributor_name == "Aunt Graça"
            assert view.contribution_id != others
    view = assets.get(family.keeper, shared)
    assert (view.latitude, view.duplicate_of, view.contribution_id) == (64.1, known, others)
    assert view.contributor_account_id == family.member.account_id


def test_a_duplicate_that_one_may_not_see_is_not_named(
    database: Database, assets: AssetManager, family: Family
) -> None:
    secret = add_asset(database, family.chest_id, audience=Audience.keepers, sha256="a" * 64)
    copy = add_asset(database, family.chest_id, duplicate_of=secret, sha256="a" * 64)
    assert assets.get(family.curator, copy).duplicate_of is None
    assert assets.get(family.keeper, copy).duplicate_of == secret
    assert assets.duplicates(family.curator, family.chest_id) == []
    (group,) = assets.duplicates(family.keeper, family.chest_id)
    assert [card.id for card in group] == [secret, copy]


# ---- order, pages, decades ----


def test_pages_neither_repeat_nor_skip_while_memories_come_and_go(
    database: Database, assets: AssetManager, family: Family
) -> None:
    ids = [add_dated(database, family.chest_id, f"19{n // 5 + 50}") for n in range(23)]
    for order, expected in (
        (Order.oldest, ids),
        (Order.newest, ids[::-1]),
        (Order.added, ids[::-1]),
    ):
        seen: list[UUID] = []
        cursor = None
        while True:
            page = assets.list_page(
                family.viewer, family.chest_id, order=order, limit=4, cursor=cursor
            )
            seen += [card.id for card in page.items]
            if len(seen) == 8:
                add_dated(database, family.chest_id, "1940")
                gone = ids[12] if order is Order.oldest else ids[10]
                with database.write() as session:
                    session.get_one(Asset, gone).deleted_at = utc_now()
            cursor = page.next
            if cursor is None:
                break
        old = [asset_id for asset_id in seen if asset_id in ids]
        assert len(seen) == len(set(seen))
        with database.read() as session:
            alive = set(session.exec(select(Asset.id).where(col(Asset.deleted_at).is_(None))).all())
        assert [i for i in old if i in alive] == [i for i in expected if i in alive]


def test_a_cursor_is_good_for_the_order_that_made_it_only(
    database: Database, assets: AssetManager, family: Family
) -> None:
    for _ in range(3):
        add_undated(database, family.chest_id)
    page = assets.list_page(family.viewer, family.chest_id, limit=1, order=Order.newest)
    assert page.next
    for cursor, order in (
        (page.next, Order.oldest),
        (page.next, Order.added),
        ("nonsense", Order.newest),
        ("é", Order.newest),
        ("W10", Order.newest),
        ("WyJuZXdlc3QiLDEsMl0", Order.newest),
    ):
        with pytest.raises(Invalid):
            assets.list_page(family.viewer, family.chest_id, cursor=cursor, order=order)


def test_filters_keep_what_may_have_been_made_in_the_days_asked_for(
    database: Database, assets: AssetManager, family: Family
) -> None:
    ids = {
        edtf: add_dated(database, family.chest_id, edtf)
        for edtf in ("1963-12-31", "1964", "1964-22", "1965-01-01", "196X", "../1950", "1970/..")
    }
    undated = add_undated(database, family.chest_id, kind=Kind.video)

    def asked(**filters: object) -> set[UUID]:
        page = assets.list_page(family.viewer, family.chest_id, **filters)  # type: ignore[arg-type]  # one of several filters
        return {card.id for card in page.items}

    year = {"since": date(1964, 1, 1), "until": date(1964, 12, 31)}
    assert asked(**year) == {ids["1964"], ids["1964-22"], ids["196X"]}
    assert asked(until=date(1949, 1, 1)) == {ids["../1950"]}
    assert asked(since=date(1980, 1, 1)) == {ids["1970/.."]}
    assert asked(undated=True) == {undated}
    assert asked(undated=False) == set(ids.values())
    assert asked(kind=Kind.video) == {undated}


def test_the_timeline_has_the_decades_of_a_life_and_a_drawer(
    database: Database, assets: AssetManager, family: Family
) -> None:
    ids = {
        edtf: add_dated(database, family.chest_id, edtf)
        for edtf in ("1964-07-02", "1931-04-12", "1964", "196X", "1969-12-31", "2019")
    }
    undated = add_undated(database, family.chest_id)
    timeline = assets.timeline(family.viewer, family.chest_id, limit=3)
    assert [(d.start, d.count) for d in timeline.decades] == [(1930, 1), (1960, 4), (2010, 1)]
    sixties = timeline.decades[1].page
    assert [card.id for card in sixties.items] == [ids["196X"], ids["1964"], ids["1964-07-02"]]
    rest = assets.timeline_page(
        family.viewer, family.chest_id, decade=1960, cursor=sixties.next, limit=3
    )
    assert ([card.id for card in rest.items], rest.next) == ([ids["1969-12-31"]], None)
    assert (timeline.undated_count, timeline.count) == (1, 7)
    assert [card.id for card in timeline.undated.items] == [undated]
    everything = assets.timeline_page(family.viewer, family.chest_id)
    assert everything.items[0].id == ids["1931-04-12"]
    assert everything.items[-1].id == undated

    around = assets.neighbours(family.viewer, ids["1964"])
    assert around.previous is not None
    assert around.next is not None
    assert (around.previous.id, around.next.id) == (ids["196X"], ids["1964-07-02"])
    assert assets.neighbours(family.viewer, ids["1931-04-12"]).previous is None
    assert assets.neighbours(family.viewer, undated).next is None


def test_a_card_tells_the_first_words_of_a_note_and_which_pictures_there_are(
    database: Database, assets: AssetManager, family: Family
) -> None:
    note = add_undated(database, family.chest_id, kind=Kind.note, body="a" * 500)
    photo = add_undated(database, family.chest_id)
    with database.write() as session:
        for kind, version in (("thumb", 3), ("preview", 2)):
            session.add(
                Derivative(
                    asset_id=photo,
                    kind=kind,
                    version=version,
                    storage_key=kind,
                    media_type="image/jpeg",
                    bytes=1,
                )
            )
    cards = {card.id: card for card in assets.recent(family.viewer, family.chest_id)}
    assert cards[note].words == "a" * 400
    assert (cards[note].renditions, cards[note].has_preview) == ({}, False)
    assert cards[photo].renditions == {"thumb": 3, "preview": 2}
    assert cards[photo].has_preview


# ---- notes ----


def test_a_note_is_dated_and_lies_with_its_files(
    database: Database, assets: AssetManager, family: Family
) -> None:
    photo = add_asset(database, family.chest_id)
    about = add_asset(database, family.chest_id)
    note = assets.add_note(
        family.curator,
        family.chest_id,
        body="  She sang while she cooked.  ",
        taken="about 1952",
        place="Setúbal",
        attached_to=about,
        asset_ids=[photo],
    )
    assert (note.kind, note.state, note.body) == (
        Kind.note,
        AssetState.ready,
        "She sang while she cooked.",
    )
    assert (note.taken, note.review) == ("1952~", Review.published)
    assert [card.id for card in assets.attachments(family.viewer, note.id)] == [photo]
    assert [card.id for card in assets.attachments(family.viewer, about)] == [note.id]


def test_a_note_of_an_untrusted_member_waits(
    database: Database, assets: AssetManager, family: Family
) -> None:
    note = assets.add_note(family.member, family.chest_id, body="I remember")
    assert note.review is Review.pending
    assert note.contribution_id is not None
    with pytest.raises(NotFound):
        assets.get(family.viewer, note.id)


def test_a_note_needs_words_a_writer_and_a_memory_of_this_chest(
    database: Database, assets: AssetManager, family: Family
) -> None:
    elsewhere = add_asset(database, add_chest(database, family.keeper))
    hidden = add_asset(database, family.chest_id, audience=Audience.keepers)
    foreign = add_asset(database, family.chest_id, added_by=family.keeper.account_id)
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    chest_id = family.chest_id
    with pytest.raises(Invalid):
        assets.add_note(family.keeper, chest_id, body=" ")
    with pytest.raises(Invalid):
        assets.add_note(family.keeper, chest_id, body="x", attached_to=elsewhere)
    with pytest.raises(Invalid):
        assets.add_note(family.keeper, chest_id, body="x", asset_ids=[elsewhere])
    for who, about, files in (
        (family.viewer, None, []),
        (family.stranger, None, []),
        (family.curator, hidden, []),
        (family.member, None, [foreign]),
    ):
        with pytest.raises(NotFound):
            assets.add_note(who, chest_id, body="x", attached_to=about, asset_ids=files)
    with pytest.raises(NotSignedIn):
        assets.add_note(link, chest_id, body="x")
    with database.read() as session:
        assert session.exec(select(Asset).where(col(Asset.kind) == Kind.note)).all() == []


# ---- putting away, bringing back, trying again ----


def test_what_is_put_away_comes_back_within_thirty_days(
    database: Database, assets: AssetManager, family: Family
) -> None:
    asset_id = add_asset(database, family.chest_id)
    assets.delete(family.curator, asset_id)
    with pytest.raises(NotFound):
        assets.get(family.keeper, asset_id)
    with pytest.raises(NotFound):
        assets.delete(family.curator, asset_id)
    assert assets.restore(family.keeper, asset_id).deleted_at is None
    assert assets.restore(family.keeper, asset_id).id == asset_id
    with database.write() as session:
        session.get_one(Asset, asset_id).deleted_at = utc_now() - timedelta(days=31)
    with pytest.raises(Conflict):
        assets.restore(family.keeper, asset_id)
    with database.read() as session:
        actions = session.exec(select(AuditEvent.action).order_by(col(AuditEvent.id))).all()
    assert actions == ["asset.deleted", "asset.restored"]


def test_members_bring_back_what_they_put_away_themselves_only(
    database: Database, assets: AssetManager, family: Family
) -> None:
    own = add_asset(database, family.chest_id, added_by=family.member.account_id)
    assets.delete(family.member, own)
    assets.restore(family.member, own)
    assets.delete(family.curator, own)
    with pytest.raises(NotFound):
        assets.restore(family.member, own)
    with pytest.raises(NotFound):
        assets.restore(family.viewer, own)
    with pytest.raises(NotFound):
        assets.get(family.keeper, own)


def test_trying_again_sets_failed_and_skipped_steps_waiting_and_asks_ingest(
    database: Database, assets: AssetManager, jobs: RecordingQueue, family: Family
) -> None:
    asset_id = add_asset(database, family.chest_id, state=AssetState.failed)
    assets.retry(family.keeper, asset_id)
    assert jobs.jobs == []
    with database.write() as session:
        for step, state in (
            ("hash", StepState.done),
            ("derivatives", StepState.failed),
            ("tag", StepState.skipped),
        ):
            session.add(
                ProcessingStep(asset_id=asset_id, step=step, state=state, reason="x", attempts=1)
            )
    view = assets.retry(family.keeper, asset_id)
    assert view.state is AssetState.processing
    assert [(s.step, s.state, s.reason, s.attempts) for s in view.steps] == [
        ("hash", "done", "x", 1),
        ("derivatives", "waiting", None, 1),
        ("tag", "waiting", None, 1),
    ]
    assert jobs.jobs == [(Job.ingest, asset_id)]
    with pytest.raises(NotFound):
        assets.retry(family.viewer, asset_id)


def test_after_thirty_days_rows_go_and_bytes_are_in_the_trash(
    database: Database, assets: AssetManager, family: Family
) -> None:
    old = utc_now() - timedelta(days=30, minutes=1)
    gone = add_asset(database, family.chest_id, storage_key="v1/o/gone", deleted_at=old)
    young = add_asset(database, family.chest_id, storage_key="v1/o/young", deleted_at=utc_now())
    note = add_asset(database, family.chest_id, kind=Kind.note, body="x", attached_to=gone)
    with database.write() as session:
        session.add(
            Derivative(
                asset_id=gone, kind="thumb", storage_key="v1/d/gone", media_type="x/y", bytes=1
            )
        )
        session.add(ProcessingStep(asset_id=gone, step="hash"))
        session.add(AssetRevision(asset_id=gone, version=1, before={}))
        session.get_one(Chest, family.chest_id).hero_asset_id = gone
    assert assets.purge_due() == 1
    assert assets.purge_due() == 0
    with database.read() as session:
        assert session.get(Asset, gone) is None
        assert session.get_one(Asset, young).storage_key == "v1/o/young"
        assert session.get_one(Asset, note).attached_to is None
        assert session.get_one(Chest, family.chest_id).hero_asset_id is None
        trash = session.exec(select(BlobTrash.storage_key)).all()
        for table in (Derivative, ProcessingStep, AssetRevision):
            assert session.exec(select(table)).all() == []
    assert sorted(trash) == ["v1/d/gone", "v1/o/gone"]
