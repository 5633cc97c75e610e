"""An example chest to look at: a made-up person, with media that come with the program.

Everything goes the way of a family's own: through the managers, as a keeper or as a relative with a
link. Where the pictures and the recording come from is told in `media/README.md`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select

from ai.media import Decoder
from chest.access.viewers import AccountViewer, Viewer
from chest.chests.manager import ChestView
from chest.contributions.views import ContributionView
from chest.demo.words import (
    CHEST,
    EXAMPLE,
    FROM_FAMILY,
    GRACA,
    HERO,
    HERO_CROP,
    NOTES,
    TOMAS,
    Given,
    Piece,
)
from chest.errors import Conflict, Invalid, NotFound
from chest.ingest.job import Ingest
from chest.jobs.runner import TryLater
from chest.library import Library
from chest.models import Account, Asset, AssetState, LinkPermission
from chest.sharing.links import LinkTerms
from chest.stories.telling import TellStory
from chest.texts import fold_email
from chest.uploads.folders import FolderImport

T = TypeVar("T")

MEDIA = Path(__file__).with_name("media")

_EMAIL = "demo@example.org"
_NAME = "Ana Almeida"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike when copied by hand


@dataclass(frozen=True)
class DemoKeeper:
    """Who keeps the example chest; `password` is that of an account that was just made."""

    viewer: Viewer
    email: str
    password: str | None = None


@dataclass(frozen=True)
class DemoChest:
    """The example chest; `was_there` says that it had been made before."""

    id: UUID
    name: str
    was_there: bool = False


def find_or_make_keeper(library: Library, email: str | None) -> DemoKeeper:
    """The account with this address, or the only one there is; the first one of an installation is
    made. Raises Invalid where it is not clear who is meant, NotFound for an unknown address."""
    with library.database.read() as session:
        accounts = session.exec(select(Account).where(col(Account.deleted_at).is_(None))).all()
    if not accounts:
        return _make_keeper(library, email or _EMAIL)
    wanted = fold_email(email or "")
    fitting = [account for account in accounts if wanted in ("", account.email)]
    if not fitting:
        raise NotFound(
            f"There is no account with the address {email}. Name one that is there, or sign up "
            "with this one in the app first."
        )
    if len(fitting) > 1:
        raise Invalid("There are several accounts here. Say whose chest it becomes: --email …")
    return DemoKeeper(AccountViewer(account_id=fitting[0].id), fitting[0].email)


def make_demo(library: Library, keeper: Viewer) -> DemoChest:
    """Make the example chest, unless this keeper has it already.

    Its memories are looked at here and now, so that the story can be told from them; where that is
    not possible, the worker does it. A chest that cannot be finished is put away again.
    """
    known = _find_demo(library, keeper)
    if known is not None:
        return DemoChest(known.id, known.name, was_there=True)
    chest = library.chests.create(keeper, **CHEST)
    try:
        _fill(library, keeper, chest)
    except BaseException:
        library.chests.delete(keeper, chest.id)
        raise
    return DemoChest(chest.id, chest.name)


def _make_keeper(library: Library, email: str) -> DemoKeeper:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    password = "-".join(groups)
    account = library.accounts.sign_up(
        email=email,
        password=password,
        name=_NAME,
        # Whoever runs this command is who the code is printed for.
        setup_code=library.accounts.setup_code,
    )
    return DemoKeeper(AccountViewer(account_id=account.id), account.email, password)


def _find_demo(library: Library, keeper: Viewer) -> ChestView | None:
    """The chest that says of itself, in words that a keeper may edit, that it is the example."""
    for chest in library.chests.list_chests(keeper):
        if chest.name == CHEST["name"] and EXAMPLE in f"{chest.words} {chest.long_words}":
            return chest
    return None


def _fill(library: Library, keeper: Viewer, chest: ChestView) -> None:
    brought = _Bringing(library, viewer=keeper, chest_id=chest.id)
    added = {piece.file: brought.add(piece) for piece in FROM_FAMILY}
    for note in NOTES:
        library.assets.add_note(keeper, chest.id, **note)
    link = library.sharing.create(
        keeper,
        chest.id,
        LinkTerms(
            permission=LinkPermission.add, label="Cousins and neighbours", max_bytes=2 * 1024**3
        ),
    )
    token = library.sharing.token(keeper, link.id)
    given = _give(library, token, GRACA)
    assert given.message_asset_id is not None
    edits = {given.message_asset_id: {"taken": GRACA.told_of}}
    library.moderation.approve(keeper, given.id, edits=edits)
    _give(library, token, TOMAS)
    chest = library.chests.get(keeper, chest.id)
    hero = {"asset_id": str(added[HERO]), "crop": HERO_CROP}
    library.chests.edit(keeper, chest.id, version=chest.version, changes={"hero": hero})
    _understand(library, chest.id)
    # Told here too, because the worker might tell it before it has looked at the last picture.
    TellStory(database=library.database).tell(library.stories.begin(keeper, chest.id).id)


def _give(library: Library, token: str, given: Given) -> ContributionView:
    """What a relative does with a link, up to sending."""
    relative = library.visits.begin(token)
    draft = library.contributions.open_draft(
        relative, name=given.name, relation=given.relation, consent=True
    )
    brought = _Bringing(library, viewer=relative, contribution_id=draft.id)
    for piece in given.pieces:
        brought.add(piece)
    library.contributions.update(relative, draft.id, message=given.message)
    return library.contributions.submit(relative, draft.id)


class _Bringing:
    """Adds pieces with their words, in the name of whoever brings them."""

    def __init__(
        self,
        library: Library,
        *,
        viewer: Viewer,
        chest_id: UUID | None = None,
        contribution_id: UUID | None = None,
    ) -> None:
        self._assets = library.assets
        self._viewer = viewer
        self._files = FolderImport(
            database=library.database,
            uploads=library.uploads,
            viewer=viewer,
            chest_id=chest_id,
            contribution_id=contribution_id,
        )

    def add(self, piece: Piece) -> UUID:
        done = self._files.add(MEDIA / piece.file, caption=piece.caption, taken=piece.taken)
        if done.asset_id is None:
            raise Conflict(f"{piece.file} could not be added. {done.reason}")
        words: dict[str, Any] = {"place": piece.place, "alt_text": piece.alt_text}
        self._assets.edit(self._viewer, done.asset_id, version=1, changes=words)
        return done.asset_id


def _understand(library: Library, chest_id: UUID) -> None:
    """Look at every file now. Each also waits in the worker's queue, which finds it done."""

    def at_once(name: str, work: Callable[[], T]) -> T:
        return work()

    with library.database.read() as session:
        waiting = session.exec(
            select(Asset.id).where(
                col(Asset.chest_id) == chest_id, col(Asset.state) == AssetState.processing
            )
        ).all()
    with Decoder() as decoder:
        ingest = Ingest(database=library.database, blobs=library.blobs, decoder=decoder)
        for asset_id in waiting:
            try:
                ingest.run(asset_id, at_once)
            except TryLater:
                continue  # the worker does
