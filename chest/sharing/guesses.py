"""How often a link's password may be tried, and whose tries count against whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from chest.errors import TooMany
from chest.security.throttle import Throttle, household, wider_networks
from chest.sharing.links import Locked


@contextmanager
def guess_at(throttle: Throttle, link_id: UUID, address: str) -> Iterator[None]:
    """One try, which is a wrong one when the block raises Locked. Raises TooMany before it after
    too many wrong ones from this address or its networks; and, after too many from everywhere, once
    this network has had the tries that are left to it, or all networks together those that are left
    to them."""
    link = str(link_id)
    here = f"{link}|{household(address)}"
    wider = [
        (f"link-password-{length}", f"{link}|{network}")
        for length, network in wider_networks(address).items()
    ]
    network = wider[-1][1] if wider else here
    throttle.check("link-password", here)
    # Only wrong ones count here, and only those that were let through above: no single line
    # can use up what all others have left, and a large family is not kept out by its size.
    for name, key in wider:
        throttle.check_only(name, key)
    try:
        throttle.check_only("link-password-anywhere", link)
    except TooMany:
        throttle.check("link-password-spare", network)
        throttle.check("link-password-spare-anywhere", link)
    try:
        yield
    except Locked:
        for name, key in (*wider, ("link-password-anywhere", link)):
            with suppress(TooMany):  # of many at one instant, some are over: told the next time
                throttle.check(name, key)
        raise
    throttle.forget("link-password", here)
    throttle.forget("link-password-spare", network)
