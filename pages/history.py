"""What happened in a chest, the newest first: who did what, and nothing of what is in it."""

from __future__ import annotations

from html import escape
from itertools import groupby

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.chests.history import Sort
from language import _
from pages.components.address.address import show_address
from pages.parts import deeds, failures, lists, session

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("history", chest=str(chest.id))

st.title(_("What happened here"))
if chest.role is None or Action.read_audit not in ALLOWED[chest.role]:
    st.write(_("Only a keeper of this chest sees who did what in it."))
    st.stop()
st.write(
    _(
        "Who did what and when, for three years; never what was written or shown. Times are those "
        "of {place}.",
        place=chest.time_zone.replace("_", " "),
    )
)
names = {
    member.account_id: member.name for member in library.members.list_members(person, chest.id)
}
who, what = st.columns(2)
by = who.selectbox(
    _("Done by"),
    [None, *names],
    format_func=lambda one: _("Everybody") if one is None else names[one],
    key=f"deeds-by-{chest.id}",
)
sort = what.selectbox(
    _("What was done"),
    [None, *Sort],
    format_func=lambda one: _("Everything") if one is None else deeds.SORTS[one],
    key=f"deeds-of-{chest.id}",
)
asked = f"deeds-{chest.id}-{by}-{sort}"
with failures.report_errors():
    found, more = lists.load(
        asked,
        lambda after: library.history.list_deeds(person, chest.id, by=by, sort=sort, cursor=after),
    )
    if not found:
        st.write(_("Nothing of this kind happened yet."))
    for day, of_day in groupby(found, key=lambda deed: deeds.day_of(deed, chest)):
        lines = "".join(
            f"<li><time datetime='{deed.at.isoformat()}'>{deeds.time_of(deed.at, chest)}</time> "
            f"{escape(deeds.say_deed(deed))}</li>"
            for deed in of_day
        )
        st.html(f"<section class='deeds'><h2>{escape(day)}</h2><ul>{lines}</ul></section>")
    lists.offer_more(asked, more=more)
