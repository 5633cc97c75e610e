"""Who belongs to a chest, in its settings: their roles, removing them, and inviting others."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.invitations import InvitationOffer
from chest.chests.manager import ChestView
from chest.chests.members import MemberView
from chest.models import Role
from language import _, ngettext
from pages.parts import failures, items, leaving, roles, session
from pages.parts.faults import Fields
from pages.parts.once import is_second_press, keep, once
from pages.parts.settings_done import note_done, show_done
from pages.parts.words import plain


def _show_member(
    person: Viewer, chest: ChestView, member: MemberView, *, is_only_keeper: bool
) -> None:
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
                session.library().members.set_role(
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
                _confirm_removal(person, chest, member)
            elif leaving.ask(person, chest):
                st.session_state.pop("removing")
                st.rerun()


def _confirm_removal(person: Viewer, chest: ChestView, member: MemberView) -> None:
    """What removing means for the chest, and for the links that this member gave to others."""
    name = plain(member.name)
    with st.container(border=True), failures.report_errors():
        st.write(_("{name} will no longer see this chest. What they added stays in it.", name=name))
        links = session.library().members.count_open_links(
            person, chest.id, account_id=member.account_id
        )
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
        session.library().members.remove(
            person, chest.id, account_id=member.account_id, close_links=close
        )
        said = _("{name} no longer belongs to this chest.", name=name)
        keep({"removing": None, "settings-done": ("members", said)})
        st.rerun()


def show_members(person: Viewer, chest: ChestView) -> None:
    st.subheader(_("Who belongs to this chest"), anchor=False)
    show_done("members")
    members = session.library().members.list_members(person, chest.id)
    keepers = [member for member in members if member.role is Role.keeper]
    for member in members:
        _show_member(person, chest, member, is_only_keeper=keepers == [member])
    open_ones = st.container()
    with st.expander(_("Invite someone with an account")):
        _show_new_invitation(person, chest)
    with open_ones:  # after the form, so that a new one is among them
        _show_invitations(person, chest)
    st.page_link(
        "membership.py", label=_("Your part in this chest"), query_params=session.chest_query(chest)
    )


def _show_invitations(person: Viewer, chest: ChestView) -> None:
    invitations = session.library().invitations.list_invitations(person, chest.id)
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
                    session.library().invitations.revoke_invitation(
                        person, chest.id, invitation_id=invitation.id
                    )
                    note_done("members", _("The invitation no longer works."))


def _show_new_invitation(person: Viewer, chest: ChestView) -> None:
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
                lambda: session.library().invitations.invite(
                    person, chest.id, role=role, email=email, base_url=session.base_url()
                ),
            )
            _show_way_of(offer)
            address = f"{session.base_url()}/?invitation={offer.token}"
            st.code(address, language=None, wrap_lines=True)


def _show_way_of(offer: InvitationOffer) -> None:
    """How the invitation gets to whom it is for: by a letter, or by the keeper."""
    if session.library().invitations.goes_by_mail(offer.email):
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
