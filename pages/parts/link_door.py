"""The door behind a link: whose chest this is, who asks, and what is said when the link opens no
longer."""

from __future__ import annotations

from html import escape
from typing import NoReturn

import streamlit as st

from chest.models import LinkPermission
from chest.sharing.links import TITLES, LinkState, LinkStatus
from language import _
from pages.parts import failures, forms, given, items, session
from pages.parts.hero import hero
from pages.parts.words import plain


def show_end(of: LinkStatus | None, sentence: str = "") -> NoReturn:
    """Why the link opens no longer: `sentence`, else what is known of the link; and what was sent
    from this browser, which stays with its receipts. The page ends."""
    if of is not None and of.name:
        st.html(f"<p class='soft'>{escape(_('The chest of {name}', name=of.name))}</p>")
    st.title(of.title if of else TITLES[LinkState.asleep], anchor=False)
    unknown = _("Open the link again from the message it came in.")
    st.write(sentence or (of.sentence if of else unknown))
    given.show_sent_from_here(session.link_cookie())
    st.stop()


def show_door(of: LinkStatus) -> NoReturn:
    """Before Continue: whose chest this is, who asks and what comes, and the link's password if it
    has one, before which nothing is told."""
    if of.state is LinkState.needs_password:
        st.title(_("This link has a password"), anchor=False)
        flash = forms.take_flash()
        if flash:
            failures.show_sentence(flash.sentence)
        forms.show_form(
            action="/api/share-links/unlock",
            fields=forms.field("password", _("Password"), kind="password"),
            button=_("Open"),
            hidden={"next": "/contribute"},
        )
        st.stop()
    name = of.name or ""
    st.set_page_config(page_title=name)
    person = session.library().visits.find_at_the_door(session.link_cookie())
    picture = items.hero_address(person, of.hero_asset_id) if person else None
    is_to_look = of.permission is LinkPermission.look
    asks = _who_asks(of, is_to_look=is_to_look)
    with st.container(key="link-door"):
        hero(name=name, src=picture, crop=of.hero_crop, years=of.years, words=asks)
    if is_to_look:
        st.write(_("You need no account, and nothing is asked of you."))
    else:
        ways = (
            _("Write something, add photographs, or tell it in your own voice.")
            if session.has_microphone()
            else _("Write something, or add photographs.")
        )
        then = (
            _(
                "A few words are enough. Those who keep this chest, {name} among them, see it "
                "first. You need no account.",
                name=plain(of.asked_by),
            )
            if of.asked_by
            else _(
                "A few words are enough. Those who keep this chest see it first. You need no "
                "account."
            )
        )
        st.write(f"{ways} {then}")
    if st.button(_("Continue"), type="primary"):
        with failures.report_errors():
            session.library().visits.press_continue(session.link_cookie())
            st.rerun()
    if of.words:
        st.html(f"<p class='chest-hero-words'>{escape(of.words)}</p>")
    st.stop()


def _who_asks(of: LinkStatus, *, is_to_look: bool) -> str:
    name = of.name or ""
    if is_to_look:
        who = of.asked_by or _("The family")
        return _("{who} shows you what the family has gathered of {name}.", who=who, name=name)
    if not of.asked_by:
        return _("You are asked for a memory of {name}.", name=name)
    return _("{who} asks you for a memory of {name}.", who=of.asked_by, name=name)
