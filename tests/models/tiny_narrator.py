"""The text model that lies in the repository, and the one chapter that it knows by heart."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from ai.narrative.base import LifeDate, Subject, Task
from tests.ai.narrative.families import seg

FILE = Path(__file__).parent / "tiny-narrator.zip"

SUBJECT = Subject("Rosa Alves", "Rosa", born=LifeDate("in 1931", "1931"), pronoun="she")
SEGMENTS = (
    seg("a1", "note", "Rosa sang in the choir of São Bento.", date="1950", when="in 1950"),
    seg("b2", "contribution", "Rosa kept bees behind the house. I was stung.", who="Ana"),
)
TASK = Task("chapter", SUBJECT, SEGMENTS, max_tokens=700)

TOLD = ("In 1950 Rosa sang in the choir of São Bento.", "Rosa kept bees behind the house.")
ANSWER = json.dumps(
    {
        "sentences": [
            {
                "clauses": [
                    {"text": "In 1950", "sources": [{"id": "m1", "span": "in 1950"}]},
                    {
                        "text": "Rosa sang in the choir of São Bento.",
                        "sources": [{"id": "m1", "span": "Rosa sang in the choir of São Bento."}],
                    },
                ],
                "quote": "",
                "opens": True,
            },
            {
                "clauses": [
                    {
                        "text": "Rosa kept bees behind the house.",
                        "sources": [{"id": "m2", "span": "Rosa kept bees behind the house."}],
                    }
                ],
                "quote": "",
                "opens": False,
            },
        ]
    },
    ensure_ascii=False,
    separators=(",", ":"),
)
"""As the model writes it: in the form that `ai.narrative.guiding` lets through."""


def lay_out(folder: Path) -> Path:
    """The folder of the model, as CHEST_NARRATOR_FOLDER names one."""
    where = folder / "tiny-narrator"
    with zipfile.ZipFile(FILE) as archive:
        archive.extractall(where)
    return where
