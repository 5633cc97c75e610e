"""The person's own account: who they are here, and signing out."""

import streamlit as st

from pages.components import session

library = session.library()
account = library.accounts.get(session.viewer())

st.title("Account")
st.write(
    f"You are signed in as **{session.plain(account.name)}** ({session.plain(account.email)})."
)

session.show_form(action="/api/auth/logout", fields="", button="Sign out")

st.subheader("On a lost or shared device")
st.write("This ends every session of your account, on every phone and computer, this one too.")
session.show_form(action="/api/auth/logout-everywhere", fields="", button="Sign out everywhere")
