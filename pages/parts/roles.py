"""What the roles in a chest are called, and what whoever has one may do, in words."""

from __future__ import annotations

from chest.models import Role
from language import N_, Sayings, say

NAMES = Sayings(
    {
        Role.viewer: N_("Viewer"),
        Role.member: N_("Member"),
        Role.curator: N_("Curator"),
        Role.keeper: N_("Keeper"),
    }
)
WITHIN = Sayings(
    {
        Role.viewer: N_("viewer"),
        Role.member: N_("member"),
        Role.curator: N_("curator"),
        Role.keeper: N_("keeper"),
    }
)
"""The same within a sentence."""

_MAY = Sayings(
    {
        Role.viewer: N_("May look."),
        Role.member: N_("May look and add memories."),
        Role.curator: N_("May look and add, edit, approve, share, and tell the story."),
        Role.keeper: N_("May do everything, and decide who belongs to the chest."),
    }
)
_YOU_MAY = Sayings(
    {
        Role.viewer: N_("You may look."),
        Role.member: N_("You may look and add memories."),
        Role.curator: N_("You may look and add, edit, approve, share, and tell the story."),
        Role.keeper: N_("You may do everything, and decide who belongs to the chest."),
    }
)

_SEE = N_("See what the family sees here, and read the story.")
_ADD = N_("Add photographs, films, voices, letters and words of your own.")
_RIGHTS = {
    Role.viewer: [_SEE],
    Role.member: [_SEE, _ADD, N_("Correct what you added, and put it away.")],
}
_RIGHTS[Role.curator] = [
    _SEE,
    _ADD,
    N_("Correct and put away what you and others added."),
    N_("Approve what others give, decline it, or let it wait."),
    N_("Make links for relatives who have no account."),
    N_("Have the story told."),
]
_RIGHTS[Role.keeper] = [
    *_RIGHTS[Role.curator],
    N_("See what is meant for keepers alone."),
    N_("Decide who belongs to the chest, and as what."),
    N_("Change what stands at the top of the chest, and how it works here."),
    N_("Delete the chest, and bring it back within 30 days."),
]


def explain(role: Role) -> str:
    """ "May look and add memories." """
    return _MAY[role]


def explain_to_them(role: Role) -> str:
    """ "You may look and add memories." """
    return _YOU_MAY[role]


def list_rights(role: Role) -> list[str]:
    """All that this role may do, a sentence each, from what everyone may to what few may."""
    return say(_RIGHTS[role])
