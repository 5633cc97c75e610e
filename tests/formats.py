"""What intake understands of files, by format: `python -m tests.formats [FOLDER…]`.

Takes the path of `python -m ai.media`. Without folders: over the samples that the tests make, as
the table in docs/formats.md has it (`--write` puts it there). Of files in folders, type, picture,
playing and words are judged for all; date and place for those of which `REAL` says what is right.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ai.media import TEXTS, Kind, MediaError, Transcoder
from ai.media.known import ENDINGS, KNOWN, RAW_ENDINGS, guessed
from chest.cli.inspecting import SIDECAR, inspect_files
from tests.ai.media import making
from tests.ai.media.kinds import KINDS, make_all

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "formats.md"
BEGIN, END = "<!-- samples: python -m tests.formats --write -->", "<!-- end of samples -->"
COLUMNS = ("type", "date", "place", "picture", "plays", "text")
NOTHING = "–"

# Media types that people call by one name. All others are called by their usual ending.
_LABELS = {
    "JPEG": ("image/jpeg",),
    "HEIC, HEIF": ("image/heic", "image/heif"),
    "WebP": ("image/webp",),
    "TIFF": ("image/tiff",),
    "JPEG XL": ("image/jxl",),
    "JPEG 2000": ("image/jp2", "image/jpx", "image/j2c"),
    "PPM, PGM, PBM": (
        *("image/x-portable-pixmap", "image/x-portable-graymap", "image/x-portable-bitmap"),
    ),
    "3GP, 3G2": ("video/3gpp", "video/3gpp2"),
    "3GP, 3G2 (voice)": ("audio/3gpp", "audio/3gpp2"),
    "WebM": ("video/webm",),
    "WebM (voice)": ("audio/webm",),
    "FLV (voice)": ("audio/x-flv",),
    "AC-3": ("audio/ac3",),
}
_LABEL_OF = {media_type: label for label, types in _LABELS.items() for media_type in types}
# The release before decisions 0030 to 0034, over 6,855 files out of public sets: each column as far
# as it was told there.
_NO_PICTURE = ("no", NOTHING, NOTHING, "0")
_PLAYS, _DOES_NOT = ("yes", *[NOTHING] * 3, "yes"), ("yes", *[NOTHING] * 3, "no")
BEFORE: dict[str, tuple[str, ...]] = {
    "JPEG": ("not behind stray bytes", "454/480", "93/102", "973/994"),
    "PNG": ("yes", "33/35", "2/2", "986/1000"),
    "HEIC, HEIF": ("yes", "34/36", "19/20", "80/93"),
    "AVIF": ("yes", "12/13", "2/2", "265/324"),
    "WebP": ("yes", "5/5", "2/2", "41/42"),
    "TIFF": ("yes", "14/14", "8/8", "169/179"),
    "GIF": ("yes", NOTHING, NOTHING, "62/65"),
    "BMP": ("yes", NOTHING, NOTHING, "78/99"),
    "JPEG XL": (*_NO_PICTURE[:3], "0/19"),
    "JPEG 2000": (*_NO_PICTURE[:3], "0/28"),
    "PSD": (*_NO_PICTURE[:3], "0/30"),
    "SVG": (*_NO_PICTURE[:3], "0/16"),
    "ICO": (*_NO_PICTURE[:3], "0/20"),
    "TGA": (*_NO_PICTURE[:3], "0/51"),
    "PCX": (*_NO_PICTURE[:3], "0/65"),
    "PPM, PGM, PBM": (*_NO_PICTURE[:3], "0/64"),
    "MP4": ("not 20 of 53 brands", NOTHING, "4/5", "yes", "H.264 only"),
    "MOV": ("not 4 of 6 beginnings", "8/10", "4/5", "yes", "H.264 only"),
    "3GP, 3G2": ("not KDDI’s", "4/4", NOTHING, "yes", "no"),
    "AVI": ("yes", "1/3", NOTHING, "7/10", "no"),
    "MKV": ("yes", "2/3", NOTHING, "5/6", "no"),
    "WebM": ("yes", "1/1", NOTHING, "6/7", "yes"),
    "MTS": ("yes", "0/3", NOTHING, "yes", "no"),
    "MPG": ("yes", NOTHING, NOTHING, "yes", "no"),
    "WMV": ("yes", "0/4", NOTHING, "yes", "no"),
    "FLV": ("yes", NOTHING, NOTHING, "yes", "no"),
    "OGV": ("yes", NOTHING, NOTHING, "yes", "no"),
    "MP3": ("not with long tags", *[NOTHING] * 3, "yes"),
    "M4A": ("yes", "11/12", NOTHING, NOTHING, "AAC only"),
    "WAV": ("yes", *[NOTHING] * 3, "PCM only"),
    **dict.fromkeys(("FLAC", "OGG", "AAC"), _PLAYS),
    **dict.fromkeys(("AMR", "AIFF", "CAF", "AU", "WMA"), _DOES_NOT),
    "PDF": ("yes", NOTHING, NOTHING, "1017/1041", NOTHING, "654/1041"),
    **dict.fromkeys(("DOCX", "ODT", "RTF", "DOC"), ("yes", *[NOTHING] * 4, "no")),
    **dict.fromkeys(
        ("EML", "VCF", "ICS", "GED", "JSON", "XMP", "CSV", "MD"), ("no", *[NOTHING] * 4, "as it is")
    ),
    "TXT": ("yes", *[NOTHING] * 4, "Unicode and cp1252 only"),
}
_WITH_WORDS = {
    *TEXTS,
    *("application/pdf", "application/rtf", "application/msword"),
    *(row[0] for row in KNOWN.values() if row[2] in (".docx", ".odt")),
}


@dataclass(frozen=True)
class Right:
    """What is right of a file; `broken` has no picture, and what only tells of another file has
    no `words` of its own: that is right too."""

    media_type: str | None = None
    taken: str | None = None
    place: tuple[float, float] | None = None
    broken: bool = False
    words: bool = True


@dataclass
class _Row:
    files: int = 0
    right: dict[str, int] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)

    def note(self, column: str, right: bool) -> None:
        self.tried[column] = self.tried.get(column, 0) + 1
        self.right[column] = self.right.get(column, 0) + right

    def cell(self, column: str) -> str:
        count = self.tried.get(column)
        return f"{self.right[column]}/{count}" if count else NOTHING


# What the small files that once failed, and the public ones with a date or place, are to tell.
_LISBON = (38.7223, -9.1393)
REAL = {
    "newline-gps.jpg": Right(place=_LISBON),
    "bigtiff-far-offset.tif": Right(broken=True),
    "date-xmp-exif.jpg": Right(taken="1972-08-15"),
    "date-iptc.jpg": Right(taken="1964-08-15"),
    "date-modify-only-photoshop.jpg": Right(taken="[..2021-04-01]"),
    "date-month-only.jpg": Right(taken="1964-08"),
    "date-gps-only.jpg": Right(taken="2016-05-28"),
    "photo.jpg": Right(taken="1972-08-16", place=_LISBON),
    "photo.jpg.json": Right(media_type=SIDECAR),
    "PXL_20210704_091500123.MP.jpg": Right(taken="2021-07-04"),
    "Rosa 12 Aug 1964.jpg": Right(taken="1964-08-12"),
    "IMG_2682.heic": Right(taken="2019-03-21", place=(41.2203, -96.0716)),
    "thompson-springs.jpg": Right(taken="2022-01-10", place=(39.115, -108.401)),
}
_DATED = (
    *("jpg", "mpo", "newline.jpg", "png", "webp", "avif", "heic", "heif", "whole.jxl"),
    *("moving.avif", "moving.webp", "moving.png"),
    *("motion.jpg", "micro.jpg", "samsung.jpg", "motion.heic"),
)
_PLACED = (
    *("mp4", "xavc.mp4", "m4v", "mov", "wide.mov", "hevc.mov", "av1.mp4", "live.mov", "3gp", "3g2"),
    *("mkv", "webm", "wmv", "flv", "ogv", "mp3", "m4a", "caf", "wma", "flac", "ogg", "psd"),
    *("voice.3gp", "voice.3g2", "voice.mka", "voice.webm", "voice.flv", "voice.mov"),
)
_HERE = (making.LATITUDE, making.LONGITUDE)


def rights_of_samples(made: Mapping[str, Path]) -> dict[Path, Right]:
    """What was put into each sample that is whole."""
    return {
        path: Right(
            media_type=KINDS[name].media_type,
            taken="1972-08-15" if name in _DATED else None,
            place=_HERE if name in (*_DATED, *_PLACED) else None,
            words=name != "json",
        )
        for name, path in made.items()
        if not KINDS[name].untried
    }


def label_of(media_type: str) -> str:
    known = _LABEL_OF.get(media_type)
    return known or ENDINGS.get(media_type, (".other",))[0].removeprefix(".").upper()


def count(paths: Iterable[Path], rights: Mapping[Path, Right]) -> dict[str, _Row]:
    """A row for each format. Raw photographs are left out: none is whole here."""
    rows: dict[str, _Row] = {}
    with Transcoder() as transcoder:
        for line in inspect_files(paths):
            path = Path(line["file"])
            right = rights.get(path) or REAL.get(path.name) or Right()
            told = right.media_type or (guess.media_type if (guess := guessed(path.name)) else None)
            if told is None or ENDINGS.get(told, (".",))[0] in RAW_ENDINGS:
                continue
            row = rows.setdefault(label_of("application/json" if told == SIDECAR else told), _Row())
            row.files += 1
            row.note("type", told in (line["media_type"], line["kind"]) or _is_sister(told, line))
            _judge(row, line, right, transcoder)
    return rows


def _is_sister(told: str, line: Mapping[str, Any]) -> bool:
    """The name of a file says less than its bytes: .heif and .mov may be either of two, and prose
    is prose under the name of a table as well."""
    if {told, line["media_type"]} <= TEXTS:
        return True
    ending = ENDINGS[told][0]
    return ending in ENDINGS.get(line["media_type"] or "", ())


def _judge(row: _Row, line: Mapping[str, Any], right: Right, transcoder: Transcoder) -> None:
    if right.taken is not None:
        row.note("date", (line["taken"] or "").startswith(right.taken))
    if right.place is not None:
        found = (line["latitude"] or 0.0, line["longitude"] or 0.0)
        row.note("place", all(abs(a - b) < 1e-3 for a, b in zip(found, right.place, strict=True)))
    kind, made = line["kind"], line["derivatives"]
    if kind in (Kind.photo, Kind.video) or line["media_type"] == "application/pdf":
        row.note("picture", ("thumb" in made) is not right.broken)
    if kind in (Kind.video, Kind.audio):
        row.note("plays", bool(line["plays"]) or _can_be_made_playable(transcoder, line["file"]))
    if line["media_type"] in _WITH_WORDS:
        row.note("text", ("text" in made) is right.words)


def _can_be_made_playable(transcoder: Transcoder, name: str) -> bool:
    try:
        plan = transcoder.plan(Path(name))
    except MediaError:
        return False
    return plan.has_pictures or plan.has_sound


def table(rows: Mapping[str, _Row], *, compared: bool) -> str:
    """In Markdown; `compared` puts what the earlier release did before each cell."""
    lines = [f"| Format | files | {' | '.join(COLUMNS)} |", "|---" * (2 + len(COLUMNS)) + "|"]
    order = list(dict.fromkeys(label_of(row[0]) for row in KNOWN.values()))
    for label in sorted(rows, key=lambda one: order.index(one) if one in order else len(order)):
        row, cells = rows[label], []
        for number, column in enumerate(COLUMNS):
            before = (*BEFORE.get(label, ()), *[NOTHING] * len(COLUMNS))[number]
            now = row.cell(column)
            empty = (before, now) == (NOTHING, NOTHING)
            cells.append(now if empty or not compared else f"{before} → {now}")
        lines.append(f"| {label} | {row.files} | {' | '.join(cells)} |")
    return "\n".join(lines)


def table_of_samples() -> str:
    with tempfile.TemporaryDirectory() as folder:
        rights = rights_of_samples(make_all(Path(folder)))
        return table(count(rights, rights), compared=True)


def main(arguments: list[str]) -> int:
    folders = [Path(name) for name in arguments if name != "--write"]
    if folders:
        print(table(count(folders, {}), compared=False))
        return 0
    made = table_of_samples()
    print(made)
    if "--write" in arguments:
        before, _, rest = DOCUMENT.read_text().partition(BEGIN)
        DOCUMENT.write_text(f"{before}{BEGIN}\n{made}\n{END}{rest.partition(END)[2]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
