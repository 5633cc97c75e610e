"""One file under the eyes of ingest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from ai.media import (
    ArchiveEntry,
    AvFacts,
    Decoder,
    Derivatives,
    ImageFacts,
    MediaError,
    MediaType,
    Moment,
    Picture,
)
from storage.base import CHUNK_SIZE
from storage.working_folders import working_folder

T = TypeVar("T")


@dataclass(frozen=True)
class MadeFile:
    """A derived file. `width` and `height` are in pixels, None for what has none."""

    path: Path
    media_type: str
    width: int | None = None
    height: int | None = None

    @classmethod
    def of(cls, picture: Picture) -> MadeFile:
        return cls(picture.path, picture.media_type, picture.width, picture.height)


class HasFiles(Protocol):
    """Where files are: a BlobStore, or whatever else lends them out as it does."""

    def as_file(self, key: str, /) -> AbstractContextManager[Path]: ...


class OpenFile:
    """One asset's bytes during one run of the job, fetched when first asked for.

    What the decoder told is remembered, so that two steps that need the same answer cost one
    decoding; its files lie in a folder that goes when the run ends.
    """

    def __init__(self, key: str, blobs: HasFiles, decoder: Decoder) -> None:
        self._key = key
        self._blobs = blobs
        self._decoder = decoder
        self._stack = ExitStack()
        self._answers: dict[str, object] = {}

    def __enter__(self) -> OpenFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @cached_property
    def path(self) -> Path:
        return self._stack.enter_context(self._blobs.as_file(self._key))

    @cached_property
    def folder(self) -> Path:
        return Path(self._stack.enter_context(working_folder()))

    def fingerprint(self) -> tuple[str, int]:
        """SHA-256 in hex and the number of bytes."""
        digest, size = sha256(), 0
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK_SIZE):
                digest.update(chunk)
                size += len(chunk)
        return digest.hexdigest(), size

    def sniff(self) -> MediaType:
        return self._decoder.sniff(self.path)

    def image(self) -> tuple[ImageFacts, Derivatives]:
        return self._remember("image", lambda: self._decoder.image(self.path, self.folder))

    def av(self) -> AvFacts:
        return self._remember("av", lambda: self._decoder.av(self.path))

    def poster(self) -> Derivatives | None:
        return self._decoder.poster(self.path, self.folder)

    def moment(self) -> tuple[Moment, MadeFile | None]:
        """What a phone kept with it: its mark, and the film that was in the file itself."""
        out = self.folder / "moment"
        found = self._decoder.moment(self.path, out)
        return found, MadeFile(out, "video/mp4") if found.seconds is not None else None

    def waveform(self) -> list[float]:
        return self._decoder.waveform(self.path)

    def pdf(self) -> tuple[int, str, Derivatives]:
        return self._remember("pdf", lambda: self._decoder.pdf(self.path, self.folder))

    def text(self) -> str:
        return self._decoder.text(self.path)

    def words(self) -> str:
        return self._decoder.words(self.path)

    def archive(self) -> list[ArchiveEntry]:
        return self._remember("archive", lambda: self._decoder.archive(self.path))

    def unpack(self, entries: Sequence[ArchiveEntry]) -> dict[int, Path]:
        """Where these files of the archive lie, by their numbers, until they are removed."""
        return self._decoder.unpack(self.path, self.folder, entries)

    def without_place(self) -> MadeFile:
        """A copy that does not tell where it was made; its media type may be another one."""
        out = self.folder / "without_place"
        made = self._decoder.without_place(self.path, out)
        if isinstance(made, Picture):
            return MadeFile.of(made)
        return MadeFile(out, self._decoder.sniff(out).media_type)

    def _remember(self, name: str, ask: Callable[[], T]) -> T:
        if name not in self._answers:
            try:
                self._answers[name] = ask()
            except MediaError as error:
                self._answers[name] = error
        answer = self._answers[name]
        if isinstance(answer, MediaError):
            raise answer
        return answer  # type: ignore[return-value]  # stored under this name by this very call
