"""Remarks inside coded pictures and sound, which a copy for links must not take along.

A container can be written anew without its tags; what a camcorder or an encoder wrote between the
pictures themselves comes along with them and is taken out here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import av
from av.bitstream import BitStreamFilterContext

# The kinds of unit that hold them; what is reserved could hold anything.
_UNITS = {
    "h264": "6|12|16-31",
    "hevc": "38-61",
    "av1": "5|9-14|15",
    "libdav1d": "5|9-14|15",
    "mpeg2video": "178",
}
# FFmpeg takes no unit out of these. Players read the names of three encoders to work around their
# faults, so those stay, if nothing else stands beside them.
_WITH_USER_DATA = {"mpeg4", "mpeg1video"}
_START = rb"\x00\x00\x01"
_ENCODER = rb"(?:Lavc|XviD|DivX)[A-Za-z0-9.]{0,24}\x00*(?:" + _START + rb"|\Z)"
_USER_DATA = re.compile(
    _START + rb"\xb2(?!" + _ENCODER + rb").*?(?=" + _START + rb"|\Z)", re.DOTALL
)
_POLYNOMIAL = 0x8005
_NO_COMMENTS = b"\3vorbis" + bytes(8) + b"\1"


def unit_filter(stream: Any, copy: Any) -> BitStreamFilterContext | None:
    """What takes them out of every packet between a stream and its copy (SEI, where camcorders
    with GPS write it); None where FFmpeg knows no such filter."""
    units = _UNITS.get(stream.codec_context.name)
    if units is None:
        return None
    return BitStreamFilterContext(f"filter_units=remove_types={units}", stream, copy)


def header_without_remarks(codec: str, header: bytes) -> bytes:
    """The header of a stream of such a codec. Raises ValueError for one that nobody can read."""
    if codec == "vorbis":
        return vorbis_without_comments(header)
    return _USER_DATA.sub(b"", header) if codec in _WITH_USER_DATA else header


def cleaned_packet(codec: str, packet: Any) -> Any:
    """The packet without remarks, itself where there are none; None for what is no sound at all but
    was glued behind the end of the file, which FFmpeg passes on like the rest."""
    if codec.startswith(("mp1", "mp2", "mp3")):
        return packet if bytes(packet)[:1] == b"\xff" else None
    if codec == "flac":
        return packet if _crc16(bytes(packet)) == 0 else None
    if codec not in _WITH_USER_DATA:
        return packet
    data = bytes(packet)
    bare = _USER_DATA.sub(b"", data)
    return packet if bare == data else _with_bytes(packet, bare)


class Frames:
    """Sound whose file is nothing but its frames, one behind the other: FFmpeg takes whatever is
    glued behind the last one for more of them. Where one is none, the sound has ended."""

    def __init__(self, codec: str) -> None:
        self._length_of = _LENGTH_OF.get(codec)
        self._has_ended = False

    def let_through(self, packet: Any) -> Any:
        """The packet, without what is glued behind it; None behind the end."""
        if self._length_of is None or not packet.size:
            return packet
        data = bytes(packet)
        length = self._length_of(data)
        if self._has_ended or length is None or length > len(data) or _WORDS.search(data[:length]):
            self._has_ended = True
            return None
        if length == len(data):
            return packet
        self._has_ended = True
        return _with_bytes(packet, data[:length])


def _with_bytes(packet: Any, data: bytes) -> Any:
    made = av.Packet(data)
    made.pts, made.dts, made.time_base = packet.pts, packet.dts, packet.time_base
    made.duration, made.is_keyframe = packet.duration, packet.is_keyframe
    return made


# Sound looks like words so long once in some minutes; then that is where a copy ends.
_WORDS = re.compile(rb"[\x20-\x7e]{20}")
_AMR = (12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0)
_AMR_WB = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0)
_AMR_RESERVED, _AMR_WB_RESERVED = range(9, 15), range(10, 14)
_AC3_KILOBITS = (
    *(32, 40, 48, 56, 64, 80, 96, 112, 128, 160),
    *(192, 224, 256, 320, 384, 448, 512, 576, 640),
)
_AC3_SAMPLES = 1536


def _amr_length(data: bytes, sizes: tuple[int, ...], reserved: range) -> int | None:
    kind = data[0] >> 3 & 15
    return None if data[0] & 0x83 or kind in reserved else 1 + sizes[kind]


def _ac3_length(data: bytes) -> int | None:
    if data[:2] != b"\x0b\x77" or len(data) < 6:
        return None
    rate, code = data[4] >> 6, data[4] & 63
    if rate == 3 or code >> 1 >= len(_AC3_KILOBITS):
        return None
    kilobits = _AC3_KILOBITS[code >> 1]
    words = kilobits * 1000 * _AC3_SAMPLES // ((48000, 44100, 32000)[rate] * 16)
    return 2 * (words + (code & 1 if rate == 1 else 0))


_LENGTH_OF: dict[str, Callable[[bytes], int | None]] = {
    "amrnb": lambda data: _amr_length(data, _AMR, _AMR_RESERVED),
    "amrwb": lambda data: _amr_length(data, _AMR_WB, _AMR_WB_RESERVED),
    "ac3": _ac3_length,
}


def vorbis_headers(extra: bytes) -> tuple[bytes, bytes, bytes]:
    """What the sound is, its comments, and its tables, as Matroska and FFmpeg keep them together:
    the first two with their lengths before, in bytes that are added up while they are 255."""
    if extra[:1] != b"\2":
        raise ValueError("a header of no known kind")
    at, lengths = 1, []
    for _ in range(2):
        value = 0
        while extra[at] == 0xFF:
            value, at = value + 255, at + 1
        lengths.append(value + extra[at])
        at += 1
    first, second = at + lengths[0], at + lengths[0] + lengths[1]
    return extra[at:first], extra[first:second], extra[second:]


def vorbis_without_comments(extra: bytes) -> bytes:
    first, _, tables = vorbis_headers(extra)
    lengths = bytes((2, len(first), len(_NO_COMMENTS)))
    return lengths + first + _NO_COMMENTS + tables


def _table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        crc = byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ _POLYNOMIAL if crc & 0x8000 else crc << 1) & 0xFFFF
        table.append(crc)
    return tuple(table)


_CRC_OF = _table()


def _crc16(data: bytes) -> int:
    """Of a frame of FLAC with its own sum: 0, or it is damaged, or something is glued behind it."""
    crc = 0
    for byte in data:
        crc = (crc << 8 & 0xFF00) ^ _CRC_OF[crc >> 8 ^ byte]
    return crc
