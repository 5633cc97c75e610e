"""How letters go out here, and a test letter to oneself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.letters.manager import LetterView
from chest.models import LetterState
from language import _
from pages.parts import failures, session
from pages.parts.once import keep, once
from pages.parts.words import plain

_LOOK_AGAIN_SECONDS = 2
# A worker looks for letters every second.
_NOBODY_TOOK_IT = timedelta(seconds=45)


def show_letters(person: Viewer, chest: ChestView) -> None:
    """A section of the settings, for keepers."""
    letters = session.library().letters
    st.subheader(_("Letters"), anchor=False)
    if not letters.goes_by_mail:
        st.write(
            _(
                "No mail server is set up here. A letter for somebody who forgot their password "
                "lies in a folder with the person who runs this chest; invitations are links that "
                "you send yourself."
            )
        )
        return
    st.write(
        _(
            "Letters go out by mail: to whoever forgot their password, to those who approve when "
            "something waits for them, and to those whom you invite by their e-mail address. "
            "Whether they arrive, a test letter to your own address shows."
        )
    )
    if st.button(_("Send a test letter")):
        with failures.report_errors():
            sent = once("test-letter", chest.id, lambda: letters.send_test(person, chest.id))
            keep({"test-letter": (chest.id, sent.id)})
    chest_id, letter_id = st.session_state.get("test-letter", (None, None))
    if chest_id != chest.id:
        return
    with failures.report_errors():
        letter = letters.get_test(person, chest.id, letter_id)
        if letter.state is LetterState.waiting:
            _follow(person, chest.id, letter.id)
        else:
            _say(letter)


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _follow(person: Viewer, chest_id: UUID, letter_id: UUID) -> None:
    """How it stands, looked up every two seconds until it has ended."""
    with failures.report_errors():
        letter = session.library().letters.get_test(person, chest_id, letter_id)
        if letter.state is not LetterState.waiting:
            st.rerun(scope="app")
        _say(letter)


def _say(letter: LetterView) -> None:
    to = plain(letter.to)
    match letter.state:
        case LetterState.sent:
            st.success(
                _(
                    "The mail server took the letter to {to}. If you do not find it in a few "
                    "minutes, look where your mail program puts what it takes for advertising.",
                    to=to,
                )
            )
        case LetterState.failed:
            failures.show_sentence(
                _("The letter was not sent. {reason}", reason=letter.reason or "").strip()
            )
        case LetterState.in_outbox:
            st.warning(
                _(
                    "The letter was laid into a folder: the worker knows of no mail server. The "
                    "person who runs this chest has to set CHEST_SMTP_URL for it too."
                )
            )
        case LetterState.waiting if letter.reason:
            st.warning(
                plain(
                    _(
                        "Not sent yet. {reason} It is tried again by itself.",
                        reason=letter.reason,
                    )
                )
            )
        case LetterState.waiting if datetime.now(UTC) - letter.created_at > _NOBODY_TOOK_IT:
            st.warning(
                _(
                    "Nothing has taken the letter yet. The person who runs this chest finds out "
                    "why with: python -m chest doctor"
                )
            )
        case LetterState.waiting:
            st.info(_("The letter to {to} is on its way.", to=to))
