"""What is heard, by the real libraries over real weights."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from ai.base import ProviderError
from ai.registry import open_transcriber
from ai.transcription.base import SAMPLE_RATE, Heard, Transcriber, Waveform
from ai.transcription.faster import keep
from ai.weights.catalogue import CATALOGUE
from ai.weights.folder import WeightsFolder
from tests.media.known import OWN
from tests.media.make import PORTUGUESE
from tests.models.tiny import SAID, hear, lay_out

ROOT = Path(__file__).parents[3]
REAL = ROOT / "data" / "models"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("hearing"))


@pytest.fixture(scope="module", params=["whisper:tiny", "openai-whisper:tiny"])
def transcriber(request: pytest.FixtureRequest, models: Path) -> Transcriber:
    return open_transcriber(request.param, models)


def text_of(heard: Heard) -> str:
    return " ".join(segment.text for segment in heard.segments)


@pytest.mark.parametrize("name", SAID)
def test_every_word_is_heard_and_its_language_found(transcriber: Transcriber, name: str) -> None:
    language, text = SAID[name]
    heard = transcriber.transcribe(hear(name))
    assert (text_of(heard), heard.language) == (text, language)


def test_words_have_times_within_the_recording_and_in_their_order(transcriber: Transcriber) -> None:
    sound = hear("house")
    segments = transcriber.transcribe(sound, language="en").segments
    words = [word for segment in segments for word in segment.words]
    assert " ".join(word.text for word in words) == SAID["house"][1]
    starts = [word.start for word in words]
    assert starts == sorted(starts)
    assert all(0 <= word.start <= word.end <= len(sound) / SAMPLE_RATE + 0.2 for word in words)
    assert all(0 < word.confidence <= 1 for word in words)
    assert all(0 < segment.confidence <= 1 for segment in segments)


def nothings() -> dict[str, Waveform]:
    dice = np.random.default_rng(7)
    time = np.arange(8 * SAMPLE_RATE) / SAMPLE_RATE
    chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (220, 277.2, 329.6))
    return {
        "silence": np.zeros(8 * SAMPLE_RATE, np.float32),
        "no sound at all": np.zeros(0, np.float32),
        "a fifth of a second": hear("father")[:3200],
        "hiss": dice.normal(0, 0.02, 8 * SAMPLE_RATE).astype(np.float32),
        "loud noise": dice.normal(0, 0.3, 8 * SAMPLE_RATE).astype(np.float32),
        "a chord that swells": (0.2 * chord * (1 + np.sin(2 * time))).astype(np.float32),
    }


@pytest.mark.parametrize("name", nothings())
def test_where_nobody_speaks_nothing_is_invented(models: Path, name: str) -> None:
    for whisper in ("whisper:tiny",):
        heard = open_transcriber(whisper, models).transcribe(nothings()[name])
        assert heard == Heard(None, 0.0, ())


@pytest.mark.parametrize(
    "sound", [np.full(16000, np.nan, np.float32), np.zeros((16000, 2), np.float32)]
)
def test_what_is_no_sound_is_refused(transcriber: Transcriber, sound: Waveform) -> None:
    with pytest.raises(ProviderError) as refusal:
        transcriber.transcribe(sound)
    assert refusal.value.kind == "request"


def test_a_language_that_nobody_taught_it_is_refused(transcriber: Transcriber) -> None:
    with pytest.raises(ProviderError, match="does not understand the language xx") as refusal:
        transcriber.transcribe(hear("father"), language="xx")
    assert refusal.value.kind == "request"


def test_more_names_than_there_is_room_for_harm_nothing(models: Path) -> None:
    names = [f"Aunt Filomena the {n}th" for n in range(500)]
    heard = open_transcriber("whisper:tiny", models).transcribe(hear("father"), names=names)
    assert heard.segments == () or heard.language  # an answer, not an error of length


@pytest.mark.parametrize("name", ["whisper:base", "openai-whisper:base"])
def test_a_model_that_is_not_here_is_said_to_be_missing(models: Path, name: str) -> None:
    with pytest.raises(ProviderError, match="is not on this computer") as refusal:
        open_transcriber(name, models)
    assert refusal.value.kind == "missing"


def test_a_damaged_model_is_told_in_a_sentence(models: Path, tmp_path: Path) -> None:
    shutil.copytree(models, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "whisper-tiny" / "model.bin"
    with open(file, "r+b") as out:
        out.seek(200_000)
        out.write(b"\0" * 1000)
    assert WeightsFolder(tmp_path).state("whisper-tiny") == "ready"
    with pytest.raises(ProviderError, match=r"damaged: model.bin is not what it was") as refusal:
        open_transcriber("whisper:tiny", tmp_path)
    assert refusal.value.kind == "damaged"
    # An operator is told, and a model that came anew is taken.
    assert WeightsFolder(tmp_path).state("whisper-tiny") == "damaged"
    WeightsFolder(tmp_path).take("whisper-tiny", models / "whisper-tiny")
    assert WeightsFolder(tmp_path).state("whisper-tiny") == "ready"
    (tmp_path / "openai-whisper-tiny" / "tiny.pt").write_bytes(b"not a model")
    with pytest.raises(ProviderError, match="its files are damaged"):
        open_transcriber("openai-whisper:tiny", tmp_path)


def test_a_cut_model_that_somebody_took_is_told_in_a_sentence(models: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(models / "whisper-tiny", source)
    (source / "own.json").unlink()
    with open(source / "model.bin", "r+b") as out:
        out.truncate(900_000)
    WeightsFolder(tmp_path).take("whisper-tiny", source)
    with pytest.raises(ProviderError, match="its files are damaged") as refusal:
        open_transcriber("whisper:tiny", tmp_path)
    assert refusal.value.kind == "damaged"
    assert WeightsFolder(tmp_path).find("whisper-tiny") is None


@pytest.mark.parametrize(
    ("no_speech", "log_probability", "compression", "kept"),
    [
        (0.1, -0.3, 1.4, True),
        (0.9, -0.3, 1.4, True),  # sure of its words: someone speaks softly
        (0.9, -0.7, 1.4, False),
        (0.1, -1.2, 1.4, False),
        (0.1, -0.3, 2.9, False),  # the same words over and over
    ],
)
def test_what_a_model_is_not_sure_of_is_dropped(
    no_speech: float, log_probability: float, compression: float, kept: bool
) -> None:
    told = keep(no_speech=no_speech, log_probability=log_probability, compression=compression)
    assert told is kept


def real(name: str) -> Transcriber:
    entry = CATALOGUE[f"whisper-{name}"]
    if WeightsFolder(REAL).find(entry.name) is None and not os.environ.get("CI"):
        pytest.skip(f"The weights of {entry.title} are not here: `make models` brings them.")
    return open_transcriber(f"whisper:{name}", REAL)


@pytest.mark.slow
def test_the_real_base_model_hears_all_words_but_one_flower() -> None:
    from faster_whisper.audio import decode_audio

    sound = decode_audio(str(ROOT / "tests" / "media" / "speech.flac"))
    heard = real("base").transcribe(sound)
    words = "".join(c for c in text_of(heard).lower() if c.isalpha() or c == " ").split()
    said = [
        "the",
        "anemones",
        "are",
        "out",
        "behind",
        "the",
        "house",
        "i",
        "counted",
        "until",
        "the",
        "light",
        "went",
        "and",
        "then",
        "i",
        "lost",
        "count",
        "rosa",
        "would",
        "not",
        "come",
        "in",
        "for",
        "supper",
    ]
    assert heard.language == "en"
    assert len(words) == len(said)
    assert [word for word in said if word not in words] in ([], ["anemones"])


@pytest.mark.slow
@pytest.mark.parametrize("name", nothings())
def test_the_real_base_model_invents_nothing_either(name: str) -> None:
    assert real("base").transcribe(nothings()[name]) == Heard(None, 0.0, ())


def of_file(name: str) -> Waveform:
    from faster_whisper.audio import decode_audio

    sound: Waveform = decode_audio(str(OWN / name))
    return sound


def word_error_rate(heard: str, said: str) -> float:
    """Words to be put in, taken out or changed, for each word that was said."""
    wrong, right = (re.findall(r"\w+", text.lower()) for text in (heard, said))
    costs = list(range(len(wrong) + 1))
    for n, word in enumerate(right, start=1):
        before, costs = costs, [n]
        for m, other in enumerate(wrong, start=1):
            costs.append(min(before[m] + 1, costs[-1] + 1, before[m - 1] + (word != other)))
    return costs[-1] / len(right)


@pytest.mark.slow
def test_the_real_base_model_hears_an_old_speech_to_the_word() -> None:
    heard = real("base").transcribe(of_file("jfk.ogg"), likely=["pt"])
    said = (
        "And so, my fellow Americans, ask not what your country can do for you, ask what you can "
        "do for your country."
    )
    assert word_error_rate(text_of(heard), said) == 0
    assert heard.language == "en"
    assert heard.language_confidence > 0.9


@pytest.mark.slow
def test_where_the_language_is_open_what_is_likely_decides() -> None:
    """It is taken for English at 0.39, and what is heard in that is dropped."""
    base, sound = real("base"), of_file("praia.ogg")
    for likely in ((), ("en",)):
        heard = base.transcribe(sound, likely=likely)
        assert (heard.language, heard.segments) == (None, ())
        assert heard.unclear is not None  # somebody speaks, and nobody says otherwise
        assert heard.unclear[1] - heard.unclear[0] > 3
    told = base.transcribe(sound, language="pt")
    assert text_of(told).startswith("Oi, tudo bem?")
    assert word_error_rate(text_of(told), PORTUGUESE["praia.ogg"]) < 0.75
    likely = base.transcribe(sound, likely=("pt", "en"))
    assert (likely.language, text_of(likely)) == ("pt", text_of(told))
    assert likely.language_confidence < 0.7  # it is not told as if it had been found


@pytest.mark.slow
def test_where_the_language_is_nearly_sure_another_that_is_likely_does_not_win() -> None:
    base, sound = real("base"), of_file("avo.ogg")
    heard = base.transcribe(sound, likely=("en",))
    assert heard.language == "pt"
    assert text_of(heard) == text_of(base.transcribe(sound, language="pt"))
    # How many words of a synthetic voice so small a model gets depends on how the processor rounds.
    assert word_error_rate(text_of(heard), PORTUGUESE["avo.ogg"]) < 0.75
