"""For how long what was put away, taken back or left lying is kept before it is erased.

Every promise of this kind that is made to people stands here. What other rooms keep for their own
work stays with them, because none beside or below this one may import it: how long sign-ins and
link sessions last and are remembered (`accounts.sessions`, `sharing.sessions`), when an upload
counts as left (`uploads.manager`), for how long an answer is repeated (`idempotency`), and what
became of a letter (`letters.rows`). None of
those is something that a family gave.
"""

from __future__ import annotations

from datetime import timedelta

RESTORABLE_FOR = timedelta(days=30)  # a memory or a chest, after it was deleted
DRAFTS_KEPT = timedelta(days=7)  # what was never sent, after something was last done to it
UNDONE_WITHIN = timedelta(days=30)  # what was done to many memories at once
WITHDRAWN_KEPT = timedelta(days=30)  # a gift, after it was taken back for the last time

GONE = f"{{what}} was deleted more than {RESTORABLE_FOR.days} days ago and is gone."
