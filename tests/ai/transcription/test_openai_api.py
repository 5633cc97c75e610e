"""The real SDK against a server that speaks its protocol."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ai.base import ProviderError
from ai.registry import open_transcriber
from ai.transcription.openai_api import OpenAITranscriber
from tests.models.tiny import hear
from tests.servers.openai_server import ANSWER, SEGMENT
from tests.servers.openai_server import OpenAIServer as Server


@pytest.fixture
def server() -> Iterator[Server]:
    with closing(Server()) as made:
        yield made


def ask(server: Server, **options: Any) -> Any:
    transcriber = OpenAITranscriber("whisper-1", key="sk-a", base_url=server.base_url, seconds=5)
    return transcriber.transcribe(hear("father"), **options)


def test_a_recording_is_sent_and_what_comes_is_read(server: Server) -> None:
    heard = ask(server, names=["Rosa", "Filomena"])
    (segment,) = heard.segments
    assert (heard.language, segment.text) == ("en", "My father sang to the sea.")
    assert [word.text for word in segment.words] == ["My", "sea"]
    (asked,) = server.asked
    assert asked["path"] == ["/v1/audio/transcriptions"]
    assert asked["model"] == ["whisper-1"]
    assert asked["prompt"] == ["Rosa, Filomena"]
    assert asked["timestamp_granularities[]"] == ["segment", "word"]
    assert "language" not in asked
    assert server.keys == ["Bearer sk-a"]
    with wave.open(io.BytesIO(server.sounds[0])) as sound:
        assert sound.getparams()[:3] == (1, 2, 16000)
        assert sound.getnframes() == len(hear("father"))


def test_the_language_that_the_family_named_is_told(server: Server) -> None:
    assert ask(server, language="pt").language == "pt"
    assert server.asked[0]["language"] == ["pt"]


@pytest.mark.parametrize(
    ("status", "code", "kind", "sentence"),
    [
        (401, "invalid_api_key", "auth", "did not accept the key"),
        (403, "forbidden", "auth", "did not accept the key"),
        (429, "insufficient_quota", "auth", "no credit left"),
        (429, "rate_limit_exceeded", "rate", "asked too often"),
        (500, "server_error", "overloaded", "out of order"),
        (503, "server_error", "overloaded", "out of order"),
        (400, "invalid_value", "request", "Because of the sound."),
        (413, "too_large", "request", "Because of the sound."),
    ],
)
def test_each_refusal_becomes_its_kind_and_a_sentence_and_is_asked_once(
    server: Server, status: int, code: str, kind: str, sentence: str
) -> None:
    server.refuse(status, code, "Because of the sound.", retry_after="7")
    with pytest.raises(ProviderError, match=sentence) as refusal:
        ask(server)
    assert refusal.value.kind == kind
    assert "sk-a" not in str(refusal.value)
    assert refusal.value.retry_after == (7.0 if kind in ("rate", "overloaded") else None)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"{}",
        b"[]",
        json.dumps({**ANSWER, "segments": [{**SEGMENT, "start": "soon"}]}).encode(),
        json.dumps({**ANSWER, "segments": [{**SEGMENT, "avg_logprob": None}]}).encode(),
        json.dumps({**ANSWER, "segments": 3}).encode(),
    ],
)
def test_nonsense_is_malformed(server: Server, body: bytes) -> None:
    server.body = body
    with pytest.raises(ProviderError) as refusal:
        ask(server)
    assert refusal.value.kind == "malformed"


def test_one_that_is_slow_is_not_waited_for_forever(server: Server) -> None:
    server.wait = 1.5
    transcriber = OpenAITranscriber("whisper-1", key="k", base_url=server.base_url, seconds=0.3)
    with pytest.raises(ProviderError) as refusal:
        transcriber.transcribe(hear("father"))
    assert refusal.value.kind == "timeout"


def test_one_that_is_not_there_is_a_network_that_fails(server: Server) -> None:
    server.close()
    with pytest.raises(ProviderError) as refusal:
        ask(server)
    assert refusal.value.kind == "network"


def test_silence_is_not_sent_anywhere(server: Server) -> None:
    transcriber = OpenAITranscriber("whisper-1", key="k", base_url=server.base_url)
    assert transcriber.transcribe(hear("father") * 0).segments == ()
    assert server.asked == []


def test_what_it_made_up_over_noise_is_dropped(server: Server) -> None:
    made_up = {**SEGMENT, "text": "Thank you.", "no_speech_prob": 0.9, "avg_logprob": -0.8}
    server.body = json.dumps({**ANSWER, "segments": [made_up]}).encode()
    assert ask(server).segments == ()


def test_without_a_key_it_says_so_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match="CHEST_OPENAI_API_KEY") as refusal:
        open_transcriber("openai", tmp_path)
    assert refusal.value.kind == "auth"
