"""Every kind of file through the whole of intake, and what links may have of it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from ai.media import Decoder
from chest.access.viewers import Viewer
from chest.assets.renditions import find_sources
from chest.database import Database
from chest.ingest.job import Ingest
from chest.ingest.link_copies import LinkCopies
from chest.models import AssetState, ProcessingStep, Step, StepState
from tests.ai.media.kinds import KINDS, make_all
from tests.ai.media.making import SECRETS
from tests.arrivals import ShutStore, arrive, get_asset, get_derivatives, get_steps, once
from tests.builders import Family, add_link, open_link_session


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_all(tmp_path_factory.mktemp("kinds"))


@pytest.fixture
def link_viewer(database: Database, family: Family) -> Viewer:
    link = add_link(database, family.chest_id, family.keeper, allow_download=True)
    return open_link_session(database, link)


def everything_a_link_gets(
    database: Database, blobs: ShutStore, asset_id: UUID, viewer: Viewer
) -> dict[str, bytes | None]:
    """The bytes of every form, by its kind; None for what is still to be made."""
    steps = {Step(name): row.state for name, row in get_steps(database, asset_id).items()}
    sources = find_sources(
        get_asset(database, asset_id), get_derivatives(database, asset_id), viewer, steps=steps
    )
    assert not any(source.is_original for source in sources.values())
    got: dict[str, bytes | None] = {}
    for kind, source in sources.items():
        got[kind] = None
        if source.key is not None:
            with blobs.as_file(source.key) as path:
                got[kind] = path.read_bytes()
    return got


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_understood_and_a_link_is_handed_no_place(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    decoder: Decoder,
    link_viewer: Viewer,
    files: dict[str, Path],
    name: str,
) -> None:
    asset_id = arrive(database, blobs, family.chest_id, files[name], name=files[name].name)
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.kind.value, asset.media_type) == (KINDS[name].kind.value, KINDS[name].media_type)
    if not KINDS[name].untried:
        assert asset.state is AssetState.ready
    assert asset.state is not AssetState.processing
    with database.write() as session:
        session.add(
            ProcessingStep(asset_id=asset_id, step=Step.without_place, state=StepState.waiting)
        )
    LinkCopies(database=database, blobs=blobs, decoder=decoder).run(asset_id, once)
    for data in everything_a_link_gets(database, blobs, asset_id, link_viewer).values():
        assert not [secret for secret in SECRETS if data and secret in data]


def test_letters_that_nobody_can_tell_are_kept_and_said_so(
    database: Database, blobs: ShutStore, family: Family, ingest: Ingest
) -> None:
    asset_id = arrive(
        database, blobs, family.chest_id, "亲爱的奶奶".encode("gbk"), name="letter.txt"
    )
    ingest.run(asset_id, once)
    asset = get_asset(database, asset_id)
    assert (asset.state, asset.extracted_text) == (AssetState.ready, None)
    step = get_steps(database, asset_id)["text"]
    assert step.state is StepState.skipped
    assert "saved as UTF-8" in (step.reason or "")
