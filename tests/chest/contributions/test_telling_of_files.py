"""What a giver says of their files, and when that was of which they tell."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from chest.access.viewers import ANONYMOUS, Viewer
from chest.assets.manager import AssetManager
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.contributions.views import ContributionView
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound, NotSignedIn
from chest.models import AssetRevision, DateOrigin, Kind, Review, utc_now
from tests.builders import Family, RecordingQueue, add_asset, add_link, open_link_session
from tests.chest.contributions.giving import add_file, asset_of, begin

TOLD = {
    "who": "Rosa, and Tomás with the dog",
    "taken": "about 1964",
    "place": "the high meadow",
    "caption": "We had carried the bread up.",
}


@pytest.fixture
def draft(contributions: ContributionManager, aunt: Viewer) -> ContributionView:
    return begin(contributions, aunt)


@pytest.fixture
def photo(database: Database, draft: ContributionView) -> UUID:
    embedded: dict[str, Any] = {"taken": "2019-03-21", "taken_source": DateOrigin.embedded}
    return add_file(database, draft, **embedded)


def test_what_a_giver_says_is_kept_and_shown_to_the_family(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
    draft: ContributionView,
    photo: UUID,
) -> None:
    told = contributions.describe_file(aunt, draft.id, photo, TOLD)
    assert told.when == "about 1964"
    assert (told.file.taken, told.file.taken_source) == ("1964~", DateOrigin.user)
    for field in ("who", "place", "caption"):
        assert getattr(told.file, field) == TOLD[field]
    # One field at a time, as it is typed; the others stay, and none of it is history.
    assert contributions.describe_file(aunt, draft.id, photo, {"who": "Rosa"}).when == "about 1964"
    with database.read() as session:
        assert session.exec(select(AssetRevision)).all() == []
    contributions.submit(aunt, draft.id)
    moderation.approve(family.curator, draft.id, edits={photo: {"who": "Rosa Almeida"}})
    with database.read() as session:
        [kept] = session.exec(select(AssetRevision).where(col(AssetRevision.asset_id) == photo))
    assert kept.before["who"] == "Rosa"
    shown = AssetManager(database=database, jobs=RecordingQueue()).get(family.viewer, photo)
    assert (shown.who, shown.taken, shown.place) == ("Rosa Almeida", "1964~", TOLD["place"])


def test_what_is_emptied_is_empty_and_a_wrong_date_changes_nothing(
    contributions: ContributionManager,
    database: Database,
    aunt: Viewer,
    draft: ContributionView,
    photo: UUID,
) -> None:
    contributions.describe_file(aunt, draft.id, photo, TOLD)
    with pytest.raises(Invalid) as refused:
        contributions.describe_file(
            aunt, draft.id, photo, {"who": "Somebody", "taken": "when I was seven"}
        )
    assert refused.value.data["field"] == "taken"
    assert "Try “12 April 1931”" in refused.value.sentence
    assert asset_of(database, photo).who == TOLD["who"]
    told = contributions.describe_file(aunt, draft.id, photo, {"who": " ", "taken": ""})
    assert (told.file.who, told.file.taken, told.when) == (None, None, None)
    assert told.file.place == TOLD["place"]
    for words in ({"audience": "everyone"}, {"alt_text": "x"}, {"body": "x"}):
        with pytest.raises(Invalid):
            contributions.describe_file(aunt, draft.id, photo, words)


def test_only_the_giver_tells_and_only_of_what_lies_in_their_draft(
    contributions: ContributionManager,
    database: Database,
    family: Family,
    aunt: Viewer,
    draft: ContributionView,
    photo: UUID,
) -> None:
    other = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    theirs = add_file(database, begin(contributions, other))
    published = add_asset(database, family.chest_id)
    gone = add_file(database, draft, deleted_at=utc_now())
    contributions.update(aunt, draft.id, message="She laughed.")
    note = contributions.list_own(aunt)[0].message_asset_id
    assert note
    for asset_id in (theirs, published, gone, note, uuid4()):
        with pytest.raises(NotFound):
            contributions.describe_file(aunt, draft.id, asset_id, {"who": "x"})
    for viewer in (other, family.keeper, family.member):
        with pytest.raises(NotFound):
            contributions.describe_file(viewer, draft.id, photo, {"who": "x"})
    with pytest.raises(NotSignedIn):
        contributions.describe_file(ANONYMOUS, draft.id, photo, {"who": "x"})
    contributions.submit(aunt, draft.id)
    with pytest.raises(Conflict):
        contributions.describe_file(aunt, draft.id, photo, {"who": "x"})
    assert asset_of(database, photo).who is None


def test_words_have_the_day_of_which_they_tell(
    contributions: ContributionManager,
    receipts: Receipts,
    database: Database,
    aunt: Viewer,
    draft: ContributionView,
) -> None:
    with pytest.raises(Invalid) as refused:
        contributions.update(aunt, draft.id, message_taken="1964")
    assert refused.value.data["field"] == "message_taken"
    assert contributions.update(aunt, draft.id, message_taken=" ").message_when is None
    view = contributions.update(
        aunt, draft.id, message="We painted the boat.", message_taken="summer 1964"
    )
    assert view.message_when == "summer 1964"
    assert view.message_asset_id
    note = asset_of(database, view.message_asset_id)
    assert (note.taken, note.taken_source) == ("1964-22", DateOrigin.user)
    with pytest.raises(Invalid):
        contributions.update(aunt, draft.id, message="Another", message_taken="when I was seven")
    view = contributions.update(aunt, draft.id, message="We painted the boat blue.")
    assert (view.message, view.message_when) == ("We painted the boat blue.", "summer 1964")
    assert contributions.update(aunt, draft.id, message_taken="").message_when is None
    contributions.update(aunt, draft.id, message_taken="1964")
    sent = contributions.submit(aunt, draft.id)
    assert sent.receipt
    assert receipts.receipt(sent.receipt).message_when == "1964"


def test_a_voice_on_a_picture_stays_with_it_and_outlives_it(
    contributions: ContributionManager,
    moderation: Moderation,
    database: Database,
    family: Family,
    aunt: Viewer,
    draft: ContributionView,
    photo: UUID,
) -> None:
    kept = add_file(database, draft)
    on_kept, on_photo = (
        add_file(database, draft, kind=Kind.audio, attached_to=picture) for picture in (kept, photo)
    )
    view = contributions.update(aunt, draft.id, message="She laughed.")
    contributions.update(aunt, draft.id, message="")
    assert asset_of(database, on_kept).attached_to == kept
    view = contributions.update(aunt, draft.id, message="She laughed.")
    contributions.remove_file(aunt, draft.id, photo)
    assert asset_of(database, on_photo).attached_to == view.message_asset_id
    contributions.submit(aunt, draft.id)
    moderation.approve(family.curator, draft.id)
    assert asset_of(database, on_kept).attached_to == kept
    assets = AssetManager(database=database, jobs=RecordingQueue())
    assert [one.id for one in assets.list_attachments(family.viewer, kept)] == [on_kept]
    assert asset_of(database, photo).review is Review.draft
