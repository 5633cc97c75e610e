"""Addresses of files: whose they are, how long, and what stands behind them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from sqlmodel import col, select, update

from chest.access.viewers import ANONYMOUS, ReceiptViewer, Viewer
from chest.assets.manager import AssetManager
from chest.assets.media import HOUR, MediaManager, Rendition
from chest.database import Database
from chest.errors import BeingMade, NotFound
from chest.jobs.queue import Job
from chest.models import (
    Asset,
    AssetState,
    Audience,
    AuditEvent,
    Derivative,
    Kind,
    Membership,
    ProcessingStep,
    StepState,
    utc_now,
)
from chest.security.signing import Signer
from storage.local import LocalStore
from tests.builders import (
    Family,
    RecordingQueue,
    add_asset,
    add_contribution,
    add_link,
    open_link_session,
)


@pytest.fixture
def jobs() -> RecordingQueue:
    return RecordingQueue()


@pytest.fixture
def media(database: Database, blobs: LocalStore, jobs: RecordingQueue) -> MediaManager:
    return MediaManager(database=database, blobs=blobs, signer=Signer(b"m" * 32), jobs=jobs)


def add_file(database: Database, chest_id: UUID, **fields: object) -> UUID:
    """A photo whose metadata was read, unless `metadata` says otherwise, with both pictures."""
    metadata = fields.pop("metadata", StepState.done)
    defaults = {"storage_key": "v1/o/file", "bytes": 9, "media_type": "image/jpeg"}
    asset_id = add_asset(database, chest_id, **{**defaults, **fields})
    with database.write() as session:
        if metadata is not None:
            session.add(ProcessingStep(asset_id=asset_id, step="metadata", state=metadata))
    for kind in ("thumb", "preview"):
        add_derivative(database, asset_id, kind)
    return asset_id


def add_derivative(
    database: Database, asset_id: UUID, kind: str, media_type: str = "image/webp"
) -> None:
    with database.write() as session:
        session.add(
            Derivative(
                asset_id=asset_id,
                kind=kind,
                storage_key=f"v1/d/{kind}",
                media_type=media_type,
                bytes=4,
            )
        )


def resolve(media: MediaManager, viewers: list[Viewer], url: str) -> Rendition:
    parts = urlsplit(url)
    _, _, asset_id, kind = parts.path.split("/")
    query = parse_qs(parts.query)
    return media.resolve(
        viewers, UUID(asset_id), kind, expires=int(query["e"][0]), signature=query["s"][0]
    )


def test_an_address_is_good_for_the_viewer_it_was_made_for_and_nobody_else(
    database: Database, media: MediaManager, assets: AssetManager, family: Family
) -> None:
    asset_id = add_file(database, family.chest_id)
    url = media.url(family.viewer, assets.get(family.viewer, asset_id), "thumb")
    assert url is not None
    assert url.startswith(f"/m/{asset_id}/thumb?e=")
    assert resolve(media, [family.viewer], url).key == "v1/d/thumb"
    assert resolve(media, [family.keeper, family.viewer], url).key == "v1/d/thumb"
    for viewers in ([], [ANONYMOUS], [family.keeper], [family.stranger, family.curator]):
        with pytest.raises(NotFound):
            resolve(media, viewers, url)


def test_an_address_names_one_form_of_one_memory_until_one_moment(
    database: Database, media: MediaManager, assets: AssetManager, family: Family
) -> None:
    asset_id, other = (add_file(database, family.chest_id) for _ in range(2))
    url = media.url(family.viewer, assets.get(family.viewer, asset_id), "thumb")
    assert url is not None
    later = url.replace("e=", "e=1")
    for forged in (
        url.replace("thumb", "preview"),
        url.replace(str(asset_id), str(other)),
        url.replace("thumb", "without_place"),
        url.replace("thumb", "vtt"),
        url[:-1],
        url + "é",
        later,
    ):
        with pytest.raises(NotFound):
            resolve(media, [family.viewer], forged)


def test_the_same_hour_gives_the_same_address_and_at_least_an_hour_is_left(
    database: Database,
    media: MediaManager,
    assets: AssetManager,
    family: Family,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = assets.get(family.viewer, add_file(database, family.chest_id))
    start = 1_790_000_000 // HOUR * HOUR
    urls = []
    for now in (start, start + 1800, start + HOUR - 1, start + HOUR):
        monkeypatch.setattr("chest.assets.media.time.time", lambda now=now: float(now))
        for kind in ("thumb", "original"):
            url = media.url(family.viewer, view, kind)
            assert url is not None
            expires = int(parse_qs(urlsplit(url).query)["e"][0])
            assert expires - now >= HOUR * (1 if kind == "thumb" else 6)
            assert expires % HOUR == 0
        urls.append(media.url(family.viewer, view, "thumb"))
    assert urls[0] == urls[1] == urls[2] != urls[3]
    assert urls[0] is not None
    first_ends = int(parse_qs(urlsplit(urls[0]).query)["e"][0])
    monkeypatch.setattr("chest.assets.media.time.time", lambda: float(first_ends - 60))
    assert resolve(media, [family.viewer], urls[0]).cache_seconds == 60
    monkeypatch.setattr("chest.assets.media.time.time", lambda: float(first_ends))
    with pytest.raises(NotFound):
        resolve(media, [family.viewer], urls[0])


def test_a_new_version_of_a_picture_has_a_new_address_and_the_old_one_ends(
    database: Database, media: MediaManager, assets: AssetManager, family: Family
) -> None:
    asset_id = add_file(database, family.chest_id)
    old = media.url(family.viewer, assets.get(family.viewer, asset_id), "thumb")
    with database.write() as session:
        session.exec(
            update(Derivative).where(col(Derivative.asset_id) == asset_id).values(version=2)
        )
    new = media.url(family.viewer, assets.get(family.viewer, asset_id), "thumb")
    assert new != old
    assert old is not None
    assert new is not None
    with pytest.raises(NotFound):
        resolve(media, [family.viewer], old)
    assert resolve(media, [family.viewer], new).key == "v1/d/thumb"


def test_an_address_ends_with_the_right_to_see(
    database: Database, media: MediaManager, assets: AssetManager, family: Family
) -> None:
    asset_id = add_file(database, family.chest_id)
    url = media.url(family.viewer, assets.get(family.viewer, asset_id), "thumb")
    assert url is not None

    def change(**columns: object) -> None:
        with database.write() as session:
            session.exec(update(Asset).where(col(Asset.id) == asset_id).values(**columns))

    for hidden in (
        {"audience": Audience.keepers},
        {"visible_from": utc_now() + timedelta(days=1)},
        {"deleted_at": utc_now()},
    ):
        change(**hidden)
        with pytest.raises(NotFound):
            resolve(media, [family.viewer], url)
        change(audience=Audience.family, visible_from=None, deleted_at=None)
        resolve(media, [family.viewer], url)
    with database.write() as session:
        session.delete(session.get_one(Membership, (family.chest_id, family.viewer.account_id)))
    with pytest.raises(NotFound):
        resolve(media, [family.viewer], url)


@pytest.mark.parametrize("kind", [Kind.photo, Kind.video, Kind.audio])
@pytest.mark.parametrize("asker", ["link", "receipt"])
def test_links_get_the_copy_which_is_made_once_when_they_first_ask(
    database: Database,
    media: MediaManager,
    jobs: RecordingQueue,
    assets: AssetManager,
    family: Family,
    kind: Kind,
    asker: str,
) -> None:
    link_viewer = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    contribution = add_contribution(database, family.chest_id, by=link_viewer)
    viewer = link_viewer if asker == "link" else ReceiptViewer(contribution_id=contribution)
    asset_id = add_file(
        database,
        family.chest_id,
        kind=kind,
        contribution_id=contribution,
        original_name="IMG_2682.heic",
    )
    view = assets.get(viewer, asset_id)
    moving = set() if kind is Kind.photo else {kind.value}
    assert set(view.renditions) - {"poster"} == {"thumb", "preview", "original"} | moving
    url = media.url(viewer, view, "original")
    assert url is not None
    assert jobs.jobs == []
    for _ in range(3):  # asking again does not hurry it
        with pytest.raises(BeingMade) as told:
            resolve(media, [viewer], url)
        assert told.value.data["retry_after"] > 0
    with pytest.raises(NotFound):
        resolve(media, [family.stranger, ANONYMOUS], url)
    assert jobs.jobs == [(Job.copy_for_links, asset_id)]
    add_derivative(database, asset_id, "without_place", "image/jpeg")
    assert media.url(viewer, assets.get(viewer, asset_id), "original") == url
    found = resolve(media, [viewer], url)
    assert (found.key, found.file_name) == ("v1/d/without_place", "IMG_2682.jpg")
    if kind is not Kind.photo:
        playing = media.url(viewer, view, kind.value)
        assert playing is not None
        assert resolve(media, [viewer], playing).key == "v1/d/without_place"
    own = media.url(family.keeper, assets.get(family.keeper, asset_id), "original")
    assert own is not None
    assert resolve(media, [family.keeper], own).key == "v1/o/file"
    with pytest.raises(NotFound):
        resolve(media, [viewer], own)


@pytest.mark.parametrize(
    ("media_type", "kind", "metadata", "offered"),
    [
        ("image/jpeg", Kind.photo, StepState.done, True),
        ("image/jpeg", Kind.photo, StepState.waiting, False),
        ("image/jpeg", Kind.photo, StepState.failed, False),
        ("image/jpeg", Kind.photo, None, False),
        ("video/mp4", Kind.video, StepState.running, False),
        ("audio/mp4", Kind.audio, StepState.skipped, False),
        ("image/x-adobe-dng", Kind.other, None, False),
        ("application/octet-stream", Kind.audio, None, False),
        ("application/pdf", Kind.document, None, False),
        ("application/pdf", Kind.document, StepState.done, True),
        ("text/plain", Kind.document, StepState.done, True),
        ("application/rtf", Kind.document, StepState.done, False),
        ("application/zip", Kind.other, StepState.done, False),
        ("application/json", Kind.other, StepState.done, False),
    ],
)
def test_links_get_no_file_in_which_nobody_has_looked_for_a_place(
    database: Database,
    assets: AssetManager,
    family: Family,
    media_type: str,
    kind: Kind,
    metadata: StepState | None,
    offered: bool,
) -> None:
    viewer = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    asset_id = add_file(
        database, family.chest_id, media_type=media_type, kind=kind, metadata=metadata
    )
    assert ("original" in assets.get(viewer, asset_id).renditions) == offered
    assert "original" in assets.get(family.viewer, asset_id).renditions


@pytest.mark.parametrize("kind", [Kind.photo, Kind.video, Kind.audio])
@pytest.mark.parametrize("state", list(StepState))
def test_no_original_of_a_picture_film_or_recording_stands_behind_an_address_of_a_link(
    database: Database,
    media: MediaManager,
    assets: AssetManager,
    family: Family,
    kind: Kind,
    state: StepState,
) -> None:
    viewer = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    asset_id = add_file(database, family.chest_id, kind=kind)
    with database.write() as session:
        session.add(ProcessingStep(asset_id=asset_id, step="without_place", state=state))
    for address in media.urls(viewer, assets.get(viewer, asset_id)).values():
        try:
            assert resolve(media, [viewer], address).key != "v1/o/file"
        except BeingMade:
            assert state not in (StepState.failed, StepState.skipped)
    offered = {"original", kind.value} & set(assets.get(viewer, asset_id).renditions)
    assert bool(offered) == (state not in (StepState.failed, StepState.skipped))


def test_a_link_without_downloads_plays_but_does_not_hand_out(
    database: Database, media: MediaManager, assets: AssetManager, family: Family
) -> None:
    link = add_link(database, family.chest_id, family.keeper, allow_download=False)
    viewer = open_link_session(database, link)
    photo = assets.get(viewer, add_file(database, family.chest_id))
    film = assets.get(
        viewer,
        add_file(database, family.chest_id, kind=Kind.video, media_type="video/mp4"),
    )
    assert set(photo.renditions) == {"thumb", "preview"}
    assert set(film.renditions) == {"thumb", "preview", "poster", "video"}
    add_derivative(database, film.id, "without_place", "video/mp4")
    url = media.url(viewer, film, "video")
    assert url is not None
    assert resolve(media, [viewer], url).inline
    with pytest.raises(NotFound):
        resolve(media, [viewer], url.replace("/video?", "/original?"))


@pytest.mark.parametrize(
    ("media_type", "state", "sent"),
    [
        ("image/jpeg", AssetState.ready, "image/jpeg"),
        ("image/jpeg", AssetState.processing, "application/octet-stream"),
        ("image/svg+xml", AssetState.ready, "application/octet-stream"),
        ("text/html", AssetState.ready, "application/octet-stream"),
        ("application/xhtml+xml", AssetState.failed, "application/octet-stream"),
        ("application/pdf", AssetState.ready, "application/pdf"),
        (None, AssetState.ready, "application/octet-stream"),
    ],
)
def test_a_file_is_sent_under_a_type_that_no_browser_runs_and_to_be_saved(
    database: Database,
    media: MediaManager,
    assets: AssetManager,
    family: Family,
    media_type: str | None,
    state: AssetState,
    sent: str,
) -> None:
    asset_id = add_file(database, family.chest_id, media_type=media_type, state=state)
    url = media.url(family.viewer, assets.get(family.viewer, asset_id), "original")
    assert url is not None
    found = resolve(media, [family.viewer], url)
    assert (found.media_type, found.inline, found.size) == (sent, False, 9)


def test_what_has_not_arrived_has_no_address(
    database: Database, media: MediaManager, assets: AssetManager, family: Family
) -> None:
    arriving = add_asset(
        database, family.chest_id, state=AssetState.uploading, storage_key="v1/o/x", bytes=1
    )
    note = add_asset(database, family.chest_id, kind=Kind.note, body="x")
    for asset_id in (arriving, note):
        view = assets.get(family.keeper, asset_id)
        assert media.urls(family.keeper, view) == {}
        assert media.url(family.keeper, view, "original") is None


def test_a_film_plays_from_its_copy_for_browsers_where_there_is_one(
    database: Database, media: MediaManager, assets: AssetManager, family: Family
) -> None:
    film = add_file(database, family.chest_id, kind=Kind.video, media_type="video/x-msvideo")
    add_derivative(database, film, "video", "video/mp4")
    view = assets.get(family.viewer, film)
    urls = media.urls(family.viewer, view)
    assert set(urls) == {"thumb", "preview", "poster", "video", "original"}
    assert resolve(media, [family.viewer], urls["video"]).key == "v1/d/video"
    assert resolve(media, [family.viewer], urls["original"]).key == "v1/o/file"
    assert resolve(media, [family.viewer], urls["poster"]).key == "v1/d/preview"


def test_addresses_of_many_pictures_take_one_look(
    database: Database, media: MediaManager, assets: AssetManager, family: Family
) -> None:
    seen, bare = add_file(database, family.chest_id), add_asset(database, family.chest_id)
    hidden = add_file(database, family.chest_id, audience=Audience.keepers)
    urls = media.picture_urls(family.viewer, [seen, bare, hidden])
    assert urls == {seen: media.url(family.viewer, assets.get(family.viewer, seen), "thumb")}
    with pytest.raises(ValueError, match="without_place"):
        media.picture_urls(family.viewer, [seen], "without_place")


def test_an_original_that_is_fetched_leaves_one_line_a_day_for_each_person(
    database: Database, media: MediaManager, assets: AssetManager, family: Family
) -> None:
    asset_id = add_file(database, family.chest_id)
    for viewer in (family.keeper, family.member, family.keeper):
        url = media.url(viewer, assets.get(viewer, asset_id), "original")
        assert url is not None
        resolve(media, [viewer], url)
    with database.read() as session:
        rows = session.exec(select(AuditEvent)).all()
    assert {(row.action, row.subject_id) for row in rows} == {("asset.downloaded", str(asset_id))}
    assert {row.actor for row in rows} == {family.keeper.key, family.member.key}
