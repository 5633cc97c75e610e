"""What is taken out lies in a bucket as it does in a folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from zipfile import ZipFile

import bagit
import pytest
from sqlmodel import select, update

from chest.database import Database
from chest.exports.manager import ExportManager
from chest.models import BlobTrash, Export, ExportFormat, ExportState, utc_now
from storage.s3 import S3Store
from tests.app_server import ROOT
from tests.builders import Family
from tests.chest.exports.conftest import Exporting, add_file
from tests.servers.s3 import S3Server, moto_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with moto_server(tmp_path_factory.mktemp("moto")) as server:
        yield server


@pytest.fixture
def blobs(server: S3Server) -> S3Store:
    return server.open(server.new_bucket(), prefix="family")


@pytest.mark.one_database
def test_a_bag_in_a_bucket_is_gone_on_with_fetched_in_stretches_and_goes(
    database: Database,
    exporting: Exporting,
    family: Family,
    blobs: S3Store,
    server: S3Server,
    tmp_path: Path,
) -> None:
    for number in range(5):
        data = f"picture {number}".encode() * 20_000
        add_file(database, blobs, family.chest_id, data, caption=f"In the garden, {number}")
    begun = exporting.manager.begin(family.keeper, family.chest_id, ExportFormat.bagit)
    assert pack_and_die(database, server, blobs.bucket, str(begun.id)) == -signal.SIGKILL
    half = exporting.manager.get(family.keeper, begun.id)
    assert (half.state, half.done) == (ExportState.making, 4)
    exporting.manager.open_job().pack(begun.id)
    made = exporting.manager.get(family.keeper, begun.id)
    assert (made.state, made.done, made.problems) == (ExportState.ready, 5, 0)
    file = exporting.manager.open_file(family.keeper, made.id)
    prefix = f"v1/{family.chest_id}/x/"
    assert set(blobs.iter_keys(prefix)) == {key for key, _ in file.pieces}  # nothing is left over
    path = exporting.fetch(family.keeper, made.id, tmp_path / made.name)
    with ZipFile(path) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        archive.extractall(tmp_path / "unpacked")
    assert bagit.Bag(str(tmp_path / "unpacked" / made.name.removesuffix(".zip"))).validate()
    whole, edge, chance = path.read_bytes(), file.pieces[0][1], Random(1931)
    starts = [0, edge - 1, edge, *(chance.randrange(len(whole)) for _ in range(5))]
    for start in starts:
        stop = min(start + chance.randrange(1, 2 * edge), len(whole))
        read = exporting.manager.read_file(file, start=start, stop=stop)
        assert b"".join(read) == whole[start:stop]
    expires(database, exporting.manager, blobs, prefix)


def pack_and_die(database: Database, server: S3Server, bucket: str, export: str) -> int:
    """A worker that dies in the middle of its third piece."""
    place = f"s3://{bucket}/family?endpoint_url={server.url}&region=us-east-1"
    keys = {"AWS_ACCESS_KEY_ID": server.access_key, "AWS_SECRET_ACCESS_KEY": server.secret_key}
    words = [sys.executable, "-m", "tests.packing_worker", database.url, place, export, "3"]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **keys}, timeout=150).returncode


def expires(database: Database, manager: ExportManager, blobs: S3Store, prefix: str) -> None:
    with database.write() as session:
        session.exec(update(Export).values(expires_at=utc_now()))
    assert manager.expire() == 1
    with database.read() as session:
        trash = [row.storage_key for row in session.exec(select(BlobTrash))]
    assert set(trash) == set(blobs.iter_keys(prefix))
    for key in trash:
        blobs.delete(key)
    assert list(blobs.iter_keys(prefix)) == []
