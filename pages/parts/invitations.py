"""An invitation, as whoever opens it is asked about it."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from pages.parts import failures, roles, session
from pages.parts.words import plain


def ask(person: Viewer, token: str) -> None:
    """Say who invites this person to which chest as what, and let them decide. The page ends here,
    unless there is nothing to decide: opening an invitation changes nothing."""
    invitations = session.library().invitations
    with failures.report_errors():
        look = invitations.look_at_invitation(person, token)
        st.title(f"{plain(look.invited_by)} invites you to the chest of {plain(look.chest_name)}")
        if look.offers_more:
            st.write(
                f"You would be a {roles.NAMES[look.role].lower()} of it. "
                f"{roles.explain(look.role, 'You')}"
            )
        else:
            st.write("You belong to this chest already, and may do all that is offered here.")
        with st.container(horizontal=True):
            goes_on = st.button("Join" if look.offers_more else "Open the chest", type="primary")
            if st.button("Not now"):
                st.query_params.clear()
                st.rerun()
        if goes_on:
            if look.offers_more:
                invitations.accept(person, token)
            st.query_params.clear()
            st.switch_page("overview.py", query_params={"chest": str(look.chest_id)})
        st.stop()
