"""Adding: files of any kind, a voice, or something written."""

import streamlit as st

from language import _
from pages.components.address.address import show_address
from pages.components.recorder.recorder import recorder
from pages.components.uploader.uploader import uploader
from pages.parts import failures, session
from pages.parts.once import keep, once
from pages.parts.ready import show_ready
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("add", chest=str(chest.id))
target = {"chest_id": str(chest.id)}

st.title(_("Add memories"))
st.write(
    _(
        "For the chest of {name}. Photographs, films, voices, letters: everything is kept as it "
        "is, and looked at in the background. You can close this page when the bars are full.",
        name=plain(chest.name),
    )
)
uploader(
    key="add-files", target=target, owner=str(person.account_id) if person.account_id else None
)
show_ready(person, chest)
recorder(key="add-voice", target=target, label=_("Or record a voice"))

st.subheader(_("Or write something"), anchor=False)
# Fields of another name after each note: what stands in a browser's field is not emptied from here.
number = st.session_state.get("notes-written", 0)
with st.form(f"write-{number}", border=False):
    body = st.text_area(_("Your words"), height=180, key=f"note-body-{number}")
    when, where = st.columns(2)
    taken = when.text_input(
        _("When was that?"), placeholder=_("summer 1964, about 1952"), key=f"note-when-{number}"
    )
    place = where.text_input(_("Where?"), key=f"note-where-{number}")
    if st.form_submit_button(_("Add this"), type="primary"):
        with failures.report_errors():
            note = once(
                "add-note",
                (chest.id, number, body, taken, place),
                lambda: library.assets.add_note(
                    person, chest.id, body=body, taken=taken or None, place=place or None
                ),
            )
            keep({"notes-written": number + 1, "note-added": str(note.id)})
            st.rerun()
added = st.session_state.pop("note-added", None)
if added:
    st.success(_("Your words are in the chest."))
    st.page_link(
        "memory.py", label=_("Look at them"), query_params=session.chest_query(chest, id=added)
    )
st.page_link("timeline.py", label=_("See the timeline"), query_params=session.chest_query(chest))
