"""What a share link is worth at this moment, and in which words to say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session

from chest.access.audit import record
from chest.access.viewers import DoorViewer, LinkViewer, Viewer
from chest.errors import ChestError, Gone
from chest.models import Audience, Chest, LinkPermission, LinkSession, ShareLink, utc_now
from language import N_, Sayings


class Locked(ChestError):
    """Raised when a link's password is still to be given, or the one given is not right."""

    status = 401
    title = N_("This link has a password")

    def __init__(
        self,
        sentence: str = N_("This link has a password. Enter it first; whoever sent it knows it."),
    ) -> None:
        super().__init__(sentence)


class LinkState(StrEnum):
    """Where a link stands for one browser. All but the first three are the end of it."""

    live = "live"
    needs_password = "needs_password"
    needs_continue = "needs_continue"
    expired = "expired"
    revoked = "revoked"
    used_up = "used_up"
    closed = "closed"  # the chest itself was put away
    locked = "locked"  # the chest is private, and its keepers have locked it
    asleep = "asleep"  # the browser's session ended, the link did not


SENTENCES = Sayings(
    {
        LinkState.live: N_("This link works."),
        LinkState.needs_password: N_("This link has a password. Whoever sent it to you knows it."),
        LinkState.needs_continue: N_("Press Continue to go on."),
        LinkState.expired: N_(
            "This link was open for a time that is now over. Ask the person who sent it to you "
            "for a new one. What you sent through it is safe."
        ),
        LinkState.revoked: N_(
            "The family has closed this link. Ask the person who sent it to you for a new one. "
            "What you sent through it is safe."
        ),
        LinkState.used_up: N_(
            "This link has been used as often as it was meant to be. Ask the person who sent it "
            "to you for a new one. What you sent through it is safe."
        ),
        LinkState.closed: N_(
            "The chest behind this link is closed. Ask the person who sent it to you."
        ),
        LinkState.locked: N_(
            "The family has locked this chest. The link opens again when a keeper unlocks it; ask "
            "the person who sent it to you. What you sent through it is safe."
        ),
        LinkState.asleep: N_(
            "You opened this link a while ago. Open it once more from the message it came in."
        ),
    }
)
ENDED_BECAUSE = Sayings(
    {
        LinkState.expired: N_("This link was open for a time that is now over"),
        LinkState.revoked: N_("The family has closed this link"),
        LinkState.used_up: N_("This link has been used as often as it was meant to be"),
    }
)
"""The beginning of a sentence, for those who made the link."""
TITLES = Sayings(
    {
        LinkState.live: N_("This link works"),
        LinkState.needs_password: N_("This link has a password"),
        LinkState.needs_continue: N_("This link works"),
        LinkState.expired: N_("The time of this link is over"),
        LinkState.revoked: N_("This link is closed"),
        LinkState.used_up: N_("This link has been used"),
        LinkState.closed: N_("This chest is closed"),
        LinkState.locked: N_("This chest is locked"),
        LinkState.asleep: N_("Open the link once more"),
    }
)
ENDED = frozenset(
    {
        LinkState.expired,
        LinkState.revoked,
        LinkState.used_up,
        LinkState.closed,
        LinkState.locked,
        LinkState.asleep,
    }
)


@dataclass(frozen=True)
class Opening:
    """A link session with the link and chest it leads to, as the database has them now."""

    session: LinkSession
    link: ShareLink
    chest: Chest

    @property
    def state(self) -> LinkState:
        ended = end_of(
            self.link,
            self.chest,
            generation=self.session.generation,
            is_counted=self.session.pressed_at is not None,
        )
        if ended is not None:
            return ended
        if self.session.expires_at <= utc_now():
            return LinkState.asleep
        if self.link.password_hash is not None and self.session.unlocked_at is None:
            return LinkState.needs_password
        if self.session.pressed_at is None:
            return LinkState.needs_continue
        return LinkState.live

    @property
    def is_told_whose(self) -> bool:
        """Whether this browser may know whose chest this is: after the password, where there is
        one, and also once the link has ended, but not of a chest that was put away or locked."""
        is_locked = self.link.password_hash is not None and self.session.unlocked_at is None
        return not is_locked and self.chest.deleted_at is None and not self.chest.shut

    @property
    def at_the_door(self) -> DoorViewer | None:
        """Who looks at the link's door: after the password, and until Continue is pressed."""
        if self.state is not LinkState.needs_continue:
            return None
        return DoorViewer(
            session_id=self.session.id, chest_id=self.chest.id, audience=self.link.audience
        )

    @property
    def viewer(self) -> LinkViewer:
        """Who this session speaks for. Ask `state` first: this does not check anything."""
        return viewer_through(self.link, session_id=self.session.id)


