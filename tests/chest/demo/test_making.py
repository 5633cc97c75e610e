"""The example chest: everything there is to see is in it, and everything in it is really there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import col, select

from ai.narrative.checking.roster import Known, Roster
from ai.narrative.composer import compose
from ai.narrative.support import check
from chest.access.viewers import AccountViewer, LinkViewer, Viewer
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.demo.making import MEDIA, find_or_make_keeper, make_demo
from chest.demo.words import FROM_FAMILY, GRACA, HERO, TOMAS
from chest.errors import ChestError, Invalid, NotFound
from chest.library import Library, open_library
from chest.models import (
    Account,
    Asset,
    AssetState,
    Audience,
    Chest,
    ContributionState,
    Kind,
    LinkPermission,
    Person,
    StoryState,
)
from chest.people.roster import entries_of
from chest.settings import Settings
from chest.sharing.links import LinkState
from chest.stories.evidence import list_segments, subject_of
from chest.stories.spoken import list_spoken
from tests.command_line import CommandLine

SECRET = "k" * 40
MOST_BYTES = 2_500_000


@dataclass
class Shown:
    """The example chest as the command made it, seen by its keeper."""

    terminal: CommandLine
    library: Library
    said: str
    keeper: Viewer
    chest: ChestView

    def assets(self) -> list[AssetView]:
        with self.library.database.read() as session:
            ids = session.exec(select(Asset.id).order_by(col(Asset.id))).all()
        return self.library.assets.list_views(self.keeper, ids)

    def named(self, name: str) -> AssetView:
        (found,) = [asset for asset in self.assets() if asset.original_name == name]
        return found


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """What somebody sees who runs the command in an empty place; tests only look."""
    terminal = CommandLine(tmp_path_factory.mktemp("demo") / "data")
    done = terminal.run("demo")
    assert done.returncode == 0, done.stderr
    email, password = re.findall(r"(?:Sign in with|password) +(\S+)", done.stdout)
    library = terminal.open_library()
    token = library.accounts.sign_in(email=email, password=password)
    keeper = library.sign_ins.find_viewer(token)
    assert keeper
    (chest,) = library.chests.list_chests(keeper)
    yield Shown(terminal, library, done.stdout, keeper, chest)
    library.close()


@pytest.fixture
def library(database_url: str, tmp_path: Path) -> Iterator[Library]:
    """An installation without any account, on either database."""
    library = open_library(
        Settings(
            _env_file=None,
            data_dir=tmp_path,
            database_url=database_url,
            secret_key=SECRET,
            keep_free_bytes=0,
        )
    )
    yield library
    library.close()


def sign_up(library: Library, email: str, **how: Any) -> Viewer:
    account = library.accounts.sign_up(email=email, password="a short sentence", name="Inês", **how)
    return AccountViewer(account_id=account.id)


# ---- what is there to see ----


def test_the_person_and_that_she_is_made_up_are_told(shown: Shown) -> None:
    assert (shown.chest.name, shown.chest.years) == ("Rosa Almeida", "1931 – 2019")
    assert shown.chest.words
    assert shown.chest.words.startswith("An example chest.")
    assert "Nobody here is real" in (shown.chest.long_words or "")


def test_the_picture_of_the_chest_is_cut_to_a_part(shown: Shown) -> None:
    assert shown.chest.hero_asset_id == shown.named(HERO).id
    assert shown.chest.hero_crop
    assert shown.chest.hero_crop != (0, 0, 1, 1)


def test_there_is_one_of_everything(shown: Shown) -> None:
    published = Counter(asset.kind for asset in shown.assets() if asset.review == "published")
    assert published == {
        Kind.photo: 10,
        Kind.note: 4,
        Kind.document: 2,
        Kind.video: 1,
        Kind.audio: 1,
    }


def test_every_file_is_understood_and_has_its_pictures(shown: Shown) -> None:
    for asset in shown.assets():
        assert asset.state is AssetState.ready, asset.original_name
        failed = [step for step in asset.steps if step.state == "failed"]
        assert failed == [], asset.original_name
        if asset.kind in (Kind.photo, Kind.video):
            assert "thumb" in asset.renditions, asset.original_name
    assert shown.named("sheep.mp4").plays_in_browser
    assert shown.named("sweet-rice.m4a").peaks
    assert "Dear Rosinha" in (shown.named("letter-from-manuel.pdf").extracted_text or "")


def test_the_picture_that_lies_on_its_side_is_shown_upright(shown: Shown) -> None:
    picture = shown.named("harbour.jpg")
    assert picture.width
    assert picture.height
    assert picture.width > picture.height


def test_dates_are_certain_uncertain_read_from_the_file_and_missing(shown: Shown) -> None:
    taken = {asset.original_name: asset.taken for asset in shown.assets() if asset.original_name}
    assert taken["letter-from-manuel.pdf"] == "1963-02-11"
    assert taken["harbour.jpg"] == "1955~"
    assert taken["plant.jpg"] == "1964-21"
    assert taken["notebook.jpg"] == "[2015..2017]"
    assert taken["rocket.webp"] == "2015-02-11T18:03:32"
    assert taken["cat.jpg"] is None
    assert len(shown.library.assets.timeline_counts(shown.keeper, shown.chest.id).decades) >= 6


def test_who_does_not_see_a_picture_is_told_what_is_on_it(shown: Shown) -> None:
    pictures = [a for a in shown.assets() if a.kind in (Kind.photo, Kind.video)]
    assert [a.original_name for a in pictures if not a.alt_text or not a.caption] == []


def test_a_place_is_kept_for_the_family_and_not_for_links(shown: Shown) -> None:
    river = shown.named("river.jpg")
    assert river.latitude is not None
    grant = LinkViewer(uuid4(), uuid4(), shown.chest.id, LinkPermission.look, Audience.family)
    seen = shown.library.assets.get(grant, river.id)
    assert (seen.latitude, seen.longitude) == (None, None)
    assert "original" in seen.renditions  # of the copy, which is made when it is asked for


def test_one_contribution_is_approved_and_one_waits(shown: Shown) -> None:
    queue = shown.library.moderation.list_contributions
    (approved,) = queue(shown.keeper, shown.chest.id, state=ContributionState.approved).items
    (waiting,) = queue(shown.keeper, shown.chest.id, state=ContributionState.pending).items
    assert (approved.name, approved.relation) == ("Graça", "niece")
    assert (waiting.name, waiting.message) == (TOMAS.name, TOMAS.message)
    assert approved.message_asset_id
    history = shown.library.assets.list_revisions(shown.keeper, approved.message_asset_id)
    assert [revision.before["taken"] for revision in history] == [None]


def test_the_link_they_came_through_is_open(shown: Shown) -> None:
    (link,) = shown.library.sharing.list_links(shown.keeper, shown.chest.id).items
    assert (link.state, link.uses) == (LinkState.live, 2)


def test_the_story_is_told_from_all_of_it_and_nothing_is_withheld(shown: Shown) -> None:
    story = shown.library.stories.find_latest(shown.keeper, shown.chest.id)
    assert story
    assert (story.state, story.withheld) == (StoryState.ready, 0)
    sentences = [sentence for chapter in story.chapters for sentence in chapter.sentences]
    told = " ".join(sentence.text for sentence in sentences)
    assert "Graça, her niece, " in told
    assert "somebody has to hem the angels" in told
    assert TOMAS.message[:40] not in told
    cited = {source for sentence in sentences for source in sentence.sources}
    published = {asset.id for asset in shown.assets() if asset.review == "published"}
    assert cited == published
    assert {sentence.verdict for sentence in sentences} <= {"green", "frame"}


def test_every_sentence_of_the_story_stands_with_the_roster_of_the_chest(shown: Shown) -> None:
    with shown.library.database.write() as session:
        chest = session.get_one(Chest, shown.chest.id)
        people = [
            Person(chest_id=chest.id, name="Graça", relation="niece", stands_as=uuid4(), also=[
                {"name": "Gracinha", "by": None, "who": None},
            ]),
            Person(chest_id=chest.id, name="Joaquim Almeida", relation="husband", called="Joaquim",
                   stands_as=uuid4(), also=[{"name": "o tio", "by": None, "who": "Graça"}]),
        ]  # fmt: skip
        for person in people:
            person.stands_as = person.id
        entries = entries_of(chest, people)
        subject = subject_of(chest)
        segments = {
            segment.id: segment
            for segment in (
                *list_segments(session, chest, audience=Audience.keepers),
                *list_spoken(session, chest, audience=Audience.keepers),
            )
        }
        session.rollback()
    roster = Roster([Known(e.name, e.aka, e.relation or "") for e in entries])
    assert "o tio@Graça" in {aka for e in entries for aka in e.aka}
    told = [s for c in compose(subject, segments.values()).value for s in c.sentences]
    for known in (None, Roster.of(subject, segments), roster):
        for sentence in told:
            support = check(sentence, segments, subject, known)
            assert support.verdict == ("frame" if sentence.frame else "green"), (sentence, support)
    assert sum(sentence.quote is not None for sentence in told) > 10


def test_what_a_worker_finds_in_its_queue_is_done_already(shown: Shown) -> None:
    with shown.library.database.read() as session:
        states = set(session.exec(select(Asset.state)).all())
    assert states == {AssetState.ready}
    assert shown.library.stories.find_in_progress(shown.keeper, shown.chest.id) is None


# ---- running it ----


def test_the_password_is_told_once_and_the_next_step_named(shown: Shown) -> None:
    assert "make run" in shown.said
    assert "shown only now" in shown.said
    again = shown.terminal.run("demo")
    assert again.returncode == 0, again.stderr
    assert "is already there" in again.stdout
    assert "password" not in again.stdout
    assert len(shown.library.chests.list_chests(shown.keeper)) == 1


def test_an_account_that_is_there_keeps_the_example(library: Library) -> None:
    inês = sign_up(library, "ines@example.org", setup_code=library.accounts.setup_code)
    found = find_or_make_keeper(library, "Ines@example.org")
    assert (found.viewer, found.password) == (inês, None)
    made = make_demo(library, found.viewer)
    assert [chest.id for chest in library.chests.list_chests(inês)] == [made.id]
    assert not made.was_there
    assert make_demo(library, found.viewer).was_there
    story = library.stories.find_latest(inês, made.id)
    assert story
    assert len(story.chapters) > 5


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whose_example_it_becomes_is_never_guessed(library: Library) -> None:
    library.settings.signup = "open"
    sign_up(library, "ines@example.org", setup_code=library.accounts.setup_code)
    assert find_or_make_keeper(library, None).email == "ines@example.org"
    sign_up(library, "paulo@example.org")
    with pytest.raises(Invalid, match="--email"):
        find_or_make_keeper(library, None)
    with pytest.raises(NotFound, match=r"nobody@example\.org"):
        find_or_make_keeper(library, "nobody@example.org")
    with library.database.read() as session:
        assert len(session.exec(select(Account)).all()) == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_example_that_cannot_be_finished_is_put_away(library: Library, tmp_path: Path) -> None:
    keeper = find_or_make_keeper(library, None).viewer
    library.settings.keep_free_bytes = 2**62
    with pytest.raises(ChestError, match="no room"):
        make_demo(library, keeper)
    assert library.chests.list_chests(keeper) == []
    library.settings.keep_free_bytes = 0
    assert not make_demo(library, keeper).was_there


# ---- its media ----


def test_every_file_is_used_and_its_source_told() -> None:
    pieces = [*FROM_FAMILY, *GRACA.pieces, *TOMAS.pieces]
    files = {path.name for path in MEDIA.iterdir()} - {"README.md"}
    assert {piece.file for piece in pieces} == files
    sources = (MEDIA / "README.md").read_text()
    assert [name for name in files if f"| `{name}` |" not in sources] == []


def test_the_media_are_small() -> None:
    assert sum(path.stat().st_size for path in MEDIA.iterdir()) < MOST_BYTES


def test_the_program_says_of_itself_where_the_voice_is_from() -> None:
    (recording,) = [piece for piece in FROM_FAMILY if piece.file.endswith(".m4a")]
    assert "computer’s voice" in (recording.caption or "")
