"""Memories with the same bytes as the API says them."""

from __future__ import annotations

from uuid import UUID

from api.schemas.assets import Contributor
from api.schemas.base import Answer, Moment, Page
from chest.assets.copies import Copies


class Copy(Answer):
    """Another memory with the very same bytes."""

    asset_id: UUID
    contributor: Contributor | None
    created_at: Moment


class CopiesOf(Page[Copy]):
    """What else has the bytes of a memory. `apart` says that each is shown by itself; otherwise all
    are shown, and counted, as one."""

    apart: bool

    @classmethod
    def told(cls, copies: Copies) -> CopiesOf:
        items = [
            Copy(
                asset_id=copy.asset_id,
                contributor=Contributor(
                    name=copy.contributor_name, account_id=copy.contributor_account_id
                )
                if copy.contributor_name is not None
                else None,
                created_at=copy.created_at,
            )
            for copy in copies.items
        ]
        return cls(items=items, next=None, apart=copies.apart)
