"""What configuration alone cannot say about how the pages look."""

from __future__ import annotations

import streamlit as st

from pages.components.shared.sources import source

WIDE = "[data-testid='stMainBlockContainer'] { max-width: 1120px }"


def apply(*, wide: bool = False) -> None:
    """Adds our style sheet to the page; called once a run, before anything is drawn.

    Colours, faces and sizes come from .streamlit/config.toml. The sheet adds the reading column
    (`.story`), soft and small words (`.soft`), the hero, targets of 44 px, visible focus, print,
    and takes away what of Streamlit's own furniture does not belong in an album. `wide` gives
    pictures the width of the window; text keeps its measure.
    """
    sheet = source("theme/theme.css", "theme/forms.css")
    st.html(f"<style>{sheet}\n{WIDE if wide else ''}</style>")
