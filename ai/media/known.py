"""The types that are known here: as others name them, as browsers do, and what they are to us."""

from __future__ import annotations

from ai.media.types import Kind, MediaType

_Row = tuple[str, Kind, str]


def _rows(kind: Kind, *rows: str) -> dict[str, _Row]:
    """`name = media type ending`; without `=`, both are the same."""
    made: dict[str, _Row] = {}
    for row in rows:
        *names, told = row.split(" = ")
        media_type, ending = told.split()
        made |= dict.fromkeys([*names, media_type], (media_type, kind, ending))
    return made


_PHOTOS = _rows(
    Kind.photo,
    "image/jpeg .jpg",
    "image/png .png",
    "image/webp .webp",
    "image/gif .gif",
    "image/heic-sequence = image/heic .heic",
    "image/heif-sequence = image/heif .heif",
    "image/avif .avif",
    "image/tiff .tif",
    "image/x-ms-bmp = image/bmp .bmp",
    "image/jxl .jxl",
    "image/jp2 .jp2",
    "image/jpx .jpx",
    "image/jpm .jpm",
    "image/j2c .j2k",
    "image/x-photoshop = image/vnd.adobe.photoshop .psd",
    "image/svg = image/svg+xml .svg",
    "image/x-icon = image/vnd.microsoft.icon .ico",
    "image/x-targa = image/x-tga .tga",
    "image/vnd.zbrush.pcx = image/x-pcx .pcx",
    "image/x-portable-pixmap .ppm",
    "image/x-portable-greymap = image/x-portable-graymap .pgm",
    "image/x-portable-bitmap .pbm",
    "image/x-portable-arbitrarymap .pam",
)
_RAW_PHOTOS = _rows(
    Kind.photo,
    "image/x-canon-cr2 .cr2",
    "image/x-canon-cr3 .cr3",
    "image/x-canon-crw .crw",
    "image/x-nikon-nef .nef",
    "image/x-nikon-nrw .nrw",
    "image/x-sony-arw .arw",
    "image/x-fuji-raf .raf",
    "image/x-panasonic-rw2 .rw2",
    "image/x-leica-rwl .rwl",
    "image/x-olympus-orf .orf",
    "image/x-pentax-pef .pef",
    "image/x-adobe-dng .dng",
    "image/x-samsung-srw .srw",
    "image/x-minolta-mrw .mrw",
    "image/x-sigma-x3f .x3f",
    "image/x-phaseone-iiq .iiq",
    "image/x-hasselblad-3fr .3fr",
    "image/x-kodak-dcr .dcr",
    "image/x-epson-erf .erf",
    "image/x-mamiya-mef .mef",
)
_FILMS = _rows(
    Kind.video,
    "video/mp4 .mp4",
    "video/quicktime .mov",
    "video/3gpp .3gp",
    "video/3gpp2 .3g2",
    "video/mj2 .mj2",
    "video/webm .webm",
    "video/x-matroska .mkv",
    "video/x-msvideo .avi",
    "video/x-ms-asf = application/vnd.ms-asf = video/x-ms-wmv .wmv",
    "video/mp2p = video/mpeg .mpg",
    "video/mp2t .mts",
    "video/x-flv .flv",
    "video/x-dv .dv",
    "video/ogg .ogv",
) | {"video/x-m4v": ("video/mp4", Kind.video, ".m4v")}
_VOICES = _rows(
    Kind.audio,
    "audio/mpeg .mp3",
    "audio/x-m4a = audio/mp4 .m4a",
    "audio/3gpp .3gp",
    "audio/3gpp2 .3g2",
    "audio/x-hx-aac-adts = audio/aac .aac",
    "audio/x-flac = audio/flac .flac",
    "audio/ogg .ogg",
    "audio/webm .webm",
    "audio/x-matroska .mka",
    "audio/x-wav = audio/vnd.wave = audio/wav .wav",
    "audio/x-aiff = audio/aiff .aiff",
    "audio/amr .amr",
    "audio/amr-wb .awb",
    "audio/x-caf .caf",
    "audio/basic .au",
    "audio/x-ms-wma .wma",
    "audio/x-flv .flv",
    "audio/vnd.dolby.dd-raw = audio/ac3 .ac3",
) | {"audio/quicktime": ("video/quicktime", Kind.audio, ".mov")}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_DOCUMENTS = _rows(
    Kind.document,
    "application/pdf .pdf",
    "text/rtf = application/rtf .rtf",
    "application/msword .doc",
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
    "text/markdown .md",
    "text/vcard .vcf",
    "text/calendar .ics",
    "text/csv .csv",
    "text/vnd.familysearch.gedcom .ged",
    "application/json .json",
    "message/rfc822 .eml",
)
_OTHERS = _rows(
    Kind.other,
    "text/html .html",
    "application/xhtml+xml .xhtml",
    "text/xml = application/xml .xml",
    "application/rdf+xml .xmp",
    "application/zip .zip",
    "application/octet-stream .bin",
)
KNOWN = {**_PHOTOS, **_RAW_PHOTOS, **_FILMS, **_VOICES, **_DOCUMENTS, **_OTHERS}
_NOT_DRAWN = frozenset(("image/jpm", "image/x-portable-arbitrarymap"))
DRAWN = frozenset(row[0] for row in (*_PHOTOS.values(), *_RAW_PHOTOS.values())) - _NOT_DRAWN
"""What `Decoder.image` makes a picture of."""
# The same box holds films and recordings; which one it is stands in its list of tracks.
AUDIO_TWIN = {
    "video/webm": "audio/webm",
    "video/x-matroska": "audio/x-matroska",
    "video/x-ms-wmv": "audio/x-ms-wma",
    "video/x-flv": "audio/x-flv",
}
UNKNOWN = MediaType(*KNOWN["application/octet-stream"])


def known(name: str) -> MediaType:
    """The type of this name, by whichever of its names."""
    return MediaType(*KNOWN[name])
