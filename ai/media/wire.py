"""How the decoder and its process talk: a length in four bytes, then JSON.

JSON and no pickle, and every field checked on arrival: whoever takes over the process through a
broken file may answer anything, and must gain nothing by it. Paths never travel back.
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

from ai.media.types import (
    PREVIEW_NAME,
    THUMB_NAME,
    Derivatives,
    Kind,
    MediaError,
    MediaErrorKind,
    MediaType,
    Picture,
)

HEADER = struct.Struct(">I")
LONGEST = 16 * 1024 * 1024  # an answer with the text of a book
_BLUR = re.compile(r"data:image/webp;base64,[A-Za-z0-9+/]{1,1000}={0,2}")
_Facts = TypeVar("_Facts")
_MEDIA_TYPES = {PREVIEW_NAME: "image/jpeg", THUMB_NAME: "image/webp"}


class GarbledAnswer(MediaError):
    """What came over the pipe is not an answer to what was asked."""

    def __init__(self, detail: str) -> None:
        super().__init__(MediaErrorKind.crashed, f"garbled answer: {detail}")


def send(pipe: IO[bytes], message: dict[str, Any]) -> None:
    body = json.dumps(message, default=_plain, allow_nan=False).encode()
    pipe.write(HEADER.pack(len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> dict[str, Any] | None:
    """The next message, or None at the end of the pipe. Blocks."""
    header = pipe.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    body = pipe.read(HEADER.unpack(header)[0])
    return parsed(body)


def parsed(body: bytes) -> dict[str, Any]:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise GarbledAnswer(f"not JSON: {error}") from error
    if not isinstance(message, dict):
        raise GarbledAnswer("not an object")
    return message


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, Path):
        return None
    raise TypeError(f"{type(value).__name__} does not travel")


def number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise GarbledAnswer(f"not a number: {value!r:.50}")
    return value


def whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise GarbledAnswer(f"not a whole number: {value!r:.50}")
    return value


def words(value: object) -> str:
    if not isinstance(value, str):
        raise GarbledAnswer(f"not text: {value!r:.50}")
    return value


def items(value: object, count: int | None = None) -> list[Any]:
    if not isinstance(value, list) or (count is not None and len(value) != count):
        raise GarbledAnswer(f"not a list of {count}")
    return value


_CHECKS: dict[str, Callable[[object], object]] = {
    "int": whole,
    "float": number,
    "str": words,
    "bool": lambda value: value is True,
}


def facts(cls: type[_Facts], value: object) -> _Facts:
    """A dataclass of plain fields from what came over the pipe."""
    if not isinstance(value, dict):
        raise GarbledAnswer(f"no {cls.__name__}")
    checked: dict[str, object] = {}
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]  # always a dataclass
        kind, _, optional = str(field.type).partition(" | ")
        given = value.get(field.name)
        checked[field.name] = None if given is None and optional else _CHECKS[kind](given)
    return cls(**checked)


def media_type(value: object) -> MediaType:
    if not isinstance(value, dict):
        raise GarbledAnswer("no media type")
    try:
        kind = Kind(words(value.get("kind")))
    except ValueError as error:
        raise GarbledAnswer("no known kind") from error
    return MediaType(words(value.get("media_type")), kind, words(value.get("extension")))


def picture(value: object, path: Path, media_type: str) -> Picture:
    """A picture that the process was told to write to `path`."""
    if not isinstance(value, dict):
        raise GarbledAnswer("no picture")
    width, height = whole(value.get("width")), whole(value.get("height"))
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise GarbledAnswer("a picture that was not written") from error
    return Picture(path, media_type, width, height, size)


def derivatives(value: object, out_dir: Path) -> Derivatives:
    if not isinstance(value, dict):
        raise GarbledAnswer("no derivatives")
    preview, thumb = (
        picture(value.get(key), out_dir / name, _MEDIA_TYPES[name])
        for key, name in (("preview", PREVIEW_NAME), ("thumb", THUMB_NAME))
    )
    blur = words(value.get("blur"))
    if not _BLUR.fullmatch(blur):
        raise GarbledAnswer("no blur")
    return Derivatives(preview=preview, thumb=thumb, blur=blur)
