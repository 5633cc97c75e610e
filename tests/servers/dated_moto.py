"""moto's server, which says when each upload was begun.

By itself it says 2010 of all: a worker that cleans up would take an upload of this very moment for
one that was given up long ago, and end it while a browser sends its first part.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import moto.s3.models
import moto.s3.responses
from moto.server import main

_begun: dict[str, str] = {}


class _Dated(moto.s3.responses.ActionResult):
    def __init__(self, result: Any) -> None:
        for upload in result.get("Uploads", []) if isinstance(result, dict) else []:
            upload["Initiated"] = _begun[upload["UploadId"]]
        super().__init__(result)


def _note_when(begin: Callable[..., None]) -> Callable[..., None]:
    def begun(self: Any, *arguments: Any, **named: Any) -> None:
        begin(self, *arguments, **named)
        _begun[self.id] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")

    return begun


moto.s3.responses.ActionResult = _Dated
moto.s3.models.FakeMultipart.__init__ = _note_when(moto.s3.models.FakeMultipart.__init__)

if __name__ == "__main__":
    main()
