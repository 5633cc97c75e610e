"""The types that are known here: as others name them, as browsers do, what they are to us, and the
endings of their names. This is the only such table: whoever guesses by a name, saves under one or
sends a type asks here."""

from __future__ import annotations

import re

from ai.media.types import Kind, MediaType

_Row = tuple[str, Kind, str]
ENDINGS: dict[str, tuple[str, ...]] = {}
"""Media type → the endings that names of such files have, the usual one first."""


def _rows(kind: Kind, *rows: str) -> dict[str, _Row]:
    """`name = media type ending ending…`; without `=`, both names are the same."""
    made: dict[str, _Row] = {}
    for row in rows:
        *names, told = row.split(" = ")
        media_type, *endings = told.split()
        ENDINGS[media_type] = tuple(endings)
        made |= dict.fromkeys([*names, media_type], (media_type, kind, endings[0]))
    return made


_PHOTOS = _rows(
    Kind.photo,
    "image/jpeg .jpg .jpeg .jpe .jfif .mpo",
    "image/png .png .apng",
    "image/webp .webp",
    "image/gif .gif",
    "image/heic-sequence = image/heic .heic .heif .heics .hif",
    "image/heif-sequence = image/heif .heif .heic .heifs .hif",
    "image/avif .avif .avifs",
    "image/tiff .tif .tiff",
    "image/x-ms-bmp = image/bmp .bmp .dib",
    "image/jxl .jxl",
    "image/jp2 .jp2",
    "image/jpx .jpx .jpf",
    "image/jpm .jpm",
    "image/j2c .j2k .j2c .jpc",
    "image/x-photoshop = image/vnd.adobe.photoshop .psd .psb",
    "image/svg = image/svg+xml .svg .svgz",
    "image/x-icon = image/vnd.microsoft.icon .ico .cur",
    "image/x-targa = image/x-tga .tga .icb .vda .vst",
    "image/vnd.zbrush.pcx = image/x-pcx .pcx",
    "image/x-portable-pixmap .ppm .pnm",
    "image/x-portable-greymap = image/x-portable-graymap .pgm .pnm",
    "image/x-portable-bitmap .pbm .pnm",
    "image/x-portable-arbitrarymap .pam",
)
_RAW_PHOTOS = _rows(
    Kind.photo,
    "image/x-canon-cr2 .cr2",
    "image/x-canon-cr3 .cr3",
    "image/x-canon-crw .crw",
    "image/x-nikon-nef .nef",
    "image/x-nikon-nrw .nrw",
    "image/x-sony-arw .arw .sr2 .srf",
    "image/x-fuji-raf .raf",
    "image/x-panasonic-rw2 .rw2 .raw .rwl",
    "image/x-leica-rwl .rwl .raw",
    "image/x-olympus-orf .orf",
    "image/x-pentax-pef .pef",
    "image/x-adobe-dng .dng",
    "image/x-samsung-srw .srw",
    "image/x-minolta-mrw .mrw",
    "image/x-sigma-x3f .x3f",
    "image/x-phaseone-iiq .iiq .mos",
    "image/x-hasselblad-3fr .3fr",
    "image/x-kodak-dcr .dcr .kdc",
    "image/x-epson-erf .erf",
    "image/x-mamiya-mef .mef",
)
_FILMS = _rows(
    Kind.video,
    "video/mp4 .mp4 .m4v .mov",
    "video/quicktime .mov .qt",
    "video/3gpp .3gp .3gpp",
    "video/3gpp2 .3g2 .3gpp2",
    "video/mj2 .mj2",
    "video/webm .webm",
    "video/x-matroska .mkv",
    "video/x-msvideo .avi",
    "video/x-ms-asf = application/vnd.ms-asf = video/x-ms-wmv .wmv .asf",
    "video/mp2p = video/mpeg .mpg .mpeg .mpe .vob .m2v .m1v .mod",
    "video/mp2t .mts .m2ts .ts .tod",
    "video/x-flv .flv .f4v",
    "video/x-dv .dv .dif",
    "video/ogg .ogv .ogg .ogx",
) | {"video/x-m4v": ("video/mp4", Kind.video, ".m4v")}
_VOICES = _rows(
    Kind.audio,
    "audio/mpeg .mp3 .mp2 .mpga",
    "audio/x-m4a = audio/mp4 .m4a .m4b .mp4 .aac",
    "audio/3gpp .3gp .3gpp",
    "audio/3gpp2 .3g2 .3gpp2",
    "audio/x-hx-aac-adts = audio/aac .aac .adts",
    "audio/x-flac = audio/flac .flac",
    "audio/ogg .ogg .oga .opus .spx",
    "audio/webm .webm .weba",
    "audio/x-matroska .mka .mkv",
    "audio/x-wav = audio/vnd.wave = audio/wav .wav .wave .w64",
    "audio/x-aiff = audio/aiff .aiff .aif .aifc",
    "audio/amr .amr",
    "audio/amr-wb .awb",
    "audio/x-caf .caf",
    "audio/basic .au .snd",
    "audio/x-ms-wma .wma .asf",
    "audio/x-flv .flv",
    "audio/vnd.dolby.dd-raw = audio/ac3 .ac3",
) | {"audio/quicktime": ("video/quicktime", Kind.audio, ".mov")}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_DOCUMENTS = _rows(
    Kind.document,
    "application/pdf .pdf",
    "text/rtf = application/rtf .rtf .doc",
    "application/msword .doc .dot",
    "application/vnd.ms-excel .xls",
    "application/vnd.ms-powerpoint .ppt",
    f"{_OFFICE}wordprocessingml.document .docx",
    f"{_OFFICE}spreadsheetml.sheet .xlsx",
    f"{_OFFICE}presentationml.presentation .pptx",
    f"{_OPEN}text .odt",
    f"{_OPEN}spreadsheet .ods",
    f"{_OPEN}presentation .odp",
    "application/epub+zip .epub",
    "text/plain .txt",
    "text/markdown .md .markdown",
    "text/vcard .vcf .vcard",
    "text/calendar .ics .ical",
    "text/csv .csv .tsv",
    "text/vnd.familysearch.gedcom .ged",
    "application/json .json",
    "message/rfc822 .eml",
)
_OTHERS = _rows(
    Kind.other,
    "text/html .html .htm .shtml",
    "application/xhtml+xml .xhtml .xht",
    "text/xml = application/xml .xml",
    "application/rdf+xml .xmp",
    "application/zip .zip",
    "application/octet-stream .bin",
)
KNOWN = {**_PHOTOS, **_RAW_PHOTOS, **_FILMS, **_VOICES, **_DOCUMENTS, **_OTHERS}
_NOT_DRAWN = frozenset(("image/jpm", "image/x-portable-arbitrarymap"))
DRAWN = frozenset(row[0] for row in (*_PHOTOS.values(), *_RAW_PHOTOS.values())) - _NOT_DRAWN
"""What `Decoder.image` makes a picture of."""
SHOWN = frozenset(
    (
        *("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic"),
        *("image/heif", "image/tiff", "image/bmp", "text/plain"),
        *("video/mp4", "video/webm", "video/quicktime", "video/ogg", "video/x-matroska"),
        *("video/3gpp", "video/mpeg", "video/mp2t"),
        *("audio/mpeg", "audio/mp4", "audio/aac", "audio/flac", "audio/ogg", "audio/wav"),
        *("audio/webm", "audio/aiff", "audio/3gpp"),
    )
)
"""What may be sent to be looked at: some browser shows it, and none runs anything of it."""
_RUN = frozenset(
    (
        *("image/svg+xml", "text/html", "application/xhtml+xml", "application/xml"),
        *("application/rdf+xml", "message/rfc822", "application/octet-stream"),
    )
)
SAVED = frozenset(row[0] for row in KNOWN.values()) - SHOWN - _RUN
"""What is sent to be saved under its own type, so that a phone knows what to open it with. Markup
is not in it, nor mail, which browsers take for a saved page."""
RAW_ENDINGS = frozenset(e for row in _RAW_PHOTOS.values() for e in ENDINGS[row[0]])
_ENDING = re.compile(r"\.[a-z0-9]{1,8}$")


def _by_ending() -> dict[str, str]:
    """Whose usual ending it is comes before whose it may be; films come before voices."""
    found: dict[str, str] = {}
    for media_type, endings in ENDINGS.items():
        found.setdefault(endings[0], media_type)
    for media_type, endings in ENDINGS.items():
        for ending in endings:
            found.setdefault(ending, media_type)
    return found


_BY_ENDING = _by_ending()
# The same box holds films and recordings; which one it is stands in its list of tracks.
AUDIO_TWIN = {
    "video/webm": "audio/webm",
    "video/x-matroska": "audio/x-matroska",
    "video/x-ms-wmv": "audio/x-ms-wma",
    "video/x-flv": "audio/x-flv",
}
UNKNOWN = MediaType(*KNOWN["application/octet-stream"])


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters and with its dot; empty where it has none."""
    found = _ENDING.search(name.lower())
    return found[0] if found else ""


def guessed(name: str) -> MediaType | None:
    """What a file of this name probably is; None where its ending says nothing. Bytes decide."""
    media_type = _BY_ENDING.get(ending_of(name))
    return known(media_type) if media_type else None


def known(name: str) -> MediaType:
    """The type of this name, by whichever of its names."""
    return MediaType(*KNOWN[name])
