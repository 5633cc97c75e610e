"""Letters and papers in PDF: how many pages, what they say, and how the first one looks.

Runs inside the decoding process.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from ai.media import files, images
from ai.media.texts import TEXT_LIMIT
from ai.media.types import Derivatives, MediaError, MediaErrorKind, Picture

_PAGES_READ = 500  # for their text; all are counted
_PAPER = (255, 255, 255, 255)


def pdf(path: Path, out_dir: Path) -> tuple[int, str, Derivatives]:
    """(pages, text of at most TEXT_LIMIT characters, derivatives of the first page).

    The text is empty for a scan. Raises MediaError(unreadable), or unsupported where
    it needs a password.
    """
    with files.lending(path), _opened(path) as document:
        pages = len(document)
        if pages == 0:
            raise MediaError(MediaErrorKind.unreadable, "a PDF without pages")
        text = _text(document, pages)
        first = document[0]
        width, height = first.get_size()
        scale = images.PREVIEW_EDGE / max(width, height, 1e-6)
        bitmap = first.render(scale=scale, fill_color=_PAPER)
        picture = bitmap.to_pil().convert("RGB")
        picture.thumbnail((images.PREVIEW_EDGE, images.PREVIEW_EDGE))  # rounding may add a pixel
        return pages, text, images.derive(picture, out_dir)


def page(path: Path, out: Path, *, number: int, edge: int) -> Picture | None:
    """One page, counted from 0, as it looks; None beyond the last. Raises MediaError."""
    with files.lending(path), _opened(path) as document:
        if number >= len(document):
            return None
        one = document[number]
        scale = edge / max(*one.get_size(), 1e-6)
        picture = one.render(scale=scale, fill_color=_PAPER).to_pil().convert("RGB")
        picture.thumbnail((edge, edge))
        picture.save(out, "JPEG", quality=90)
        size = out.stat().st_size
        return Picture(out, "image/jpeg", picture.width, picture.height, size)


def _text(document: Any, pages: int) -> str:
    parts: list[str] = []
    length = 0
    for number in range(min(pages, _PAGES_READ)):
        with contextlib.suppress(pypdfium2.PdfiumError):
            page = document[number]
            textpage = page.get_textpage()
            part = _plain(textpage.get_text_bounded())
            textpage.close()
            page.close()
            parts.append(part)
            length += len(part) + 2
        if length >= TEXT_LIMIT:
            break
    return "\n\n".join(part for part in parts if part)[:TEXT_LIMIT]


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-\n")
    return "".join(c for c in text if c.isprintable() or c in "\n\t").strip()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        kind = MediaErrorKind.unsupported if locked else MediaErrorKind.unreadable
        raise MediaError(kind, str(error)) from error
    try:
        yield document
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise MediaError(MediaErrorKind.unreadable, str(error)) from error
    finally:
        document.close()
