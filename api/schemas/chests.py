"""Chests, their members and invitations, and who did what."""

from __future__ import annotations

from uuid import UUID

from api.schemas.base import Answer, Frame, Moment
from chest.chests.manager import ChestView
from chest.models import Pronoun, Role


class ChestNames(Answer):
    middle: str | None
    maiden: str | None
    nick: str | None
    called: str | None


class Chest(Answer):
    """A chest as whoever asks sees it. For links and receipts `counts` is empty, and `role`,
    `trusts_members`, `created_at` and `version` are null."""

    id: UUID
    name: str
    names: ChestNames
    pronoun: Pronoun
    born: str | None
    died: str | None
    places: list[str]
    words: str | None
    long_words: str | None
    hero: Frame | None
    time_zone: str
    southern: bool
    language: str
    trusts_members: bool | None
    counts: dict[str, int]
    role: Role | None
    created_at: Moment | None
    version: int | None
    deleted_at: Moment | None

    @classmethod
    def of(cls, view: ChestView) -> Chest:
        belongs = view.role is not None
        return cls(
            id=view.id,
            name=view.name,
            names=ChestNames(
                middle=view.middle_name,
                maiden=view.maiden_name,
                nick=view.nick_name,
                called=view.called,
            ),
            pronoun=view.pronoun,
            born=view.born,
            died=view.died,
            places=list(view.places),
            words=view.words,
            long_words=view.long_words,
            hero=Frame.of(view.hero_asset_id, view.hero_crop),
            time_zone=view.time_zone,
            southern=view.southern,
            language=view.language,
            trusts_members=view.trusts_members if belongs else None,
            counts=view.counts,
            role=view.role,
            created_at=view.created_at if belongs else None,
            version=view.version if belongs else None,
            deleted_at=view.deleted_at,
        )


class Member(Answer):
    """Somebody who belongs to a chest. E-mail addresses are told to keepers only."""

    account_id: UUID
    name: str
    email: str | None
    role: Role
    since: Moment


class AuditEvent(Answer):
    """Who did what to what: ids only, no content."""

    id: UUID
    at: Moment
    actor: str
    action: str
    subject_type: str
    subject_id: str


class InvitationOffer(Answer):
    """A new invitation. `url` is what to send, and is told to whoever made it alone; `is_mailed`
    says that a letter with it goes to `email`."""

    id: UUID
    role: Role
    email: str | None
    expires_at: Moment
    url: str
    is_mailed: bool


class Invitation(Answer):
    """An invitation that is open. `email` is null where whoever has its link may take it up."""

    id: UUID
    role: Role
    email: str | None
    invited_by: str
    created_at: Moment
    expires_at: Moment
