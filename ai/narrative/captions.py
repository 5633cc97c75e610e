"""Tells a caption that somebody wrote from a name that a camera or a program gave."""

from __future__ import annotations

import re

_EXTENSION = re.compile(
    r"\.(?:jpe?g|heic|heif|png|gif|webp|tiff?|bmp|avif|dng|raw|cr2|cr3|nef|arw|orf|rw2|raf|svg"
    r"|mov|mp4|m4v|avi|mkv|webm|3gp|mts|mpe?g|wmv"
    r"|mp3|m4a|wav|flac|ogg|opus|aac|amr|wma|aiff?|pdf|docx?|rtf|txt|odt)$",
    re.IGNORECASE,
)
_MACHINE_NAME = re.compile(
    r"^(?:"
    # Prefixes of cameras, phones and messengers, then counters, dates and copies.
    r"(?=.*\d)(?:IMG|IMAGE|IMAG|DSC|DSCN|DSCF|DCP|DCIM|PICT|PIC|PHOTO|PXL|MVI|MVC|MOV|VID|VIDEO|AUD"
    r"|PTT|REC|RECORDING|VOICE|GOPR|DJI|CIMG|SANY|HPIM|FB|FB_IMG|RECEIVED|SCAN|SCANNED|SNAPCHAT"
    r"|SCREENSHOT|SCREEN SHOT|SCREEN RECORDING|SIGNAL|WHATSAPP|TELEGRAM|BURST|PANO|MEMO"
    r"|NEW RECORDING|VOICE MEMO|DOC|DOCUMENT|FILE|LRM|WIN)"
    r"[\s_.()-]*(?:(?:IMAGE|VIDEO|AUDIO|IMG|VID|DSC|WA|PTT|AT|FROM|COVER|COPY|EDIT|EDITED|HDR"
    r"|NIGHT|PRO|MP|AM|PM|BURST|COLLAGE|SCAN|E)|[\d\s_.,:()~-])*"
    r"|(?:SAM|KIF|ST[ABC]|P|S|R|L|B|C|CR|EP|GH|GX|GP|WP)_?\d{3}[\w()-]*"
    r"|[\d\s_.,:()~#/-]*(?:(?:IMG|DSC|WA|COPY|EDITED|HDR|IOS|AM|PM|APPLE)[\d\s_.,:()~-]*)?"
    r"|[0-9A-F]{8}-?[0-9A-F]{4}-?[0-9A-F]{4}-?[0-9A-F]{4}-?[0-9A-F]{12}.*"
    r"|(?=[0-9A-Z_-]*\d)(?=[0-9A-Z_-]*[A-Z])[0-9A-Z_-]{8,}"  # one token of letters and digits
    r"|(?:UNTITLED|UNNAMED|UNKNOWN|DOWNLOAD|NONE|NULL|NO CAPTION|NO TITLE|TITLE|CAPTION|TEST|SCAN"
    r"|CAMERA|PHOTO|IMAGE|IMG|PICTURE|VIDEO|MOVIE|SLIDE|PAGE|ALBUM|SCREENSHOT|DOCUMENT|FILE"
    r"|RECORDING|NEW RECORDING|VOICE MEMO|VOICE)[\s_()#-]*\d*[)]?"
    # What cameras and programs leave in a picture's description field.
    r"|OLYMPUS DIGITAL CAMERA|SONY DSC|MINOLTA DSC|KONICA MINOLTA.*|SAMSUNG.*CAMERA.*"
    r"|.*DIGITAL (?:STILL )?CAMERA|EXIF.JPEG.PICTURE|DIGITAL IMAGE|CREATED WITH .*|CREATOR: .*"
    r"|ASCII|JPEG|DEFAULT|DAV|MDE|COF|SDR|PTR|HDR|DIG|EDF|FBT|NOR|OZNOR|QRF|RPT|CAV"
    r")$",
    re.IGNORECASE,
)


def find_caption(text: str | None) -> str | None:
    """The caption in the text, verbatim but for a trailing file extension, or None.

    Names given by cameras, phones, scanners and programs (IMG_2682, "OLYMPUS DIGITAL CAMERA") and
    texts without a letter are no captions.
    """
    if not text:
        return None
    bare = text.strip()
    named = _EXTENSION.sub("", bare)
    if not any(c.isalpha() for c in named) or _MACHINE_NAME.match(named):
        return None
    # A file that a person named keeps its words; one whose words are joined is not for reading.
    if named != bare and not re.search(r"\s", named) and re.search(r"[\d_-]", named):
        return None
    if not re.search(r"\s", named) and "_" in named:
        return None
    return named.rstrip() or None
