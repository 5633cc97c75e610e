"""What became of something that was given through a link, and taking it back."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.contributions.receipts import ReceiptView
from chest.errors import ChestError, Gone
from chest.security.cookies import RECEIPT_COOKIE
from language import _
from pages.parts import failures, given, held_texts, large, session
from pages.parts.once import keep
from pages.parts.words import paragraphs, plain

large.large_type()
library = session.library()
token = st.context.cookies.get(RECEIPT_COOKIE, "")


def show_given(receipt: ReceiptView, viewer: Viewer) -> None:
    st.subheader(_("Your files"), anchor=False)
    st.caption(_("Touch one to see it large, or to save a copy."))
    large.show_files(viewer, receipt.items, key="receipt-files", speaks_as="receipt")


def show_questions(receipt: ReceiptView) -> None:
    """That a part of it waits before it is told, and what the keeper asks about it."""
    if receipt.waits:
        st.write(plain(receipt.waits))
    for question in receipt.questions:
        with st.container(key=f"question-{question.id}"):
            words = held_texts.ask_giver(question)
            if words is not None:
                with failures.report_errors():
                    library.receipts.answer(token, question.id, words)
                    keep({"answered": True})
                    st.rerun()
    if st.session_state.pop("answered", False):
        st.success(_(held_texts.ANSWERED))


def ask_to_withdraw() -> None:
    """Taking back takes two presses, and the second says what ends."""
    st.subheader(_("Taking it back"), anchor=False)
    if not st.session_state.get("withdrawing"):
        st.write(_("You may change your mind at any time."))
        if st.button(_("Take it back…")):
            st.session_state["withdrawing"] = True
            st.rerun()
        return
    st.warning(
        _(
            "From that moment nobody but you can see it. After 30 days it is erased; until then "
            "you can put it back, with this same receipt."
        )
    )
    with st.container(horizontal=True):
        withdraws = st.button(_("Yes, take it back"))
        leaves = st.button(_("Leave it there"), type="primary")
    if withdraws:
        with failures.report_errors():
            library.receipts.withdraw(token)
            keep({"withdrawing": None})
            st.rerun()
    if leaves:
        st.session_state.pop("withdrawing")
        st.rerun()


try:
    receipt = library.receipts.receipt(token)
except Gone as error:
    st.title(_("Your receipt"))
    st.write(plain(error.sentence))
    st.stop()
except ChestError:
    st.title(_("Your receipt"))
    st.write(_("Open the receipt again from the address that you kept."))
    st.stop()

viewer = library.receipts.find_viewer_by_receipt(token)
st.title(_("What you gave"))
st.write(_("For the chest of **{chest_name}**", chest_name=plain(receipt.chest_name)))
st.info(plain(receipt.words))
if receipt.can_undo_withdrawal and st.button(_("Put it back"), type="primary"):
    with failures.report_errors():
        library.receipts.unwithdraw(token)
        st.rerun()
if receipt.decision_note:
    st.write(_("The person who looked at it writes:"))
    st.html(f"<blockquote class='story'>{paragraphs(receipt.decision_note)}</blockquote>")
show_questions(receipt)
if receipt.message:
    st.subheader(_("Your words"), anchor=False)
    st.html(f"<blockquote class='story'>{paragraphs(receipt.message)}</blockquote>")
    if receipt.message_when:
        st.caption(plain(receipt.message_when))
if receipt.items and viewer is not None:
    show_given(receipt, viewer)
if receipt.submitted_at is not None:
    st.subheader(_("Keeping this receipt"), anchor=False)
    given.show_receipt(token, key=str(receipt.id), chest_name=receipt.chest_name)
if receipt.can_withdraw:
    ask_to_withdraw()
