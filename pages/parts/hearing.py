"""Who listens to a chest's recordings: asked in its settings."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from language import N_, Sayings, _
from pages.components.transcript.transcript import LANGUAGES
from pages.parts import failures, session
from pages.parts.once import once

_HEARS = Sayings(
    {
        "local": N_("This computer"),
        "openai": N_("OpenAI, a company"),
        "off": N_("Nobody"),
    }
)


def ask_who_listens(person: Viewer, chest: ChestView) -> bool:
    """Who writes down what is said in recordings, and in which language; whether another choice was
    saved in this run."""
    library = session.library()
    choice = library.transcripts.get_choice(person, chest.id)
    st.write(_("What is said in films and voices can be written down, so that it is found again."))
    ways = list(_HEARS)
    chosen = st.radio(
        _("Who listens"), ways, index=ways.index(choice.speech), format_func=_HEARS.__getitem__
    )
    if chosen == "openai":
        st.warning(
            _(
                "Recordings then leave this computer: each film and voice that is published here "
                "is sent to OpenAI, a company, to be written down. What waits for approval or is "
                "sealed is never sent."
            )
        )
    languages = ["", *LANGUAGES]
    now = choice.language or ""
    language = st.selectbox(
        _("The language that is mostly spoken"),
        languages if now in languages else [*languages, now],
        index=languages.index(now) if now in languages else len(languages),
        format_func=lambda code: LANGUAGES.get(code, code) or _("found out by itself"),
    )
    if (chosen, language) == (choice.speech, now):
        return False
    if st.button(_("Save"), key="save-hearing", type="primary"):
        with failures.report_errors():
            once(
                "save-hearing",
                (chosen, language),
                lambda: library.transcripts.choose(
                    person, chest.id, speech=chosen, language=language or None
                ),
            )
            return True
    return False
