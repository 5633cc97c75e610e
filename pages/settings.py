"""The chest's own settings: who it is for, its picture, who belongs to it, and putting it away."""

from __future__ import annotations

from typing import Any, NoReturn

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.assets.pages import Filter
from chest.chests.invitations import InvitationOffer
from chest.chests.manager import ChestView
from chest.chests.members import MemberView
from chest.errors import Stale
from chest.models import Kind, Role
from language import _, ngettext
from pages.components.address.address import show_address
from pages.components.cropper.cropper import cropper
from pages.components.gallery.gallery import chooser
from pages.parts import drafts, failures, items, leaving, roles, session
from pages.parts.chest_form import chest_fields, date_words
from pages.parts.faults import Fields
from pages.parts.hearing import ask_who_listens
from pages.parts.letters import show_letters
from pages.parts.models import show_models
from pages.parts.once import is_second_press, keep, once
from pages.parts.people import show_own
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


def note_done(where: str, sentence: str) -> NoReturn:
    """Draw the page anew, with this sentence in its section `where`."""
    keep({"settings-done": (where, sentence)})
    st.rerun()


def show_done(where: str) -> None:
    """What was just done, where it was done. The place is there without it too: what appears
    above an open section would fold it up."""
    with st.container():
        if st.session_state.get("settings-done", ("", ""))[0] == where:
            st.success(st.session_state.pop("settings-done")[1])


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


def show_member(member: MemberView, *, is_only_keeper: bool) -> None:
    name = plain(member.name)
    with st.container(key=f"member-{member.account_id}"):
        who, role, leave = st.columns([5, 3, 2], vertical_alignment="center")
        with who.container(gap=None):
            st.write(f"**{name}**  \n{plain(member.email or '')}")
            st.caption(
                _(
                    "The only keeper. To leave or take another role, first make someone else a "
                    "keeper."
                )
                if is_only_keeper
                else roles.explain(member.role)
            )
        chosen = role.selectbox(
            _("What {name} is here", name=name),
            list(roles.NAMES),
            index=list(roles.NAMES).index(member.role),
            format_func=roles.NAMES.__getitem__,
            key=f"role-{member.account_id}",
            label_visibility="collapsed",
            disabled=is_only_keeper,
        )
        if chosen is not member.role:
            with failures.report_errors():
                library.members.set_role(
                    person, chest.id, account_id=member.account_id, role=chosen
                )
                st.rerun()
        is_me = member.account_id == person.account_id
        word = _("Leave") if is_me else _("Remove")
        if leave.button(word, key=f"remove-{member.account_id}", disabled=is_only_keeper):
            st.session_state["removing"] = chest.id, member.account_id
        asked = st.session_state.get("removing") == (chest.id, member.account_id)
        if asked and not is_only_keeper:
            if not is_me:
                confirm_removal(member)
            elif leaving.ask(person, chest):
                st.session_state.pop("removing")
                st.rerun()


def confirm_removal(member: MemberView) -> None:
    """What removing means for the chest, and for the links that this member gave to others."""
    name = plain(member.name)
    with st.container(border=True), failures.report_errors():
        st.write(_("{name} will no longer see this chest. What they added stays in it.", name=name))
        st.caption(
            _(
                "What they keep here for themselves alone, if there is any, is put away and erased "
                "after 30 days. Invited again before, they can bring it back."
            )
        )
        links = library.members.count_open_links(person, chest.id, account_id=member.account_id)
        close = False
        if links:
            made = ngettext(
                "{name} made {n} link that is still open.",
                "{name} made {n} links that are still open.",
                links,
                name=name,
            )
            st.write(made)
            close = st.checkbox(ngettext("Close it too", "Close them too", links), value=True)
        with st.container(horizontal=True):
            goes = st.button(_("Remove {name}", name=name), type="primary")
            if st.button(_("Not now"), key="not-removing"):
                st.session_state.pop("removing")
                st.rerun()
        if not goes:
            return
        library.members.remove(person, chest.id, account_id=member.account_id, close_links=close)
        said = _("{name} no longer belongs to this chest.", name=name)
        keep({"removing": None, "settings-done": ("members", said)})
        st.rerun()


