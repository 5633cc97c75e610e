"""As many memories as a test asks for, along the decades of a life."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SHAPES = ((1600, 1067), (1067, 1600), (1600, 1200), (1600, 900), (1200, 1200))
YEARLESS = 3  # of each large decade are dated to no year
FEW = {1930: 1, 1940: 2}  # decades of which little is left


def stretches(size: int) -> dict[int, int]:
    """How many of `size` memories each decade holds; 0 stands for undated ones."""
    many = max(0, size - sum(FEW.values()) - 5)
    return FEW | {1960: many // 4, 1970: many // 2, 1980: many - many // 4 - many // 2, 0: 5}


def year_of(size: int, decade: int, n: int) -> int | None:
    """The year of the nth memory of a decade; None for what is dated to none, or to no decade."""
    count = stretches(size).get(decade, 0)
    if not decade or (count > 20 and n < YEARLESS):
        return None
    return decade + 10 * n // count


def years(size: int, decade: int) -> list[int | None]:
    """The headings in a decade, in order; None for what is dated to no year."""
    found = [year_of(size, decade, n) for n in range(stretches(size)[decade])]
    return list(dict.fromkeys(found))


def page(size: int, asked: Mapping[str, str]) -> tuple[list[dict[str, Any]], str | None]:
    """What the API answers, and the cursor of the page after it. What was deleted is gone."""
    decade = int(asked["year"]) // 10 * 10 if "year" in asked else int(asked.get("decade", 0))
    within = [(n, year_of(size, decade, n)) for n in range(stretches(size).get(decade, 0))]
    if "year" in asked:
        within = [(n, year) for n, year in within if year == int(asked["year"])]
    elif "yearless" in asked:
        within = [(n, year) for n, year in within if year is None]
    gone = set(_told("gone").split())
    ids = [(n, year) for n, year in within if f"d{decade}-{n}" not in gone]
    at = int(asked.get("cursor", 0))
    until = min(len(ids), at + int(asked.get("limit", len(ids))))
    items = [tile(decade, n) | {"year": year} for n, year in ids[at:until]]
    return items, str(until) if until < len(ids) else None


def tile(decade: int, n: int) -> dict[str, Any]:
    """The nth memory of a decade: now and then a letter or a voice, else a picture."""
    kind = "note" if n % 17 == 8 else "audio" if n % 23 == 9 else "photo"
    width, height = SHAPES[n % len(SHAPES)]
    is_picture = kind == "photo"
    return {
        "id": f"d{decade}-{n}",
        "kind": kind,
        "state": "ready",
        "review": "pending" if n == 3 else "published",
        "thumb": f"/harness/pictures/{_names()[n % len(_names())]}" if is_picture else None,
        "blur": None,
        "width": width if is_picture else None,
        "height": height if is_picture else None,
        "alt": None,
        "caption": f"{_caption()} {n}" if n % 5 == 0 else None,
        "when": f"{decade}s" if decade else None,
        "first_line": "My dear Rosa, the boat comes in on Thursday." if kind == "note" else None,
        "duration": 83 if kind == "audio" else None,
        "peaks": [0.2, 0.8, 0.4] * 20 if kind == "audio" else None,
    }


def told(asset_id: str) -> dict[str, Any]:
    """What the API tells of a memory: "i4" of the gallery, "d1960-3" of the years."""
    n = int(re.split(r"[-i]", asset_id)[-1])
    if asset_id.startswith("d"):
        kind = tile(0, n)["kind"]
    else:
        kind = "note" if n % 11 == 4 else "audio" if n % 11 == 8 else "photo"
    picture = f"/harness/pictures/{_names()[n % len(_names())]}"
    urls = {"thumb": picture, "preview": picture, "original": f"{picture}?original"}
    if kind == "note":
        urls = {}
    elif kind == "audio":
        urls = {"audio": "/harness/pictures/voice.wav", "original": "/harness/pictures/voice.wav"}
    return {
        "id": asset_id,
        "kind": kind,
        "caption": "The whole caption, as the family wrote it" if n % 5 == 0 else None,
        "place": "Setúbal",
        "contributor": {"name": "Aunt Irene"},
        "body": "My dear Rosa,\n\nthe boat comes in on Thursday." if kind == "note" else None,
        "media_type": "image/jpeg",
        "peaks": [0.2, 0.8] * 40 if kind == "audio" else None,
        "plays_in_browser": True,
        "width": 1600,
        "height": 1067,
        "editable": True,
        "urls": urls,
    }


def _names() -> list[str]:
    index = Path(os.environ["HARNESS_FOLDER"]) / "pictures" / "index.json"
    return [shown["name"] for shown in json.loads(index.read_text())]


def _caption() -> str:
    """What a test had everybody write, as somebody might change what is there."""
    return _told("caption") or "The garden"


def _told(name: str) -> str:
    path = Path(os.environ["HARNESS_FOLDER"]) / name
    return path.read_text() if path.exists() else ""