def end_of(link: ShareLink, chest: Chest, *, generation: int, is_counted: bool) -> LinkState | None:
    """Why a genuine token of this generation opens nothing any more, or None while it does.

    `is_counted`: the browser pressed Continue before, so that a later last use leaves it alone.
    """
    if link.revoked_at is not None or generation != link.generation:
        return LinkState.revoked
    if chest.deleted_at is not None:
        return LinkState.closed
    if chest.shut:
        return LinkState.locked
    if link.expires_at is not None and link.expires_at <= utc_now():
        return LinkState.expired
    if not is_counted and link.max_uses is not None and link.uses >= link.max_uses:
        return LinkState.used_up
    return None


def end_link(session: Session, viewer: Viewer, link: ShareLink) -> None:
    """End a link and, at their next request, every session on it, in the caller's transaction.
    One that was ended before stays as it was."""
    if link.revoked_at is not None:
        return
    link.revoked_at = utc_now()
    link.generation += 1
    session.add(link)
    subject = ("share_link", link.id)
    record(session, viewer, "link.revoked", subject=subject, chest_id=link.chest_id)


def gone(state: LinkState) -> Gone:
    """The error for an end, with its sentence; `reason` names it for a client."""
    return Gone(SENTENCES[state], reason=state.value)


def viewer_through(link: ShareLink, *, session_id: UUID) -> LinkViewer:
    return LinkViewer(
        session_id=session_id,
        link_id=link.id,
        chest_id=link.chest_id,
        permission=link.permission,
        audience=link.audience,
        allow_download=link.allow_download,
    )


@dataclass(frozen=True)
class LinkTerms:
    """What a link is to allow. `expires_at` lies ahead and is a moment with a zone, or a day, which
    ends where the chest is at home; `max_bytes` limits what may be added through it."""

    permission: LinkPermission
    audience: Audience = Audience.family
    label: str = ""
    expires_at: datetime | date | None = None
    max_uses: int | None = None
    max_bytes: int | None = None
    password: str | None = None
    allow_download: bool = True


@dataclass(frozen=True)
class LinkFacts:
    """A link as its makers see it. `token` is None once the link is revoked."""

    id: UUID
    chest_id: UUID
    permission: LinkPermission
    audience: Audience
    label: str
    state: LinkState
    expires_at: datetime | None
    max_uses: int | None
    uses: int
    max_bytes: int | None
    used_bytes: int
    has_password: bool
    allow_download: bool
    created_by: UUID
    created_at: datetime
    revoked_at: datetime | None
    token: str | None


@dataclass(frozen=True)
class LinkStatus:
    """What a page opened by a link may know.

    `title` and `sentence` say where the link stands. The rest belongs to the chest and stays None
    until a password is given; once the link has ended, all but `name` does. The hero is None also
    where its audience is not the link's. `asked_by` is the name of whoever made the link.
    """

    state: LinkState
    sentence: str
    permission: LinkPermission
    chest_id: UUID
    name: str | None = None
    time_zone: str = "UTC"
    years: str | None = None
    asked_by: str | None = None
    words: str | None = None
    hero_asset_id: UUID | None = None
    hero_crop: tuple[float, float, float, float] | None = None
    allow_download: bool = False
    expires_at: datetime | None = None
    bytes_left: int | None = None

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    @property
    def title(self) -> str:
        return TITLES[self.state]


@dataclass(frozen=True)
class OpenedLink:
    """A browser's session on a link. `cookie` is told once and kept only as a hash."""

    cookie: str
    lasts_seconds: int
    status: LinkStatus
