"""Who is on a memory, with the way to each person's own page; and where the family says so."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.people.pictures import Place
from language import _
from pages.parts import failures, session
from pages.parts.once import once
from pages.parts.people import link_to_person


def show_people(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    """The people, those in boxes from left to right; below them, for whoever may, a way to change
    who they are."""
    if not asset.people and not asset.editable:
        return
    if asset.people:
        with st.container(key="on-the-memory", horizontal=True, vertical_alignment="center"):
            st.caption(_("On it"), width="content")
            for one in asset.people:
                link_to_person(chest, one.person_id, one.name)
    if asset.editable:
        _show_change(person, asset, chest)


def _show_change(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    library = session.library()
    names = {str(one.id): one.name for one in library.people.roster(person, chest.id)}
    before = [str(one.person_id) for one in asset.people]
    boxes = {str(one.person_id): one.box for one in asset.people}
    title = _("Change who is on it") if before else _("Say who is on it")
    version = "/".join(before)
    with st.expander(title), st.form(f"people-{asset.id}-{version}", border=False):
        chosen = st.multiselect(
            _("People"),
            list({**names, **{one: one for one in before if one not in names}}),
            default=before,
            format_func=lambda one: names.get(one, one),
            accept_new_options=True,
            placeholder=_("Choose, or write a name"),
        )
        if not st.form_submit_button(_("Save"), key=f"save-people-{asset.id}"):
            return
        places = [
            Place(person_id=UUID(one), box=boxes.get(one)) if one in names else Place(name=one)
            for one in chosen
        ]
        with failures.report_errors():
            once(
                f"people-{asset.id}",
                places,
                lambda: library.in_pictures.put_on(person, asset.id, places),
            )
            st.rerun()
