"""Starts the harness as a server of its own and draws what its pages show."""

from __future__ import annotations

import base64
import io
import json
import math
import os
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tests.app_server import free_port

PROJECT = Path(__file__).parents[3]
SHAPES = [(1200, 900), (900, 1200), (1600, 700), (1000, 1000)]


@dataclass(frozen=True)
class Harness:
    url: str
    folder: Path

    def report(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/harness/report", timeout=30) as answer:
            return dict(json.load(answer))

    def hold(self, **most: int) -> None:
        """Let no more than so many `files`, `parts` of a file or `archives` through for now."""
        for what, number in most.items():
            (self.folder / f"hold-{what}").write_text(str(number))

    def let_go(self) -> None:
        """Let all go through that was held."""
        for path in self.folder.glob("hold-*"):
            path.unlink()

    def forget(self) -> None:
        """Begin as a server to which nobody has sent anything."""
        self.let_go()
        request = urllib.request.Request(f"{self.url}/harness/forget", method="POST")
        urllib.request.urlopen(request, timeout=30).close()


StartHarness = Callable[..., Harness]


def draw_pictures(folder: Path) -> None:
    """Pictures of several shapes, with their blurs, and a short voice."""
    folder.mkdir(parents=True)
    index = []
    for n, size in enumerate(SHAPES):
        image = Image.new("RGB", size, (180 - 30 * n, 150, 120 + 20 * n))
        ImageDraw.Draw(image).ellipse([size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2])
        image.save(folder / f"p{n}.jpg", quality=70)
        small = io.BytesIO()
        image.resize((16, 12)).save(small, "JPEG")
        blur = "data:image/jpeg;base64," + base64.b64encode(small.getvalue()).decode()
        known = {"name": f"p{n}.jpg", "width": size[0], "height": size[1], "what": f"picture {n}"}
        index.append(known | {"blur": blur})
    (folder / "index.json").write_text(json.dumps(index))
    with wave.open(str(folder / "voice.wav"), "wb") as voice:
        voice.setparams((1, 2, 8000, 0, "NONE", ""))
        tone = (int(9000 * math.sin(n / 12)) for n in range(8000 * 3))
        voice.writeframes(b"".join(struct.pack("<h", sample) for sample in tone))


def start_server(
    folder: Path, *, started_by: str, settings: Mapping[str, str]
) -> tuple[subprocess.Popen[bytes], Harness]:
    """A running harness over `folder`, started by "uvicorn" or "streamlit", and its process."""
    draw_pictures(folder / "pictures")
    port = free_port()
    script = Path(__file__).with_name("harness.py")
    command = {
        "uvicorn": ["uvicorn", "tests.pages.components.harness:app", "--port", str(port)],
        "streamlit": ["streamlit", "run", str(script), "--server.port", str(port)],
    }[started_by]
    environment = {"HARNESS_FOLDER": str(folder), "PYTHONPATH": str(PROJECT)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=PROJECT,
            env=os.environ | environment | dict(settings),
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}"
    for _ in range(240):
        assert process.poll() is None, (folder / "log").read_text()
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
        else:
            return process, Harness(url, folder)
    process.terminate()
    raise AssertionError((folder / "log").read_text())
