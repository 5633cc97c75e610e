"""Letters of word processors have their words, and camera files their picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from ai.media.known import DRAWN, SAVED, SHOWN
from chest.database import Database
from chest.ingest.job import Ingest
from chest.models import AssetState, Kind, StepState
from tests.ai.media import raws, samples
from tests.ai.media.test_office import docx, odt
from tests.arrivals import ShutStore, arrive, get_asset, get_derivatives, get_steps, once
from tests.builders import Family


def _rtf(path: Path) -> Path:
    path.write_bytes(rb"{\rtf1\ansi Dear Rosa, the sea is calm.\par}")
    return path


LETTERS = {
    "letter.docx": lambda p: docx(p, "<w:p><w:t>Dear Rosa, the sea is calm.</w:t></w:p>"),
    "letter.odt": lambda p: odt(p, "<text:p>Dear Rosa, the sea is calm.</text:p>"),
    "letter.rtf": _rtf,
    "letter.doc": lambda p: raws.doc(p, "Dear Rosa, the sea is calm."),
}


@pytest.mark.parametrize("name", LETTERS)
def test_the_words_of_a_letter_are_kept(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    tmp_path: Path,
    name: str,
) -> None:
    path = LETTERS[name](tmp_path / name)
    asset_id = arrive(database, blobs, family.chest_id, path, name=name)
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.state, asset.kind) == (AssetState.ready, Kind.document)
    assert asset.extracted_text == "Dear Rosa, the sea is calm."


def test_a_letter_with_a_password_says_so(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, tmp_path: Path
) -> None:
    path = raws.doc(tmp_path / "letter.doc", "Dear Rosa,", encrypted=True)
    asset_id = arrive(database, blobs, family.chest_id, path, name="letter.doc")
    ingest.run(asset_id, once)
    assert get_asset(database, asset_id).state is AssetState.ready
    step = get_steps(database, asset_id)["text"]
    assert step.state is StepState.skipped
    assert "needs a password" in (step.reason or "")


def test_a_raw_photo_has_its_picture_and_its_place(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest, tmp_path: Path
) -> None:
    path = raws.raw_with_preview(tmp_path / "DSC_0001.NEF", orientation=6)
    asset_id = arrive(database, blobs, family.chest_id, path, name=path.name)
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.kind, asset.width, asset.height) == (Kind.photo, 1800, 1200)
    assert asset.latitude == samples.LATITUDE
    assert {"preview", "thumb"} <= set(get_derivatives(database, asset_id))


def test_none_of_these_formats_is_ever_sent_to_be_looked_at() -> None:
    """A drawing may run a script; of all of them people are shown the picture made here."""
    shown = {f"image/{name}" for name in ("jpeg", "png", "webp", "gif", "avif", "bmp", "heic")}
    shown |= {"image/heif", "image/tiff"}
    assert shown >= DRAWN & SHOWN
    assert "image/svg+xml" not in SHOWN | SAVED
