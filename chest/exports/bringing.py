"""A chest is brought in from its own bag: the same ids, words, bytes and stories.

Accounts are not carried. Whoever added or changed something stays known by name, as an account that
is closed: nobody can sign in with it. What somebody kept for themselves alone is then of whoever
brings the bag in, who holds it anyway.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select, update

from chest.access.audit import record
from chest.access.viewers import Viewer, require_account
from chest.blob_errors import blob_errors_translated
from chest.database import Database
from chest.errors import Conflict, Invalid
from chest.exports.bagging import FORMAT_VERSION
from chest.exports.bags import Bag
from chest.exports.rows import OF_A_MEMORY, POINTERS, Row, Tables, from_json, list_foreign
from chest.jobs.queue import Job, JobQueue
from chest.models import (
    Account,
    Album,
    AlbumItem,
    Asset,
    AssetState,
    Audience,
    BroughtBag,
    Chapter,
    Chest,
    ChestModel,
    ChestUnderstanding,
    Contribution,
    LookAlike,
    Membership,
    Person,
    PersonInAsset,
    PersonProposal,
    Role,
    Story,
    StoryEdit,
    StorySentence,
    utc_now,
)
from storage.base import BlobStore

Tell = Callable[[int, str], None]

_OF_THE_CHEST: tuple[type[ChestModel], ...] = (
    Contribution,
    Person,
    ChestUnderstanding,
    PersonProposal,
    LookAlike,
)
_OF_A_STORY: tuple[type[ChestModel], ...] = (Story, Chapter, StorySentence)
_AT_ONCE = 50
_BROKEN = "{path} in the bag says nothing that this program understands. Use another copy of it."


@dataclass
class Brought:
    """What came of it. `without_file` names memories whose file is not in the bag."""

    chest_id: UUID
    name: str
    was_there: bool = False
    memories: int = 0
    without_file: list[str] = field(default_factory=list)


class BagImport:
    """Brings bags in, in the name of the account that keeps the chest from then on."""

    def __init__(self, *, database: Database, blobs: BlobStore, jobs: JobQueue) -> None:
        self._database = database
        self._blobs = blobs
        self._jobs = jobs

    def bring_in(self, viewer: Viewer, bag: Bag, *, tell: Tell) -> Brought:
        """Make the chest that is in the bag, which the caller has verified. What was begun is gone
        on with, and a bag that is in already changes nothing.

        Raises Conflict where the chest is here for another reason, and Invalid, naming the file,
        for what cannot be understood.
        """
        account_id = require_account(viewer)
        whole = _load(bag, "data/chest.json")
        if whole.get("format") != FORMAT_VERSION:
            raise Invalid(
                "This bag was made by a newer Memory Chest. Install that one, and bring it in then."
            )
        brought, begun = self._begin(viewer, account_id, bag, whole)
        if brought.was_there:
            return brought
        paths = [str(path) for path in whole.get("memories", ()) if path in bag.sums]
        pointers: list[Row] = []
        for start in range(0, len(paths), _AT_ONCE):
            part = paths[start : start + _AT_ONCE]
            self._bring_memories(account_id, bag, part, brought, begun, pointers)
            tell(min(start + _AT_ONCE, len(paths)), paths[start])
        self._point(pointers)
        for path in sorted(bag.sums):
            if path.startswith("data/stories/") and path.endswith(".json"):
                tables = _load(bag, path).get("rows", {})
                with self._database.write() as session:
                    self._add_all(session, _OF_A_STORY, tables, path)
        with self._database.write() as session:
            path, tables = "data/chest.json", whole["rows"]
            self._add_all(session, (StoryEdit,), tables, path)
            self._bring_albums(session, brought.chest_id, account_id, tables, path)
            session.exec(
                update(BroughtBag)
                .where(col(BroughtBag.chest_id) == brought.chest_id)
                .values(finished_at=utc_now())
            )
        return brought

    def _begin(
        self, viewer: Viewer, account_id: UUID, bag: Bag, whole: Row
    ) -> tuple[Brought, BroughtBag]:
        """The chest itself and what belongs to all of it, in one transaction."""
        path = "data/chest.json"
        tables: Tables = whole["rows"]
        with self._database.write() as session:
            chest = _make(Chest, tables["chest"][0], path)
            brought = Brought(chest.id, chest.name)
            begun = session.get(BroughtBag, chest.id)
            there = session.get(Chest, chest.id)
            if there is not None and (begun is None or begun.bag != bag.id):
                raise Conflict(
                    f"The chest of {chest.name} is here already. A bag is brought in where its "
                    "chest is not: into an empty installation."
                )
            if there is not None and begun is not None:
                if session.get(Membership, (chest.id, account_id)) is None:
                    raise Conflict(
                        f"The chest of {chest.name} was brought in for somebody else. Name their "
                        "address with --email."
                    )
                brought.was_there = begun.finished_at is not None
                return brought, begun
            self._close_accounts(session, Chest, [chest], tables.get("account", ()))
            for row in tables.get("account", ()):
                _add_closed(session, UUID(row["id"]), row["name"])
            begun = BroughtBag(chest_id=chest.id, bag=bag.id)
            session.add(chest)
            session.flush()
            keeper = Membership(chest_id=chest.id, account_id=account_id, role=Role.keeper)
            session.add_all([begun, keeper])
            subject = ("chest", chest.id)
            record(session, viewer, "chest.brought_in", subject=subject, chest_id=chest.id)
            self._add_all(session, _OF_THE_CHEST, tables, path)
        return brought, begun

    def _bring_memories(
        self,
        account_id: UUID,
        bag: Bag,
        paths: Iterable[str],
        brought: Brought,
        begun: BroughtBag,
        pointers: list[Row],
    ) -> None:
        told = [(path, _load(bag, path)) for path in paths]
        with self._database.read() as session:
            ids = [UUID(one["id"]) for _, one in told]
            known = set(session.exec(select(Asset.id).where(col(Asset.id).in_(ids))))
        new: list[tuple[str, Row, Asset]] = []
        for path, one in told:
            asset = _make(Asset, one["rows"]["asset"][0], path)
            if asset.chest_id != brought.chest_id:
                raise Invalid(_BROKEN.format(path=path))
            pointers.append({name: getattr(asset, name) for name in ("id", *POINTERS)})
            if asset.id in known:
                continue
            # Memories point at each other, so none does before all are here.
            for name in POINTERS:
                setattr(asset, name, None)
            self._bring_file(bag, path, one, asset, brought, begun)
            new.append((path, one, asset))
        with self._database.write() as session:
            for path, one, asset in new:
                if asset.audience == Audience.only_me:
                    asset.added_by = account_id  # nobody else could ever open it
                self._close_accounts(session, Asset, [asset], ())
                session.add(asset)
                session.flush()
                self._add_all(session, (*OF_A_MEMORY, PersonInAsset), one["rows"], path)
                if asset.state is AssetState.processing:
                    self._jobs.enqueue(session, Job.ingest, asset.id)
        brought.memories += len(new)

    def _bring_file(
        self, bag: Bag, path: str, told: Row, asset: Asset, brought: Brought, begun: BroughtBag
    ) -> None:
        """Its bytes, and what is to be done with them; pictures and copies are made anew."""
        asset.state = AssetState(asset.state)
        if asset.bytes is None:
            return
        file = told.get("file")
        if not file:
            brought.without_file.append(path)
            asset.state = AssetState.failed
            return
        inside = f"{path.rpartition('/')[0]}/{file['path']}"
        if bag.sums.get(inside) != asset.sha256:
            raise Invalid(_BROKEN.format(path=path))
        # The same key when it is begun again, and another one for a chest that came once more.
        digest = sha256(f"{begun.begun_at.isoformat()} {asset.id}".encode()).hexdigest()
        asset.storage_key = f"v1/{asset.chest_id}/o/{digest[:32]}"
        with blob_errors_translated():
            self._blobs.put(asset.storage_key, bag.iter_chunks(inside))
        if asset.state is AssetState.ready:
            asset.state = AssetState.processing

    def _point(self, pointers: list[Row]) -> None:
        """Let the memories point at each other as they did."""
        told = [row for row in pointers if any(row[name] for name in POINTERS)]
        for start in range(0, len(told), _AT_ONCE):
            with self._database.write() as session:
                for row in told[start : start + _AT_ONCE]:
                    named = {name: row[name] for name in POINTERS if row[name]}
                    session.exec(update(Asset).where(col(Asset.id) == row["id"]).values(**named))

    def _bring_albums(
        self, session: Session, chest_id: UUID, account_id: UUID, tables: Tables, path: str
    ) -> None:
        """The albums, each with its memories in their order; one for one person alone is for
        whoever brings it in, as its memories are."""
        albums = [_make(Album, row, path) for row in tables.get("album", ())]
        items = [_make(AlbumItem, row, path) for row in tables.get("album_item", ())]
        ids = {album.id for album in albums}
        memories = set(session.exec(select(Asset.id).where(col(Asset.chest_id) == chest_id)))
        if any(album.chest_id != chest_id for album in albums) or any(
            item.album_id not in ids or item.asset_id not in memories for item in items
        ):
            raise Invalid(_BROKEN.format(path=path))
        self._close_accounts(session, Album, albums, ())
        here = set(session.exec(select(Album.id).where(col(Album.chest_id) == chest_id)))
        for album in albums:
            if album.audience == Audience.only_me:
                album.made_by = account_id
            if album.id not in here:
                session.add(album)
        session.flush()
        lies = set(
            session.exec(
                select(AlbumItem.album_id, AlbumItem.asset_id)
                .join(Album, col(Album.id) == col(AlbumItem.album_id))
                .where(col(Album.chest_id) == chest_id)
            )
        )
        session.add_all(one for one in items if (one.album_id, one.asset_id) not in lies)

    def _add_all(
        self, session: Session, models: Iterable[type[ChestModel]], tables: Tables, path: str
    ) -> None:
        """Add the rows that are not here yet."""
        for model in models:
            rows = [_make(model, row, path) for row in tables.get(str(model.__tablename__), ())]
            self._close_accounts(session, model, rows, ())
            for row in rows:
                key = tuple(getattr(row, one.key) for one in _keys(model))
                if session.get(model, key if len(key) > 1 else key[0]) is None:
                    session.add(row)
            session.flush()

    @staticmethod
    def _close_accounts(
        session: Session,
        model: type[ChestModel],
        rows: Iterable[ChestModel],
        named: Iterable[Row],
    ) -> None:
        """Make the accounts that the rows name, closed."""
        names = {UUID(row["id"]): row["name"] for row in named}
        for column in list_foreign(model, "account"):
            for account_id in {getattr(row, column) for row in rows}:
                if account_id is not None:
                    _add_closed(session, account_id, names.get(account_id, "–"))


def _add_closed(session: Session, account_id: UUID, name: str) -> None:
    if session.get(Account, account_id) is not None:
        return
    session.add(
        Account(
            id=account_id,
            email=f"{account_id.hex}@closed.invalid",
            name=name,
            password_hash="-",
            deleted_at=utc_now(),
        )
    )
    session.flush()


def _load(bag: Bag, path: str) -> Row:
    try:
        told = json.loads(bag.read_text(path))
    except ValueError as error:
        raise Invalid(_BROKEN.format(path=path)) from error
    if not isinstance(told, dict):
        raise Invalid(_BROKEN.format(path=path))
    return told


def _make(model: type[Any], row: Row, path: str) -> Any:
    try:
        return model(**from_json(model, row))
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(_BROKEN.format(path=path)) from error


def _keys(model: type[ChestModel]) -> list[Any]:
    return list(ChestModel.metadata.tables[str(model.__tablename__)].primary_key.columns)
