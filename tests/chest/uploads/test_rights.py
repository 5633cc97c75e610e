"""Whose an upload is, and that nothing is published that nobody looked at."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from chest.access.viewers import ANONYMOUS, LinkViewer, ReceiptViewer, Viewer
from chest.database import Database
from chest.errors import (
    Conflict,
    Gone,
    NotFound,
    NotSignedIn,
)
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Chest,
    Contribution,
    ContributionState,
    LinkPermission,
    Membership,
    Review,
    ShareLink,
    UploadState,
    utc_now,
)
from chest.uploads.manager import UploadManager
from chest.uploads.offers import FileOffer
from tests.builders import (
    Family,
    add_contribution,
    add_link,
    open_link_session,
)
from tests.chest.uploads.sending import load, put, send, set_contribution


def test_an_upload_exists_for_nobody_but_whoever_began_it(
    database: Database,
    uploads: UploadManager,
    family: Family,
    contributor: tuple[Viewer, UUID],
) -> None:
    link_viewer, contribution_id = contributor
    tickets = {
        family.member: uploads.begin(
            family.member, FileOffer(name="a", size=1), chest_id=family.chest_id
        ),
        link_viewer: uploads.begin(
            link_viewer, FileOffer(name="a", size=1), contribution_id=contribution_id
        ),
    }
    other_link = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    everyone = [
        family.keeper,
        family.curator,
        family.member,
        family.viewer,
        family.stranger,
        link_viewer,
        other_link,
        ReceiptViewer(contribution_id=contribution_id),
        ANONYMOUS,
    ]
    for owner, ticket in tickets.items():
        for other in everyone:
            if other is owner:
                continue
            for call in (
                lambda v, i: uploads.status(v, i),
                lambda v, i: uploads.sign_parts(v, i, [(1, "0" * 64)]),
                lambda v, i: uploads.complete(v, i),
                lambda v, i: uploads.abort(v, i),
                lambda v, i: uploads.owner([v], i),
            ):
                with pytest.raises(NotFound):
                    call(other, ticket.id)
        assert uploads.owner([family.stranger, owner], ticket.id) == owner
        assert uploads.status(owner, ticket.id).state is UploadState.open
    with pytest.raises(NotSignedIn):
        uploads.owner([], tickets[family.member].id)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("viewer", NotFound), ("stranger", NotFound), ("nobody", NotSignedIn)],
)
def test_whoever_may_not_add_cannot_begin(
    uploads: UploadManager, family: Family, who: str, refusal: type[Exception]
) -> None:
    viewer = ANONYMOUS if who == "nobody" else getattr(family, who)
    with pytest.raises(refusal):
        uploads.begin(viewer, FileOffer(name="a", size=1), chest_id=family.chest_id)


def test_a_link_that_only_looks_cannot_begin_nor_can_another_browser(
    database: Database, uploads: UploadManager, family: Family, contributor: tuple[Viewer, UUID]
) -> None:
    _, contribution_id = contributor
    look = add_link(database, family.chest_id, family.keeper, permission=LinkPermission.look)
    looking = open_link_session(database, look)
    draft = add_contribution(database, family.chest_id, by=looking, state=ContributionState.draft)
    other = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    for viewer, target in (
        (looking, draft),
        (other, contribution_id),
        (family.keeper, contribution_id),
        (ANONYMOUS, contribution_id),
    ):
        with pytest.raises(NotFound):
            uploads.begin(viewer, FileOffer(name="a", size=1), contribution_id=target)


def test_a_curator_publishes_and_an_untrusted_members_files_wait_together(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    def begin(viewer: Viewer) -> Asset:
        ticket = uploads.begin(viewer, FileOffer(name="a.jpg", size=1), chest_id=family.chest_id)
        return load(database, ticket.asset_id)

    published = begin(family.curator)
    assert (published.review, published.contribution_id) == (Review.published, None)
    first, second = begin(family.member), begin(family.member)
    assert first.review is second.review is Review.pending
    assert first.contribution_id is not None
    assert first.contribution_id == second.contribution_id
    with database.write() as session:
        row = session.get_one(Contribution, first.contribution_id)
        assert (row.state, row.account_id, row.name) == (
            ContributionState.pending,
            family.member.account_id,
            "Member",
        )
        row.created_at = utc_now() - timedelta(minutes=61)
        session.add(row)
    assert begin(family.member).contribution_id != first.contribution_id
    with database.write() as session:
        session.get_one(Chest, family.chest_id).trusts_members = True
    assert begin(family.member).review is Review.published


def test_what_a_contributor_adds_lies_in_their_draft(
    database: Database, uploads: UploadManager, contributor: tuple[Viewer, UUID]
) -> None:
    viewer, contribution_id = contributor
    ticket = uploads.begin(viewer, FileOffer(name="a.jpg", size=1), contribution_id=contribution_id)
    asset = load(database, ticket.asset_id)
    assert (asset.review, asset.contribution_id) == (Review.draft, contribution_id)
    assert (asset.audience, asset.added_by) == (Audience.family, None)


@pytest.mark.parametrize("end", ["revoked", "expired", "replaced", "chest deleted"])
def test_a_link_that_ended_takes_no_more_bytes(
    database: Database,
    uploads: UploadManager,
    family: Family,
    contributor: tuple[Viewer, UUID],
    end: str,
) -> None:
    viewer, contribution_id = contributor
    ticket = uploads.begin(viewer, FileOffer(name="a", size=3), contribution_id=contribution_id)
    (target,) = uploads.sign_parts(viewer, ticket.id, [(1, sha256(b"abc").hexdigest())])
    assert isinstance(viewer, LinkViewer)
    with database.write() as session:
        link = session.get_one(ShareLink, viewer.link_id)
        if end == "revoked":
            link.revoked_at = utc_now()
        elif end == "expired":
            link.expires_at = utc_now()
        elif end == "replaced":
            link.generation += 1
        else:
            session.get_one(Chest, family.chest_id).deleted_at = utc_now()
    with pytest.raises(Gone):
        put(uploads, ticket.id, 1, target.url, b"abc")
    with pytest.raises(Gone):
        uploads.complete(viewer, ticket.id)


def test_a_member_who_was_removed_sends_no_more(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.member, FileOffer(name="a", size=3), chest_id=family.chest_id)
    (target,) = uploads.sign_parts(family.member, ticket.id, [(1, sha256(b"abc").hexdigest())])
    with database.write() as session:
        session.delete(session.get_one(Membership, (family.chest_id, family.member.account_id)))
    with pytest.raises(NotFound):
        put(uploads, ticket.id, 1, target.url, b"abc")
    with pytest.raises(NotFound):
        uploads.sign_parts(family.member, ticket.id, [(1, "0" * 64)])


def test_a_file_that_arrives_after_its_contribution_was_decided_is_refused(
    database: Database, uploads: UploadManager, contributor: tuple[Viewer, UUID]
) -> None:
    viewer, contribution_id = contributor
    ticket = uploads.begin(viewer, FileOffer(name="a", size=3), contribution_id=contribution_id)
    set_contribution(database, contribution_id, ContributionState.pending)
    send(uploads, viewer, ticket, b"abc")
    set_contribution(database, contribution_id, ContributionState.approved)
    with pytest.raises(Conflict):
        uploads.complete(viewer, ticket.id)
    assert load(database, ticket.asset_id).state is AssetState.uploading
    with pytest.raises(Conflict):
        uploads.begin(viewer, FileOffer(name="b", size=3), contribution_id=contribution_id)


def test_a_members_file_that_arrives_after_approval_waits_again(
    database: Database, uploads: UploadManager, family: Family
) -> None:
    ticket = uploads.begin(family.member, FileOffer(name="a", size=3), chest_id=family.chest_id)
    first = load(database, ticket.asset_id).contribution_id
    assert first is not None
    set_contribution(database, first, ContributionState.approved)
    send(uploads, family.member, ticket, b"abc")
    uploads.complete(family.member, ticket.id)
    asset = load(database, ticket.asset_id)
    assert asset.review is Review.pending
    assert asset.contribution_id not in (None, first)
