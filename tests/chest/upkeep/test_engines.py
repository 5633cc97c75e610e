"""Models of the installation: who may ask, what is chosen, and how the worker brings them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ai.pace import Pace
from ai.weights.folder import WeightsFolder
from chest.access.viewers import AccountViewer, Viewer
from chest.errors import Invalid, NotFound
from chest.ingest.understanding_rows import TURNED_OFF
from chest.library import Library, open_library
from chest.models import Asset, AssetState, Kind, Step, StepState, Understanding, utc_now
from chest.settings import Settings
from chest.upkeep.engines import DOWNLOADS, ModelManager, fits, read_choice, suggest
from chest.upkeep.fetching import Fetching
from tests.ai.weights.test_weights import CONTENT, MODELS, Hub

GIB = 1024**3


@pytest.fixture
def library(tmp_path: Path, sqlite_template: Path) -> Iterator[Library]:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(sqlite_template, data / "chest.db")
    made = open_library(Settings(_env_file=None, data_dir=data, setup_code="CODE", signup="open"))
    yield made
    made.close()


def sign_up(library: Library, name: str, **how: str) -> Viewer:
    account = library.accounts.sign_up(
        email=f"{name}@example.org", password="a short sentence", name=name, **how
    )
    return AccountViewer(account_id=account.id)


def test_the_first_account_and_those_of_the_settings_are_operators(library: Library) -> None:
    ana, bea = sign_up(library, "ana", setup_code="CODE"), sign_up(library, "bea")
    assert library.models.is_operator(ana)
    assert not library.models.is_operator(bea)
    with pytest.raises(NotFound):
        library.models.list_models(bea)
    with pytest.raises(NotFound):
        library.models.pause(bea, paused=True)
    named = library.settings.model_copy(update={"operators": "x@example.org, BEA@example.org"})
    assert ModelManager(database=library.database, settings=named).is_operator(bea)


def test_what_hears_is_chosen_by_the_machine_an_operator_or_the_settings(library: Library) -> None:
    ana = sign_up(library, "ana", setup_code="CODE")
    models = library.models
    assert models.describe_transcriber() == suggest().replace("whisper-", "whisper:")
    models.choose(ana, "whisper-tiny.en")
    assert models.describe_transcriber() == "whisper:tiny.en"
    assert [model.name for model in models.list_models(ana) if model.used] == ["whisper-tiny.en"]
    models.choose(ana, None)
    assert models.describe_transcriber() == suggest().replace("whisper-", "whisper:")
    with pytest.raises(Invalid):
        models.choose(ana, "whisper-enormous")
    fixed = library.settings.model_copy(update={"transcriber": "openai-whisper:small"})
    fixed_models = ModelManager(database=library.database, settings=fixed)
    assert fixed_models.describe_transcriber() == "openai-whisper:small"


@pytest.mark.parametrize(
    ("memory", "cores", "name"),
    [
        (1 * GIB, 1, "whisper-tiny"),
        (4 * GIB, 2, "whisper-base"),
        (64 * GIB, 2, "whisper-base"),
        (16 * GIB, 8, "whisper-small"),
    ],
)
def test_the_model_fits_the_machine(memory: int, cores: int, name: str) -> None:
    assert suggest(memory, cores) == name


@pytest.mark.parametrize(
    ("size", "memory", "does"),
    [(148_000_000, 2 * GIB, True), (148_000_000, 1 * GIB, False), (3 * GIB, 8 * GIB, False)],
)
def test_a_model_that_is_too_large_for_the_machine_says_so(
    size: int, memory: int, does: bool
) -> None:
    assert fits(size, memory) is does


def test_pausing_lasts_until_it_is_ended(library: Library) -> None:
    ana = sign_up(library, "ana", setup_code="CODE")
    assert not library.models.is_paused()
    library.models.pause(ana, paused=True)
    assert library.models.is_paused()
    library.models.pause(ana, paused=False)
    assert not library.models.is_paused()
    off = library.settings.model_copy(update={"understanding": "off"})
    assert ModelManager(database=library.database, settings=off).is_paused()


def test_the_time_that_is_left_counts_all_that_goes_on_by_itself(library: Library) -> None:
    ana = sign_up(library, "ana", setup_code="CODE")
    models = library.models
    assert models.count_seconds_left(ana) is None
    chest = library.chests.create(ana, name="Rosa Almeida")

    def add(step: Step, state: StepState, kind: Kind, **more: Any) -> None:
        row = {name: more.pop(name) for name in ("done", "reason") if name in more}
        file = {"state": AssetState.ready, "storage_key": "v1/x", "taken_sort": "9999"}
        with library.database.write() as session:
            asset = Asset(chest_id=chest.id, kind=kind, **file, **more)
            session.add(asset)
            session.flush()
            session.add(Understanding(asset_id=asset.id, step=step, state=state, **row))

    waiting, running = StepState.waiting, StepState.running
    add(Step.transcribe, waiting, Kind.audio, duration=600.0)
    add(Step.transcribe, waiting, Kind.audio, duration=9e9, reason=TURNED_OFF)
    add(Step.transcribe, waiting, Kind.audio, duration=9e9, deleted_at=utc_now())
    add(Step.transcribe, StepState.done, Kind.audio, duration=9e9)
    add(Step.read, waiting, Kind.photo)
    assert models.count_seconds_left(ana) is None  # nothing is being done
    add(Step.transcribe, running, Kind.audio, duration=1200.0, done=300.0)
    assert models.count_seconds_left(ana) is None  # nobody knows how quickly it goes
    hears = f"transcribe {models.describe_transcriber()}"
    models.note_pace({hears: Pace(6.0, 0.0, 30.0), "transcribe whisper:other": Pace(9, 9)})
    assert models.count_seconds_left(ana) is None
    models.note_pace({"read": Pace(2.0, 0.5)})
    assert models.count_seconds_left(ana) == pytest.approx(1500 * 0.2 + 2.0)
    pdf = {"media_type": "application/pdf"}
    add(Step.read, running, Kind.document, pages=12, done=2.0, **pdf)
    assert models.count_seconds_left(ana) is None
    models.note_pace({"read page": Pace(3.0, 0.5)})
    assert models.count_seconds_left(ana) == pytest.approx(1500 * 0.2 + 2.0 + 10 * 3.0)


def test_what_an_operator_asks_for_comes_by_the_worker(library: Library) -> None:
    ana = sign_up(library, "ana", setup_code="CODE")
    toy = {"whisper-base": replace(MODELS["toy"], name="whisper-base")}
    folder = WeightsFolder(library.models.folder.path, toy)
    with closing(Hub()) as hub:
        fetching = Fetching(database=library.database, folder=folder, home=hub.home)
        fetching.begin_wanted()
        assert hub.asked == []  # nobody asked for anything
        library.models.want(ana, "whisper-base")
        states = {model.name: model.state for model in library.models.list_models(ana)}
        assert states["whisper-base"] == "waiting"
        hub.content["model.bin"] = b"!" * len(CONTENT["model.bin"])
        fetching.begin_wanted()
        fetching.wait()
        (base,) = [m for m in library.models.list_models(ana) if m.name == "whisper-base"]
        assert base.state == "absent"
        assert "other bytes than its publisher's" in (base.reason or "")
        fetching.begin_wanted()  # not again by itself
        fetching.wait()
        hub.content = dict(CONTENT)
        library.models.want(ana, "whisper-base")
        fetching.begin_wanted()
        fetching.wait()
    assert folder.state("whisper-base") == "ready"
    with library.database.read() as session:
        assert read_choice(session, DOWNLOADS) == {}
