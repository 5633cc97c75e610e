"""What configuration alone cannot say about how the pages look."""

from __future__ import annotations

from pages.components.shared.sources import source


def sheet() -> str:
    """Our style sheet, which comes with the first HTML of every page.

    Colours, faces and sizes come from .streamlit/config.toml. The sheet adds the reading column
    (`.story`), soft and small words (`.soft`), the hero, targets of 44 px, visible focus, print,
    and takes away what of Streamlit's own furniture does not belong in an album.
    """
    return source("theme/theme.css", "theme/forms.css")
