"""Small files of the kinds that few families have, so that no type that is known goes untried; and
whole ones of what `tests.ai.media.kinds` has the beginning of only."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np

from ai.media import Kind
from tests.ai.media import making, raws, samples
from tests.ai.media.making import Sample
from tests.media import moments

_PHOTO, _VIDEO, _AUDIO, _PAPER, _OTHER = (
    Kind.photo,
    Kind.video,
    Kind.audio,
    Kind.document,
    Kind.other,
)
WORDS, TAG = making.WORDS, making.TAG
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


def _raw(maker: str, model: str = "X", **entries: int) -> Callable[[Path], object]:
    return making.written(lambda: making.tiff(maker, model, **entries))


def _like(name: str, **how: Any) -> Callable[[Path], object]:
    """A whole raw photograph: a preview, a place, and words in which one stands."""
    return lambda path: getattr(raws, name)(path, description=WORDS.decode(), **how)


def _raf(path: Path) -> None:
    jpeg = samples.encoded(samples.corners((1800, 1200)), "JPEG", exif=making.exif().tobytes())
    head = b"FUJIFILMCCD-RAW 0201FF129502X-T2".ljust(84, b"\0")
    path.write_bytes(head + struct.pack(">II", 128, len(jpeg)).ljust(44, b"\0") + jpeg)


def _jxl(path: Path) -> None:
    path.write_bytes(samples.jpeg_xl(samples.corners(), exif=making.exif()))


def _jpx(path: Path) -> None:
    """A JP2 that says of itself that it may hold more."""
    made = samples.encoded(samples.corners(), "JPEG2000")
    path.write_bytes(made.replace(b"ftypjp2 ", b"ftypjpx ", 1) + making.box(b"uuid", WORDS))


def _jpm() -> bytes:
    head = making.box(b"jP  ", b"\r\n\x87\n") + making.box(b"ftyp", b"jpm \0\0\0\0jpm ")
    return head + making.box(b"uuid", bytes(16) + WORDS)


def _pam() -> bytes:
    head = b"P7\nWIDTH 2\nHEIGHT 1\nDEPTH 3\nMAXVAL 255\nTUPLTYPE RGB\n# " + WORDS
    return head + b"\nENDHDR\n" + bytes(6)


def _heif(path: Path) -> None:
    """A HEIC whose maker says only that it is one of the family."""
    making.heic(path)
    data = path.read_bytes()
    end = struct.unpack(">I", data[:4])[0]
    kept = data[:end].replace(b"heic", b"mif1").replace(b"heix", b"mif1")
    path.write_bytes(kept + data[end:])


def _heic_sequence(path: Path) -> None:
    """An AVIF that moves."""
    frames = [samples.corners((96, 64)), samples.busy((96, 64))]
    frames[0].save(
        path, "AVIF", save_all=True, append_images=frames[1:], exif=making.exif().tobytes()
    )


def _moving(form: str) -> Callable[[Path], object]:
    more = {"save_all": True, "append_images": [samples.busy((96, 64))], "duration": 100}
    return making.with_exif(form, **more)


def _dv(path: Path) -> None:
    with av.open(str(path), "w", format="dv") as made:
        made.metadata.update({"comment": WORDS.decode()})
        stream: Any = made.add_stream("dvvideo", rate=25)
        stream.width, stream.height, stream.pix_fmt = 720, 576, "yuv420p"
        pixels = np.asarray(samples.corners((720, 576)))
        for _ in range(5):
            made.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        made.mux(stream.encode())


def _with_brand(codec: str, brand: bytes, **how: Any) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        making.sound(codec, "mp4", **how)(path)
        data = path.read_bytes()
        path.write_bytes(data[:8] + brand + data[12:])

    return make


def _mj2() -> bytes:
    head = making.box(b"jP  ", b"\r\n\x87\n") + making.box(b"ftyp", b"mjp2\0\0\0\0mjp2")
    return head + making.box(b"moov", WORDS)


def _ogv(path: Path) -> None:
    samples.film(path, "libvpx", form="ogg", tags={"comment": WORDS.decode(), "location": TAG})


def _awb() -> bytes:
    """Frames of no speech, as a telephone of wide band writes them."""
    return b"#!AMR-WB\n" + (b"\x04" + bytes(17)) * 50 + WORDS


def _ole(name: str) -> Callable[[Path], object]:
    """What an office program of the nineties writes, as far as its name for itself."""
    return making.written(lambda: raws.ole({name: WORDS.ljust(4096, b"\0")}))


def _office(what: str, part: str) -> Callable[[Path], object]:
    return making.zipped(
        {"[Content_Types].xml": b"<Types/>", part: b"<w/>", "docProps/core.xml": WORDS}
    )


def _stored(media_type: str, name: str = "meta.xml") -> Callable[[Path], object]:
    """A ZIP that says first of all, unpacked, what it is."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("mimetype", media_type)
            packed.writestr(name, WORDS)

    return make


