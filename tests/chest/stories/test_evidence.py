"""What a story may rest on."""

from __future__ import annotations

import pytest

from chest.database import Database
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.models import Audience, Chest, DateOrigin, PictureText, utc_now
from chest.stories.evidence import list_segments
from tests.builders import Family, add_asset


@pytest.mark.parametrize(
    ("source", "by", "told"),
    [
        (DateOrigin.embedded, "original", "on 8 December 2002"),
        (DateOrigin.imported, "folder", "on 8 December 2002"),
        (DateOrigin.embedded, None, "on 8 December 2002"),  # from before it was kept who told it
        (DateOrigin.user, "reset", "on 8 December 2002"),
        (DateOrigin.embedded, "reset", None),
        (DateOrigin.embedded, "changed", None),
    ],
)
def test_a_story_tells_no_date_that_nobody_trusts(
    database: Database, family: Family, source: DateOrigin, by: str | None, told: str | None
) -> None:
    sort_key = "20021208000001020021208000000"
    add_asset(
        database, family.chest_id, caption="Rosa", taken="2002-12-08", taken_sort=sort_key,
        taken_earliest="2002-12-08", taken_latest="2002-12-08", taken_source=source, taken_by=by,
    )  # fmt: skip
    with database.read() as session:
        chest = session.get(Chest, family.chest_id)
        assert chest
        (segment,) = list_segments(session, chest, audience=Audience.family)
    assert segment.when == told
    assert segment.sort_key == (sort_key if told else UNDATED_SORT_KEY)


LETTER = "Dear Ana, we arrived in Figueira on Monday. The house is small but the sea is near. Rosa"


@pytest.mark.parametrize(
    ("text", "confidence", "by_person", "is_told"),
    [
        (LETTER, 0.95, False, True),
        (LETTER, 0.6, False, False),
        (LETTER, 0.6, True, True),
        ("BAKERY", 0.99, False, False),
    ],
)
def test_a_letter_in_a_picture_is_quoted_if_one_may_rely_on_the_words(
    database: Database,
    family: Family,
    text: str,
    confidence: float,
    by_person: bool,
    is_told: bool,
) -> None:
    asset_id = add_asset(database, family.chest_id, caption="From Figueira")
    with database.write() as session:
        edited_at = utc_now() if by_person else None
        session.add(
            PictureText(asset_id=asset_id, text=text, confidence=confidence, edited_at=edited_at)
        )
    with database.read() as session:
        chest = session.get_one(Chest, family.chest_id)
        (segment,) = list_segments(session, chest, audience=Audience.family)
    assert segment.asset == str(asset_id)
    assert (segment.kind, segment.text, segment.caption) == (
        ("document", text, "From Figueira") if is_told else ("photo", "From Figueira", None)
    )
