"""Photos and films are looked at: which words of a vocabulary fit, and where among all pictures
they lie. One durable job over each memory.

When many wait, one job looks at several at once; each memory is written down by itself, so that
nothing is lost or told twice when a worker dies in the midst. What a family said of a picture is
never touched: a label that somebody took away does not come back, one that somebody gave stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import numpy as np
import structlog
from sqlmodel import Session, col, delete, select

from ai.base import ProviderError
from ai.media import Decoder, DecoderUnavailable, MediaError, MediaErrorKind
from ai.tagging.base import Directions, Embedder, Picture, Seen
from ai.tagging.tagger import LabelTagger, vocabulary_hash
from ai.tagging.vocabulary import Vocabulary, the_vocabulary
from chest.database import Database
from chest.ingest import alike, fingerprints
from chest.ingest.alike import write_print
from chest.ingest.directions import as_halves, pack, unpack
from chest.ingest.job import CRASHES_FORGIVEN, LOST, why_later
from chest.ingest.results import find_result, keep_result
from chest.ingest.seeing import PICTURE, Seeing
from chest.ingest.understanding_rows import WAITS_FOR_MODEL, UnderstandingRows
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import (
    Asset,
    AssetTag,
    ChestUnderstanding,
    Embedding,
    Kind,
    Step,
    StepState,
    TagBy,
    Understanding,
)
from language import N_
from storage.base import BlobMissing, BlobStore, StorageFull, StorageUnavailable

log = structlog.get_logger(__name__)

AT_ONCE = 16
TASK = "look"
"""By this name what was found is kept for the next time the same bytes come."""

_NOTHING_TO_SEE = N_("There is no picture of this to look at.")
_BAD_MODEL = N_(
    "The model that looks at pictures cannot be used. Please tell the person who runs this chest."
)
_NO_ANSWER = N_("What looks at pictures does not answer just now.")

_FINGERPRINT = (
    fingerprints.TASK,
    fingerprints.PROVIDER,
    fingerprints.MODEL,
    fingerprints.VERSION,
)
_TAGGERS = 8  # vocabularies held at once: one for all chests that chose no words of their own


@dataclass
class _Look:
    """One memory under way: what is seen of it, and where that lies."""

    asset: Asset
    row: Understanding
    pictures: list[Picture] = field(default_factory=list)
    directions: dict[str, Any] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    fingerprint: int | None = None


class Looking:
    """The job `tag`, over one photo or film, and over others of the same chest that wait."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        decoder: Decoder,
        open_embedder: Callable[[], Embedder],
        is_ready: Callable[[], bool] | None = None,
        cache: Path | None = None,
    ) -> None:
        """`open_embedder` raises ProviderError "missing" without its model; `is_ready` says
        whether that is so without opening it. Label directions are kept in `cache`."""
        self._database = database
        self._open = open_embedder
        self._is_ready = is_ready
        self._cache = cache
        self._rows = UnderstandingRows(database, Step.tag)
        self._seeing = Seeing(database, blobs, decoder)
        self._embedder: Embedder | None = None
        self._taggers: dict[str, LabelTagger] = {}

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        """Look at it. Nothing happens for one that is gone, put away, or was looked at."""
        begun = self._rows.begin(subject_id)
        if begun is None:
            return
        first = _Look(*begun)
        try:
            embedder = self._embedder = self._embedder or self._open()
            tagger = self._tagger_of(first.asset.chest_id, embedder)
        except ProviderError as error:
            self._model_fails(subject_id, error)
            return
        looks = [first, *self._others(first.asset)]
        later: list[TryLater] = []
        ready: list[_Look] = []
        for look in looks:
            try:
                if self._see(look, embedder):
                    ready.append(look)
            except TryLater as error:
                if look is first:
                    later.append(error)
        try:
            self._embed(ready, embedder)
            for look in ready:
                self._write_down(look, embedder, tagger)
            self._compare(ready, embedder)
        except ProviderError as error:
            for look in ready:
                if look is not first:
                    self._rows.end(look.asset.id, StepState.waiting)
            if first in ready:
                self._model_fails(subject_id, error)
        if later:
            raise later[0]

    def give_up(self, subject_id: UUID, reason: str) -> None:
        self._rows.end(subject_id, StepState.failed, reason=reason)

    def list_unfinished(self) -> list[UUID]:
        """Nothing as long as the model is not there: what waits is taken up once it is."""
        if self._is_ready is not None:
            return self._rows.list_unfinished() if self._is_ready() else []
        try:
            self._embedder = self._embedder or self._open()
        except ProviderError:
            return []
        return self._rows.list_unfinished()

    # ---- one after the other ----

    def _others(self, asset: Asset) -> list[_Look]:
        """More photos of the same chest that wait: a model takes several in hardly more time."""
        if asset.kind is not Kind.photo:
            return []
        waiting = self._rows.list_waiting_in(
            asset.chest_id, (Kind.photo,), limit=AT_ONCE - 1, without=asset.id
        )
        begun = [self._rows.begin(asset_id) for asset_id in waiting]
        return [_Look(*one) for one in begun if one is not None]

    def _see(self, look: _Look, embedder: Embedder) -> bool:
        """Open what is to be seen, or find where it lies; whether there is anything to write down.
        Raises TryLater."""
        asset = look.asset
        look.directions, look.fingerprint = self._known(asset, embedder)
        if look.directions:
            return True
        try:
            seen = self._seeing.open(asset)
        except MediaError as error:
            log.info("picture refused", kind=error.kind.value, detail=error.detail)
            if error.kind is MediaErrorKind.crashed and look.row.attempts <= CRASHES_FORGIVEN:
                self._wait(asset.id, str(error), error)
            self._rows.end(asset.id, StepState.failed, reason=str(error))
            return False
        except BlobMissing:
            self._rows.end(asset.id, StepState.failed, reason=LOST)
            return False
        except (StorageUnavailable, StorageFull, DecoderUnavailable, OSError) as error:
            self._wait(asset.id, why_later(error), error)
        if not seen:
            self._rows.end(asset.id, StepState.skipped, reason=_NOTHING_TO_SEE)
            return False
        look.kinds = [kind for kind, _picture in seen]
        look.pictures = [picture for _kind, picture in seen]
        if asset.kind is Kind.photo:
            look.fingerprint = fingerprints.fingerprint(look.pictures[0])
        return True

    def _wait(self, asset_id: UUID, reason: str, error: Exception) -> NoReturn:
        self._rows.end(asset_id, StepState.waiting, reason=reason)
        raise TryLater(reason) from error

    def _model_fails(self, asset_id: UUID, error: ProviderError) -> None:
        log.warning("cannot look", kind=error.kind, reason=str(error))
        if error.kind == "missing":
            self._rows.end(asset_id, StepState.waiting, reason=WAITS_FOR_MODEL)
            return
        if error.retryable:
            self._wait(asset_id, _NO_ANSWER, error)
        self._embedder = None  # whoever puts a good one in its place need not start anew
        self._rows.end(asset_id, StepState.failed, reason=_BAD_MODEL)

    # ---- what the model says ----

    def _embed(self, looks: Sequence[_Look], embedder: Embedder) -> None:
        new = [look for look in looks if look.pictures]
        if not new:
            return
        rows = embedder.embed_pictures([picture for look in new for picture in look.pictures])
        at = 0
        for look in new:
            for kind in look.kinds:
                look.directions[kind] = as_halves(rows[at])
                at += 1
            look.pictures = []

    def _tagger_of(self, chest_id: UUID, embedder: Embedder) -> LabelTagger:
        with self._database.read() as session:
            chosen = session.get(ChestUnderstanding, chest_id)
        vocabulary: Vocabulary = the_vocabulary().of_family(chosen.labels if chosen else None)
        key = f"{embedder.name} {embedder.version} {vocabulary_hash(vocabulary)}"
        if key not in self._taggers:
            if len(self._taggers) >= _TAGGERS:
                self._taggers.clear()
            self._taggers[key] = LabelTagger(embedder, vocabulary, cache=self._cache)
        return self._taggers[key]

    def _known(self, asset: Asset, embedder: Embedder) -> tuple[dict[str, Any], int | None]:
        """Where these bytes lay when this model looked at them before, and their fingerprint."""
        if asset.sha256 is None:
            return {}, None
        with self._database.read() as session:
            found = find_result(session, *_key_of(asset, embedder))
            kept = find_result(session, asset.chest_id, asset.sha256, *_FINGERPRINT)
        if found is None:
            return {}, None
        return unpack(found, embedder.size), int(kept["bits"], 16) if kept else None

    # ---- what is written down ----

    def _write_down(self, look: _Look, embedder: Embedder, tagger: LabelTagger) -> None:
        kinds = sorted(look.directions)
        rows: Directions = np.stack([look.directions[kind] for kind in kinds]).astype(np.float32)
        seen = merge(tagger.tag_directions(rows))
        asset_id = look.asset.id
        with self._database.write() as session:
            asset = session.get(Asset, asset_id, with_for_update=True)
            if asset is None:
                return  # erased meanwhile, and its rows with it
            session.exec(delete(Embedding).where(*_own_vectors(asset_id, embedder.model)))
            session.add_all(
                Embedding(
                    asset_id=asset_id,
                    kind=kind,
                    model=embedder.model,
                    chest_id=asset.chest_id,
                    size=embedder.size,
                    vector=look.directions[kind].tobytes(),
                )
                for kind in kinds
            )
            write_tags(session, asset, seen, provider=embedder.name, model=embedder.model)
            if asset.sha256 is not None:
                keep_result(session, *_key_of(asset, embedder), pack(look.directions))
                if look.fingerprint is not None:
                    kept = {"bits": f"{look.fingerprint:016x}"}
                    keep_result(session, asset.chest_id, asset.sha256, *_FINGERPRINT, kept)
                    write_print(session, asset.chest_id, asset.sha256, look.fingerprint)

    def _compare(self, looks: Sequence[_Look], embedder: Embedder) -> None:
        """See which of them may be a picture that is there already, and end with that. By itself
        and at last: two workers that look at twins both see what the other has written down, and
        one that is killed before leaves them to be looked at again, from what is kept."""
        with self._database.write() as session:
            seen = [
                alike.Seen(
                    look.asset.chest_id,
                    look.asset.sha256,
                    look.fingerprint,
                    look.directions[PICTURE].tobytes(),
                )
                for look in looks
                if look.asset.sha256 and look.fingerprint is not None
            ]
            alike.find_pairs(session, seen, model=embedder.model)
            for look in looks:
                self._rows.end_in(
                    session,
                    look.asset.id,
                    StepState.done,
                    reason=None,
                    provider=embedder.name,
                    model=embedder.model,
                )


