"""What is said in recordings is evidence, at its second, for whom the recording is there."""

from __future__ import annotations

from sqlmodel import select

from chest.database import Database
from chest.models import Audience, Chest, Review, TranscriptSegment
from chest.stories.evidence import list_spoken
from tests.builders import Family
from tests.chest.transcripts.saying import add_recording


def test_sentences_are_evidence_at_their_seconds(database: Database, family: Family) -> None:
    open_one = add_recording(
        database, family.chest_id, ["She sang.", "", "Always."], audience=Audience.everyone
    )
    add_recording(database, family.chest_id, ["Ours."], audience=Audience.family)
    add_recording(database, family.chest_id, ["Not yet."], review=Review.pending)
    with database.write() as session:
        always = select(TranscriptSegment).where(TranscriptSegment.text == "Always.")
        for row in session.exec(always):
            row.speaker = "Ana"
    with database.read() as session:
        chest = session.get_one(Chest, family.chest_id)
        everyone = list_spoken(session, chest, audience=Audience.everyone)
        family_hears = list_spoken(session, chest, audience=Audience.family)
    told = [(one.kind, one.asset, one.text, one.t0, one.t1, one.who) for one in everyone]
    assert told == [
        ("transcript", str(open_one), "She sang.", 0.0, 2.0, None),
        ("transcript", str(open_one), "Always.", 6.0, 8.0, "Ana"),
    ]
    assert all(one.id.startswith(f"{open_one}#") for one in everyone)
    assert {one.text for one in family_hears} == {"She sang.", "Always.", "Ours."}
