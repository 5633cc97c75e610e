"""What somebody has to decide on first is told in no story."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select, update

from ai.narrative.gate import reading as gate
from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.assets.readings import ReadingManager
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.database import Database
from chest.erasing.purging import purge_assets
from chest.gate import reading
from chest.gate.held import Held, held_of
from chest.gate.reading import TextReader, read_chest, read_texts
from chest.models import (
    Asset,
    Audience,
    Chest,
    HeldState,
    HeldText,
    Kind,
    PictureText,
    TextField,
    TextsRead,
    TranscriptSegment,
    utc_now,
)
from chest.stories.evidence import list_segments
from chest.stories.spoken import list_spoken
from tests.builders import Family, RecordingQueue, add_asset
from tests.chest.transcripts.saying import add_recording

SECRET = "Please don't show this to anybody outside the family."
PLAIN = "Rosa by the harbour in her blue coat."
WISHES = (
    "NÃO PUBLICAR por favor",
    "Not sure we should show this",
    "only if Maureen agrees",
    "please do NOT say 'lost his battle'",
    "Por favor no lo enseñéis a los niños",
    "Nur für dich, bitte nicht weitergeben",
    "da non pubblicare",
)


def held(family: Family, audience: Audience = Audience.family) -> Held:
    with family.database.read() as session:
        return held_of(session, session.get_one(Chest, family.chest_id), audience)


def rows(family: Family) -> list[HeldText]:
    with family.database.read() as session:
        return list(session.exec(select(HeldText).order_by(col(HeldText.id))))


def decide(family: Family, state: HeldState, audience: Audience | None = None) -> None:
    with family.database.write() as session:
        session.exec(update(HeldText).values(state=state, audience=audience))


def change(database: Database, asset_id: UUID, **fields: object) -> None:
    """As an earlier release beside this one would: nothing is read."""
    with database.write() as session:
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(**fields))


def texts(family: Family, audience: Audience = Audience.family) -> dict[str, str]:
    with family.database.read() as session:
        chest = session.get_one(Chest, family.chest_id)
        told = [
            *list_segments(session, chest, audience=audience),
            *list_spoken(session, chest, audience=audience),
        ]
    return {one.id: " ".join(filter(None, (one.text, one.caption, one.place))) for one in told}


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("caption", {"caption": SECRET}),
        ("place", {"place": SECRET}),
        ("body", {"kind": Kind.note, "body": SECRET}),
        ("extracted", {"kind": Kind.document, "extracted_text": SECRET}),
    ],
)
def test_every_text_of_a_memory_is_read_and_held(
    family: Family, field: str, fields: dict[str, object]
) -> None:
    asset_id = add_asset(family.database, family.chest_id, **fields)
    assert read_chest(family.database, family.chest_id) == 1
    [row] = rows(family)
    assert (row.asset_id, row.field, row.state) == (asset_id, TextField(field), HeldState.open)
    assert [one["reason"] for one in row.findings] == ["secrecy"]
    [found] = row.findings
    assert SECRET[found["start"] : found["end"]] == found["words"]
    assert (asset_id, field) in held(family).fields
    assert SECRET not in " ".join(texts(family).values())


def test_words_read_in_a_picture_are_held(family: Family) -> None:
    letter = f"{SECRET} {PLAIN} {PLAIN} {PLAIN}"
    asset_id = add_asset(family.database, family.chest_id, caption=PLAIN)
    with family.database.write() as session:
        session.add(PictureText(asset_id=asset_id, text=letter, edited_at=utc_now()))
    assert SECRET in texts(family)[str(asset_id)]
    read_chest(family.database, family.chest_id)
    assert texts(family) == {str(asset_id): PLAIN}, "the rest of the memory is told"


def test_a_sentence_of_a_recording_is_held_and_a_wish_holds_what_is_said_around_it(
    family: Family,
) -> None:
    said = ["She sang.", *("We walked on.",) * 100, f"He drank, you know. {SECRET}"]
    add_recording(family.database, family.chest_id, said)
    insulted = add_recording(
        family.database,
        family.chest_id,
        ["She sang.", "My uncle was a thief and a liar.", "Always."],
    )
    read_chest(family.database, family.chest_id)
    told = texts(family)
    mine = [words for id, words in told.items() if id.startswith(str(insulted))]
    assert [words for words in mine if words] == ["She sang.", "Always."]
    others = [words for id, words in told.items() if not id.startswith(str(insulted))]
    # Three seconds a sentence: what is said in the last two minutes is left out with the wish.
    assert others.count("She sang.") == 1
    assert 50 < others.count("We walked on.") < 70


def test_a_note_to_the_editor_is_cut_and_listed(family: Family) -> None:
    words = "She ran the bakery for forty years. Please don't say 'lost her battle'. She sang."
    asset_id = add_asset(family.database, family.chest_id, kind=Kind.note, body=words)
    read_chest(family.database, family.chest_id)
    assert texts(family) == {str(asset_id): "She ran the bakery for forty years. She sang."}
    [note] = held(family).notes
    assert (note.quote, note.asset_id) == ("Please don't say 'lost her battle'.", asset_id)
    # Before it is read again, nobody knows where the note stands in it.
    change(family.database, asset_id, body=f"{PLAIN} {words}")
    assert texts(family) == {}
    read_chest(family.database, family.chest_id)
    assert texts(family)[str(asset_id)].startswith(PLAIN)


@pytest.mark.parametrize(
    ("state", "to", "told_to"),
    [
        (HeldState.open, None, ()),
        (HeldState.out, None, ()),
        (HeldState.asked, None, ()),
        (HeldState.told, None, ("keepers", "family", "everyone")),
        (HeldState.only, Audience.keepers, ("keepers",)),
        (HeldState.only, Audience.family, ("keepers", "family")),
    ],
)
def test_it_is_told_to_those_whom_it_was_decided_for(
    family: Family, state: HeldState, to: Audience | None, told_to: tuple[str, ...]
) -> None:
    add_asset(family.database, family.chest_id, caption=SECRET, audience=Audience.everyone)
    read_chest(family.database, family.chest_id)
    decide(family, state, to)
    for audience in (Audience.keepers, Audience.family, Audience.everyone):
        is_told = SECRET in " ".join(texts(family, audience).values())
        assert is_told == (audience.value in told_to)


def test_a_decision_stays_while_the_words_stand_and_what_is_new_waits(family: Family) -> None:
    database = family.database
    asset_id = add_asset(database, family.chest_id, caption=SECRET)
    read_chest(database, family.chest_id)
    decide(family, HeldState.told)

    change(database, asset_id, caption=f"{PLAIN} {SECRET}")
    assert read_chest(database, family.chest_id) == 1
    [row] = rows(family)
    assert row.state is HeldState.told
    [found] = row.findings
    assert f"{PLAIN} {SECRET}"[found["start"] : found["end"]] == found["words"]

    before = row.since
    change(database, asset_id, caption=f"{SECRET} My uncle was a thief and a liar.")
    read_chest(database, family.chest_id)
    [row] = rows(family)
    assert (row.state, row.decided_at) == (HeldState.open, None)
    assert row.since > before, "told before, it is held back from now on"

    change(database, asset_id, caption=PLAIN)
    read_chest(database, family.chest_id)
    assert rows(family) == []
    assert texts(family) == {str(asset_id): PLAIN}


def test_the_same_wording_is_read_once_until_the_gate_changes(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def find(words: str) -> list[gate.Finding]:
        asked.append(words)
        return gate.find_held(words)

    monkeypatch.setattr("chest.gate.reading.find_held", find)
    monkeypatch.setattr("chest.gate.settling.find_held", find)
    add_recording(family.database, family.chest_id, ["She sang.", "Always.", "She sang."])
    assert read_chest(family.database, family.chest_id) == 1
    assert sorted(asked) == ["Always.", "She sang."]
    assert read_chest(family.database, family.chest_id) == 0
    with family.database.write() as session:
        session.exec(
            update(TranscriptSegment)
            .where(col(TranscriptSegment.text) == "Always.")
            .values(text=SECRET)
        )
    read_chest(family.database, family.chest_id)
    assert sorted(asked) == ["Always.", SECRET, "She sang."]
    for module in ("texts", "reading", "settling"):
        monkeypatch.setattr(f"chest.gate.{module}.VERSION", "next")
    assert read_chest(family.database, family.chest_id) == 1
    assert len(asked) == 5
    assert len(rows(family)) == 1


def test_what_was_kept_out_stays_out_where_a_newer_gate_finds_nothing(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_asset(family.database, family.chest_id, caption=SECRET)
    read_chest(family.database, family.chest_id)
    decide(family, HeldState.out)
    for module in ("texts", "reading", "settling"):
        monkeypatch.setattr(f"chest.gate.{module}.VERSION", "next")
    monkeypatch.setattr("chest.gate.reading.find_held", lambda words: [])
    monkeypatch.setattr("chest.gate.settling.find_held", lambda words: [])
    read_chest(family.database, family.chest_id)
    assert [row.state for row in rows(family)] == [HeldState.out]


def test_a_recording_that_is_heard_anew_keeps_what_was_decided(family: Family) -> None:
    asset_id = add_recording(family.database, family.chest_id, ["She sang.", SECRET])
    read_chest(family.database, family.chest_id)
    decide(family, HeldState.out)
    with family.database.write() as session:
        old = session.exec(select(TranscriptSegment)).all()
        for row in old:
            session.delete(row)
        session.flush()
        for row in old:
            session.add(
                TranscriptSegment(
                    asset_id=asset_id,
                    position=row.position,
                    start=row.start,
                    end=row.end,
                    text=row.text,
                )
            )
    read_chest(family.database, family.chest_id)
    [row] = rows(family)
    assert row.state is HeldState.out
    assert row.said_id not in {one.id for one in old}
    assert row.said_id in held(family).said


def test_the_sweep_reads_what_was_there_before_what_came_and_what_changed(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 3)
    monkeypatch.setattr(reading, "TEXTS_AT_ONCE", 2)
    database = family.database
    ids = [
        add_asset(database, family.chest_id, caption=f"{n} {SECRET if n % 2 else PLAIN}")
        for n in range(8)
    ]
    reader = TextReader(database=database)
    assert reader.read() == 8
    assert {row.asset_id for row in rows(family)} == set(ids[1::2])
    assert reader.read() == 0
    change(database, ids[0], caption=SECRET)
    late = add_asset(database, family.chest_id, caption=SECRET)
    assert reader.read() == 2
    assert {ids[0], late} <= {row.asset_id for row in rows(family)}


def test_a_worker_that_dies_in_the_middle_loses_nothing(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    for n in range(5):
        add_asset(family.database, family.chest_id, caption=f"{n} {SECRET}")
    whole = reading.read_memories

    def die(*arguments: object, **options: object) -> int:
        whole(*arguments, **options)  # type: ignore[arg-type]  # as it is called
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "read_memories", die)
    with pytest.raises(KeyboardInterrupt):
        TextReader(database=family.database).read()
    assert rows(family) == []
    monkeypatch.setattr(reading, "read_memories", whole)
    assert TextReader(database=family.database).read() == 5
    assert len(rows(family)) == 5


def test_what_is_found_goes_with_the_memory(family: Family) -> None:
    asset_id = add_asset(family.database, family.chest_id, caption=SECRET)
    with family.database.write() as session:
        assert read_texts(session, family.chest_id, None) == 1
    with family.database.write() as session:
        purge_assets(session, [asset_id])
    with family.database.read() as session:
        assert session.exec(select(TextsRead)).all() == []
    assert rows(family) == []


def test_what_people_write_is_read_at_once(
    family: Family, assets: AssetManager, jobs: RecordingQueue, database: Database
) -> None:
    note = assets.add_note(family.member, family.chest_id, body=SECRET)
    picture = add_asset(database, family.chest_id, caption=PLAIN)
    assets.edit(family.keeper, picture, caption=SECRET)
    ReadingManager(database=database, jobs=jobs).edit(
        family.keeper, picture, version=0, text=SECRET
    )
    assert {(row.asset_id, row.field) for row in rows(family)} == {
        (note.id, TextField.body),
        (picture, TextField.caption),
        (picture, TextField.picture),
    }


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_that_comes_through_a_link_waits_from_the_moment_it_is_sent(
    family: Family,
    contributions: ContributionManager,
    moderation: Moderation,
    aunt: Viewer,
    wish: str,
) -> None:
    draft = contributions.open_draft(aunt, name="Maureen", consent=True)
    contributions.update(aunt, draft.id, message=f"She kept the bakery. {wish}.")
    assert rows(family) == []
    contributions.submit(aunt, draft.id)
    [row] = rows(family)
    assert row.field is TextField.message
    assert row.found_at > utc_now() - timedelta(minutes=5)
    moderation.approve(family.keeper, draft.id)
    assert wish not in " ".join(texts(family).values())
