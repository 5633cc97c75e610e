"""Everything that goes into a bag or folder: the memories, then what is said of them as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast
from urllib.parse import quote
from uuid import UUID

from chest.database import Database
from chest.exports.accounts import rows_of_accounts
from chest.exports.albums import rows_of_albums, tell_albums, write_albums
from chest.exports.memories import Asked, Memories, Packing, Problem, write_json
from chest.exports.names import Taken, clean_name
from chest.exports.packing import Entry, Packed, measure, text_entry
from chest.exports.readme import write_readme
from chest.exports.rows import Tables
from chest.exports.telling import rows_of_edits, rows_of_story, tell_chest, write_story
from chest.models import StoryState
from chest.stories.manager import StoryManager
from storage.base import BlobStore

FORMAT_VERSION = 1
"""Of what `rows` means in the JSON of a bag."""

Records = Callable[[], Iterable[Packed]]
"""All entries that are packed, read anew at each call."""

_AT_ONCE = 256 * 1024
_IN_MEMORY = 4 * 1024 * 1024
_CONTEXT = "https://w3id.org/ro/crate/1.3/context"
_PROFILE = "https://w3id.org/ro/crate/1.3"


class Contents:
    """What one export holds. Everything is read in the name of whoever asked."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        stories: StoryManager,
        asked: Asked,
        made_at: datetime,
    ) -> None:
        self._database = database
        self._stories = stories
        self._asked = asked
        self._made_at = made_at
        self._memories = Memories(database=database, blobs=blobs, asked=asked)
        self._held = ExitStack()

    def __enter__(self) -> Contents:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def count(self) -> tuple[int, int]:
        """How many memories there are, and the bytes of their files."""
        return self._memories.count()

    def iter_memories(self, *, after: UUID | None, packed: Records) -> Iterator[Packing]:
        """The memories behind that one; `packed` has what lies there already."""
        taken = Taken()
        for one in packed():
            if base := one.about.get("base"):
                taken.take(base)
        return self._memories.iter_all(after=after, taken=taken)

    def list_last(self, packed: Records, problems: Sequence[Problem]) -> list[Entry]:
        """What is packed behind the memories, and tells of them all. The entries hold files until
        this is closed."""
        entries = self._tell(packed) if self._asked.is_bag else self._list_albums(packed)
        number = len({one.about["memory"] for one in packed() if "memory" in one.about})
        if problems:
            path = "data/problems.json" if self._asked.is_bag else "problems.json"
            entries.append(text_entry(path, write_json(list(problems)), type="application/json"))

        def everything() -> Iterator[Entry | Packed]:
            yield from packed()
            yield from entries

        with self._database.read() as session:
            name = tell_chest(session, self._asked, set()).chest["name"]
        readme = text_entry(
            "README.txt",
            write_readme(
                name=name,
                role=self._asked.role.value,
                when=self._made_at,
                memories=number,
                problems=len(problems),
                is_bag=self._asked.is_bag,
            ),
        )
        if not self._asked.is_bag:
            sums = self._spool("sha256sums.txt", _sums(everything()))
            return [*entries, readme, sums]
        entries.append(self._spool("data/ro-crate-metadata.json", self._describe(name, everything)))
        manifest = self._spool("manifest-sha256.txt", _sums(everything()))
        size = files = 0
        for one in everything():
            size, files = size + one.size, files + 1
        info = {
            "Bag-Software-Agent": "Memory Chest",
            "Bagging-Date": f"{self._made_at:%Y-%m-%d}",
            "External-Identifier": str(self._asked.chest_id),
            "External-Description": f"The memories of {name}",
            "Memory-Chest-Format": str(FORMAT_VERSION),
            "Memory-Chest-Problems": str(len(problems)),
            "Payload-Oxum": f"{size}.{files}",
        }
        tags = [
            text_entry("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            text_entry(
                "bag-info.txt",
                "".join(f"{key}: {' '.join(value.split())}\n" for key, value in info.items()),
            ),
            readme,
            manifest,
        ]
        tag_sums = "".join(f"{one.sha256}  {one.path}\n" for one in tags)
        return [*entries, *tags, text_entry("tagmanifest-sha256.txt", tag_sums)]

    def _list_albums(self, packed: Records) -> list[Entry]:
        """The albums of a folder, where there are any: names, and which files are in each."""
        paths = _paths(packed())
        with self._database.read() as session:
            rows = rows_of_albums(session, self._asked, {UUID(one) for one in paths})
        albums = write_albums(tell_albums(rows, paths))
        return [text_entry("albums.txt", albums)] if albums else []

    def _tell(self, packed: Records) -> list[Entry]:
        """The chest, its people, its albums and its stories."""
        paths = _paths(packed())
        records = [one.path for one in packed() if one.about.get("record")]
        entries = []
        stories = []
        tellings: Tables = {}
        taken = Taken()
        asked = self._asked
        for listed in self._stories.list_stories(asked.viewer, asked.chest_id):
            if listed.state is StoryState.ready:
                stories.append(self._stories.get(asked.viewer, listed.id))
        with self._database.read() as session:
            seen = {UUID(one) for one in paths}
            told = tell_chest(session, asked, seen)
            albums = rows_of_albums(session, asked, seen)
            for story in reversed(stories):
                when = story.finished_at or story.created_at
                stem = clean_name(f"{when:%Y-%m-%d} {story.language} for {story.audience}")
                base = taken.choose("data/stories", stem)
                beside = {key: f"..{path.removeprefix('data')}" for key, path in paths.items()}
                plain, page = write_story(story, beside, name=told.chest["name"])
                plain["rows"] = rows_of_story(session, asked, story)
                for table, some in plain["rows"].items():
                    tellings.setdefault(table, []).extend(some)
                entries.append(text_entry(f"{base}.json", write_json(plain), type=_JSON))
                entries.append(text_entry(f"{base}.html", page, type="text/html"))
            rows = told.rows | albums | {"story_edit": rows_of_edits(session, asked)}
            rows["account"] = rows_of_accounts(session, asked, seen, rows | tellings)
        whole = {
            "format": FORMAT_VERSION,
            "made_at": self._made_at.isoformat(),
            "seen_as": asked.role.value,
            **told.chest,
            "memories": records,  # by name: a family may keep files of JSON too
            "rows": rows,
        }
        entries.append(text_entry("data/chest.json", write_json(whole), type=_JSON))
        entries.append(text_entry("data/people.json", write_json(told.people), type=_JSON))
        if albums["album"]:
            inside = {memory: path.removeprefix("data/") for memory, path in paths.items()}
            listed = write_json(tell_albums(albums, inside))
            entries.append(text_entry("data/albums.json", listed, type=_JSON))
        return entries

    def _describe(
        self, name: str, everything: Callable[[], Iterator[Entry | Packed]]
    ) -> Iterator[bytes]:
        """The catalogue (RO-Crate), an entity at a time."""

        def say(entity: dict[str, Any]) -> str:
            return json.dumps(entity, ensure_ascii=False)

        yield f'{{"@context": "{_CONTEXT}", "@graph": [\n'.encode()
        descriptor = {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _PROFILE},
        }
        yield f"{say(descriptor)},\n".encode()
        root = {
            "@id": "./",
            "@type": "Dataset",
            "name": f"The memories of {name}",
            "description": (
                f"What a family kept of {name}: photographs, films, voices, letters and notes, and "
                "the stories that were told from them."
            ),
            "datePublished": f"{self._made_at:%Y-%m-%d}",
            "license": "Not published: for the family and those to whom they give it.",
        }
        yield f'{say(root)[:-1]}, "hasPart": ['.encode()
        for number, one in enumerate(everything()):
            yield f"{', ' if number else ''}{say({'@id': _id(one.path)})}".encode()
        yield b"]}"
        for one in everything():
            entity = {
                "@id": _id(one.path),
                "@type": "File",
                "name": one.about.get("title") or one.path.rpartition("/")[2],
                "contentSize": str(one.size),
                "encodingFormat": one.about.get("type", "text/plain"),
                "sha256": one.sha256,
            }
            if one.about.get("date"):
                entity["temporalCoverage"] = one.about["date"]
            yield f",\n{say(entity)}".encode()
        yield b"\n]}\n"

    def _spool(self, path: str, chunks: Iterable[bytes]) -> Entry:
        """A file that is written once and read twice; in memory while it is small."""
        file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed with this)
        self._held.callback(file.close)
        for chunk in chunks:
            file.write(chunk)

        def read() -> Iterator[bytes]:
            file.seek(0)
            while chunk := cast(IO[bytes], file).read(_AT_ONCE):
                yield chunk

        return measure(path, read, type="application/json" if path.endswith(".json") else None)


_JSON = "application/json"


def _id(path: str) -> str:
    return quote(path.removeprefix("data/"))


def _paths(packed: Iterable[Packed]) -> dict[str, str]:
    """Where the file of each memory is, by the memory's id: what was given, where there is one."""
    paths: dict[str, str] = {}
    for one in packed:
        memory = one.about.get("memory")
        if memory and (memory not in paths or "asset" in one.about):
            paths[memory] = one.path
    return paths


def _sums(entries: Iterable[Entry | Packed]) -> Iterator[bytes]:
    for one in entries:
        yield f"{one.sha256}  {one.path}\n".encode()
