"""What the roles in a chest are called, and what whoever has one may do, in words."""

from __future__ import annotations

from chest.models import Role

NAMES = {
    Role.viewer: "Viewer",
    Role.member: "Member",
    Role.curator: "Curator",
    Role.keeper: "Keeper",
}

_MAY = {
    Role.viewer: "look",
    Role.member: "look and add memories",
    Role.curator: "look and add, edit, approve, share, and tell the story",
    Role.keeper: "do everything, and decide who belongs to the chest",
}

_SEE = "See what the family sees here, and read the story."
_ADD = "Add photographs, films, voices, letters and words of your own."
_RIGHTS = {
    Role.viewer: [_SEE],
    Role.member: [_SEE, _ADD, "Correct what you added, and put it away."],
}
_RIGHTS[Role.curator] = [
    _SEE,
    _ADD,
    "Correct and put away what you and others added.",
    "Approve what others give, decline it, or let it wait.",
    "Make links for relatives who have no account.",
    "Have the story told.",
]
_RIGHTS[Role.keeper] = [
    *_RIGHTS[Role.curator],
    "See what is meant for keepers alone.",
    "Decide who belongs to the chest, and as what.",
    "Change what stands at the top of the chest, and how it works here.",
    "Delete the chest, and bring it back within 30 days.",
]


def explain(role: Role, who: str = "") -> str:
    """ "May look and add memories.", or with `who` a sentence about them: "You may look …"."""
    return f"{who} may {_MAY[role]}." if who else f"May {_MAY[role]}."


def list_rights(role: Role) -> list[str]:
    """All that this role may do, a sentence each, from what everyone may to what few may."""
    return _RIGHTS[role]
