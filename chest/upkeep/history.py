"""Whether the newest lines of the audit are as they were written."""

from __future__ import annotations

from chest.access.proving import prove
from chest.database import Database
from chest.upkeep.checks import Finding

NEWEST = 1_000

_MORE = "python -m chest audit verify"


def check_history(database: Database) -> Finding:
    """Goes through the newest lines of each chain; `audit verify` goes through all of them."""
    proofs = prove(database, newest=NEWEST)
    broken = [proof for proof in proofs if proof.trouble is not None]
    if broken:
        sentence = f"{len(broken)} of its chains are not as they were written. Run: {_MORE}"
        return Finding("history", ok=False, sentence=sentence)
    lines = sum(proof.lines for proof in proofs)
    waiting = sum(proof.waiting for proof in proofs)
    said = f"its newest lines are as they were written, {lines} were read; all: {_MORE}"
    if waiting:
        said += f". {waiting} from before wait for the worker"
    return Finding("history", ok=True, sentence=said)
