"""Files that belong together are shown as one memory: a photo and the film of its moment, a picture
as it was edited and as it was before, a picture and its raw.

Rows and bytes stay apart; one of the group is shown, the others are its companions. Nothing is
paired before it is published: so a gift shows all that was given until somebody approved it. From
then on triggers let them stand, be seen, and go together (revision 0014).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from chest.ingest.stems import Stem, stem_of
from chest.models import (
    Asset,
    AssetState,
    Companion,
    Contribution,
    DateOrigin,
    Kind,
    ProcessingStep,
    Review,
    Step,
    StepState,
    Upload,
)

LONGEST_MOMENT = 5.0
"""Seconds of a film that is taken for a photo's moment where only its name says so."""

_SAME_ACT = timedelta(seconds=3)
_ZONES = timedelta(minutes=15)  # by what local times of one moment may differ, and its multiples
_FARTHEST_ZONE = timedelta(hours=26)
_TAKEN = (StepState.done, StepState.skipped, StepState.failed)
_AT_MOST = 60  # files of one name from one hand: more are no group, but a counter that began anew
_AT_ONCE = 500


@dataclass(frozen=True)
class File:
    """One published file, and what its upload tells of it."""

    asset: Asset
    near: str | None
    content_id: str | None
    stem: Stem

    @property
    def is_picture(self) -> bool:
        return self.asset.kind is Kind.photo and not self.stem.is_raw

    @property
    def is_film(self) -> bool:
        return self.asset.kind is Kind.video


@dataclass(frozen=True)
class Group:
    """Which of some files is shown, and what the others are to it."""

    shown: File
    companions: tuple[tuple[File, Companion], ...]


def pair_one(session: Session, asset_id: UUID) -> None:
    """Find what a file belongs to, once it is published and understood; the caller's transaction
    writes it. Twice is once, and of two that are understood at the same moment the last one finds
    the other."""
    upload = session.exec(
        select(Upload).where(
            col(Upload.asset_id) == asset_id, or_(*(c.is_not(None) for c in _TRACES))
        )
    ).first()
    if upload is not None:
        pair_uploads(session, [upload])


def pair_gift(session: Session, contribution: Contribution) -> None:
    """The same for all that was given together, in the transaction that published it."""
    last: UUID | None = None
    while True:
        query = (
            select(Upload)
            .join(Asset, col(Asset.id) == col(Upload.asset_id))
            .where(
                col(Asset.contribution_id) == contribution.id,
                col(Asset.review) == Review.published,
                or_(*(c.is_not(None) for c in _TRACES)),
            )
            .order_by(col(Upload.id))
            .limit(_AT_ONCE)
        )
        uploads = session.exec(query if last is None else query.where(col(Upload.id) > last)).all()
        if not uploads:
            return
        last = uploads[-1].id
        pair_uploads(session, uploads)


_TRACES = (col(Upload.near), col(Upload.content_id))
_TELLS_OF = "tells_of"


def tells_of(upload: Upload) -> UUID | None:
    """The memory of which a sidecar told that came as a file of its own."""
    known = (upload.beside or {}).get(_TELLS_OF)
    return UUID(known) if known else None


def remember_subject(upload: Upload, asset_id: UUID) -> None:
    upload.beside = {_TELLS_OF: str(asset_id)}


def pair_uploads(session: Session, uploads: Sequence[Upload]) -> None:
    """The same for some of which the word is known under which they are found."""
    if not uploads:
        return
    _fold_sidecars(session, uploads)
    chest_ids = select(Asset.chest_id).where(
        col(Asset.id).in_([upload.asset_id for upload in uploads])
    )
    nears = {upload.near for upload in uploads if upload.near}
    marks = {upload.content_id for upload in uploads if upload.content_id}
    files: dict[UUID, File] = {}
    for column, wanted in ((Upload.near, nears), (Upload.content_id, marks)):
        if wanted:
            condition = (col(column).in_(wanted), col(Asset.chest_id).in_(chest_ids))
            files |= {file.asset.id: file for file in _read(session, *condition)}
    for group in _together(files.values()):
        found = choose(group)
        if found is not None:
            _write(session, found)


