"""Files over HTTP: in ranges, cached, inert, and only to whom they were promised."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from PIL import Image

from ai.media import Decoder
from api.routes import media
from api.routes.media import read_range
from chest.ingest.job import Ingest
from chest.ingest.link_copies import LinkCopies
from chest.jobs.queue import Job
from chest.models import Asset, AssetState, Derivative, Kind, Role
from tests.api.conftest import House
from tests.arrivals import arrive, once
from tests.builders import add_asset

DATA = bytes(range(256)) * 5000  # more than one chunk


@pytest.fixture
def film(house: House) -> str:
    """The address of a film for the keeper."""
    return add_file(house, DATA, media_type="video/mp4", kind=Kind.video)


def add_file(house: House, data: bytes, kind: Kind = Kind.other, **fields: object) -> str:
    key = f"v1/{house.chest_id}/o/{uuid4().hex}"
    house.library.blobs.put(key, [data])
    asset_id = add_asset(
        house.library.database,
        house.chest_id,
        kind=kind,
        storage_key=key,
        bytes=len(data),
        **fields,
    )
    urls = house.keeper.get(f"/api/assets/{asset_id}").json()["urls"]
    return str(urls.get(kind.value) or urls["original"])


def test_a_film_is_sent_whole_and_in_the_stretches_that_a_player_asks_for(
    house: House, film: str
) -> None:
    whole = house.keeper.get(film)
    assert (whole.status_code, whole.content) == (200, DATA)
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.headers["content-length"] == str(len(DATA))
    last = len(DATA) - 1
    for asked, start, stop in (
        ("bytes=0-0", 0, 1),
        ("bytes=100-", 100, len(DATA)),
        ("bytes=1048570-1048590", 1048570, 1048591),
        ("bytes=-5", len(DATA) - 5, len(DATA)),
        (f"bytes={last}-{last + 100}", last, last + 1),
        ("bytes=-99999999", 0, len(DATA)),
    ):
        part = house.keeper.get(film, headers={"Range": asked})
        assert (part.status_code, part.content) == (206, DATA[start:stop]), asked
        assert part.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(DATA)}"
        assert part.headers["content-length"] == str(stop - start)


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=5-2", "bytes=-", "x"])
def test_a_range_that_means_nothing_here_gets_the_whole(
    house: House, film: str, asked: str
) -> None:
    answer = house.keeper.get(film, headers={"Range": asked})
    assert (answer.status_code, len(answer.content)) == (200, len(DATA))


@pytest.mark.parametrize("asked", [f"bytes={len(DATA)}-", "bytes=99999999999-", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused_with_the_size(
    house: House, film: str, asked: str
) -> None:
    answer = house.keeper.get(film, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 416
    assert "Content-Range" in answer.json()["detail"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-range"] == f"bytes */{len(DATA)}"


def test_ranges_of_an_empty_file_are_beyond_its_end() -> None:
    assert read_range("bytes=0-1,2-3", 0) is None
    for asked in ("bytes=0-", "bytes=-1"):
        with pytest.raises(ValueError, match=r"nothing|beyond"):
            read_range(asked, 0)


def test_an_empty_file_is_sent(house: House) -> None:
    answer = house.keeper.get(add_file(house, b""))
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_browser_that_has_it_is_told_so_and_an_old_part_is_not_continued(
    house: House, film: str
) -> None:
    first = house.keeper.head(film)
    assert (first.status_code, first.content) == (200, b"")
    assert first.headers["content-length"] == str(len(DATA))
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = house.keeper.get(film, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"].startswith("private, max-age=")
    assert house.keeper.get(film, headers={"If-None-Match": '"x"'}).status_code == 200
    part = {"Range": "bytes=0-9"}
    assert house.keeper.get(film, headers={**part, "If-Range": tag}).status_code == 206
    for stale in ('"x"', f"W/{tag}", "Wed, 21 Oct 2015 07:28:00 GMT"):
        answer = house.keeper.get(film, headers={**part, "If-Range": stale})
        assert (answer.status_code, len(answer.content)) == (200, len(DATA))


def test_the_browser_may_keep_it_for_an_hour_at_most_and_for_itself_only(
    house: House, film: str
) -> None:
    answer = house.keeper.head(film)
    private, _, age = answer.headers["cache-control"].partition(", max-age=")
    assert (private, 0 < int(age) <= 3600) == ("private", True)
    assert "Cookie" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("media_type", "name", "sent"),
    [
        ("image/svg+xml", "drawing.svg", "application/octet-stream"),
        ("text/html", "letter.html", "application/octet-stream"),
        ("application/pdf", "will.pdf", "application/pdf"),
        ("image/jpeg", 'Avó "quoted" 🌻.jpg', "image/jpeg"),
    ],
)
def test_whatever_is_sent_a_browser_runs_nothing_of_it(
    house: House, media_type: str, name: str, sent: str
) -> None:
    url = add_file(house, b"<svg onload=alert(1)>", media_type=media_type, original_name=name)
    answer = house.keeper.get(url)
    assert answer.headers["content-type"] == sent
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename=")
    assert "filename*=UTF-8''" in disposition
    assert disposition.isascii()


def test_a_picture_is_shown_and_a_type_is_not_believed_before_it_was_looked_at(
    house: House,
) -> None:
    url = add_file(house, b"GIF89a<script>", media_type="image/gif", state=AssetState.processing)
    assert house.keeper.get(url).headers["content-type"] == "application/octet-stream"
    asset_id = UUID(url.split("/")[2])
    house.library.blobs.put("v1/d/thumb-1", [b"webp"])
    with house.library.database.write() as session:
        session.add(
            Derivative(
                asset_id=asset_id,
                kind="thumb",
                storage_key="v1/d/thumb-1",
                media_type="image/webp",
                bytes=4,
            )
        )
    thumb = house.keeper.get(f"/api/assets/{asset_id}").json()["urls"]["thumb"]
    answer = house.keeper.get(thumb)
    assert (answer.content, answer.headers["content-type"]) == (b"webp", "image/webp")
    assert answer.headers["content-disposition"].startswith("inline; filename=")


def test_an_address_is_nothing_to_anybody_else(house: House, film: str) -> None:
    curator = house.join(Role.curator)
    contributor, _ = house.contributor()
    path, _, query = film.partition("?")
    for answer in (
        house.client().get(film),
        curator.get(film),
        contributor.get(film),
        house.keeper.get(path),
        house.keeper.get(f"{path}?e=x&s=y"),
        house.keeper.get(f"{path}?{query}0"),
        house.keeper.get(f"{path.replace('/video', '/original')}?{query}"),
        house.keeper.get(f"{path.replace('/video', '/nothing')}?{query}"),
        house.keeper.get(f"/m/not-an-id/video?{query}"),
        house.keeper.get(f"/m/{uuid4()}/video?{query}"),
    ):
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
    assert house.keeper.post(film).status_code == 405
    both = house.client(
        authorization=house.keeper.headers["authorization"],
        x_share_token=contributor.headers["x-share-token"],
    )
    assert both.get(film).status_code == 200


def test_a_deleted_memory_is_not_sent_though_its_address_lasts(house: House, film: str) -> None:
    asset_id = film.split("/")[2]
    assert house.keeper.delete(f"/api/assets/{asset_id}").status_code == 204
    assert house.keeper.get(film).status_code == 404


def test_bytes_that_are_gone_answer_a_sentence(house: House, film: str) -> None:
    with house.library.database.read() as session:
        key = session.get_one(Asset, UUID(film.split("/")[2])).storage_key
    assert key
    house.library.blobs.delete(key)
    answer = house.keeper.get(film)
    assert answer.status_code == 404
    assert "cannot be found" in answer.json()["detail"]


def test_a_browser_that_leaves_does_not_disturb_the_next(house: House) -> None:
    url = add_file(house, DATA * 8, media_type="video/mp4", kind=Kind.video)
    for _ in range(3):
        with house.keeper.stream("GET", url) as answer:
            chunks: Iterable[bytes] = answer.iter_raw(1000)
            assert len(next(iter(chunks))) == 1000
    assert house.keeper.get(url, headers={"Range": "bytes=-4"}).content == DATA[-4:]


def test_a_bucket_takes_and_sends_the_bytes_itself(bucket_house: House) -> None:
    house = bucket_house
    asset = house.send(house.keeper, DATA, name="Avó 🌻.mp4", media_type="video/mp4")
    with house.library.database.write() as session:  # as ingest would leave it
        row = session.get_one(Asset, UUID(asset["id"]))
        row.state, row.kind = AssetState.ready, Kind.video
    film = house.keeper.get(f"/api/assets/{asset['id']}").json()["urls"]["video"]
    answer = house.keeper.get(film)
    assert answer.status_code == 307
    assert answer.headers["cache-control"] == "private, max-age=240"
    there = urlsplit(answer.headers["location"])
    assert int(parse_qs(there.query)["X-Amz-Expires"][0]) <= 300
    sent = house.client().get(answer.headers["location"], headers={"Range": "bytes=5-9"})
    assert (sent.status_code, sent.content) == (206, DATA[5:10])
    assert sent.headers["content-type"] == "video/mp4"
    assert sent.headers["content-disposition"].startswith("inline; filename=")
    head = house.keeper.head(film)
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(DATA)))
    assert house.client().get(film).status_code == 404


def test_a_copy_for_a_link_is_waited_for_and_then_told_when_to_ask_again(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (64, 48), "#3F5F55").save(path, comment=b"Rua do Castelo")
    library = house.library
    asset_id = arrive(library.database, library.blobs, house.chest_id, path, name="photo.jpg")
    reader, _ = house.contributor()
    with Decoder() as decoder:
        parts = {"database": library.database, "blobs": library.blobs, "decoder": decoder}
        Ingest(**parts).run(asset_id, once)
        url = reader.get(f"/api/assets/{asset_id}").json()["urls"]["original"]
        monkeypatch.setattr(media, "WAIT_FOR_COPY_SECONDS", 0.5)
        answer = reader.get(url)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert answer.headers["content-type"] == "application/problem+json"
        assert "try again in a moment" in answer.json()["detail"]
        with library.database.read() as session:
            assert library.jobs.find_last_run(session, Job.copy_for_links, asset_id)
        monkeypatch.setattr(media, "WAIT_FOR_COPY_SECONDS", 20)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(reader.get, url)
            LinkCopies(**parts).run(asset_id, once)
            answer = waiting.result()
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.content[:2] == b"\xff\xd8"
    assert b"Castelo" not in answer.content
    assert reader.head(url).headers["content-length"] == str(len(answer.content))
    assert reader.get(url, headers={"Range": "bytes=0-1"}).content == b"\xff\xd8"
    own = house.keeper.get(f"/api/assets/{asset_id}").json()["urls"]["original"]
    assert house.keeper.get(own).content == path.read_bytes()
