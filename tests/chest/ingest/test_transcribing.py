"""What is said in recordings is written down: window by window, by whoever may hear it, and never
over what a person wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import numpy as np
import pytest
from sqlmodel import col, select, update

from ai.base import ProviderError
from ai.media import Listener, MediaError, MediaErrorKind
from ai.transcription.windows import WINDOW_SECONDS
from chest.database import Database
from chest.ingest.hearing_rows import LOCAL, OPENAI
from chest.ingest.transcribing import NOBODY_SPEAKS, Transcribe
from chest.ingest.understanding_rows import WAITS_FOR_MODEL
from chest.jobs.runner import TryLater
from chest.models import (
    Asset,
    AssetState,
    Chest,
    ChestUnderstanding,
    Kind,
    ProcessingResult,
    Review,
    Step,
    StepState,
    Transcript,
    TranscriptSegment,
    Understanding,
    utc_now,
)
from chest.security.signing import Signer
from chest.transcripts.edits import SegmentChange
from chest.transcripts.manager import TranscriptManager
from tests.ai.media import samples
from tests.arrivals import ShutStore, arrive, once
from tests.builders import Family, RecordingQueue
from tests.hearing_tones import Said, Tones, missing, speak, tape


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


@pytest.fixture
def tones() -> Tones:
    return Tones()


@pytest.fixture
def transcribe(
    database: Database, blobs: ShutStore, listener: Listener, tones: Tones
) -> Transcribe:
    return make(database, blobs, listener, lambda _name: tones)


def make(
    database: Database, blobs: ShutStore, listener: Listener, opens: Callable[[str], Any]
) -> Transcribe:
    return Transcribe(database=database, blobs=blobs, listener=listener, open_transcriber=opens)


def bring(database: Database, blobs: ShutStore, family: Family, path: Path, **fields: Any) -> UUID:
    how: dict[str, Any] = {"kind": Kind.audio, "state": AssetState.ready, "duration": 10.0}
    return arrive(database, blobs, family.chest_id, path, name=path.name, **{**how, **fields})


def get_row(database: Database, asset_id: UUID) -> Understanding:
    with database.read() as session:
        row = session.get(Understanding, (asset_id, Step.transcribe))
    assert row is not None
    return row


def list_said(database: Database, asset_id: UUID) -> list[TranscriptSegment]:
    with database.read() as session:
        return list(
            session.exec(
                select(TranscriptSegment)
                .where(TranscriptSegment.asset_id == asset_id)
                .order_by(col(TranscriptSegment.position))
            )
        )


def get_transcript(database: Database, asset_id: UUID) -> Transcript:
    with database.read() as session:
        row = session.get(Transcript, asset_id)
    assert row is not None
    return row


def choose(database: Database, family: Family, **fields: Any) -> None:
    with database.write() as session:
        session.merge(ChestUnderstanding(chest_id=family.chest_id, **fields))


def check_is_heard(database: Database, asset_id: UUID, said: list[Said]) -> None:
    """To the letter, in order, nothing twice, at its time."""
    rows = list_said(database, asset_id)
    assert [row.text for row in rows] == [one.words for one in said]
    assert [row.position for row in rows] == list(range(len(said)))
    for row, one in zip(rows, said, strict=True):
        assert abs(row.start - one.start) < 0.05


def test_a_note_is_written_down_with_its_times_and_who_heard_it(
    database: Database, blobs: ShutStore, family: Family, transcribe: Transcribe, tmp_path: Path
) -> None:
    said = [Said(0.5, "Rosa went to the sea"), Said(4.0, "Ana sang")]
    path = speak(tmp_path / "note.wav", said, seconds=8)
    asset_id = bring(database, blobs, family, path, duration=8.0)
    assert transcribe.list_unfinished() == [asset_id]
    transcribe.run(asset_id, once)
    check_is_heard(database, asset_id, said)
    row, told = get_row(database, asset_id), get_transcript(database, asset_id)
    assert (row.state, row.reason, row.provider, row.model) == (StepState.done, None, "tones", "1")
    assert (told.language, told.provider, told.version, told.offered) == ("en", "tones", 1, None)
    first = list_said(database, asset_id)[0]
    assert first.words is not None
    assert [word[2] for word in first.words] == said[0].words.split()
    assert first.confidence == pytest.approx(0.9)
    assert transcribe.list_unfinished() == []
    transcribe.run(asset_id, once)
    check_is_heard(database, asset_id, said)


def test_a_tape_is_heard_in_windows_that_cut_no_word(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
) -> None:
    said = tape(tmp_path / "tape.wav", seconds=700)
    asset_id = bring(database, blobs, family, tmp_path / "tape.wav", duration=700.0)
    transcribe.run(asset_id, once)
    check_is_heard(database, asset_id, said)
    assert len(tones.heard) >= 4
    assert max(tones.heard) <= WINDOW_SECONDS
    assert sum(tones.heard) == pytest.approx(700, abs=0.1)


def test_stretches_follow_each_other_without_a_gap(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chest.ingest.transcribing.STRETCH_SECONDS", 200.0)
    wav = tmp_path / "tape.wav"
    said = tape(wav, seconds=420)
    for name, codec in (("tape.m4a", "aac"), ("tape.mp3", "libmp3lame"), ("tape.flac", "flac")):
        path = recode(wav, tmp_path / name, codec)
        asset_id = bring(database, blobs, family, path, duration=420.0)
        transcribe.run(asset_id, once)
        check_is_heard(database, asset_id, said)


def recode(source: Path, path: Path, codec: str, **how: Any) -> Path:
    with av.open(source) as given, av.open(path, "w") as file:
        stream: Any = file.add_stream(codec, rate=how.get("rate", 16_000))
        stream.layout = how.get("layout", "mono")
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout=stream.layout, rate=stream.rate
        )
        for frame in given.decode(audio=0):
            for ready in resampler.resample(frame):
                file.mux(stream.encode(ready))
        for ready in resampler.resample(None):
            file.mux(stream.encode(ready))
        file.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "codec", "how"),
    [
        ("8k.wav", "pcm_s16le", {"rate": 8_000}),
        ("96k.flac", "flac", {"rate": 96_000}),
        ("surround.m4a", "aac", {"rate": 48_000, "layout": "5.1"}),
        ("voice.mp4", "aac", {"rate": 44_100, "layout": "stereo"}),
        ("voice.ogg", "libopus", {"rate": 48_000}),
    ],
)
def test_every_form_of_sound_is_heard(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tmp_path: Path,
    name: str,
    codec: str,
    how: dict[str, Any],
) -> None:
    said = [Said(0.5, "Rosa went to the sea"), Said(4.0, "Ana sang in summer")]
    path = recode(speak(tmp_path / "s.wav", said, seconds=8), tmp_path / name, codec, **how)
    asset_id = bring(database, blobs, family, path)
    transcribe.run(asset_id, once)
    check_is_heard(database, asset_id, said)


def test_silence_and_a_blink_say_that_nobody_speaks(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
) -> None:
    quiet = speak(tmp_path / "quiet.wav", [], seconds=400)
    blink = samples.tone(tmp_path / "blink.wav", seconds=0.2, data=bytes(3200))
    for path in (quiet, blink):
        asset_id = bring(database, blobs, family, path)
        transcribe.run(asset_id, once)
        row = get_row(database, asset_id)
        assert (row.state, row.reason) == (StepState.done, NOBODY_SPEAKS)
        assert list_said(database, asset_id) == []
    assert tones.heard == []  # nothing is asked of a model about nothing


def test_a_film_without_sound_and_a_broken_file_end_with_a_sentence(
    database: Database, blobs: ShutStore, family: Family, transcribe: Transcribe, tmp_path: Path
) -> None:
    mute = samples.film(tmp_path / "mute.mp4")
    asset_id = bring(database, blobs, family, mute, kind=Kind.video)
    transcribe.run(asset_id, once)
    row = get_row(database, asset_id)
    assert row.state is StepState.skipped
    assert row.reason is not None
    assert "no sound" in row.reason

    broken = tmp_path / "broken.m4a"
    broken.write_bytes(b"\0\0\0\x20ftypM4A \0\0\0\0" + bytes(range(256)) * 20)
    asset_id = bring(database, blobs, family, broken)
    transcribe.run(asset_id, once)
    row = get_row(database, asset_id)
    assert (row.state, row.reason) == (
        StepState.failed,
        str(MediaError(MediaErrorKind.unreadable)),
    )


def test_a_worker_that_dies_goes_on_where_it_was(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
) -> None:
    said = tape(tmp_path / "tape.wav", seconds=700)
    asset_id = bring(database, blobs, family, tmp_path / "tape.wav", duration=700.0)

    class Killed(BaseException):
        pass

    def kill(number: int) -> None:
        if number % 2 == 1:
            tones.heard.append(0.0)  # the next try gets through
            raise Killed

    tones.before = kill
    runs = deaths = 0
    while get_or_none(database, asset_id) is not StepState.done:
        runs += 1
        assert runs < 60
        try:
            transcribe.run(asset_id, once)
        except Killed:
            deaths += 1
            assert get_row(database, asset_id).state is StepState.running
        except TryLater:
            assert get_row(database, asset_id).state is StepState.waiting
    assert deaths >= 3
    check_is_heard(database, asset_id, said)
    assert 690 < sum(tones.heard) <= 700.1  # no window twice; a silent end is not asked about
    row = get_row(database, asset_id)
    assert row.done == pytest.approx(700, abs=0.1)


def get_or_none(database: Database, asset_id: UUID) -> StepState | None:
    with database.read() as session:
        row = session.get(Understanding, (asset_id, Step.transcribe))
    return row.state if row else None


def test_what_kills_its_worker_again_and_again_is_put_aside(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
) -> None:
    class Killed(BaseException):
        pass

    def kill(_number: int) -> None:
        raise Killed

    tones.before = kill
    path = speak(tmp_path / "note.wav", [Said(0.5, "Rosa sang")], seconds=3)
    asset_id = bring(database, blobs, family, path)
    deaths = 0
    for _run in range(20):
        try:
            transcribe.run(asset_id, once)
        except Killed:
            deaths += 1
        except TryLater:
            continue
    assert deaths == 4
    row = get_row(database, asset_id)
    assert row.state is StepState.failed
    assert row.reason is not None
    assert "stopped the program" in row.reason


def test_a_missing_model_is_waited_for_and_heals_by_itself(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    listener: Listener,
    tmp_path: Path,
) -> None:
    said = [Said(0.5, "Rosa sang")]
    asset_id = bring(database, blobs, family, speak(tmp_path / "n.wav", said, seconds=3))
    without = make(database, blobs, listener, missing)
    assert without.list_unfinished() == []
    without.run(asset_id, once)
    row = get_row(database, asset_id)
    assert (row.state, row.reason) == (StepState.waiting, WAITS_FOR_MODEL)
    assert transcribe.list_unfinished() == [asset_id]
    transcribe.run(asset_id, once)
    check_is_heard(database, asset_id, said)


@pytest.mark.parametrize("kind", ["rate", "overloaded", "network", "timeout", "malformed"])
def test_what_passes_is_tried_again_and_ends_with_its_sentence(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
    kind: Any,
) -> None:
    def fail(_number: int) -> None:
        raise ProviderError(kind, "details for the log")

    choose(database, family, speech="openai")
    tones.before = fail
    path = speak(tmp_path / "n.wav", [Said(0.5, "Rosa sang")], seconds=3)
    asset_id = bring(database, blobs, family, path)
    with pytest.raises(TryLater) as later:
        transcribe.run(asset_id, once)
    assert "service that listens" in str(later.value)
    row = get_row(database, asset_id)
    assert (row.state, row.reason) == (StepState.waiting, str(later.value))
    transcribe.give_up(asset_id, str(later.value))
    assert get_row(database, asset_id).state is StepState.failed


@pytest.mark.parametrize("kind", ["auth", "refused", "request", "context", "truncated", "bug"])
def test_what_does_not_pass_ends_with_its_sentence_at_once(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
    kind: Any,
) -> None:
    def fail(_number: int) -> None:
        raise ProviderError(kind, "details for the log")

    tones.before = fail
    path = speak(tmp_path / "n.wav", [Said(0.5, "Rosa sang")], seconds=3)
    asset_id = bring(database, blobs, family, path)
    transcribe.run(asset_id, once)
    row = get_row(database, asset_id)
    assert row.state is StepState.failed
    assert row.reason is not None
    assert "details" not in row.reason
    assert transcribe.list_unfinished() == []


def test_a_language_that_the_model_lacks_is_said(
    database: Database, blobs: ShutStore, family: Family, transcribe: Transcribe, tmp_path: Path
) -> None:
    choose(database, family, speech_language="is")
    path = speak(tmp_path / "n.wav", [Said(0.5, "Rosa sang")], seconds=3)
    asset_id = bring(database, blobs, family, path)
    transcribe.run(asset_id, once)
    row = get_row(database, asset_id)
    assert row.state is StepState.skipped
    assert row.reason is not None
    assert "does not know this language" in row.reason


def test_several_languages_in_one_tape_and_one_that_is_set(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
) -> None:
    said = [Said(0.5, "Rosa sang"), Said(4.0, "oi Ana"), Said(8.0, "the sea")]
    path = speak(tmp_path / "n.wav", said, seconds=12)
    asset_id = bring(database, blobs, family, path)
    transcribe.run(asset_id, once)
    assert [row.language for row in list_said(database, asset_id)] == ["en", "pt", "en"]
    assert get_transcript(database, asset_id).language == "en"
    choose(database, family, speech_language="pt")
    other = bring(database, blobs, family, path)
    transcribe.run(other, once)
    assert tones.asked == [(None, ()), ("pt", ())]


def test_where_the_sound_leaves_the_language_open_the_recording_and_the_chest_are_asked(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
) -> None:
    with database.write() as session:
        session.exec(update(Chest).values(language="pt-BR"))
    tape(tmp_path / "tape.wav", seconds=400)
    asset_id = bring(database, blobs, family, tmp_path / "tape.wav", duration=400.0)
    transcribe.run(asset_id, once)
    assert tones.likely[0] == ("pt",)
    assert set(tones.likely[1:]) == {("en", "pt")}


def test_a_language_that_is_chosen_is_no_work_on_the_text(
    database: Database,
    blobs: ShutStore,
    family: Family,
    listener: Listener,
    jobs: RecordingQueue,
    tmp_path: Path,
) -> None:
    """What is then heard takes its place; what somebody put right stays, and is asked about."""
    transcripts = TranscriptManager(database=database, jobs=jobs, signer=Signer(b"t" * 32))
    path = speak(tmp_path / "n.wav", [Said(0.5, "Rosa sang"), Said(4, "Ana went")], seconds=7)
    asset_id = bring(database, blobs, family, path)
    make(database, blobs, listener, lambda _n: Tones()).run(asset_id, once)

    class Otherwise(Tones):
        def transcribe(self, waveform: Any, **how: Any) -> Any:
            heard = super().transcribe(np.asarray(waveform), **how)
            return replace(heard, segments=tuple(replace(s, text="!") for s in heard.segments))

    transcripts.edit(family.keeper, asset_id, version=1, language="pt")
    make(database, blobs, listener, lambda _n: Otherwise()).run(asset_id, once)
    view = transcripts.get(family.keeper, asset_id)
    assert ([one.text for one in view.segments], view.differences) == (["!", "!"], 0)

    right = SegmentChange(view.segments[0].id, {"text": "Rosa sang fado"})
    transcripts.edit(family.keeper, asset_id, version=view.version, segments=[right], language="en")
    make(database, blobs, listener, lambda _n: Tones()).run(asset_id, once)
    view = transcripts.get(family.keeper, asset_id)
    assert [one.text for one in view.segments] == ["Rosa sang fado", "!"]
    assert view.differences == 2


def test_only_what_is_published_leaves_this_computer_and_only_where_the_family_said_so(
    database: Database, blobs: ShutStore, family: Family, listener: Listener, tmp_path: Path
) -> None:
    ears = {LOCAL: Tones(name="here"), OPENAI: Tones(name="there", local=False)}
    transcribe = make(database, blobs, listener, ears.__getitem__)
    path = speak(tmp_path / "n.wav", [Said(0.5, "Rosa sang")], seconds=3)
    sealed = utc_now() + timedelta(days=365)

    def heard_by(**fields: Any) -> str | None:
        asset_id = bring(database, blobs, family, path, **fields)
        transcribe.run(asset_id, once)
        return get_row(database, asset_id).provider

    assert heard_by() == "here"
    choose(database, family, speech="openai")
    assert heard_by() == "there"
    for review in (Review.pending, Review.held, Review.draft):
        assert heard_by(review=review) == "here"
    assert heard_by(visible_from=sealed) == "here"
    choose(database, family, speech="off")
    assert heard_by() is None
    assert transcribe.list_unfinished() == []
    choose(database, family, speech="local")
    assert len(transcribe.list_unfinished()) == 1


def test_what_is_taken_back_while_it_is_heard_goes_nowhere_any_more(
    database: Database,
    blobs: ShutStore,
    family: Family,
    listener: Listener,
    tmp_path: Path,
) -> None:
    ears = {LOCAL: Tones(name="here"), OPENAI: Tones(name="there", local=False)}
    transcribe = make(database, blobs, listener, ears.__getitem__)
    tape(tmp_path / "tape.wav", seconds=600)
    choose(database, family, speech="openai")
    asset_id = bring(database, blobs, family, tmp_path / "tape.wav", duration=600.0)

    def review(state: Review) -> Callable[[int], None]:
        def change(number: int) -> None:
            if number == 1:
                with database.write() as session:
                    session.exec(
                        update(Asset).where(col(Asset.id) == asset_id).values(review=state)
                    )

        return change

    ears[OPENAI].before = review(Review.pending)
    with pytest.raises(TryLater):
        transcribe.run(asset_id, once)
    assert len(ears[OPENAI].heard) == 2
    ears[LOCAL].before = review(Review.withdrawn)
    transcribe.run(asset_id, once)
    assert len(ears[LOCAL].heard) == 2
    assert get_row(database, asset_id).state is StepState.waiting
    assert transcribe.list_unfinished() == []


def test_a_voice_note_does_not_wait_for_a_tape(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tmp_path: Path,
) -> None:
    tape(tmp_path / "tape.wav", seconds=600)
    long = bring(database, blobs, family, tmp_path / "tape.wav", duration=600.0)
    note = speak(tmp_path / "n.wav", [Said(0.5, "Rosa sang")], seconds=3)
    short = bring(database, blobs, family, note, duration=3.0)
    unknown = bring(database, blobs, family, note, duration=None)
    assert transcribe.list_unfinished() == [short, long, unknown]
    with database.write() as session:
        session.add(Understanding(asset_id=short, step=Step.transcribe))
    with pytest.raises(TryLater) as later:
        transcribe.run(long, once)
    assert later.value.in_seconds == 0
    assert 0 < get_row(database, long).done < 200
    transcribe.run(short, once)
    transcribe.run(long, once)
    assert get_row(database, long).state is StepState.done


def test_the_same_bytes_are_heard_once(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
) -> None:
    said = [Said(0.5, "Rosa sang"), Said(4, "Ana went")]
    path = speak(tmp_path / "n.wav", said, seconds=7)
    first = bring(database, blobs, family, path, sha256="a" * 64)
    transcribe.run(first, once)
    choose(database, family, names=[{"heard": "Rosa", "right": "Róża"}])
    second = bring(database, blobs, family, path, sha256="a" * 64)
    transcribe.run(second, once)
    assert len(tones.heard) == 2  # asked otherwise, so asked again
    choose(database, family, names=None)
    third = bring(database, blobs, family, path, sha256="a" * 64)
    transcribe.run(third, once)
    assert len(tones.heard) == 2
    check_is_heard(database, third, said)
    words = [[row.words for row in list_said(database, one)] for one in (first, third)]
    assert words[0] == words[1]
    with database.read() as session:
        kept = session.exec(select(ProcessingResult)).all()
    assert {row.result["segments"][0]["text"] for row in kept} == {"Rosa sang"}


def test_names_are_put_right_as_the_family_spells_them(
    database: Database,
    blobs: ShutStore,
    family: Family,
    transcribe: Transcribe,
    tones: Tones,
    tmp_path: Path,
) -> None:
    choose(database, family, names=[{"heard": "rosa", "right": "Róża"}])
    said = [Said(0.5, "Rosa sang"), Said(4, "Ana went")]
    asset_id = bring(database, blobs, family, speak(tmp_path / "n.wav", said, seconds=7))
    transcribe.run(asset_id, once)
    rows = list_said(database, asset_id)
    assert [(row.text, row.heard) for row in rows] == [
        ("Róża sang", "Rosa sang"),
        ("Ana went", None),
    ]
    assert tones.asked == [(None, ("Róża",))]


def test_a_later_run_replaces_what_nobody_touched_and_offers_beside_what_somebody_did(
    database: Database,
    blobs: ShutStore,
    family: Family,
    listener: Listener,
    tmp_path: Path,
) -> None:
    said = [Said(0.5, "Rosa sang"), Said(4, "Ana went")]
    asset_id = bring(database, blobs, family, speak(tmp_path / "n.wav", said, seconds=7))
    make(database, blobs, listener, lambda _n: Tones()).run(asset_id, once)

    class Better(Tones):
        def transcribe(self, waveform: Any, **how: Any) -> Any:
            heard = super().transcribe(np.asarray(waveform), **how)
            better = tuple(replace(s, text=f"{s.text}.") for s in heard.segments)
            return replace(heard, segments=better)

    def hear_again(model: str) -> None:
        with database.write() as session:
            row = session.get(Understanding, (asset_id, Step.transcribe))
            assert row is not None
            row.state, row.done = StepState.waiting, 0.0
            session.add(row)
        better = Better(model=model)
        make(database, blobs, listener, lambda _n: better).run(asset_id, once)

    hear_again("2")
    assert [row.text for row in list_said(database, asset_id)] == ["Rosa sang.", "Ana went."]
    told = get_transcript(database, asset_id)
    assert (told.model, told.offered) == ("2", None)
    with database.write() as session:
        row = list_said(database, asset_id)[0]
        row.text, row.heard = "Rosa sang fado", row.text
        row.edited_at = utc_now()
        told.version = 2
        session.add(session.merge(row))
        session.merge(told)
    hear_again("3")
    assert [row.text for row in list_said(database, asset_id)] == ["Rosa sang fado", "Ana went."]
    offered = get_transcript(database, asset_id).offered
    assert offered is not None
    assert offered["complete"]
    assert [one["text"] for one in offered["segments"]] == ["Rosa sang.", "Ana went."]
