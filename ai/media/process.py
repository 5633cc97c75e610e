"""The decoding process: reads requests from its standard input until it ends.

Started by `ai.media.sandbox.Decoder` and by nothing else. It limits itself before it reads the
first byte of any file, and the kernel ends it when the process that started it is gone, even in
the middle of a decoder that never returns.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import math
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from ai.lifeline import die_with_parent
from ai.media import files, wire
from ai.media.types import MediaError, MediaErrorKind

# Loaded on first use: a process that only sees photos never loads FFmpeg.
_CALLS = {
    "sniff": ("signatures", "sniff"),
    "image": ("images", "image"),
    "large": ("images", "large"),
    "page": ("documents", "page"),
    "av": ("audiovisual", "av_facts"),
    "poster": ("posters", "poster"),
    "stills": ("posters", "stills"),
    "moment": ("motion", "moment"),
    "waveform": ("audiovisual", "waveform"),
    "pdf": ("documents", "pdf"),
    "text": ("records", "readable"),
    "words": ("office", "words"),
    "archive": ("archives", "archive"),
    "unpack": ("archives", "unpack"),
    "without_place": ("redaction", "without_place"),
    "rendition_plan": ("renditions", "plan"),
    "rendition_piece": ("renditions", "piece"),
    "rendition_pictures": ("renditions", "pictures"),
    "rendition_sound": ("renditions", "sound"),
    "rendition_join": ("renditions", "join"),
    "hearing": ("hearing", "sound"),
    "typeset": ("typesetting", "typeset"),
}


def main() -> None:
    memory, lifeline = int(sys.argv[1]), int(sys.argv[2])
    die_with_parent(lifeline)
    _limit(memory)
    # Whatever a library prints must not end up between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = sys.stdin.buffer
    wire.send(answers, {"ready": os.getpid()})
    while (request := wire.receive(requests)) is not None:
        wire.send(answers, {**_answer(request), "resident": _resident()})


def _limit(memory: int) -> None:
    # macOS knows RLIMIT_AS and refuses to set it; time and file size hold there all the same.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write too far is an error, not a death
    # If the machine runs out of memory, this process goes first.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900")


def _limit_request(seconds: float, file_bytes: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    for what, soft in ((resource.RLIMIT_CPU, until), (resource.RLIMIT_FSIZE, file_bytes)):
        resource.setrlimit(what, (soft, resource.getrlimit(what)[1]))


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    """What the call answers, or why it does not. `spent` says that nobody knows what is left of
    the process; after a file that is only broken, it goes on with the next."""
    _limit_request(request["seconds"], request["file_bytes"])
    module, function = _CALLS[request["call"]]
    paths = [Path(path) for path in request["paths"]]
    try:
        call = getattr(importlib.import_module(f"ai.media.{module}"), function)
        return {"value": call(*paths, **request["options"])}
    except MediaError as error:
        return {"error": error.kind, "detail": error.detail[:2000]}
    except MemoryError:
        return {"error": MediaErrorKind.too_large, "detail": "the memory limit", "spent": True}
    except ImportError as error:
        return {"unavailable": str(error)}
    except OSError as error:
        if error.errno in (errno.EFBIG, errno.ENOMEM):
            return {"error": MediaErrorKind.too_large, "detail": str(error), "spent": True}
        if error.errno is not None and not files.is_of_the_file(error):
            return {"errno": error.errno, "detail": str(error)}
        if error.errno is not None:
            return {"error": MediaErrorKind.unreadable, "detail": str(error)}
        return _surprise()
    except Exception:  # noqa: BLE001  a decoder's surprise must not look like a broken pipe
        return _surprise()


def _surprise() -> dict[str, Any]:
    detail = traceback.format_exc()[-2000:]
    return {"error": MediaErrorKind.crashed, "detail": detail, "spent": True}


def _resident() -> int:
    """Bytes of memory in use; the most ever used where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
