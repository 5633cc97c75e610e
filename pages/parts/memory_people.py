"""Who is on a memory, with the way to each person's own page; and where the family says so."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.models import Kind
from chest.people.pictures import Place
from language import _
from pages.components.marker.marker import Box, Marked, marker
from pages.parts import failures, items, session
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
    title = _("Change who is on it") if before else _("Say who is on it")
    picture = items.address(person, asset, "preview") if asset.kind is Kind.photo else None
    with st.expander(title):
        if picture:
            _show_boxes(person, asset, names, picture)
        _show_names(person, asset, names)


def _show_boxes(person: Viewer, asset: AssetView, names: dict[str, str], picture: str) -> None:
    """The picture, to draw boxes on. Whoever is on it without a box stays."""
    marked = [Marked(str(one.person_id), one.box) for one in asset.people if one.box is not None]
    saved = marker(
        picture,
        marked,
        key=f"marker-{asset.id}",
        names=names,
        alt=asset.alt_text or asset.caption or "",
        size=items.size(asset),
    )
    if saved is None:
        return
    boxed = [_place(one.person, one.box, names) for one in saved]
    named = {place.person_id for place in boxed}
    others = [
        Place(person_id=one.person_id)
        for one in asset.people
        if one.box is None and one.person_id not in named
    ]
    with failures.report_errors():
        once(
            f"boxes-{asset.id}",
            saved,
            lambda: session.library().in_pictures.put_on(person, asset.id, [*boxed, *others]),
        )
        st.rerun()


def _place(one: str, box: Box | None, names: dict[str, str]) -> Place:
    return Place(person_id=UUID(one), box=box) if one in names else Place(name=one, box=box)


def _show_names(person: Viewer, asset: AssetView, names: dict[str, str]) -> None:
    before = [str(one.person_id) for one in asset.people]
    boxes = {str(one.person_id): one.box for one in asset.people}
    with st.form(f"people-{asset.id}-{'/'.join(before)}", border=False):
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
        places = [_place(one, boxes.get(one), names) for one in chosen]
        with failures.report_errors():
            once(
                f"people-{asset.id}",
                places,
                lambda: session.library().in_pictures.put_on(person, asset.id, places),
            )
            st.rerun()
