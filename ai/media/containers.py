"""Picture files copied part by part, keeping only the parts that make the picture.

Each function takes a whole file and a harmless EXIF block (`Exif\\0\\0` and a TIFF, or nothing)
and yields the new file. The compressed pixels pass through untouched. What is cut short raises
struct.error, IndexError or ValueError.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
# What makes the picture: frames and tables. Reserved markers could hold anything.
_JPEG_PARTS = {*range(0xC0, 0xD0), _SOS, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF} - {0xC8}
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # the next marker that is no restart

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"),
    *(b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"mDCV", b"cLLI"),
    b"tIME",
}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ICCP"}
_WEBP_FRAME_KEPT, _WEBP_FRAME_HEAD = {b"VP8 ", b"VP8L", b"ALPH"}, 16
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_GIF_KEPT_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # how often to repeat


def jpeg(data: bytes, exif: bytes) -> Iterator[bytes]:
    """Up to the end of the first picture; whatever is glued behind it stays behind."""
    if data[:2] != bytes((0xFF, _SOI)):
        raise ValueError("not a JPEG")
    yield data[:2]
    at, exif_due = 2, bool(exif)
    while at < len(data):
        if data[at] != 0xFF:
            raise ValueError(f"no marker at byte {at}")
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        at += 1
        if marker == _EOI:
            break
        (length,) = struct.unpack_from(">H", data, at)
        body = data[at + 2 : at + length]
        at += length
        if exif_due and marker != _APP0:
            yield _jpeg_segment(_APP1, exif)
            exif_due = False
        kept = _jpeg_kept(marker, body)
        if kept is not None:
            yield _jpeg_segment(marker, kept)
        if marker == _SOS:
            found = _AFTER_SCAN.search(data, at)
            end = found.start() if found else len(data)
            yield data[at:end]
            at = end
    yield bytes((0xFF, _EOI))


def _jpeg_kept(marker: int, body: bytes) -> bytes | None:
    if marker == _APP0:
        # Resolution, without the thumbnail.
        return body[:12] + b"\0\0" if body.startswith(b"JFIF\0") else None
    if marker == _APP2:
        return body if body.startswith(b"ICC_PROFILE\0") else None
    if marker == _APP14:
        return body[:12] if body.startswith(b"Adobe") else None  # how the colours are coded
    return body if marker in _JPEG_PARTS else None


def _jpeg_segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def png(data: bytes, exif: bytes) -> Iterator[bytes]:
    if not data.startswith(_PNG_SIGNATURE):
        raise ValueError("not a PNG")
    yield _PNG_SIGNATURE
    at = len(_PNG_SIGNATURE)
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name in _PNG_KEPT:
            yield data[at : at + length + 12]
        if name == b"IHDR" and exif:
            chunk = b"eXIf" + exif.removeprefix(b"Exif\0\0")
            yield struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        if name == b"IEND":
            return
        at += length + 12


def webp(data: bytes, exif: bytes) -> Iterator[bytes]:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("not a WebP")
    chunks: list[bytes] = []
    at, extended = 12, False
    while at < len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if name == b"VP8X":
            extended = True
            flags = body[0] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if exif else 0)
            chunks.append(_webp_chunk(name, bytes((flags,)) + body[1:]))
        elif name == b"ANMF":
            chunks.append(_webp_chunk(name, _webp_frame(body)))
        elif name in _WEBP_KEPT:
            chunks.append(_webp_chunk(name, body))
        at += 8 + length + length % 2
    if extended and exif:  # a file without the extended header never had any
        chunks.append(_webp_chunk(b"EXIF", exif.removeprefix(b"Exif\0\0")))
    yield b"RIFF" + struct.pack("<I", 4 + sum(map(len, chunks))) + b"WEBP"
    yield from chunks


def _webp_frame(body: bytes) -> bytes:
    """A frame has chunks of its own, and room for unknown ones."""
    kept, at = [body[:_WEBP_FRAME_HEAD]], _WEBP_FRAME_HEAD
    while at < len(body):
        name, length = struct.unpack_from("<4sI", body, at)
        if name in _WEBP_FRAME_KEPT:
            kept.append(_webp_chunk(name, body[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    return b"".join(kept)


def _webp_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2)


def gif(data: bytes, exif: bytes) -> Iterator[bytes]:
    """Frames and how often to repeat them; comments and XMP stay behind. Has no place for EXIF."""
    if data[:3] != b"GIF":
        raise ValueError("not a GIF")
    at = 13 + _gif_palette(data[10])
    yield data[:at]
    while at < len(data):
        start = at
        block = data[at]
        if block == 0x3B:
            break
        if block == 0x2C:
            at += 10 + _gif_palette(data[at + 9]) + 1
            kept = True
        elif block == 0x21:
            label, name = data[at + 1], data[at + 3 : at + 14]
            at += 2
            kept = label == 0xF9 or (label == 0xFF and name in _GIF_KEPT_APPLICATIONS)
        else:
            raise ValueError(f"unknown block {block:#x}")
        while data[at]:
            at += 1 + data[at]
        at += 1
        if kept:
            yield data[start:at]
    yield b"\x3b"


def _gif_palette(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
