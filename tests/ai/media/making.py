"""How the small files of each kind are made, with a place in them. See `tests.ai.media.kinds`."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pillow_heif
from PIL import Image

from ai.media import Kind
from tests.ai.media import samples


@dataclass(frozen=True)
class Sample:
    """`make` writes it to the path it is given. `untried`: the beginning of one, made up."""

    media_type: str
    kind: Kind
    make: Callable[[Path], object]
    untried: bool = False


LATITUDE, LONGITUDE = 38.5242, -8.8926
WORDS = b"Rua do Castelo 38.5242,-8.8926"
TAG = "+38.5242-008.8926/"
DEGREES = {1: "N", 2: (38.0, 31.0, 27.13), 3: "W", 4: (8.0, 53.0, 33.36)}
SECRETS = (WORDS, b"38.5242", b"008.8926", b"8.8926", b"Castelo", b"38,31.452N")
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="38,31.452N" '
    b'exif:GPSLongitude="8,53.556W" exif:Where="' + WORDS + b'"/></rdf:RDF></x:xmpmeta>'
)

pillow_heif.register_heif_opener()


def exif() -> Image.Exif:
    block = Image.Exif()
    block[0x010F], block[0x0110] = "Apple", "iPhone 7"
    block[0x010E] = WORDS.decode()
    block.get_ifd(0x8769)[0x9003] = "1972:08:15 10:00:00"
    for tag, value in DEGREES.items():
        block.get_ifd(0x8825)[tag] = value
    return block


def picture(form: str, **how: Any) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(samples.encoded(samples.corners((96, 64)), form, **how))


def with_exif(form: str, **how: Any) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(
        samples.encoded(samples.corners((96, 64)), form, exif=exif().tobytes(), **how)
    )


def written(data: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data if isinstance(data, bytes) else data())


def newline_jpeg() -> bytes:
    return b"\n" + samples.encoded(samples.corners((96, 64)), "JPEG", exif=exif().tobytes())


def tiff(make: str, model: str = "X", *, mark: bytes = b"II*\0", **entries: int) -> bytes:
    """A raw photograph as its maker's TIFF begins: who made it, how it is coded, a place."""
    texts = {0x010E: WORDS, 0x010F: make.encode(), 0x0110: model.encode()}
    numbers = {0x00FE: 1, 0x0100: 96, 0x0101: 64} | {int(k[1:], 16): v for k, v in entries.items()}
    count = len(texts) + len(numbers)
    start = 16
    data_at = start + 2 + 12 * count + 4
    directory, data = struct.pack("<H", count), b""
    for tag in sorted({**texts, **numbers}):
        if tag in texts:
            value = texts[tag] + b"\0"
            directory += struct.pack("<HHII", tag, 2, len(value), data_at + len(data))
            data += value
        else:
            directory += struct.pack("<HHII", tag, 4, 1, numbers[tag])
    return mark + struct.pack("<I", start) + bytes(8) + directory + bytes(4) + data + WORDS


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def cr3() -> bytes:
    return (
        box(b"ftyp", b"crx \0\0\0\1crx isom") + box(b"moov", b"CNCV" + WORDS) + box(b"mdat", WORDS)
    )


def jxl_box() -> bytes:
    head = box(b"JXL ", b"\r\n\x87\n") + box(b"ftyp", b"jxl \0\0\0\0jxl ")
    return head + box(b"Exif", bytes(4) + exif().tobytes()[6:]) + box(b"jxlc", b"\xff\x0a" + WORDS)


def psd() -> bytes:
    """A flat one of eight by eight, and a place among its resources."""
    resource = b"8BIM" + struct.pack(">HHI", 0x0424, 0, len(XMP)) + XMP + bytes(len(XMP) % 2)
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, 8, 8, 8, 3)
    parts = (
        struct.pack(">I", 0) + struct.pack(">I", len(resource)) + resource + struct.pack(">I", 0)
    )
    return head + parts + struct.pack(">H", 0) + bytes(3 * 64)


SVG = (
    b'<?xml version="1.0"?>\n<!-- ' + WORDS + b' -->\n<svg xmlns="http://www.w3.org/2000/svg" '
    b'width="60" height="40"><rect width="60" height="40" fill="red"/></svg>\n'
)


def zipped(parts: dict[str, bytes]) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as packed:
            for name, data in parts.items():
                packed.writestr(name, data)

    return make


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Férias"
    message["From"] = "Rosa Almeida <rosa@example.org>"
    message["To"] = "Ana <ana@example.org>"
    message["Date"] = "Tue, 15 Aug 2006 10:00:00 +0100"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(f"Querida Ana,\nestamos em {WORDS.decode()}.\nBeijos, Rosa")
    message.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="mar.jpg")
    return message.as_bytes()


