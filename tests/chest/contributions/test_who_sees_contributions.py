"""What was given and not approved is nowhere but with its contributor, curators and keepers: one
test for each way in which memories are asked for, and one over every GET route there is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlmodel import Session, col, func, select, update

from api.application import build_api
from api.http.dependencies import Viewers, get_viewers
from chest.access.standing import REVIEW_OF
from chest.access.viewers import ANONYMOUS, LinkViewer, ReceiptViewer, Viewer
from chest.access.visibility import STORY_AUDIENCES, published_for, visible_to
from chest.assets.pages import Filter
from chest.database import Database
from chest.errors import ChestError, NotFound
from chest.library import Library, open_library
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Chest,
    Contribution,
    ContributionState,
    Derivative,
    Kind,
    ProcessingStep,
    Review,
    StepState,
    utc_now,
)
from chest.settings import Settings
from chest.stories.evidence import list_segments
from tests.asgi import AppClient
from tests.builders import (
    Family,
    add_asset,
    add_contribution,
    add_family,
    add_link,
    open_link_session,
)

State = ContributionState

# Words that stand in the contribution and nowhere else.
SECRETS = ("Zimbro", "Violeta", "hidden-beach", "Tia Segredo", "secret@example.org")
SAME_BYTES = "5" * 64


@dataclass
class World:
    """A published photograph, and what somebody gave through a link: a photograph with the same
    bytes and a message."""

    library: Library
    family: Family
    contribution_id: UUID
    given: frozenset[UUID]
    photo: UUID
    note: UUID
    published: UUID
    viewers: dict[str, Viewer]

    @property
    def chest_id(self) -> UUID:
        return self.family.chest_id


@pytest.fixture
def world(database: Database, database_url: str, tmp_path: Path) -> Iterator[World]:
    library = open_library(
        Settings(
            _env_file=None,
            database_url=database_url,
            data_dir=tmp_path / "data",
            secret_key="a secret of at least thirty-two characters",
        )
    )
    family = add_family(database)
    chest_id = family.chest_id
    link = add_link(database, chest_id, family.keeper, audience=Audience.family)
    everyone = add_link(database, chest_id, family.keeper, audience=Audience.everyone)
    giver = open_link_session(database, link)
    contribution_id = add_contribution(
        database,
        chest_id,
        by=giver,
        name="Tia Segredo",
        contact_email="secret@example.org",
        submitted_at=utc_now(),
    )
    dated = {"taken": "1964-07", "taken_sort": "1964-07-00", "taken_earliest": "1964-07-01"}
    published = add_asset(
        database,
        chest_id,
        sha256=SAME_BYTES,
        audience=Audience.everyone,
        storage_key="v1/p",
        **dated,
    )
    given: dict[str, Any] = {
        "contribution_id": contribution_id,
        "review": Review.pending,
        "audience": Audience.everyone,
    }
    note = add_asset(
        database, chest_id, kind=Kind.note, body="Zimbro and the boat.", **given, **dated
    )
    photo = add_asset(
        database,
        chest_id,
        caption="Violeta in the garden",
        original_name="hidden-beach.jpg",
        sha256=SAME_BYTES,
        duplicate_of=published,
        attached_to=note,
        storage_key="v1/o",
        media_type="image/jpeg",
        **given,
        **dated,
    )
    with database.write() as session:
        session.add(_thumb(photo))
        session.add(ProcessingStep(asset_id=photo, step="metadata", state=StepState.done))
        row = session.get(Contribution, contribution_id)
        assert row
        row.message_asset_id = note
        session.add(row)
    try:
        yield World(
            library=library,
            family=family,
            contribution_id=contribution_id,
            given=frozenset({photo, note}),
            photo=photo,
            note=note,
            published=published,
            viewers={
                "contributor": giver,
                "receipt": ReceiptViewer(contribution_id=contribution_id),
                "keeper": family.keeper,
                "curator": family.curator,
                "member": family.member,
                "viewer": family.viewer,
                "stranger": family.stranger,
                "same link": open_link_session(database, link),
                "everyone link": open_link_session(database, everyone),
                "nobody": ANONYMOUS,
            },
        )
    finally:
        library.close()


def _thumb(asset_id: UUID) -> Derivative:
    return Derivative(
        asset_id=asset_id, kind="thumb", storage_key="v1/t", media_type="image/webp", bytes=10
    )


GIVERS = {"contributor", "receipt"}
REVIEWERS = {"keeper", "curator"}
WHO_SEES: dict[State, set[str]] = {
    State.draft: GIVERS,
    State.pending: GIVERS | REVIEWERS,
    State.held: GIVERS | REVIEWERS,
    State.declined: GIVERS | REVIEWERS,
    State.withdrawn: GIVERS,
}


def bring_to(world: World, state: State) -> None:
    with world.library.database.write() as session:
        session.exec(
            update(Contribution)
            .where(col(Contribution.id) == world.contribution_id)
            .values(state=state)
        )
        session.exec(
            update(Asset)
            .where(col(Asset.contribution_id) == world.contribution_id)
            .values(review=REVIEW_OF[state])
        )


def reading(world: World, read: Callable[[Session], set[UUID]]) -> set[UUID]:
    with world.library.database.read() as session:
        return read(session)


# Every way of asking → the ids of memories that it tells this viewer of.
Path_ = Callable[[World, Viewer], set[UUID]]


def by_predicate(world: World, viewer: Viewer) -> set[UUID]:
    query = select(Asset.id).where(visible_to(viewer))
    return reading(world, lambda s: set(s.exec(query).all()))


def by_id(world: World, viewer: Viewer) -> set[UUID]:
    found = set()
    for asset_id in world.given:
        try:
            found.add(world.library.assets.get(viewer, asset_id).id)
        except NotFound:
            continue
    return found


def by_ids(world: World, viewer: Viewer) -> set[UUID]:
    return {view.id for view in world.library.assets.list_views(viewer, [*world.given])}


def by_list(world: World, viewer: Viewer) -> set[UUID]:
    found: set[UUID] = set()
    for state in (None, *Review, *AssetState):
        page = world.library.assets.list_page(viewer, world.chest_id, Filter(state=state))
        found |= {card.id for card in page.items}
    return found


def by_recent(world: World, viewer: Viewer) -> set[UUID]:
    return {card.id for card in world.library.assets.list_recent(viewer, world.chest_id)}


def by_timeline(world: World, viewer: Viewer) -> set[UUID]:
    page = world.library.assets.timeline_page(viewer, world.chest_id)
    return {card.id for card in page.items}


def by_neighbours(world: World, viewer: Viewer) -> set[UUID]:
    beside = world.library.assets.neighbours(viewer, world.published)
    return {card.id for card in (beside.previous, beside.next) if card}


def by_attachments(world: World, viewer: Viewer) -> set[UUID]:
    return {card.id for card in world.library.assets.list_attachments(viewer, world.note)}


def by_duplicates(world: World, viewer: Viewer) -> set[UUID]:
    groups = world.library.assets.list_duplicates(viewer, world.chest_id)
    return {card.id for group in groups for card in group}


def by_history(world: World, viewer: Viewer) -> set[UUID]:
    world.library.assets.list_revisions(viewer, world.photo)
    return {world.photo}


def by_queue(world: World, viewer: Viewer) -> set[UUID]:
    page = world.library.moderation.list_contributions(viewer, world.chest_id)
    return {item.id for view in page.items for item in view.items}


def by_contribution(world: World, viewer: Viewer) -> set[UUID]:
    view = world.library.moderation.get(viewer, world.contribution_id)
    return {item.id for item in view.items}


def by_own_contributions(world: World, viewer: Viewer) -> set[UUID]:
    return {item.id for view in world.library.contributions.list_own(viewer) for item in view.items}


def by_thumbs(world: World, viewer: Viewer) -> set[UUID]:
    return set(world.library.media.picture_urls(viewer, [*world.given]))


PATHS: list[Path_] = [
    by_predicate,
    by_id,
    by_ids,
    by_list,
    by_recent,
    by_timeline,
    by_neighbours,
    by_attachments,
    by_duplicates,
    by_history,
    by_queue,
    by_contribution,
    by_own_contributions,
    by_thumbs,
]


@pytest.mark.parametrize("ask", PATHS, ids=lambda path: path.__name__)
def test_nobody_else_is_told_of_it_by(world: World, ask: Path_) -> None:
    for state, seers in WHO_SEES.items():
        bring_to(world, state)
        for name, viewer in world.viewers.items():
            try:
                told = ask(world, viewer) & world.given
            except ChestError:
                told = set()
            if name not in seers:
                assert not told, f"{name} was told of what is {state}"


@pytest.mark.parametrize(
    ("ask", "seers"),
    [
        (by_predicate, GIVERS | REVIEWERS),
        (by_id, GIVERS | REVIEWERS),
        (by_ids, GIVERS | REVIEWERS),
        (by_queue, REVIEWERS),
        (by_contribution, REVIEWERS),
        (by_own_contributions, GIVERS),
        (by_duplicates, REVIEWERS),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_those_who_may_know_of_it_are_told_by(world: World, ask: Path_, seers: set[str]) -> None:
    """Without this, the test before would pass on ways that tell nobody anything."""
    for name in seers:
        assert ask(world, world.viewers[name]) & world.given, name


def test_counts_do_not_tell_that_something_waits(world: World) -> None:
    for state, seers in WHO_SEES.items():
        bring_to(world, state)
        for name, viewer in world.viewers.items():
            query = select(func.count()).select_from(Asset).where(visible_to(viewer))
            with world.library.database.read() as session:
                total = session.exec(query).one()
            sees_published = name not in ("receipt", "stranger", "nobody")
            assert total == sees_published + (2 if name in seers else 0), (state, name)
            try:
                counts = world.library.assets.counts(viewer, world.chest_id)
            except ChestError:
                continue
            assert counts.get(REVIEW_OF[state].value, 0) == (2 if name in seers else 0)
            assert counts.get("photo") == 1


def test_a_story_never_draws_on_it(world: World) -> None:
    for state in WHO_SEES:
        bring_to(world, state)
        with world.library.database.read() as session:
            chest = session.get(Chest, world.chest_id)
            assert chest
            for audience in STORY_AUDIENCES:
                query = select(Asset.id).where(published_for(audience))
                assert not set(session.exec(query).all()) & world.given
                told = {s.asset for s in list_segments(session, chest, audience=audience)}
                assert not told & {str(asset_id) for asset_id in world.given}


def test_an_address_of_a_picture_dies_with_the_right_to_see_it(world: World) -> None:
    """Withdrawing hides the files themselves at once, also from whoever has their address."""
    curator = world.viewers["curator"]
    address = world.library.media.picture_urls(curator, [world.photo])[world.photo]
    query = parse_qs(urlsplit(address).query)

    def open_as(viewer: Viewer) -> None:
        world.library.media.resolve(
            [viewer],
            world.photo,
            "thumb",
            expires=int(query["e"][0]),
            signature=query["s"][0],
        )

    open_as(curator)
    for name, viewer in world.viewers.items():
        if name != "curator":
            with pytest.raises(NotFound):
                open_as(viewer)
    receipt = world.library.signer.receipt_token(world.contribution_id)
    world.library.receipts.withdraw(receipt)
    with pytest.raises(NotFound):
        open_as(curator)
    world.library.receipts.unwithdraw(receipt)
    open_as(curator)


# ---- over every route ----

# What stands for each parameter of a path. A new one is to be added here.
PARAMETERS: dict[str, Callable[[World], list[str]]] = {
    "chest_id": lambda w: [str(w.chest_id)],
    "asset_id": lambda w: [str(w.photo), str(w.note)],
    "post_id": lambda w: [str(w.photo), str(w.note)],
    "contribution_id": lambda w: [str(w.contribution_id)],
    "account_id": lambda w: [str(w.family.member.account_id)],
    "link_id": lambda w: [str(w.contribution_id)],
    "story_id": lambda w: [str(w.contribution_id)],
    "upload_id": lambda w: [str(w.contribution_id)],
    "letter_id": lambda w: [str(w.contribution_id)],
    "receipt": lambda w: [str(w.contribution_id)],
    "form": lambda w: ["vtt", "srt", "txt"],
    "person_id": lambda w: [str(w.chest_id)],
    "proposal_id": lambda w: [str(w.contribution_id)],
    "change_id": lambda w: [str(w.contribution_id)],
    "album_id": lambda w: [str(w.contribution_id)],
    "export_id": lambda w: [str(w.contribution_id)],
}
QUERIES: dict[str, Callable[[World], list[str]]] = {
    "/uploads/progress": lambda w: [f"?ids={','.join(map(str, w.given))}"],
    "/chests/{chest_id}/assets": lambda w: ["", *[f"?state={r}" for r in Review]],
    "/chests/{chest_id}/names": lambda w: [f"?old={word}" for word in SECRETS],
    "/chests/{chest_id}/search": lambda w: [f"?q={s}" for s in ("zimbro", "violeta", "segredo")],
    "/chests/{chest_id}/suggest": lambda w: [f"?q={s}" for s in ("zimb", "viol", "segr")],
    "/chests/{chest_id}/contributions": lambda w: ["", *[f"?state={s}" for s in State]],
}


def addresses(world: World, route: str) -> list[str]:
    found = [route]
    for parameter in re.findall(r"\{(\w+)\}", route):
        assert parameter in PARAMETERS, f"Say in PARAMETERS what {parameter} of {route} is."
        values = PARAMETERS[parameter](world)
        found = [path.replace(f"{{{parameter}}}", value) for path in found for value in values]
    queries = QUERIES.get(route, lambda _: [""])(world)
    return [path + query for path in found for query in queries]


def get_routes(world: World) -> tuple[FastAPI, list[str]]:
    app = build_api(world.library)
    routes = [path for path, methods in app.openapi()["paths"].items() if "get" in methods]
    return app, [address for route in routes for address in addresses(world, route)]


def read_all(app: FastAPI, paths: list[str], viewer: Viewer) -> Iterator[tuple[str, str]]:
    """What this viewer reads at each address."""
    kind = (
        "account" if viewer.account_id else "link" if isinstance(viewer, LinkViewer) else "receipt"
    )
    app.dependency_overrides[get_viewers] = lambda: Viewers(**{kind: viewer})
    with AppClient(app) as client:
        for path in paths:
            yield path, client.get(path).text


@pytest.mark.parametrize("state", list(WHO_SEES))
def test_no_route_tells_anyone_else_a_word_of_it(world: World, state: State) -> None:
    bring_to(world, state)
    app, paths = get_routes(world)
    assert len(paths) > 20
    for name, viewer in world.viewers.items():
        told = set()
        for path, text in read_all(app, paths, viewer):
            words = {secret for secret in SECRETS if secret in text}
            ids = {str(i) for i in world.given if str(i) in text and str(i) not in path}
            if words or ids:
                told.add(path)
        if name not in WHO_SEES[state]:
            assert not told, f"{name} reads of what is {state} in {sorted(told)}"
        else:
            assert told, f"{name} reads of what is {state} nowhere"


def test_links_never_read_a_place_or_a_duplicate(world: World) -> None:
    with world.library.database.write() as session:
        session.exec(update(Asset).values(latitude=38.5244, longitude=-8.8882))
    app, paths = get_routes(world)
    for name in ("contributor", "same link", "receipt"):
        for path, text in read_all(app, paths, world.viewers[name]):
            assert "38.5244" not in text, path
            assert "8.8882" not in text, path
            if text.startswith("{"):
                assert not _values(json.loads(text), "duplicate_of") - {None}, path


def _values(found: Any, key: str) -> set[Any]:
    if isinstance(found, dict):
        own = {found[key]} if key in found else set()
        return own.union(*(_values(v, key) for v in found.values()))
    if isinstance(found, list):
        return set().union(*(_values(v, key) for v in found))
    return set()


def test_a_sealed_gift_is_seen_by_nobody_not_even_its_giver(world: World) -> None:
    with world.library.database.write() as session:
        session.exec(
            update(Asset)
            .where(col(Asset.id).in_(world.given))
            .values(visible_from=utc_now() + timedelta(days=1))
        )
    for name, viewer in world.viewers.items():
        assert not by_predicate(world, viewer) & world.given, name
