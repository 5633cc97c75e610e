"""What this person is in the chest, what they may do by that, who else is here, and leaving."""

import streamlit as st

from chest.access.visibility import ALLOWED, Action
from chest.chests.members import MemberView
from chest.models import Role
from language import _
from pages.components.address.address import show_address
from pages.parts import failures, leaving, roles, session
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("membership", chest=str(chest.id))


def show_role(role: Role) -> None:
    st.write(
        _(
            "In the chest of {name} you are a **{role}**. You may:",
            name=plain(chest.name),
            role=roles.WITHIN[role],
        )
    )
    st.markdown("\n".join(f"- {right}" for right in roles.list_rights(role)))


def show_approval(role: Role) -> None:
    """What becomes of what one adds, for whoever may add."""
    if Action.add not in ALLOWED[role]:
        st.caption(_("To add something yourself, ask a keeper to make you a member."))
        return
    st.subheader(_("What you add"), anchor=False)
    if Action.edit_any in ALLOWED[role]:
        st.write(_("The family sees it at once."))
    elif chest.trusts_members:
        st.write(_("The family sees it at once. A curator or keeper can still correct it."))
    else:
        st.write(
            _(
                "A curator or keeper looks at it first. Until one of them approves it, only they "
                "and you see it."
            )
        )


def show_notices() -> None:
    """Whether a letter tells this person of what waits, for whoever decides about it."""
    wish = library.notices.wish(person, chest.id)
    if not wish.possible:
        st.caption(
            _(
                "What waits for you stands under To approve. No letter tells you of it: for that "
                "the chest needs a mail server and an address of its own, which whoever runs it "
                "sets up."
            )
        )
        return
    wanted = st.toggle(
        _("Write to me when something waits for my approval"),
        value=wish.wanted,
        key=f"notices-{chest.id}",
        help=_("At most one letter a day, and none for what you have seen waiting already."),
    )
    if wanted != wish.wanted:
        with failures.report_errors():
            library.notices.set_wanted(person, chest.id, wanted=wanted)


def show_others(others: list[MemberView]) -> None:
    st.subheader(_("Who else is here"), anchor=False)
    if not others:
        st.write(_("Nobody else belongs to this chest yet."))
        return
    lines = [f"- **{plain(one.name)}**, {roles.WITHIN[one.role]}" for one in others]
    st.markdown("\n".join(lines))


def show_leaving(*, is_only_keeper: bool) -> None:
    st.subheader(_("Leave this chest"), anchor=False)
    if is_only_keeper:
        st.write(
            _(
                "You are its only keeper, and a chest needs one. To leave, first make someone "
                "else a keeper."
            )
        )
        st.page_link(
            "settings.py", label=_("Open the settings"), query_params=session.chest_query(chest)
        )
        return
    if st.session_state.get("leaving") == chest.id:
        if leaving.ask(person, chest):
            st.session_state.pop("leaving")
            st.rerun()
        return
    st.write(_("What you added stays here. You will no longer see the chest."))
    if st.button(_("Leave this chest")):
        st.session_state["leaving"] = chest.id
        st.rerun()


st.title(_("Your part"))
assert chest.role is not None  # without one, there is no chest to open
members = library.members.list_members(person, chest.id)
show_role(chest.role)
show_approval(chest.role)
if Action.moderate in ALLOWED[chest.role]:
    show_notices()
show_others([member for member in members if member.account_id != person.account_id])
st.page_link("exports.py", label=_("Take it with you"), query_params=session.chest_query(chest))
keepers = [member.account_id for member in members if member.role is Role.keeper]
show_leaving(is_only_keeper=keepers == [person.account_id])
