"""Whatever is wrong with a recording, with the model or with the service that listens: it ends in a
sentence that a person understands, and once the cause is gone it is heard."""

from __future__ import annotations

import json
import shutil
import struct
import wave
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import numpy as np
import pytest
from sqlmodel import col, select

from ai.base import ProviderError
from ai.host import ModelHost
from ai.host_process import TOO_LARGE
from ai.media import Listener, MediaError, MediaErrorKind
from ai.transcription.base import SAMPLE_RATE, Heard, Transcriber
from ai.transcription.openai_api import OpenAITranscriber
from ai.weights.folder import WeightsFolder, digest
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.ingest.engines import Engines
from chest.ingest.transcribing import Transcribe
from chest.jobs.runner import TryLater
from chest.models import AssetState, ChestUnderstanding, Kind, StepState, TranscriptSegment
from chest.security.signing import Signer
from chest.transcripts.manager import TranscriptManager
from chest.transcripts.views import HearingView
from tests.ai.media import samples
from tests.arrivals import ShutStore, arrive, once
from tests.builders import Family, RecordingQueue
from tests.media.known import OWN
from tests.models.tiny import HERE, SAID, hear, lay_out
from tests.servers.openai_server import OpenAIServer

HOUSE = SAID["house"][1]
NOBODY = "Nobody speaks in this recording."
BY_ITSELF = "It is asked again later."


@dataclass
class World:
    """A chest whose recordings are heard by the small Whisper in a process of its own, or by a
    service."""

    database: Database
    blobs: ShutStore
    family: Family
    listener: Listener
    host: ModelHost
    models: Path
    tmp: Path
    server: OpenAIServer

    def local(self) -> Callable[[str], Transcriber]:
        return open_with(self.host, self.models)

    def service(self, *, key: str = "sk-a", seconds: float = 5.0) -> Callable[[str], Transcriber]:
        return lambda _name: OpenAITranscriber(
            "whisper-1", key=key, base_url=self.server.base_url, seconds=seconds
        )

    def choose(self, **fields: Any) -> None:
        with self.database.write() as session:
            session.merge(ChestUnderstanding(chest_id=self.family.chest_id, **fields))

    def bring(self, path: Path, **fields: Any) -> UUID:
        how: dict[str, Any] = {"kind": Kind.audio, "state": AssetState.ready, "duration": 10.0}
        chest_id = self.family.chest_id
        return arrive(
            self.database, self.blobs, chest_id, path, name=path.name, **{**how, **fields}
        )

    def run(self, asset_id: UUID, opens: Callable[[str], Transcriber]) -> list[UUID]:
        """The job, once; what it would take up again by itself."""
        job = Transcribe(
            database=self.database, blobs=self.blobs, listener=self.listener, open_transcriber=opens
        )
        with suppress(TryLater):
            job.run(asset_id, once)
        return job.list_unfinished()

    @property
    def transcripts(self) -> TranscriptManager:
        jobs = RecordingQueue()
        return TranscriptManager(database=self.database, jobs=jobs, signer=Signer(b"t" * 32))

    def reads(self, asset_id: UUID) -> HearingView:
        return self.transcripts.get(self.family.keeper, asset_id).hearing

    def text(self, asset_id: UUID) -> str:
        with self.database.read() as session:
            rows = session.exec(
                select(TranscriptSegment.text)
                .where(TranscriptSegment.asset_id == asset_id)
                .order_by(col(TranscriptSegment.position))
            ).all()
        return " ".join(rows)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("hearing"))


@pytest.fixture(scope="module")
def host(models: Path) -> Iterator[ModelHost]:
    with ModelHost(models, idle_seconds=60) as host:
        yield host


@pytest.fixture
def world(
    database: Database,
    blobs: ShutStore,
    family: Family,
    listener: Listener,
    host: ModelHost,
    models: Path,
    tmp_path: Path,
) -> Iterator[World]:
    with closing(OpenAIServer()) as server:
        yield World(database, blobs, family, listener, host, models, tmp_path, server)


