"""Recordings of which it is written down what is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chest.database import Database
from chest.models import Kind, Transcript, TranscriptSegment
from tests.builders import add_asset


def add_recording(
    database: Database, chest_id: UUID, sentences: Sequence[str], **fields: Any
) -> UUID:
    """Each sentence takes two seconds, three seconds after the one before."""
    how: dict[str, Any] = {"kind": Kind.audio, "original_name": "voice.m4a", "storage_key": "v1/x"}
    asset_id = add_asset(database, chest_id, **{**how, **fields})
    with database.write() as session:
        session.add(Transcript(asset_id=asset_id, language="en", provider="tones", model="1"))
        session.add_all(
            TranscriptSegment(
                asset_id=asset_id,
                position=n,
                start=3.0 * n,
                end=3.0 * n + 2,
                text=text,
                language="en",
                confidence=0.9,
            )
            for n, text in enumerate(sentences)
        )
    return asset_id


def offer(database: Database, asset_id: UUID, sentences: Sequence[str]) -> None:
    """What a later hearing says, beside what is there."""
    segments = [
        {
            "start": 3.0 * n + 0.02,
            "end": 3.0 * n + 2,
            "text": text,
            "heard": None,
            "language": "en",
            "confidence": 0.8,
            "words": None,
        }
        for n, text in enumerate(sentences)
    ]
    with database.write() as session:
        told = session.get(Transcript, asset_id)
        assert told is not None
        told.offered = {"segments": segments, "complete": True, "language": "en"}
        session.add(told)
