"""The page of an archive that lies in a chest: unpacked from there, and that undone."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.library import Library
from chest.models import Archive, ArchiveFile, ArchiveOutcome, ArchiveState, Asset, Role, utc_now
from tests.builders import account_of, add_asset
from tests.pages.visits import Visitor, button, sign_up, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


@pytest.fixture
def archive(ana: Visitor, library: Library, chest_id: UUID) -> UUID:
    by = account_of(ana.viewer)
    asset_id = add_asset(
        library.database, chest_id, added_by=by, kind="other", media_type="application/zip"
    )
    with library.database.write() as session:
        session.add(
            Archive(asset_id=asset_id, state=ArchiveState.offered, files=2, bytes=2_400_000)
        )
    return asset_id


def finish(library: Library, chest_id: UUID, archive_id: UUID, by: UUID) -> list[UUID]:
    """What the worker does: two memories are made, and the archive is put away."""
    made = [add_asset(library.database, chest_id, added_by=by) for _n in range(2)]
    with library.database.write() as session:
        for n, asset_id in enumerate(made):
            session.add(
                ArchiveFile(
                    archive_id=archive_id, n=n, outcome=ArchiveOutcome.added, asset_id=asset_id
                )
            )
        archive, asset = session.get(Archive, archive_id), session.get(Asset, archive_id)
        assert archive is not None
        assert asset is not None
        archive.state, asset.deleted_at, asset.deleted_by = ArchiveState.done, utc_now(), by
        session.add_all([archive, asset])
    return made


def test_it_is_unpacked_from_its_page_and_that_undone(
    library: Library, ana: Visitor, chest_id: UUID, archive: UUID
) -> None:
    page = ana.open("memory.py", chest=str(chest_id), id=str(archive))
    assert "2 files, 2.4 MB. Unpacked, each becomes a memory of its own" in words(page)
    button(page, "Unpack it").click().run()
    assert "Unpacking: 0 of 2. You can close this page." in words(page)
    made = finish(library, chest_id, archive, account_of(ana.viewer))
    page.run()
    assert "2 memories were made of it. The archive itself is put away" in words(page)
    button(page, "Undo the unpacking").click().run()
    assert not page.exception
    shown = {item.id for item in library.assets.list_recent(ana.viewer, chest_id)}
    assert archive in shown
    assert shown.isdisjoint(made)
    button(page, "Bring its memories back").click().run()
    shown = {item.id for item in library.assets.list_recent(ana.viewer, chest_id)}
    assert shown >= {archive, *made}


def test_who_may_only_look_is_offered_nothing(
    library: Library,
    ana: Visitor,
    chest_id: UUID,
    archive: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.viewer)
    tom = sign_up(library, "Tom", monkeypatch, invitation=offer.token)
    page = tom.open("memory.py", chest=str(chest_id), id=str(archive))
    assert "What is in it" not in words(page)
    assert "Unpack it" not in [one.label for one in page.button]
