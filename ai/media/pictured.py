"""The picture formats beyond those that browsers show: what they are called, and that a picture
can be made of each. One table, so that a type with a picture is a photo and nothing else is."""

from __future__ import annotations

from ai.media.types import Kind, MediaType

_EXTENSIONS = {
    "image/jxl": ".jxl",
    "image/jp2": ".jp2",
    "image/jpx": ".jpx",
    "image/x-jp2-codestream": ".j2k",
    "image/vnd.adobe.photoshop": ".psd",
    "image/svg+xml": ".svg",
    "image/vnd.microsoft.icon": ".ico",
    "image/bmp": ".bmp",
    "image/x-tga": ".tga",
    "image/vnd.zbrush.pcx": ".pcx",
    "image/x-pcx": ".pcx",
    "image/x-portable-anymap": ".pnm",
    "image/x-portable-bitmap": ".pbm",
    "image/x-portable-graymap": ".pgm",
    "image/x-portable-greymap": ".pgm",
    "image/x-portable-pixmap": ".ppm",
    # Raw photos, by maker.
    "image/x-adobe-dng": ".dng",
    "image/x-canon-cr2": ".cr2",
    "image/x-canon-cr3": ".cr3",
    "image/x-canon-crw": ".crw",
    "image/x-epson-erf": ".erf",
    "image/x-fuji-raf": ".raf",
    "image/x-hasselblad-3fr": ".3fr",
    "image/x-kodak-dcr": ".dcr",
    "image/x-kodak-kdc": ".kdc",
    "image/x-minolta-mrw": ".mrw",
    "image/x-nikon-nef": ".nef",
    "image/x-nikon-nrw": ".nrw",
    "image/x-olympus-orf": ".orf",
    "image/x-panasonic-rw2": ".rw2",
    "image/x-pentax-pef": ".pef",
    "image/x-samsung-srw": ".srw",
    "image/x-sony-arw": ".arw",
    "image/x-sony-sr2": ".sr2",
}
_OTHER_NAMES = {
    "image/x-icon": "image/vnd.microsoft.icon",
    "image/x-photoshop": "image/vnd.adobe.photoshop",
    "image/x-ms-bmp": "image/bmp",
    "image/x-targa": "image/x-tga",
    "image/x-fujifilm-raf": "image/x-fuji-raf",
}
PICTURED = frozenset(_EXTENSIONS)
"""Media types that `Decoder.image` makes a picture of, beside those that browsers show."""


def as_photo(found: MediaType, head: bytes) -> MediaType:
    """The same, as a photo under its usual name where a picture can be made of it. `head` is how
    the file begins."""
    name = _OTHER_NAMES.get(found.media_type, found.media_type)
    extension = _EXTENSIONS.get(name)
    if extension is None or (name == "image/x-tga" and not _is_tga(head)):
        return found
    return MediaType(name, Kind.photo, extension)


def _is_tga(head: bytes) -> bool:
    """These files begin with no sign of their own, so much is taken for one."""
    has_palette, sort, bits = (*head[1:3], head[16]) if len(head) > 18 else (2, 0, 0)
    with_palette = has_palette == 1 and sort in (1, 9) and bits in (8, 16)
    without = has_palette == 0 and sort in (2, 3, 10, 11) and bits in (8, 15, 16, 24, 32)
    return (with_palette or without) and head[17] & 0xC0 == 0
