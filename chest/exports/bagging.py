"""What goes into a bag, and into a folder of files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from chest.exports.accounts import rows_of_accounts
from chest.exports.albums import rows_of_albums, tell_albums, write_albums
from chest.exports.contents import Contents, Records
from chest.exports.memories import Packing, Problem, pack_memory, write_json
from chest.exports.names import Taken, clean_name
from chest.exports.packing import Entry, Packed, text_entry
from chest.exports.reading import ReadMemory
from chest.exports.rows import Tables
from chest.exports.telling import rows_of_edits, rows_of_story, tell_chest, write_story
from chest.models import StoryState

FORMAT_VERSION = 1
"""Of what `rows` means in the JSON of a bag."""

_CONTEXT = "https://w3id.org/ro/crate/1.3/context"
_PROFILE = "https://w3id.org/ro/crate/1.3"
_JSON = "application/json"


class FolderContents(Contents):
    """The originals by year, with what is known beside them."""

    def pack(self, one: ReadMemory, taken: Taken) -> Packing:
        return pack_memory(self.blobs, one, taken, folder="", is_told=False)

    def list_last(self, packed: Records, problems: Sequence[Problem]) -> list[Entry]:
        entries = self._list_albums(packed)
        entries += self.list_problems("problems.json", problems)
        entries.append(self.readme(packed, problems))
        return [*entries, self.sums(packed, entries)]

    def _list_albums(self, packed: Records) -> list[Entry]:
        """The albums, where there are any: names, and which files are in each."""
        paths = _paths(packed())
        with self.database.read() as session:
            rows = rows_of_albums(session, self.asked, {UUID(one) for one in paths})
        albums = write_albums(tell_albums(rows, paths))
        return [text_entry("albums.txt", albums)] if albums else []


class BagContents(Contents):
    """BagIt around RO-Crate: see docs/exports.md."""

    def pack(self, one: ReadMemory, taken: Taken) -> Packing:
        return pack_memory(self.blobs, one, taken, folder="data/memories/", is_told=True)

    def list_last(self, packed: Records, problems: Sequence[Problem]) -> list[Entry]:
        entries = self._tell(packed)
        entries += self.list_problems("data/problems.json", problems)

        def everything() -> Iterator[Entry | Packed]:
            yield from packed()
            yield from entries

        name = self.chest.name
        crate = self._describe(name, everything)
        entries.append(self.spool("data/ro-crate-metadata.json", crate, type=_JSON))
        manifest = self.sums(packed, entries, path="manifest-sha256.txt")
        size = files = 0
        for one in everything():
            size, files = size + one.size, files + 1
        info = {
            "Bag-Software-Agent": "Memory Chest",
            "Bagging-Date": f"{self.made_at:%Y-%m-%d}",
            "External-Identifier": str(self.asked.chest_id),
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
            self.readme(packed, problems),
            manifest,
        ]
        tag_sums = "".join(f"{one.sha256}  {one.path}\n" for one in tags)
        return [*entries, *tags, text_entry("tagmanifest-sha256.txt", tag_sums)]

    def _tell(self, packed: Records) -> list[Entry]:
        """The chest, its people, its albums and its stories."""
        paths = _paths(packed())
        records = [one.path for one in packed() if one.about.get("record")]
        entries = []
        stories = []
        tellings: Tables = {}
        taken = Taken()
        asked = self.asked
        for listed in self.stories.list_stories(asked.viewer, asked.chest_id):
            if listed.state is StoryState.ready:
                stories.append(self.stories.get(asked.viewer, listed.id))
        with self.database.read() as session:
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
            "made_at": self.made_at.isoformat(),
            "seen_as": asked.role.value,
            **told.chest,
            "memories": records,  # by name: a family may keep files of JSON too
            "rows": rows,
        }
        entries.append(text_entry("data/chest.json", write_json(whole), type=_JSON))
        entries.append(text_entry("data/people.json", write_json(told.people), type=_JSON))
        if albums["album"]:
            inside = {memory: path.removeprefix("data/") for memory, path in paths.items()}
            words = write_json(tell_albums(albums, inside))
            entries.append(text_entry("data/albums.json", words, type=_JSON))
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
            "datePublished": f"{self.made_at:%Y-%m-%d}",
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