def _motion(put: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        told = moments.film(path.parent, place=TAG)
        photo = put(told)
        block = making.exif().tobytes()
        # Right behind the beginning, where a phone writes it.
        segment = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
        path.write_bytes(photo[:2] + segment + photo[2:])

    return make


def _heic_with_film(path: Path) -> None:
    making.heic(path)
    film = moments.film(path.parent, place=TAG)
    path.write_bytes(moments.heic_with_film(path.read_bytes(), film))


def _live_film(path: Path) -> None:
    path.write_bytes(
        moments.film(path.parent, place=TAG, content_id="5D9AE6B7-1F2C-4C8B-9C1E-0A3B5C7D9E1F")
    )


def _grey(form: str, mode: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        data = samples.encoded(samples.corners().convert(mode), form)
        path.write_bytes(data[:3] + b"# " + WORDS + b"\n" + data[3:])

    return make


RARE: dict[str, Sample] = {
    "whole.jxl": Sample("image/jxl", _PHOTO, _jxl),
    "whole.nef": Sample("image/x-nikon-nef", _PHOTO, _like("raw_with_preview")),
    "whole.orf": Sample("image/x-olympus-orf", _PHOTO, _like("raw_with_preview", magic=b"RO")),
    "whole.rw2": Sample("image/x-panasonic-rw2", _PHOTO, _like("raw_with_preview", magic=b"U\0")),
    "whole.dng": Sample("image/x-adobe-dng", _PHOTO, _like("dng")),
    "whole.raf": Sample("image/x-fuji-raf", _PHOTO, _raf),
    "rwl": Sample("image/x-leica-rwl", _PHOTO, _raw("LEICA", "Q2", x106=32803), untried=True),
    "dcr": Sample("image/x-kodak-dcr", _PHOTO, _raw("Kodak", "DCS", x106=32803), untried=True),
    "erf": Sample(
        "image/x-epson-erf", _PHOTO, _raw("SEIKO EPSON CORP.", "R-D1", x106=32803), untried=True
    ),
    "mef": Sample("image/x-mamiya-mef", _PHOTO, _raw("Mamiya", "ZD", x106=32803), untried=True),
    "jpx": Sample("image/jpx", _PHOTO, _jpx),
    "jpm": Sample("image/jpm", _PHOTO, making.written(_jpm), untried=True),
    "pgm": Sample("image/x-portable-graymap", _PHOTO, _grey("PPM", "L")),
    "pbm": Sample("image/x-portable-bitmap", _PHOTO, _grey("PPM", "1")),
    "pam": Sample("image/x-portable-arbitrarymap", _PHOTO, making.written(_pam), untried=True),
    "heif": Sample("image/heif", _PHOTO, _heif),
    "moving.avif": Sample("image/avif", _PHOTO, _heic_sequence),
    "moving.webp": Sample("image/webp", _PHOTO, _moving("WEBP")),
    "moving.png": Sample("image/png", _PHOTO, _moving("PNG")),
    "motion.jpg": Sample("image/jpeg", _PHOTO, _motion(moments.google)),
    "micro.jpg": Sample("image/jpeg", _PHOTO, _motion(moments.micro)),
    "samsung.jpg": Sample("image/jpeg", _PHOTO, _motion(moments.samsung)),
    "motion.heic": Sample("image/heic", _PHOTO, _heic_with_film),
    "live.mov": Sample("video/quicktime", _VIDEO, _live_film),
    "mj2": Sample("video/mj2", _VIDEO, making.written(_mj2), untried=True),
    "dv": Sample("video/x-dv", _VIDEO, _dv),
    "ogv": Sample("video/ogg", _VIDEO, _ogv),
    "voice.3g2": Sample("audio/3gpp2", _AUDIO, _with_brand("aac", b"3g2a")),
    "awb": Sample("audio/amr-wb", _AUDIO, making.written(_awb)),
    "voice.flv": Sample("audio/x-flv", _AUDIO, making.sound("libmp3lame", "flv", rate=44100)),
    "voice.mov": Sample("video/quicktime", _AUDIO, making.sound("pcm_s16le", "mov")),
    "doc": Sample("application/msword", _PAPER, lambda p: raws.doc(p, "Dear Rosa")),
    "xls": Sample("application/vnd.ms-excel", _PAPER, _ole("Workbook")),
    "ppt": Sample("application/vnd.ms-powerpoint", _PAPER, _ole("PowerPoint Document")),
    "xlsx": Sample(f"{_OFFICE}spreadsheetml.sheet", _PAPER, _office("sheet", "xl/workbook.xml")),
    "pptx": Sample(
        f"{_OFFICE}presentationml.presentation", _PAPER, _office("show", "ppt/presentation.xml")
    ),
    "ods": Sample(f"{_OPEN}spreadsheet", _PAPER, _stored(f"{_OPEN}spreadsheet")),
    "odp": Sample(f"{_OPEN}presentation", _PAPER, _stored(f"{_OPEN}presentation")),
    "epub": Sample("application/epub+zip", _PAPER, _stored("application/epub+zip")),
    "xml": Sample(
        "application/xml", _OTHER, making.written(b"<?xml version='1.0'?>\n<a>" + WORDS + b"</a>")
    ),
    "xhtml": Sample(
        "text/html",
        _OTHER,
        making.written(
            b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>" + WORDS
        ),
    ),
    "bin": Sample("application/octet-stream", _OTHER, making.written(b"\x93\xfe\0\1" * 40 + WORDS)),
}
NEVER_TOLD = {
    "application/xhtml+xml": "markup that a browser runs is `text/html`, whatever it calls itself",
}
"""What no file is told as, and why."""
