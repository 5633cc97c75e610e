"""What the doctor says of backups."""

from __future__ import annotations

from datetime import datetime

from chest.database import Database
from chest.models import utc_now
from chest.settings import Settings
from chest.upkeep.backups.manager import BACKUPS, OLD_AFTER
from chest.upkeep.checks import Finding
from chest.upkeep.engines import read_choice


def check_backups(database: Database, settings: Settings) -> Finding:
    """Whether backups are made by themselves, how old the newest is, and what came of the last
    rehearsal. Asks the database alone. Raises SQLAlchemyError where it does not answer."""
    with database.read() as session:
        told = read_choice(session, BACKUPS)
    last, failed, drill = told.get("last"), told.get("failed"), told.get("drill")
    if not settings.backup_to and last is None:
        sentence = (
            "are not made by themselves. Set CHEST_BACKUP_TO to a folder on another disk, a bucket "
            "or a WebDAV server, or make one now: python -m chest backup TO"
        )
        return Finding("backups", ok=True, sentence=sentence)
    if last is None:
        why = f": {failed['sentence']}" if failed else "; a running worker makes the first"
        return Finding("backups", ok=not failed, sentence=f"there is none yet{why}")
    made_at = datetime.fromisoformat(last["at"])
    sentence = f"the newest is of {made_at:%Y-%m-%d %H:%M} UTC, in {last['to']}"
    ok = True
    if settings.backup_to and utc_now() - made_at > OLD_AFTER:
        ok = False
        sentence += f". That is more than {OLD_AFTER.days} days ago"
    if failed:
        ok = False
        sentence += f". The last try did not work: {failed['sentence']}"
    if last["problems"]:
        ok = False
        sentence += f". {last['problems']} files could not be read, or are not as they came"
    is_good, words = _say_drill(drill)
    return Finding("backups", ok=ok and is_good, sentence=f"{sentence}. {words}")


def _say_drill(drill: dict[str, object] | None) -> tuple[bool, str]:
    if drill is None:
        return True, "None was rehearsed yet: python -m chest backup drill FROM"
    at = datetime.fromisoformat(str(drill["at"]))
    day = f"{at:%Y-%m-%d}"
    if not drill["ok"]:
        faults = drill["faults"]
        first = faults[0] if isinstance(faults, list) and faults else ""
        return False, f"The rehearsal of {day} failed: {first} Make a new backup elsewhere."
    if not drill["read"]:
        words = (
            f"Its bytes were compared on {day}; it is encrypted to an identity that is not here, "
            "so run python -m chest backup drill FROM --identity FILE once in a while"
        )
    else:
        words = f"On {day} it was brought back for trial, and {drill['opened']} memories opened"
    return True, words
