"""Whether the numbers that pages show are those of the memories there are."""

from __future__ import annotations

from chest.access.tallies import find_miscounts
from chest.database import Database
from chest.upkeep.checks import Finding


def check_counts(database: Database) -> Finding:
    """Looks at every memory. Raises SQLAlchemyError where nothing answers."""
    with database.read() as session:
        wrong = find_miscounts(session)
    if not wrong:
        return Finding("counts", ok=True, sentence="are those of the memories there are")
    chests = "one chest" if len(wrong) == 1 else f"{len(wrong)} chests"
    sentence = f"of {chests} are wrong, by {sum(wrong.values())}. Run: python -m chest recount"
    return Finding("counts", ok=False, sentence=sentence)
