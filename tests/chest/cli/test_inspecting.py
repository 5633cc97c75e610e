"""`python -m ai.media FILE…`: what intake understands of each file, and that it is the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ai.media import Decoder
from chest.cli.inspecting import inspect_files
from chest.database import Database
from chest.ingest.job import Ingest
from tests.ai.media import samples
from tests.ai.media.kinds import KINDS, make_all
from tests.app_server import ROOT
from tests.arrivals import ShutStore, arrive, get_asset, get_derivatives, get_steps, once
from tests.builders import Family, add_family
from tests.command_line import PATIENCE, CommandLine

FIELDS = [
    *("file", "kind", "media_type", "width", "height", "duration", "taken", "taken_source"),
    *("latitude", "longitude", "caption", "camera", "derivatives", "plays", "problem"),
]
TAKEOUT = {
    "title": "photo.jpg",
    "description": "Beach with Rosa",
    "photoTakenTime": {"timestamp": "82814400"},
    "geoData": {"latitude": 38.7223, "longitude": -9.1393},
}


def lines(*files: Path | str, module: str = "ai.media") -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_ends_well_whatever_the_files_are(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(50))
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / "pipe")
    odd = tmp_path / os.fsdecode(b"caf\xe9.txt")
    odd.write_text("Dear Rosa")
    told = lines(tmp_path, tmp_path / "gone.jpg", tmp_path / "pipe" / "pipe")
    assert all(list(line) == FIELDS for line in told)
    by_name = {line["file"].rpartition("/")[2]: line for line in told}
    assert "This file is empty" in by_name["empty.jpg"]["problem"]
    assert "This file is damaged" in by_name["broken.jpg"]["problem"]
    assert "nothing here of this name" in by_name["gone.jpg"]["problem"]
    assert by_name["pipe"]["kind"] is None
    assert os.fsencode(by_name[odd.name]["file"]).endswith(b"caf\xe9.txt")
    assert by_name[odd.name]["derivatives"] == ["text"]


def test_the_command_of_the_chest_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "1964-08-15 Rosa.jpg"
    path.write_bytes(samples.encoded(samples.corners(), "JPEG"))
    done = CommandLine(tmp_path / "data").run("inspect", path)
    assert (done.returncode, [json.loads(done.stdout)]) == (0, lines(path))
    assert json.loads(done.stdout)["taken"] == "1964-08-15"
    assert not (tmp_path / "data").exists()


def test_what_lies_beside_a_file_counts_and_is_no_memory(tmp_path: Path) -> None:
    photo, beside = tmp_path / "photo.jpg", tmp_path / "photo.jpg.json"
    photo.write_bytes(samples.encoded(samples.corners(), "JPEG"))
    beside.write_text(json.dumps(TAKEOUT))
    first, second = inspect_files([photo, beside])
    assert (first["taken"], first["caption"]) == ("1972-08-16T12:00:00", "Beach with Rosa")
    assert (first["latitude"], first["longitude"]) == (38.7223, -9.1393)
    assert (second["kind"], second["derivatives"]) == ("sidecar", [])


COLUMNS = [
    *("media_type", "width", "height", "duration", "taken", "taken_source"),
    *("latitude", "longitude", "camera"),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_all(tmp_path_factory.mktemp("kinds"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_tells_of_every_kind_what_intake_writes(
    database: Database, tmp_path: Path, files: dict[str, Path]
) -> None:
    family: Family = add_family(database)
    blobs = ShutStore(tmp_path / "blobs", secret=b"0" * 32)
    folder = files["jpg"].parent
    told = {Path(line["file"]).name: line for line in inspect_files([folder])}
    with Decoder() as decoder:
        ingest = Ingest(database=database, blobs=blobs, decoder=decoder)
        for name, path in files.items():
            if KINDS[name].untried or told[path.name]["kind"] == "sidecar":
                continue
            upload = {"folder": folder.name}
            asset_id = arrive(database, blobs, family.chest_id, path, name=path.name, upload=upload)
            ingest.run(asset_id, once)
            asset, line = get_asset(database, asset_id), told[path.name]
            assert {column: line[column] for column in COLUMNS} == {
                column: getattr(asset, column) for column in COLUMNS
            }
            assert line["kind"] == asset.kind.value
            made = set(get_derivatives(database, asset_id))
            made |= {"waveform"} if asset.peaks else set()
            made |= {"text"} if asset.extracted_text else set()
            assert set(line["derivatives"]) == made
            reasons = [
                step.reason for step in get_steps(database, asset_id).values() if step.reason
            ]
            assert (line["problem"] in reasons) if reasons else line["problem"] is None
