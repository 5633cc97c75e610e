"""What a story may rest on."""

from __future__ import annotations

import pytest

from chest.database import Database
from chest.dates.uncertain import UNDATED_SORT_KEY
from chest.models import Audience, Chest, DateOrigin
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
