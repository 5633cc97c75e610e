"""What was just done in the settings, said in the section where it was done."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from pages.parts.once import keep


def note_done(where: str, sentence: str) -> NoReturn:
    """Draw the page anew, with this sentence in its section `where`."""
    keep({"settings-done": (where, sentence)})
    st.rerun()


def show_done(where: str) -> None:
    """What was just done, where it was done. The place is there without it too: what appears
    above an open section would fold it up."""
    with st.container():
        if st.session_state.get("settings-done", ("", ""))[0] == where:
            st.success(st.session_state.pop("settings-done")[1])
