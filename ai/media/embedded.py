"""What is written inside a picture, weighed: when it was taken, where, with what, and the words.

EXIF, XMP, IPTC and the texts of PNG say the same things in four ways, and programs fill them as
they please. The day on which a print was scanned, or a program saved it, is no day of the life that
it shows: it is told apart.
"""

from __future__ import annotations

import contextlib
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

from ai.media import metadata
from ai.media.iptc import NO_IPTC, Iptc, find_iptc, read_iptc
from ai.media.xmp import NO_XMP, Xmp, read_xmp

_SOFTWARE, _DESCRIPTION, _XP_COMMENT, _XP_TITLE = 0x0131, 0x010E, 0x9C9C, 0x9C9B
_MAKE, _MODEL = 0x010F, 0x0110
_TIFF_IPTC, _TIFF_PHOTOSHOP = 33723, 34377
_LONGEST_CAPTION = 4000
_LONGEST_OF_A_MACHINE = 150
_FIRST_SCANNERS = 1990

_SCANNER = re.compile(
    r"scan(?!dinav)|perfection|expression \d{4}|\blide\b|coolscan|\bls-\d{2,4}\b|plustek|opticfilm|"
    r"mustek|microtek|umax|pakon|noritsu|frontier sp|flextight|imacon|silverfast|twain|officejet|"
    r"laserjet|deskjet|photosmart \w*\d{4}|\benvy\b|\bmfc-|\bdcp-|\b(?:m[gpx]|ts)\d{3,4} series|"
    r"pixma|workforce|\b(?:wf|et)-\d|\bxp-\d{3}|bizhub|imagerunner|taskalfa|lexmark|workcentre|"
    r"\bfi-\d{4}|filmbox|photomyne|reflecta",
    re.IGNORECASE,
)
_EPSON = re.compile(r"\bepson\b", re.IGNORECASE)
_EPSON_CAMERA = re.compile(r"photopc|r-d1|l-\d{3}", re.IGNORECASE)
_APP = re.compile(
    r"photoshop|lightroom|gimp|picasa|paint|affinity|illustrator|indesign|acdsee|irfanview|xnview|"
    r"corel|pixelmator|photo ?impact|capture one|darktable|digikam|preview|acrobat|snapseed|canva|"
    r"image ?magick|photos? \d|microsoft|windows|photo gallery|faststone|photoscape|ulead|elements|"
    r"adobe|apple photos|remini|myheritage",
    re.IGNORECASE,
)
# What devices and programs write where words of a person belong.
_NO_WORDS = re.compile(
    r"(?:olympus|samsung|minolta|konica|kodak|sony|nikon|canon|pentax|casio|fuji\w*|panasonic|hp|ricoh|"
    r"sanyo|toshiba|epson|vivitar|polaroid)\b.*(?:digital|camera|dsc|photo|picture|scan|jpe?g).*|"
    r"dcim.*|digital (?:still )?camera|exif.*|created (?:by|with|in|using) .*|lead technologies.*|"
    r"ac ?d ?systems.*|untitled.*|default.*|picture|image|photo|camera|jpe?g|<.*>|\(c\).*|"
    r"file (?:written|source) by.*|processed (?:by|with) .*|scanned (?:by|with|at|on) .*|"
    r"[a-z]{2,8}\d*|(?-i:[A-Z0-9_ -]{2,12})|[\w-]+\.(?:jpe?g|tiff?|png|heic)|"
    r"intel.*jpeg.*|charset=.*|[\w.+/:\\-]*\d[\w.+/:\\-]*|screenshot.*",
    re.IGNORECASE | re.DOTALL,
)
# A caption is shown to links too, and they are told no place by its numbers.
_COORDINATES = re.compile(
    r"\d{1,3}[.,]\d{3,}\D{1,9}\d{1,3}[.,]\d{3,}|\d ?[°º]|[+-]\d{2,}(?:[.,]\d+)?\s*[+-]\d{2,}"
)
_SHORT_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,}")  # "Rosa" is a caption, "oznor" is a machine's


