"""`Idempotency-Key`: a write that was sent twice is done once and answered twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.encoders import jsonable_encoder

from api.http.dependencies import LibraryDep
from chest.access.viewers import Viewer
from chest.idempotency import Idempotency
from chest.idempotency import Request as SentRequest

# Characters: nobody else comes upon a key of this length, unless it was told.
_UNGUESSABLE = 16


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
        address: str = "",
    ) -> dict[str, Any]:
        """What `work` returns now, or returned to this viewer for this body and key before.

        The answer is kept, so `work` returns ids and no secrets, nor addresses that end; the route
        makes of them what it sends. Without a key, and for nobody in particular, it is just done.
        `address` is where the request came from, for a viewer that is several people: those who
        count their keys from 1 are then told apart by it.
        """
        if self._key is None or viewer.key == "nobody":
            return work()
        actor = viewer.key
        if address and len(self._key) < _UNGUESSABLE:
            actor += "|" + sha256(address.encode()).hexdigest()[:16]
        packed = json.dumps(jsonable_encoder(body), sort_keys=True).encode()
        request = SentRequest(
            actor=actor,
            route=self._route,
            key=self._key,
            body_hash=sha256(packed).hexdigest(),
        )
        answered = self._idempotency.begin(request)
        if answered is not None:
            return answered
        try:
            answer = work()
        except BaseException:
            self._idempotency.forget(request)
            raise
        self._idempotency.finish(request, answer)
        return answer


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
