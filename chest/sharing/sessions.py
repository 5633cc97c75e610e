"""Rows of link sessions: made, found by what a browser holds, and told to its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from chest.access.memories import hero_of, list_visible
from chest.access.viewers import LinkViewer
from chest.dates.lives import say_years
from chest.errors import NotFound
from chest.models import Account, Chest, Contribution, LinkSession, ShareLink, utc_now
from chest.security.signing import hash_token
from chest.sharing.links import ENDED, SENTENCES, LinkState, LinkStatus, OpenedLink, Opening, gone

SESSION_LIFETIME = timedelta(days=30)
_RENEWED_EVERY = timedelta(days=1)
# A browser knows for a year what it sent, whatever becomes of the link meanwhile.
REMEMBERED = timedelta(days=365)
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
    return LinkSession(
        link_id=link.id,
        generation=link.generation,
        token_hash=hash_token(secret),
        expires_at=_end_of_session(link),
    )


def comes_back(opening: Opening) -> bool:
    """Whether a browser's session on a link is still good, or is again once the link is opened
    once more."""
    return opening.state not in ENDED - {LinkState.asleep}


def is_to_be_renewed(opening: Opening) -> bool:
    """Whether a session that comes back has less time than it can have, by a day or more."""
    return _end_of_session(opening.link) - opening.session.expires_at >= _RENEWED_EVERY


def renew(opening: Opening) -> None:
    """Let the session of a browser that opened its link once more last for 30 days from now. One
    that had ended gives the password again; its use of the link stays counted."""
    if opening.state is LinkState.asleep:
        opening.session.unlocked_at = None
    opening.session.expires_at = _end_of_session(opening.link)


def _end_of_session(link: ShareLink) -> datetime:
    expires_at = utc_now() + SESSION_LIFETIME
    return expires_at if link.expires_at is None else min(expires_at, link.expires_at)


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


def list_sessions_held(session: Session, cookie: str | None) -> list[UUID]:
    """The sessions whose secrets the cookie holds, ended or not."""
    hashes = [hash_token(secret) for secret in secrets_in(cookie)]
    if not hashes:
        return []
    return list(session.exec(select(LinkSession.id).where(col(LinkSession.token_hash).in_(hashes))))


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
    return OpenedLink(
        cookie=_BETWEEN.join(kept),
        lasts_seconds=int(REMEMBERED.total_seconds()),
        status=describe_opening(session, opening),
    )


def describe_opening(session: Session, opening: Opening) -> LinkStatus:
    """What a page opened by the link may know; see `LinkStatus`."""
    link, chest, state = opening.link, opening.chest, opening.state
    status = LinkStatus(
        state=state, sentence=SENTENCES[state], permission=link.permission, chest_id=chest.id
    )
    if state in ENDED or state is LinkState.needs_password:
        return replace(status, name=chest.name) if opening.is_told_whose else status
    hero, crop = hero_of(chest, list_visible(session, opening.viewer, [chest.hero_asset_id]))
    maker = session.get(Account, link.created_by)
    return replace(
        status,
        name=chest.name,
        time_zone=chest.time_zone,
        years=say_years(chest.born, chest.died, southern=chest.southern) or None,
        asked_by=maker.name if maker else None,
        words=chest.words,
        hero_asset_id=hero,
        hero_crop=crop,
        allow_download=link.allow_download,
        expires_at=link.expires_at,
        bytes_left=None if link.max_bytes is None else max(0, link.max_bytes - link.used_bytes),
    )
