"""`Idempotency-Key`: a write that was sent twice is done once and answered twice."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Request
from fastapi.encoders import jsonable_encoder

from api.http.dependencies import LibraryDep
from chest.access.viewers import Viewer
from chest.errors import Conflict
from chest.idempotency import Idempotency, Repeated
from chest.idempotency import Request as SentRequest

_TRIES = 3  # one that another was ahead of finds the answer, unless that one is undone


class Once:
    """Does the work of a request, unless the same request was answered in the last 24 hours."""

    def __init__(self, idempotency: Idempotency, *, route: str, key: str | None) -> None:
        self._idempotency = idempotency
        self._route = route
        self._key = key

    def run(
        self,
        viewer: Viewer,
        body: Any,
        work: Callable[[], dict[str, Any]],
        *,
        is_shared: bool = False,
    ) -> dict[str, Any]:
        """What `work` returns now, or returned to this viewer for this body and key before.

        All that `work` writes, and the answer, are kept together or not at all. The answer is kept,
        so `work` returns ids and no secrets, nor addresses that end; the route makes of them what
        it sends, by asking a manager, which looks at the viewer's rights as they are now. Without a
        key, and for nobody in particular, it is just done; so it is for a viewer that several
        people are (`is_shared`), unless the key is a random UUID: nobody else comes upon that.
        """
        if self._key is None or viewer.key == "nobody":
            return work()
        if is_shared and not _is_random(self._key):
            return work()
        packed = json.dumps(jsonable_encoder(body), sort_keys=True).encode()
        request = SentRequest(
            actor=viewer.key,
            route=self._route,
            key=self._key,
            body_hash=sha256(packed).hexdigest(),
        )
        for _ in range(_TRIES):
            answered = self._idempotency.find(request)
            if answered is not None:
                return answered
            with contextlib.suppress(Repeated), self._idempotency.once(request) as keep:
                answer = work()
                keep(answer)
                return answer
        raise Conflict(_("This request is being carried out. Ask again in a moment."))


def _is_random(key: str) -> bool:
    try:
        return UUID(key).version in (4, 7)
    except ValueError:
        return False


def get_once(
    request: Request,
    library: LibraryDep,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Once:
    return Once(
        Idempotency(database=library.database),
        route=f"{request.method} {request.url.path}",
        key=idempotency_key,
    )


OnceDep = Annotated[Once, Depends(get_once)]
