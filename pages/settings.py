"""The chest's own settings: who it is for, its picture, who belongs to it, and putting it away."""

from __future__ import annotations

from typing import Any

import streamlit as st

from chest.chests import ChestView
from chest.errors import Stale
from chest.members import MemberView
from chest.models import Kind, Role
from chest.visibility import ALLOWED, Action
from pages.components import drafts, items, session
from pages.components.chest_form import chest_fields, date_words
from pages.components.gallery import chooser
from pages.components.player import cropper

library = session.library()
person = session.viewer()
chest = session.the_chest()

ROLES = {
    Role.viewer: "may look",
    Role.member: "may look and add",
    Role.curator: "may also edit, approve, share and tell the story",
    Role.keeper: "keeps the chest: may do everything",
}


def save(
    changes: dict[str, Any], *, done: str, draft: drafts.Draft[ChestView] | None = None
) -> None:
    """Save, or show what someone else saved meanwhile, so that the person decides."""
    version = draft.version if draft else chest.version
    with session.report_errors():
        try:
            library.chests.edit(person, chest.id, version=version, changes=changes)
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
                    said = f"It now says: {theirs or 'nothing'}. You wrote: {mine or 'nothing'}."
                    st.write(session.plain(said))
        else:
            if draft:
                drafts.drop(draft)
            st.session_state["settings-done"] = done
            st.rerun()


def show_person() -> None:
    st.subheader("The person", anchor=False)
    draft = drafts.begin(f"person-{chest.id}", version=chest.version, before=chest)
    with st.form(draft.key, border=False):
        values = chest_fields(draft.before)
        # In the first run nobody has typed yet: these are the fields as they were drawn.
        drawn = st.session_state.setdefault(f"{draft.key}-drawn", values)
        changes = {name: value for name, value in values.items() if value != drawn[name]}
        if st.form_submit_button("Save", type="primary", key=draft.save_key):
            save(changes, done="Saved.", draft=draft)


def show_hero() -> None:
    st.subheader("The picture at the top", anchor=False)
    page = library.assets.list_page(person, chest.id, kind=Kind.photo, limit=60)
    pictures = [asset for asset in page.items if "preview" in asset.renditions]
    if not pictures:
        st.write("When there are photographs in the chest, choose one here.")
        return
    with st.expander("Choose another picture" if chest.hero_asset_id else "Choose a picture"):
        chosen = chooser(
            [items.gallery_item(person, asset, chest) for asset in pictures],
            key="hero-chooser",
            chosen=[str(chest.hero_asset_id)] if chest.hero_asset_id else [],
            many=False,
        )
        picture = next((a for a in pictures if str(a.id) in chosen), None)
        if picture is not None:
            st.write("Move the frame over the part to show.")
            same = picture.id == chest.hero_asset_id
            crop = cropper(
                items.address(person, picture, "preview"),
                chest.hero_crop if same else None,
                key=f"crop-{picture.id}",
                alt=items.alt_text(picture),
                size=items.size(picture),
            )
            if st.button("Use this picture", type="primary"):
                hero = {"asset_id": str(picture.id), "crop": list(crop)}
                save({"hero": hero}, done="The picture is set.")


def show_member(member: MemberView) -> None:
    name, role, leave = st.columns([3, 3, 1], vertical_alignment="bottom")
    name.write(f"**{session.plain(member.name)}**  \n{session.plain(member.email or '')}")
    chosen = role.selectbox(
        f"What {session.plain(member.name)} may do",
        list(ROLES),
        index=list(ROLES).index(member.role),
        format_func=lambda r: f"{r.value.title()}: {ROLES[r]}",
        key=f"role-{member.account_id}",
    )
    if chosen is not member.role:
        with session.report_errors():
            library.members.set_role(person, chest.id, account_id=member.account_id, role=chosen)
            st.rerun()
    if leave.button("Remove", key=f"remove-{member.account_id}"):
        with session.report_errors():
            library.members.remove(person, chest.id, account_id=member.account_id)
            st.rerun()


def show_members() -> None:
    st.subheader("Who belongs to this chest", anchor=False)
    for member in library.members.list_members(person, chest.id):
        show_member(member)
    with st.expander("Invite someone with an account"):
        st.write(
            "An invitation is a link for one person. It works for 14 days. "
            "To let someone add without an account, use Share instead."
        )
        role = st.selectbox(
            "They", list(ROLES), index=1, format_func=lambda r: f"{r.value.title()}: {ROLES[r]}"
        )
        if st.button("Make an invitation"):
            with session.report_errors():
                offer = library.members.invite(person, chest.id, role=role)
                st.write("Send this address to them. It is shown only now.")
                st.code(f"{session.base_url()}/?invitation={offer.token}", language=None)


def show_rules() -> None:
    st.subheader("How it works here", anchor=False)
    trusts = st.toggle("What members add is published at once", value=chest.trusts_members)
    if trusts != chest.trusts_members:
        save({"trusts_members": trusts}, done="Saved.")


def show_delete(of: ChestView) -> None:
    st.subheader("Delete this chest", anchor=False)
    st.write("It disappears for everyone. For 30 days you can bring it back with all it holds.")
    if st.toggle("I want to delete this chest") and st.button("Delete the chest"):
        with session.report_errors():
            library.chests.delete(person, of.id)
            st.session_state.pop("chest", None)
            st.switch_page("home.py")


st.title("Settings")
done = st.session_state.pop("settings-done", None)
if done:
    st.success(done)
if chest.role is None or Action.edit_chest not in ALLOWED[chest.role]:
    st.write("Only a keeper of this chest changes its settings.")
    st.stop()
show_person()
show_hero()
show_members()
show_rules()
show_delete(chest)
