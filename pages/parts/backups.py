"""Backups, in the settings of those who run the installation: the newest, and the last trial."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from chest.access.viewers import Viewer
from chest.texts import say_bytes
from chest.upkeep.backups.manager import BackupsView
from language import _, ngettext, write_day
from pages.parts import failures, session
from pages.parts.words import plain


def show_backups(person: Viewer) -> None:
    """A section of the settings; nothing for whoever does not run this installation."""
    manager = session.library().backups
    if not manager.is_operator(person):
        return
    st.subheader(_("Backups"), anchor=False)
    with failures.report_errors():
        view = manager.describe(person)
        if not view.scheduled:
            st.write(
                _(
                    "None is made by itself. Set CHEST_BACKUP_TO to a folder on another disk, a "
                    "bucket or a WebDAV server; then one is made each night."
                )
            )
        _say_last(view)
        if view.failed:
            words = _("The last try did not work: {reason}", reason=view.failed["sentence"])
            st.warning(plain(words))
        if view.drill:
            _say_drill(view.drill)
        st.link_button(_("Print the sheet for bringing it back"), "/api/operate/backups/sheet")


def _say_last(view: BackupsView) -> None:
    last = view.last
    if last is None:
        if view.scheduled and not view.failed:
            st.write(_("The first one is made within a minute, while the worker runs."))
        return
    st.write(
        plain(
            ngettext(
                "The newest is of {day}: {n} memory, {size}, in {place}.",
                "The newest is of {day}: {n} memories, {size}, in {place}.",
                int(last["memories"]),
                day=_day(last),
                size=say_bytes(int(last["bytes"])),
                place=last["to"],
            )
        )
    )
    if not last["recipients"]:
        st.caption(_("It lies there plain: whoever has it sees everything."))
    if last["problems"]:
        st.warning(
            ngettext(
                "{n} file could not be read, or is not as it came. Run: python -m chest doctor",
                "{n} files could not be read, or are not as they came. Run: python -m chest doctor",
                int(last["problems"]),
            )
        )
    if view.scheduled and view.is_old:
        st.warning(_("That is more than three days ago. Does the worker run, is the disk there?"))


def _say_drill(drill: dict[str, Any]) -> None:
    if not drill["ok"]:
        words = _(
            "On {day} it was brought back for trial, and that did not work. {reason}",
            day=_day(drill),
            reason=" ".join(drill["faults"][:1]),
        )
        st.warning(plain(words))
    elif drill["read"]:
        words = ngettext(
            "On {day} it was brought back for trial: every file is what it should be, and {n} "
            "memory was opened.",
            "On {day} it was brought back for trial: every file is what it should be, and {n} "
            "memories were opened.",
            int(drill["opened"]),
            day=_day(drill),
        )
        st.write(plain(words))
    else:
        words = _(
            "On {day} every byte of it was compared. It is encrypted to an identity that is not "
            "here, so it could not be opened. Once in a while, where the identity is, run: "
            "python -m chest backup drill FROM --identity FILE",
            day=_day(drill),
        )
        st.write(plain(words))


def _day(told: dict[str, Any]) -> str:
    return write_day(datetime.fromisoformat(told["at"]).date())
