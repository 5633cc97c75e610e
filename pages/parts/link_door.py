"""The door behind a link: whose chest this is, and what is said when the link opens no longer."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from chest.models import LinkPermission
from chest.sharing.links import LinkState, LinkStatus
from pages.parts import failures, forms, items, session
from pages.parts.hero import hero


def show_end(of: LinkStatus | None, sentence: str = "") -> NoReturn:
    """Why the link opens no longer: `sentence`, else what is known of the link. The page ends."""
    st.title("This link no longer opens")
    unknown = "Open the link again from the message it came in."
    st.write(sentence or (of.sentence if of else unknown))
    st.stop()


def show_door(of: LinkStatus) -> NoReturn:
    """Before Continue: whose chest this is, and the link's password if it has one."""
    if of.state is LinkState.needs_password:
        st.title("This link has a password")
        flash = forms.take_flash()
        if flash:
            failures.show_sentence(flash.sentence)
        forms.show_form(
            action="/api/share-links/unlock",
            fields=forms.field("password", "Password", kind="password"),
            button="Open",
            hidden={"next": "/contribute"},
        )
        st.stop()
    show_head(of)
    if of.permission is LinkPermission.look:
        st.write("You can look at what the family has opened to you. You need no account.")
    else:
        st.write(
            "You can add words, photographs, films or your voice. You need no account. "
            "The person who keeps this chest sees it first."
        )
    if st.button("Continue", type="primary"):
        with failures.report_errors():
            session.library().visits.press_continue(session.link_cookie())
            st.rerun()
    st.stop()


def show_head(of: LinkStatus) -> None:
    person = session.library().visits.find_viewer(session.link_cookie())
    picture = items.hero_address(person, of.hero_asset_id) if person else None
    hero(name=of.name or "", src=picture, crop=of.hero_crop, words=of.words)
