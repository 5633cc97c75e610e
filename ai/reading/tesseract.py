"""Tesseract, where an operator has installed it: print in more than a hundred languages."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from ai.base import ProviderError
from ai.reading.base import Line, Reading
from ai.reading.languages import guess_language
from ai.tagging.base import Picture

_COMMAND = "tesseract"
_SECONDS = 120.0
_OURS = 1
_LINE, _PAGE = 0.3, 0.6  # see ai.reading.rapid

_MISSING = "Tesseract is not installed on this machine. Install the package tesseract-ocr."

# What Tesseract calls its models, which is the language in three letters as a rule.
_CODES = {
    "ar": "ara",
    "bg": "bul",
    "cs": "ces",
    "da": "dan",
    "de": "deu",
    "el": "ell",
    "en": "eng",
    "es": "spa",
    "et": "est",
    "fi": "fin",
    "fr": "fra",
    "he": "heb",
    "hr": "hrv",
    "hu": "hun",
    "it": "ita",
    "ja": "jpn",
    "lt": "lit",
    "lv": "lav",
    "nb": "nor",
    "nl": "nld",
    "no": "nor",
    "pl": "pol",
    "pt": "por",
    "ro": "ron",
    "ru": "rus",
    "sk": "slk",
    "sl": "slv",
    "sr": "srp",
    "sv": "swe",
    "tr": "tur",
    "uk": "ukr",
    "zh": "chi_sim",
}


@dataclass
class _Words:
    """The words of one line as they come."""

    words: list[str] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)
    left: int = 1 << 30
    top: int = 1 << 30
    right: int = 0
    bottom: int = 0


class Tesseract:
    """Reads by the command `tesseract`, a process for each picture."""

    name = "tesseract"
    local = True

    def __init__(self, *, command: str = _COMMAND, seconds: float = _SECONDS) -> None:
        found = shutil.which(command)
        if found is None:
            raise ProviderError("missing", _MISSING)
        self._command = found
        self._seconds = seconds
        self._version = ""
        self._installed: tuple[str, ...] = ()

    @property
    def model(self) -> str:
        return "lstm"

    @property
    def version(self) -> str:
        if not self._version:
            told = self._run(["--version"], b"").decode("utf-8", "replace").split()
            number = told[1] if len(told) > 1 else "0"
            self._version = f"{number[:24]}/{_OURS}"
        return self._version

    def read(self, picture: Picture, *, languages: Sequence[str] = ()) -> Reading:
        """The words in the picture, as it lies. Of the languages named those are used whose models
        are installed; where none is, whatever is."""
        packed = io.BytesIO()
        Image.fromarray(picture).save(packed, "PNG", compress_level=1)
        asked = ["stdin", "stdout", "-l", "+".join(self._models(languages)), "tsv"]
        table = self._run(asked, packed.getvalue()).decode("utf-8", "replace")
        lines = tuple(_lines(table, width=picture.shape[1], height=picture.shape[0]))
        if not any(line.confidence >= _PAGE for line in lines):
            return Reading(lines=(), confidence=1.0)
        whole = sum(line.confidence * len(line.text) for line in lines)
        text = "\n".join(line.text for line in lines)
        return Reading(
            lines=lines,
            confidence=round(whole / sum(len(line.text) for line in lines), 4),
            language=guess_language(text, languages),
        )

    def _models(self, languages: Sequence[str]) -> list[str]:
        if not self._installed:
            told = self._run(["--list-langs"], b"").decode("utf-8", "replace").splitlines()
            self._installed = tuple(line.strip() for line in told[1:] if line.strip())
        known = [name for name in self._installed if name != "osd"]
        if not known:
            raise ProviderError("missing", "Tesseract has no language installed.")
        wanted = [_CODES[code] for code in languages if _CODES.get(code) in known]
        return list(dict.fromkeys(wanted)) or (["eng"] if "eng" in known else known[:1])

    def _run(self, arguments: list[str], given: bytes) -> bytes:
        try:
            done = subprocess.run(
                [self._command, *arguments],
                input=given,
                capture_output=True,
                timeout=self._seconds,
                check=False,
                env={"OMP_THREAD_LIMIT": "1", **_environment()},
            )
        except subprocess.TimeoutExpired as error:
            raise ProviderError("timeout", "Tesseract took too long.") from error
        except OSError as error:
            raise ProviderError("missing", _MISSING) from error
        if done.returncode != 0:
            raise ProviderError("bug", done.stderr.decode("utf-8", "replace")[-500:])
        return done.stdout


def _environment() -> dict[str, str]:
    import os

    names = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "TMPDIR", "LANG", "LC_ALL")
    return {name: os.environ[name] for name in names if name in os.environ}


def _lines(table: str, *, width: int, height: int) -> list[Line]:
    found: dict[tuple[str, ...], _Words] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = (row.get("text") or "").strip()
        if row.get("level") != "5" or not word:
            continue
        line = found.setdefault((row["block_num"], row["par_num"], row["line_num"]), _Words())
        left, top = int(row["left"]), int(row["top"])
        line.words.append(word)
        line.sure.append(max(0.0, float(row["conf"]) / 100))
        line.left, line.top = min(line.left, left), min(line.top, top)
        line.right = max(line.right, left + int(row["width"]))
        line.bottom = max(line.bottom, top + int(row["height"]))
    made = []
    for one in found.values():
        sure = sum(one.sure) / len(one.sure)
        if sure >= _LINE:
            box = (one.left / width, one.top / height, one.right / width, one.bottom / height)
            made.append(Line(" ".join(one.words), round(sure, 4), box))
    return made
