"""The page of a memory that came twice: who else gave it, and showing both."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.library import Library
from chest.models import Role
from tests.builders import account_of, add_asset
from tests.pages.visits import Visitor, button, sign_up, words

BYTES = {"sha256": "c" * 64, "bytes": 7}


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


def test_who_else_gave_it_and_both_apart(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.viewer)
    tom = sign_up(library, "Tom", monkeypatch, invitation=offer.token)
    first = add_asset(library.database, chest_id, added_by=account_of(ana.viewer), **BYTES)
    add_asset(library.database, chest_id, added_by=account_of(tom.viewer), **BYTES)
    where = {"chest": str(chest_id), "id": str(first)}

    his = tom.open("memory.py", **where)
    assert "Also given by Tom." in words(his)
    assert "Show both apart" not in [each.label for each in his.button]

    hers = ana.open("memory.py", **where)
    assert "Also given by Tom." in words(hers)
    button(hers, "Show both apart").click().run()
    assert library.assets.counts(tom.viewer, chest_id) == {"photo": 2}
    again = ana.open("memory.py", **where)
    button(again, "Show them as one").click().run()
    assert library.assets.counts(tom.viewer, chest_id) == {"photo": 1}
