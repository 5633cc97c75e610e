"""What is said in recordings is read by whoever sees them, and put right by whoever may change
them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select, update

from chest.access.viewers import ANONYMOUS, Viewer
from chest.database import Database
from chest.errors import ChestError, Conflict, Invalid, NotFound, NotSignedIn, Stale
from chest.jobs.queue import Job
from chest.models import (
    Asset,
    Audience,
    AuditEvent,
    Kind,
    Review,
    Step,
    StepState,
    Transcript,
    TranscriptSegment,
    Understanding,
    utc_now,
)
from chest.security.signing import Signer
from chest.transcripts.edits import SegmentChange, SpeakerChange
from chest.transcripts.manager import TranscriptManager
from chest.transcripts.views import TranscriptView
from tests.builders import (
    Family,
    RecordingQueue,
    account_of,
    add_asset,
    add_link,
    open_link_session,
)
from tests.chest.transcripts.saying import add_recording, offer

SAID = ("Rosa went to the sea.", "She sang.", "It was summer.")


@pytest.fixture
def transcripts(database: Database, jobs: RecordingQueue) -> TranscriptManager:
    return TranscriptManager(database=database, jobs=jobs, signer=Signer(b"t" * 32))


def texts(view: TranscriptView) -> list[str]:
    return [one.text for one in view.segments]


def test_whoever_sees_a_recording_reads_it_and_nobody_else(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    shown = add_recording(database, family.chest_id, SAID, audience=Audience.everyone)
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    for viewer in (family.keeper, family.curator, family.member, family.viewer, link):
        assert texts(transcripts.get(viewer, shown)) == list(SAID)
        assert transcripts.export(viewer, shown, "txt") == "\n".join(SAID) + "\n"
    for viewer in (family.stranger, ANONYMOUS):
        with pytest.raises(NotFound):
            transcripts.get(viewer, shown)
        with pytest.raises(NotFound):
            transcripts.export(viewer, shown, "vtt")

    def hidden_from(viewer: Viewer, **fields: Any) -> bool:
        asset_id = add_recording(database, family.chest_id, SAID, **fields)
        try:
            transcripts.get(viewer, asset_id)
        except NotFound:
            with pytest.raises(NotFound):
                transcripts.export(viewer, asset_id, "srt")
            return True
        return False

    for state in (Review.pending, Review.held, Review.declined, Review.draft):
        assert hidden_from(link, review=state)
        assert hidden_from(family.viewer, review=state)
    assert hidden_from(link, audience=Audience.keepers)
    assert hidden_from(family.keeper, visible_from=utc_now() + timedelta(days=3))
    assert hidden_from(family.keeper, deleted_at=utc_now())


def test_nobody_speaks_in_a_photograph(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    photo = add_asset(database, family.chest_id)
    for ask in (
        lambda: transcripts.get(family.keeper, photo),
        lambda: transcripts.export(family.keeper, photo, "vtt"),
        lambda: transcripts.hear_again(family.keeper, photo),
        lambda: transcripts.edit(family.keeper, photo, version=1),
    ):
        with pytest.raises(NotFound):
            ask()


def test_it_is_read_a_page_at_a_time(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    told = [f"Sentence {n}." for n in range(25)]
    asset_id = add_recording(database, family.chest_id, told)
    read: list[str] = []
    cursor = None
    while True:
        view = transcripts.get(family.viewer, asset_id, cursor=cursor, limit=10)
        read += texts(view)
        assert view.count == 25
        cursor = view.next
        if cursor is None:
            break
    assert read == told
    for nonsense in ("x", "WzFd", "WyJ4Il0"):
        with pytest.raises(Invalid):
            transcripts.get(family.viewer, asset_id, cursor=nonsense)


def test_a_sentence_is_put_right_and_what_was_heard_is_kept(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    asset_id = add_recording(database, family.chest_id, SAID)
    with database.write() as session:
        whispered = col(TranscriptSegment.position) == 0
        session.exec(update(TranscriptSegment).where(whispered).values(confidence=0.3))
    before = transcripts.get(family.curator, asset_id)
    first = before.segments[0]
    assert [segment.clear for segment in before.segments[:2]] == [False, True]
    right = SegmentChange(first.id, {"text": "  Róża went to the sea. "})
    after = transcripts.edit(family.curator, asset_id, version=1, segments=[right])
    changed = after.segments[0]
    assert (changed.text, changed.heard) == ("Róża went to the sea.", SAID[0])
    assert (changed.start, changed.end) == (first.start, first.end)
    assert (changed.edited_by, changed.confidence) == (account_of(family.curator), None)
    assert changed.clear
    assert (after.version, after.undoable) == (2, True)
    # Whoever only reads is not told what stood there before.
    assert transcripts.get(family.viewer, asset_id).segments[0].heard is None

    with pytest.raises(Stale) as stale:
        transcripts.edit(family.keeper, asset_id, version=1, segments=[right])
    assert stale.value.data["current"]["version"] == 2
    assert stale.value.data["current"]["segments"][0]["text"] == "Róża went to the sea."
    again = transcripts.edit(family.keeper, asset_id, version=2, segments=[right])
    assert again.version == 2  # nothing was changed
    nowhere = SegmentChange(uuid4(), {"text": "x"})
    with pytest.raises(Invalid):
        transcripts.edit(family.keeper, asset_id, version=2, segments=[nowhere])


def test_who_may_change_a_memory_changes_what_is_said_in_it(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    asset_id = add_recording(database, family.chest_id, SAID)
    own = add_recording(database, family.chest_id, SAID, added_by=account_of(family.member))
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))

    def edit(viewer: Viewer, of: Any) -> TranscriptView:
        view = transcripts.get(family.keeper, of)
        change = SegmentChange(view.segments[1].id, {"text": f"She sang {view.version}."})
        return transcripts.edit(viewer, of, version=view.version, segments=[change])

    for viewer in (family.viewer, family.member, family.stranger, link, ANONYMOUS):
        for refused in (
            lambda viewer=viewer: edit(viewer, asset_id),
            lambda viewer=viewer: transcripts.undo(viewer, asset_id, version=1),
            lambda viewer=viewer: transcripts.hear_again(viewer, asset_id),
            lambda viewer=viewer: transcripts.list_differences(viewer, asset_id),
            lambda viewer=viewer: transcripts.decide(viewer, asset_id, version=1),
        ):
            with pytest.raises(NotFound):
                refused()
    edit(family.curator, asset_id)
    with database.read() as session:
        assert session.get(Asset, asset_id).review is Review.published  # type: ignore[union-attr]
    # What a member changes is looked at again, as a caption would be.
    edit(family.member, own)
    with database.read() as session:
        assert session.get(Asset, own).review is Review.pending  # type: ignore[union-attr]
        done = session.exec(
            select(AuditEvent.actor).where(col(AuditEvent.action) == "transcript.edited")
        ).all()
    assert done == [family.curator.key, family.member.key]


def test_every_change_can_be_undone_one_after_the_other(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    asset_id = add_recording(database, family.chest_id, SAID)
    ids = [one.id for one in transcripts.get(family.keeper, asset_id).segments]

    def edit(version: int, n: int, **values: str | None) -> None:
        transcripts.edit(
            family.keeper, asset_id, version=version, segments=[SegmentChange(ids[n], values)]
        )

    edit(1, 0, text="One")
    edit(2, 0, text="")
    edit(3, 1, speaker="Ana")
    assert texts(transcripts.get(family.viewer, asset_id)) == ["She sang.", "It was summer."]
    view = transcripts.undo(family.keeper, asset_id, version=4)
    assert view.segments[1].speaker is None
    view = transcripts.undo(family.keeper, asset_id, version=5)
    assert view.segments[0].text == "One"
    view = transcripts.undo(family.keeper, asset_id, version=6)
    assert texts(view) == list(SAID)
    assert view.segments[0].edited_by is None
    assert not view.undoable
    with pytest.raises(Conflict):
        transcripts.undo(family.keeper, asset_id, version=7)
    with pytest.raises(Stale):
        transcripts.undo(family.keeper, asset_id, version=6)


def test_one_name_is_given_to_many_sentences(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    asset_id = add_recording(database, family.chest_id, SAID)
    view = transcripts.edit(
        family.keeper, asset_id, version=1, speakers=[SpeakerChange(None, "Ana")]
    )
    assert [one.speaker for one in view.segments] == ["Ana"] * 3
    last = SegmentChange(view.segments[2].id, {"speaker": "Rosa"})
    transcripts.edit(family.keeper, asset_id, version=2, segments=[last])
    view = transcripts.edit(
        family.keeper, asset_id, version=3, speakers=[SpeakerChange("Ana", "Aunt Ana")]
    )
    assert [one.speaker for one in view.segments] == ["Aunt Ana", "Aunt Ana", "Rosa"]
    assert view.speakers == ["Aunt Ana", "Rosa"]
    assert transcripts.export(family.viewer, asset_id, "txt") == (
        "Aunt Ana:\nRosa went to the sea.\nShe sang.\n\nRosa:\nIt was summer.\n"
    )


def test_a_language_that_is_set_has_it_heard_again(
    database: Database, family: Family, transcripts: TranscriptManager, jobs: RecordingQueue
) -> None:
    asset_id = add_recording(database, family.chest_id, SAID)
    with database.write() as session:
        session.add(
            Understanding(
                asset_id=asset_id, step=Step.transcribe, state=StepState.done, done=9, whole=9
            )
        )
    view = transcripts.edit(family.keeper, asset_id, version=1, language="PT")
    assert (view.language, view.language_set, view.version) == ("pt", True, 2)
    assert (view.hearing.state, view.hearing.heard_to) == (StepState.waiting, 0.0)
    assert jobs.jobs == [(Job.transcribe, asset_id)]
    assert texts(view) == list(SAID)
    view = transcripts.undo(family.keeper, asset_id, version=2)
    assert (view.language, view.language_set) == ("en", False)
    for nonsense in ("portuguese", "x", "p1"):
        with pytest.raises(Invalid):
            transcripts.edit(family.keeper, asset_id, version=3, language=nonsense)


def test_what_a_later_hearing_says_is_taken_or_left_sentence_by_sentence(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    asset_id = add_recording(database, family.chest_id, SAID)
    offer(database, asset_id, ["Rosa went to see.", "She sang.", "It was Sumner."])
    found = transcripts.list_differences(family.keeper, asset_id)
    assert [(one.says_now, one.would_say) for one in found] == [
        ("Rosa went to the sea.", "Rosa went to see."),
        ("It was summer.", "It was Sumner."),
    ]
    assert transcripts.get(family.keeper, asset_id).differences == 2
    assert transcripts.get(family.viewer, asset_id).differences == 0
    view = transcripts.decide(family.keeper, asset_id, version=1, take=[found[0].id])
    assert texts(view) == ["Rosa went to see.", "She sang.", "It was summer."]
    assert view.differences == 1
    view = transcripts.decide(family.keeper, asset_id, version=2, leave_out=[found[1].id])
    assert view.differences == 0
    with database.read() as session:
        assert session.get(Transcript, asset_id).offered is None  # type: ignore[union-attr]
    with pytest.raises(Conflict):
        transcripts.decide(family.keeper, asset_id, version=3, take=[found[0].id])
    transcripts.undo(family.keeper, asset_id, version=3)
    view = transcripts.undo(family.keeper, asset_id, version=4)
    assert texts(view) == list(SAID)
    assert view.differences == 2


def test_a_hearing_that_cuts_otherwise_is_still_offered_by_the_sentence(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    asset_id = add_recording(database, family.chest_id, ["a", "b", "c", "d"])
    offer(database, asset_id, ["A.", "B.", "C.", "D."])
    found = transcripts.list_differences(family.keeper, asset_id)
    assert [(one.says_now, one.would_say) for one in found] == [
        ("a", "A."),
        ("b", "B."),
        ("c", "C."),
        ("d", "D."),
    ]
    view = transcripts.decide(
        family.keeper, asset_id, version=1, take=[found[1].id, found[3].id], leave_out=[found[0].id]
    )
    assert texts(view) == ["a", "B.", "c", "D."]
    assert view.differences == 1


def test_captions_are_what_players_read(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    asset_id = add_recording(
        database, family.chest_id, ["Tea & <bread>", "two\nlines --> here"], kind=Kind.video
    )
    vtt = transcripts.export(family.viewer, asset_id, "vtt")
    assert vtt == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nTea &amp; &lt;bread&gt;\n\n"
        "00:00:03.000 --> 00:00:05.000\ntwo lines --&gt; here\n"
    )
    srt = transcripts.export(family.viewer, asset_id, "srt")
    assert srt.startswith("1\n00:00:00,000 --> 00:00:02,000\nTea & <bread>\n\n2\n")
    with pytest.raises(NotFound):
        transcripts.export(family.viewer, asset_id, "exe")


def test_captions_have_an_address_for_one_viewer_until_a_moment(
    database: Database,
    family: Family,
    transcripts: TranscriptManager,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    asset_id = add_recording(database, family.chest_id, SAID, audience=Audience.everyone)
    silent = add_recording(database, family.chest_id, [""])
    assert transcripts.captions_url(family.keeper, silent) is None

    def ask(url: str, *viewers: Viewer, of: UUID = asset_id) -> str:
        query = parse_qs(urlsplit(url).query)
        told = {"expires": int(query["e"][0]), "signature": query["s"][0]}
        return transcripts.resolve_captions(viewers, of, **told)

    url = transcripts.captions_url(link, asset_id)
    assert url is not None
    assert url.startswith(f"/m/{asset_id}/vtt?e=")
    assert url == transcripts.captions_url(link, asset_id)
    # Somebody may be signed in besides who belongs to no chest.
    assert ask(url, family.stranger, link).startswith("WEBVTT\n\n00:00:00.000")
    for viewers in ((), (ANONYMOUS,), (family.keeper,), (family.stranger,)):
        with pytest.raises(NotFound):
            ask(url, *viewers)
    for forged in (url.replace("&s=", "&s=x"), url.replace("e=", "e=1")):
        with pytest.raises(NotFound):
            ask(forged, link)
    with pytest.raises(NotFound):
        ask(url, link, of=silent)

    # What was put right since is what is read.
    view = transcripts.get(family.keeper, asset_id)
    right = SegmentChange(view.segments[0].id, {"text": "Róża went to the sea."})
    transcripts.edit(family.keeper, asset_id, version=1, segments=[right])
    assert "Róża" in ask(url, link)
    assert transcripts.captions_url(link, asset_id) != url  # so that a browser asks anew
    with database.write() as session:
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(deleted_at=utc_now()))
    with pytest.raises(NotFound):
        ask(url, link)
    with database.write() as session:
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(deleted_at=None))
    assert ask(url, link)
    ends = int(parse_qs(urlsplit(url).query)["e"][0])
    monkeypatch.setattr("chest.transcripts.manager.time.time", lambda: float(ends))
    with pytest.raises(NotFound):
        ask(url, link)


def test_keepers_choose_who_listens(
    database: Database, family: Family, transcripts: TranscriptManager
) -> None:
    assert transcripts.get_choice(family.viewer, family.chest_id).speech == "local"
    chosen = transcripts.choose(family.keeper, family.chest_id, speech="openai", language="pt")
    assert (chosen.speech, chosen.language) == ("openai", "pt")
    assert transcripts.choose(family.keeper, family.chest_id, speech="off").language == "pt"
    for viewer in (family.curator, family.member, family.stranger):
        with pytest.raises(NotFound):
            transcripts.choose(viewer, family.chest_id, speech="local")
    with pytest.raises(NotSignedIn):
        transcripts.choose(ANONYMOUS, family.chest_id, speech="local")
    with pytest.raises(ChestError):
        transcripts.choose(family.keeper, family.chest_id, speech="elsewhere")
