"""A film of a telephone, from its upload until it plays everywhere, and how the pages do meanwhile.

HEVC at 1080p and 30 pictures a second with AAC, made here before anything is measured: 64 different
pictures of soft colours that slide by, and a tone. A hand-held film has more in it, and costs more.
It is uploaded over HTTP to the real application, whose own worker makes it playable. Reported are
minutes until then, processor seconds of the worker and its children for each minute of film, and
what an open page waits for: the timeline's 60 memories as the API answers them, and a run of the
timeline's page in a session that is open. Both are asked in turn before the film comes and while it
is made, without a pause between: median and 95th percentile, and what the film made of them. Set
CHEST_BENCH_MINUTES to another length (0.33 is twenty seconds).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import httpx
import numpy as np
import psutil

from benchmarks.pages import Page
from chest.database import Database
from chest.settings import Settings
from tests.app_server import AppServer, wait_for_setup
from tests.builders import add_asset

MINUTES = float(os.environ.get("CHEST_BENCH_MINUTES", "3"))
# A page may be slower while a film is made, but nobody is to notice it.
MEDIAN_TIMES, P95_TIMES = 1.5, 2.0
BEFORE_SECONDS, WARM = 20.0, 10
ITEMS = 60
GIVEN_UP_AFTER = 30  # times the length of the film
_SIZE, _RATE, _PICTURES = (1920, 1080), 30, 64
_SOUND_RATE = 48_000


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        film = make_film(Path(name) / "IMG_0042.MOV", seconds=60 * MINUTES)
        data = Path(name) / "data"
        server = AppServer(data).start()
        try:
            with closing(wait_for_setup(server)) as client:
                return asyncio.run(_measure(server, data, client, film))
        finally:
            server.stop()


def make_film(path: Path, *, seconds: float) -> Path:
    """Coded for the telephone's speed: 64 pictures are drawn once and shown in turn."""
    width, height = _SIZE
    ramp = np.linspace(0, 200, width + 4 * _PICTURES)
    rows = np.linspace(0, 50, height)
    still = (ramp[None, :, None] + rows[:, None, None]).astype(np.uint8).repeat(3, 2)
    seen = [
        av.VideoFrame.from_ndarray(
            np.ascontiguousarray(still[:, 4 * n : 4 * n + width]), format="rgb24"
        ).reformat(format="yuv420p")
        for n in range(_PICTURES)
    ]
    with av.open(path, "w") as file:
        quiet = {"x265-params": "log-level=none", "preset": "ultrafast"}
        pictures: Any = file.add_stream("libx265", rate=_RATE, options=quiet)
        pictures.width, pictures.height, pictures.pix_fmt = width, height, "yuv420p"
        pictures.codec_context.gop_size = _RATE
        sound: Any = file.add_stream("aac", rate=_SOUND_RATE, layout="mono")
        turns = np.arange(_SOUND_RATE) / _SOUND_RATE * 2 * np.pi
        tone = (np.sin(440 * turns) * 0.5).astype(np.float32)[None]
        for second in range(max(1, round(seconds))):
            for number in range(second * _RATE, (second + 1) * _RATE):
                # There and back again, so that nothing jumps.
                at = number % (2 * _PICTURES)
                frame = seen[min(at, 2 * _PICTURES - 1 - at)]
                frame.pts, frame.time_base = number, Fraction(1, _RATE)
                file.mux(pictures.encode(frame))
            heard = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
            heard.rate, heard.pts = _SOUND_RATE, second * _SOUND_RATE
            file.mux(sound.encode(heard))
        file.mux(pictures.encode())
        file.mux(sound.encode())
    return path


@dataclass
class Answers:
    """Milliseconds that somebody before an open page waited."""

    api: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)


