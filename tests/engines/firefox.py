"""Firefox, driven over WebDriver BiDi, which it speaks by itself."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import tempfile
import time
from base64 import b64decode
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

_PREFERENCES = {
    # A tone instead of a microphone, and no question whether it may be listened to.
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.autoplay.default": 0,
    # Nothing is asked of servers elsewhere.
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}


def firefox_path() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    name = "Firefox"

    def __init__(self, path: str, *, env: Mapping[str, str]) -> None:
        self._profile = Path(tempfile.mkdtemp(prefix="chest-firefox-"))
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items()]
        (self._profile / "user.js").write_text("\n".join(lines))
        self._log = self._profile / "log"
        with self._log.open("wb") as log, ExitStack() as undo:
            self._process = subprocess.Popen(
                [
                    *(path, "--headless", "--no-remote", "--profile", str(self._profile)),
                    *("--remote-debugging-port", "0"),
                ],
                stdout=log,
                stderr=log,
                env=dict(env),
            )
            undo.callback(self._end)
            self._open = ExitStack()
            self._socket: ClientConnection = self._open.enter_context(
                connect(f"{self._address()}/session", max_size=None)
            )
            self._numbers = itertools.count(1)
            self._ask("session.new", capabilities={})
            self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]
            size = {"width": 1280, "height": 900}
            self._ask("browsingContext.setViewport", context=self._tab, viewport=size)
            undo.pop_all()

    def _address(self) -> str:
        until = time.monotonic() + 40
        while time.monotonic() < until:
            said = self._log.read_text(errors="replace")
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", said)
            if found:
                return found[1]
            time.sleep(0.1)
        raise RuntimeError(f"Firefox did not say where it listens:\n{said[-2000:]}")

    def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=90))
            if answer.get("id") != number:
                continue  # an event
            if answer["type"] == "error":
                raise RuntimeError(f"{method}: {answer['message']}")
            return answer["result"]

    def _run(self, script: str) -> Any:
        answer = self._ask(
            "script.evaluate",
            expression=f"(async () => {{ {script} }})()",
            target={"context": self._tab},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"]

    def go(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def evaluate(self, script: str) -> str | None:
        value: str | None = self._run(script).get("value")
        return value

    def click_at(self, x: int, y: int) -> None:
        steps = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": steps})

    def type(self, text: str) -> None:
        steps = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": steps})

    def _act(self, action: dict[str, Any]) -> None:
        self._ask("input.performActions", context=self._tab, actions=[action])

    def set_files(self, script: str, paths: Sequence[Path]) -> None:
        element = {"sharedId": self._run(script)["sharedId"]}
        files = [str(path) for path in paths]
        self._ask("input.setFiles", context=self._tab, element=element, files=files)

    def take_picture(self, path: Path) -> None:
        answer = self._ask("browsingContext.captureScreenshot", context=self._tab)
        path.write_bytes(b64decode(answer["data"]))

    def close(self) -> None:
        self._open.close()
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        shutil.rmtree(self._profile, ignore_errors=True)
