"""The quiet line that says that one's files are ready: where it stands, what it names, and that it
goes when one says so."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from chest.library import Library
from chest.models import (
    AssetState,
    ProcessingStep,
    Role,
    Step,
    StepState,
    UploadBatch,
    utc_now,
)
from tests.builders import account_of, add_asset
from tests.pages.visits import Visitor, button, sign_up, words

REASON = "This file is not a picture that can be read."


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida").id


def settle(
    library: Library, ana: Visitor, chest_id: UUID, *, ready: int, failed: int
) -> list[UUID]:
    """A batch that was told of a moment ago."""
    ids = [
        add_asset(
            library.database,
            chest_id,
            added_by=account_of(ana.viewer),
            state=AssetState.failed,
            original_name=f"[scan {n}](x).jpg",
        )
        for n in range(failed)
    ]
    moment = utc_now() - timedelta(minutes=1)
    with library.database.write() as session:
        session.add_all(
            ProcessingStep(asset_id=one, step=Step.type, state=StepState.failed, reason=REASON)
            for one in ids
        )
        session.add(
            UploadBatch(
                chest_id=chest_id,
                account_id=account_of(ana.viewer),
                begun_at=moment,
                last_at=moment,
                looked_at=moment,
                settled_at=moment,
                ready=ready,
                failed=failed,
                failed_ids=[str(one) for one in ids],
            )
        )
    return ids


def links(page: AppTest) -> list[tuple[str, str]]:
    """Where the links of the page lead, and with which query."""
    found = [element.proto for element in page.get("page_link")]
    return [(str(one.page), str(one.query_string)) for one in found]


@pytest.mark.parametrize("page", ["overview.py", "add.py"])
def test_it_is_said_until_it_is_dismissed_and_leads_to_what_could_not_be_read(
    library: Library, ana: Visitor, chest_id: UUID, page: str
) -> None:
    bad = settle(library, ana, chest_id, ready=212, failed=4)
    shown = ana.open(page, chest=str(chest_id))
    said = words(shown)
    assert "212 files are ready. 4 could not be read: [scan 0](x).jpg" in said
    assert "and others." in said
    assert said.count(REASON) == 4
    queries = [query for where, query in links(shown) if where == "memory"]
    assert [query for query in queries if any(str(one) in query for one in bad)] == queries
    assert len(queries) == 4
    button(shown, "Dismiss").click().run()
    assert not shown.exception
    assert "could not be read" not in words(shown)
    assert "Dismiss" not in [one.label for one in shown.button]
    assert "are ready" not in words(ana.open("overview.py", chest=str(chest_id)))


def test_one_file_is_one_and_names_nothing(library: Library, ana: Visitor, chest_id: UUID) -> None:
    settle(library, ana, chest_id, ready=1, failed=0)
    shown = ana.open("overview.py", chest=str(chest_id))
    assert "1 file is ready." in words(shown)
    assert not shown.expander


def test_others_see_nothing_of_it(
    library: Library, ana: Visitor, chest_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(library, ana, chest_id, ready=5, failed=1)
    offer = library.invitations.invite(ana.viewer, chest_id, role=Role.keeper)
    tom = sign_up(library, "Tom", monkeypatch, invitation=offer.token)
    for page in ("overview.py", "add.py"):
        assert "are ready" not in words(tom.open(page, chest=str(chest_id)))
