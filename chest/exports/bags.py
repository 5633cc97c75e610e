"""A bag that somebody brings, as a folder or as one file: read without unpacking, and held to its
own lists before anything is believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import IO, Protocol, cast
from zipfile import BadZipFile, ZipFile

from chest.errors import Invalid

Tell = Callable[[int, str], None]

_AT_ONCE = 1024 * 1024
_LINE = re.compile(r"(?P<sum>[0-9a-fA-F]{64})[ \t]+\*?(?P<path>\S.*)")
_NO_BAG = "is no bag of a Memory Chest: it has no {file}. Was all of it copied?"
_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"


class _Place(Protocol):
    def open(self, path: str) -> IO[bytes]: ...
    def iter_paths(self) -> Iterator[str]: ...


class Bag:
    """An opened bag. `id` is the SHA-256 of its list of files, so that the same bag is known
    again."""

    def __init__(self, path: Path) -> None:
        """Raises Invalid for what is no bag, and OSError for what cannot be read."""
        self._path = path
        self._held = ExitStack()
        self._place: _Place = (
            _Folder(path) if path.is_dir() else _Zip(path, self._held.enter_context(_open(path)))
        )
        if not self.read_text("bagit.txt").startswith("BagIt-Version: "):
            raise Invalid(f"{path} {_NO_BAG.format(file='bagit.txt')}")
        manifest = self._read(_MANIFEST)
        self.id = sha256(manifest).hexdigest()
        self.sums = self._parse(_MANIFEST, manifest)
        self._tag_sums = self._parse(_TAGS, self._read(_TAGS))

    def __enter__(self) -> Bag:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def verify(self, *, tell: Tell) -> None:
        """Read all of it. Raises Invalid, naming the file, if one is missing, changed, or not on
        the list."""
        listed = self.sums | self._tag_sums
        for number, (path, wanted) in enumerate(listed.items(), start=1):
            digest = sha256()
            for chunk in self.iter_chunks(path):
                digest.update(chunk)
            if digest.hexdigest() != wanted.lower():
                raise Invalid(
                    f"{path} is not what it was when this bag was made. Nothing was brought in. "
                    "Use another copy of the bag."
                )
            tell(number, path)
        known = {*listed, _TAGS}
        for path in self._place.iter_paths():
            if path not in known and path.startswith("data/"):
                raise Invalid(
                    f"{path} is in the bag and not on its list. Nothing was brought in. Use "
                    "another copy of the bag."
                )

    def iter_chunks(self, path: str) -> Iterator[bytes]:
        with self._open(path) as file:
            while chunk := file.read(_AT_ONCE):
                yield chunk

    def read_text(self, path: str) -> str:
        try:
            return self._read(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Invalid(f"{path} in the bag is no text. Use another copy of the bag.") from error

    def _read(self, path: str) -> bytes:
        with self._open(path) as file:
            return file.read()

    def _open(self, path: str) -> IO[bytes]:
        try:
            return self._place.open(path)
        except (KeyError, FileNotFoundError, NotADirectoryError) as error:
            if path in ("bagit.txt", _MANIFEST, _TAGS):
                raise Invalid(f"{self._path} {_NO_BAG.format(file=path)}") from error
            raise Invalid(
                f"{path} is on the list of the bag and not in it. Nothing was brought in. Use "
                "another copy of the bag."
            ) from error
        except BadZipFile as error:
            raise Invalid(f"{path} in the bag is damaged. Use another copy of it.") from error

    def _parse(self, name: str, text: bytes) -> dict[str, str]:
        sums = {}
        for line in text.decode("utf-8", "replace").splitlines():
            found = _LINE.fullmatch(line)
            path = found["path"] if found else ""
            if found is None or path.startswith("/") or ".." in path.split("/"):
                raise Invalid(f"{name} in the bag cannot be read. Use another copy of the bag.")
            sums[path] = found["sum"]
        return sums


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self, path: str) -> IO[bytes]:
        return (self._path / path).open("rb")

    def iter_paths(self) -> Iterator[str]:
        for path in self._path.rglob("*"):
            if path.is_file():
                yield path.relative_to(self._path).as_posix()


class _Zip:
    """The one folder that lies in the file."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self._archive = archive
        tops = {name.partition("/")[0] for name in archive.namelist()}
        if len(tops) != 1:
            raise Invalid(f"{path} {_NO_BAG.format(file='folder of its own')}")
        self._top = tops.pop()

    def open(self, path: str) -> IO[bytes]:
        return cast(IO[bytes], _Checked(self._archive.open(f"{self._top}/{path}"), path))

    def iter_paths(self) -> Iterator[str]:
        for one in self._archive.infolist():
            if not one.is_dir():
                yield one.filename.removeprefix(f"{self._top}/")


class _Checked:
    """A file of an archive, whose checksum the archive itself knows as well."""

    def __init__(self, file: IO[bytes], path: str) -> None:
        self._file = file
        self._path = path

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except BadZipFile as error:
            raise Invalid(
                f"{self._path} is not what it was when this bag was made. Nothing was brought in. "
                "Use another copy of the bag."
            ) from error

    def __enter__(self) -> _Checked:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _open(path: Path) -> ZipFile:
    try:
        return ZipFile(path)
    except BadZipFile as error:
        raise Invalid(
            f"{path} is neither a folder nor a .zip that is whole. Use another copy of the bag."
        ) from error
