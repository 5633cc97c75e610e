"""What became of something that was given through a link, and taking it back."""

from __future__ import annotations

import streamlit as st

from chest.errors import ChestError
from pages.components import items, session
from pages.components.gallery import gallery

library = session.library()
token = st.context.cookies.get("chest_receipt", "")

try:
    receipt = library.contributions.receipt(token)
except ChestError:
    st.title("Your receipt")
    st.write("Open the receipt again from the address that you kept.")
    st.stop()

viewer = library.contributions.find_viewer_by_receipt(token)
st.title("What you gave")
st.write(f"For the chest of **{session.plain(receipt.chest_name)}**")
st.info(session.plain(receipt.words))
if receipt.decision_note:
    st.write("The person who looked at it writes:")
    st.html(f"<blockquote class='story'>{session.html(receipt.decision_note)}</blockquote>")
if receipt.message:
    st.subheader("Your words", anchor=False)
    st.html(f"<blockquote class='story'>{session.html(receipt.message)}</blockquote>")
if receipt.items and viewer is not None:
    st.subheader("Your files", anchor=False)
    gallery([items.link_item(viewer, asset) for asset in receipt.items], key="receipt-files")

if receipt.can_withdraw:
    st.subheader("Taking it back", anchor=False)
    st.write(
        "If you take it back, nobody but you can see it from that moment on. "
        "You can give it again later, with this same receipt."
    )
    if st.toggle("I want to take it back") and st.button("Take it back"):
        with session.report_errors():
            library.contributions.withdraw(token)
            st.rerun()
if receipt.can_undo_withdrawal and st.button("Give it after all", type="primary"):
    with session.report_errors():
        library.contributions.unwithdraw(token)
        st.rerun()
