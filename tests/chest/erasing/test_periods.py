"""That how long something is kept is said once, and meant alike by rows and by questions."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlmodel import col, select

import chest
from chest.database import Database
from chest.erasing.due import is_unsent, was_never_sent
from chest.models import Contribution, ContributionState
from tests.builders import add_contribution, add_family, add_link, open_link_session

ROOT = Path(chest.__file__).parent
# Rooms below erasing, which may not import its periods and keep what nobody gave.
LOWER = {
    "accounts",
    "letters",
    "sharing",
    "uploads",
    "upkeep",
    "ingest",
    "dates",
    "stories",
    "idempotency.py",
}


def test_how_long_a_gift_or_a_memory_is_kept_is_said_in_one_file() -> None:
    named = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] not in LOWER
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "timedelta"
        and any(key.arg == "days" for key in node.keywords)
    }
    # Fourteen days are how long an invitation is open, and one lies between two letters to the same
    # person: nothing is erased after them.
    others = {"chests/invitations.py", "contributions/notices.py"}
    assert named == {"erasing/periods.py", *others}


@pytest.mark.parametrize("state", ContributionState)
@pytest.mark.parametrize("withdrawn_from", [None, *ContributionState])
def test_a_row_and_a_question_agree_about_what_was_never_sent(
    database: Database, state: ContributionState, withdrawn_from: ContributionState | None
) -> None:
    family = add_family(database)
    browser = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    gift_id = add_contribution(
        database, family.chest_id, by=browser, state=state, withdrawn_from=withdrawn_from
    )
    with database.read() as session:
        gift = session.get_one(Contribution, gift_id)
        asked = session.exec(
            select(Contribution.id).where(col(Contribution.id) == gift_id, is_unsent())
        ).first()
    assert was_never_sent(gift) == (asked is not None)
