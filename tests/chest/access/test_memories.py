"""Each way of asking for memories shows each viewer exactly what they may see.

What may be seen is written down here by hand, apart from the predicate that decides it.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest

from chest.access.viewers import LinkViewer, Viewer
from chest.assets.pages import Filter
from chest.assets.years import Stretch
from chest.database import Database
from chest.errors import NotFound, NotSignedIn
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Kind,
    Review,
    Upload,
)
from storage.local import LocalStore
from tests.builders import add_asset
from tests.chest.access.standings import Scene, set_scene

PUBLISHED = {"family", "everyone", "keepers"}
OWN = {"only_me"}
VISIBLE = {
    "keeper": PUBLISHED | {"member_pending", "link_pending", "held", "declined", "uploading"},
    "curator": {
        *("family", "everyone", "member_pending", "link_pending", "held", "declined", "uploading")
    },
    "member": {"family", "everyone", "member_pending", "only_me"},
    "viewer": {"family", "everyone"},
    "contributor": {
        *("family", "everyone", "link_pending", "draft", "held", "declined", "withdrawn")
    },
    "link_for_everyone": {"everyone"},
    "receipt": {"link_pending"},
    "stranger": set(),
    "nobody": set(),
}
# Whoever may not know of the chest is told that there is none.
KNOW_THE_CHEST = {"keeper", "curator", "member", "viewer", "contributor", "link_for_everyone"}
NEVER_LISTED = {"uploading", "declined", "withdrawn"}
ON_DISPLAY = PUBLISHED | OWN
OWN_WAITING = {"member": {"member_pending"}}


@pytest.fixture
def scene(database: Database, blobs: LocalStore) -> Scene:
    made = set_scene(database, blobs)
    assert set(made.viewers) == set(VISIBLE)
    return made


def by_one(scene: Scene, ask: Callable[[UUID], object]) -> list[UUID]:
    """The memories for which asking one by one is not refused."""
    found = []
    for asset_id in scene.ids.values():
        try:
            ask(asset_id)
        except NotFound:
            continue
        found.append(asset_id)
    return found


def get(scene: Scene, viewer: Viewer) -> list[UUID]:
    return by_one(scene, lambda asset_id: scene.assets.get(viewer, asset_id))


def list_views(scene: Scene, viewer: Viewer) -> list[UUID]:
    return [v.id for v in scene.assets.list_views(viewer, list(scene.ids.values()))]


def list_by_state(scene: Scene, viewer: Viewer) -> list[UUID]:
    states = [*Review, AssetState.uploading]
    found: list[UUID] = []
    for state in states:
        page = scene.assets.list_page(viewer, scene.chest_id, Filter(state=state))
        found += [card.id for card in page.items if card.id not in found]
    return found


def list_page(scene: Scene, viewer: Viewer) -> list[UUID]:
    found: list[UUID] = []
    cursor = None
    while True:
        page = scene.assets.list_page(viewer, scene.chest_id, limit=2, cursor=cursor)
        found += [card.id for card in page.items]
        cursor = page.next
        if cursor is None:
            return found


def attachments(scene: Scene, viewer: Viewer) -> list[UUID]:
    return [card.id for card in scene.assets.list_attachments(viewer, scene.root)]


def timeline(scene: Scene, viewer: Viewer) -> list[UUID]:
    counts = scene.assets.timeline_counts(viewer, scene.chest_id)
    found = {
        start: scene.assets.timeline_page(
            viewer, scene.chest_id, Stretch(decade=start), limit=200
        ).items
        for start in counts.decades
    }
    assert {start: len(items) for start, items in found.items()} == counts.decades
    return [card.id for items in found.values() for card in items]


def timeline_page(scene: Scene, viewer: Viewer) -> list[UUID]:
    return [
        c.id for c in scene.assets.timeline_page(viewer, scene.chest_id, Stretch(decade=1960)).items
    ]


def recent(scene: Scene, viewer: Viewer) -> list[UUID]:
    return [card.id for card in scene.assets.list_recent(viewer, scene.chest_id, limit=100)]


def neighbours(scene: Scene, viewer: Viewer) -> list[UUID]:
    """Walks from the end of the timeline to its beginning, and looks back at each step."""
    found: list[UUID] = []
    here = scene.root
    while True:
        before = scene.assets.neighbours(viewer, here).previous
        if before is None:
            return found
        after = scene.assets.neighbours(viewer, before.id).next
        assert after is not None
        assert after.id == here
        found.append(before.id)
        here = before.id


def duplicates(scene: Scene, viewer: Viewer) -> list[UUID]:
    groups = scene.assets.list_duplicates(viewer, scene.chest_id)
    return [card.id for group in groups for card in group]


def picture_urls(scene: Scene, viewer: Viewer) -> list[UUID]:
    return list(scene.media.picture_urls(viewer, scene.ids.values()))


def resolve(scene: Scene, viewer: Viewer) -> list[UUID]:
    """With an address that was made while the viewer still saw everything."""

    class Unlimited:
        renditions = {"thumb": 1}  # noqa: RUF012  read only

        def __init__(self, asset_id: UUID) -> None:
            self.id = asset_id

    def ask(asset_id: UUID) -> object:
        url = scene.media.url(viewer, Unlimited(asset_id), "thumb")
        assert url
        query = parse_qs(urlsplit(url).query)
        return scene.media.resolve(
            [viewer],
            asset_id,
            "thumb",
            expires=int(query["e"][0]),
            signature=query["s"][0],
        )

    return by_one(scene, ask)


def progress(scene: Scene, viewer: Viewer) -> list[UUID]:
    """As if the viewer had uploaded every one of them."""
    with scene.database.write() as session:
        for asset_id in scene.ids.values():
            session.add(
                Upload(
                    asset_id=asset_id,
                    handle="-",
                    size=1,
                    part_size=1,
                    account_id=viewer.account_id,
                    link_session_id=viewer.session_id if isinstance(viewer, LinkViewer) else None,
                )
            )
    return [p.asset_id for p in scene.uploads.list_progress([viewer], list(scene.ids.values()))]


ALL_OF_THEM = VISIBLE
LISTED = {
    name: seen - NEVER_LISTED if name in KNOW_THE_CHEST else set() for name, seen in VISIBLE.items()
}
DISPLAYED = {
    name: (seen & ON_DISPLAY) | OWN_WAITING.get(name, set()) if name in KNOW_THE_CHEST else set()
    for name, seen in VISIBLE.items()
}
PATHS: dict[Callable[[Scene, Viewer], list[UUID]], dict[str, set[str]]] = {
    get: ALL_OF_THEM,
    list_views: ALL_OF_THEM,
    list_by_state: {n: s if n in KNOW_THE_CHEST else set() for n, s in VISIBLE.items()},
    list_page: LISTED,
    attachments: LISTED,
    timeline: DISPLAYED,
    timeline_page: DISPLAYED,
    recent: DISPLAYED,
    neighbours: DISPLAYED,
    duplicates: {
        name: LISTED[name] | {"uploading"} if name in ("keeper", "curator") else set()
        for name in VISIBLE
    },
    picture_urls: ALL_OF_THEM,
    resolve: ALL_OF_THEM,
    progress: {name: VISIBLE[name] if name not in ("receipt",) else set() for name in VISIBLE},
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_each_viewer_sees_exactly_what_they_may(
    scene: Scene, path: Callable[[Scene, Viewer], list[UUID]]
) -> None:
    seen = {}
    for name, viewer in scene.viewers.items():
        try:
            seen[name] = scene.names(path(scene, viewer))
        except (NotFound, NotSignedIn):
            seen[name] = []
    assert seen == {name: sorted(expected) for name, expected in PATHS[path].items()}


def test_counts_count_what_is_seen_and_nothing_else(scene: Scene) -> None:
    counts = {
        name: scene.assets.counts(scene.viewers[name], scene.chest_id)
        for name in sorted(KNOW_THE_CHEST)
    }
    one_note = {"note": 1}
    assert counts == {
        "keeper": one_note | {"photo": 3, "pending": 2, "held": 1, "declined": 1},
        "curator": one_note | {"photo": 2, "pending": 2, "held": 1, "declined": 1},
        "member": one_note | {"photo": 3, "pending": 1},
        "viewer": one_note | {"photo": 2},
        "contributor": one_note
        | {"photo": 2, "pending": 1, "draft": 1, "held": 1, "declined": 1, "withdrawn": 1},
        "link_for_everyone": one_note | {"photo": 1},
    }
    for outsider in ("stranger", "nobody", "receipt"):
        with pytest.raises((NotFound, NotSignedIn)):
            scene.assets.counts(scene.viewers[outsider], scene.chest_id)


def test_what_is_not_seen_can_not_be_changed_either(scene: Scene) -> None:
    changes: tuple[Callable[[Viewer, UUID], object], ...] = (
        lambda v, i: scene.assets.edit(v, i, version=1, changes={"caption": "x"}),
        scene.assets.delete,
        scene.assets.retry,
        scene.assets.list_revisions,
    )
    for name, viewer in scene.viewers.items():
        for hidden in set(scene.ids) - VISIBLE[name]:
            for change in changes:
                with pytest.raises(NotFound):
                    change(viewer, scene.ids[hidden])
            if hidden != "deleted" or name not in ("keeper", "curator"):
                with pytest.raises(NotFound):
                    scene.assets.restore(viewer, scene.ids[hidden])
    with scene.database.read() as session:
        for name, asset_id in scene.ids.items():
            asset = session.get_one(Asset, asset_id)
            assert (asset.version, asset.caption) == (1, None), name
            assert (asset.deleted_at is not None) == (name == "deleted")


def test_a_count_is_as_long_as_the_list_of_what_it_counts(scene: Scene) -> None:
    for name in sorted(KNOW_THE_CHEST):
        viewer = scene.viewers[name]
        counts = scene.assets.counts(viewer, scene.chest_id)

        def length(wanted: Filter, viewer: Viewer = viewer) -> int:
            return len(scene.assets.list_page(viewer, scene.chest_id, wanted, limit=100).items)

        for review in Review:
            if review is not Review.published:
                assert length(Filter(state=review)) == counts.get(review.value, 0), (name, review)
        for kind in Kind:
            wanted = Filter(kind=kind, state=Review.published)
            assert length(wanted) == counts.get(kind.value, 0), (name, kind)


def test_what_is_on_its_way_is_seen_by_its_giver_and_curators_alone(
    scene: Scene, database: Database
) -> None:
    mine = add_asset(
        database,
        scene.chest_id,
        state=AssetState.uploading,
        caption="divorce papers",
        audience=Audience.keepers,
        added_by=scene.family.member.account_id,
    )

    def sees(viewer: Viewer) -> bool:
        return mine in {view.id for view in scene.assets.list_views(viewer, [mine])}

    seen = {name for name, viewer in scene.viewers.items() if sees(viewer)}
    assert seen == {"member", "keeper"}
    before = {name: scene.assets.counts(v, scene.chest_id) for name, v in members(scene).items()}
    with database.write() as session:
        session.get_one(Asset, mine).state = AssetState.ready
    after = {name: scene.assets.counts(v, scene.chest_id) for name, v in members(scene).items()}
    assert {name for name in before if before[name] != after[name]} == {"member", "keeper"}


def members(scene: Scene) -> dict[str, Viewer]:
    return {name: scene.viewers[name] for name in sorted(KNOW_THE_CHEST)}
