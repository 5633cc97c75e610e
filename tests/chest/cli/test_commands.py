"""`python -m chest` as its users run it, in processes of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from chest.access.viewers import AccountViewer
from chest.errors import Invalid
from chest.library import Library
from chest.models import Asset, AuditEvent, Upload, UploadState
from tests.command_line import PATIENCE, CommandLine
from tests.models.tiny import lay_out

EMAIL = "ana@example.org"
PASSWORD = "a short sentence"
NEW_PASSWORD = "another short sentence"
SECRET = "k" * 40


@pytest.fixture
def terminal(tmp_path: Path, sqlite_template: Path) -> CommandLine:
    """An installation on one computer, with the schema and nothing else."""
    home = CommandLine(tmp_path / "data")
    home.data_dir.mkdir()
    shutil.copy(sqlite_template, home.data_dir / "chest.db")
    return home


@pytest.fixture
def library(terminal: CommandLine) -> Iterator[Library]:
    """The same installation from inside, with an account and its chest."""
    library = terminal.open_library()
    set_up(library)
    yield library
    library.close()


def set_up(library: Library) -> None:
    account = library.accounts.sign_up(
        email=EMAIL, password=PASSWORD, name="Ana", setup_code=library.accounts.setup_code
    )
    library.chests.create(AccountViewer(account_id=account.id), name="Rosa Almeida")


def make_chest(library: Library, name: str) -> None:
    viewer = library.sign_ins.find_viewer(library.accounts.sign_in(email=EMAIL, password=PASSWORD))
    assert viewer
    library.chests.create(viewer, name=name)


def names_in(library: Library) -> list[str | None]:
    with library.database.read() as session:
        return list(session.exec(select(Asset.original_name).order_by(col(Asset.id))))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(name.encode())
    return folder


def test_without_words_it_says_what_there_is(tmp_path: Path) -> None:
    done = CommandLine(tmp_path / "data").run()
    assert done.returncode == 2
    assert done.stdout == ""
    for name in ("demo", "add", "doctor", "recount", "search", "reset-password", "migrate"):
        assert name in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "words", [("add", "Rosa", "."), ("doctor",), ("reset-password", EMAIL)], ids=" ".join
)
def test_where_no_chest_is_kept_it_says_what_to_do_and_makes_none(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = CommandLine(tmp_path / "data").run(*words)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    for way in ("make run", "python -m chest demo", "CHEST_DATA_DIR", str(tmp_path / "data")):
        assert way in said
    assert not (tmp_path / "data").exists()


def test_a_setting_that_cannot_be_used_is_named_without_its_value(tmp_path: Path) -> None:
    env = {"CHEST_KEEP_FREE_BYTES": "a-secret-by-mistake"}
    done = CommandLine(tmp_path / "data", env).run("migrate")
    assert done.returncode == 1
    assert done.stderr.startswith("CHEST_KEEP_FREE_BYTES cannot be used: ")
    assert "a-secret-by-mistake" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CHEST_DATABASE_URL", "mysql://u:hidden@h/d", "no address of a database"),
        ("CHEST_DATABASE_URL", "nonsense", "no address of a database"),
        ("CHEST_DATABASE_URL", "postgresql://u:hidden@127.0.0.1:1/d", "does not answer"),
        ("CHEST_STORAGE_URL", "ftp://u:hidden@h/d", "no storage"),
        ("CHEST_DATA_DIR", "/dev/null", "exists"),
    ],
)
def test_addresses_that_lead_nowhere_are_told_in_a_sentence_without_passwords(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    env = {"CHEST_SECRET_KEY": SECRET, name: value}
    done = CommandLine(tmp_path / "data", env).run("migrate")
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "hidden" not in done.stderr


# ---- add ----


def test_a_folder_comes_in_with_a_line_for_each_file_and_once(
    terminal: CommandLine, library: Library, folder: Path
) -> None:
    first = terminal.run("add", "rosa", folder)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[:3] == [
        f"added: {folder}/a.jpg",
        f"added: {folder}/b.jpg",
        "2 added.",
    ]
    assert "The" not in first.stderr
    (folder / "c.jpg").write_bytes(b"c")
    second = terminal.run("add", "rosa", folder)
    assert second.returncode == 0
    assert "1 added, 2 already there." in second.stdout
    assert names_in(library) == ["a.jpg", "b.jpg", "c.jpg"]


def test_what_cannot_come_in_is_told_and_the_rest_comes_in(
    terminal: CommandLine, library: Library, folder: Path
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "disguised.jpg").write_bytes(b"MZ\x90\x00")
    (folder / "link.jpg").symlink_to(folder / "a.jpg")
    (Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9\x1b[2J.txt"))).write_bytes(b"odd")
    done = terminal.run("add", "Rosa", folder, folder / "nowhere")
    assert done.returncode == 1
    assert "4 added, 1 left out, 2 not added." in done.stdout
    assert f"not added: {folder}/empty.txt: This file is empty: nothing of it" in done.stderr
    assert f"not added: {folder}/nowhere: There is nothing here of this name." in done.stderr
    assert f"left out: {folder}/link.jpg: This is a link" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert len(names_in(library)) == 4


def test_what_lies_beside_a_picture_is_taken_along(
    terminal: CommandLine, library: Library, folder: Path
) -> None:
    google = '{"photoTakenTime": {"timestamp": "-170000000"}, "description": "At the sea"}'
    (folder / "a.jpg.supplemental-metadata.json").write_text(google)
    (folder / "recipe.json").write_text('{"bread": 1}')
    (folder / "IMG_1.AAE").write_text("<plist/>")
    done = terminal.run("add", "Rosa", folder)
    assert done.returncode == 0, done.stderr
    assert "3 added, 1 taken along." in done.stdout
    assert f"taken along: {folder}/a.jpg.supplemental-metadata.json" in done.stdout
    assert names_in(library) == ["a.jpg", "b.jpg", "recipe.json"]
    with library.database.read() as session:
        told = [row.beside for row in session.exec(select(Upload)) if row.beside]
    assert told == [{"taken": "1964-08-12T09:46:40", "keeps_utc": True, "caption": "At the sea"}]


def test_where_no_file_is_found_that_is_told(
    terminal: CommandLine, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    done = terminal.run("add", "Rosa", tmp_path / "nothing")
    assert (done.returncode, done.stdout) == (1, "There is no file here.\n")


def test_on_a_terminal_a_bar_fills_also_within_one_large_file(
    terminal: CommandLine, library: Library, folder: Path
) -> None:
    (folder / "film 🌹.mov").write_bytes(os.urandom(24 * 1024 * 1024))
    screen = terminal.run_on_terminal("add", "Rosa", folder)
    assert screen.returncode == 0, screen.text
    shown = [line for line in screen.text.split("\r\x1b[2K") if line.startswith("[")]
    assert any("0 of 3" in line and "a.jpg" in line for line in shown)
    within = [line for line in shown if "2 of 3" in line and "film 🌹.mov" in line]
    assert len(within) > 10
    assert len({line.partition("]")[0] for line in within}) > 3
    assert max(len(line) for line in shown) < 100
    # The bar has gone at the end, and lines for each file would only scroll it away.
    assert "3 added." in screen.text.rpartition("\x1b[2K")[2]
    assert "added: " not in screen.text


def test_after_ctrl_c_the_same_again_goes_on(
    terminal: CommandLine, library: Library, tmp_path: Path
) -> None:
    film = tmp_path / "film.mov"
    # Long enough that it is still on its way when it is interrupted, on a fast disk too.
    block = os.urandom(64 * 1024 * 1024)
    with film.open("wb") as file:
        for number in range(4):
            file.write(bytes([number]) + block)
    process = terminal.start("add", "Rosa", film)
    logs = terminal.data_dir / "blobs" / "incoming"
    until = time.monotonic() + PATIENCE
    while not any(len(path.read_bytes().splitlines()) > 1 for path in logs.glob("*.log")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, errors
    assert errors.splitlines()[-1].startswith("Stopped. What was added is safe")
    assert "Traceback" not in errors
    with library.database.read() as session:
        (open_upload,) = session.exec(
            select(Upload).where(col(Upload.state) == UploadState.open)
        ).all()
    again = terminal.run("add", "Rosa", film)
    assert again.returncode == 0, again.stderr
    assert "1 added." in again.stdout
    with library.database.read() as session:
        asset = session.get(Asset, open_upload.asset_id)
        (upload,) = session.exec(select(Upload)).all()
    assert asset
    assert asset.storage_key
    assert upload.state is UploadState.complete
    kept = hashlib.sha256()
    for chunk in library.blobs.iter_range(asset.storage_key):
        kept.update(chunk)
    with film.open("rb") as file:
        assert kept.digest() == hashlib.file_digest(file, "sha256").digest()


def test_lines_that_nobody_reads_on_end_the_run_without_a_traceback(
    terminal: CommandLine, library: Library, folder: Path
) -> None:
    process = terminal.start("add", "Rosa", folder)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    errors = process.stderr.read()
    assert process.wait(timeout=PATIENCE) == 1
    process.stderr.close()
    assert errors == ""


def test_a_chest_is_found_by_its_id_and_by_a_part_of_its_name(
    terminal: CommandLine, library: Library, folder: Path
) -> None:
    make_chest(library, "João Órfão")
    make_chest(library, "Ana Rosa Dias")
    make_chest(library, "Rosa")
    by_accents = terminal.run("add", "órfão", folder)
    assert "in the chest of João Órfão" in by_accents.stdout
    several = terminal.run("add", "osa", folder)
    assert several.returncode == 1
    assert all(name in several.stderr for name in ("Rosa Almeida (", "Ana Rosa Dias ("))
    exact = terminal.run("add", "rosa", folder)
    assert "in the chest of Rosa." in exact.stdout
    by_id = terminal.run("add", several.stderr.partition("Almeida (")[2][:36], folder)
    assert "in the chest of Rosa Almeida." in by_id.stdout
    unknown = terminal.run("add", "%", folder)
    assert unknown.returncode == 1
    assert "There is no chest “%” here. There are: Rosa Almeida (" in unknown.stderr


# ---- migrate ----


def test_migrate_makes_the_schema_and_can_run_again(tmp_path: Path) -> None:
    terminal = CommandLine(tmp_path / "data")
    for _ in range(2):
        done = terminal.run("migrate")
        assert (done.returncode, done.stdout) == (0, "The database is up to date.\n"), done.stderr
    assert terminal.run("doctor").returncode == 0


def test_a_database_of_a_newer_program_is_left_alone(
    terminal: CommandLine, library: Library, folder: Path
) -> None:
    with library.database.engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    for words in (("migrate",), ("add", "Rosa", str(folder)), ("reset-password", EMAIL)):
        done = terminal.run(*words)
        assert done.returncode == 1
        sentence = "The database is newer than this program. Bring the program up to date.\n"
        assert done.stderr == sentence


# ---- reset-password ----


def test_a_script_sets_a_password_and_is_told_who_was_signed_out(
    terminal: CommandLine, library: Library
) -> None:
    browser = library.accounts.sign_in(email=EMAIL, password=PASSWORD)
    pair = library.sign_ins.tokens_for(library.accounts.sign_in(email=EMAIL, password=PASSWORD))
    terminal.env["CHEST_NEW_PASSWORD"] = NEW_PASSWORD
    done = terminal.run("reset-password", "Ana@Example.org")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        f"The password of {EMAIL} is set.\nSigned out: 2 browsers and 1 other program.\n"
    )
    assert library.sign_ins.find_viewer(browser) is None
    assert library.sign_ins.find_viewer_by_access_token(pair.access_token) is None
    assert library.accounts.sign_in(email=EMAIL, password=NEW_PASSWORD)
    with pytest.raises(Invalid):
        library.accounts.sign_in(email=EMAIL, password=PASSWORD)
    with library.database.read() as session:
        actions = session.exec(select(AuditEvent.action)).all()
    assert "account.password_set" in actions


def test_a_person_is_asked_twice_and_nothing_shows_on_the_screen(
    terminal: CommandLine, library: Library
) -> None:
    screen = terminal.run_on_terminal("reset-password", EMAIL, typed=(NEW_PASSWORD,) * 2)
    assert screen.returncode == 0, screen.text
    assert NEW_PASSWORD not in screen.text
    assert "Nobody was signed in with it." in screen.text
    assert library.accounts.sign_in(email=EMAIL, password=NEW_PASSWORD)


def test_two_different_passwords_change_nothing(terminal: CommandLine, library: Library) -> None:
    screen = terminal.run_on_terminal("reset-password", EMAIL, typed=(NEW_PASSWORD, PASSWORD + "x"))
    assert screen.returncode == 1
    assert "the old password stays" in screen.text
    assert library.accounts.sign_in(email=EMAIL, password=PASSWORD)


def test_where_there_is_nobody_to_ask_it_says_so(terminal: CommandLine, library: Library) -> None:
    done = terminal.run("reset-password", EMAIL)
    assert done.returncode == 1
    assert "CHEST_NEW_PASSWORD" in done.stderr


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("nobody@example.org", NEW_PASSWORD, "There is no account with the address nobody@"),
        (EMAIL, "short", "at least 8 characters"),
    ],
)
def test_what_cannot_be_set_is_told(
    terminal: CommandLine, library: Library, email: str, password: str, said: str
) -> None:
    terminal.env["CHEST_NEW_PASSWORD"] = password
    done = terminal.run("reset-password", email)
    assert done.returncode == 1
    assert said in done.stderr
    assert password not in done.stdout + done.stderr
    assert library.accounts.sign_in(email=EMAIL, password=PASSWORD)


# ---- on many machines ----


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_all_of_it_works_on_postgresql(tmp_path: Path, database_url: str, folder: Path) -> None:
    terminal = CommandLine(
        tmp_path / "data",
        {"CHEST_DATABASE_URL": database_url, "CHEST_SECRET_KEY": SECRET},
    )
    migrated = terminal.run("migrate")
    assert migrated.returncode == 0, migrated.stderr
    library = terminal.open_library()
    set_up(library)
    added = terminal.run("add", "Rosa", folder)
    assert added.returncode == 0, added.stderr
    assert "2 added." in added.stdout
    assert "2 already there." in terminal.run("add", "Rosa", folder).stdout
    terminal.env["CHEST_NEW_PASSWORD"] = NEW_PASSWORD
    assert terminal.run("reset-password", EMAIL).returncode == 0
    assert library.accounts.sign_in(email=EMAIL, password=NEW_PASSWORD)
    library.close()
    looked = terminal.run("doctor")
    assert looked.returncode == 1  # two memories wait, and no worker runs
    assert "LOOK  worker: 2 memories wait to be looked at; none runs." in looked.stdout
    assert looked.stdout.count("LOOK") == 1
    assert SECRET not in looked.stdout


def test_models_are_listed_and_one_is_taken_from_a_folder(
    terminal: CommandLine, tmp_path: Path
) -> None:
    source = lay_out(tmp_path) / "whisper-tiny"
    listed = terminal.run("models")
    assert listed.returncode == 0, listed.stderr
    (base,) = [line for line in listed.stdout.splitlines() if "whisper-base" in line]
    assert base.split()[1:6] == ["148", "MB", "MIT", "absent", "about"]
    taken = terminal.run("models", "take", "whisper-tiny", source)
    assert taken.returncode == 0, taken.stderr
    assert "whisper-tiny is here." in taken.stdout
    (tiny,) = [line for line in terminal.run("models").stdout.splitlines() if "-tiny " in line]
    assert "ready" in tiny
    refused = terminal.run("models", "take", "whisper-base", tmp_path / "nowhere")
    assert refused.returncode == 1
    assert "is no folder." in refused.stderr
    unknown = terminal.run("models", "download", "whisper-bsae")
    assert unknown.returncode == 1
    assert "Did you mean whisper-base?" in unknown.stderr
