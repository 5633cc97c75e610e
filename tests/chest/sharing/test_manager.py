"""Share links: made, listed, shown as an address or a code, and ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import segno
from sqlalchemy import text
from sqlmodel import select

from chest.access.viewers import ANONYMOUS, LinkViewer
from chest.access.visibility import visible_to
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.models import (
    Asset,
    Audience,
    AuditEvent,
    utc_now,
)
from chest.security.addresses import Scope, who_can_reach
from chest.security.signing import Signer
from chest.settings import Settings
from chest.sharing.links import LinkState, LinkTerms
from chest.sharing.manager import SharingManager
from chest.sharing.visits import LinkSessions
from tests.builders import Family, add_asset, add_chest
from tests.chest.sharing.visiting import (
    ADD,
    LOOK,
    let_through,
    make,
)


def test_a_new_link_opens_what_its_terms_say(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family, permission=LOOK, audience=Audience.everyone)
    viewer = visits.find_viewer(let_through(visits, token))
    assert isinstance(viewer, LinkViewer)
    assert viewer.link_id == link_id
    assert viewer.chest_id == family.chest_id
    assert viewer.permission is LOOK
    assert viewer.audience is Audience.everyone
    shown = add_asset(database, family.chest_id, audience=Audience.everyone)
    add_asset(database, family.chest_id, audience=Audience.family)
    with database.read() as session:
        assert session.exec(select(Asset.id).where(visible_to(viewer))).all() == [shown]


def test_a_link_to_add_also_lets_one_look_at_what_its_audience_may_see(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, token = make(sharing, family, permission=ADD)
    shown = add_asset(database, family.chest_id)
    viewer = visits.find_viewer(let_through(visits, token))
    assert viewer
    with database.read() as session:
        assert session.exec(select(Asset.id).where(visible_to(viewer))).all() == [shown]


def test_only_curators_and_keepers_make_see_and_revoke_links(
    sharing: SharingManager, family: Family
) -> None:
    link_id, _ = make(sharing, family)
    sharing.create(family.keeper, family.chest_id, LinkTerms(permission=LOOK))
    assert len(sharing.list_links(family.curator, family.chest_id).items) == 2
    for viewer in (family.member, family.viewer, family.stranger):
        for call in (
            lambda v: sharing.create(v, family.chest_id, LinkTerms(permission=ADD)),
            lambda v: sharing.list_links(v, family.chest_id),
            lambda v: sharing.get(v, link_id),
            lambda v: sharing.token(v, link_id),
            lambda v: sharing.qr_svg(v, link_id, base_url="http://localhost"),
            lambda v: sharing.revoke(v, link_id),
        ):
            with pytest.raises(NotFound):
                call(viewer)
    with pytest.raises(NotSignedIn):
        sharing.token(ANONYMOUS, link_id)
    assert sharing.get(family.curator, link_id).state is LinkState.live


def test_a_curator_of_another_chest_sees_none_of_this_ones_links(
    sharing: SharingManager, family: Family, database: Database
) -> None:
    link_id, _ = make(sharing, family)
    add_chest(database, family.stranger)
    with pytest.raises(NotFound):
        sharing.url(family.stranger, link_id, base_url="http://localhost")


@pytest.mark.parametrize(
    "terms",
    [
        {"audience": Audience.keepers},
        {"expires_at": utc_now() - timedelta(seconds=1)},
        {"expires_at": (utc_now() + timedelta(days=1)).replace(tzinfo=None)},
        {"max_uses": 0},
        {"max_uses": 2**40},
        {"max_bytes": -1},
        {"max_bytes": 2**70},
        {"label": "x" * 201},
        {"password": "abc"},
        {"password": "x" * 1025},
    ],
)
def test_terms_that_cannot_be_meant_are_refused_with_a_sentence(
    sharing: SharingManager, family: Family, terms: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        make(sharing, family, **terms)
    assert refused.value.sentence.endswith(".")
    assert not sharing.list_links(family.curator, family.chest_id).items


def test_curators_may_ask_for_the_same_link_again(sharing: SharingManager, family: Family) -> None:
    link_id, token = make(sharing, family, label="  For \x00the   funeral ")
    again = sharing.get(family.keeper, link_id)
    assert again.token == token == sharing.token(family.keeper, link_id)
    assert again.label == "For the funeral"


def test_nothing_in_the_database_opens_a_link(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    _, token = make(sharing, family, password="rosinha")
    cookie = visits.open_session(token).cookie
    visits.unlock(cookie, "rosinha")
    stored = ""
    with database.read() as session:
        for table in ("share_link", "link_session", "audit_event"):
            for row in session.execute(text(f"select * from {table}")):
                stored += repr(tuple(row))
    assert token.partition(".")[0] not in stored
    for secret in (token, cookie, "rosinha"):
        assert secret not in stored


def test_the_public_address_is_used_where_one_is_set(
    sharing: SharingManager, family: Family, database: Database, signer: Signer
) -> None:
    link_id, token = make(sharing, family)
    here = sharing.url(family.curator, link_id, base_url="http://192.168.1.20:8501/")
    assert here == f"http://192.168.1.20:8501/c/{token}"
    public = SharingManager(
        database=database,
        signer=signer,
        settings=Settings(_env_file=None, public_url="https://rosa.example.org/"),
    )
    there = public.url(family.curator, link_id, base_url="http://192.168.1.20:8501")
    assert there == f"https://rosa.example.org/c/{token}"
    assert public.who_can_reach("http://localhost").scope is Scope.everyone
    assert sharing.who_can_reach("http://localhost").scope is Scope.this_computer


def test_the_qr_code_is_an_svg_of_the_address(sharing: SharingManager, family: Family) -> None:
    link_id, token = make(sharing, family)
    svg = sharing.qr_svg(family.curator, link_id, base_url="http://127.0.0.1:8501")
    tree = ElementTree.fromstring(svg)
    names = {child.tag.rpartition("}")[2] for child in tree.iter()}
    assert {"svg", "title", "path"} <= names
    assert "script" not in names
    code = segno.make_qr(f"http://127.0.0.1:8501/c/{token}", error="m")
    modules = sum(row.count(1) for row in (bytes(row) for row in code.matrix))
    assert _dark_modules(tree) == modules


def _dark_modules(tree: ElementTree.Element) -> int:
    """Lengths of the horizontal strokes, which are the dark modules of the code."""
    import re

    path = next(e for e in tree.iter() if "qrline" in e.get("class", ""))
    return sum(int(n) for n in re.findall(r"h(\d+)", path.get("d", "")))


@pytest.mark.parametrize(
    ("url", "scope"),
    [
        ("http://localhost:8501", Scope.this_computer),
        ("http://chest.localhost", Scope.this_computer),
        ("http://127.0.0.1:8501", Scope.this_computer),
        ("http://127.9.9.9", Scope.this_computer),
        ("http://[::1]:8501/", Scope.this_computer),
        ("http://0.0.0.0:8501", Scope.this_computer),
        ("http://[::ffff:127.0.0.1]", Scope.this_computer),
        ("", Scope.this_computer),
        ("http://192.168.1.20:8501", Scope.home_network),
        ("http://10.0.0.4", Scope.home_network),
        ("http://172.20.1.1", Scope.home_network),
        ("http://169.254.10.10", Scope.home_network),
        ("http://100.100.20.1", Scope.home_network),
        ("http://[fe80::1%25eth0]:8501", Scope.home_network),
        ("http://[fd12::1]", Scope.home_network),
        ("http://livingroom", Scope.home_network),
        ("http://livingroom.local:8501", Scope.home_network),
        ("http://nas.home.arpa", Scope.home_network),
        ("http://172.32.0.1", Scope.everyone),
        ("http://8.8.8.8", Scope.everyone),
        ("https://rosa.example.org", Scope.everyone),
        ("https://localhost.example.org", Scope.everyone),
    ],
)
def test_the_share_page_can_say_who_could_open_a_link(url: str, scope: Scope) -> None:
    reach = who_can_reach(url)
    assert reach.scope is scope
    assert reach.sentence.endswith(".")


def test_links_are_listed_newest_first_page_by_page(
    sharing: SharingManager, family: Family
) -> None:
    made = [make(sharing, family, label=str(n))[0] for n in range(5)]
    first = sharing.list_links(family.curator, family.chest_id, limit=2)
    second = sharing.list_links(family.curator, family.chest_id, limit=2, after=first.next)
    third = sharing.list_links(family.curator, family.chest_id, limit=2, after=second.next)
    listed = [link.id for page in (first, second, third) for link in page.items]
    assert listed == made[::-1]
    assert third.next is None


def test_making_using_and_revoking_are_written_down_without_secrets(
    sharing: SharingManager, visits: LinkSessions, family: Family, database: Database
) -> None:
    link_id, token = make(sharing, family)
    viewer = visits.find_viewer(let_through(visits, token))
    assert viewer
    sharing.revoke(family.keeper, link_id)
    with database.read() as session:
        events = session.exec(select(AuditEvent).order_by(AuditEvent.at, AuditEvent.id)).all()
    assert [(event.action, event.actor) for event in events] == [
        ("link.created", family.curator.key),
        ("link.used", viewer.key),
        ("link.revoked", family.keeper.key),
    ]
    assert {event.subject_id for event in events} == {str(link_id)}
    assert all(event.chest_id == family.chest_id for event in events)