DOCX_BODY = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>Dear Rosa</w:t></w:r></w:p></w:body></w:document>"
)
ODT_BODY = (
    b'<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text>'
    b"<t:p>Dear Rosa</t:p></o:text></o:body></o:document-content>"
)
CARD = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Almeida;Rosa;;;\r\nFN:Rosa Almeida\r\nTEL;TYPE=home:"
    b"+351 210 000 000\r\nADR;TYPE=home:;;" + WORDS + b";Setubal;;;Portugal\r\n"
    b"GEO:38.5242;-8.8926\r\nEND:VCARD\r\n"
)
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Rosa's birthday\r\n"
    b"DTSTART:20060412T150000\r\nLOCATION:" + WORDS + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
GEDCOM = (
    b"0 HEAD\n1 SOUR Tree\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Rosa /Almeida/\n1 BIRT\n"
    b"2 DATE 12 APR 1931\n2 PLAC Setubal\n3 MAP\n4 LATI N38.5242\n4 LONG W8.8926\n0 TRLR\n"
)
TABLE = b"name,lat,lon\nhome,38.5242,-8.8926\nschool,38.5243,-8.8927\nsea,38.5,-8.9\n"
MARKDOWN = (
    b"# Places\n\nSee [the house](https://example.org/38.5242,-8.8926).\n\n| a | b |\n|---|---|\n"
)
TAKEOUT = json.dumps(
    {"title": "a.jpg", "geoData": {"latitude": LATITUDE, "longitude": LONGITUDE}}
).encode()
RTF = b"{\\rtf1\\ansi{\\info{\\title " + WORDS + b"}}\\pard Dear Rosa\\par}"


def film(codec: str, name: str, **how: Any) -> Callable[[Path], object]:
    """By its name FFmpeg knows which box to make; the file gets the name that is asked for."""

    def make(path: Path) -> None:
        made = samples.film(path.with_name(f"made-{path.stem}{name}"), codec, **how)
        made.rename(path)

    return make


def located(codec: str, name: str, **how: Any) -> Callable[[Path], object]:
    tags = {"com.apple.quicktime.location.ISO6709": TAG, "location": TAG, "comment": WORDS.decode()}
    return film(codec, name, tags=tags, **how)


def with_brand(brand: bytes) -> Callable[[Path], object]:
    """A film whose maker has a brand of its own."""

    def make(path: Path) -> None:
        located("libx264", ".mp4", sound="aac")(path)
        data = path.read_bytes()
        path.write_bytes(data[:8] + brand + data[12:])

    return make


def begins_with(name: bytes) -> Callable[[Path], object]:
    """A QuickTime film without a brand, begun with a box that says nothing."""

    def make(path: Path) -> None:
        # Written with its index behind, so that no place in it moves but by what is put before.
        located("libx264", ".mov")(path)
        data = path.read_bytes()
        length = struct.unpack(">I", data[:4])[0]
        path.write_bytes(struct.pack(">I4s", length, name) + bytes(length - 8) + data[length:])

    return make


def sound(codec: str, form: str, *, rate: int = 48000) -> Callable[[Path], object]:
    """A second of noise in a box of this form."""

    def make(path: Path) -> None:
        with av.open(str(path), "w", format=form) as file:
            file.metadata.update({"comment": WORDS.decode(), "location": TAG})
            stream: Any = file.add_stream(codec, rate=rate, layout="mono")
            stream.bit_rate = 12_200 if codec.endswith("amrnb") else 64_000
            level = (np.sin(np.arange(rate) / 10) * 9000).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(level[None], format="s16", layout="mono")
            frame.rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
            resampler = av.AudioResampler(stream.codec_context.format, "mono", rate)
            size = stream.codec_context.frame_size or 1024
            fifo = av.AudioFifo()
            for piece in (*resampler.resample(frame), *resampler.resample(None)):
                fifo.write(piece)
            while (piece := fifo.read(size)) is not None:
                file.mux(stream.encode(piece))
            file.mux(stream.encode())

    return make


def long_tag(path: Path) -> None:
    """An MP3 whose cover is longer than what is looked at first."""
    plain = path.with_name("plain.mp3")
    samples.recording(plain, "libmp3lame")
    body = b"\0image/png\0\x03\0" + bytes(300_000) + WORDS
    frame = b"APIC" + struct.pack(">IH", len(body), 0) + body
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\x03\0\0" + size + frame + plain.read_bytes())


def heic(path: Path) -> None:
    heif = pillow_heif.from_pillow(samples.corners((96, 64)))
    heif.save(str(path), exif=exif().tobytes(), quality=60)


def bigtiff(path: Path) -> None:
    picture = samples.corners((96, 64))
    picture.save(path, "TIFF", big_tiff=True, tiffinfo={0x010E: WORDS.decode()})
