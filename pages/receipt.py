"""What became of something that was given through a link, and taking it back."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from chest.access.viewers import Viewer
from chest.contributions.receipts import ReceiptView
from chest.errors import ChestError, Gone
from chest.security.cookies import RECEIPT_COOKIE
from pages.components import items, session
from pages.components.gallery import gallery
from pages.components.large import large_type, look_closer

large_type()
library = session.library()
token = st.context.cookies.get(RECEIPT_COOKIE, "")


def show_files(receipt: ReceiptView, viewer: Viewer) -> None:
    st.subheader("Your files", anchor=False)
    st.caption("Touch one to see it large, or to save a copy.")
    tiles = [replace(items.link_item(viewer, asset), badge=None) for asset in receipt.items]
    opened = gallery(tiles, key="receipt-files")
    chosen = next((asset for asset in receipt.items if str(asset.id) == opened), None)
    if chosen is not None:
        look_closer(viewer, chosen)


def ask_to_withdraw() -> None:
    """Taking back takes two presses, and the second says what ends."""
    st.subheader("Taking it back", anchor=False)
    if not st.session_state.get("withdrawing"):
        st.write("You may change your mind at any time.")
        if st.button("Take it back…"):
            st.session_state["withdrawing"] = True
            st.rerun()
        return
    st.warning(
        "From that moment nobody but you can see it. After 30 days it is erased; until then you "
        "can put it back, with this same receipt."
    )
    with st.container(horizontal=True):
        withdraws = st.button("Yes, take it back")
        leaves = st.button("Leave it there", type="primary")
    if withdraws:
        with session.report_errors():
            library.contributions.withdraw(token)
            st.session_state.pop("withdrawing")
            st.rerun()
    if leaves:
        st.session_state.pop("withdrawing")
        st.rerun()


try:
    receipt = library.contributions.receipt(token)
except Gone as error:
    st.title("Your receipt")
    st.write(session.plain(error.sentence))
    st.stop()
except ChestError:
    st.title("Your receipt")
    st.write("Open the receipt again from the address that you kept.")
    st.stop()

viewer = library.contributions.find_viewer_by_receipt(token)
st.title("What you gave")
st.write(f"For the chest of **{session.plain(receipt.chest_name)}**")
st.info(session.plain(receipt.words))
if receipt.can_undo_withdrawal and st.button("Put it back", type="primary"):
    with session.report_errors():
        library.contributions.unwithdraw(token)
        st.rerun()
if receipt.decision_note:
    st.write("The person who looked at it writes:")
    st.html(f"<blockquote class='story'>{session.html(receipt.decision_note)}</blockquote>")
if receipt.message:
    st.subheader("Your words", anchor=False)
    st.html(f"<blockquote class='story'>{session.html(receipt.message)}</blockquote>")
if receipt.items and viewer is not None:
    show_files(receipt, viewer)
if receipt.can_withdraw:
    ask_to_withdraw()
