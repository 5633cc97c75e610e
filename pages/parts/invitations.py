"""An invitation, as whoever opens it is asked about it."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from language import _
from pages.parts import failures, roles, session
from pages.parts.words import plain


def ask(person: Viewer, token: str) -> None:
    """Say who invites this person to which chest as what, and let them decide. The page ends here,
    unless there is nothing to decide: opening an invitation changes nothing."""
    invitations = session.library().invitations
    with failures.report_errors():
        look = invitations.look_at_invitation(person, token)
        st.title(
            _(
                "{invited_by} invites you to the chest of {chest_name}",
                invited_by=plain(look.invited_by),
                chest_name=plain(look.chest_name),
            )
        )
        if look.offers_more:
            st.write(
                _(
                    "You would be a {role} of it. {rights}",
                    role=roles.WITHIN[look.role],
                    rights=roles.explain_to_them(look.role),
                )
            )
        else:
            st.write(_("You belong to this chest already, and may do all that is offered here."))
        with st.container(horizontal=True):
            goes_on = st.button(
                _("Join") if look.offers_more else _("Open the chest"), type="primary"
            )
            if st.button(_("Not now")):
                st.query_params.clear()
                st.rerun()
        if goes_on:
            if look.offers_more:
                invitations.accept(person, token)
            st.query_params.clear()
            st.switch_page("overview.py", query_params={"chest": str(look.chest_id)})
        st.stop()
