"""RapidOCR: PP-OCR by ONNX Runtime. Its weights lie in its own package; nothing is downloaded."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from ai.base import ProviderError
from ai.reading.base import Line, Reading
from ai.reading.languages import guess_language
from ai.reading.order import in_order
from ai.reading.turning import turned_back
from ai.tagging.base import Picture

_FINDS, _READS = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_OURS = 2  # raised when what is made of the model's answers changes

_GLANCE = 736  # pixels of the longer side, in which a line of a whole page can still be seen
_TURNS_BY = 4  # lines are read to see which way up a page is
_LEGIBLE = 0.85  # so sure is the model, on the whole, of what stands the right way up
_LINE, _PAGE = 0.5, 0.7
"""What is less sure than this is no line; and where no line is as sure as that, nothing is written.
Measured: see decision 0039."""
_SHORTEST_SIDE, _LONGEST_SIDE = 480, 3000
_TELLS_SLOPE = 0.2  # of the width: how long a line is whose slope is believed

_MISSING = (
    "RapidOCR is not installed. It is in requirements-light.txt: pip install rapidocr==3.10.0."
)


class Rapid:
    """Reads print and handwriting, in Latin letters, Chinese and Japanese. One picture at a time;
    threads may share it. Opening it loads nothing."""

    name = "rapidocr"
    model = "PP-OCRv6-small"
    local = True

    def __init__(self, *, threads: int = 1) -> None:
        spec = find_spec("rapidocr")
        places = spec.submodule_search_locations if spec else None
        self._models = Path(places[0]) / "models" if places else Path()
        if not all((self._models / name).is_file() for name in (_FINDS, _READS)):
            raise ProviderError("missing", _MISSING)
        self._threads = threads
        self._alone = threading.Lock()
        self._engine: Any = None

    @property
    def version(self) -> str:
        try:
            return f"{version_of('rapidocr')}/{_OURS}"
        except PackageNotFoundError:
            return f"0/{_OURS}"

    def read(self, picture: Picture, *, languages: Sequence[str] = ()) -> Reading:
        """The words in the picture, whichever way up it lies. A glance at a small copy comes first:
        most photographs have none, and are told so in a fraction of the time."""
        with self._alone:
            try:
                return self._read(picture, languages)
            except ProviderError:
                raise
            except MemoryError as error:
                raise ProviderError("request", "The picture is too large to be read.") from error
            except Exception as error:
                raise ProviderError("bug", f"{type(error).__name__}: {error}"[:500]) from error

    def looks_written(self, picture: Picture) -> bool:
        """Whether there may be words in the picture, by the glance alone."""
        with self._alone:
            return bool(self._glance(picture))

    def _read(self, picture: Picture, languages: Sequence[str]) -> Reading:
        seen = self._glance(picture)
        if not seen:
            return Reading(lines=(), confidence=1.0)
        turn = self._find_turn(picture, seen)
        upright, slope = self._read_upright(np.rot90(picture, turn))
        lines = [
            Line(line.text, line.confidence, turned_back(line.box, turn))
            for line in in_order(upright, slope=slope)
        ]
        if not any(line.confidence >= _PAGE and _has_words(line.text) for line in lines):
            return Reading(lines=(), confidence=1.0)
        letters = [len(line.text) for line in lines]
        whole = sum(line.confidence * n for line, n in zip(lines, letters, strict=True))
        text = "\n".join(line.text for line in lines)
        return Reading(
            lines=tuple(lines),
            confidence=round(whole / sum(letters), 4),
            language=guess_language(text, languages),
        )

    def _glance(self, picture: Picture) -> list[tuple[int, int, int, int]]:
        """Where words may stand, the longest first: left, top, right, bottom in pixels."""
        step = max(picture.shape[:2]) / _GLANCE
        small = _smaller(picture, step) if step > 1 else picture
        found = self._ask(small, use_det=True, use_rec=False).boxes
        if found is None:
            return []
        across, down = picture.shape[1] / small.shape[1], picture.shape[0] / small.shape[0]
        boxes = [
            (
                max(0, int(box[:, 0].min() * across)),
                max(0, int(box[:, 1].min() * down)),
                int(box[:, 0].max() * across) + 1,
                int(box[:, 1].max() * down) + 1,
            )
            for box in found
        ]
        return sorted(boxes, key=lambda b: max(b[2] - b[0], b[3] - b[1]), reverse=True)

    def _find_turn(self, picture: Picture, seen: list[tuple[int, int, int, int]]) -> int:
        """How often the picture is to be turned by a quarter, against the clock."""
        tall = sum(b[3] - b[1] for b in seen if b[3] - b[1] > 1.5 * (b[2] - b[0]))
        wide = sum(b[2] - b[0] for b in seen if b[3] - b[1] <= 1.5 * (b[2] - b[0]))
        order = (1, 3, 0, 2) if tall > wide else (0, 2, 1, 3)
        crops = [picture[top:bottom, left:right] for left, top, right, bottom in seen[:_TURNS_BY]]
        best, turn = 0.0, order[0]
        for number, each in enumerate(order):
            if number == 2 and best >= _LINE:
                break  # lying across the lines it is not legible better
            sure = float(np.mean([self._how_legible(np.rot90(crop, each)) for crop in crops]))
            if sure > best:
                best, turn = sure, each
            if sure >= _LEGIBLE:
                break
        return turn

    def _how_legible(self, crop: Picture) -> float:
        told = self._ask(np.ascontiguousarray(crop), use_det=False, use_rec=True)
        if not told.txts or not told.scores:
            return 0.0
        return float(told.scores[0]) if _has_words(told.txts[0]) else 0.0

    def _read_upright(self, picture: Picture) -> tuple[list[Line], float]:
        """The lines as they were found, and how far they fall over the whole width, as a part of
        the height."""
        told = self._ask(np.ascontiguousarray(picture), use_det=True, use_rec=True, words=True)
        if told.txts is None or told.boxes is None:
            return [], 0.0
        height, width = picture.shape[:2]
        lines, slopes = [], []
        words = told.word_results or [()] * len(told.txts)
        for box, text, sure, parts in zip(told.boxes, told.txts, told.scores, words, strict=True):
            left, right = box[:, 0].min() / width, box[:, 0].max() / width
            top, bottom = box[:, 1].min() / height, box[:, 1].max() / height
            written = spaced(text, [part[0] for part in parts])
            place = (float(left), float(top), float(right), float(bottom))
            lines.append(Line(written, round(float(sure), 4), place))
            # The corners go round from the upper left; a short word tells little of a slope.
            across, fall = (box[1, 0] - box[0, 0]) / width, (box[1, 1] - box[0, 1]) / height
            if across > _TELLS_SLOPE:
                slopes.append(float(fall / across))
        return lines, float(np.median(slopes)) if slopes else 0.0

    def _ask(self, picture: Picture, *, use_det: bool, use_rec: bool, words: bool = False) -> Any:
        if self._engine is None:
            self._engine = self._open()
        # It keeps what it was asked last, so each question says all of it. Colours it takes in the
        # order of OpenCV.
        return self._engine(
            np.ascontiguousarray(picture[:, :, ::-1]),
            use_det=use_det,
            use_cls=False,
            use_rec=use_rec,
            return_word_box=words,
            text_score=_LINE,
        )

    def _open(self) -> Any:
        from rapidocr import RapidOCR

        # With the paths of its models it has nothing to look for on the network.
        return RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "critical",
                "Global.max_side_len": _LONGEST_SIDE,
                # By itself it would blow a small picture up until its glance takes seconds.
                "Det.limit_side_len": _SHORTEST_SIDE,
                "Det.model_path": str(self._models / _FINDS),
                "Rec.model_path": str(self._models / _READS),
                "EngineConfig.onnxruntime.intra_op_num_threads": self._threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )


def spaced(text: str, words: Sequence[str]) -> str:
    """The line with the spaces that the model left out between words of an alphabet: it tells words
    apart by the gaps between them also where it writes none (RapidOCR#723). What is written without
    spaces, such as Chinese, stays so."""
    if "".join(words) != "".join(text.split()):
        return text.strip()
    made = ""
    place = 0
    for word in words:
        gap = text[place : len(text) - len(text[place:].lstrip())]
        place += len(gap)
        before = made[-1:]
        if made and (gap or (_is_spaced(before) and _is_spaced(word[:1]))):
            made += " "
        made += word
        end = place
        for char in word:
            end = text.index(char, end) + 1
        place = end
    return made


def _is_spaced(char: str) -> bool:
    """Whether words of such letters have spaces between them: not those of East Asia."""
    return bool(char) and char.isalnum() and ord(char) < 0x2E80


def _has_words(text: str) -> bool:
    return sum(char.isalnum() for char in text) >= 2


def _smaller(picture: Picture, step: float) -> Picture:
    from PIL import Image

    size = (max(1, round(picture.shape[1] / step)), max(1, round(picture.shape[0] / step)))
    small = Image.fromarray(picture).resize(size, Image.Resampling.BOX)
    return np.asarray(small, dtype=np.uint8)
