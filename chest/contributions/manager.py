"""Contributions: what one person gives at one time, from the first consent to the family's chest.

The three parts of a contribution's life are three classes: the contributor's own here, what
moderators decide in `moderation`, and what a receipt opens in `receipts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false
from sqlmodel import Session, col, select

from chest.access.viewers import WORKER, LinkViewer, ReceiptViewer, Viewer
from chest.assets.edits import LONGEST
from chest.assets.tiles import when
from chest.assets.views import load_views
from chest.contributions.drafts import (
    attach_files,
    check_complete,
    check_giver,
    clean_giver,
    date_message,
    describe_file,
    find_file,
    forget_subject,
    list_told,
    write_message,
)
from chest.contributions.states import move, record_move
from chest.contributions.views import ContributionView, DescribedFile, own_views
from chest.database import Database
from chest.erasing.due import is_due, list_taken_back_due, list_unsent_due, postpone
from chest.erasing.purging import purge_gift
from chest.errors import Conflict, NotFound, NotSignedIn
from chest.gate.reading import read_texts
from chest.models import (
    Chest,
    Contribution,
    ContributionState,
    LinkPermission,
    LinkSession,
    Membership,
    utc_now,
)
from chest.security.signing import Signer
from chest.texts import clean_text
from language import _


class ContributionManager:
    """What a contributor does. They ask as the link session in which they began,
    or as the account while it is a member; what somebody else began does not exist for them."""

    def __init__(self, *, database: Database, signer: Signer) -> None:
        self._database = database
        self._signer = signer

    def open_draft(
        self,
        viewer: Viewer,
        *,
        name: str,
        relation: str = "",
        contact_email: str | None = None,
        consent: bool,
    ) -> ContributionView:
        """Begin to give, through a link that lets one add. Nothing can be sent before this.

        A browser that comes back gets the draft it began, with the words given now. Raises Invalid
        without consent, without a name, and for an address that is none.
        """
        words = check_giver(
            name=name, relation=relation, contact_email=contact_email, consent=consent
        )
        grant = _adding(viewer)
        with self._database.write() as session:
            # Locked while looking for a draft, so that a double tap does not begin two.
            if session.get(LinkSession, grant.session_id, with_for_update=True) is None:
                raise NotFound
            draft = session.exec(
                select(Contribution)
                .where(
                    col(Contribution.link_session_id) == grant.session_id,
                    col(Contribution.state) == ContributionState.draft,
                )
                .with_for_update()
            ).first()
            if draft is None:
                draft = Contribution(
                    chest_id=grant.chest_id,
                    link_id=grant.link_id,
                    link_session_id=grant.session_id,
                    consent_at=utc_now(),
                    **words,
                )
                session.add(draft)
                session.flush()
                record_move(session, viewer, "opened", draft)
            else:
                postpone(session, viewer, draft)
            for field, text in words.items():
                setattr(draft, field, text)
            session.add(draft)
            return self._own_view(session, viewer, draft)

    def list_own(self, viewer: Viewer) -> list[ContributionView]:
        """What this viewer gave, newest first, drafts and what was taken back included."""
        with self._database.read() as session:
            rows = session.exec(
                select(Contribution)
                .join(Chest, col(Chest.id) == col(Contribution.chest_id))
                .where(_is_own(viewer), col(Chest.deleted_at).is_(None))
                .order_by(col(Contribution.id).desc())
            ).all()
            return own_views(session, viewer, rows, signer=self._signer)

    def update(
        self,
        viewer: Viewer,
        contribution_id: UUID,
        *,
        message: str | None = None,
        message_taken: str | None = None,
        name: str | None = None,
        relation: str | None = None,
        contact_email: str | None = None,
    ) -> ContributionView:
        """Keep what was typed so far. None leaves as it is, "" empties; only before sending.

        The message becomes a note, and the files of the contribution are attached to it.
        `message_taken` is when that was of which it tells, in free words ("about 1964") or EDTF.
        Raises Invalid, with nothing changed, for a date that is none or that has no message.
        """
        with self._database.write() as session:
            draft = self._own_draft(session, viewer, contribution_id)
            postpone(session, viewer, draft)
            words = {"name": name, "relation": relation, "contact_email": contact_email}
            for field, text in clean_giver(words).items():
                setattr(draft, field, text)
            if message is not None:
                body = clean_text(message, label=_("The message"), longest=LONGEST["body"])
                write_message(session, draft, body, by=viewer.account_id)
                attach_files(session, draft)
            if message_taken is not None:
                chest = session.get_one(Chest, draft.chest_id)
                date_message(session, draft, message_taken, southern=chest.southern)
            session.add(draft)
            session.flush()
            return self._own_view(session, viewer, draft)

    def describe_file(
        self,
        viewer: Viewer,
        contribution_id: UUID,
        asset_id: UUID,
        words: Mapping[str, str | None],
    ) -> DescribedFile:
        """Keep what the giver says of one file before sending: `caption`, `who`, `place`, and
        `taken` in free words or EDTF. What is not among `words` stays; empty ones empty it.

        Raises NotFound for what is no file of this draft, and Invalid, with nothing changed, for a
        date that is none.
        """
        with self._database.write() as session:
            draft = self._own_draft(session, viewer, contribution_id)
            asset = find_file(session, draft, asset_id)
            if asset.deleted_at is not None:
                raise NotFound
            postpone(session, viewer, draft)
            describe_file(session, draft, asset, words)
            session.flush()
            view = load_views(session, viewer, [asset])[0]
            return DescribedFile(view, when(view))

    def remove_file(
        self, viewer: Viewer, contribution_id: UUID, asset_id: UUID
    ) -> ContributionView:
        """Take a file out again before sending; nobody else will ever see it. Twice is not an
        error."""
        with self._database.write() as session:
            draft = self._own_draft(session, viewer, contribution_id)
            asset = find_file(session, draft, asset_id)
            postpone(session, viewer, draft)
            if asset.deleted_at is None:
                asset.deleted_at, asset.deleted_by = utc_now(), viewer.account_id
                session.add(asset)
                forget_subject(session, draft, asset_id)
                session.flush()
            return self._own_view(session, viewer, draft)

    def submit(self, viewer: Viewer, contribution_id: UUID) -> ContributionView:
        """Send it to those who look through contributions. Sending twice is not an error.

        Raises Invalid while nothing is in it, and Conflict while files are still on their way.
        """
        with self._database.write() as session:
            contribution = self._own(session, viewer, contribution_id, lock=True)
            if contribution.state is ContributionState.withdrawn:
                raise Conflict(_("You took this back. Undo that with your receipt, then send it."))
            if contribution.state is ContributionState.draft:
                check_complete(session, contribution)
                attach_files(session, contribution)
                move(
                    session,
                    contribution,
                    ContributionState.pending,
                    viewer=viewer,
                    action="submitted",
                    submitted_at=utc_now(),
                )
                session.flush()
                read_texts(session, contribution.chest_id, list_told(session, contribution))
            return self._own_view(session, viewer, contribution)

    def purge_drafts(self) -> int:
        """For the sweep: remove what was begun and never sent, 7 days after its giver was last at
        it, with its files; answers how many drafts went."""
        return self._purge(list_unsent_due)

    def purge_withdrawn(self) -> int:
        """For the sweep: remove what was sent and taken back, 30 days after that, with its files;
        answers how many gifts went."""
        return self._purge(list_taken_back_due)

    def _purge(self, list_due: Callable[[Session], Sequence[UUID]]) -> int:
        with self._database.read() as session:
            due = list_due(session)
        purged = 0
        for contribution_id in due:
            # One short transaction each, so that nobody who writes waits for all of them.
            with self._database.write() as session:
                gift = session.exec(
                    select(Contribution)
                    .where(col(Contribution.id) == contribution_id)
                    .with_for_update(skip_locked=True)
                ).first()
                if gift is not None and is_due(session, gift):
                    record_move(session, WORKER, "purged", gift)
                    purge_gift(session, gift)
                    purged += 1
        return purged

    def _own(
        self, session: Session, viewer: Viewer, contribution_id: UUID, *, lock: bool
    ) -> Contribution:
        if not isinstance(viewer, LinkViewer) and viewer.account_id is None:
            raise NotSignedIn
        if isinstance(viewer, LinkViewer):
            _adding(viewer)
        query = (
            select(Contribution)
            .join(Chest, col(Chest.id) == col(Contribution.chest_id))
            .where(
                col(Contribution.id) == contribution_id,
                _is_own(viewer),
                col(Chest.deleted_at).is_(None),
            )
        )
        if lock:
            query = query.with_for_update(of=Contribution)
        found = session.exec(query).first()
        if found is None:
            raise NotFound
        return found

    def _own_draft(self, session: Session, viewer: Viewer, contribution_id: UUID) -> Contribution:
        draft = self._own(session, viewer, contribution_id, lock=True)
        if draft.state is not ContributionState.draft:
            raise Conflict(_("This was sent already, so it stays as it is. You can give more."))
        return draft

    def _own_view(
        self, session: Session, viewer: Viewer, contribution: Contribution
    ) -> ContributionView:
        return own_views(session, viewer, [contribution], signer=self._signer)[0]


def _adding(viewer: Viewer) -> LinkViewer:
    if not isinstance(viewer, LinkViewer) or viewer.permission is not LinkPermission.add:
        raise NotFound
    return viewer


def _is_own(viewer: Viewer) -> ColumnElement[bool]:
    if isinstance(viewer, LinkViewer):
        return and_(
            col(Contribution.link_session_id) == viewer.session_id,
            col(Contribution.chest_id) == viewer.chest_id,
        )
    if viewer.account_id is not None:
        # Whoever was removed sees nothing of the chest any more, also not what they gave.
        return and_(
            col(Contribution.account_id) == viewer.account_id,
            exists(
                select(col(Membership.account_id)).where(
                    col(Membership.chest_id) == col(Contribution.chest_id),
                    col(Membership.account_id) == viewer.account_id,
                )
            ),
        )
    if isinstance(viewer, ReceiptViewer):
        return col(Contribution.id) == viewer.contribution_id
    return false()
