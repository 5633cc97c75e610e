"""Share links: made, shown again and revoked by those who tell a chest's story, and opened by
people without an account."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.viewers import LINK_AUDIENCES, Viewer, require_account
from chest.access.visibility import Action, require
from chest.database import Database
from chest.dates.days import day_ends
from chest.errors import Invalid, NotFound
from chest.models import Chest, ShareLink, utc_now
from chest.paging import Page, read_id
from chest.security.addresses import Reach, who_can_reach
from chest.security.passwords import Passwords
from chest.security.signing import Signer
from chest.settings import Settings
from chest.sharing.codes import svg_code
from chest.sharing.links import LinkFacts, LinkState, LinkTerms, end_link, end_of, gone
from chest.sharing.visits import MAX_PASSWORD
from chest.texts import keepable
from language import _

MIN_PASSWORD = 4
MAX_LABEL = 200
MAX_USES = 1_000_000
MAX_BYTES = 2**60


class SharingManager:
    """What curators and keepers do with links; what its holder does is in `chest.sharing.visits`.

    Tokens are derived from a link's row and the secret, so they can be shown again, and never
    stored.
    """

    def __init__(self, *, database: Database, signer: Signer, settings: Settings) -> None:
        self._database = database
        self._signer = signer
        self._passwords = Passwords()
        self._settings = settings

    def create(self, viewer: Viewer, chest_id: UUID, terms: LinkTerms) -> LinkFacts:
        """Make a link. Raises Invalid with a sentence for terms that cannot be meant."""
        _check_terms(terms)
        password = terms.password
        with self._database.read() as session:
            chest, _role = require(session, viewer, chest_id, Action.share)
        ends = _end_ahead(terms.expires_at, chest)
        # Hashing takes a tenth of a second: outside the transaction, after asking who it is.
        hashed = self._passwords.hash(password) if password is not None else None
        with self._database.write() as session:
            chest, _role = require(session, viewer, chest_id, Action.share)
            account_id = require_account(viewer)
            link = ShareLink(
                chest_id=chest_id,
                permission=terms.permission,
                audience=terms.audience,
                label=_clean_label(terms.label),
                expires_at=ends,
                max_uses=terms.max_uses,
                max_bytes=terms.max_bytes,
                password_hash=hashed,
                allow_download=terms.allow_download,
                created_by=account_id,
            )
            session.add(link)
            session.flush()
            _record(session, viewer, "link.created", link)
            return self._facts(link, chest)

    def list_links(
        self, viewer: Viewer, chest_id: UUID, *, after: str | None = None, limit: int = 50
    ) -> Page[LinkFacts]:
        """The chest's links, revoked ones too, newest first."""
        last = read_id(after)
        with self._database.read() as session:
            chest, _role = require(session, viewer, chest_id, Action.share)
            query = select(ShareLink).where(col(ShareLink.chest_id) == chest_id)
            if last is not None:
                query = query.where(col(ShareLink.id) < last)
            rows = session.exec(query.order_by(col(ShareLink.id).desc()).limit(limit + 1)).all()
            items = [self._facts(link, chest) for link in rows[:limit]]
            return Page(items, str(items[-1].id) if len(rows) > limit else None)

    def get(self, viewer: Viewer, link_id: UUID) -> LinkFacts:
        with self._database.read() as session:
            return self._facts(*_own_link(session, viewer, link_id))

    def token(self, viewer: Viewer, link_id: UUID) -> str:
        """The link's token once more, derived from its row. Raises Gone for a revoked link."""
        token = self.get(viewer, link_id).token
        if token is None:
            raise gone(LinkState.revoked)
        return token

    def url(self, viewer: Viewer, link_id: UUID, *, base_url: str = "") -> str:
        """The link's address. `base_url`, what the request was sent to, counts only where
        CHEST_PUBLIC_URL is not set."""
        return self.address_of(self.token(viewer, link_id), base_url=base_url)

    def address_of(self, token: str, *, base_url: str = "") -> str:
        return f"{self._base(base_url)}/c/{token}"

    def qr_svg(self, viewer: Viewer, link_id: UUID, *, base_url: str = "") -> str:
        """The link's address as a QR code; see `codes.svg_code`."""
        return svg_code(self.url(viewer, link_id, base_url=base_url))

    def who_can_reach(self, base_url: str = "") -> Reach:
        """Who could open a link made here; see `addresses.who_can_reach`."""
        return who_can_reach(self._base(base_url))

    def revoke(self, viewer: Viewer, link_id: UUID) -> LinkFacts:
        """End the link and, at their next request, every session on it. Twice is not an error."""
        with self._database.write() as session:
            link, chest = _own_link(session, viewer, link_id)
            end_link(session, viewer, link)
            return self._facts(link, chest)

    def _base(self, base_url: str) -> str:
        return (self._settings.public_url or base_url).rstrip("/")

    def _facts(self, link: ShareLink, chest: Chest) -> LinkFacts:
        ended = end_of(link, chest, generation=link.generation, is_counted=False)
        is_revoked = link.revoked_at is not None
        return LinkFacts(
            **{name: getattr(link, name) for name in _SHOWN},
            state=ended or LinkState.live,
            has_password=link.password_hash is not None,
            token=None if is_revoked else self._signer.link_token(link.id, link.generation),
        )


_SHOWN = tuple(
    name
    for name in LinkFacts.__dataclass_fields__
    if name not in ("state", "has_password", "token")
)


def _end_ahead(ends: datetime | date | None, chest: Chest) -> datetime | None:
    if ends is None:
        return None
    if not isinstance(ends, datetime):
        ends = day_ends(ends, chest.time_zone)
    if ends.tzinfo is None or ends <= utc_now():
        raise Invalid(_("The day a link ends must lie ahead."), field="expires_at")
    return ends


def _check_terms(terms: LinkTerms) -> None:
    if terms.audience not in LINK_AUDIENCES:
        raise Invalid(_("A link can show what is for the family or what is for everyone."))
    _check_limit(terms.max_uses, most=MAX_USES, field="max_uses")
    _check_limit(terms.max_bytes, most=MAX_BYTES, field="max_bytes")
    if len(_clean_label(terms.label)) > MAX_LABEL:
        raise Invalid(
            _("The label is too long: at most {number} characters.", number=MAX_LABEL),
            field="label",
        )
    _check_password(terms.password)


def _check_password(password: str | None) -> None:
    """None is no password. An empty one is a mistake, and would make a link that is open."""
    if password is None:
        return
    if len(password.strip()) < MIN_PASSWORD:
        raise Invalid(
            _(
                "Choose a password of at least {number} characters; blanks around it are not "
                "counted.",
                number=MIN_PASSWORD,
            ),
            field="password",
        )
    if len(password) > MAX_PASSWORD:
        raise Invalid(
            _("Choose a password of at most {number} characters.", number=MAX_PASSWORD),
            field="password",
        )


def _clean_label(label: str) -> str:
    return " ".join(keepable(label).split())


def _check_limit(limit: int | None, *, most: int, field: str) -> None:
    if limit is not None and not 1 <= limit <= most:
        raise Invalid(_("A limit must be at least 1. Leave it empty for no limit."), field=field)


def _own_link(session: Session, viewer: Viewer, link_id: UUID) -> tuple[ShareLink, Chest]:
    require_account(viewer)
    link = session.get(ShareLink, link_id)
    if link is None:
        raise NotFound
    chest, _role = require(session, viewer, link.chest_id, Action.share)
    return link, chest


def _record(session: Session, viewer: Viewer, action: str, link: ShareLink) -> None:
    record(session, viewer, action, subject=("share_link", link.id), chest_id=link.chest_id)
