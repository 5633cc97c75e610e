"""The letter that an invitation for one address is sent by."""

from __future__ import annotations

from sqlmodel import Session

from chest.letters import contents
from chest.letters.manager import LetterManager
from chest.models import Account, Chest, Invitation
from language import write_day


def write_invitation_letter(
    letters: LetterManager, session: Session, invitation: Invitation, chest: Chest, *, address: str
) -> None:
    """Add the letter to the caller's transaction, which made the invitation. It goes out no more
    once the invitation has ended."""
    assert invitation.email is not None
    until = invitation.expires_at
    letters.write(
        session,
        contents.Invitation(
            address=address,
            inviter=session.get_one(Account, invitation.created_by).name,
            chest=chest.name,
            until=write_day(until),
        ),
        to=invitation.email,
        about=invitation.id,
        asked_by=invitation.created_by,
        useless_from=until,
    )
