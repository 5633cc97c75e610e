"""Share links opened by people without an account: a browser holds a cookie, a client the token."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import CursorResult, or_, update
from sqlmodel import Session, col, select

from chest.access.audit import record, record_failed_link_password
from chest.access.viewers import DoorViewer, LinkViewer
from chest.database import Database
from chest.errors import Conflict, Gone, NotFound
from chest.models import Chest, LinkPermission, LinkSession, ShareLink, utc_now
from chest.security.passwords import Passwords
from chest.security.signing import Signer
from chest.security.throttle import Throttle
from chest.sharing.forgetting import forget_sessions
from chest.sharing.guesses import guess_at
from chest.sharing.links import (
    ENDED,
    LinkState,
    LinkStatus,
    Locked,
    OpenedLink,
    Opening,
    end_of,
    gone,
    viewer_through,
)
from chest.sharing.sessions import (
    bare_id,
    comes_back,
    describe_opening,
    find_opening,
    find_opening_of,
    is_to_be_renewed,
    new_session,
    opened_link,
    renew,
    secrets_in,
)
from language import N_, _

MAX_PASSWORD = 1024

# For programs: a page asks for the password and shows the button by itself.
UNLOCK_FIRST = N_(
    "This link has a password. POST it with X-Share-Token to /api/share-links/unlock, and send "
    "the cookie of the answer from then on as well."
)
_CONTINUE_FIRST = N_(
    "Go in first: POST /api/link/continue with X-Share-Token, and with the cookie if you hold "
    "one, counts as one use of this link. Send the cookie of its answer from then on as well."
)


class LinkSessions:
    """What a link's holder can do. Nothing secret is stored: a cookie only as its hash."""

    def __init__(self, *, database: Database, signer: Signer, throttle: Throttle) -> None:
        self._database = database
        self._signer = signer
        self._throttle = throttle
        self._passwords = Passwords()

    # ---- browsers ----

    def open_session(self, token: str, *, cookie: str | None = None) -> OpenedLink:
        """Open the link in a browser. It is no use of the link: that is `press_continue`.

        A browser that comes back keeps its session and whatever was begun in it, also when another
        link was opened in between or the session had ended; `cookie` is what it brought. Raises
        NotFound for a forged token and Gone, with a sentence, for a genuine one that has ended.
        """
        with self._database.read() as session:
            link, chest, generation = self._link_of(session, token)
            held = secrets_in(cookie)
            known: str | None = None
            for secret in held:
                opening = find_opening(session, secret)
                if opening and opening.link.id == link.id and comes_back(opening):
                    if not is_to_be_renewed(opening):
                        return opened_link(session, opening, secret, held)
                    known = secret
                    break
        if known is not None:
            return self._open_again(known, held)
        ended = end_of(link, chest, generation=generation, is_counted=False)
        if ended is not None:
            raise gone(ended)
        secret = secrets.token_urlsafe(32)
        with self._database.write() as session:
            row = new_session(link, secret=secret)
            session.add(row)
            session.flush()
            opening = Opening(session=row, link=link, chest=chest)
            return opened_link(session, opening, secret, held)

    def _open_again(self, secret: str, held: list[str]) -> OpenedLink:
        with self._database.write() as session:
            opening = find_opening(session, secret)
            if opening is None or not comes_back(opening):
                raise gone(opening.state if opening else LinkState.asleep)
            renew(opening)
            session.add(opening.session)
            session.flush()
            return opened_link(session, opening, secret, held)

    def describe_token(self, token: str) -> LinkStatus | None:
        """What may be said to whoever opened a genuine link that has ended; None while it opens,
        and when nothing is kept of it. Raises NotFound for a forged token."""
        with self._database.read() as session:
            try:
                link, chest, generation = self._link_of(session, token)
            except Gone:
                return None
            if end_of(link, chest, generation=generation, is_counted=False) is None:
                return None
            row = new_session(link, secret="")
            row.generation = generation
            return describe_opening(session, Opening(session=row, link=link, chest=chest))

    def find_at_the_door(self, cookie: str | None) -> DoorViewer | None:
        """Who looks at the door of a link: once the password is given, where there is one, and
        until Continue is pressed."""
        if not cookie:
            return None
        with self._database.read() as session:
            opening = find_opening(session, cookie)
        return opening.at_the_door if opening else None

    def check_link(self, token: str) -> LinkPermission:
        """What the link is for, for whoever only asks whether it opens: nothing is kept of them.

        Raises as `open_session` does for a browser that was never here.
        """
        with self._database.read() as session:
            link, chest, generation = self._link_of(session, token)
        ended = end_of(link, chest, generation=generation, is_counted=False)
        if ended is not None:
            raise gone(ended)
        return link.permission

    def find_viewer(self, cookie: str | None) -> LinkViewer | None:
        """Who the cookie speaks for, read afresh; None when it is unknown or ended, and until the
        password is given and Continue pressed. `describe` says which."""
        if not cookie:
            return None
        with self._database.read() as session:
            opening = find_opening(session, cookie)
        return opening.viewer if opening and opening.state is LinkState.live else None

    def get_viewer(self, cookie: str | None) -> LinkViewer:
        """Who the cookie speaks for. Raises NotFound for an unknown cookie, Gone for an ended link,
        Locked before the password is given, and Conflict before Continue is pressed."""
        with self._database.read() as session:
            opening = _known(session, cookie)
        if opening.state is LinkState.needs_password:
            raise Locked
        if opening.state is LinkState.needs_continue:
            raise Conflict(_("Press Continue first."))
        return opening.viewer

    def describe(self, cookie: str | None) -> LinkStatus | None:
        """What to say to the browser with this cookie; None for an unknown cookie."""
        with self._database.read() as session:
            opening = find_opening(session, cookie)
            return describe_opening(session, opening) if opening else None

    def unlock(self, cookie: str | None, password: str, *, address: str = "") -> LinkStatus:
        """Give the password once; the session remembers. Raises Locked for a wrong one, Gone for
        an ended link, TooMany after too many wrong ones from this address or its networks; and,
        after too many from everywhere, once this network has had the tries that are left to it, or
        all networks together those that are left to them."""
        with self._database.read() as session:
            opening = _known(session, cookie)
            if opening.state is not LinkState.needs_password:
                return describe_opening(session, opening)
        with guess_at(self._throttle, opening.link.id, address):
            if not self._passwords.match(opening.link.password_hash, password[:MAX_PASSWORD]):
                link = opening.link
                record_failed_link_password(self._database, link.id, chest_id=link.chest_id)
                raise Locked(_("That is not the password of this link. Check it and try again."))
        with self._database.write() as session:
            opening = _known(session, cookie)
            opening.session.unlocked_at = utc_now()
            session.add(opening.session)
            return describe_opening(session, opening)

    def press_continue(self, cookie: str | None) -> LinkStatus:
        """Count this browser's use of the link, once. Raises Locked before the password is given,
        and Gone when the last use was taken by someone else."""
        with self._database.write() as session:
            opening = _known(session, cookie)
            if opening.state is LinkState.needs_password:
                raise Locked
            pressed: CursorResult[Any] = session.exec(
                update(LinkSession)
                .where(
                    col(LinkSession.id) == opening.session.id,
                    col(LinkSession.pressed_at).is_(None),
                )
                .values(pressed_at=utc_now())
            )
            if pressed.rowcount:
                _count_use(session, opening)
            session.refresh(opening.session)
            return describe_opening(session, opening)

    # ---- clients ----

    def find_viewer_by_token(
        self, share_token: str, *, receipt: str | None = None, cookie: str | None = None
    ) -> LinkViewer:
        """Who a client with this token asks as.

        With the receipt of a contribution made through the link, as its contributor; with the
        cookie of a session on the same link, as that session; with the token alone, as someone who
        looks and has contributed nothing, the same one at each request. Raises NotFound for a
        forged token or receipt, Gone for an ended link, Locked for one with a password, and
        Conflict for one that counts its uses: those need a session first.
        """
        with self._database.read() as session:
            link, chest, generation = self._link_of(session, share_token)
            if chest.shut:  # what was given is packed away with the rest
                raise gone(LinkState.locked)
            opening = (
                find_opening_of(session, self._signer.read_receipt_token(receipt), link)
                if receipt
                else find_opening(session, cookie)
            )
        is_unlocked = False
        if opening is not None and opening.link.id == link.id:
            if opening.state in ENDED:
                raise gone(opening.state)
            if opening.state is LinkState.live:
                return opening.viewer
            is_unlocked = opening.state is LinkState.needs_continue
        ended = end_of(link, chest, generation=generation, is_counted=False)
        if ended is not None:
            raise gone(ended)
        if link.password_hash is not None and not is_unlocked:
            raise Locked(UNLOCK_FIRST)
        if link.max_uses is not None or is_unlocked:
            raise Conflict(_CONTINUE_FIRST)
        return viewer_through(link, session_id=bare_id(link))

    def name_client(self, share_token: str, *, cookie: str | None = None) -> LinkViewer:
        """Whose writes those of a client with this token are, before it has begun anything: the
        session of its cookie on this link, or else the one whom all share who have the token alone.
        It is for remembering answers only: whether the link still opens is not looked at.

        Raises NotFound for a forged token, Gone for one that was revoked.
        """
        with self._database.read() as session:
            link, _session, generation = self._link_of(session, share_token)
            opening = find_opening(session, cookie)
        if generation != link.generation:
            raise gone(LinkState.revoked)
        if opening is not None and opening.link.id == link.id:
            return opening.viewer
        return viewer_through(link, session_id=bare_id(link))

    def begin(self, share_token: str, *, cookie: str | None = None) -> LinkViewer:
        """A session for a client that is about to contribute, which is its use of the link.

        Raises as `find_viewer_by_token`, but takes a use where the link counts them; NotFound for
        a link that only lets one look.
        """
        with self._database.write() as session:
            link, chest, generation = self._link_of(session, share_token)
            if link.permission is not LinkPermission.add:
                raise NotFound
            opening = find_opening(session, cookie)
            if opening is not None and opening.link.id == link.id:
                if opening.state is LinkState.live:
                    return opening.viewer
                is_unlocked = opening.session.unlocked_at is not None
            else:
                is_unlocked = False
            ended = end_of(link, chest, generation=generation, is_counted=False)
            if ended is not None:
                raise gone(ended)
            if link.password_hash is not None and not is_unlocked:
                raise Locked(UNLOCK_FIRST)
            row = new_session(link, secret=secrets.token_urlsafe(32))
            row.pressed_at = utc_now()
            row.unlocked_at = row.pressed_at if is_unlocked else None
            session.add(row)
            session.flush()
            begun = Opening(session=row, link=link, chest=chest)
            _count_use(session, begun)
            return begun.viewer

    def purge_sessions(self) -> int:
        """For the sweep: forget browsers that opened a link and did not go in, after two days, and
        sessions that ended, or whose link was closed, a week ago; those in which something was sent
        a year after they ended. Answers how many."""
        return forget_sessions(self._database)

    def _link_of(self, session: Session, token: str) -> tuple[ShareLink, Chest, int]:
        link_id, generation = self._signer.read_link_token(token)
        found = session.exec(
            select(ShareLink, Chest)
            .join(Chest, col(Chest.id) == col(ShareLink.chest_id))
            .where(col(ShareLink.id) == link_id)
        ).first()
        if found is None:
            raise gone(LinkState.closed)
        return found[0], found[1], generation


def _known(session: Session, cookie: str | None) -> Opening:
    opening = find_opening(session, cookie)
    if opening is None:
        raise NotFound(_("Open the link once more from the message it came in."))
    if opening.state in ENDED:
        raise gone(opening.state)
    return opening


def _count_use(session: Session, opening: Opening) -> None:
    counted: CursorResult[Any] = session.exec(
        update(ShareLink)
        .where(
            col(ShareLink.id) == opening.link.id,
            col(ShareLink.generation) == opening.session.generation,
            or_(
                col(ShareLink.max_uses).is_(None),
                col(ShareLink.uses) < col(ShareLink.max_uses),
            ),
        )
        .values(uses=ShareLink.uses + 1)
    )
    if counted.rowcount == 0:
        session.refresh(opening.link)
        is_revoked = opening.link.revoked_at is not None
        raise gone(LinkState.revoked if is_revoked else LinkState.used_up)
    record(
        session,
        opening.viewer,
        "link.used",
        subject=("share_link", opening.link.id),
        chest_id=opening.link.chest_id,
    )