def open_with(host: ModelHost, models: Path) -> Callable[[str], Transcriber]:
    return Engines(host, models, choose_transcriber=lambda: "whisper:tiny").open_transcriber


# ---- recordings ----


def voice() -> Path:
    return HERE / "house.wav"


def coded(path: Path, codec: str, *, rate: int, layout: str = "mono") -> Path:
    """The voice in another form."""
    with av.open(voice()) as given, av.open(path, "w") as file:
        stream: Any = file.add_stream(codec, rate=rate, layout=layout)
        form = av.AudioResampler(
            stream.codec_context.format, layout, rate, frame_size=stream.frame_size or 4096
        )
        for frame in given.decode(audio=0):
            for piece in form.resample(frame):
                file.mux(stream.encode(piece))
        for piece in form.resample(None):
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return path


def sounding(path: Path, sound: np.ndarray[Any, Any]) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


def music(path: Path) -> Path:
    """A tune in three parts, that swells."""
    time = np.arange(12 * SAMPLE_RATE) / SAMPLE_RATE
    step = 2 ** (np.array([0, 4, 7, 12, 7, 4])[(time * 2).astype(int) % 6] / 12)
    parts = sum(np.sin(2 * np.pi * np.cumsum(step * low) / SAMPLE_RATE) for low in (220, 277, 330))
    return sounding(path, 0.15 * parts * (1 + np.sin(2 * time)))


def broken(path: Path) -> Path:
    path.write_bytes(b"\0\0\0\x20ftypM4A \0\0\0\0" + bytes(range(256)) * 20)
    return path


def cut(path: Path) -> Path:
    """A recording of which the last half did not come along."""
    whole = (OWN / "jfk.ogg").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


@pytest.mark.parametrize(
    ("make", "state", "sentence"),
    [
        (lambda p: sounding(p / "silence.wav", np.zeros(9 * SAMPLE_RATE)), "done", NOBODY),
        (lambda p: sounding(p / "blink.wav", hear("house")[8000:11200]), "done", NOBODY),
        (lambda p: music(p / "music.wav"), "done", NOBODY),
        (lambda p: coded(p / "telephone.wav", "pcm_s16le", rate=8_000), "done", None),
        (lambda p: coded(p / "studio.flac", "flac", rate=96_000), "done", None),
        (lambda p: coded(p / "two.flac", "flac", rate=44_100, layout="stereo"), "done", None),
        (lambda p: coded(p / "six.flac", "flac", rate=48_000, layout="5.1"), "done", None),
        (lambda p: coded(p / "only-sound.mp4", "aac", rate=48_000), "done", None),
        (lambda p: cut(p / "cut.ogg"), "done", ""),
        (
            lambda p: samples.film(p / "mute.mp4"),
            "skipped",
            "There is no sound in this file, so there is nothing to write down.",
        ),
        (
            lambda p: broken(p / "broken.m4a"),
            "failed",
            str(MediaError(MediaErrorKind.unreadable)),
        ),
    ],
    ids=[
        "silence", "a fifth of a second", "music", "8 kHz", "96 kHz", "stereo", "5.1",
        "MP4 with sound alone", "cut off", "film without sound", "broken container",
    ],
)  # fmt: skip
def test_a_recording_that_is_odd_ends_in_a_sentence_or_in_its_words(
    world: World, make: Callable[[Path], Path], state: str, sentence: str | None
) -> None:
    """Without a sentence its words are there; "" says that either will do."""
    asset_id = world.bring(make(world.tmp))
    assert world.run(asset_id, world.local()) == []
    read = world.reads(asset_id)
    assert read.state == StepState(state)
    if sentence is None:
        assert (read.reason, world.text(asset_id)) == (None, HOUSE)
    elif sentence:
        assert (read.reason, world.text(asset_id)) == (sentence, "")