@dataclass(frozen=True)
class Written:
    """Everything that a picture carries, taken apart."""

    exif: Mapping[int, Any]
    details: Mapping[int, Any]
    gps: Mapping[int, Any]
    xmp: Xmp = NO_XMP
    iptc: Iptc = NO_IPTC
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What the picture says in the end.

    `taken` is local wall time as sharp as it is told, and `how` says who told it: "original" (when
    the shutter opened, or what somebody wrote of that), "digitized". `stamped` is what satellites
    said, in UTC; `scanned` the day on which a scanner or a program made the file; `changed` when it
    was last saved, so that it is no younger.
    """

    taken: str | None = None
    offset: str | None = None
    how: str | None = None
    stamped: str | None = None
    scanned: str | None = None
    changed: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None
    caption: str | None = None


def read_written(
    picture: Any,
    exif: Mapping[int, Any],
    details: Mapping[int, Any],
    gps: Mapping[int, Any],
    texts: Mapping[str, str],
) -> Written:
    """What an opened picture carries beside its EXIF and its texts. What is broken is missing."""
    packet = picture.info.get("xmp") or texts.get("XML:com.adobe.xmp", "")
    return Written(
        exif=exif,
        details=details,
        gps=gps,
        xmp=read_xmp(_bytes(packet)) if packet else NO_XMP,
        iptc=_iptc_of(picture, exif, texts),
        texts=texts,
    )


def weigh(written: Written) -> Told:
    """The best of what a picture carries. Never raises."""
    exif, xmp = written.exif, written.xmp
    camera = metadata.exif_camera(exif) or metadata.camera_name(xmp.make, xmp.model)
    is_scanner, is_app = _made_by(written, camera)
    originals = _moments(written, metadata.ORIGINAL, xmp.original, written.iptc.created)
    digitals = _moments(written, metadata.DIGITIZED, xmp.digitized, written.iptc.digitized)
    if made := _png_moment(written.texts):
        digitals.append(made)
    changes = _moments(written, metadata.MODIFIED, xmp.changed, written.texts.get("tIME"))
    scanned = None
    if is_scanner:
        by_machine = [*digitals, *originals, *changes]
        scanned = next((taken[:10] for taken, _ in by_machine if _may_be_a_scan(taken)), None)
        originals = [one for one in originals if _is_before(one[0], scanned)]
        digitals = []
    elif is_app:
        scanned = next((taken[:10] for taken, _ in digitals if _may_be_a_scan(taken)), None)
        digitals = []
    taken, offset, how = _best(originals, digitals)
    if taken is not None and scanned is not None and scanned <= taken[:10]:
        scanned = None  # made by a program on the same day: no print lay between
    latitude, longitude = metadata.exif_place(
        written.gps, latitude=xmp.latitude, longitude=xmp.longitude
    )
    return Told(
        taken=taken,
        offset=offset,
        how=how,
        stamped=metadata.exif_stamp(written.gps) or _stamp(xmp.stamped),
        scanned=scanned,
        changed=min((taken for taken, _ in changes if len(taken) >= 10), default=None),
        latitude=latitude,
        longitude=longitude,
        camera=camera,
        caption=_caption(written, camera),
    )


_Moment = tuple[str, str | None]


def _moments(written: Written, clock: tuple[int, int], *others: str | None) -> list[_Moment]:
    """(taken, offset) of one clock as each way of writing tells it, EXIF first."""
    found = [metadata.exif_moment(written.exif, written.details, clock)]
    found += [(metadata.wall_time(text), metadata.zone_offset(text)) for text in others]
    return [(taken, offset) for taken, offset in found if taken and not metadata.is_unset(taken)]


def _best(
    originals: list[_Moment], digitals: list[_Moment]
) -> tuple[str, str | None, str] | tuple[None, None, None]:
    listed = [(*one, "original") for one in originals] + [(*one, "digitized") for one in digitals]
    for one in listed:
        if not metadata.is_doubtful(one[0]):
            return one
    return listed[0] if listed else (None, None, None)


def _made_by(written: Written, camera: str | None) -> tuple[bool, bool]:
    """Whether a scanner made it; whether a program did, and no camera."""
    texts = written.texts
    tools = [written.exif.get(_SOFTWARE), written.xmp.tool, texts.get("Software")]
    named = " ".join(str(tool) for tool in (camera, *tools) if isinstance(tool, str))[:500]
    if is_scanner(camera) or _SCANNER.search(named):
        return True, False
    return False, camera is None and _APP.search(named) is not None


def is_scanner(camera: str | None) -> bool:
    """Whether a device of this name scans prints, and takes no photographs."""
    is_epson = _EPSON.search(camera or "") and not _EPSON_CAMERA.search(camera or "")
    return bool(is_epson or _SCANNER.search(camera or ""))


def _may_be_a_scan(taken: str) -> bool:
    return len(taken) >= 10 and int(taken[:4]) >= _FIRST_SCANNERS


def _is_before(taken: str, scanned: str | None) -> bool:
    """Whether somebody wrote it over what the scanner had written."""
    return not _may_be_a_scan(taken) or (scanned is not None and taken[:10] < scanned)


def _stamp(text: str | None) -> str | None:
    taken = metadata.wall_time(text)
    return taken if taken and len(taken) >= 10 and not metadata.is_unset(taken) else None


def _caption(written: Written, camera: str | None) -> str | None:
    exif = written.exif
    for words in (
        written.xmp.caption,
        written.iptc.caption,
        _latin(exif.get(_DESCRIPTION)),
        _wide(exif.get(_XP_COMMENT)),
        _wide(exif.get(_XP_TITLE)),
        written.texts.get("Description"),
    ):
        if caption := _human(words, camera):
            return caption
    return None


def _human(words: str | None, camera: str | None) -> str | None:
    """The words where a person seems to have written them."""
    kept = "".join(c for c in (words or "").split("\0", 1)[0] if c.isprintable() or c in "\n\t")
    kept = kept.strip()[:_LONGEST_CAPTION]
    if _COORDINATES.search(kept) or not any(c.isalpha() for c in kept):
        return None
    if kept.lower() == (camera or "").lower():
        return None
    if _SHORT_NAME.fullmatch(kept):
        return kept
    by_machine = len(kept) < _LONGEST_OF_A_MACHINE and kept.isascii() and _NO_WORDS.fullmatch(kept)
    return None if by_machine else kept


def _latin(words: object) -> str | None:
    """EXIF knows no alphabet, and is read as Latin; most programs write UTF-8."""
    if not isinstance(words, str):
        return words.decode("utf-8", "replace") if isinstance(words, bytes) else None
    with contextlib.suppress(UnicodeError):
        return words.encode("latin-1").decode("utf-8")
    return words


def _wide(words: object) -> str | None:
    if isinstance(words, tuple) and all(isinstance(c, int) and 0 <= c < 256 for c in words):
        words = bytes(words)
    return words.decode("utf-16-le", "replace") if isinstance(words, bytes) else None


def _bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return bytes(value) if isinstance(value, bytes | bytearray) else b""


def _iptc_of(picture: Any, exif: Mapping[int, Any], texts: Mapping[str, str]) -> Iptc:
    resources = picture.info.get("photoshop")
    if isinstance(resources, dict) and isinstance(resources.get(0x0404), bytes):
        return read_iptc(resources[0x0404])
    block = exif.get(_TIFF_IPTC)
    if isinstance(block, tuple) and all(isinstance(n, int) and 0 <= n < 2**32 for n in block):
        block = struct.pack(f"<{len(block)}I", *block)  # some call their bytes long numbers
    if isinstance(block, bytes):
        return read_iptc(block)
    if isinstance(exif.get(_TIFF_PHOTOSHOP), bytes):
        return read_iptc(find_iptc(exif[_TIFF_PHOTOSHOP]))
    if raw := texts.get("Raw profile type iptc"):
        block = _unhexed(raw)
        return read_iptc(find_iptc(block) or block)
    return NO_IPTC


def _unhexed(profile: str) -> bytes:
    """ImageMagick writes a name, a length and the bytes in hex."""
    with contextlib.suppress(ValueError):
        return bytes.fromhex("".join(profile.split()[2:]))
    return b""


def _png_moment(texts: Mapping[str, str]) -> _Moment | None:
    for name in ("exif:DateTimeOriginal", "Creation Time", "create-date", "Creation time"):
        text = texts.get(name)
        if not text:
            continue
        taken = metadata.wall_time(text)
        if taken is not None:
            return taken, metadata.zone_offset(text)
        with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
            told = parsedate_to_datetime(text)
            taken = metadata.wall_time(told.strftime("%Y-%m-%dT%H:%M:%S"))
            offset = metadata.zone_offset(told.strftime("%z"))
            return (taken, offset) if taken else None
    return None
