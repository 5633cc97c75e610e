"""What somebody sent through a link: shown again, where it stands, and its receipt."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from chest.access.viewers import Viewer
from chest.contributions.receipts import STANDS
from chest.contributions.views import ContributionView
from chest.dates.days import say_day
from chest.models import ContributionState
from language import _
from pages.components.sender.sender import sender
from pages.parts import failures, large, session
from pages.parts.once import once
from pages.parts.words import paragraphs, plain


def show_standing(gift: ContributionView, *, time_zone: str) -> None:
    """When it was sent, and where it stands."""
    st.write(_("Sent on {day}.", day=say_day(gift.submitted_at or gift.created_at, time_zone)))
    say = st.success if gift.state is ContributionState.approved else st.info
    say(plain(STANDS[gift.state]))


def show_gift(viewer: Viewer, gift: ContributionView) -> None:
    """The words and files of something that was sent in this link session."""
    if gift.message:
        st.html(f"<blockquote class='story'>{paragraphs(gift.message)}</blockquote>")
        if gift.message_when:
            st.caption(plain(gift.message_when))
    files = [item for item in gift.items if item.id != gift.message_asset_id]
    if files:
        large.show_files(viewer, files, key=f"given-{gift.id}", speaks_as="link")


def show_earlier(viewer: Viewer, gifts: Sequence[ContributionView], *, time_zone: str) -> None:
    """What was sent before, each with its receipt."""
    for gift in gifts:
        st.subheader(_("What you sent before"), anchor=False)
        show_standing(gift, time_zone=time_zone)
        show_gift(viewer, gift)
        if gift.receipt:
            st.link_button(_("Open its receipt"), f"/r/{gift.receipt}", key=f"open-{gift.id}")


def show_sent_from_here(cookie: str | None) -> None:
    """In a few lines, for whose link opens no longer: what was sent from this browser."""
    sent = session.library().receipts.list_sent(cookie)
    if not sent:
        return
    st.subheader(_("What you sent"), anchor=False)
    st.write(_("It is safe, whatever becomes of the link. Its receipt opens it."))
    for gift in sent:
        with st.container(key=f"sent-{gift.id}"):
            st.write(
                _(
                    "For the chest of **{chest_name}**, on {sent_on}. {stands}",
                    chest_name=plain(gift.chest_name),
                    sent_on=gift.sent_on,
                    stands=plain(gift.stands),
                )
            )
            st.link_button(_("Open the receipt"), f"/r/{gift.receipt}", key=f"open-{gift.id}")


def show_receipt(receipt: str, *, key: str, chest_name: str, email: str = "") -> None:
    """The receipt's address to keep: copied, handed to the telephone's own way of sending, or,
    where letters go out, by e-mail."""
    sender(
        key=f"receipt-{key}",
        url=f"{session.base_url()}/r/{receipt}",
        of="receipt",
        title=_("My receipt for {chest}", chest=chest_name or _("the chest")),
    )
    letters = session.library().receipt_letters
    if not letters.goes_by_mail:
        return
    with st.form(f"receipt-letter-{key}", border=False):
        to = st.text_input(
            _("Or have it sent to your e-mail address"),
            value=email,
            max_chars=320,
            autocomplete="email",
            key=f"receipt-to-{key}",
        )
        asked = st.form_submit_button(_("Send it to me"))
    if not asked:
        return
    with failures.report_errors():
        letter = once(
            f"receipt-letter-{key}",
            to,
            lambda: letters.send(receipt, to=to, base_url=session.base_url()),
        )
        st.success(
            _(
                "The letter to {to} is on its way. If it does not arrive in a few minutes, look "
                "where your mail program puts what it takes for advertising.",
                to=plain(letter.to),
            )
        )
