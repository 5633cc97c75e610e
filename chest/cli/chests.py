"""The chest that somebody at the command line means."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sqlmodel import col, select

from chest.access.viewers import AccountViewer, Viewer
from chest.errors import Invalid, NotFound
from chest.library import Library
from chest.models import Account, Chest, Membership, Role
from chest.texts import fold_email


def find_chest(library: Library, wanted: str) -> tuple[Chest, Viewer]:
    """The chest of this id or name, and its first keeper, in whose name files are added: whoever
    runs this command has the files and the database in hand already."""
    with library.database.read() as session:
        chests = session.exec(
            select(Chest).where(col(Chest.deleted_at).is_(None)).order_by(col(Chest.created_at))
        ).all()
        found = _choose(chests, wanted)
        keeper = session.exec(
            select(Account.id)
            .join(Membership, col(Membership.account_id) == col(Account.id))
            .where(
                col(Membership.chest_id) == found.id,
                col(Membership.role) == Role.keeper,
                col(Account.deleted_at).is_(None),
            )
            .order_by(col(Membership.created_at))
        ).first()
    if keeper is None:
        raise NotFound(f"The chest of {found.name} has no keeper.")
    return found, AccountViewer(account_id=keeper)


def find_account(library: Library, email: str) -> Viewer:
    """Whoever has this address, to be asked for by whoever runs this command. Raises NotFound."""
    with library.database.read() as session:
        found = session.exec(
            select(Account.id).where(
                col(Account.email) == fold_email(email), col(Account.deleted_at).is_(None)
            )
        ).first()
    if found is None:
        raise NotFound(f"Nobody here has the address {email}.")
    return AccountViewer(account_id=found)


def _choose(chests: Sequence[Chest], wanted: str) -> Chest:
    # Compared here and not by the database: SQLite folds no capitals but those of English.
    name = unicodedata.normalize("NFC", wanted).strip().casefold()
    by_id = [chest for chest in chests if str(chest.id) == name]
    exact = [chest for chest in chests if _folded(chest) == name]
    found = by_id or exact or [chest for chest in chests if name and name in _folded(chest)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{chest.name} ({chest.id})" for chest in found or chests)
    if found:
        raise Invalid(f"Several chests fit “{wanted}”: {known}. Use the id.")
    here = f" There are: {known}." if known else " There is none at all yet; make one in the app."
    raise NotFound(f"There is no chest “{wanted}” here.{here}")


def _folded(chest: Chest) -> str:
    return unicodedata.normalize("NFC", chest.name).casefold()
