"""A key of its own: a chest that only its keepers' passphrases open."""

from __future__ import annotations

from html import escape

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.chest_keys import SHORTEST
from chest.lockers.views import LockerView, MadePrivate
from language import _, ngettext
from pages.components.address.address import show_address
from pages.parts import failures, session
from pages.parts.once import keep, once
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("private", chest=str(chest.id))

_CODE = f"private-code-{chest.id}"
_PRESSES = ("once-make-private", "once-new-code")  # they would keep the code


def explain() -> None:
    st.write(
        _(
            "A private chest has a key of its own, which passphrases of its keepers open. Locked, "
            "its words, pictures and voices lie encrypted, and nobody can read them: not whoever "
            "runs this server, and not whoever has a copy of its disks."
        )
    )
    st.markdown(
        "\n".join(
            f"- {plain(line)}"
            for line in (
                _(
                    "While it is open, whoever runs this server can read it, as any other chest "
                    "here."
                ),
                _(
                    "While it is locked they see that it is there, the name that you give it for "
                    "that time, who belongs to it, how much it holds, and when it was opened."
                ),
                _(
                    "While it is locked nothing happens in it: links say that it is locked, and "
                    "what is due in it waits."
                ),
                _(
                    "Copies that were made before, backups, exports and letters that were sent, "
                    "stay as they are."
                ),
            )
        )
    )


def ask() -> None:
    """Label, passphrase, and the press that gives it a key."""
    st.warning(
        _(
            "If all passphrases and the printed code are lost, the chest is lost. Nobody can open "
            "it again, neither you nor we."
        )
    )
    with st.form("make-private", border=False, clear_on_submit=True):
        label = st.text_input(
            _("What it is called while it is locked"),
            value=_("A locked chest"),
            max_chars=100,
        )
        st.caption(_("Whoever runs this server can read this name."))
        first = _ask_passphrase(_("Your passphrase"))
        again = _ask_passphrase(_("The same once more"))
        _say_how_long()
        hours = _ask_hours(12)
        understood = st.checkbox(_("I know that nobody can help if all of these are lost"))
        if st.form_submit_button(_("Make it private"), type="primary"):
            with failures.report_errors():
                if not understood:
                    failures.show_sentence(_("Please say that you know what can be lost."))
                elif first != again:
                    failures.show_sentence(_("The two passphrases are not the same. Try again."))
                else:
                    made: MadePrivate = once(
                        "make-private",
                        (chest.id, first),
                        lambda: library.lockers.make_private(
                            person, chest.id, label=label, passphrase=first, hours=hours
                        ),
                    )
                    keep({_CODE: made.code})
                    st.rerun()


def show_code(code: str) -> None:
    """Shown until somebody says that it is on paper."""
    st.subheader(_("The code for your sheet of paper"), anchor=False)
    st.write(
        _(
            "This code opens the chest as a passphrase does. Print this page or write the code "
            "down, and keep it where you keep other papers. It is shown only now."
        )
    )
    st.html(
        "<p style='font-family:monospace;font-size:1.35rem;line-height:1.9;"
        f"overflow-wrap:anywhere'>{escape(code)}</p>"
    )
    if st.button(_("It is on paper"), type="primary"):
        keep({_CODE: None, **dict.fromkeys(_PRESSES)})
        st.rerun()


def show_private(locker: LockerView) -> None:
    st.write(
        _("This chest is private. It is open now, for everybody who belongs to it.")
        if locker.sealed
        else _(
            "This chest is private. It is open now; the files that it had before are being "
            "encrypted to its key."
        )
    )
    if st.button(_("Lock it now"), type="primary"):
        with failures.report_errors():
            library.lockers.lock(person, chest.id)
            st.rerun()
    with (
        st.expander(_("Name while locked, and when it locks itself")),
        st.form("locker-terms", border=False),
    ):
        label = st.text_input(
            _("What it is called while it is locked"), value=locker.label, max_chars=100
        )
        hours = _ask_hours(locker.hours)
        if st.form_submit_button(_("Save")):
            with failures.report_errors():
                library.lockers.change(person, chest.id, label=label, hours=hours)
                st.success(_("Saved."))
    with (
        st.expander(
            _("Change your passphrase") if locker.mine else _("Set a passphrase of your own")
        ),
        st.form("set-passphrase", border=False, clear_on_submit=True),
    ):
        first = _ask_passphrase(_("Your passphrase"))
        again = _ask_passphrase(_("The same once more"))
        _say_how_long()
        if st.form_submit_button(_("Save")):
            with failures.report_errors():
                if first != again:
                    failures.show_sentence(_("The two passphrases are not the same. Try again."))
                else:
                    library.lockers.set_passphrase(person, chest.id, first)
                    st.success(_("Your passphrase opens this chest from now on."))
    with st.expander(_("Another code for the sheet of paper")):
        st.write(_("The code that you have on paper now opens nothing after that."))
        if st.button(_("Make another code")):
            with failures.report_errors():
                renewed: MadePrivate = once(
                    "new-code", chest.id, lambda: library.lockers.new_code(person, chest.id)
                )
                keep({_CODE: renewed.code})
                st.rerun()


def _ask_passphrase(label: str) -> str:
    return st.text_input(
        label,
        type="password",
        max_chars=1024,
        autocomplete="new-password",
    )


def _say_how_long() -> None:
    st.caption(
        ngettext(
            "A passphrase has {n} character at least; four or five words are best.",
            "A passphrase has {n} characters at least; four or five words are best.",
            SHORTEST,
        )
    )


def _ask_hours(now: int) -> int:
    return st.selectbox(
        _("It locks itself when nobody of you was here for"),
        sorted({1, 4, 12, 24, 72, 168, 0, now}, key=lambda hours: hours or 10**6),
        index=sorted({1, 4, 12, 24, 72, 168, 0, now}, key=lambda h: h or 10**6).index(now),
        format_func=lambda hours: (
            ngettext("{n} hour", "{n} hours", hours) if hours else _("never by itself")
        ),
    )


st.title(_("A key of its own"))
if chest.role is None or Action.edit_chest not in ALLOWED[chest.role]:
    st.write(_("Only a keeper of this chest makes it private."))
    st.stop()
with failures.report_errors():
    code = st.session_state.get(_CODE)
    if code:
        show_code(code)
        st.stop()
    found = library.lockers.find(person, chest.id)
    if found is None:
        explain()
        ask()
    else:
        show_private(found)
        explain()
