"""A chest in which everything occurs is taken out and brought in: every table is either the same
there, field by field, or stands in docs/exports.md among what is not carried."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from chest.access.viewers import AccountViewer, Viewer
from chest.database import Database
from chest.exports.bags import Bag
from chest.exports.disk import ZipTarget, write_to_disk
from chest.library import Library, open_library
from chest.models import (
    Account,
    Album,
    AlbumItem,
    Alike,
    Asset,
    AssetRevision,
    AssetState,
    AssetTag,
    Audience,
    Chapter,
    Chest,
    ChestModel,
    ChestUnderstanding,
    Contribution,
    ExportFormat,
    HeldText,
    LookAlike,
    Membership,
    Person,
    PersonInAsset,
    PersonProposal,
    PictureText,
    PictureTextRevision,
    ProcessingStep,
    ProposalState,
    Review,
    Role,
    Step,
    Story,
    StoryEdit,
    StorySentence,
    StoryState,
    Transcript,
    TranscriptRevision,
    TranscriptSegment,
    Understanding,
    utc_now,
)
from chest.settings import Settings
from tests.app_server import ROOT
from tests.builders import account_of
from tests.made_chest import MadeChest, make_chest

DOCS = ROOT / "docs" / "exports.md"

# What a bag carries, and the columns that are of one installation alone or made anew.
CARRIED: dict[type[ChestModel], tuple[str, ...]] = {
    Chest: (),
    Asset: ("storage_key", "blur", "state", "attached_to", "companion_of", "companion_as"),
    ProcessingStep: (),
    Understanding: (),
    AssetRevision: (),
    AssetTag: (),
    Transcript: (),
    TranscriptSegment: (),
    TranscriptRevision: (),
    PictureText: (),
    PictureTextRevision: (),
    HeldText: (),
    Person: (),
    PersonInAsset: (),
    PersonProposal: (),
    LookAlike: (),
    ChestUnderstanding: (),
    Contribution: ("link_id", "link_session_id"),
    Album: (),
    AlbumItem: (),
    Story: (),
    Chapter: (),
    StorySentence: (),
    StoryEdit: (),
}
_POINT = ("attached_to", "duplicate_of", "companion_of", "apart_from")
# Columns that are empty in all that is carried: what is deleted is not.
EMPTY = {
    (model, name)
    for model in (Asset, Chest, Person, Album, Story)
    for name in ("deleted_at", "deleted_by")
}

SIZES = [120, pytest.param(2000, marks=pytest.mark.hold)]


@pytest.fixture
def there(sqlite_template: Path, tmp_path: Path) -> Iterator[Library]:
    """Where the chest comes from."""
    shutil.copy(sqlite_template, tmp_path / "there.db")
    yield from _open(f"sqlite:///{tmp_path / 'there.db'}", tmp_path / "there")


@pytest.fixture
def here(database_url: str, tmp_path: Path) -> Iterator[Library]:
    """An empty installation on either database."""
    yield from _open(database_url, tmp_path / "here")


def _open(url: str, folder: Path) -> Iterator[Library]:
    library = open_library(
        Settings(_env_file=None, data_dir=folder, database_url=url, secret_key="k" * 40)
    )
    yield library
    library.close()


def take_out(library: Library, made: MadeChest, to: Path) -> Path:
    family = made.family
    name, contents = library.exports.open_contents(
        family.keeper, family.chest_id, ExportFormat.bagit
    )
    path = to / f"{name}.zip"
    with contents:
        target = ZipTarget(path, folder=name, when=utc_now())
        assert write_to_disk(contents, target, tell=lambda *_: None) == []
        target.finish()
    return path


def bring_in(library: Library, path: Path) -> Viewer:
    account = library.accounts.sign_up(
        email="ines@example.org",
        password="a short sentence",
        name="Inês",
        setup_code=library.accounts.setup_code,
    )
    keeper = AccountViewer(account_id=account.id)
    with Bag(path) as bag:
        bag.verify(tell=lambda *_: None)
        library.exports.bring_in(keeper, bag, tell=lambda *_: None)
    return keeper


def read(database: Database, model: Any) -> list[Any]:
    with database.read() as session:
        return list(session.exec(select(model)).all())


class Expected:
    """Which rows a keeper takes out, told here once more and otherwise than the program does."""

    def __init__(self, made: MadeChest, database: Database) -> None:
        self._keeper = account_of(made.family.keeper)
        self._stories = {
            one.id
            for one in read(database, Story)
            if one.state is StoryState.ready and not one.deleted_at
        }
        self._chapters = {
            one.id for one in read(database, Chapter) if one.story_id in self._stories
        }
        self._people = {one.id for one in read(database, Person) if not one.deleted_at}
        self.assets = {one.id: one for one in read(database, Asset) if self._sees(one)}
        self._gifts = {one.contribution_id for one in self.assets.values()}
        self._albums = {
            one.id
            for one in read(database, Album)
            if not one.deleted_at
            and (one.audience is not Audience.only_me or one.made_by == self._keeper)
        }

    def _sees(self, one: Asset) -> bool:
        return (
            not one.deleted_at
            and (one.visible_from is None or one.visible_from <= utc_now())
            and one.review not in (Review.withdrawn, Review.draft)
            and (one.audience is not Audience.only_me or one.added_by == self._keeper)
            and one.state is not AssetState.uploading
        )

    def holds(self, row: Any) -> bool:
        """Whether the row is carried."""
        if isinstance(row, Asset):
            return row.id in self.assets
        if isinstance(row, Story):
            return row.id in self._stories
        if isinstance(row, Chapter):
            return row.story_id in self._stories
        if isinstance(row, StorySentence):
            return row.chapter_id in self._chapters
        if isinstance(row, Person):
            return row.id in self._people
        if isinstance(row, PersonProposal):
            return row.state is not ProposalState.waiting
        if isinstance(row, LookAlike):
            return row.state is not Alike.open
        if isinstance(row, Contribution):
            return row.id in self._gifts
        if isinstance(row, Album):
            return row.id in self._albums
        if isinstance(row, AlbumItem):
            return row.album_id in self._albums and row.asset_id in self.assets
        if isinstance(row, ProcessingStep) and row.step is Step.derivatives:
            return False
        if isinstance(row, PersonInAsset) and row.person_id not in self._people:
            return False
        return row.asset_id in self.assets if hasattr(row, "asset_id") else True

    def value(self, row: Any, name: str, *, new_keeper: UUID) -> Any:
        """What the column says where the chest was brought in."""
        value = getattr(row, name)
        if name in _POINT and isinstance(row, Asset):
            return value if value in self.assets else None
        if name == "message_asset_id":
            return value if value in self.assets else None
        if name == "person_id" and isinstance(row, PersonProposal):
            return value if value in self._people else None
        if getattr(row, "audience", None) is Audience.only_me and name in ("added_by", "made_by"):
            return new_keeper
        return value


@pytest.mark.parametrize("number", SIZES)
def test_every_row_and_every_byte_is_there_again(
    there: Library, here: Library, tmp_path: Path, number: int
) -> None:
    made = make_chest(there.database, there.blobs, number)
    keeper = bring_in(here, take_out(there, made, tmp_path))
    expected = Expected(made, there.database)
    assert len(expected.assets) > number / 2
    for model, left_out in CARRIED.items():
        names = [name for name in model.model_fields if name not in left_out]
        old = [row for row in read(there.database, model) if expected.holds(row)]
        new = read(here.database, model)
        wanted = [
            [(n, expected.value(row, n, new_keeper=account_of(keeper))) for n in names]
            for row in old
        ]
        for name in names:
            is_told = any(getattr(row, name) is not None for row in new)
            assert is_told != ((model, name) in EMPTY), (model, name)
        found = [[(name, getattr(row, name)) for name in names] for row in new]
        assert sorted(found, key=repr) == sorted(wanted, key=repr), model
    compare_memories(there, here, expected)
    compare_accounts(there, here)
    compare_stories(there, here, made, keeper)
    compare_what_is_for_one_alone(here, made, keeper)


def compare_memories(there: Library, here: Library, expected: Expected) -> None:
    """The bytes, what is still to be done, and which memory belongs to which."""
    for one in read(here.database, Asset):
        old = expected.assets[one.id]
        for name in ("attached_to", "companion_of"):
            assert getattr(one, name) == expected.value(old, name, new_keeper=one.id)
        assert one.companion_as == (old.companion_as if one.companion_of else None)
        if old.storage_key is None:
            assert (one.storage_key, one.state) == (None, old.state)
            continue
        is_ready = old.state is AssetState.ready
        assert one.state is (AssetState.processing if is_ready else old.state)
        ours, theirs = (
            b"".join(library.blobs.iter_range(key or ""))
            for library, key in ((here, one.storage_key), (there, old.storage_key))
        )
        assert ours == theirs


def compare_accounts(there: Library, here: Library) -> None:
    """Everybody whom a row names has their name, and none of them can sign in."""
    old = {one.id: one.name for one in read(there.database, Account)}
    closed = [one for one in read(here.database, Account) if one.id in old]
    assert {one.name for one in closed} >= {"Keeper", "Member", "Curator", "Tia who left"}
    for one in closed:
        assert (one.name, one.password_hash) == (old[one.id], "-")
        assert one.deleted_at
    (member,) = read(here.database, Membership)
    assert member.role is Role.keeper
    assert member.account_id not in old


def compare_stories(there: Library, here: Library, made: MadeChest, keeper: Viewer) -> None:
    """As its keeper reads them, with what the family changed."""
    told = [
        [library.stories.get(viewer, one.id) for one in library.stories.list_stories(viewer, chest)]
        for library, viewer in ((there, made.family.keeper), (here, keeper))
        for chest in [made.family.chest_id]
    ]
    ready = [one for one in told[0] if one.state is StoryState.ready]
    assert len(ready) == 3
    assert told[1] == ready
    words = {s.text for story in ready for c in story.chapters for s in c.sentences}
    assert "As the family says it." in words


def compare_what_is_for_one_alone(here: Library, made: MadeChest, keeper: Viewer) -> None:
    """What the keeper kept for themselves is seen by whoever brought it in."""
    alone = [one.id for one in read(here.database, Asset) if one.audience is Audience.only_me]
    assert len(here.assets.list_views(keeper, alone)) == len(alone) > 0
    albums = here.albums.list_page(keeper, made.family.chest_id).items
    assert [one.name for one in albums if one.audience is Audience.only_me]


# ---- the list of what is not carried ----


def list_in_docs() -> dict[str, str]:
    """The tables that docs/exports.md names among what is not carried, each with its reason."""
    text = DOCS.read_text()
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|$", text.partition("### Table by table")[2], re.M)
    return {
        name: reason.strip() for names, reason in rows for name in re.findall(r"`(\w+)`", names)
    }


def test_the_list_of_what_is_not_carried_is_all_that_is_not() -> None:
    tables = set(ChestModel.metadata.tables)
    carried = {str(model.__tablename__) for model in CARRIED}
    assert set(list_in_docs()) == tables - carried
