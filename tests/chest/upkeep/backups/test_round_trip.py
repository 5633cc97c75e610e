"""What was backed up comes back: the same rows, the same bytes, wherever it lay."""

from __future__ import annotations

import hashlib
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, SettingsError
from chest.models import Asset, LoginSession, utc_now
from chest.upkeep.backups.form import PIECE
from chest.upkeep.backups.verifying import verify
from storage.age_format import Identity
from storage.base import BlobStore
from storage.local import LocalStore
from tests.builders import Family, account_of
from tests.chest.exports.conftest import add_file
from tests.chest.upkeep.backups.conftest import (
    Elsewhere,
    Home,
    list_files,
    read_files,
    read_rows,
    some_piece,
)

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PLACES = pytest.mark.parametrize("address", ["folder", "s3", "webdav"], indirect=True)


def test_an_empty_installation_gets_the_same_rows_and_bytes(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    made = home.make(address)
    assert (made.head.files, made.head.problems) == (6, 0)
    done = elsewhere.bring_back(home.open(address))
    assert (done.files, done.faults) == (6, [])
    with elsewhere.database() as database:
        assert read_rows(database) == read_rows(home.database)
    assert read_files(elsewhere.open_blobs()) == read_files(home.blobs)


@PLACES
def test_an_encrypted_backup_is_verified_by_all_and_opened_by_its_identity_alone(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    identity, other = Identity.make(), Identity.make()
    made = home.make(address, recipients=[str(identity.recipient)])
    looked = verify(home.open(address))
    assert (looked.faults, looked.read) == ([], False)
    assert looked.pieces == made.pieces + len(made.head.pieces)
    assert verify(home.open(address), identities=[identity]).read
    for identities in ([], [other]):
        with pytest.raises(Invalid, match=str(identity.recipient)):
            elsewhere.bring_back(home.open(address), identities=identities)
    done = elsewhere.bring_back(home.open(address), identities=[other, identity])
    assert done.faults == []
    with elsewhere.database() as database:
        assert read_rows(database) == read_rows(home.database)
    assert read_files(elsewhere.open_blobs()) == read_files(home.blobs)


@SQLITE
def test_nothing_plain_lies_in_an_encrypted_backup_and_no_name_tells_what_is_in_it(
    home: Home, filled: Family, address: str, database: Database
) -> None:
    identity = Identity.make()
    home.make(address, recipients=[str(identity.recipient)])
    with database.read() as session:
        told = session.exec(select(Asset.sha256, Asset.storage_key)).all()
    secrets = [b"picture 0", b"Rosa Almeida", b"Keeper"]
    secrets += [word.encode() for row in told for word in row if word]
    for path in list_files(address):
        seen = path.read_bytes() + str(path).encode()
        assert not [secret for secret in secrets if secret in seen], path


@SQLITE
def test_a_large_file_goes_in_pieces_and_comes_back_as_one(
    home: Home, blobs: BlobStore, family: Family, address: str, elsewhere: Elsewhere
) -> None:
    film = b"".join(number.to_bytes(8, "big") for number in range(PIECE // 4)) + b"the end"
    assert len(film) > 2 * PIECE
    add_file(home.database, blobs, family.chest_id, film)
    made = home.make(address, recipients=[str(Identity.make().recipient)])
    assert made.sent >= 3
    identity = Identity.make()
    home.make(address, recipients=[str(identity.recipient)])
    elsewhere.bring_back(home.open(address), identities=[identity])
    assert list(read_files(elsewhere.open_blobs()).values()) == [film]


@SQLITE
@PLACES
def test_only_what_is_new_is_sent_again(home: Home, filled: Family, address: str) -> None:
    first = home.make(address)
    again = home.make(address)
    assert again.sent <= 3  # the database, what tells of all, and the list of pieces
    add_file(home.database, home.blobs, filled.chest_id, b"one more" * 500)
    third = home.make(address)
    assert third.sent <= again.sent + 1
    assert third.head.files == first.head.files + 1


@SQLITE
def test_a_changed_recipient_leaves_no_piece_that_only_the_other_opens(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    old, new = Identity.make(), Identity.make()
    home.make(address, recipients=[str(old.recipient)])
    home.make(address, recipients=[str(new.recipient)])
    assert elsewhere.bring_back(home.open(address), identities=[new]).faults == []


@SQLITE
def test_encrypted_files_go_into_a_backup_only_encrypted_unless_it_is_said(
    database: Database, filled: Family, home: Home, address: str, tmp_path: Path
) -> None:
    sealing = home.settings.model_copy(
        update={
            "encrypt": "on",
            "master_key_file": tmp_path / "master.key",
            "storage_url": str(tmp_path / "blobs"),
        }
    )
    sealed = Home(sealing, database, Elsewhere(sealing).open_blobs())
    add_file(database, sealed.blobs, filled.chest_id, b"sealed where it lies" * 99)
    with pytest.raises(SettingsError, match="would lie plain"):
        sealed.make(address)
    identity = Identity.make()
    made = sealed.make(address, recipients=[str(identity.recipient)])
    assert (made.head.files, made.head.problems) == (7, 0)
    secrets = [(tmp_path / "master.key").read_bytes().strip(), b"sealed where it lies"]
    for path in list_files(address):
        assert not [secret for secret in secrets if secret in path.read_bytes()]
    plain = str(tmp_path / "plain")
    assert sealed.make(plain, plain=True).head.encrypted is False


@SQLITE
def test_a_byte_that_was_changed_is_named_without_any_key_and_mended_by_the_next_backup(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    identity = Identity.make()
    recipients = [str(identity.recipient)]
    home.make(address, recipients=recipients)
    piece = some_piece(address, home, identity)
    data = bytearray(piece.read_bytes())
    data[len(data) // 2] ^= 1
    piece.write_bytes(data)
    looked = verify(home.open(address))
    assert len(looked.faults) == 1
    assert piece.name in looked.faults[0]
    assert looked.damaged == {piece.name}
    opened = verify(home.open(address), identities=[identity])
    assert opened.damaged == {piece.name}
    done = elsewhere.bring_back(home.open(address), identities=[identity])
    assert done.files == 6 - len(done.faults) < 6
    home.open(address).delete_piece(piece.name)
    home.make(address, recipients=recipients)
    assert verify(home.open(address), identities=[identity]).faults == []


@SQLITE
def test_a_piece_that_is_gone_is_found_missing(home: Home, filled: Family, address: str) -> None:
    home.make(address)
    some_piece(address, home).unlink()
    assert "is missing" in " ".join(verify(home.open(address)).faults)


@SQLITE
def test_a_head_that_was_changed_is_refused(home: Home, filled: Family, address: str) -> None:
    home.make(address)
    (head,) = [path for path in list_files(address) if "snapshots" in path.parts]
    head.write_bytes(head.read_bytes().replace(b'"problems": 0', b'"problems": 1'))
    with pytest.raises(Exception, match="is not as it was written"):
        home.open(address).list_heads()


def test_a_file_that_is_damaged_here_is_told_and_kept_as_it_is(
    home: Home, filled: Family, blobs: LocalStore, address: str, elsewhere: Elsewhere
) -> None:
    with home.database.read() as session:
        rows = session.exec(select(Asset.sha256, Asset.storage_key)).all()
    by_digest = {sha256: str(key) for sha256, key in rows}
    key, gone = (
        by_digest[hashlib.sha256(f"picture {number}".encode() * 1000).hexdigest()]
        for number in (1, 2)
    )
    blobs.put(key, [b"other bytes"])
    blobs.delete(gone)
    made = home.make(address)
    assert made.head.problems == 2
    assert any(key in said and "not as it came" in said for said in made.problems)
    done = elsewhere.bring_back(home.open(address))
    assert [fault for fault in done.faults if gone in fault]
    assert b"".join(elsewhere.open_blobs().iter_range(key)) == b"other bytes"


def test_it_is_brought_back_only_where_nothing_is_kept(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    home.make(address)
    elsewhere.bring_back(home.open(address))
    with pytest.raises(Conflict, match="Something is kept here already"):
        elsewhere.bring_back(home.open(address))


def test_an_installation_that_was_started_and_never_claimed_counts_as_empty(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    home.make(address)
    elsewhere.settings.data_dir.mkdir()
    with elsewhere.database() as database:
        migrate_empty(database)
    assert elsewhere.bring_back(home.open(address)).files == 6
    with elsewhere.database() as database:
        assert read_rows(database) == read_rows(home.database)


def migrate_empty(database: Database) -> None:
    from tests.chest.upkeep.backups.conftest import migrate_all

    migrate_all(database)


def test_who_was_signed_in_signs_in_again(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    with home.database.write() as session:
        session.add(
            LoginSession(
                account_id=account_of(filled.keeper),
                token_hash="h" * 64,
                expires_at=utc_now() + timedelta(days=9),
            )
        )
    home.make(address)
    assert elsewhere.bring_back(home.open(address)).prepared.sign_ins == 1
    with elsewhere.database() as database, database.read() as session:
        assert session.exec(select(LoginSession)).all() == []


def test_the_installation_that_was_brought_back_goes_on_with_the_same_backups(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    identity = Identity.make()
    recipients = [str(identity.recipient)]
    home.make(address, recipients=recipients)
    elsewhere.bring_back(home.open(address), identities=[identity])
    with elsewhere.database() as database:
        back = Home(elsewhere.settings, database, elsewhere.open_blobs())
        made = back.make(address, recipients=recipients)
        assert made.head.files == 6
        assert made.sent <= 4  # no file of the family's


@SQLITE
def test_the_secret_of_links_travels_only_encrypted(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    secret = home.settings.secret
    home.make(address)
    assert not elsewhere.bring_back(home.open(address)).has_secret
    assert not [path for path in list_files(address) if secret in path.read_bytes()]
    shutil.rmtree(elsewhere.settings.data_dir)
    identity = Identity.make()
    other = str(tmp_path / "other")
    home.make(other, recipients=[str(identity.recipient)])
    assert elsewhere.bring_back(home.open(other), identities=[identity]).has_secret
    assert elsewhere.settings.secret == secret


@SQLITE
def test_anothers_place_and_one_that_is_gone_are_refused(
    home: Home, filled: Family, address: str, tmp_path: Path, sqlite_template: Path
) -> None:
    home.make(address)
    shutil.copy(sqlite_template, tmp_path / "other.db")
    database = Database(f"sqlite:///{tmp_path / 'other.db'}")
    settings = home.settings.model_copy(update={"data_dir": tmp_path / "other"})
    other = Home(settings, database, LocalStore(tmp_path / "others", secret=b"0" * 32))
    try:
        with pytest.raises(Conflict, match="another installation"):
            other.make(address)
    finally:
        database.close()
    shutil.rmtree(address)  # as where a disk is not mounted
    with pytest.raises(NotFound, match="Is its disk mounted"):
        home.make(address)


def test_another_kind_of_database_is_named(
    home: Home, filled: Family, address: str, elsewhere: Elsewhere
) -> None:
    home.make(address)
    url = "sqlite:///x.db" if not home.database.is_sqlite else "postgresql://localhost/none"
    elsewhere.settings.database_url = url
    with pytest.raises(Conflict, match="chest export"):
        elsewhere.bring_back(home.open(address))
