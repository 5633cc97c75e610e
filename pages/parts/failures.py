"""What a page says when something was refused, or failed as nobody foresaw."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager

import streamlit as st
import structlog

from chest.database import explain
from chest.errors import ChestError, NotSignedIn
from language import _
from pages.parts.words import plain

log = structlog.get_logger(__name__)


@contextmanager
def report_errors(*, but: Container[object] = ()) -> Iterator[None]:
    """Show a refusal as its sentence, where it happened, instead of an error page; but one about
    a field among `but` goes on to whoever says it there."""
    try:
        yield
    except NotSignedIn as error:
        show_sentence(_("{sentence} Reload this page to sign in.", sentence=error.sentence))
    except ChestError as error:
        if error.data.get("field") in but:
            raise
        show_sentence(error.sentence)


def show_sentence(sentence: str) -> None:
    """A refusal or failure, in the colour of harm and with a word that says so."""
    st.error(plain(sentence))


def report_failure(error: Exception) -> bool:
    """Show a sentence instead of an error page; the log has the rest. A refusal that a page did not
    expect is shown as its own sentence. Returns True: nothing else is to be shown."""
    if isinstance(error, ChestError):
        show_sentence(error.sentence)
        return True
    log.error("page failed", exc_info=error)
    if out_of_reach := explain(error):
        show_sentence(out_of_reach.sentence)
        return True
    st.error(
        _(
            "Something failed on our side. What was saved before is safe. Please reload the page; "
            "if it happens again, tell the person who runs this chest."
        )
    )
    return True
