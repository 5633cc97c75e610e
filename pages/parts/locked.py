"""What stands where a locked chest would be: to keepers the way to open it, to others that it is
locked."""

from __future__ import annotations

from typing import NoReturn
from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.library import Library
from chest.lockers.views import LockerView
from chest.models import LockerState, Role
from language import _
from pages.parts import failures
from pages.parts.once import once
from pages.parts.words import plain

_LOOK_AGAIN_SECONDS = 2.0


def show_locked(library: Library, person: Viewer, chest_id: UUID) -> NoReturn:
    """Say that the chest is locked, or on its way to or from there; the page ends."""
    locker = library.lockers.find(person, chest_id)
    if locker is None or locker.state is LockerState.open:
        st.rerun()  # it was opened at this very moment
    st.title(plain(locker.label))
    if locker.state is not LockerState.locked:
        _follow(library, person, chest_id)
    elif locker.role is not Role.keeper:
        st.write(
            _(
                "This chest is locked. All that is in it is safe; a keeper of it can open it, and "
                "then it is as it was."
            )
        )
    else:
        _ask(library, person, locker)
    st.page_link("home.py", label=_("Your chests"))
    st.stop()


def _ask(library: Library, person: Viewer, locker: LockerView) -> None:
    st.write(_("This chest is locked. Your passphrase opens it for everybody who belongs to it."))
    with st.form(f"unlock-{locker.chest_id}", border=False, clear_on_submit=True):
        typed = st.text_input(
            _("Passphrase, or the code from the printed sheet"),
            type="password",
            max_chars=1024,
            autocomplete="off",
        )
        if st.form_submit_button(_("Unlock"), type="primary"):
            with failures.report_errors():
                once(
                    "unlock",
                    (locker.chest_id, typed),
                    lambda: library.lockers.unlock(person, locker.chest_id, typed),
                )
                st.rerun()
    if not locker.mine:
        st.caption(
            _(
                "You have no passphrase of your own for this chest. Another keeper's opens it too, "
                "and so does the code; set one for yourself while it is open."
            )
        )
    st.caption(
        _(
            "Nobody who runs this server can open it for you. While it is open they can read it, "
            "as they can any other chest here."
        )
    )


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _follow(library: Library, person: Viewer, chest_id: UUID) -> None:
    """How it stands, looked up every two seconds until it has come to its end."""
    with failures.report_errors():
        now = library.lockers.find(person, chest_id)
        if now is None or now.state in (LockerState.open, LockerState.locked):
            st.rerun(scope="app")
        if now.state is LockerState.locking:
            st.write(_("The chest is being locked. You can close this page."))
        else:
            st.write(_("The chest is being opened. All that is in it comes back to its place."))
        if now.reason:
            st.caption(plain(_("It waits: {reason}", reason=now.reason)))
