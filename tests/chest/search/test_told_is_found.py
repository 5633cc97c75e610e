"""A memory is found by what it says to whoever asks, and by nothing that it does not say them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

import pytest

from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.assets.readings import ReadingManager
from chest.database import Database
from chest.models import (
    Asset,
    AssetTag,
    Audience,
    Contribution,
    DateOrigin,
    Kind,
    PictureText,
    Review,
    TagBy,
    TranscriptSegment,
)
from chest.search.asking import Wanted
from chest.search.folding import fold
from chest.search.manager import SearchManager
from chest.security.signing import Signer
from chest.transcripts.manager import TranscriptManager
from tests.builders import (
    Family,
    RecordingQueue,
    account_of,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)

WORD = "Arrábida"
OTHER = "Cacilhas"


def in_field(name: str) -> Callable[[Database, UUID], None]:
    def put(database: Database, asset_id: UUID) -> None:
        with database.write() as session:
            setattr(session.get_one(Asset, asset_id), name, f"At {WORD}")

    return put


def in_an_imported_caption(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        asset = session.get_one(Asset, asset_id)
        asset.caption, asset.caption_source = WORD, DateOrigin.imported


def in_transcript(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        session.add(
            TranscriptSegment(asset_id=asset_id, position=0, start=1, end=2, text=f"To {WORD}.")
        )


def as_speaker(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        session.add(
            TranscriptSegment(
                asset_id=asset_id, position=1, start=3, end=4, text="Yes.", speaker=WORD
            )
        )


def as_heard_before(database: Database, asset_id: UUID) -> None:
    """What a model heard, before somebody put it right."""
    with database.write() as session:
        session.add(
            TranscriptSegment(
                asset_id=asset_id, position=2, start=5, end=6, text="Yes.", heard=WORD
            )
        )


def in_picture_text(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        session.add(PictureText(asset_id=asset_id, text=f"Hotel {WORD}"))


def as_tag(by: TagBy, *, rejected: bool = False) -> Callable[[Database, UUID], None]:
    def put(database: Database, asset_id: UUID) -> None:
        with database.write() as session:
            chest_id = session.get_one(Asset, asset_id).chest_id
            session.add(
                AssetTag(
                    asset_id=asset_id, chest_id=chest_id, label=fold(WORD), by=by, rejected=rejected
                )
            )

    return put


def as_giver(database: Database, asset_id: UUID) -> None:
    with database.write() as session:
        asset = session.get_one(Asset, asset_id)
        assert asset.contribution_id is not None
        session.get_one(Contribution, asset.contribution_id).name = f"Aunt {WORD}"


PATHS: dict[str, Callable[[Database, UUID], None]] = {
    **{
        name: in_field(name)
        for name in (
            "caption", "alt_text", "who", "place", "body", "extracted_text", "sender",
            "original_name", "camera",
        )
    },
    "imported caption": in_an_imported_caption,
    "giver": as_giver,
    "transcript": in_transcript,
    "speaker": as_speaker,
    "heard before": as_heard_before,
    "picture text": in_picture_text,
    "tag of a person": as_tag(TagBy.person),
    "tag of a model": as_tag(TagBy.model),
    "rejected tag": as_tag(TagBy.person, rejected=True),
}  # fmt: skip
FOR_MEMBERS_ALONE = ("tag of a person", "tag of a model")
FOR_NO_SEARCH = ("camera", "heard before", "rejected tag")


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database)


@pytest.fixture
def manager(database: Database, tmp_path: Path) -> SearchManager:
    return SearchManager(database=database, folder=tmp_path / "search")


def tell(database: Database, viewer: Viewer, asset_id: UUID) -> str:
    """Everything that this viewer is told of a memory, wherever they look."""
    jobs = RecordingQueue()
    view = AssetManager(database=database, jobs=jobs).get(viewer, asset_id)
    transcripts = TranscriptManager(database=database, jobs=jobs, signer=Signer(b"t" * 32))
    said = transcripts.get(viewer, asset_id)
    written = ReadingManager(database=database, jobs=jobs).get(viewer, asset_id)
    return fold(f"{asdict(view)} {asdict(said)} {asdict(written)}")


def add_given(family: Family) -> UUID:
    """A recording that everybody sees, given by somebody whom the family approved."""
    gift = add_contribution(family.database, family.chest_id, by=family.member, name="Aunt Inês")
    return add_asset(
        family.database, family.chest_id, kind=Kind.audio, audience=Audience.everyone,
        review=Review.published, contribution_id=gift, added_by=account_of(family.member),
    )  # fmt: skip


def viewers_of(family: Family) -> dict[str, Viewer]:
    database = family.database
    links = {
        f"link for {audience.value}": open_link_session(
            database, add_link(database, family.chest_id, family.keeper, audience=audience)
        )
        for audience in (Audience.family, Audience.everyone)
    }
    return {"keeper": family.keeper, "viewer": family.viewer, **links}


@pytest.mark.parametrize("path", list(PATHS))
def test_whoever_is_not_told_a_word_finds_nothing_by_it(
    database: Database, manager: SearchManager, family: Family, path: str
) -> None:
    asset_id = add_given(family)
    PATHS[path](database, asset_id)
    for name, viewer in viewers_of(family).items():
        told = tell(database, viewer, asset_id)
        is_told = fold(WORD) in told
        may = path not in FOR_NO_SEARCH and (
            path not in FOR_MEMBERS_ALONE or viewer.account_id is not None
        )
        # As it was written, begun, mistyped, as a phrase, with a date, and with another word.
        for asked in (WORD, WORD[:5], "Arrabdia", f'"{WORD}"'):
            answer = manager.search(viewer, family.chest_id, asked)
            assert [one.card.id for one in answer.items] == ([asset_id] if may else []), (
                name, asked,
            )  # fmt: skip
            reasons = [reason for one in answer.items for reason in one.why]
            assert bool(reasons) == may, (name, asked)
            assert all(fold(reason.text.strip(" …")) in told for reason in reasons), reasons
        suggested = manager.suggest(viewer, family.chest_id, WORD[:5])
        assert is_told or not may, "found by what is told nowhere"
        assert is_told or not suggested, (name, suggested)
        narrowed = [
            wanted
            for wanted in (
                Wanted(tag=fold(WORD)), Wanted(person=WORD), Wanted(place=WORD), Wanted(giver=WORD),
            )
            if manager.search(viewer, family.chest_id, "", wanted).items
        ]  # fmt: skip
        assert is_told or not narrowed, (name, narrowed)


def test_a_hidden_tag_is_no_part_of_an_answer_to_several_words(
    database: Database, manager: SearchManager, family: Family
) -> None:
    asset_id = add_given(family)
    as_tag(TagBy.model)(database, asset_id)
    in_field("caption")(database, asset_id)
    with database.write() as session:
        session.get_one(Asset, asset_id).caption = OTHER
        session.add(
            TranscriptSegment(asset_id=asset_id, position=0, start=1, end=2, text="The ferry.")
        )
    viewers = viewers_of(family)
    for asked in (f"{WORD} {OTHER}", f"{OTHER} {WORD}", f"ferry {WORD}", f"{WORD} ferry {OTHER}"):
        for name, viewer in viewers.items():
            found = manager.search(viewer, family.chest_id, asked).items
            assert bool(found) == (viewer.account_id is not None), (name, asked)
    for viewer in viewers.values():
        assert manager.search(viewer, family.chest_id, f"ferry {OTHER}").items


def test_words_in_a_picture_stay_when_its_tags_and_captions_change(
    database: Database, manager: SearchManager, family: Family
) -> None:
    asset_id = add_given(family)
    in_picture_text(database, asset_id)
    as_tag(TagBy.person)(database, asset_id)
    link = viewers_of(family)["link for everyone"]

    def finds(viewer: Viewer, asked: str) -> bool:
        return bool(manager.search(viewer, family.chest_id, asked).items)

    in_field("body")(database, asset_id)
    assert finds(link, f"hotel {WORD}")
    with database.write() as session:
        session.get_one(Asset, asset_id).body = None
        session.get_one(PictureText, asset_id).text = "Hotel Central"
    assert finds(link, "hotel central")
    assert not finds(link, WORD)
    assert finds(family.viewer, f"{WORD} central")
    with database.write() as session:
        session.delete(session.get_one(AssetTag, (asset_id, fold(WORD))))
        session.delete(session.get_one(PictureText, asset_id))
    assert not finds(family.viewer, WORD)
    assert not finds(family.viewer, "central")
