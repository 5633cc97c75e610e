"""Plain forms to our own routes, which are the only way for a page to set a cookie, and what their
answers leave for the next page to say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

import streamlit as st

from chest.security.cookies import FLASH_COOKIE


@dataclass(frozen=True)
class Flash:
    """What a form's answer left for the next page to say: a sentence, and what was typed."""

    sentence: str
    kept: dict[str, str]


def take_flash() -> Flash | None:
    """The sentence left for this page. Cookies are read once per connection, so it is shown until
    the person does something, and not again after that."""
    raw = st.context.cookies.get(FLASH_COOKIE)
    if not raw:
        return None
    try:
        value = json.loads(unquote(raw))
        flash_id, sentence = str(value.pop("id")), str(value.pop("sentence"))
    except (ValueError, KeyError, AttributeError):
        return None
    if st.session_state.setdefault("flash", flash_id) != flash_id:
        return None
    return Flash(sentence=sentence, kept={str(k): str(v) for k, v in value.items()})


def show_form(
    *, action: str, fields: str, button: str, hidden: dict[str, str] | None = None
) -> None:
    """A plain POST form to one of our routes: the only way for a page to set a cookie."""
    kept = "".join(
        f"<input type='hidden' name='{escape(name)}' value='{escape(value)}'>"
        for name, value in (hidden or {}).items()
    )
    st.html(
        f"<form class='chest-form' method='post' action='{escape(action)}'>{kept}{fields}"
        f"<button type='submit' class='chest-button'>{escape(button)}</button></form>"
    )


def field(
    name: str,
    label: str,
    *,
    kind: str = "text",
    value: str = "",
    autocomplete: str = "off",
    hint: str = "",
) -> str:
    """One labelled field of a plain form, as HTML with everything escaped."""
    described = f" aria-describedby='hint-{escape(name)}'" if hint else ""
    note = f"<small id='hint-{escape(name)}'>{escape(hint)}</small>" if hint else ""
    return (
        f"<div class='chest-field'><label><span>{escape(label)}</span>"
        f"<input name='{escape(name)}' type='{escape(kind)}' value='{escape(value)}' "
        f"autocomplete='{escape(autocomplete)}' required{described}></label>{note}</div>"
    )
