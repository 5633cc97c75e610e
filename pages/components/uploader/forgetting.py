"""What signing out takes along: the list of files that this account had not finished sending."""

from __future__ import annotations

import streamlit as st

from pages.components.shared.sources import source
from pages.components.uploader.uploader import owner_of

_forgetting = st.components.v2.component(
    "memory_chest_forgetting",
    html="\n<i hidden></i>\n",
    js=source("shared/view.js", "shared/transfer.js", "shared/ledger.js", "uploader/forgetting.js"),
)


def forget_uploads_when_signing_out(account_id: str) -> None:
    """Let the sign-out forms of this page first drop what the browser remembers for the account."""
    _forgetting(key="forget-uploads", data={"owner": owner_of({}, account_id)})
