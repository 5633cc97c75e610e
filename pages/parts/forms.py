"""Plain forms to our own routes, which are the only way for a page to set a cookie, and what their
answers leave for the next page to say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote, urlencode

import streamlit as st

from chest.security.cookies import FLASH_COOKIE


@dataclass(frozen=True)
class Flash:
    """What a form's answer left for the next page to say: a sentence, and what was typed. `form` is
    the last part of the form's address, `field` what the sentence is about; "" where that is
    nothing in particular."""

    sentence: str
    kept: dict[str, str]
    form: str = ""
    field: str = ""

    @property
    def is_calm(self) -> bool:
        """Whether it says that something was done."""
        return self.kept.get("tone") == "calm"


_ANSWERED = "answered"


def here() -> str:
    """This page's address on this site, with its query: where a form leads back to."""
    path = "/" + (st.context.url or "/").split("://", 1)[-1].partition("/")[2]
    query = urlencode(st.query_params.to_dict())
    return f"{path}?{query}" if query else path


def take_flash() -> Flash | None:
    """The sentence left for this page. Cookies are read once per connection, so it is shown until
    the person does something or goes elsewhere, and not again after that."""
    raw = st.context.cookies.get(FLASH_COOKIE)
    if not raw:
        return None
    try:
        value = json.loads(unquote(raw))
        flash_id, sentence = str(value.pop("id")), str(value.pop("sentence"))
    except (ValueError, KeyError, AttributeError):
        return None
    if st.session_state.setdefault("flash", (flash_id, here())) != (flash_id, here()):
        drop_flash()
        return None
    kept = {str(k): str(v) for k, v in value.items()}
    return Flash(sentence, kept, form=kept.pop("form", ""), field=kept.pop("field", ""))


def drop_flash() -> None:
    """Say it no more: the person has done something else."""
    st.session_state["flash"] = _ANSWERED


def leave_flash() -> None:
    """What one page was left to say is not said by that page again after another one."""
    shown = st.session_state.get("flash")
    if isinstance(shown, tuple) and shown[1] != here():
        drop_flash()


class Answered:
    """One plain form, and what its last answer says of its fields."""

    def __init__(self, form: str, flash: Flash | None) -> None:
        self._flash = flash if flash is not None and flash.form == form else None
        self.is_refused = self._flash is not None and not self._flash.is_calm

    def field(self, name: str, label: str, **how: str) -> str:
        """The field; where the answer is about it, marked and with the sentence at it."""
        fault = ""
        if self._flash is not None and self._flash.field == name and not self._flash.is_calm:
            fault = self._flash.sentence
        return field(name, label, fault=fault, **how)


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
    fault: str = "",
) -> str:
    """One labelled field of a plain form, as HTML with everything escaped. `fault` is why it was
    not taken."""
    spot = escape(name)
    by = [f"fault-{spot}"] if fault else []
    by += [f"hint-{spot}"] if hint else []
    described = f" aria-describedby='{' '.join(by)}'" if by else ""
    described += " aria-invalid='true'" if fault else ""
    note = f"<small id='hint-{spot}'>{escape(hint)}</small>" if hint else ""
    if fault:
        note = f"<p class='chest-fault' id='fault-{spot}' role='alert'>{escape(fault)}</p>{note}"
    return (
        f"<div class='chest-field'><label><span>{escape(label)}</span>"
        f"<input name='{escape(name)}' type='{escape(kind)}' value='{escape(value)}' "
        f"autocomplete='{escape(autocomplete)}' required{described}></label>{note}</div>"
    )