def _fold_sidecars(session: Session, uploads: Sequence[Upload]) -> None:
    """What only tells of a memory is no memory of its own."""
    told = {upload.asset_id: tells_of(upload) for upload in uploads}
    pairs = {sidecar: of for sidecar, of in told.items() if of is not None}
    ids = sorted({*pairs, *pairs.values()})
    rows = session.exec(
        select(Asset).where(col(Asset.id).in_(ids)).order_by(col(Asset.id)).with_for_update()
    ).all()
    assets = {asset.id: asset for asset in rows}
    for sidecar_id, of_id in pairs.items():
        sidecar, of = assets.get(sidecar_id), assets.get(of_id)
        if sidecar is None or of is None or sidecar.companion_of or sidecar.apart_from:
            continue
        stand = [
            (a.review, a.deleted_at, a.visible_from, a.audience, a.contribution_id, a.added_by)
            for a in (sidecar, of)
        ]
        if stand[0] == stand[1] and stand[0][:3] == (Review.published, None, None):
            sidecar.companion_of = of.companion_of or of.id
            sidecar.companion_as = Companion.sidecar
            session.add(sidecar)
    session.flush()


def _read(session: Session, *conditions: object) -> list[File]:
    """What can be paired: published, understood, neither put away, sealed nor wanted apart."""
    step = aliased(ProcessingStep)
    rows = session.exec(
        select(Asset, Upload)
        .join(Upload, col(Upload.asset_id) == col(Asset.id))
        .join(
            step,
            (col(step.asset_id) == col(Asset.id))
            & (col(step.step) == Step.metadata)
            & col(step.state).in_(_TAKEN),
        )
        .where(
            *conditions,  # type: ignore[arg-type]  # conditions of SQL, as `where` takes them
            col(Asset.review) == Review.published,
            col(Asset.state).in_((AssetState.processing, AssetState.ready)),
            col(Asset.deleted_at).is_(None),
            col(Asset.visible_from).is_(None),
            col(Asset.apart_from).is_(None),
        )
        .order_by(col(Asset.id))
        .with_for_update(of=Asset)
    ).all()
    return [
        File(asset, upload.near, upload.content_id, stem_of(asset.original_name or ""))
        for asset, upload in rows
    ]


def _together(files: Iterable[File]) -> list[list[File]]:
    """Those that have a name or a mark in common, from the same hand and in the same gift."""
    groups: list[list[File]] = []
    by_key: dict[tuple[object, ...], list[File]] = {}
    for file in files:
        asset = file.asset
        place = (asset.added_by, asset.contribution_id, asset.audience)
        keys = [(word, *place) for word in (file.near, file.content_id) if word]
        known = next((by_key[key] for key in keys if key in by_key), None)
        group = known if known is not None else []
        if known is None:
            groups.append(group)
        group.append(file)
        for key in keys:
            by_key.setdefault(key, group)
    return [group for group in groups if 1 < len(group) <= _AT_MOST]


def choose(files: Sequence[File]) -> Group | None:
    """What of these files is shown, and what the others are to it; None where none belong
    together."""
    pictures = [file for file in files if file.is_picture]
    films = [file for file in files if file.is_film]
    shown, others = _edited_first(pictures)
    if shown is None:
        if pictures:
            return None
        shown, others = _edited_first(films)
        found = [(other, Companion.original) for other in others]
        return Group(shown, tuple(found)) if shown and found else None
    companions = [(other, Companion.original) for other in others]
    own = [shown, *others]
    companions += [(film, Companion.moment) for film in _moments(films, own)]
    companions += [
        (file, Companion.raw)
        for file in files
        if file.stem.is_raw and not file.is_film and _is_same_act(file.asset, shown.asset)
    ]
    return Group(shown, tuple(companions)) if companions else None


