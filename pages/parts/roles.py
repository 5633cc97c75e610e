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


def explain(role: Role, who: str = "") -> str:
    """ "May look and add memories.", or with `who` a sentence about them: "You may look …"."""
    return f"{who} may {_MAY[role]}." if who else f"May {_MAY[role]}."
