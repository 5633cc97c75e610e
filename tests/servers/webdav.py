"""A real WebDAV server for tests, in a process of its own on 127.0.0.1.

python tests/servers/webdav.py FOLDER PORT     is that process
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

USER, PASSWORD = "ana", "correct horse"
_SECONDS_TO_START = 90


@dataclass
class WebDavServer:
    """`address` is what a backup takes, below `folder` lie its files."""

    port: int
    folder: Path

    def address(self, path: str) -> str:
        return f"webdav://{USER}@127.0.0.1:{self.port}/{path}"


def is_missing() -> bool:
    return importlib.util.find_spec("wsgidav") is None


@contextmanager
def webdav_server(folder: Path) -> Iterator[WebDavServer]:
    import httpx

    from tests.app_server import free_port

    files, log, port = folder / "files", folder / "server.log", free_port()
    files.mkdir(parents=True)
    command = [sys.executable, "-W", "ignore", __file__, str(files), str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + _SECONDS_TO_START
        while True:
            try:
                httpx.options(f"http://127.0.0.1:{port}/", auth=(USER, PASSWORD), timeout=5)
                break
            except httpx.TransportError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(log.read_text(errors="replace")) from None
                time.sleep(0.1)
        yield WebDavServer(port, files)
    finally:
        process.terminate()
        process.wait()


def main(folder: str, port: str) -> None:
    from wsgidav.wsgidav_app import WsgiDAVApp

    class Threads(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        protocol_version = "HTTP/1.0"  # wsgiref's own

        def log_message(self, *_: object) -> None:
            pass

    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": folder},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False},
            "verbose": 1,
            "property_manager": None,
            "lock_storage": True,
        }
    )

    def ended(environ: dict[str, Any], start: Any) -> Any:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        environ["wsgi.input"] = BufferedReader(_Body(environ["wsgi.input"], length))
        return app(environ, start)

    make_server("127.0.0.1", int(port), ended, Threads, Quiet).serve_forever()


class _Body(RawIOBase):
    """What comes with a request, which wsgiref itself would read on behind its end."""

    def __init__(self, whole: Any, length: int) -> None:
        self._whole = whole
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._whole.read(min(len(buffer), self._left))
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