def test_a_voice_of_which_no_word_is_understood_is_not_called_silence(world: World) -> None:
    """And whoever understands it writes it down at its place."""

    class Deaf:
        name, model, local, version, languages = "deaf", "1", True, "1", None

        def transcribe(self, waveform: Any, **_how: Any) -> Heard:
            return Heard(None, 0.0, (), (0.4, len(waveform) / SAMPLE_RATE - 0.4))

    asset_id = world.bring(voice())
    world.run(asset_id, lambda _name: Deaf())
    read = world.reads(asset_id)
    assert read.state is StepState.done
    assert read.reason is not None
    assert read.reason.startswith("Speech was heard in this recording, but no words")
    keeper, viewer = world.family.keeper, world.family.viewer
    assert world.transcripts.get(viewer, asset_id).segments == []
    (line,) = world.transcripts.get(keeper, asset_id).segments
    assert (line.text, line.heard, line.start) == ("", None, 0.4)
    assert world.transcripts.export(keeper, asset_id, "vtt") == "WEBVTT\n"
    # The language is told, and with that it is heard: nothing is offered beside nothing.
    world.transcripts.edit(keeper, asset_id, version=1, language="en")
    world.run(asset_id, world.local())
    assert (world.reads(asset_id).reason, world.text(asset_id)) == (None, HOUSE)
    assert world.transcripts.get(keeper, asset_id).differences == 0


def test_a_language_that_the_model_lacks_is_said_and_another_is_taken(world: World) -> None:
    world.choose(speech_language="ga")
    asset_id = world.bring(voice())
    opens = world.local()
    world.run(asset_id, opens)
    read = world.reads(asset_id)
    assert read.state is StepState.skipped
    assert read.reason is not None
    assert read.reason.startswith("The model that listens here does not know this language.")
    world.transcripts.edit(world.family.keeper, asset_id, version=1, language="en")
    world.run(asset_id, opens)
    assert world.text(asset_id) == HOUSE


# ---- models ----

DAMAGED = (
    "The model that listens on this computer is damaged. The person who runs it can download it "
    "again in Settings; then this goes on by itself."
)


def scratch(models: Path) -> None:
    with open(models / "whisper-tiny" / "model.bin", "r+b") as file:
        file.seek(200_000)
        file.write(b"\0" * 1000)


def put_another_kind(models: Path) -> None:
    """Somebody's own model of the right shape, whose head was another's: as if it had been taken
    for what it says it is."""
    place = models / "whisper-tiny"
    rest = (place / "model.bin").read_bytes()
    version, length = struct.unpack("<IH", rest[:6])
    kind = b"TransformerSpec\0"
    (place / "model.bin").write_bytes(
        struct.pack("<IH", version, len(kind)) + kind + rest[6 + length :]
    )
    _say_it_is_right(place)


def cut_short(models: Path) -> None:
    place = models / "whisper-tiny"
    with open(place / "model.bin", "r+b") as file:
        file.truncate(900_000)
    _say_it_is_right(place)


def _say_it_is_right(place: Path) -> None:
    told = json.loads((place / "own.json").read_text())
    for one in told:
        path = place / one[0]
        one[1:] = [path.stat().st_size, digest(path)]
    (place / "own.json").write_text(json.dumps(told))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda models: shutil.rmtree(models / "whisper-tiny"), "Waiting for the model."),
        (scratch, DAMAGED),
        (cut_short, DAMAGED),
        (put_another_kind, DAMAGED),
    ],
    ids=["missing", "damaged", "cut short", "of the wrong kind"],
)
def test_a_model_that_cannot_be_used_is_said_and_waited_for(
    world: World, spoil: Callable[[Path], None], sentence: str
) -> None:
    models = world.tmp / "models"
    shutil.copytree(world.models, models)
    spoil(models)
    asset_id, other = world.bring(voice()), world.bring(voice(), sha256="b" * 64)
    with ModelHost(models, idle_seconds=60) as host:
        opens = open_with(host, models)
        for one in (asset_id, other):
            # Nobody asks a model again and again of which it is known that it is none.
            assert world.run(one, opens) == []
            read = world.reads(one)
            assert (read.state, read.reason) == (StepState.waiting, sentence)
        state = WeightsFolder(models).state("whisper-tiny")
        assert state == ("absent" if "Waiting" in sentence else "damaged")  # as Settings tells it
        WeightsFolder(models).take("whisper-tiny", world.models / "whisper-tiny")
        assert world.run(asset_id, opens) == [other]
        assert world.text(asset_id) == HOUSE


