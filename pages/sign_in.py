"""Signing in; on a new installation, making the first account; by invitation, a further one."""

import streamlit as st

from chest.errors import ChestError
from pages.parts import failures, forms, roles, session
from pages.parts.words import plain

library = session.library()
flash = forms.take_flash()
kept = flash.kept if flash else {}
address = st.context.url or "/"
path = "/" + address.split("://", 1)[-1].partition("/")[2]
invitation = st.query_params.get("invitation")

EMAIL = forms.field(
    "email", "E-mail address", kind="email", value=kept.get("email", ""), autocomplete="username"
)
NEW_PASSWORD = forms.field(
    "password",
    "Password",
    kind="password",
    autocomplete="new-password",
    hint="At least 8 characters. A short sentence is easy to remember.",
)
# Not "name": a field of that name would hide the form's own property, so Streamlit drops it.
NAME = forms.field(
    "full_name",
    "Your name",
    value=kept.get("full_name", ""),
    autocomplete="name",
    hint="As the family knows you.",
)


def show_setup() -> None:
    st.title("Memory Chest")
    st.write(
        "Nobody has opened this chest yet. Make the first account; "
        "you will be the one who keeps it."
    )
    code = forms.field(
        "setup_code",
        "Setup code",
        value=kept.get("setup_code", ""),
        hint="It is printed in the window where the chest was started.",
    )
    forms.show_form(
        action="/api/auth/signup",
        fields=code + NAME + EMAIL + NEW_PASSWORD,
        button="Make the account",
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
    st.title(f"{plain(look.invited_by)} invites you to the chest of {plain(look.chest_name)}")
    st.write(
        f"Make an account to join as a {roles.NAMES[look.role].lower()}. "
        f"{roles.explain(look.role, 'You')}"
    )
    forms.show_form(
        action="/api/auth/signup",
        fields=NAME + EMAIL + NEW_PASSWORD,
        button="Make the account and join",
        hidden={"invitation": token, "next": "/", "back": path},
    )
    with st.expander("I have an account here already"):
        show_sign_in()


def show_sign_in() -> None:
    password = forms.field("password", "Password", kind="password", autocomplete="current-password")
    forms.show_form(
        action="/api/auth/login",
        fields=EMAIL + password,
        button="Sign in",
        hidden={"next": path, "back": path},
    )
    st.page_link("sign_in.py", label="Forgot your password?", query_params={"forgot": "1"})


def show_forgotten() -> None:
    st.title("A new password")
    st.write(
        "Enter your address. If there is an account with it, a letter is sent to you."
        if library.letters.goes_by_mail
        else "Enter your address. If there is an account with it, a letter is written to you. No "
        "mail server is set up here, so it lies with the person who runs this chest, who can also "
        "set a new password for you."
    )
    forms.show_form(action="/api/auth/forgot-password", fields=EMAIL, button="Write to me")


def show_reset(token: str) -> None:
    st.title("Choose a new password")
    forms.show_form(
        action="/api/auth/reset-password",
        fields=NEW_PASSWORD,
        button="Set the password",
        hidden={"token": token, "back": path},
    )


if flash and kept.get("tone") == "calm":
    st.info(plain(flash.sentence))
elif flash:
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
    st.write("Sign in to open the chests that you keep or belong to.")
    show_sign_in()
