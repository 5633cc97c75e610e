"""What machines hear, see and read in the demo's memories, written down without any model."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import select

from chest.library import open_library
from chest.models import (
    Asset,
    AssetTag,
    PictureText,
    Step,
    StepState,
    TagBy,
    Transcript,
    TranscriptSegment,
    Understanding,
)
from chest.settings import Settings
from tests.browser.demo_chest import DemoChest

SAID = (
    "Here are the sheep.",
    "And that one drinks.",
    "It hung over her bed in Setúbal.",
    "I never knew about the lamb.",
)
"""Each sentence begins two seconds after the one before."""
TAG = "harbour"


@dataclass(frozen=True)
class Understood:
    """A film in which somebody speaks, and a picture with tags and words on it."""

    film: str
    picture: str


def understand(demo: DemoChest) -> Understood:
    library = open_library(Settings(data_dir=demo.server.data_dir, _env_file=None))
    with library.database.write() as session:
        by_name = {asset.original_name: asset for asset in session.exec(select(Asset))}
        film, picture = by_name["sheep.mp4"], by_name["harbour.jpg"]
        session.merge(Understanding(asset_id=film.id, step=Step.transcribe, state=StepState.done))
        session.add(Transcript(asset_id=film.id, language="en", provider="whisper", model="base"))
        for place, text in enumerate(SAID):
            session.add(
                TranscriptSegment(
                    asset_id=film.id,
                    position=place,
                    start=2.0 * place,
                    end=2.0 * place + 1.8,
                    text=text,
                    language="en",
                    confidence=0.3 if place == 2 else 0.9,
                )
            )
        session.add(
            AssetTag(
                asset_id=picture.id,
                label=TAG,
                chest_id=picture.chest_id,
                by=TagBy.model,
                score=0.8,
            )
        )
        session.merge(PictureText(asset_id=picture.id, text="Nagasaki 1890", confidence=0.6))
        understood = Understood(str(film.id), str(picture.id))
    library.close()
    return understood