@pytest.mark.parametrize(
    ("error", "state", "sentence"),
    [
        (
            ProviderError("bug", TOO_LARGE),
            StepState.failed,
            "There was not enough memory on this computer to listen to this recording.",
        ),
        (
            ProviderError("overloaded"),
            StepState.waiting,
            "Listening stopped in the middle of this recording. It goes on by itself.",
        ),
        (
            ProviderError("timeout"),
            StepState.waiting,
            "Listening to this took too long. It is tried again by itself.",
        ),
    ],
    ids=["too little memory", "died", "too slow"],
)
def test_a_model_on_this_computer_is_not_called_a_service(
    world: World, error: ProviderError, state: StepState, sentence: str
) -> None:
    def refuse(_name: str) -> Transcriber:
        raise error

    asset_id = world.bring(voice())
    world.run(asset_id, refuse)
    read = world.reads(asset_id)
    assert read.state is state
    assert (read.reason or "").startswith(sentence)


# ---- services ----


@pytest.mark.parametrize(
    ("spoil", "state", "sentence"),
    [
        (
            lambda server: server.refuse(401, "invalid_api_key", "no"),
            "failed",
            "The service that listens did not accept its key, or its account has no credit left.",
        ),
        (
            lambda server: server.refuse(429, "insufficient_quota", "no"),
            "failed",
            "The service that listens did not accept its key, or its account has no credit left.",
        ),
        (
            lambda server: server.refuse(429, "rate_limit_exceeded", "no", retry_after="7"),
            "waiting",
            f"The service that listens was asked too often. {BY_ITSELF}",
        ),
        (
            lambda server: server.refuse(500, "server_error", "no"),
            "waiting",
            f"The service that listens is busy. {BY_ITSELF}",
        ),
        (
            lambda server: server.refuse(400, "invalid_value", "no"),
            "failed",
            "This recording could not be written down. It is kept,",
        ),
        (
            lambda server: setattr(server, "body", b"<html>"),
            "waiting",
            f"The service that listens gave an answer that cannot be read. {BY_ITSELF}",
        ),
        (
            lambda server: setattr(server, "wait", 1.0),
            "waiting",
            f"The service that listens did not answer in time. {BY_ITSELF}",
        ),
    ],
    ids=["wrong key", "no credit", "429", "500", "refused", "nonsense", "slow"],
)
def test_a_service_that_does_not_hear_is_said_and_asked_again(
    world: World, spoil: Callable[[OpenAIServer], None], state: str, sentence: str
) -> None:
    body = world.server.body
    world.choose(speech="openai")
    spoil(world.server)
    asset_id = world.bring(voice())
    open_again = world.run(asset_id, world.service(seconds=0.3))
    read = world.reads(asset_id)
    assert read.state == StepState(state)
    assert (read.reason or "").startswith(sentence)
    assert open_again == ([asset_id] if state == "waiting" else [])
    world.server.status, world.server.body, world.server.wait = 200, body, 0.0
    AssetManager(database=world.database, jobs=RecordingQueue()).retry(
        world.family.keeper, asset_id
    )
    world.run(asset_id, world.service())
    assert world.text(asset_id) == "My father sang to the sea."


def test_a_service_without_a_key_is_not_asked(world: World) -> None:
    world.choose(speech="openai")
    asset_id = world.bring(voice())
    assert world.run(asset_id, world.service(key="")) == []
    assert (world.reads(asset_id).reason or "").startswith("The service that listens did not")
    assert world.server.asked == []
