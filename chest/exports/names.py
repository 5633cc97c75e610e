"""Names that people know a memory by, which every file system takes: the date and the words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath

from chest.assets.file_names import file_name
from chest.assets.views import AssetView
from language import N_, _

UNDATED = "undated"

_LONGEST = 70  # bytes of words: a path on Windows ends at 260 characters
_DATE = re.compile(r"[0-9X]{4}(-[0-9X]{2}){0,2}")
# What Windows refuses in names, and "%", which the lists of a bag write in another way.
_REFUSED = re.compile(r'[<>:"/\\|?*%\x00-\x1f\x7f-\x9f]')
_DIRECTION_MARKS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_DOT = re.compile(r"\.(?=\S)")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}")


def clean_name(words: str, *, longest: int = _LONGEST) -> str:
    """The words as a part of a path on Windows, macOS and Linux, NFC, at most `longest` bytes; ""
    where nothing of them is left."""
    text = words.encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFC", text).translate(_DIRECTION_MARKS)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co"))
    text = " ".join(_REFUSED.sub(" ", text).split()).strip(" .")
    if len(text.encode()) > longest:
        cut = text.encode()[:longest].decode("utf-8", "ignore")
        text = (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" .,;")
    return f"_{text}" if _DEVICES.match(text) else text


def year_folder(view: AssetView) -> str:
    """ "1964", "1960s", or "undated"."""
    date = date_of(view)
    if not date:
        return UNDATED
    year = date[:4]
    return f"{year[:3]}0s" if year.endswith("X") and "X" not in year[:3] else year


def date_of(view: AssetView) -> str:
    """The day, month, year or decade as it can stand in a name; "" where nobody knows any."""
    found = _DATE.match(view.taken or "")
    if found:
        is_season = found[0][5:7] > "12" and found[0][5:7] != "XX"
        return found[0][:4] if is_season else found[0]
    return (view.taken_earliest or "")[:4]


def name_of(view: AssetView) -> tuple[str, str]:
    """The stem of the memory's name and its ending: ("1964-05-12 Rosa in the garden", ".jpg")."""
    given = file_name(view.id, view.original_name, view.media_type)
    ending = PurePosixPath(given).suffix
    if not _ENDING.fullmatch(ending):
        ending = ""
    stem = given[: len(given) - len(ending)] if ending else given
    words = view.caption or (view.body if view.original_name is None else None) or stem
    # What looks like an ending could make one memory's name that of another's sidecar.
    words, stem = _DOT.sub(" ", words), _DOT.sub(" ", stem)
    said = clean_name(words) or clean_name(stem) or clean_name(str(view.id))
    date = date_of(view)
    return (f"{date} {said}" if date else said), ending


class Taken:
    """Which paths are taken, whatever the case of their letters, 16 bytes for each."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._taken = {_key(path) for path in paths}

    def take(self, path: str) -> None:
        self._taken.add(_key(path))

    def choose(self, folder: str, stem: str) -> str:
        """`folder/stem`, or with " (2)" behind it where that is taken; taken from now on."""
        path, number = f"{folder}/{stem}", 1
        while _key(path) in self._taken:
            number += 1
            path = f"{folder}/{stem} ({number})"
        self._taken.add(_key(path))
        return path


def _key(path: str) -> bytes:
    return sha256(unicodedata.normalize("NFC", path).casefold().encode()).digest()[:16]


def name_export(chest_name: str, day: str, *, what: str) -> str:
    """What the file is called, without its ending: "Rosa Almeida 2026-11-29 bag"."""
    name = clean_name(chest_name, longest=120) or clean_name(_(N_("Memory Chest")))
    return f"{name} {day} {what}"
