"""One small file of each kind that people have, made here, with a place in it wherever the kind can
tell one. What is marked as untried is the beginning of such a file only, no whole sample of one."""

from __future__ import annotations

import gzip
from pathlib import Path

from ai.media import Kind
from tests.ai.media import making, samples
from tests.ai.media.making import Sample
from tests.ai.media.rare_kinds import RARE

_PHOTO, _VIDEO, _AUDIO, _PAPER, _OTHER = (
    Kind.photo,
    Kind.video,
    Kind.audio,
    Kind.document,
    Kind.other,
)

KINDS: dict[str, Sample] = {
    "jpg": Sample("image/jpeg", _PHOTO, making.with_exif("JPEG", xmp=making.XMP)),
    "mpo": Sample(
        "image/jpeg",
        _PHOTO,
        making.with_exif("MPO", save_all=True, append_images=[samples.corners((48, 32))]),
    ),
    "newline.jpg": Sample("image/jpeg", _PHOTO, making.written(making.newline_jpeg)),
    "png": Sample("image/png", _PHOTO, making.with_exif("PNG")),
    "webp": Sample("image/webp", _PHOTO, making.with_exif("WEBP", xmp=making.XMP)),
    "gif": Sample("image/gif", _PHOTO, making.picture("GIF", comment=making.WORDS)),
    "tif": Sample(
        "image/tiff",
        _PHOTO,
        making.picture("TIFF", compression="tiff_lzw", tiffinfo={0x010E: making.WORDS.decode()}),
    ),
    "big.tif": Sample("image/tiff", _PHOTO, making.bigtiff),
    "bmp": Sample("image/bmp", _PHOTO, making.picture("BMP")),
    "avif": Sample("image/avif", _PHOTO, making.with_exif("AVIF", xmp=making.XMP)),
    "heic": Sample("image/heic", _PHOTO, making.heic),
    "jp2": Sample("image/jp2", _PHOTO, making.picture("JPEG2000")),
    "j2k": Sample("image/j2c", _PHOTO, making.picture("JPEG2000", no_jp2=True)),
    "ico": Sample("image/vnd.microsoft.icon", _PHOTO, making.picture("ICO", sizes=[(32, 32)])),
    "tga": Sample("image/x-tga", _PHOTO, making.picture("TGA")),
    "rle.tga": Sample("image/x-tga", _PHOTO, making.picture("TGA", compression="tga_rle")),
    "pcx": Sample("image/x-pcx", _PHOTO, making.picture("PCX")),
    "ppm": Sample("image/x-portable-pixmap", _PHOTO, making.picture("PPM")),
    "psd": Sample("image/vnd.adobe.photoshop", _PHOTO, making.written(making.psd)),
    "svg": Sample("image/svg+xml", _PHOTO, making.written(making.SVG)),
    "svgz": Sample("image/svg+xml", _PHOTO, making.written(lambda: gzip.compress(making.SVG))),
    "jxl": Sample("image/jxl", _PHOTO, making.written(b"\xff\x0a" + making.WORDS), untried=True),
    "box.jxl": Sample("image/jxl", _PHOTO, making.written(making.jxl_box), untried=True),
    "cr2": Sample(
        "image/x-canon-cr2",
        _PHOTO,
        making.written(lambda: making.tiff("Canon")[:8] + b"CR\2\0" + making.tiff("Canon")[12:]),
        untried=True,
    ),
    "cr3": Sample("image/x-canon-cr3", _PHOTO, making.written(making.cr3), untried=True),
    "crw": Sample(
        "image/x-canon-crw",
        _PHOTO,
        making.written(b"II\x1a\0\0\0HEAPCCDR" + making.WORDS),
        untried=True,
    ),
    "nef": Sample(
        "image/x-nikon-nef",
        _PHOTO,
        making.written(lambda: making.tiff("NIKON CORPORATION", "NIKON D750", x14A=0)),
        untried=True,
    ),
    "nrw": Sample(
        "image/x-nikon-nrw",
        _PHOTO,
        making.written(lambda: making.tiff("NIKON", "COOLPIX P7000", x103=34713)),
        untried=True,
    ),
    "arw": Sample(
        "image/x-sony-arw",
        _PHOTO,
        making.written(lambda: making.tiff("SONY", "ILCE-7M3", x103=32767)),
        untried=True,
    ),
    "pef": Sample(
        "image/x-pentax-pef",
        _PHOTO,
        making.written(lambda: making.tiff("PENTAX Corporation", "K-1", x0FE=0, x103=65535)),
        untried=True,
    ),
    "srw": Sample(
        "image/x-samsung-srw",
        _PHOTO,
        making.written(lambda: making.tiff("SAMSUNG", "NX1", x106=32803)),
        untried=True,
    ),
    "dng": Sample(
        "image/x-adobe-dng",
        _PHOTO,
        making.written(lambda: making.tiff("Leica", "M10", xC612=0x401)),
        untried=True,
    ),
    "3fr": Sample(
        "image/x-hasselblad-3fr",
        _PHOTO,
        making.written(lambda: making.tiff("Hasselblad", "X1D", x106=32803)),
        untried=True,
    ),
    "iiq": Sample(
        "image/x-phaseone-iiq",
        _PHOTO,
        making.written(lambda: making.tiff("Phase One", "P65", x106=32803)),
        untried=True,
    ),
    "raf": Sample(
        "image/x-fuji-raf",
        _PHOTO,
        making.written(b"FUJIFILMCCD-RAW 0201FF383501" + making.WORDS),
        untried=True,
    ),
    "rw2": Sample(
        "image/x-panasonic-rw2",
        _PHOTO,
        making.written(lambda: making.tiff("Panasonic", mark=b"IIU\0")),
        untried=True,
    ),
    "orf": Sample(
        "image/x-olympus-orf",
        _PHOTO,
        making.written(lambda: making.tiff("OLYMPUS", mark=b"IIRO")),
        untried=True,
    ),
    "mrw": Sample(
        "image/x-minolta-mrw",
        _PHOTO,
        making.written(b"\0MRM\0\0\x10\0\0PRD" + making.WORDS),
        untried=True,
    ),
    "x3f": Sample(
        "image/x-sigma-x3f", _PHOTO, making.written(b"FOVb\0\0\2\0" + making.WORDS), untried=True
    ),
    "mp4": Sample("video/mp4", _VIDEO, making.located("libx264", ".mp4", sound="aac")),
    "xavc.mp4": Sample("video/mp4", _VIDEO, making.with_brand(b"XAVC")),
    "m4v": Sample("video/mp4", _VIDEO, making.with_brand(b"M4V ")),
    "mov": Sample("video/quicktime", _VIDEO, making.located("libx264", ".mov")),
    "wide.mov": Sample("video/quicktime", _VIDEO, making.begins_with(b"wide")),
    "hevc.mov": Sample("video/quicktime", _VIDEO, making.located("libx265", ".mov")),
    "av1.mp4": Sample("video/mp4", _VIDEO, making.located("libsvtav1", ".mp4")),
    "3gp": Sample("video/3gpp", _VIDEO, making.located("mpeg4", ".3gp")),
    "3g2": Sample("video/3gpp2", _VIDEO, making.located("mpeg4", ".3g2")),
    "avi": Sample("video/x-msvideo", _VIDEO, making.located("mpeg4", ".avi")),
    "mkv": Sample("video/x-matroska", _VIDEO, making.located("libx264", ".mkv")),
    "webm": Sample("video/webm", _VIDEO, making.located("libvpx", ".webm")),
    "wmv": Sample("video/x-ms-wmv", _VIDEO, making.located("wmv2", ".wmv")),
    "flv": Sample("video/x-flv", _VIDEO, making.located("flv", ".flv")),
    "mpg": Sample("video/mpeg", _VIDEO, making.located("mpeg1video", ".mpg")),
    "vob": Sample("video/mpeg", _VIDEO, making.located("mpeg2video", ".vob")),
    "mts": Sample("video/mp2t", _VIDEO, making.located("libx264", ".ts")),
    "mp3": Sample("audio/mpeg", _AUDIO, making.sound("libmp3lame", "mp3")),
    "long-tag.mp3": Sample("audio/mpeg", _AUDIO, making.long_tag),
    "m4a": Sample("audio/mp4", _AUDIO, making.sound("aac", "ipod")),
    "voice.3gp": Sample("audio/3gpp", _AUDIO, making.sound("libopencore_amrnb", "3gp", rate=8000)),
    "amr": Sample("audio/amr", _AUDIO, making.sound("libopencore_amrnb", "amr", rate=8000)),
    "aiff": Sample("audio/aiff", _AUDIO, making.sound("pcm_s16be", "aiff")),
    "aifc": Sample("audio/aiff", _AUDIO, making.sound("pcm_mulaw", "aiff", rate=8000)),
    "caf": Sample("audio/x-caf", _AUDIO, making.sound("pcm_s16le", "caf")),
    "wma": Sample("audio/x-ms-wma", _AUDIO, making.sound("wmav2", "asf", rate=44100)),
    "au": Sample("audio/basic", _AUDIO, making.sound("pcm_s16be", "au")),
    "wav": Sample("audio/wav", _AUDIO, making.sound("pcm_s16le", "wav")),
    "mulaw.wav": Sample("audio/wav", _AUDIO, making.sound("pcm_mulaw", "wav", rate=8000)),
    "adpcm.wav": Sample("audio/wav", _AUDIO, making.sound("adpcm_ms", "wav", rate=8000)),
    "w64": Sample("audio/wav", _AUDIO, making.sound("pcm_s16le", "w64")),
    "flac": Sample("audio/flac", _AUDIO, making.sound("flac", "flac")),
    "ogg": Sample("audio/ogg", _AUDIO, making.sound("libopus", "ogg")),
    "aac": Sample("audio/aac", _AUDIO, making.sound("aac", "adts")),
    "ac3": Sample("audio/ac3", _AUDIO, making.sound("ac3", "ac3")),
    "voice.mka": Sample("audio/x-matroska", _AUDIO, making.sound("libopus", "matroska")),
    "voice.webm": Sample("audio/webm", _AUDIO, making.sound("libopus", "webm")),
    "pdf": Sample("application/pdf", _PAPER, lambda path: samples.paper(path, "Dear Rosa")),
    "txt": Sample(
        "text/plain", _PAPER, making.written("Querida Rosa, o mar está calmo.\n".encode())
    ),
    "rtf": Sample("application/rtf", _PAPER, making.written(making.RTF)),
    "docx": Sample(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _PAPER,
        making.zipped(
            {
                "docProps/core.xml": making.WORDS,
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": making.DOCX_BODY,
            }
        ),
    ),
    "odt": Sample(
        "application/vnd.oasis.opendocument.text",
        _PAPER,
        making.zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "meta.xml": making.WORDS,
                "content.xml": making.ODT_BODY,
            }
        ),
    ),
    "vcf": Sample("text/vcard", _PAPER, making.written(making.CARD)),
    "ics": Sample("text/calendar", _PAPER, making.written(making.CALENDAR)),
    "ged": Sample("text/vnd.familysearch.gedcom", _PAPER, making.written(making.GEDCOM)),
    "csv": Sample("text/csv", _PAPER, making.written(making.TABLE)),
    "json": Sample("application/json", _PAPER, making.written(making.TAKEOUT)),
    "eml": Sample("message/rfc822", _PAPER, making.written(making.mail)),
    "md": Sample("text/markdown", _PAPER, making.written(making.MARKDOWN)),
    "xmp": Sample("application/rdf+xml", _OTHER, making.written(making.XMP)),
    "html": Sample("text/html", _OTHER, making.written(b"<!DOCTYPE html><p>" + making.WORDS)),
    "zip": Sample("application/zip", _OTHER, making.zipped({"a.txt": making.WORDS})),
} | RARE


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
