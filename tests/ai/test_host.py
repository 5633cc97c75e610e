"""Models in a process of their own: what it costs, and what its end means."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from ai.base import ProviderError
from ai.host import ModelHost, _Turns
from ai.pace import Pace
from ai.registry import open_transcriber
from ai.transcription.base import SAMPLE_RATE
from tests.models.tiny import SAID, hear, lay_out
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("host"))


def test_it_answers_as_the_model_does_and_comes_last_wherever_the_processor_is_wanted(
    models: Path,
) -> None:
    with ModelHost(models) as host:
        assert host.pid is None  # nobody has asked yet
        whisper = host.transcriber("whisper:tiny")
        there = open_transcriber("whisper:tiny", folder=models)
        for said in ("name", "model", "local", "version", "languages"):
            assert getattr(whisper, said) == getattr(there, said)
        heard = whisper.transcribe(hear("father"), language="en")
        assert [segment.text for segment in heard.segments] == [SAID["father"][1]]
        first = host.pid
        assert first is not None
        assert psutil.Process(first).nice() == 19
        group = Path(f"/proc/{first}/autogroup")
        if group.exists():  # Linux shares the processor among these before it looks at "nice"
            assert group.read_text().endswith(" nice 19\n")
        host.transcriber("whisper:tiny").transcribe(hear("casa"))
        assert host.pid == first
    wait_until(lambda: not psutil.pid_exists(first) or _is_dead(first))


def test_how_long_questions_take_is_told_without_the_opening_of_the_model(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ai.pace._SURE", 1e9)  # however busy this machine is
    told: list[dict[str, Pace]] = []
    with ModelHost(models, tell=lambda pace: told.append(dict(pace))) as host:
        whisper = host.transcriber("whisper:tiny")
        for _ in range(5):  # the first waits for the model, and does not count
            whisper.transcribe(hear("casa"))
        assert told == []
        for _ in range(3):
            whisper.transcribe(hear("casa"))
    [measured] = told  # not again so soon
    pace = measured["transcribe whisper:tiny"]
    assert pace.asked > 0
    assert pace.units == pytest.approx(len(hear("casa")) / SAMPLE_RATE)


def test_refusals_come_through_with_their_kind(models: Path) -> None:
    with ModelHost(models) as host:
        with pytest.raises(ProviderError, match="whisper-base is not on") as missing:
            host.transcriber("whisper:base").transcribe(hear("father"))
        assert missing.value.kind == "missing"
        with pytest.raises(ProviderError, match="language xx") as refused:
            host.transcriber("whisper:tiny").transcribe(hear("father"), language="xx")
        assert refused.value.kind == "request"


def test_idle_it_ends_gives_its_memory_back_and_the_next_question_starts_it_anew(
    models: Path,
) -> None:
    with ModelHost(models, idle_seconds=1.0) as host:
        whisper = host.transcriber("whisper:tiny")
        whisper.transcribe(hear("father"))
        pid = host.pid
        assert pid is not None
        assert psutil.Process(pid).memory_info().rss > 50 * 1024**2
        wait_until(lambda: host.pid is None)
        assert whisper.transcribe(hear("father")).segments
        assert host.pid not in (None, pid)


def test_a_crash_is_told_and_the_next_question_starts_anew(models: Path) -> None:
    with ModelHost(models) as host:
        whisper = host.transcriber("whisper:tiny")
        assert host.pid is None, "opening one starts nothing"
        assert whisper.version
        pid = host.pid
        assert pid is not None
        threading.Timer(0.05, os.kill, [pid, signal.SIGSEGV]).start()
        long = np.tile(hear("house"), 30)
        with pytest.raises(ProviderError, match="stopped in the middle") as crash:
            whisper.transcribe(long)
        assert crash.value.retryable
        assert whisper.transcribe(hear("father")).segments


def test_what_needs_more_memory_than_it_may_take_is_told(models: Path) -> None:
    long = np.tile(hear("house"), 60)
    with ModelHost(models, memory_bytes=250 * 1024**2) as host:
        whisper = host.transcriber("whisper:tiny")
        with pytest.raises(ProviderError, match="not enough memory"):
            whisper.transcribe(np.tile(long, 20))


def test_an_answer_that_takes_too_long_ends_the_process(models: Path) -> None:
    with ModelHost(models, seconds=0.01) as host, pytest.raises(ProviderError) as late:
        host.transcriber("whisper:tiny").transcribe(hear("father"))
    assert late.value.kind == "timeout"


def test_it_dies_with_whoever_started_it(models: Path) -> None:
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from ai.host import ModelHost\n"
        "host = ModelHost(Path(sys.argv[1]))\n"
        "host.transcriber('whisper:tiny').version\n"
        "print(host.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(models)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
    assert psutil.pid_exists(child)
    parent.kill()
    parent.wait()
    wait_until(lambda: _is_dead(child))


def test_whoever_can_wait_least_comes_first_and_nobody_waits_forever() -> None:
    turns, order = _Turns(), []
    now = time.monotonic()
    waits = {"a long voice": now + 120, "a picture": now + 30, "a short voice": now}
    waits["a long voice of an hour ago"] = now - 3480

    def take(who: str) -> None:
        with turns.turn(waits[who]):
            order.append(who)

    threads = [threading.Thread(target=take, args=(who,)) for who in waits]
    with turns.turn(now):
        for thread in threads:
            thread.start()
        wait_until(lambda: len(turns._waiting) == len(waits))
    for thread in threads:
        thread.join()
    assert order == ["a long voice of an hour ago", "a short voice", "a picture", "a long voice"]


def _is_dead(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
