"""Addresses as QR codes, for the camera of a phone."""

from __future__ import annotations

from io import BytesIO, StringIO

import segno

from language import _

# What is drawn is the light of the code, in those of 256 colours that no theme changes.
_WHITE_ON_BLACK, _AS_BEFORE = "\x1b[38;5;231;48;5;16m", "\x1b[0m"


def svg_code(url: str) -> str:
    """An SVG that scales, dark on white for every scanner."""
    picture = BytesIO()
    _code(url).save(
        picture,
        kind="svg",
        scale=8,
        border=4,
        dark="#2B2926",
        light="#FFFFFF",
        xmldecl=False,
        omitsize=True,
        title=_("A code that opens the link when a phone's camera looks at it"),
    )
    return picture.getvalue().decode()


def terminal_code(url: str) -> str:
    """Lines for a terminal, two rows of the code in each, black on white in a dark window and in a
    bright one."""
    drawn = StringIO()
    _code(url).terminal(drawn, compact=True, border=4)
    return "\n".join(_WHITE_ON_BLACK + row + _AS_BEFORE for row in drawn.getvalue().splitlines())


def _code(url: str) -> segno.QRCode:
    return segno.make_qr(url, error="m")
