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

from language import N_, _

RESTORABLE_FOR = timedelta(days=30)  # a memory or a chest, after it was deleted
DRAFTS_KEPT = timedelta(days=7)  # what was never sent, after something was last done to it
UNDONE_WITHIN = timedelta(days=30)  # what was done to many memories at once
WITHDRAWN_KEPT = timedelta(days=30)  # a gift, after it was taken back for the last time
# A file that somebody had packed: less than what was put away, since nothing goes out of it again.
EXPORT_KEPT = timedelta(days=14)
HISTORY_KEPT = timedelta(days=3 * 365)  # who did what, after it was done
# Each shortening leaves a line itself: a month goes at once, and not a day each day.
HISTORY_SHORTENED_LATE = timedelta(days=30)

GONE = N_("{what} was deleted more than {days} days ago and is gone.")


def say_gone(what: str) -> str:
    """That it is too late to bring `what` ("This chest") back."""
    return _(GONE, what=what, days=RESTORABLE_FOR.days)