def _edited_first(files: Sequence[File]) -> tuple[File | None, list[File]]:
    """The only one of its name; or the one that was edited, with what it was before."""
    edited = [file for file in files if file.stem.is_edited]
    plain = [file for file in files if not file.stem.is_edited]
    if len(edited) == 1 and len(plain) == 1 and _is_same_act(edited[0].asset, plain[0].asset):
        return edited[0], plain
    if len(files) == 1:
        return files[0], []
    return None, []


def _moments(films: Sequence[File], pictures: Sequence[File]) -> list[File]:
    """The films of these pictures' moment; first the one that plays."""
    marks = {file.content_id for file in pictures if file.content_id}
    found = [
        film
        for film in films
        if (film.content_id in marks)
        or (
            # A mark of another one says that this is not its film.
            (not marks or film.content_id is None)
            and film.asset.duration is not None
            and film.asset.duration <= LONGEST_MOMENT
            and film.asset.taken is not None
            and pictures[0].asset.taken is not None
            and _is_same_act(film.asset, pictures[0].asset)
        )
    ]
    return sorted(found, key=lambda film: (not film.stem.is_edited, film.asset.id))


def _is_same_act(one: Asset, other: Asset) -> bool:
    """Whether nothing speaks against both being of the same moment: a film tells it in another
    time zone than a photo, by whole quarters of an hour."""
    here, there = _moment_of(one), _moment_of(other)
    if here is None or there is None:
        return True
    apart = abs(here - there)
    rest = apart % _ZONES
    return apart <= _FARTHEST_ZONE and min(rest, _ZONES - rest) <= _SAME_ACT


def _moment_of(asset: Asset) -> datetime | None:
    try:
        moment = datetime.fromisoformat(asset.taken or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=None) if "T" in (asset.taken or "") else None


def _write(session: Session, group: Group) -> None:
    shown, moment = group.shown.asset, None
    for file, role in group.companions:
        asset = file.asset
        if role is Companion.moment and moment is None:
            moment = asset.duration
        if asset.companion_of == shown.id:
            continue
        if asset.companion_of is None and not _may_be_folded(session, asset):
            if role is Companion.moment:
                moment = None
            continue
        asset.companion_of, asset.companion_as = shown.id, role
        asset.moment = None if asset.moment and asset.kind is Kind.video else asset.moment
        session.add(asset)
        # What belonged to it before belongs to what is shown now.
        session.exec(
            update(Asset)
            .where(col(Asset.companion_of) == asset.id)
            .values(companion_of=shown.id)
            .execution_options(synchronize_session="fetch")
        )
        _complete(shown, asset)
    if shown.companion_of is not None:
        shown.companion_of = shown.companion_as = None
    if moment is not None:
        shown.moment = moment
    session.add(shown)
    session.flush()


def _may_be_folded(session: Session, asset: Asset) -> bool:
    """Nobody has written anything of it that would be out of sight."""
    if asset.version != 1:
        return False
    attached = select(Asset.id).where(col(Asset.attached_to) == asset.id)
    return session.exec(attached.limit(1)).first() is None


def _complete(shown: Asset, companion: Asset) -> None:
    """What one file tells of the moment and the other does not is known of the memory."""
    if shown.latitude is None and companion.latitude is not None:
        shown.latitude, shown.longitude = companion.latitude, companion.longitude
    if shown.caption is None and shown.version == 1:
        shown.caption, shown.caption_source = companion.caption, companion.caption_source
    for name in ("who", "who_source", "sender"):
        if getattr(shown, name) is None and shown.version == 1:
            setattr(shown, name, getattr(companion, name))
    if shown.taken is None and shown.taken_source is not DateOrigin.user and companion.taken:
        for name in ("taken", "taken_offset", "taken_earliest", "taken_latest", "taken_sort"):
            setattr(shown, name, getattr(companion, name))
        shown.taken_source = companion.taken_source
