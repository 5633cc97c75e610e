"""The process that holds models: answers questions from its standard input until it ends, or until
nobody has asked for a while. Started by `ai.host.ModelHost` and by nothing else.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import select
import sys
from pathlib import Path
from typing import Any

from ai.base import ProviderError
from ai.host_process import IDLE, Provided, Question, receive, send
from ai.lifeline import come_last, die_with_parent

_TOLD = ("name", "model", "local", "version", "languages", "size")


def main() -> None:
    memory, lifeline, idle = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    die_with_parent(lifeline)
    _come_last(memory)
    # Whatever a library prints must not end up between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions = _Whole(os.dup(0))
    held: dict[Provided, Any] = {}
    send(answers, ("value", os.getpid()))
    while select.select([questions.descriptor], [], [], idle)[0]:
        question = receive(questions)
        if question is None:
            return
        send(answers, _answer(question, held))
    os._exit(IDLE)


class _Whole:
    """A pipe read without a buffer, so that `select` knows of everything that is in it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def read(self, count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count and (part := os.read(self.descriptor, count - len(parts))):
            parts += part
        return bytes(parts)


def _come_last(memory: int) -> None:
    come_last()
    # Not the address space, of which these libraries reserve far more than they use. macOS knows
    # the limit and refuses to set it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # If the machine runs out of memory, this process goes first.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900")


def _answer(question: Question, held: dict[Provided, Any]) -> tuple[str, Any]:
    try:
        provider = held.get(question.provider)
        if provider is None:
            provider = held[question.provider] = _open(question.provider)
        if question.method is None:
            return "value", {name: getattr(provider, name, None) for name in _TOLD}
        call = getattr(provider, question.method)
        return "value", call(*question.arguments, **(question.options or {}))
    except ProviderError as error:
        return "error", (error.kind, str(error), error.retry_after)
    except MemoryError:
        return "memory", None
    except Exception as error:  # noqa: BLE001  a library's surprise must not look like a crash
        if "alloc" in str(error):  # as CTranslate2 and onnxruntime say it
            return "memory", None
        return "error", ("bug", f"{type(error).__name__}: {error}", None)


def _open(provider: Provided) -> Any:
    module, _, function = provider.factory.partition(":")
    return getattr(importlib.import_module(module), function)(**dict(provider.arguments))


if __name__ == "__main__":
    main()
