"""A server on this machine that speaks OpenAI's protocol for hearing, as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SEGMENT = {
    "id": 0,
    "seek": 0,
    "start": 0.2,
    "end": 1.6,
    "text": " My father sang to the sea.",
    "tokens": [1],
    "temperature": 0.0,
    "avg_logprob": -0.2,
    "compression_ratio": 1.1,
    "no_speech_prob": 0.01,
}
ANSWER: dict[str, Any] = {
    "task": "transcribe",
    "language": "english",
    "duration": 1.8,
    "text": "My father sang to the sea.",
    "segments": [SEGMENT],
    "words": [{"word": "My", "start": 0.2, "end": 0.4}, {"word": "sea", "start": 1.3, "end": 1.6}],
}


class OpenAIServer:
    """Answers `status` and `body`; keeps what it was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.headers = 200, json.dumps(ANSWER).encode(), {}
        self.wait, self.asked, self.keys = 0.0, [], []
        self.sounds: list[bytes] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                server.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self.http.server_port}/v1"

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        head = f"Content-Type: {handler.headers['Content-Type']}\r\n\r\n".encode()
        fields: dict[str, list[str]] = {"path": [handler.path]}
        for part in BytesParser(policy=default).parsebytes(head + body).iter_parts():
            name = part.get_param("name", header="content-disposition")
            payload = part.get_payload(decode=True)
            if name == "file":
                self.sounds.append(payload)
            else:
                fields.setdefault(str(name), []).append(payload.decode())
        self.asked.append(fields)
        self.keys.append(handler.headers["Authorization"])
        time.sleep(self.wait)
        handler.send_response(self.status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(self.body)))
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(self.body)

    def refuse(self, status: int, code: str, message: str, **headers: str) -> None:
        error = {"error": {"message": message, "type": "t", "param": None, "code": code}}
        self.status, self.body = status, json.dumps(error).encode()
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
