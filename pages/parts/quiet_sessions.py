"""What the page server tells every browser of itself, before any page is drawn."""

from __future__ import annotations

from functools import wraps
from typing import Any

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
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


def tell_look_quickly() -> None:
    """Put colours and faces together once, not for each run of each page: they are read from the
    configuration when the process starts and stay the same, and putting them together took a tenth
    of a page's run. A test compares what is told."""
    write = app_session._populate_theme_msg  # the function that does it, for each of six sections
    written: dict[str, CustomThemeConfig] = {}

    @wraps(write)
    def once(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in written:
            written[section] = CustomThemeConfig()
            write(written[section], section)
        msg.MergeFrom(written[section])

    app_session._populate_theme_msg = once
