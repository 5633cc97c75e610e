"""What happened in a chest, as its keepers read it: plain words, and nothing of what is in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from uuid import UUID

import pytest
from sqlmodel import update
from streamlit.testing.v1 import AppTest

from chest.access.audit import record
from chest.library import Library
from chest.models import AuditEvent, Membership, Role, new_id
from tests.builders import account_of, add_link, open_link_session
from tests.pages.visits import Visitor, words


@pytest.fixture
def chest_id(ana: Visitor, library: Library) -> UUID:
    return library.chests.create(ana.viewer, name="Rosa Almeida", time_zone="Asia/Tokyo").id


def lines(page: AppTest) -> list[str]:
    bodies = [str(element.proto.body) for element in page.get("html")]
    found = [line for body in bodies for line in re.findall(r"<li>.*?</li>", body)]
    return [unescape(re.sub(r"<[^>]+>", "", line)) for line in found]


def test_a_keeper_reads_who_did_what_by_the_clock_of_the_chest(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    link = add_link(library.database, chest_id, ana.viewer, label="Graça")
    aunt = open_link_session(library.database, link)
    with library.database.write() as session:
        subject = ("share_link", link.id)
        record(session, aunt, "link.used", subject=subject, chest_id=chest_id)
        record(session, ana.viewer, "link.revoked", subject=subject, chest_id=chest_id)
    library.chests.edit(ana.viewer, chest_id, version=1, changes={"words": "<b>her secret</b>"})
    with library.database.write() as session:
        session.exec(update(AuditEvent).values(at=datetime(2026, 3, 21, 20, 30, tzinfo=UTC)))
    page = ana.open("history.py", chest=str(chest_id))
    assert lines(page) == [
        "05:30 Ana changed the settings of this chest.",
        "05:30 Ana closed the link “Graça”.",
        "05:30 Somebody opened the link “Graça”.",
        "05:30 Ana made this chest.",
    ]
    bodies = " ".join(str(element.proto.body) for element in page.get("html"))
    assert "22 March 2026" in bodies
    assert "secret" not in bodies + words(page)


def test_one_chooses_a_sort_of_deed_and_goes_on_to_older_ones(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    with library.database.write() as session:
        for _ in range(60):
            subject = ("asset", new_id())
            record(session, ana.viewer, "asset.added", subject=subject, chest_id=chest_id)
    page = ana.open("history.py", chest=str(chest_id))
    assert len(lines(page)) == 50
    (more,) = [each for each in page.button if each.label == "Show more"]
    more.click().run()
    assert len(lines(page)) == 61
    (what,) = [each for each in page.selectbox if each.label == "What was done"]
    what.select("chest").run()
    assert [line[6:] for line in lines(page)] == ["Ana made this chest."]
    what = next(each for each in page.selectbox if each.label == "What was done")
    what.select("stories").run()
    assert "Nothing of this kind happened yet." in words(page)


def test_the_settings_of_a_keeper_lead_there_and_nobody_else_reads_it(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    labels = [
        element.proto.label
        for element in ana.open("settings.py", chest=str(chest_id)).get("page_link")
    ]
    assert "What happened here" in labels
    with library.database.write() as session:
        row = session.get_one(Membership, (chest_id, account_of(ana.viewer)))
        row.role = Role.curator
    page = ana.open("history.py", chest=str(chest_id))
    assert "Only a keeper of this chest" in words(page)
    assert lines(page) == []


def test_every_role_and_a_deed_without_words_of_its_own_are_said(
    library: Library, ana: Visitor, chest_id: UUID
) -> None:
    with library.database.write() as session:
        for action in ("member.role.curator", "member.removed", "asset.turned", "unheard.of"):
            subject = ("account", new_id())
            record(session, ana.viewer, action, subject=subject, chest_id=chest_id)
    page = ana.open("history.py", chest=str(chest_id))
    assert [line[6:] for line in lines(page)][:4] == [
        "Ana did something that has no words here yet.",
        "Ana changed something about a memory.",
        "Ana removed somebody who is no longer here from this chest.",
        "Ana made somebody who is no longer here a curator of this chest.",
    ]
