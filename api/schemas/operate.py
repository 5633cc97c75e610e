"""Backups of this installation."""

from __future__ import annotations

from api.schemas.base import Answer, Moment


class Backup(Answer):
    """The newest backup that was made from here. `problems` counts files that could not be read or
    are not as they came, `sent_bytes` what had to be sent for it."""

    at: Moment
    snapshot: str
    to: str
    recipients: list[str]
    memories: int
    files: int
    bytes: int
    problems: int
    sent_bytes: int


class Drill(Answer):
    """The newest rehearsal. `read` says whether the backup was opened: without the identity only
    its bytes are compared. `opened` of `tried` memories were decoded."""

    at: Moment
    snapshot: str
    ok: bool
    read: bool
    pieces: int
    files: int
    rows: int
    tried: int
    opened: int
    faults: list[str]


class Failure(Answer):
    at: Moment
    sentence: str


class Backups(Answer):
    """`scheduled` says whether one is made each night, `is_old` whether the newest is older than
    three days, or missing; `failed` tells of the last try, if it did not work."""

    scheduled: bool
    to: str
    recipients: list[str]
    last: Backup | None
    drill: Drill | None
    failed: Failure | None
    is_old: bool
