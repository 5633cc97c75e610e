"""Signing in; on a new installation, making the first account; by invitation, a further one."""

import streamlit as st

from chest.errors import ChestError
from language import _
from pages.components.fault.fault import lead_to
from pages.parts import failures, forms, roles, session
from pages.parts.words import plain

library = session.library()
flash = forms.take_flash()
kept = flash.kept if flash else {}
path = forms.here()
invitation = st.query_params.get("invitation")


def ask_email(form: forms.Answered) -> str:
    return form.field(
        "email",
        _("E-mail address"),
        kind="email",
        value=kept.get("email", ""),
        autocomplete="username",
    )


def ask_new_password(form: forms.Answered) -> str:
    return form.field(
        "password",
        _("Password"),
        kind="password",
        autocomplete="new-password",
        hint=_("At least 8 characters. A short sentence is easy to remember."),
    )


def ask_name(form: forms.Answered) -> str:
    # Not "name": a field of that name would hide the form's own property, so Streamlit drops it.
    return form.field(
        "full_name",
        _("Your name"),
        value=kept.get("full_name", ""),
        autocomplete="name",
        hint=_("As the family knows you."),
    )


def show_setup() -> None:
    st.title("Memory Chest")
    st.write(
        _(
            "Nobody has opened this chest yet. Make the first account; you will be the one who "
            "keeps it."
        )
    )
    form = forms.Answered("signup", flash)
    code = form.field(
        "setup_code",
        _("Setup code"),
        value=kept.get("setup_code", ""),
        hint=_("It is printed in the window where the chest was started."),
    )
    forms.show_form(
        action="/api/auth/signup",
        fields=code + ask_name(form) + ask_email(form) + ask_new_password(form),
        button=_("Make the account"),
        hidden={"next": "/", "back": "/"},
    )


def show_invitation(token: str) -> None:
    try:
        look = library.invitations.look_at_invitation(session.viewer(), token)
    except ChestError as error:
        st.title("Memory Chest")
        failures.show_sentence(error.sentence)
        show_sign_in()
        return
    st.title(
        _(
            "{invited_by} invites you to the chest of {chest_name}",
            invited_by=plain(look.invited_by),
            chest_name=plain(look.chest_name),
        )
    )
    st.write(
        _(
            "Make an account to join as a {role}. {rights}",
            role=roles.WITHIN[look.role],
            rights=roles.explain_to_them(look.role),
        )
    )
    form = forms.Answered("signup", flash)
    forms.show_form(
        action="/api/auth/signup",
        fields=ask_name(form) + ask_email(form) + ask_new_password(form),
        button=_("Make the account and join"),
        hidden={"invitation": token, "next": "/", "back": path},
    )
    login = forms.Answered("login", flash)
    with st.expander(_("I have an account here already"), expanded=login.is_refused):
        show_sign_in()


def show_sign_in() -> None:
    form = forms.Answered("login", flash)
    password = form.field(
        "password", _("Password"), kind="password", autocomplete="current-password"
    )
    forms.show_form(
        action="/api/auth/login",
        fields=ask_email(form) + password,
        button=_("Sign in"),
        hidden={"next": path, "back": path},
    )
    st.page_link("sign_in.py", label=_("Forgot your password?"), query_params={"forgot": "1"})
    st.caption(_("Were you sent a link? Open that one: you need no account."))


def show_forgotten() -> None:
    st.title(_("A new password"))
    if library.letters.goes_by_mail:
        st.write(_("Enter your address. If there is an account with it, a letter is sent to you."))
    else:
        st.write(
            _(
                "No mail server is set up here, so the letter is written into a folder on the "
                "computer on which the chest runs, and does not reach you by itself. Whoever runs "
                "that computer can give it to you, or set a new password for you."
            )
        )
    form = forms.Answered("forgot-password", flash)
    forms.show_form(
        action="/api/auth/forgot-password", fields=ask_email(form), button=_("Write to me")
    )
    if not library.letters.goes_by_mail:
        with st.expander(_("You run that computer yourself?")):
            st.write(
                _(
                    "Then you need no letter. Go to the window in which the chest was started, or "
                    "open another one in the same folder, and write this with your own address:"
                )
            )
            st.code("python -m chest reset-password you@example.org", language=None)


def show_reset(token: str) -> None:
    st.title(_("Choose a new password"))
    forms.show_form(
        action="/api/auth/reset-password",
        fields=ask_new_password(forms.Answered("reset-password", flash)),
        button=_("Set the password"),
        hidden={"token": token, "back": path},
    )


if flash and flash.is_calm:
    st.info(plain(flash.sentence))
elif flash and not flash.field:
    failures.show_sentence(flash.sentence)
if not library.accounts.is_claimed():
    show_setup()
elif invitation:
    show_invitation(invitation)
elif st.query_params.get("reset"):
    show_reset(st.query_params["reset"])
elif st.query_params.get("forgot"):
    show_forgotten()
else:
    st.title("Memory Chest")
    st.write(_("Sign in to open the chests that you keep or belong to."))
    show_sign_in()
if flash and flash.field and not flash.is_calm:
    lead_to(None, key="sign-in")
