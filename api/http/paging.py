"""What lists take: how many at once, and from where on."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from chest.paging import MAX_PAGE

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE)]