def show_members() -> None:
    st.subheader(_("Who belongs to this chest"), anchor=False)
    show_done("members")
    members = library.members.list_members(person, chest.id)
    keepers = [member for member in members if member.role is Role.keeper]
    for member in members:
        show_member(member, is_only_keeper=keepers == [member])
    open_ones = st.container()
    with st.expander(_("Invite someone with an account")):
        show_new_invitation()
    with open_ones:  # after the form, so that a new one is among them
        show_invitations()
    st.page_link(
        "membership.py", label=_("Your part in this chest"), query_params=session.chest_query(chest)
    )


def show_invitations() -> None:
    invitations = library.invitations.list_invitations(person, chest.id)
    if not invitations:
        return
    st.write(_("**Invitations that are open**"))
    for invitation in invitations:
        with st.container(key=f"invitation-{invitation.id}"):
            what, back = st.columns([8, 2], vertical_alignment="center")
            whom = invitation.email or _("whoever has the link")
            words = what.container(gap=None)
            words.write(plain(_("{role}: {whom}", role=roles.NAMES[invitation.role], whom=whom)))
            until = items.day(invitation.expires_at, chest)
            words.caption(
                plain(
                    _(
                        "From {invited_by}, until {until}",
                        invited_by=invitation.invited_by,
                        until=until,
                    )
                )
            )
            pressed = back.button(_("Take back"), key=f"take-back-{invitation.id}")
            if pressed and not is_second_press("take-back", invitation.id):
                with failures.report_errors():
                    library.invitations.revoke_invitation(
                        person, chest.id, invitation_id=invitation.id
                    )
                    note_done("members", _("The invitation no longer works."))


def show_new_invitation() -> None:
    st.write(
        _(
            "An invitation is a link for one person. It works for 14 days. To let someone add "
            "without an account, use Share instead."
        )
    )
    role = st.selectbox(
        _("They become"), list(roles.NAMES), index=1, format_func=roles.NAMES.__getitem__
    )
    st.caption(roles.explain(role))
    fields = Fields("invite")
    email = fields.draw(
        "email",
        lambda key: st.text_input(
            _("Their e-mail address, if nobody else may use the link"),
            placeholder=_("May stay empty"),
            key=key,
        ),
    )
    if st.button(_("Make an invitation")):
        with fields.report_errors():
            offer = once(
                "invite",
                (chest.id, role, email),
                lambda: library.invitations.invite(
                    person, chest.id, role=role, email=email, base_url=session.base_url()
                ),
            )
            show_way_of(offer)
            address = f"{session.base_url()}/?invitation={offer.token}"
            st.code(address, language=None, wrap_lines=True)


def show_way_of(offer: InvitationOffer) -> None:
    """How the invitation gets to whom it is for: by a letter, or by the keeper."""
    if library.invitations.goes_by_mail(offer.email):
        st.write(
            plain(
                _(
                    "A letter with this address is on its way to {email}. You can also send it "
                    "yourself. It is shown only now.",
                    email=offer.email,
                )
            )
        )
    elif offer.email:
        st.write(
            _(
                "No mail server is set up here, so no letter is sent. Send this address to them "
                "yourself. It is shown only now."
            )
        )
    else:
        st.write(_("Send this address to them. It is shown only now."))


def show_rules() -> None:
    st.subheader(_("How it works here"), anchor=False)
    show_done("rules")
    trusts = st.toggle(_("What members add is published at once"), value=chest.trusts_members)
    if trusts != chest.trusts_members:
        done = _("Saved. This holds from now on.")
        save({"trusts_members": trusts}, where="rules", done=done)


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


st.title(_("Settings"))
if chest.role is None or Action.edit_chest not in ALLOWED[chest.role]:
    st.write(_("Only a keeper of this chest changes its settings."))
    show_pictures()
    show_models(person)
    st.stop()
show_person()
show_hero()
show_members()
show_rules()
st.subheader(_("What is said in recordings"), anchor=False)
show_done("hearing")
if ask_who_listens(person, chest):
    note_done("hearing", _("Saved. This holds from now on."))
show_pictures()
show_letters(person, chest)
show_models(person)
show_delete(chest)
