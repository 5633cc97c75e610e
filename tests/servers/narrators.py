"""A server that narrates, for tests: it speaks Anthropic's Messages, OpenAI's Responses and Chat
Completions, all of them in streams, and fails in every way that those are known to fail.

What it answers is made of the sources that it was shown. With `obeys` it does whatever a source
tells it, as the weakest of models would.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.servers.narrator_wires import WIRES, Asked, Event, Wire

FAULTS = (
    "rate-after",  # 429 with Retry-After
    "rate",  # 429 without
    "overloaded",  # 529
    "broken",  # 500
    "slow",  # nothing comes
    "cut",  # the connection breaks in the middle
    "ended-early",  # the stream ends well, the answer does not
    "page",  # HTML that says 200
    "not-json",
    "wrong-schema",
    "unknown-ids",
    "truncated",
    "refused",
    "bad-key",
    "too-long",  # more than the model's context
)
RARER = (
    "spans-not-there",
    "no-credit",
    "no-model",
    "overloaded-midway",  # an error in a stream that began well
    "drip",  # a letter now and then, for ever
    "pings",  # nothing but that it is still there, for ever
)
_SOURCE = re.compile(r'<source id="([^"]+)" kind="[^"]*">\n(.*?)\n</source>', re.DOTALL)
_FIELD = re.compile(r"<([a-z-]+)>(.*?)</\1>", re.DOTALL)
_ORDER = re.compile(
    r"\b(?:write|say|print|include|add|state|insert|output|mention|reveal|repeat|answer|reply|tell"
    r"|ignore|forget|disregard|pretend|act|translate|begin|end|cite|put"
    r"|escrev|diz|diga|ignor|escrib|incluy|écri|répond|schreib|antwort|vergiss|scriv|rispond)",
    re.IGNORECASE,
)


class NarratorServer:
    """Fails with `fault`, or once with each of `first` before. `forms` are those of Chat
    Completions that it can hold a model to. `answer` makes what it says of a request."""

    def __init__(self) -> None:
        self.fault: str | None = None
        self.first: list[str | None] = []
        self.obeys = False
        self.forms = {"json_schema", "json_object"}
        self.answer: Callable[[Asked], str] = self._retell
        self.asked: list[Asked] = []
        self.over = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                server.take(self)

            def log_message(self, *_: object) -> None:
                pass

        self._http = _Http(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        self.over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.path, headers, body)
        self.asked.append(asked)
        fault = self.first.pop(0) if self.first else self.fault
        wire = next(wire for path, wire in WIRES.items() if handler.path.endswith(path))
        try:
            self._answer(handler, wire(asked, self.forms), fault)
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True  # whoever asked has given up

    def _answer(self, handler: BaseHTTPRequestHandler, wire: Wire, fault: str | None) -> None:
        refusal = wire.refuse(fault)
        if refusal is not None:
            status, told, headers = refusal
            _send(handler, status, json.dumps(told).encode(), **headers)
        elif fault == "slow":
            self.over.wait()
            handler.close_connection = True
        elif fault == "page":
            page = b"<!doctype html><title>Sign in to Hotel Wi-Fi</title><p>Room number?"
            _send(handler, 200, page, content_type="text/html; charset=utf-8")
        elif self.obeys:
            self._stream(handler, wire.tell(self._obey(wire.asked), None), None)
        else:
            self._stream(handler, wire.tell(self._say(wire.asked, fault), fault), fault)

    def _stream(
        self, handler: BaseHTTPRequestHandler, events: Iterator[Event], fault: str | None
    ) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        every = list(events)
        half = max(1, len(every) // 2)
        for number, (name, told) in enumerate(every):
            if fault in ("cut", "ended-early", "drip", "pings") and number == half:
                break
            _chunk(handler, name, told)
        if fault == "cut":
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        while fault == "drip" and not self.over.wait(0.05):
            _chunk(handler, *every[half - 1])
        while fault == "pings" and not self.over.wait(0.05):
            handler.wfile.write(b"6\r\n: on\n\n\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    def _say(self, asked: Asked, fault: str | None) -> str:
        if fault == "not-json":
            return 'Once upon a time there was {"sentences": [ a woman'
        if fault == "wrong-schema":
            return json.dumps({"chapters": [{"title": "A life"}], "sentences": "none"})
        text, spoilt = self.answer(asked), _SPOILT.get(fault or "")
        if spoilt is None:
            return text
        told = json.loads(text)
        for sentence in told["sentences"][1:]:  # the first stays good
            sentence["clauses"][0]["sources"][0] |= spoilt
        return json.dumps(told, ensure_ascii=False)

    def _retell(self, asked: Asked) -> str:
        """A sentence for each source: what it says, between quotation marks."""
        told = []
        for name, fields in list_sources(asked.content):
            words = fields.get("words") or fields.get("caption")
            if words is None or name == "chest":
                continue
            span = re.split(r"(?<=[.!?])\s", words)[0][:400]
            by = fields.get("by")
            clauses = [{"text": f"“{span}”", "sources": [{"id": name, "span": span}]}]
            if by:
                said = {"text": f"{by} writes:", "sources": [{"id": name, "span": by}]}
                clauses.insert(0, said)
            told.append({"clauses": clauses, "quote": span, "opens": not told})
        return json.dumps({"sentences": told}, ensure_ascii=False)

    def _obey(self, asked: Asked) -> str:
        """Whatever a source tells it is done: written down as told, and cited as if it were so."""
        told = []
        for name, fields in list_sources(asked.content):
            words = " ".join(fields.values())
            if not _ORDER.search(words):
                continue
            longest = max(fields.values(), key=len)[:400]
            for text in (longest, f"{longest} {asked.system[:200]}"):
                sources = [{"id": name, "span": longest}]
                told.append({"clauses": [{"text": text, "sources": sources}]})
        return json.dumps({"sentences": told}, ensure_ascii=False)


class _Http(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """That whoever asked has gone is what many of these tests are about."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


_SPOILT = {
    "unknown-ids": {"id": "m999"},
    "spans-not-there": {"span": "words that nobody ever wrote"},
}


def list_sources(content: str) -> list[tuple[str, dict[str, str]]]:
    """The sources that a question shows: the name of each, and its fields by their tags."""
    return [(name, dict(_FIELD.findall(told))) for name, told in _SOURCE.findall(content)]


def _send(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    *,
    content_type: str = "application/json",
    **headers: str,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", content_type)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def _chunk(handler: BaseHTTPRequestHandler, name: str | None, told: Any) -> None:
    data = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
    event = (f"event: {name}\n" if name else "") + f"data: {data}\n\n"
    raw = event.encode()
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(raw), raw))
    handler.wfile.flush()
