"""The folder in which models lie, one folder each, and what is known of them there."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from ai.base import ProviderError
from ai.weights.catalogue import CATALOGUE, Model, WeightFile, get_model
from language import N_

State = Literal["absent", "downloading", "ready", "damaged"]

MISSING = N_("The model {name} is not on this computer.")
DAMAGED = N_("The model {name} is damaged: {file} is not what it was. Download or take it again.")
NOT_A_FOLDER = N_("{folder} is no folder.")
LACKS = N_("{folder} does not hold the model {name}: {file} is missing.")
OF_ANOTHER_KIND = N_("{folder} holds a model of another kind ({kind}), not {name}.")
UNREADABLE = N_("{folder} holds no model that can be read: {file} is damaged or something else.")
BEING_CHANGED = N_("The model {name} is being downloaded already.")
DISK_FULL = N_("There is not enough room on the disk for the model {name}: {size} are needed.")

_REMEMBERED, _OWN, _PARTIAL = ".verified.json", "own.json", ".partial"
_DAMAGED = ".damaged.json"
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a download is, in bytes."""

    done: int
    whole: int


class WeightsFolder:
    """Where models lie. Looking changes nothing; everything may be asked of many processes."""

    def __init__(self, path: Path, models: Mapping[str, Model] = CATALOGUE) -> None:
        self.path = path
        self.models = models

    def find(self, name: str) -> Path | None:
        """The folder of a model whose files are all there and as long as they should be; None where
        it was found out that they are damaged, until one of them changes."""
        folder = self.path / name
        files = self._files(name)
        marks = {}
        for file in files:
            try:
                told = (folder / file.name).stat()
            except OSError:
                return None
            if told.st_size != file.size:
                return None
            marks[file.name] = [told.st_size, told.st_mtime_ns]
        return None if _read(folder / _DAMAGED) == marks else folder

    def mark_damaged(self, name: str) -> None:
        """Remember that these very files are not the model, so that nobody asks it again and an
        operator is told."""
        folder = self.path / name
        # A folder that can only be read is found to be damaged anew each time.
        with contextlib.suppress(OSError):
            marks = {}
            for file in self._files(name):
                told = (folder / file.name).stat()
                marks[file.name] = [told.st_size, told.st_mtime_ns]
            write_whole(folder / _DAMAGED, json.dumps(marks))

    def verify(self, name: str) -> Path:
        """The folder of a model whose files are the right ones, byte by byte. They are read once:
        what was right stays right while its size and time stay. Raises ProviderError."""
        folder = self.path / name
        if not folder.is_dir():
            raise ProviderError("missing", MISSING.format(name=name))
        remembered = _read(folder / _REMEMBERED)
        seen: dict[str, Any] = {}
        for file in self._files(name):
            path = folder / file.name
            try:
                told = path.stat()
            except OSError as error:
                raise ProviderError("missing", MISSING.format(name=name)) from error
            mark = [told.st_size, told.st_mtime_ns, file.sha256]
            if remembered.get(file.name) != mark and (
                told.st_size != file.size or digest(path) != file.sha256
            ):
                self.mark_damaged(name)
                raise ProviderError("damaged", DAMAGED.format(name=name, file=file.name))
            seen[file.name] = mark
        if seen != remembered:
            # A folder that can only be read is verified anew each time.
            with contextlib.suppress(OSError):
                write_whole(folder / _REMEMBERED, json.dumps(seen))
        return folder

    def state(self, name: str) -> State:
        """Whether the model is here, without reading its files."""
        if self.find(name) is not None:
            return "ready"
        if self.progress(name) is not None:
            return "downloading"
        return "damaged" if (self.path / name).is_dir() else "absent"

    def progress(self, name: str) -> Progress | None:
        """How far a download is that runs now, in whichever process; None where none does."""
        lock = self.partial(name) / "lock"
        try:
            with open(lock, "rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            model = get_model(name, self.models)
            return Progress(self.count_partial(model), model.size)
        except OSError:
            return None
        return None

    def count_partial(self, model: Model) -> int:
        """How many bytes of an unfinished download lie here."""
        done = 0
        for file in model.files:
            with contextlib.suppress(OSError):
                done += min(file.size, (self.partial(model.name) / file.name).stat().st_size)
        return done

    def take(self, name: str, source: Path) -> bool:
        """Copy a model from a person's own folder, after looking at what it is. Answers whether it
        is the published one; another of the same kind, say one taught further, is taken as it is.
        Raises ProviderError."""
        model = get_model(name, self.models)
        files = _look_at(model, source)
        needed = sum(file.size for file in files)
        self.path.mkdir(parents=True, exist_ok=True)
        self.check_room(model, needed)
        with self.changing(model) as draft:
            try:
                for left in draft.iterdir():  # by an unfinished download
                    if left.name != "lock":
                        left.unlink()
                for file in files:
                    shutil.copyfile(source / file.name, draft / file.name)
            except OSError as error:
                raise explain(error, model) from error
            is_published = files == model.files
            if not is_published:
                told = [[file.name, file.size, file.sha256] for file in files]
                write_whole(draft / _OWN, json.dumps(told))
            self.put_in_place(model, draft)
        return is_published

    def forget_partial(self, name: str) -> None:
        """Drop what an unfinished download left."""
        shutil.rmtree(self.partial(name), ignore_errors=True)

    def partial(self, name: str) -> Path:
        return self.path / _PARTIAL / name

    @contextmanager
    def changing(self, model: Model) -> Iterator[Path]:
        """A folder for the files of a model that comes, held against other processes; what lies in
        it from before is still there. Raises ProviderError where another holds it."""
        draft = self.partial(model.name)
        try:
            draft.mkdir(parents=True, exist_ok=True)
            lock = open(draft / "lock", "wb")  # noqa: SIM115  closed below
        except OSError as error:
            raise explain(error, model) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ProviderError("overloaded", BEING_CHANGED.format(name=model.name)) from error
            yield draft

    def put_in_place(self, model: Model, draft: Path) -> None:
        """Make a folder of whole files the model's own; one that was there before is gone then."""
        (draft / "lock").unlink(missing_ok=True)
        place, old = self.path / model.name, self.path / _PARTIAL / f"old-{uuid4().hex}"
        if place.exists():
            os.rename(place, old)
        os.rename(draft, place)
        shutil.rmtree(old, ignore_errors=True)

    def check_room(self, model: Model, needed: int) -> None:
        """Raises ProviderError where the disk has no room for so many bytes more."""
        if shutil.disk_usage(self.path).free < needed + 64 * _CHUNK:
            raise ProviderError("request", DISK_FULL.format(name=model.name, size=say_size(needed)))

    def _files(self, name: str) -> tuple[WeightFile, ...]:
        own = self.path / name / _OWN
        if own.is_file():
            with contextlib.suppress(OSError, ValueError, TypeError):
                return tuple(WeightFile(*told) for told in json.loads(own.read_text()))
        return get_model(name, self.models).files


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    made = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            made.update(chunk)
    return made.hexdigest()


def say_size(size: int) -> str:
    """ "145 MB", "1.5 GB": as people buy disks."""
    if size >= 1_000_000_000:
        return f"{size / 1e9:.1f} GB"
    return f"{max(1, round(size / 1e6))} MB"


def explain(error: OSError, model: Model) -> ProviderError:
    """What a disk's error means for a model that comes."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        sentence = DISK_FULL.format(name=model.name, size=say_size(model.size))
        return ProviderError("request", sentence)
    return ProviderError("bug", f"{error.filename or model.name}: {error.strerror or error}")


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that nobody ever sees half of it."""
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        draft.write_text(text)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _look_at(model: Model, source: Path) -> tuple[WeightFile, ...]:
    """The files of a person's folder, if they are a model of this kind."""
    if not source.is_dir():
        raise ProviderError("request", NOT_A_FOLDER.format(folder=source))
    found = []
    for wanted in model.files:
        path = source / wanted.name
        if not path.is_file():
            # One converted by hand may have its vocabulary in the other form, or no settings.
            stem = Path(wanted.name).stem
            others = [source / f"{stem}{ending}" for ending in (".json", ".txt")]
            path = next((other for other in others if other.is_file()), path)
            if not path.is_file() and wanted.name == "preprocessor_config.json":
                continue
            if not path.is_file():
                told = LACKS.format(folder=source, name=model.name, file=wanted.name)
                raise ProviderError("request", told)
        found.append(WeightFile(path.name, path.stat().st_size, digest(path)))
    for file in found:
        path = source / file.name
        if file.name == "model.bin":
            kind = read_kind(path)
            if kind is None:
                told = UNREADABLE.format(folder=source, file=file.name)
                raise ProviderError("request", told)
            if model.task == "transcribe" and kind != "WhisperSpec":
                told = OF_ANOTHER_KIND.format(folder=source, kind=kind, name=model.name)
                raise ProviderError("request", told)
        if path.suffix == ".json" and not isinstance(_parse(path), (dict, list)):
            raise ProviderError("request", UNREADABLE.format(folder=source, file=file.name))
    return tuple(found)


def read_kind(path: Path) -> str | None:
    """What kind of model a file of CTranslate2 holds, say "WhisperSpec"; None for other files."""
    with open(path, "rb") as file:
        head = file.read(6)
        if len(head) < 6:
            return None
        version, length = struct.unpack("<IH", head)
        name = file.read(length).rstrip(b"\0")
    if not 1 <= version < 100 or not 1 <= length <= 100 or not name.isascii():
        return None
    kind = name.decode()
    return kind if kind.isidentifier() else None


def _parse(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _read(path: Path) -> dict[str, Any]:
    told = _parse(path)
    return told if isinstance(told, dict) else {}
