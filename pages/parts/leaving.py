"""Leaving a chest, and being asked about it first."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.access.visibility import ALLOWED, Action
from chest.chests.manager import ChestView
from language import _, ngettext
from pages.parts import failures, session
from pages.parts.once import keep
from pages.parts.words import plain


def ask(person: Viewer, chest: ChestView) -> bool:
    """What leaving means, and the button that does it; the page then goes on to one's chests.
    Returns True once the person would rather stay."""
    assert person.account_id is not None
    library = session.library()
    with st.container(border=True, key="leaving"), failures.report_errors():
        st.write(
            _(
                "You will no longer see this chest. What you added stays in it. A keeper can "
                "invite you again at any time."
            )
        )
        alone = library.members.count_kept_alone(person, chest.id)
        if alone:
            st.write(
                ngettext(
                    "One memory here is seen by you alone. It is put away when you leave, and "
                    "erased after 30 days. If the family should have it, let them see it first; "
                    "if you are invited again before, you can bring it back.",
                    "{n} memories here are seen by you alone. They are put away when you leave, "
                    "and erased after 30 days. If the family should have them, let them see them "
                    "first; if you are invited again before, you can bring them back.",
                    alone,
                )
            )
        links = library.members.count_open_links(person, chest.id, account_id=person.account_id)
        close = False
        if links:
            st.write(
                ngettext(
                    "You made {n} link that is still open.",
                    "You made {n} links that are still open.",
                    links,
                )
            )
            if chest.role is not None and Action.share in ALLOWED[chest.role]:
                close = st.checkbox(ngettext("Close it too", "Close them too", links), value=True)
            else:
                st.caption(_("If they should be closed, ask a curator or a keeper."))
        with st.container(horizontal=True):
            goes = st.button(_("Leave the chest"), type="primary")
            if st.button(_("Not now"), key="not-leaving"):
                return True
        if goes:
            library.members.remove(
                person, chest.id, account_id=person.account_id, close_links=close
            )
            said = _("You no longer belong to the chest of {name}.", name=chest.name)
            keep({"chest": None, "home-done": said})
            st.switch_page("home.py")
    return False


def show_done() -> None:
    """What was just left, on the page that one then comes to."""
    sentence = st.session_state.pop("home-done", None)
    if sentence:
        st.success(plain(sentence))
