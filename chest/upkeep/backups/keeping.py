"""How long backups are kept, and how what none of them needs goes.

A backup goes by its head; its pieces go only when no head that is left needs them. A kill between
the two leaves pieces that the next run takes away.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from chest.upkeep.backups.form import Head
from chest.upkeep.backups.index import Index
from chest.upkeep.backups.vault import Contents, Vault

DAYS, WEEKS, MONTHS = 7, 4, 12


def choose_kept(heads: Sequence[Head]) -> set[str]:
    """The ids of those that stay: the newest of each of the last seven days, four weeks and twelve
    months that have one."""
    newest_first = sorted(heads, key=lambda head: (head.made_at, head.id), reverse=True)
    kept: set[str] = set()
    for number, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        seen: set[Hashable] = set()
        for head in newest_first:
            if len(seen) == number:
                break
            if period(head.made_at) not in seen:
                seen.add(period(head.made_at))
                kept.add(head.id)
    return kept


def forget(vault: Vault, work: Path) -> tuple[int, int]:
    """Take away the backups that are due, then the pieces that none needs; returns how many of
    each. Raises BackupDamaged, and takes nothing away, where a head or a list of pieces is not as
    it was written: what is needed is then not known.

    For whoever made the newest backup a moment ago, under the same lock: pieces of one that is
    being made are in no list yet.
    """
    heads = vault.list_heads()
    kept = choose_kept(heads)
    due = [head for head in heads if head.id not in kept]
    with closing(Index(work / "needed.sqlite")) as index:
        for head in heads:
            if head.id in kept:
                index.need(head.pieces)
                index.need(Contents(vault, head).iter_needed())
        for head in due:
            vault.delete_head(head)
        gone = 0
        # Listed to the end first: what is found is going to be removed.
        for name in [name for name in vault.iter_pieces() if not index.is_needed(name)]:
            vault.delete_piece(name)
            gone += 1
    return len(due), gone


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month
