"""The other deployment: two web processes, a worker of its own, PostgreSQL, S3 and Redis, and a
browser that sends files straight to the bucket."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import create_engine, text

from tests.app_server import ROOT, AppServer
from tests.browser.belongings import make_film
from tests.browser.gathering import make_a_chest, make_the_first_account
from tests.browser.screens import PHONE, Album, Person, person
from tests.servers.redis import redis_server
from tests.servers.s3 import S3Server, moto_server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]

FILM_BYTES = 40_000_000  # several parts


@dataclass
class Fleet:
    """Web processes on ports of their own that share everything but their memory."""

    first: AppServer
    second: AppServer
    s3: S3Server
    bucket: str
    sent: list[str] = field(default_factory=list)

    def watch(self, who: Person) -> None:
        """Note which hosts the person's files go to."""
        who.context.on(
            "request",
            lambda request: (
                self.sent.append(urlsplit(request.url).netloc) if request.method == "PUT" else None
            ),
        )


@pytest.fixture
def fleet(postgres_server: str, tmp_path: Path) -> Iterator[Fleet]:
    name = f"fleet_{uuid4().hex}"
    engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"create database {name}"))
    with redis_server(tmp_path) as redis_url, moto_server(tmp_path) as s3:
        bucket = s3.new_bucket()
        environment = {
            "CHEST_DATABASE_URL": postgres_server.replace("/postgres?", f"/{name}?"),
            "CHEST_STORAGE_URL": f"s3://{bucket}/family?endpoint_url={s3.url}&region=us-east-1",
            "CHEST_REDIS_URL": redis_url,
            "CHEST_SECRET_KEY": "a secret of forty characters for one test",
            "CHEST_WORKER": "external",
            "AWS_ACCESS_KEY_ID": s3.access_key,
            "AWS_SECRET_ACCESS_KEY": s3.secret_key,
        }
        servers = [
            AppServer(tmp_path / place, runner="uvicorn", env=environment).start()
            for place in ("one", "two")
        ]
        with (tmp_path / "worker.log").open("wb") as log:
            worker = subprocess.Popen(
                [sys.executable, "worker.py"],
                cwd=ROOT,
                env=os.environ | environment | {"CHEST_DATA_DIR": str(tmp_path / "three")},
                stdout=log,
                stderr=log,
            )
        try:
            yield Fleet(*servers, s3=s3, bucket=bucket)
        finally:
            worker.terminate()
            for server in servers:
                server.stop()
            worker.wait(60)
            # Shown where the test failed: a part that was refused tells the browser nothing of why.
            for log in (tmp_path / "server.log", *(server.log for server in servers)):
                print(log.name, log.read_text(errors="replace")[-6000:], sep="\n")
    with engine.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    engine.dispose()


def test_a_chest_is_gathered_over_several_machines(
    chromium: Browser, fleet: Fleet, media: Path, tmp_path: Path
) -> None:
    keeper = person(chromium, fleet.first.url)
    fleet.watch(keeper)
    make_the_first_account(keeper, Album(None))
    chest_id = make_a_chest(keeper, Album(None), name="Rosa Almeida")
    photograph = media / "meadow.jpg"
    film = make_film(tmp_path / "meadow.mp4", picture=photograph, size=FILM_BYTES)
    keeper.choose_files(photograph, film)
    for path in (photograph, film):
        row = keeper.row_of(path.name)
        expect(row.locator(".state")).to_have_text("Added", timeout=120_000)
    keeper.sees("2 added.")
    assert set(fleet.sent) == {urlsplit(fleet.s3.url).netloc}, "a part went through a web process"
    assert len(fleet.sent) > 2

    # Another process shows what the first took in; the pictures come from the bucket.
    elsewhere = Person(keeper.context, fleet.second.url, touch=False)
    elsewhere.visit(f"{fleet.second.url}/timeline?chest={chest_id}")
    elsewhere.heading("The years of Rosa Almeida")
    elsewhere.sees_pictures()

    made = keeper.page.request.post(
        f"{fleet.first.url}/api/chests/{chest_id}/share-links",
        data={"permission": "add", "audience": "family", "label": "Graça"},
        headers={"Origin": fleet.first.url},
    ).json()
    link = f"{fleet.second.url}{urlsplit(made['url']).path}"
    relative = person(chromium, fleet.second.url, PHONE)
    relative.visit(link)
    relative.heading("Rosa Almeida")
    relative.press("Continue")
    relative.heading("Who are you?")

    fleet.s3.client.head_bucket(Bucket=fleet.bucket)
    kept = fleet.s3.client.list_objects_v2(Bucket=fleet.bucket)["Contents"]
    assert sum(each["Size"] for each in kept) > FILM_BYTES
    assert not (tmp_path / "one" / "blobs").exists()
