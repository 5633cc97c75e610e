"""What configuration alone cannot say about how the pages look."""

from __future__ import annotations

from pages.components.shared.sources import source


def sheet() -> str:
    """Our style sheet, which comes with the first HTML of every page.

    Colours, faces and sizes come from .streamlit/config.toml. The sheet adds the reading column
    (`.story`), soft and small words (`.soft`), the bar, the hero, targets of 44 px, visible focus,
    print, and takes away what of Streamlit's own furniture does not belong in an album.
    """
    return source("theme/theme.css", "theme/bar.css", "theme/forms.css")


def script() -> str:
    """What comes with every page's first HTML and mends what Streamlit does of itself: its menu
    closes when one has chosen, its entries open in a new tab where one asks the browser for that,
    and the chest's name has the room that it leaves; the next of several questions begins at its
    beginning."""
    return source("theme/menu.js", "theme/steps.js")
