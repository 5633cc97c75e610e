"""What programs wrote for programs is found and read, and never told as somebody's own words."""

from __future__ import annotations

import pytest

from ai.media import TEXTS
from chest.database import Database
from chest.models import Audience, Chest, Kind
from chest.stories.evidence import list_segments
from tests.builders import Family, add_asset

LETTER = "Querida Ana,\no mar está calmo."


def texts(database: Database, family: Family) -> list[tuple[str, str | None]]:
    with database.read() as session:
        chest = session.get(Chest, family.chest_id)
        assert chest
        segments = list_segments(session, chest, audience=Audience.family)
    return [(segment.text, segment.caption) for segment in segments]


@pytest.mark.parametrize("media_type", sorted(TEXTS))
def test_only_letters_are_told(database: Database, family: Family, media_type: str) -> None:
    add_asset(
        database,
        family.chest_id,
        kind=Kind.document,
        media_type=media_type,
        extracted_text=LETTER,
        caption="From the sea",
    )
    told = (LETTER, "From the sea") if media_type == "text/plain" else ("From the sea", None)
    assert texts(database, family) == [told]


@pytest.mark.parametrize(
    "words",
    [
        "BEGIN:VCARD\nFN:Rosa\nEND:VCARD",
        "BEGIN:VCALENDAR\nEND:VCALENDAR",
        '{"title": "a.jpg", "geoData": {"latitude": 38.5}}',
        "0 HEAD\n1 SOUR Tree\n0 TRLR",
        "name,lat,lon\na,1,2\nb,3,4",
    ],
)
def test_what_came_before_these_were_told_apart_is_no_letter_either(
    database: Database, family: Family, words: str
) -> None:
    add_asset(
        database,
        family.chest_id,
        kind=Kind.document,
        media_type="text/plain",
        extracted_text=words,
    )
    assert texts(database, family) == [("", None)]
