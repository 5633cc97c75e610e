"""One small file of each kind that people have, made here, with a place in it wherever the kind can
tell one. What is marked as untried is the beginning of such a file only, no whole sample of one."""

from __future__ import annotations

import gzip
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


@dataclass(frozen=True)
class Sample:
    """`make` writes it to the path it is given. `untried`: the beginning of one, made up."""

    media_type: str
    kind: Kind
    make: Callable[[Path], object]
    untried: bool = False


def exif() -> Image.Exif:
    block = Image.Exif()
    block[0x010F], block[0x0110] = "Apple", "iPhone 7"
    block[0x010E] = WORDS.decode()
    block.get_ifd(0x8769)[0x9003] = "1972:08:15 10:00:00"
    for tag, value in DEGREES.items():
        block.get_ifd(0x8825)[tag] = value
    return block


def _picture(form: str, **how: Any) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(samples.encoded(samples.corners((96, 64)), form, **how))


def _with_exif(form: str, **how: Any) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(
        samples.encoded(samples.corners((96, 64)), form, exif=exif().tobytes(), **how)
    )


def _bytes(data: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
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


def _zip(parts: dict[str, bytes]) -> Callable[[Path], object]:
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


def _film(codec: str, name: str, **how: Any) -> Callable[[Path], object]:
    """By its name FFmpeg knows which box to make; the file gets the name that is asked for."""

    def make(path: Path) -> None:
        made = samples.film(path.with_name(f"made-{path.stem}{name}"), codec, **how)
        made.rename(path)

    return make


def _located(codec: str, name: str, **how: Any) -> Callable[[Path], object]:
    tags = {"com.apple.quicktime.location.ISO6709": TAG, "location": TAG, "comment": WORDS.decode()}
    return _film(codec, name, tags=tags, **how)


def with_brand(brand: bytes) -> Callable[[Path], object]:
    """A film whose maker has a brand of its own."""

    def make(path: Path) -> None:
        _located("libx264", ".mp4", sound="aac")(path)
        data = path.read_bytes()
        path.write_bytes(data[:8] + brand + data[12:])

    return make


def begins_with(name: bytes) -> Callable[[Path], object]:
    """A QuickTime film without a brand, begun with a box that says nothing."""

    def make(path: Path) -> None:
        # Written with its index behind, so that no place in it moves but by what is put before.
        _located("libx264", ".mov")(path)
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


_PHOTO, _VIDEO, _AUDIO, _PAPER, _OTHER = (
    Kind.photo,
    Kind.video,
    Kind.audio,
    Kind.document,
    Kind.other,
)

KINDS: dict[str, Sample] = {
    "jpg": Sample("image/jpeg", _PHOTO, _with_exif("JPEG", xmp=XMP)),
    "mpo": Sample(
        "image/jpeg",
        _PHOTO,
        _with_exif("MPO", save_all=True, append_images=[samples.corners((48, 32))]),
    ),
    "newline.jpg": Sample("image/jpeg", _PHOTO, _bytes(newline_jpeg)),
    "png": Sample("image/png", _PHOTO, _with_exif("PNG")),
    "webp": Sample("image/webp", _PHOTO, _with_exif("WEBP", xmp=XMP)),
    "gif": Sample("image/gif", _PHOTO, _picture("GIF", comment=WORDS)),
    "tif": Sample(
        "image/tiff",
        _PHOTO,
        _picture("TIFF", compression="tiff_lzw", tiffinfo={0x010E: WORDS.decode()}),
    ),
    "big.tif": Sample("image/tiff", _PHOTO, bigtiff),
    "bmp": Sample("image/bmp", _PHOTO, _picture("BMP")),
    "avif": Sample("image/avif", _PHOTO, _with_exif("AVIF", xmp=XMP)),
    "heic": Sample("image/heic", _PHOTO, heic),
    "jp2": Sample("image/jp2", _PHOTO, _picture("JPEG2000")),
    "j2k": Sample("image/j2c", _PHOTO, _picture("JPEG2000", no_jp2=True)),
    "ico": Sample("image/vnd.microsoft.icon", _PHOTO, _picture("ICO", sizes=[(32, 32)])),
    "tga": Sample("image/x-tga", _PHOTO, _picture("TGA")),
    "rle.tga": Sample("image/x-tga", _PHOTO, _picture("TGA", compression="tga_rle")),
    "pcx": Sample("image/x-pcx", _PHOTO, _picture("PCX")),
    "ppm": Sample("image/x-portable-pixmap", _PHOTO, _picture("PPM")),
    "psd": Sample("image/vnd.adobe.photoshop", _PHOTO, _bytes(psd)),
    "svg": Sample("image/svg+xml", _PHOTO, _bytes(SVG)),
    "svgz": Sample("image/svg+xml", _PHOTO, _bytes(lambda: gzip.compress(SVG))),
    "jxl": Sample("image/jxl", _PHOTO, _bytes(b"\xff\x0a" + WORDS), untried=True),
    "box.jxl": Sample("image/jxl", _PHOTO, _bytes(jxl_box), untried=True),
    "cr2": Sample(
        "image/x-canon-cr2",
        _PHOTO,
        _bytes(lambda: tiff("Canon")[:8] + b"CR\2\0" + tiff("Canon")[12:]),
        untried=True,
    ),
    "cr3": Sample("image/x-canon-cr3", _PHOTO, _bytes(cr3), untried=True),
    "crw": Sample(
        "image/x-canon-crw", _PHOTO, _bytes(b"II\x1a\0\0\0HEAPCCDR" + WORDS), untried=True
    ),
    "nef": Sample(
        "image/x-nikon-nef",
        _PHOTO,
        _bytes(lambda: tiff("NIKON CORPORATION", "NIKON D750", x14A=0)),
        untried=True,
    ),
    "nrw": Sample(
        "image/x-nikon-nrw",
        _PHOTO,
        _bytes(lambda: tiff("NIKON", "COOLPIX P7000", x103=34713)),
        untried=True,
    ),
    "arw": Sample(
        "image/x-sony-arw",
        _PHOTO,
        _bytes(lambda: tiff("SONY", "ILCE-7M3", x103=32767)),
        untried=True,
    ),
    "pef": Sample(
        "image/x-pentax-pef",
        _PHOTO,
        _bytes(lambda: tiff("PENTAX Corporation", "K-1", x0FE=0, x103=65535)),
        untried=True,
    ),
    "srw": Sample(
        "image/x-samsung-srw",
        _PHOTO,
        _bytes(lambda: tiff("SAMSUNG", "NX1", x106=32803)),
        untried=True,
    ),
    "dng": Sample(
        "image/x-adobe-dng", _PHOTO, _bytes(lambda: tiff("Leica", "M10", xC612=0x401)), untried=True
    ),
    "3fr": Sample(
        "image/x-hasselblad-3fr",
        _PHOTO,
        _bytes(lambda: tiff("Hasselblad", "X1D", x106=32803)),
        untried=True,
    ),
    "iiq": Sample(
        "image/x-phaseone-iiq",
        _PHOTO,
        _bytes(lambda: tiff("Phase One", "P65", x106=32803)),
        untried=True,
    ),
    "raf": Sample(
        "image/x-fuji-raf", _PHOTO, _bytes(b"FUJIFILMCCD-RAW 0201FF383501" + WORDS), untried=True
    ),
    "rw2": Sample(
        "image/x-panasonic-rw2",
        _PHOTO,
        _bytes(lambda: tiff("Panasonic", mark=b"IIU\0")),
        untried=True,
    ),
    "orf": Sample(
        "image/x-olympus-orf", _PHOTO, _bytes(lambda: tiff("OLYMPUS", mark=b"IIRO")), untried=True
    ),
    "mrw": Sample(
        "image/x-minolta-mrw", _PHOTO, _bytes(b"\0MRM\0\0\x10\0\0PRD" + WORDS), untried=True
    ),
    "x3f": Sample("image/x-sigma-x3f", _PHOTO, _bytes(b"FOVb\0\0\2\0" + WORDS), untried=True),
    "mp4": Sample("video/mp4", _VIDEO, _located("libx264", ".mp4", sound="aac")),
    "xavc.mp4": Sample("video/mp4", _VIDEO, with_brand(b"XAVC")),
    "m4v": Sample("video/mp4", _VIDEO, with_brand(b"M4V ")),
    "mov": Sample("video/quicktime", _VIDEO, _located("libx264", ".mov")),
    "wide.mov": Sample("video/quicktime", _VIDEO, begins_with(b"wide")),
    "hevc.mov": Sample("video/quicktime", _VIDEO, _located("libx265", ".mov")),
    "av1.mp4": Sample("video/mp4", _VIDEO, _located("libsvtav1", ".mp4")),
    "3gp": Sample("video/3gpp", _VIDEO, _located("mpeg4", ".3gp")),
    "3g2": Sample("video/3gpp2", _VIDEO, _located("mpeg4", ".3g2")),
    "avi": Sample("video/x-msvideo", _VIDEO, _located("mpeg4", ".avi")),
    "mkv": Sample("video/x-matroska", _VIDEO, _located("libx264", ".mkv")),
    "webm": Sample("video/webm", _VIDEO, _located("libvpx", ".webm")),
    "wmv": Sample("video/x-ms-wmv", _VIDEO, _located("wmv2", ".wmv")),
    "flv": Sample("video/x-flv", _VIDEO, _located("flv", ".flv")),
    "mpg": Sample("video/mpeg", _VIDEO, _located("mpeg1video", ".mpg")),
    "vob": Sample("video/mpeg", _VIDEO, _located("mpeg2video", ".vob")),
    "mts": Sample("video/mp2t", _VIDEO, _located("libx264", ".ts")),
    "mp3": Sample("audio/mpeg", _AUDIO, sound("libmp3lame", "mp3")),
    "long-tag.mp3": Sample("audio/mpeg", _AUDIO, long_tag),
    "m4a": Sample("audio/mp4", _AUDIO, sound("aac", "ipod")),
    "voice.3gp": Sample("audio/3gpp", _AUDIO, sound("libopencore_amrnb", "3gp", rate=8000)),
    "amr": Sample("audio/amr", _AUDIO, sound("libopencore_amrnb", "amr", rate=8000)),
    "aiff": Sample("audio/aiff", _AUDIO, sound("pcm_s16be", "aiff")),
    "aifc": Sample("audio/aiff", _AUDIO, sound("pcm_mulaw", "aiff", rate=8000)),
    "caf": Sample("audio/x-caf", _AUDIO, sound("pcm_s16le", "caf")),
    "wma": Sample("audio/x-ms-wma", _AUDIO, sound("wmav2", "asf", rate=44100)),
    "au": Sample("audio/basic", _AUDIO, sound("pcm_s16be", "au")),
    "wav": Sample("audio/wav", _AUDIO, sound("pcm_s16le", "wav")),
    "mulaw.wav": Sample("audio/wav", _AUDIO, sound("pcm_mulaw", "wav", rate=8000)),
    "adpcm.wav": Sample("audio/wav", _AUDIO, sound("adpcm_ms", "wav", rate=8000)),
    "w64": Sample("audio/wav", _AUDIO, sound("pcm_s16le", "w64")),
    "flac": Sample("audio/flac", _AUDIO, sound("flac", "flac")),
    "ogg": Sample("audio/ogg", _AUDIO, sound("libopus", "ogg")),
    "aac": Sample("audio/aac", _AUDIO, sound("aac", "adts")),
    "ac3": Sample("audio/ac3", _AUDIO, sound("ac3", "ac3")),
    "voice.mka": Sample("audio/x-matroska", _AUDIO, sound("libopus", "matroska")),
    "voice.webm": Sample("audio/webm", _AUDIO, sound("libopus", "webm")),
    "pdf": Sample("application/pdf", _PAPER, lambda path: samples.paper(path, "Dear Rosa")),
    "txt": Sample("text/plain", _PAPER, _bytes("Querida Rosa, o mar está calmo.\n".encode())),
    "rtf": Sample("application/rtf", _PAPER, _bytes(RTF)),
    "docx": Sample(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _PAPER,
        _zip(
            {
                "docProps/core.xml": WORDS,
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": b"<w/>",
            }
        ),
    ),
    "odt": Sample(
        "application/vnd.oasis.opendocument.text",
        _PAPER,
        _zip({"mimetype": b"application/vnd.oasis.opendocument.text", "meta.xml": WORDS}),
    ),
    "vcf": Sample("text/vcard", _PAPER, _bytes(CARD)),
    "ics": Sample("text/calendar", _PAPER, _bytes(CALENDAR)),
    "ged": Sample("text/vnd.familysearch.gedcom", _PAPER, _bytes(GEDCOM)),
    "csv": Sample("text/csv", _PAPER, _bytes(TABLE)),
    "json": Sample("application/json", _PAPER, _bytes(TAKEOUT)),
    "eml": Sample("message/rfc822", _PAPER, _bytes(mail)),
    "md": Sample("text/markdown", _PAPER, _bytes(MARKDOWN)),
    "xmp": Sample("application/rdf+xml", _OTHER, _bytes(XMP)),
    "html": Sample("text/html", _OTHER, _bytes(b"<!DOCTYPE html><p>" + WORDS)),
    "zip": Sample("application/zip", _OTHER, _zip({"a.txt": WORDS})),
}


def make_all(folder: Path) -> dict[str, Path]:
    """All of them in a folder, by their names here. Each has a name of its own, so that none lies
    beside another as its sidecar."""
    made = {}
    for name, sample in KINDS.items():
        ending = name.rpartition(".")[2]
        made[name] = folder / f"of {name.replace('.', ' ')}.{ending}"
        sample.make(made[name])
    (folder / "plain.mp3").unlink(missing_ok=True)
    return made
