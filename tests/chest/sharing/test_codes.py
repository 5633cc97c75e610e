"""Addresses as pictures that a phone reads."""

from __future__ import annotations

import re

import segno

from chest.sharing.codes import terminal_code

URL = "http://192.168.1.20:8501"
# What a character shows of its upper and its lower row: whether it is light.
HALVES = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}


def test_what_a_terminal_shows_is_the_code_dark_on_light_with_its_quiet_edge() -> None:
    lines = terminal_code(URL).splitlines()
    assert all(re.fullmatch("\x1b\\[38;5;231;48;5;16m[█▀▄ ]+\x1b\\[0m", line) for line in lines)
    bare = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in lines]
    rows = [[HALVES[sign][half] for sign in line] for line in bare for half in (0, 1)]
    wanted = [
        [1 - dark for dark in row] for row in segno.make_qr(URL, error="m").matrix_iter(border=4)
    ]
    assert rows[: len(wanted)] == wanted
    assert len(lines) <= 20, "a code is looked at whole, in a window of usual height"
