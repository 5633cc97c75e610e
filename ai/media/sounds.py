"""Recordings that libmagic does not name, or names by what stands before them."""

from __future__ import annotations

import re
from typing import BinaryIO

_WINDOW = 64 * 1024
_MOST_TAGS = 8
_FRAMES_IN_A_ROW = 4
_BITRATES = {
    # (is MPEG 1, layer): kilobits a second by their number
    (True, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_BY_HEAD = (
    (re.compile(rb"#!AMR-WB"), "audio/amr-wb"),
    (re.compile(rb"#!AMR"), "audio/amr"),
    (re.compile(rb"FORM.{4}AIF[FC]", re.DOTALL), "audio/aiff"),
    (re.compile(rb"(?:RIFF|RF64|BW64).{4}WAVE|riff\x2e\x91\xcf\x11", re.DOTALL), "audio/wav"),
    (re.compile(rb"\.snd\0\0"), "audio/basic"),
    (re.compile(rb"fLaC"), "audio/flac"),
    (re.compile(rb"\x0b\x77..[\0-\xa4]", re.DOTALL), "audio/ac3"),
)
_OGG_FILM = re.compile(rb"\x80theora|BBCD\0|\x01video\0|OVP80")


def name_sound(head: bytes, file: BinaryIO) -> str | None:
    """The media type of a recording, and of an Ogg film; None for everything else."""
    if head.startswith(b"ID3"):
        return _behind_tags(head, file)
    if head.startswith(b"OggS"):
        return "video/ogg" if _OGG_FILM.search(head, 0, _WINDOW) else "audio/ogg"
    for start, name in _BY_HEAD:
        if start.match(head):
            return name
    return _name_frames(head)


def _behind_tags(head: bytes, file: BinaryIO) -> str:
    """What follows the tags, which hold covers of many megabytes. Where they are longer than the
    file, or nothing known follows, it is the damaged rest of what has such tags: an MP3."""
    at = 0
    for _ in range(_MOST_TAGS):
        file.seek(at)
        header = file.read(10)
        if header[:3] != b"ID3" or len(header) < 10:
            break
        size = 0
        for byte in header[6:10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if header[5] & 0x10 else 0)
    file.seek(at)
    rest = file.read(_WINDOW).lstrip(b"\0")
    if rest.startswith(b"fLaC"):
        return "audio/flac"
    return _name_frames(rest) or "audio/mpeg"


def find_frames(head: bytes) -> str | None:
    """MP3 or AAC that begins within a frame, as what was cut out of a broadcast does."""
    for found in re.finditer(rb"\xff[\xe0-\xff]", head[:_WINDOW]):
        if named := _name_frames(head[found.start() : found.start() + _WINDOW]):
            return named
    return None


def _name_frames(data: bytes) -> str | None:
    """MP3 or AAC, where several frames follow each other without a gap."""
    start = data[:2]
    if len(start) < 2 or start[0] != 0xFF or start[1] & 0xE0 != 0xE0:
        return None
    step = _adts_length if start[1] & 0xF6 == 0xF0 else _mpeg_length
    at = count = 0
    while at + 7 <= len(data) and count < _FRAMES_IN_A_ROW:
        length = step(data[at : at + 7])
        if length is None:
            return None
        at, count = at + length, count + 1
    if count < 2 or (count < _FRAMES_IN_A_ROW and at < len(data)):
        return None
    return "audio/aac" if step is _adts_length else "audio/mpeg"


def _adts_length(header: bytes) -> int | None:
    if header[0] != 0xFF or header[1] & 0xF6 != 0xF0 or header[2] >> 2 & 0xF > 12:
        return None
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if length >= 7 else None


def _mpeg_length(header: bytes) -> int | None:
    version, layer = header[1] >> 3 & 3, 4 - (header[1] >> 1 & 3)
    rate, bits = header[2] >> 2 & 3, header[2] >> 4
    is_frame = header[0] == 0xFF and header[1] & 0xE0 == 0xE0
    if not is_frame or version == 1 or layer == 4 or rate == 3 or bits in (0, 15):
        return None
    kilobits, hertz = _BITRATES[version == 3, layer][bits], _RATES[version][rate]
    padding = header[2] >> 1 & 1
    if layer == 1:
        return (12_000 * kilobits // hertz + padding) * 4
    samples = 72 if layer == 3 and version != 3 else 144
    return samples * 1000 * kilobits // hertz + padding
