"""What a page says when something failed that nobody foresaw."""

from __future__ import annotations

import streamlit as st
import structlog

from chest.database import explain
from chest.errors import ChestError
from pages.components import session

log = structlog.get_logger(__name__)


def report_failure(error: Exception) -> bool:
    """Show a sentence instead of an error page; the log has the rest. A refusal that a page did not
    expect is shown as its own sentence. Returns True: nothing else is to be shown."""
    if isinstance(error, ChestError):
        session.show_sentence(error.sentence)
        return True
    log.error("page failed", exc_info=error)
    if out_of_reach := explain(error):
        session.show_sentence(out_of_reach.sentence)
        return True
    st.error(
        "Something failed on our side. What was saved before is safe. Please reload the page; "
        "if it happens again, tell the person who runs this chest."
    )
    return True
