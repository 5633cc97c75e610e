"""The chest's own settings: who it is for, its picture, who belongs to it, and putting it away."""

from __future__ import annotations

from typing import Any

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.assets.pages import Filter
from chest.chests.manager import ChestView
from chest.errors import Stale
from chest.models import Kind
from language import _
from pages.components.address.address import show_address
from pages.components.cropper.cropper import cropper
from pages.components.gallery.gallery import chooser
from pages.parts import drafts, failures, items, session
from pages.parts.backups import show_backups
from pages.parts.chest_form import chest_fields, date_words
from pages.parts.faults import Fields
from pages.parts.hearing import ask_who_listens
from pages.parts.letters import show_letters
from pages.parts.members import show_members
from pages.parts.models import show_models
from pages.parts.once import keep, once
from pages.parts.people import show_own
from pages.parts.settings_done import note_done, show_done
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("settings", chest=str(chest.id))


def save(
    changes: dict[str, Any],
    *,
    where: str,
    done: str = _("Saved."),
    draft: drafts.Draft[ChestView] | None = None,
    fields: Fields | None = None,
) -> None:
    """Save, or show what someone else saved meanwhile, so that the person decides."""
    version = draft.version if draft else chest.version
    with fields.report_errors() if fields else failures.report_errors():
        try:
            once(
                f"save-{where}",
                (chest.id, version, changes),
                lambda: library.chests.edit(person, chest.id, version=version, changes=changes),
            )
        except Stale as stale:
            if draft:
                drafts.move(draft, version=stale.data["current"]["version"])
            st.warning(stale.sentence)
            now = stale.data["current"]
            for name, mine in changes.items():
                theirs = (
                    date_words(now.get(name), chest) if name in ("born", "died") else now.get(name)
                )
                if name in now and theirs != mine:
                    said = _(
                        "It now says: {theirs}. You wrote: {yours}.",
                        theirs=theirs or _("nothing"),
                        yours=mine or _("nothing"),
                    )
                    st.write(plain(said))
        else:
            if draft:
                drafts.drop(draft)
            note_done(where, done)


def show_person() -> None:
    st.subheader(_("The person"), anchor=False)
    show_done("person")
    draft = drafts.begin(f"person-{chest.id}", version=chest.version, before=chest)
    with st.form(draft.key, border=False):
        fields = Fields(draft.key)
        values = chest_fields(draft.before, fields)
        # In the first run nobody has typed yet: these are the fields as they were drawn.
        drawn = st.session_state.setdefault(f"{draft.key}-drawn", values)
        changes = {name: value for name, value in values.items() if value != drawn[name]}
        if st.form_submit_button(_("Save"), type="primary", key=draft.save_key):
            save(changes, where="person", draft=draft, fields=fields)
    show_own(person, chest)


def show_hero() -> None:
    st.subheader(_("The picture at the top"), anchor=False)
    page = library.assets.list_page(person, chest.id, Filter(kind=Kind.photo), limit=60)
    pictures = [asset for asset in page.items if "preview" in asset.renditions]
    if not pictures:
        st.write(_("When there are photographs in the chest, choose one here."))
        return
    show_done("hero")
    with st.expander(_("Choose another picture") if chest.hero_asset_id else _("Choose a picture")):
        chosen = chooser(
            [items.gallery_item(person, asset, chest) for asset in pictures],
            key="hero-chooser",
            chosen=[str(chest.hero_asset_id)] if chest.hero_asset_id else [],
            many=False,
        )
        picture = next((a for a in pictures if str(a.id) in chosen), None)
        if picture is not None:
            st.write(_("Choose a shape, and move the frame over the part to show."))
            same = picture.id == chest.hero_asset_id
            crop = cropper(
                items.address(person, picture, "preview"),
                chest.hero_crop if same else None,
                key=f"crop-{picture.id}",
                alt=items.alt_text(picture),
                size=items.size(picture),
                name=chest.name,
                years=chest.years,
            )
            if st.button(_("Use this picture"), type="primary"):
                hero = {"asset_id": str(picture.id), "crop": list(crop)}
                save({"hero": hero}, where="hero", done=_("The picture is set."))


def show_rules() -> None:
    st.subheader(_("How it works here"), anchor=False)
    show_done("rules")
    trusts = st.toggle(_("What members add is published at once"), value=chest.trusts_members)
    if trusts != chest.trusts_members:
        done = _("Saved. This holds from now on.")
        save({"trusts_members": trusts}, where="rules", done=done)
    if library.settings.encrypt == "on":
        st.caption(
            _(
                "Files are encrypted where they are kept. They come and go through this server, "
                "never straight to a bucket or from it."
            )
        )


def show_delete(of: ChestView) -> None:
    st.subheader(_("Delete this chest"), anchor=False)
    st.write(_("It disappears for everyone. For 30 days you can bring it back with all it holds."))
    if st.toggle(_("I want to delete this chest")) and st.button(_("Delete the chest")):
        with failures.report_errors():
            # Before it is gone: a second press may end this run anywhere.
            st.session_state["chest-deleted"] = str(of.id)
            once("delete-chest", of.id, lambda: library.chests.delete(person, of.id))
            keep({"chest": None})
            st.switch_page("home.py")


def show_pictures() -> None:
    """The ways to what curators decide about pictures."""
    if chest.role is None or Action.edit_any not in ALLOWED[chest.role]:
        return
    st.subheader(_("What is in pictures"), anchor=False)
    query = session.chest_query(chest)
    st.page_link("labels.py", label=_("Words for pictures"), query_params=query)
    st.page_link("alike.py", label=_("Pictures that look alike"), query_params=query)


def show_taking_out() -> None:
    """The way to all of it as files, for whoever belongs to the chest."""
    query = session.chest_query(chest)
    st.page_link("exports.py", label=_("Take it with you"), query_params=query)


st.title(_("Settings"))
if chest.role is None or Action.edit_chest not in ALLOWED[chest.role]:
    st.write(_("Only a keeper of this chest changes its settings."))
    show_pictures()
    show_models(person)
    show_backups(person)
    show_taking_out()
    st.stop()
show_person()
show_hero()
show_members(person, chest)
show_rules()
st.subheader(_("What is said in recordings"), anchor=False)
show_done("hearing")
if ask_who_listens(person, chest):
    note_done("hearing", _("Saved. This holds from now on."))
show_pictures()
show_letters(person, chest)
show_models(person)
show_backups(person)
show_taking_out()
st.page_link("private.py", label=_("A key of its own"), query_params=session.chest_query(chest))
st.page_link("history.py", label=_("What happened here"), query_params=session.chest_query(chest))
show_delete(chest)
