"""Names to readers: `"rapidocr"`, `"tesseract"`. Importing this module loads no model."""

from __future__ import annotations

from ai.reading.base import Reader
from ai.registry import Entry, Registry


def _rapid(model: str) -> Reader:
    from ai.reading.rapid import Rapid

    return Rapid()


def _tesseract(model: str) -> Reader:
    from ai.reading.tesseract import Tesseract

    return Tesseract()


readers: Registry[Reader] = Registry(
    "reading",
    {
        "rapidocr": Entry(make=_rapid, models=("PP-OCRv6-small",)),
        "tesseract": Entry(make=_tesseract, models=("lstm",)),
    },
)


def open_reader(name: str = "rapidocr") -> Reader:
    """The reader of this name. Raises UnknownProviderError for a name that is none, and
    ProviderError "missing", which says what to install, where it is not on this machine."""
    return readers.get(name)
