"""The models of this installation: which are here, which is used, what is still to come. For its
operators, who by that see no memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psutil
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from ai.base import UnknownProviderError
from ai.pace import Pace
from ai.weights.catalogue import CATALOGUE, Model, get_model
from ai.weights.folder import WeightsFolder
from chest.access.viewers import Viewer, require_account
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.models import Account, Choice, utc_now
from chest.settings import Settings
from chest.upkeep.time_left import OpenWork, seconds_left
from language import N_

log = structlog.get_logger(__name__)

NO_SUCH_MODEL = N_("There is no model of this name.")

PAUSE, TRANSCRIBER, DOWNLOADS, PACE = "pause", "transcriber", "downloads", "pace"
_GIB = 1024**3


@dataclass(frozen=True)
class ModelView:
    """One model. `state` is absent | waiting | downloading | ready | damaged; `done` are the bytes
    that came of one that is downloading, `reason` says why the last download did not work, `fits`
    whether this machine has the memory for it."""

    task: str
    name: str
    title: str
    size: int
    licence: str
    languages: tuple[str, ...] | None
    state: str
    used: bool
    done: int
    reason: str | None
    fits: bool = True


class ModelManager:
    """Choices are kept in the database, where the worker finds them; the models' files lie in the
    folder of the settings."""

    def __init__(
        self,
        *,
        database: Database,
        settings: Settings,
        measure_open: Callable[[Session], Sequence[tuple[str, float, float, int]]] | None = None,
    ) -> None:
        """`measure_open` answers what models are still to be asked, as `OpenWork` says it."""
        self._database = database
        self._settings = settings
        self._measure_open = measure_open
        self.folder = WeightsFolder(settings.resolved_models_dir)

    def is_operator(self, viewer: Viewer) -> bool:
        """Whether the viewer runs this installation: the first account, or one that is named in
        CHEST_OPERATORS."""
        if viewer.account_id is None:
            return False
        with self._database.read() as session:
            account = session.get(Account, viewer.account_id)
            if account is None or account.deleted_at is not None:
                return False
            if account.email in self._settings.operator_emails:
                return True
            first = session.exec(select(Account.id).order_by(col(Account.id)).limit(1)).first()
            return account.id == first

    def list_models(self, viewer: Viewer) -> list[ModelView]:
        """Every model that can be had, for operators."""
        self._require(viewer)
        used = self.describe_transcriber()
        with self._database.read() as session:
            downloads = read_choice(session, DOWNLOADS)
        return [self._view(model, used, downloads) for model in CATALOGUE.values()]

    def want(self, viewer: Viewer, name: str) -> None:
        """Have the worker download a model; for operators."""
        self._require(viewer)
        _known(name)
        with self._database.write() as session:
            downloads = read_choice(session, DOWNLOADS)
            downloads[name] = {"state": "waiting"}
            write_choice(session, DOWNLOADS, downloads)

    def choose(self, viewer: Viewer, name: str | None) -> None:
        """Use this model for hearing; None leaves it to the machine. For operators. The setting
        CHEST_TRANSCRIBER stands above it."""
        self._require(viewer)
        if name is not None:
            _known(name)
        with self._database.write() as session:
            write_choice(session, TRANSCRIBER, {"model": name} if name else {})

    def describe_transcriber(self) -> str:
        """The provider that hears here, say "whisper:base": the one of the settings, else the one
        that an operator chose, else the one that fits this machine."""
        if self._settings.transcriber:
            return self._settings.transcriber
        with self._database.read() as session:
            chosen = str(read_choice(session, TRANSCRIBER).get("model"))
        name = chosen if chosen in CATALOGUE else suggest()
        return name.replace("whisper-", "whisper:", 1)

    def pause(self, viewer: Viewer, *, paused: bool) -> None:
        """Let hearing, looking and reading rest, or go on; for operators."""
        self._require(viewer)
        with self._database.write() as session:
            write_choice(session, PAUSE, {"paused": paused})

    @property
    def is_switched_off(self) -> bool:
        """Whether the settings leave all of it waiting, whatever an operator wants."""
        return self._settings.understanding == "off"

    def is_paused(self) -> bool:
        """Whether hearing, looking and reading rest: an operator paused them, or they are switched
        off by CHEST_UNDERSTANDING."""
        if self.is_switched_off:
            return True
        with self._database.read() as session:
            return bool(read_choice(session, PAUSE).get("paused"))

    def note_pace(self, pace: Mapping[str, Pace]) -> None:
        """For the worker: how long the models take on this machine. Where that cannot be written
        just now, it is the next time."""
        told = {sort: [one.asked, one.between, one.units] for sort, one in pace.items()}
        try:
            with self._database.write() as session:
                write_choice(session, PACE, read_choice(session, PACE) | told)
        except SQLAlchemyError as error:
            log.warning("how fast models are was not written down", error=type(error).__name__)

    def count_seconds_left(self, viewer: Viewer) -> float | None:
        """About how long what is still to be heard, looked at and read takes, in seconds; None
        where nothing of it is being done, or nobody knows yet. For operators."""
        self._require(viewer)
        if self._measure_open is None:
            return None
        with self._database.read() as session:
            work = [OpenWork(*one) for one in self._measure_open(session)]
            told = read_choice(session, PACE)
        hears = f"transcribe {self.describe_transcriber()}"
        pace = {sort: Pace(*measured) for sort, measured in told.items()}
        if hears in pace:
            pace["transcribe"] = pace[hears]
        return seconds_left(work, pace)

    def _view(self, model: Model, used: str, downloads: dict[str, Any]) -> ModelView:
        state: str = self.folder.state(model.name)
        told = downloads.get(model.name) or {}
        done = int(told.get("done") or 0)
        if state != "ready" and told.get("state") in ("waiting", "downloading"):
            state = told["state"]
        return ModelView(
            task=model.task,
            name=model.name,
            title=model.title,
            size=model.size,
            licence=model.licence,
            languages=model.languages,
            state=state,
            used=model.name.replace("whisper-", "whisper:", 1) == used,
            done=done,
            reason=told.get("reason") if state != "ready" else None,
            fits=fits(model.size),
        )

    def _require(self, viewer: Viewer) -> None:
        require_account(viewer)
        if not self.is_operator(viewer):
            raise NotFound


def fits(size: int, memory: int | None = None) -> bool:
    """Whether a model of so many bytes can work in a machine's memory, beside all else there: it
    takes about twice its size, and what holds it half a gigabyte."""
    memory = psutil.virtual_memory().total if memory is None else memory
    return 2 * size + _GIB // 2 <= memory * 3 // 4


def suggest(memory: int | None = None, cores: int | None = None) -> str:
    """The Whisper that fits a machine, by its memory and its cores."""
    memory = psutil.virtual_memory().total if memory is None else memory
    cores = (os.cpu_count() or 1) if cores is None else cores
    if memory >= 12 * _GIB and cores >= 6:
        return "whisper-small"
    return "whisper-base" if memory >= 2 * _GIB else "whisper-tiny"


def read_choice(session: Session, name: str) -> dict[str, Any]:
    """What an operator chose; empty where nothing was."""
    choice = session.get(Choice, name)
    return dict(choice.value) if choice else {}


def write_choice(session: Session, name: str, value: dict[str, Any]) -> None:
    choice = session.get(Choice, name) or Choice(name=name, value={})
    choice.value, choice.updated_at = value, utc_now()
    session.add(choice)


def _known(name: str) -> None:
    try:
        get_model(name)
    except UnknownProviderError as error:
        raise Invalid(NO_SUCH_MODEL, field="name") from error
