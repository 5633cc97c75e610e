"""Stray bytes before a picture, a film or a recording: a newline, a mark of an editor, what a
program wrote before it. The file proper begins behind them, for every reader alike."""

from __future__ import annotations

import re

LOOKED_AT = 2048
_MOST_STRAYS = 64
_BEGINNINGS = (
    rb"\xff\xd8\xff[\xc0-\xfe]|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF[\0-\xff]{4}(?:WEBP|WAVE|AVI )"
    rb"|OggS\0|fLaC\0|\x1aE\xdf\xa3[\x01\x10-\xff]|\0\0\0[\x08-\x80]ftyp[\x20-\x7e]{4}"
)
_ALONE = re.compile(rb"(?:%b)" % _BEGINNINGS)
_BEHIND_BLANKS = re.compile(rb"(?:[\s\0]|\xef\xbb\xbf|\xff\xfe){1,1024}?(?=%b)" % _BEGINNINGS)
_BEHIND_ANYTHING = re.compile(rb"[\0-\xff]{1,%d}?(?=%b)" % (_MOST_STRAYS, _BEGINNINGS))
# What may hold a picture near its own beginning, and is read as what it is.
_OTHERS = re.compile(
    rb"II[*+RU]|MM\0[*+]|MMOR|IIII|MMMM|RIFF|FORM|8BPS|ID3|APETAGEX|OggS|fLaC|%!PS|%PDF|\xc5\xd0\xd3"
    rb"|\xd0\xcf\x11\xe0|PK|\x1aE\xdf\xa3|FLV|0&\xb2u|Rar!|7z|\x1f\x8b|BM|\0\0[\1\2]\0|caff|#!AMR"
    rb"|\.snd|\0MRM|FOVb|FUJI|II\x1a\0"
    rb"|[\0-\xff]{4}(?:ftyp|moov|mdat|wide|free|skip|pnot|uuid|JXL |jP  )"
    rb"|<|\{|\[|BEGIN:|[A-Za-z-]+:|From ",
    re.DOTALL,
)


def count_strays(head: bytes) -> int:
    """How many of the first bytes do not belong to the file proper; 0 where it has a beginning of
    its own that is known, or where nothing known begins at all."""
    if _ALONE.match(head):
        return 0
    found = _BEHIND_BLANKS.match(head)
    if found is None and not _OTHERS.match(head):
        found = _BEHIND_ANYTHING.match(head)
    return found.end() if found else 0
