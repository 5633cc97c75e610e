"""What goes into an export of any form: the memories, then what is said of them as a whole."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast
from uuid import UUID

from chest.database import Database
from chest.exports.memories import Packing, Problem, write_json
from chest.exports.names import Taken
from chest.exports.packing import Entry, Packed, measure, text_entry
from chest.exports.reading import Asked, Reader, ReadMemory
from chest.exports.readme import write_readme
from chest.models import Chest
from chest.stories.manager import StoryManager
from storage.base import BlobStore

Records = Callable[[], Iterable[Packed]]
"""All entries that are packed, read anew at each call."""

_AT_ONCE = 256 * 1024
_IN_MEMORY = 4 * 1024 * 1024


class Contents(ABC):
    """What one export holds; each form is a class of its own. Everything is read in the name of
    whoever asked."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        stories: StoryManager,
        asked: Asked,
        made_at: datetime,
    ) -> None:
        self.database = database
        self.blobs = blobs
        self.stories = stories
        self.asked = asked
        self.made_at = made_at
        self._reader = Reader(database=database, asked=asked)
        self._held = ExitStack()
        with database.read() as session:
            self.chest = session.get_one(Chest, asked.chest_id)

    def __enter__(self) -> Contents:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def count(self) -> tuple[int, int]:
        """How many memories there are, and the bytes of their files."""
        return self._reader.count()

    def iter_memories(self, *, after: UUID | None, packed: Records) -> Iterator[Packing]:
        """The memories behind that one; `packed` has what lies there already."""
        taken = Taken()
        for one in packed():
            if base := one.about.get("base"):
                taken.take(base)
        for memory in self._reader.iter_all(after=after):
            yield self.pack(memory, taken)

    @abstractmethod
    def pack(self, one: ReadMemory, taken: Taken) -> Packing:
        """The files of one memory; `taken` has the paths that are in use."""

    @abstractmethod
    def list_last(self, packed: Records, problems: Sequence[Problem]) -> list[Entry]:
        """What is packed behind the memories, and tells of them all. The entries hold files until
        this is closed."""

    # ---- what several forms have ----

    def list_problems(self, path: str, problems: Sequence[Problem]) -> list[Entry]:
        """The list of what could not be packed, where there is any."""
        if not problems:
            return []
        return [text_entry(path, write_json(list(problems)), type="application/json")]

    def readme(self, packed: Records, problems: Sequence[Problem]) -> Entry:
        number = len({one.about["memory"] for one in packed() if "memory" in one.about})
        text = write_readme(
            self.asked.format,
            name=self.chest.name,
            role=self.asked.role.value,
            when=self.made_at,
            memories=number,
            problems=len(problems),
        )
        return text_entry("README.txt", text)

    def sums(
        self, packed: Records, entries: Sequence[Entry], *, path: str = "sha256sums.txt"
    ) -> Entry:
        """The fingerprints of all these files."""

        def lines() -> Iterator[bytes]:
            for some in (packed(), entries):
                for one in some:
                    yield f"{one.sha256}  {one.path}\n".encode()

        return self.spool(path, lines())

    def spool(self, path: str, chunks: Iterable[bytes], **about: Any) -> Entry:
        """A file that is written once and read twice; in memory while it is small."""
        file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed with this)
        self._held.callback(file.close)
        for chunk in chunks:
            file.write(chunk)

        def read() -> Iterator[bytes]:
            file.seek(0)
            while chunk := cast(IO[bytes], file).read(_AT_ONCE):
                yield chunk

        return measure(path, read, **about)

    def close_with_this(self, close: Callable[[], object]) -> None:
        """Call it when this is closed."""
        self._held.callback(close)
