"""Share links, as those who make them and those who open them see them."""

from __future__ import annotations

from uuid import UUID

from api.schemas.base import Answer, Frame, Moment
from chest.models import Audience, LinkPermission
from chest.security.addresses import Scope
from chest.sharing.links import LinkFacts, LinkState, LinkStatus
from chest.sharing.manager import SharingManager


class Reach(Answer):
    """Who could open an address at all, and the sentence that says so."""

    scope: Scope
    sentence: str


class ShareLink(Answer):
    """A link as its makers see it. `token` and `url` are null once it is revoked."""

    id: UUID
    chest_id: UUID
    permission: LinkPermission
    audience: Audience
    label: str
    state: LinkState
    token: str | None
    url: str | None
    reach: Reach
    expires_at: Moment | None
    max_uses: int | None
    uses: int
    max_bytes: int | None
    used_bytes: int
    has_password: bool
    allow_download: bool
    created_by: UUID
    created_at: Moment
    revoked_at: Moment | None

    @classmethod
    def of(cls, link: LinkFacts, sharing: SharingManager, *, base_url: str) -> ShareLink:
        """`base_url` is what the link's address begins with."""
        return cls(
            id=link.id,
            chest_id=link.chest_id,
            permission=link.permission,
            audience=link.audience,
            label=link.label,
            state=link.state,
            token=link.token,
            url=sharing.address_of(link.token, base_url=base_url) if link.token else None,
            reach=Reach.model_validate(sharing.who_can_reach(base_url)),
            expires_at=link.expires_at,
            max_uses=link.max_uses,
            uses=link.uses,
            max_bytes=link.max_bytes,
            used_bytes=link.used_bytes,
            has_password=link.has_password,
            allow_download=link.allow_download,
            created_by=link.created_by,
            created_at=link.created_at,
            revoked_at=link.revoked_at,
        )


class SharedChest(Answer):
    """What a link tells of its chest; but for the id null until a password is given, and once the
    link has ended."""

    id: UUID
    name: str | None
    years: str | None
    words: str | None
    hero: Frame | None


class OpenedLink(Answer):
    """A link as whoever opened it sees it; `sentence` says where it stands. `asked_by` is the name
    of whoever made it, null where the chest's is."""

    state: LinkState
    sentence: str
    permission: LinkPermission
    chest: SharedChest
    asked_by: str | None
    allow_download: bool
    expires_at: Moment | None
    bytes_left: int | None

    @classmethod
    def of(cls, status: LinkStatus) -> OpenedLink:
        return cls(
            state=status.state,
            sentence=status.sentence,
            permission=status.permission,
            chest=SharedChest(
                id=status.chest_id,
                name=status.name,
                years=status.years,
                words=status.words,
                hero=Frame.of(status.hero_asset_id, status.hero_crop),
            ),
            asked_by=status.asked_by,
            allow_download=status.allow_download,
            expires_at=status.expires_at,
            bytes_left=status.bytes_left,
        )
