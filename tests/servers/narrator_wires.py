"""The protocols that a narrating server of tests speaks: how each tells an answer in a stream, and
how each refuses."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

RETRY_AFTER = 3
TOKENS_IN, TOKENS_OUT = 210, 70


@dataclass(frozen=True)
class Asked:
    """One request: where it went, with which headers, and all of it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        told = self.body.get("system") or self.body.get("instructions")
        return str(told or self.body["messages"][0]["content"])

    @property
    def content(self) -> str:
        return str(self.body.get("input") or self.body["messages"][-1]["content"])

    @property
    def form(self) -> str | None:
        """The `response_format` of Chat Completions."""
        told = self.body.get("response_format")
        return told["type"] if told else None


Event = tuple[str | None, Any]
Refusal = tuple[int, dict[str, Any], dict[str, str]]


class Wire:
    """One protocol, for one request."""

    statuses: ClassVar = {
        "rate-after": (429, "rate_limit_error"),
        "rate": (429, "rate_limit_error"),
        "overloaded": (529, "overloaded_error"),
        "broken": (500, "api_error"),
        "bad-key": (401, "authentication_error"),
        "no-credit": (429, "insufficient_quota"),
        "no-model": (404, "not_found_error"),
        "too-long": (400, "invalid_request_error"),
    }
    too_long = "prompt is too long: 210000 tokens > 200000 maximum"

    def __init__(self, asked: Asked, forms: Container[str]) -> None:
        self.asked, self.forms = asked, forms

    def refuse(self, fault: str | None) -> Refusal | None:
        if fault not in self.statuses:
            return None
        status, kind = self.statuses[fault]
        message = self.too_long if fault == "too-long" else f"This is {kind}."
        headers = {"retry_after": str(RETRY_AFTER)} if fault == "rate-after" else {}
        return status, self.error(kind, message), headers

    def error(self, kind: str, message: str) -> dict[str, Any]:
        return {"error": {"message": message, "type": kind, "code": kind, "param": None}}

    def tell(self, text: str, fault: str | None) -> Iterator[Event]:
        raise NotImplementedError


class Messages(Wire):
    statuses: ClassVar = {**Wire.statuses, "no-credit": (402, "billing_error")}

    def error(self, kind: str, message: str) -> dict[str, Any]:
        return {"type": "error", "error": {"type": kind, "message": message}}

    def tell(self, text: str, fault: str | None) -> Iterator[Event]:
        stop = {"truncated": "max_tokens", "refused": "refusal"}.get(fault or "", "end_turn")
        message = {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": self.asked.body["model"],
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": {"input_tokens": TOKENS_IN, "output_tokens": 1},
        }
        yield "message_start", {"type": "message_start", "message": message}
        yield "ping", {"type": "ping"}
        block = {"index": 0, "content_block": {"type": "text", "text": ""}}
        yield "content_block_start", {"type": "content_block_start", **block}
        for part in _parts(text, fault):
            delta = {"index": 0, "delta": {"type": "text_delta", "text": part}}
            yield "content_block_delta", {"type": "content_block_delta", **delta}
        if fault == "overloaded-midway":
            yield "error", self.error("overloaded_error", "Overloaded")
            return
        yield "content_block_stop", {"type": "content_block_stop", "index": 0}
        end = {"delta": {"stop_reason": stop, "stop_sequence": None}}
        usage = {"output_tokens": TOKENS_OUT}
        yield "message_delta", {"type": "message_delta", **end, "usage": usage}
        yield "message_stop", {"type": "message_stop"}


class Responses(Wire):
    too_long = "Your input exceeds the context window of this model."

    def tell(self, text: str, fault: str | None) -> Iterator[Event]:
        for number, (kind, told) in enumerate(self._events(text, fault)):
            yield kind, {"type": kind, "sequence_number": number, **told}

    def _events(self, text: str, fault: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
        usage = {
            "input_tokens": TOKENS_IN,
            "output_tokens": TOKENS_OUT,
            "total_tokens": TOKENS_IN + TOKENS_OUT,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens_details": {"reasoning_tokens": 0},
        }
        answer = {
            "id": "resp_1",
            "object": "response",
            "created_at": 0,
            "model": self.asked.body["model"],
            "status": "in_progress",
            "output": [],
            "parallel_tool_calls": True,
            "tool_choice": "auto",
            "tools": [],
            "error": None,
            "incomplete_details": None,
            "instructions": None,
            "metadata": {},
        }
        yield "response.created", {"response": answer}
        where = {"item_id": "m1", "output_index": 0, "content_index": 0}
        if fault == "refused":
            yield "response.refusal.delta", {**where, "delta": "I cannot help with that."}
            return
        for part in _parts(text, fault):
            yield "response.output_text.delta", {**where, "delta": part, "logprobs": []}
        if fault == "overloaded-midway":
            error = {"code": "server_error", "message": "The server had an error."}
            yield "response.failed", {"response": {**answer, "status": "failed", "error": error}}
        elif fault == "truncated":
            why = {"incomplete_details": {"reason": "max_output_tokens"}, "usage": usage}
            yield "response.incomplete", {"response": {**answer, "status": "incomplete", **why}}
        else:
            whole = {**answer, "status": "completed", "usage": usage}
            yield "response.completed", {"response": whole}


class Chat(Wire):
    too_long = "This model's maximum context length is 8192 tokens. You asked for 9000 tokens."

    def refuse(self, fault: str | None) -> Refusal | None:
        form = self.asked.form
        if form is not None and form not in self.forms:
            message = f"response_format type '{form}' is not supported by this server"
            return 400, self.error("invalid_request_error", message), {}
        return super().refuse(fault)

    def tell(self, text: str, fault: str | None) -> Iterator[Event]:
        for part in _parts(text, fault):
            yield None, self._part({"content": part})
        if fault == "overloaded-midway":
            yield None, self.error("server_error", "slot unavailable")
            return
        stop = {"truncated": "length", "refused": "content_filter"}.get(fault or "", "stop")
        yield None, self._part({}, stop)
        usage = {"prompt_tokens": TOKENS_IN, "completion_tokens": TOKENS_OUT}
        total = {"total_tokens": TOKENS_IN + TOKENS_OUT}
        yield None, {**self._part({}), "choices": [], "usage": usage | total}
        yield None, "[DONE]"

    def _part(self, delta: dict[str, str], stop: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": stop}
        told = {"id": "c1", "object": "chat.completion.chunk", "created": 0}
        return {**told, "model": self.asked.body["model"], "choices": [choice]}


WIRES: dict[str, type[Wire]] = {
    "/messages": Messages,
    "/responses": Responses,
    "/chat/completions": Chat,
}


def _parts(text: str, fault: str | None) -> list[str]:
    parts = re.findall(r".{1,7}", text, re.DOTALL)
    return parts[: len(parts) // 2] if fault in ("truncated", "overloaded-midway") else parts
