"""Who may decide who sees a memory."""

from __future__ import annotations

from typing import Any

from chest.access.visibility import ALLOWED, Action
from chest.errors import Invalid
from chest.models import Audience, Role
from language import _


def choose_audience(wanted: Any, *, current: Audience, role: Role | None, is_own: bool) -> Audience:
    """The audience that somebody asks for, if they may: who gives through a link (no `role`) leaves
    it to the family, only curators open to everyone, only keepers keep what others added, and
    for oneself alone one keeps what one added. Raises Invalid with the sentence that says so."""
    try:
        audience = Audience(wanted)
    except ValueError as error:
        raise Invalid(_("Choose who may see it: only you, keepers, family or everyone.")) from error
    if audience is current:
        return audience
    if role is None:
        raise Invalid(_("Who may see this is decided by the family."))
    if audience is Audience.only_me and not is_own:
        raise Invalid(_("Only what you added yourself can be for you alone."))
    if audience is Audience.everyone and Action.edit_any not in ALLOWED[role]:
        raise Invalid(_("Only a curator can open a memory to everyone who has a link."))
    if audience is Audience.keepers and role is not Role.keeper and not is_own:
        raise Invalid(_("Only a keeper can keep what others added from the family."))
    return audience
