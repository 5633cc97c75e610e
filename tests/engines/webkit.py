"""WebKit as GTK has it, driven by its own driver over WebDriver. It has no window of its own to
hide, so it is given a screen that nobody sees."""

from __future__ import annotations

import shutil
import subprocess
import time
from base64 import b64decode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from tests.app_server import free_port

_LIBRARIES = Path("/usr/lib")
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # under this name the standard hands one over


def minibrowser_path() -> str | None:
    found = sorted(_LIBRARIES.glob("*/webkit2gtk-4.*/MiniBrowser"))
    return str(found[-1]) if found and shutil.which("WebKitWebDriver") else None


class WebKit:
    name = "WebKit"

    def __init__(self, path: str, *, env: Mapping[str, str]) -> None:
        port = free_port()
        self._process = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"],
            env={**env, "LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=90)
        self._wait_for_driver()
        options = {
            "binary": path,
            "args": [
                "--automation",
                "--enable-media-stream=true",
                "--enable-mock-capture-devices=true",
                "--autoplay-policy=allow",
            ],
        }
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        answer = self._client.post("/session", json={"capabilities": wanted}).json()
        self._session = f"/session/{answer['value']['sessionId']}"
        self._ask("/timeouts", {"script": 60_000, "pageLoad": 60_000, "implicit": 0})
        self._ask("/window/rect", {"width": 1280, "height": 960})

    def _wait_for_driver(self) -> None:
        until = time.monotonic() + 20
        while True:
            try:
                self._client.get("/status")
                return
            except httpx.TransportError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _ask(self, path: str, body: dict[str, Any]) -> Any:
        answer = self._client.post(self._session + path, json=body)
        value = answer.json()["value"]
        if answer.is_error:
            raise RuntimeError(f"{path}: {value['error']}: {value['message']}")
        return value

    def go(self, url: str) -> None:
        self._ask("/url", {"url": url})

    def evaluate(self, script: str) -> str | None:
        # What goes wrong is told as a result: the driver would only say that it did.
        wrapped = (
            "const done = arguments[arguments.length - 1];"
            f"(async () => {{ {script} }})().then((value) => done({{ value }}),"
            " (error) => done({ error: String(error) }));"
        )
        answer = self._ask("/execute/async", {"script": wrapped, "args": []})
        if "error" in answer:
            raise RuntimeError(answer["error"])
        value: str | None = answer.get("value")
        return value

    def click_at(self, x: int, y: int) -> None:
        steps = [
            {"type": "pointerMove", "duration": 0, "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        kind = {"pointerType": "mouse"}
        self._act({"type": "pointer", "id": "mouse", "parameters": kind, "actions": steps})

    def type(self, text: str) -> None:
        steps = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": steps})

    def _act(self, action: dict[str, Any]) -> None:
        self._ask("/actions", {"actions": [action]})

    def set_files(self, script: str, paths: Sequence[Path]) -> None:
        element = self._ask("/execute/sync", {"script": script, "args": []})[_ELEMENT]
        text = "\n".join(str(path) for path in paths)
        self._ask(f"/element/{element}/value", {"text": text})

    def take_picture(self, path: Path) -> None:
        answer = self._client.get(f"{self._session}/screenshot").json()
        path.write_bytes(b64decode(answer["value"]))

    def close(self) -> None:
        self._client.delete(self._session)
        self._client.close()
        self._process.terminate()
        self._process.wait(timeout=20)
