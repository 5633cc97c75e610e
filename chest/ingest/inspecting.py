"""What intake would make of a file, without taking it in: its own steps, over no row."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from ai.media import Decoder, DecoderUnavailable, MediaError
from chest.ingest.file_dates import NOTHING_BESIDE
from chest.ingest.job import refused, why_later
from chest.ingest.moments import keep_moment
from chest.ingest.open_file import MadeFile, OpenFile
from chest.ingest.rows import IngestRows, Outcome, Subject
from chest.ingest.sidecars import Beside
from chest.ingest.steps import FIRST_STEPS, WORK, list_further_steps
from chest.models import Asset, AssetState, Kind, Step, StepState, utc_now

_OUR_FAULT = "Something went wrong inside the program."


@dataclass
class Inspected:
    """What intake understands of a file. `asset` has the columns that it would fill; `derivatives`
    are the forms that were made (and thrown away); `problem` is the first sentence that a person
    would see about it."""

    asset: Asset
    derivatives: list[str] = field(default_factory=list)
    problem: str | None = None


class _NoRows(IngestRows):
    """Ingest without a database: remembers the names of what it is given to keep."""

    def __init__(self) -> None:
        self.stored: list[str] = []

    def mark_duplicates(self, asset_id: UUID) -> None:
        """There are no others."""

    def store(self, asset: Asset, kind: str, made: MadeFile, *, version: int | None = None) -> None:
        self.stored.append(kind)


class _Here:
    """A store whose keys are paths of this computer."""

    @contextmanager
    def as_file(self, key: str) -> Iterator[Path]:
        yield Path(key)


def inspect_file(
    path: Path,
    decoder: Decoder,
    *,
    beside: Beside | None = None,
    folder: str | None = None,
    modified: datetime | None = None,
    time_zone: str = "UTC",
) -> Inspected:
    """Take every step of intake over a file that stays where it is. `beside` is what sidecars tell
    of it, `folder` the name of the one it lies in, and `modified` when it was last changed.

    Raises nothing: what keeps the file from being read is its problem. What the program itself did
    wrong is told on standard error besides.
    """
    asset = Asset(
        chest_id=UUID(int=0),
        kind=Kind.other,
        state=AssetState.processing,
        storage_key=str(path),
        original_name=path.name,
        taken_sort="",
        created_at=utc_now(),
    )
    subject = Subject(
        asset=asset,
        time_zone=time_zone,
        southern=False,
        declared_sha256=None,
        declared_size=None,
        file_modified=modified,
        folder=folder,
        beside=beside or NOTHING_BESIDE,
    )
    found, rows = Inspected(asset), _NoRows()
    with OpenFile(str(path), _Here(), decoder) as file:
        if all(_take(step, subject, file, rows, found) for step in FIRST_STEPS):
            for step in list_further_steps(asset):
                _take(step, subject, file, rows, found)
            with suppress(DecoderUnavailable, OSError):  # the steps told of it
                keep_moment(rows, asset, file)
    found.derivatives = rows.stored + [
        name
        for name, column in (("waveform", asset.peaks), ("text", asset.extracted_text))
        if column
    ]
    return found


def _take(step: Step, subject: Subject, file: OpenFile, rows: IngestRows, found: Inspected) -> bool:
    """Whether there is anything left to do after this step."""
    try:
        outcome = WORK[step](subject, file, rows)
    except MediaError as error:
        outcome = Outcome(refusal=error)
    except (DecoderUnavailable, OSError) as error:
        outcome = Outcome(StepState.failed, reason=why_later(error), fatal=True)
    except Exception:  # noqa: BLE001  one file must not end the lines of all others
        traceback.print_exc()
        outcome = Outcome(StepState.failed, reason=_OUR_FAULT, fatal=True)
    if outcome.refusal is not None:
        outcome = refused(outcome, outcome.refusal, step)
    told = {**(outcome.values or {}), **(outcome.date or {}), **(outcome.words or {})}
    told |= {f"{name}_source": one for name, one in outcome.sources.items() if name in told}
    for name, value in told.items():
        setattr(subject.asset, name, value)
    found.problem = found.problem or outcome.reason
    return not outcome.fatal
