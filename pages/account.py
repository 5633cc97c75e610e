"""The person's own account: their name and password, and where they are signed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from chest.accounts.devices import say_kept_device
from chest.accounts.sessions import DeviceView
from chest.models import utc_now
from chest.security.cookies import SESSION_COOKIE
from language import _, write_day
from pages.components.fault.fault import lead_to
from pages.components.uploader.forgetting import forget_uploads_when_signing_out
from pages.parts import failures, forms, session
from pages.parts.faults import Fields
from pages.parts.once import is_second_press, keep
from pages.parts.words import plain

library = session.library()
person = session.viewer()
account = library.accounts.get(person)


def done(sentence: str) -> None:
    """Say it at the top of the page as it then is, instead of what a form said before."""
    keep({"account-done": sentence})
    forms.drop_flash()
    st.rerun()


def show_name() -> None:
    with st.form("account-name", border=False):
        fields = Fields("account")
        name = fields.draw(
            "name",
            lambda key: st.text_input(_("Your name"), value=account.name, max_chars=200, key=key),
        )
        st.caption(_("As the family knows you. It stands beside what you add."))
        if st.form_submit_button(_("Save"), type="primary"):
            with fields.report_errors():
                library.accounts.rename(person, name)
                done(_("Your name is saved."))


def show_password(flash: forms.Flash | None) -> None:
    form = forms.Answered("change-password", flash)
    with st.expander(_("Change my password"), expanded=form.is_refused):
        current = form.field(
            "current_password",
            _("Your password now"),
            kind="password",
            autocomplete="current-password",
        )
        new = form.field(
            "password",
            _("The new password"),
            kind="password",
            autocomplete="new-password",
            hint=_("At least 8 characters. Your other devices are then signed out."),
        )
        forms.show_form(
            action="/api/auth/change-password",
            fields=current + new,
            button=_("Set the new password"),
            hidden={"back": "/account"},
        )


def day(moment: datetime) -> str:
    """ "today", "yesterday" or "3 March 2026", as the clock of this browser has it."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    local, now = moment.astimezone(zone).date(), utc_now().astimezone(zone).date()
    if local >= now:
        return _("today")
    if local == now - timedelta(days=1):
        return _("yesterday")
    return _("on {day}", day=write_day(local))


def show_device(device: DeviceView) -> None:
    words = say_kept_device(device.device)
    with st.container(key=f"device-{device.id}"):
        left, right = st.columns([3, 2], vertical_alignment="center")
        since, seen = day(device.signed_in_at), day(device.seen_at)
        with left.container(gap=None):
            st.write(f"**{plain(words)}**")
            if device.is_this:
                st.caption(_("This device, signed in {since}", since=since))
            else:
                st.caption(
                    _("Signed in {since}, seen {seen}", since=since, seen=seen)
                    if seen != since
                    else _("Signed in {since}", since=since)
                )
        with right:
            if device.is_this:
                with st.container(key="quiet-sign-out"):
                    forms.show_form(action="/api/auth/logout", fields="", button=_("Sign out"))
            elif st.button(
                _("Sign out {device}", device=plain(say_kept_device(device.device, within=True))),
                key=f"sign-out-{device.id}",
            ) and not is_second_press("sign-out", device.id):
                with failures.report_errors():
                    library.sign_ins.sign_out_device(person, device.id)
                    done(_("That device is signed out."))


def show_devices() -> None:
    st.subheader(_("Where you are signed in"), anchor=False)
    if person.account_id:
        forget_uploads_when_signing_out(str(person.account_id))
    token = st.context.cookies.get(SESSION_COOKIE)
    for device in library.sign_ins.list_devices(person, current=token):
        show_device(device)
    st.write(_("If a device is lost, or you do not know one of these:"))
    with st.container(key="quiet-sign-out-everywhere"):
        forms.show_form(
            action="/api/auth/logout-everywhere", fields="", button=_("Sign out everywhere")
        )
    st.caption(_("This ends every session of your account, this one too."))


st.title(_("Account"))
flash = forms.take_flash()
sentence = st.session_state.pop("account-done", None)
if sentence:
    st.success(sentence)
elif flash and flash.is_calm:
    st.success(plain(flash.sentence))
elif flash and not flash.field:
    failures.show_sentence(flash.sentence)
# As HTML: Markdown would make the address a link to write to oneself.
address = f"<strong>{escape(account.email)}</strong>"
words = _("You sign in with {address}.", address=address)
st.html(f"<p>{words}</p>")
show_name()
show_password(flash)
show_devices()
if flash and flash.field and not flash.is_calm:
    lead_to(None, key="account")
