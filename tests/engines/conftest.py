"""The three engines that browsers are made of, each with ears and a screen that nobody sees.

What is missing on this machine is named: `apt-get install firefox-esr webkit2gtk-driver xvfb
pulseaudio` brings all of it on Debian.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.conftest import chromium_at
from tests.conftest import missing
from tests.engines.chromium import Chromium
from tests.engines.driving import Engine
from tests.engines.firefox import Firefox, firefox_path
from tests.engines.webkit import WebKit, minibrowser_path

ENGINES = ("Chromium", "Firefox", "WebKit")

StartEngine = Callable[[str], Engine]


@pytest.fixture(scope="module")
def senses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which a browser plays to a sink that nobody hears and draws on a screen
    that nobody sees: without a sound device, sound does not even begin in some of them."""
    folder = tmp_path_factory.mktemp("senses")
    for program in ("pulseaudio", "Xvfb"):
        if shutil.which(program) is None:
            missing(f"There is no {program} here, so only one engine was tried.")
    socket = folder / "sound"
    own = {
        **os.environ,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder / "pulse"),
    }
    sound = subprocess.Popen(
        [
            *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
            *("-L", "module-null-sink"),
            *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"),
        ],
        env=own,
        stderr=subprocess.DEVNULL,
    )
    reads, writes = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as told:
        display = told.readline().strip()
    until = time.monotonic() + 20
    while not socket.exists() and time.monotonic() < until:
        time.sleep(0.1)
    yield {**own, "PULSE_SERVER": f"unix:{socket}", "DISPLAY": f":{display}"}
    for process in (sound, screen):
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def start_engine(senses: dict[str, str]) -> Iterator[StartEngine]:
    """Starts one of `ENGINES` with a profile that nobody has used."""
    running: list[Engine] = []
    with sync_playwright() as playwright:

        def start(name: str) -> Engine:
            engine: Engine
            if name == "Firefox":
                path = firefox_path() or missing("There is no Firefox here.") or ""
                engine = Firefox(path, env=senses)
            elif name == "WebKit":
                path = minibrowser_path() or missing("There is no WebKitGTK with its driver.") or ""
                engine = WebKit(path, env=senses)
            else:
                path = chromium_at(playwright.chromium)
                if not Path(path).exists():
                    missing("There is no Chromium here.")
                engine = Chromium(playwright, path, env=senses)
            running.append(engine)
            return engine

        yield start
        for engine in running:
            engine.close()
