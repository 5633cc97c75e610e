"""A chest is taken out and brought into an empty installation: it is the same chest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from chest.access.viewers import AccountViewer, Viewer
from chest.demo.making import _understand
from chest.errors import Conflict, Invalid
from chest.exports.bags import Bag
from chest.exports.bringing import Brought
from chest.gate.reading import read_chest
from chest.library import Library, open_library
from chest.models import (
    Account,
    Asset,
    AssetRevision,
    AssetState,
    AssetTag,
    AuditEvent,
    Chapter,
    Chest,
    ChestModel,
    ChestUnderstanding,
    Contribution,
    HeldState,
    HeldText,
    LoginSession,
    Person,
    PersonInAsset,
    PersonProposal,
    PictureText,
    ProcessingStep,
    ShareLink,
    Step,
    Story,
    StoryEdit,
    StorySentence,
    TagBy,
    Transcript,
    TranscriptRevision,
    TranscriptSegment,
    Understanding,
)
from chest.people.changes import PersonFields
from chest.settings import Settings
from tests.command_line import CommandLine

SECRET = "k" * 40

# What the same chest has in the same rows, and which columns are of one installation alone.
SAME: dict[type[ChestModel], tuple[str, ...]] = {
    Chest: (),
    Asset: ("storage_key", "blur"),
    AssetRevision: (),
    AssetTag: (),
    Transcript: (),
    TranscriptSegment: (),
    TranscriptRevision: (),
    PictureText: (),
    Person: (),
    PersonInAsset: (),
    ChestUnderstanding: (),
    Contribution: ("link_id", "link_session_id"),
    HeldText: (),
    Story: (),
    Chapter: (),
    StorySentence: (),
    StoryEdit: (),
}


@dataclass
class Taken:
    """The example chest as it is where it was made, and its bag."""

    library: Library
    keeper: Viewer
    chest_id: UUID
    bag: Path


def enrich(library: Library, keeper: Viewer, chest_id: UUID) -> None:
    """What the example does not have: people, tags, words in pictures, what is said, edits."""
    account_id = keeper.account_id
    with library.database.read() as session:
        photos = session.exec(
            select(Asset.id).where(col(Asset.media_type) == "image/jpeg").order_by(col(Asset.id))
        ).all()
        voice = session.exec(select(Asset).where(col(Asset.kind) == "audio")).first()
        sentence = session.exec(
            select(StorySentence).where(col(StorySentence.verdict) == "green")
        ).first()
    assert voice
    assert sentence
    person = library.people.add(keeper, chest_id, PersonFields(name="Joaquim Almeida"))
    with library.database.write() as session:
        session.add(Transcript(asset_id=voice.id, language="en", provider="local", model="small"))
        for n in range(3):
            session.add(
                TranscriptSegment(
                    asset_id=voice.id,
                    position=n,
                    start=n * 2.5,
                    end=n * 2.5 + 2,
                    text=f"A pound of rice, {n}.",
                    heard="A pound of mice." if n == 1 else None,
                    words=[[0.1, 0.4, "pound"]],
                    confidence=0.8,
                    edited_by=account_id if n == 1 else None,
                )
            )
        session.add(
            TranscriptRevision(asset_id=voice.id, version=1, before={"a": 1}, changed_by=account_id)
        )
        session.merge(Understanding(asset_id=voice.id, step=Step.transcribe, state="done"))
        session.add(PictureText(asset_id=photos[0], text="Padaria", seen="Padeira", confidence=0.7))
        for label, rejected in (("boat", False), ("cat", True)):
            session.add(
                AssetTag(
                    asset_id=photos[0],
                    label=label,
                    chest_id=chest_id,
                    by=TagBy.person,
                    rejected=rejected,
                    created_by=account_id,
                )
            )
        session.add(
            PersonInAsset(asset_id=photos[1], person_id=person.person.id, box=[0.1, 0.2, 0.3, 0.4])
        )
        session.add(PersonInAsset(asset_id=photos[2], person_id=person.person.id, rejected=True))
        session.add(
            PersonProposal(chest_id=chest_id, key="nobody", name="Nobody", state="dismissed")
        )
        session.add(ChestUnderstanding(chest_id=chest_id, speech="off", labels={"added": ["tram"]}))
        session.add(
            StoryEdit(
                chest_id=chest_id,
                thread=sentence.id,
                op="rewrite",
                audience="family",
                language="en",
                base_text=sentence.text,
                base_sources=sentence.sources,
                text="As the family says it.",
                sources=sentence.sources,
                made_by=account_id,
            )
        )
        picture = session.get_one(Asset, photos[3])
        picture.companion_of, picture.companion_as = photos[4], "original"
        picture.latitude, picture.longitude = 38.52, -8.89
        session.add(picture)
    library.assets.add_note(
        keeper, chest_id, body="Please do not tell this to anybody: Joaquim drank in those years."
    )
    read_chest(library.database, chest_id)
    with library.database.write() as session:
        held = session.exec(select(HeldText)).all()
        assert held
        for one in held:
            one.state = HeldState.out
            session.add(one)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    terminal = CommandLine(tmp_path_factory.mktemp("demo") / "data")
    done = terminal.run("demo")
    assert done.returncode == 0, done.stderr
    library = terminal.open_library()
    with library.database.read() as session:
        keeper = AccountViewer(session.exec(select(Account.id)).one())
        chest_id = session.exec(select(Chest.id)).one()
    enrich(library, keeper, chest_id)
    bag = tmp_path_factory.mktemp("taken") / "rosa.zip"
    done = terminal.run("export", "Rosa", "--to", bag)
    assert (done.returncode, done.stderr) == (0, "")
    yield Taken(library, keeper, chest_id, bag)
    library.close()


@pytest.fixture
def library(database_url: str, tmp_path: Path) -> Iterator[Library]:
    """An installation without any account, on either database."""
    library = open_library(
        Settings(_env_file=None, data_dir=tmp_path, database_url=database_url, secret_key=SECRET)
    )
    yield library
    library.close()


@pytest.fixture
def keeper(library: Library) -> Viewer:
    account = library.accounts.sign_up(
        email="ines@example.org",
        password="a short sentence",
        name="Inês",
        setup_code=library.accounts.setup_code,
    )
    return AccountViewer(account_id=account.id)


def bring(library: Library, keeper: Viewer, path: Path) -> Brought:
    with Bag(path) as bag:
        bag.verify(tell=lambda *_: None)
        return library.exports.bring_in(keeper, bag, tell=lambda *_: None)


def rows_of(library: Library, model: type[ChestModel], *, without: tuple[str, ...]) -> list[Any]:
    with library.database.read() as session:
        columns = [one for one in model.model_fields if one not in without]
        found = [
            tuple((name, getattr(row, name)) for name in columns)
            for row in session.exec(select(model))
        ]
    return sorted(found, key=repr)


def test_the_same_chest_is_there_row_by_row_and_byte_by_byte(
    taken: Taken, library: Library, keeper: Viewer
) -> None:
    brought = bring(library, keeper, taken.bag)
    assert (brought.memories, brought.without_file) == (21, [])
    _understand(library, taken.chest_id)
    read_chest(library.database, taken.chest_id)
    for model, without in SAME.items():
        here = rows_of(library, model, without=without)
        there = rows_of(taken.library, model, without=without)
        assert there, model
        assert here == there, model
    with taken.library.database.read() as session:
        keys = dict(session.exec(select(Asset.id, Asset.storage_key)).all())
    with library.database.read() as session:
        for asset in session.exec(select(Asset)):
            assert asset.state is AssetState.ready
            if asset.storage_key:
                ours = b"".join(library.blobs.iter_range(asset.storage_key))
                theirs = b"".join(taken.library.blobs.iter_range(keys[asset.id] or ""))
                assert ours == theirs
        assert session.exec(select(PersonProposal).where(PersonProposal.key == "nobody")).one()
        assert not session.exec(select(ShareLink)).all()
        old = session.get_one(Account, taken.keeper.account_id)
        assert (old.name, old.password_hash, old.email.endswith(".invalid")) == (
            "Ana Almeida",
            "-",
            True,
        )
        assert old.deleted_at
        sessions = session.exec(select(LoginSession).where(LoginSession.account_id == old.id)).all()
        assert not sessions


def test_its_keeper_sees_what_the_keeper_saw(
    taken: Taken, library: Library, keeper: Viewer
) -> None:
    bring(library, keeper, taken.bag)
    _understand(library, taken.chest_id)
    read_chest(library.database, taken.chest_id)
    here = library.chests.get(keeper, taken.chest_id)
    there = taken.library.chests.get(taken.keeper, taken.chest_id)
    assert (here.name, here.hero_asset_id, here.counts) == (
        there.name,
        there.hero_asset_id,
        there.counts,
    )
    story = library.stories.find_latest(keeper, taken.chest_id)
    told = taken.library.stories.find_latest(taken.keeper, taken.chest_id)
    assert story == told
    with library.database.read() as session:
        ids = session.exec(select(Asset.id).order_by(col(Asset.id))).all()
    ours = library.assets.list_views(keeper, ids)
    theirs = taken.library.assets.list_views(taken.keeper, ids)
    for one, other in zip(ours, theirs, strict=True):
        for name in ("caption", "taken", "place", "contributor_name", "tags", "people", "body"):
            assert getattr(one, name) == getattr(other, name), name
    assert library.search.search(keeper, taken.chest_id, "ferry").items


def test_bringing_in_twice_or_after_a_stop_makes_one_chest(
    taken: Taken, library: Library, keeper: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chest.exports.bringing._AT_ONCE", 4)

    def stop(number: int, _name: str) -> None:
        if number >= 8:
            raise KeyboardInterrupt

    with Bag(taken.bag) as bag, pytest.raises(KeyboardInterrupt):
        library.exports.bring_in(keeper, bag, tell=stop)
    with library.database.read() as session:
        assert len(session.exec(select(Asset.id)).all()) == 8
    assert bring(library, keeper, taken.bag).memories == 13
    before = [rows_of(library, model, without=()) for model in (*SAME, ProcessingStep)]
    again = bring(library, keeper, taken.bag)
    assert (again.was_there, again.memories) == (True, 0)
    assert [rows_of(library, model, without=()) for model in (*SAME, ProcessingStep)] == before
    keys = list(library.blobs.iter_keys())
    with library.database.read() as session:
        named = session.exec(select(Asset.storage_key)).all()
        done = [one.action for one in session.exec(select(AuditEvent))]
    assert sorted(keys) == sorted(key for key in named if key)
    assert done.count("chest.brought_in") == 1


def test_a_chest_that_is_here_already_is_left_alone(taken: Taken) -> None:
    with pytest.raises(Conflict, match="here already"):
        bring(taken.library, taken.keeper, taken.bag)


def test_the_command_refuses_a_changed_byte_and_makes_nothing(taken: Taken, tmp_path: Path) -> None:
    terminal = CommandLine(tmp_path / "data")
    terminal.data_dir.mkdir()
    shutil.unpack_archive(taken.bag, tmp_path / "bag")
    (folder,) = (tmp_path / "bag").iterdir()
    changed = next((folder / "data/memories").rglob("*.jpg"))
    data = bytearray(changed.read_bytes())
    data[-1] ^= 1
    changed.write_bytes(data)
    done = terminal.run("import", folder)
    assert done.returncode == 1
    assert changed.name in done.stderr
    assert "Use another copy of the bag" in done.stderr
    assert not list(terminal.data_dir.iterdir())
    data[-1] ^= 1
    changed.write_bytes(data)
    done = terminal.run("import", folder)
    assert done.returncode == 0, done.stderr
    assert "21 memories" in done.stdout
    assert "password" in done.stdout
    again = terminal.run("import", folder)
    assert "Nothing to do" in again.stdout


def test_what_is_no_bag_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "b.zip").write_bytes(b"no archive")
    for name in ("folder", "a.zip", "b.zip"):
        with pytest.raises(Invalid, match="cop"):
            Bag(tmp_path / name)
