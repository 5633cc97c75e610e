"""Rows of link sessions: made, found by what a browser holds, and told to its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from chest.access.memories import hero_of, list_visible
from chest.access.viewers import LinkViewer
from chest.errors import NotFound
from chest.models import Chest, Contribution, LinkSession, ShareLink, utc_now
from chest.security.signing import hash_token
from chest.sharing.links import ENDED, SENTENCES, LinkState, LinkStatus, OpenedLink, Opening, gone

SESSION_LIFETIME = timedelta(days=30)
# A page that is still open says why its session ended. Whoever opened a link and never went in has
# begun nothing, and opens it once more.
ENDED_KEPT = timedelta(days=7)
UNUSED_KEPT = timedelta(days=2)

# A browser's cookie holds the secrets of its last sessions, the one it speaks for first: whoever
# opens a second family's link and then the first one's again, finds what they had begun.
_BETWEEN = "."
_SESSIONS_HELD = 5


def new_session(link: ShareLink, *, secret: str) -> LinkSession:
    """A session on the link at its present generation, for 30 days or as long as the link."""
    expires_at = utc_now() + SESSION_LIFETIME
    if link.expires_at is not None:
        expires_at = min(expires_at, link.expires_at)
    return LinkSession(
        link_id=link.id,
        generation=link.generation,
        token_hash=hash_token(secret),
        expires_at=expires_at,
    )


def bare_id(link: ShareLink) -> UUID:
    """Who asks with the link's token alone, at its present generation: always the same, so that an
    address made for one request is good at the next. No session has this id (theirs are of another
    version), and so nothing was ever given under it."""
    return uuid5(link.id, f"token|{link.generation}")


def is_bare(viewer: LinkViewer) -> bool:
    """Whether this is the viewer that all are who ask with the token alone; see `bare_id`."""
    return viewer.session_id.version == 5


def secrets_in(cookie: str | None) -> list[str]:
    """The secrets that a cookie holds, at most five, the one it speaks for first."""
    return [secret for secret in (cookie or "").split(_BETWEEN) if secret][:_SESSIONS_HELD]


def find_opening(session: Session, cookie: str | None) -> Opening | None:
    """The session that the cookie speaks for, ended or not; None for an unknown one."""
    secrets_held = secrets_in(cookie)
    if not secrets_held:
        return None
    return _opening_where(session, col(LinkSession.token_hash) == hash_token(secrets_held[0]))


def find_opening_of(session: Session, contribution_id: UUID, link: ShareLink) -> Opening:
    """The session in which a contribution was begun. NotFound unless it was through this link,
    Gone when the session ended so long ago that its row went."""
    contribution = session.get(Contribution, contribution_id)
    if contribution is None or contribution.link_id != link.id:
        raise NotFound
    opening = find_opening_by_id(session, contribution.link_session_id)
    if opening is None:
        raise gone(LinkState.asleep)
    return opening


def find_opening_by_id(session: Session, link_session_id: UUID | None) -> Opening | None:
    """The session with this id, ended or not."""
    return _opening_where(session, col(LinkSession.id) == link_session_id)


def _opening_where(session: Session, condition: Any) -> Opening | None:
    found = session.exec(
        select(LinkSession, ShareLink, Chest)
        .join(ShareLink, col(ShareLink.id) == col(LinkSession.link_id))
        .join(Chest, col(Chest.id) == col(ShareLink.chest_id))
        .where(condition)
    ).first()
    return Opening(session=found[0], link=found[1], chest=found[2]) if found else None


def opened_link(session: Session, opening: Opening, secret: str, held: list[str]) -> OpenedLink:
    """What a browser that already `held` some secrets keeps from now on, and what to tell it."""
    kept = [secret, *(other for other in held if other != secret)][:_SESSIONS_HELD]
    left = (opening.session.expires_at - utc_now()).total_seconds()
    return OpenedLink(
        cookie=_BETWEEN.join(kept),
        lasts_seconds=max(1, int(left)),
        status=describe_opening(session, opening),
    )


def describe_opening(session: Session, opening: Opening) -> LinkStatus:
    """What a page opened by the link may know; see `LinkStatus`."""
    link, chest, state = opening.link, opening.chest, opening.state
    status = LinkStatus(
        state=state, sentence=SENTENCES[state], permission=link.permission, chest_id=chest.id
    )
    if state in ENDED or state is LinkState.needs_password:
        return status
    hero, crop = hero_of(chest, list_visible(session, opening.viewer, [chest.hero_asset_id]))
    return LinkStatus(
        state=state,
        sentence=status.sentence,
        permission=link.permission,
        chest_id=chest.id,
        name=chest.name,
        words=chest.words,
        hero_asset_id=hero,
        hero_crop=crop,
        allow_download=link.allow_download,
        expires_at=link.expires_at,
        bytes_left=None if link.max_bytes is None else max(0, link.max_bytes - link.used_bytes),
    )