async def _measure(server: AppServer, data: Path, client: httpx.Client, film: Path) -> int:
    chest = client.post("/api/chests", json={"name": "Rosa Almeida"}).raise_for_status().json()
    _add_memories(data, UUID(chest["id"]))
    assert server.process is not None
    cookie = f"chest_session={client.cookies['chest_session']}"
    page = Page(server.port, server.process.pid, f"chest={chest['id']}", "timeline", cookie)
    await page.open()
    address = f"/api/chests/{chest['id']}/assets?limit={ITEMS}"
    for _ in range(WARM):
        await _ask(client, address, page, Answers())
    still, meanwhile = Answers(), Answers()
    until = time.monotonic() + BEFORE_SECONDS
    while time.monotonic() < until:
        await _ask(client, address, page, still)

    worker = Worker(server.process.pid)
    began, spent = time.monotonic(), worker.seconds()
    asset_id = _upload(client, chest["id"], film)
    given_up = began + 60 * MINUTES * GIVEN_UP_AFTER + 60
    # What nobody has looked at yet is taken for playable.
    while (asset := client.get(f"/api/assets/{asset_id}").json())["state"] != "ready" or not asset[
        "plays_in_browser"
    ]:
        broken = [step["reason"] for step in asset["steps"] if step["state"] == "failed"]
        if broken or time.monotonic() > given_up:
            raise RuntimeError(f"The film was not made: {broken or 'it took too long'}")
        await _ask(client, address, page, meanwhile)
    took, used = time.monotonic() - began, worker.seconds() - spent
    await page.socket.close()
    return _report(film, took, used, still, meanwhile)


def _add_memories(data: Path, chest_id: UUID) -> None:
    """As many as a page of the timeline has."""
    settings = Settings(data_dir=data, _env_file=None)
    with closing(Database(settings.resolved_database_url)) as database:
        for number in range(ITEMS):
            year = 1960 + number % 3
            add_asset(
                database,
                chest_id,
                caption=f"Picture {number}",
                taken=str(year),
                taken_sort=f"{year}0101{number:02d}".ljust(29, "0"),
                width=1600,
                height=1067,
            )


async def _ask(client: httpx.Client, address: str, page: Page, answers: Answers) -> None:
    began = time.perf_counter()
    client.get(address).raise_for_status()
    asked = time.perf_counter()
    await page.rerun()
    answers.api.append(1000 * (asked - began))
    answers.page.append(1000 * (time.perf_counter() - asked))


def _upload(client: httpx.Client, chest_id: str, film: Path) -> str:
    size = film.stat().st_size
    begun = {"chest_id": chest_id, "name": film.name, "size": size}
    upload = client.post("/api/uploads", json=begun).raise_for_status().json()
    address = f"/api/uploads/{upload['id']}"
    with film.open("rb") as file:
        for n in range(1, upload["parts"] + 1):
            part = file.read(upload["part_size"])
            body = [{"n": n, "sha256": sha256(part).hexdigest()}]
            (target,) = client.post(f"{address}/parts", json=body).raise_for_status().json()
            client.put(target["url"], content=part, headers=target["headers"]).raise_for_status()
    client.post(f"{address}/complete").raise_for_status()
    return str(upload["asset_id"])


class Worker:
    """The worker that the application keeps, and everything that it starts."""

    def __init__(self, server: int) -> None:
        children = psutil.Process(server).children(recursive=True)
        (self._process,) = (one for one in children if "worker.py" in " ".join(one.cmdline()))

    def seconds(self) -> float:
        """Of the processor, those of ended children too."""
        used = self._process.cpu_times()
        seconds = used.user + used.system + used.children_user + used.children_system
        for child in self._process.children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                times = child.cpu_times()
                seconds += times.user + times.system + times.children_user + times.children_system
        return float(seconds)


def _report(film: Path, took: float, used: float, still: Answers, meanwhile: Answers) -> int:
    megabytes = film.stat().st_size / 1e6
    print(
        f"{MINUTES:.2f} minutes of HEVC at 1080p, {megabytes:.1f} MB, and {_RATE} pictures a second"
    )
    print(f"plays everywhere after {took / 60:.2f} min, {took / 60 / MINUTES:.2f} a minute of film")
    print(f"processor: {used / MINUTES:.1f} s a minute of film\n")
    print(f"{'an open page waits, ms':>26}{'before':>9}{'meanwhile':>11}{'ratio':>8}{'target':>8}")
    missed = False
    figures: tuple[tuple[str, Callable[[Sequence[float]], float], float], ...] = (
        ("median", statistics.median, MEDIAN_TIMES),
        ("p95", _p95, P95_TIMES),
    )
    for name, before, now in (
        (f"API, {ITEMS} memories", still.api, meanwhile.api),
        ("the timeline's run", still.page, meanwhile.page),
    ):
        for figure, of, target in figures:
            one, other = of(before), of(now)
            ratio = other / one
            print(f"{f'{name}, {figure}':>26}{one:>9.1f}{other:>11.1f}{ratio:>8.2f}{target:>8.1f}")
            missed |= ratio > target
    print(f"\nasked {len(still.api)} times before and {len(meanwhile.api)} times meanwhile")
    return int(missed)


def _p95(waited: Sequence[float]) -> float:
    return statistics.quantiles(waited, n=20)[-1]
