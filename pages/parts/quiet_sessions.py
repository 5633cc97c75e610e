"""What the page server tells every browser of itself, before any page is drawn."""

from __future__ import annotations

from functools import wraps
from typing import Any

from streamlit.runtime.app_session import AppSession


def tell_no_path() -> None:
    """Leave out of its first message where on this computer the script lies: the name of a home
    directory and of whoever runs it, told to strangers. Browsers make nothing of it.

    There is no setting for it, so that the method which writes the message is wrapped; a test opens
    a session and reads everything that comes.
    """
    write = AppSession._create_new_session_message  # see above

    @wraps(write)
    def without_path(self: AppSession, *arguments: Any, **named: Any) -> Any:
        message = write(self, *arguments, **named)
        message.new_session.main_script_path = ""
        return message

    AppSession._create_new_session_message = without_path  # type: ignore[method-assign]  # see above