def write_tags(
    session: Session, asset: Asset, seen: Sequence[Seen], *, provider: str, model: str
) -> None:
    """What a model sees now instead of what one saw before; what people said stays as it is."""
    rows = session.exec(select(AssetTag).where(col(AssetTag.asset_id) == asset.id)).all()
    known = {row.label: row for row in rows}
    scores = {one.label: one.score for one in seen}
    for row in rows:
        if row.by is TagBy.model and not row.rejected and row.label not in scores:
            session.delete(row)
    for label, score in scores.items():
        tag = known.get(label)
        if tag is None:
            tag = AssetTag(asset_id=asset.id, label=label, chest_id=asset.chest_id, by=TagBy.model)
        elif tag.by is TagBy.person or tag.rejected:
            continue
        tag.score, tag.provider, tag.model = score, provider, model
        session.add(tag)


def merge(frames: Sequence[Sequence[Seen]]) -> list[Seen]:
    """What is seen in any of the frames, each at its best; five at most."""
    best: dict[str, float] = {}
    for one in (seen for frame in frames for seen in frame):
        best[one.label] = max(one.score, best.get(one.label, 0.0))
    ordered = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Seen(label, score) for label, score in ordered[:5]]


def _own_vectors(asset_id: UUID, model: str) -> tuple[Any, ...]:
    """Those that are of what is seen; those of its words are somebody else's."""
    of_words = col(Embedding.kind).startswith("words")
    return col(Embedding.asset_id) == asset_id, col(Embedding.model) == model, ~of_words


def _key_of(asset: Asset, embedder: Embedder) -> tuple[UUID, str, str, str, str, str]:
    assert asset.sha256 is not None
    return (asset.chest_id, asset.sha256, TASK, embedder.name, embedder.model, embedder.version)
