"""The real application, served by a real server on a port of its own: SQLite, a real folder, the
real job table. No worker: what is enqueued stays enqueued."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from api.application import build_api, build_routes
from chest.access.viewers import AccountViewer, Viewer
from chest.jobs.queue import migrate_jobs
from chest.library import Library, open_library
from chest.models import LinkPermission, Role
from chest.settings import Settings
from chest.sharing.links import LinkTerms
from tests.api.answers import Description
from tests.builders import add_chest, add_member
from tests.servers.s3 import moto_server

SETUP_CODE = "TEST-CODE-0001"
PASSWORD = "a long enough password"


@dataclass
class House:
    """A chest with its keeper, served over HTTP; others come in as tests ask for them."""

    library: Library
    url: str
    chest_id: UUID
    hooks: dict[str, Any]
    clients: list[httpx.Client] = field(default_factory=list)
    keeper: httpx.Client = field(init=False)
    keeper_viewer: Viewer = field(init=False)

    def client(self, **headers: str) -> httpx.Client:
        """Somebody without a cookie; headers are named with underscores. With hooks it fails as
        soon as it is answered something else than /api/openapi.json says."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        client = httpx.Client(
            base_url=self.url,
            headers=named,
            timeout=30,
            trust_env=False,
            # Nobody speaks TLS here, and reading the list of authorities takes 20 ms a client.
            verify=False,
            event_hooks=self.hooks,
        )
        self.clients.append(client)
        return client

    def join(self, role: Role) -> httpx.Client:
        """A new member of the chest with this role."""
        client, viewer = self.sign_up(role.value)
        add_member(self.library.database, self.chest_id, viewer, role)
        return client

    def stranger(self) -> httpx.Client:
        return self.sign_up("stranger")[0]

    def contributor(self, **terms: Any) -> tuple[httpx.Client, UUID]:
        """A client with a share link that has begun a contribution."""
        link = self.library.sharing.create(
            self.keeper_viewer, self.chest_id, LinkTerms(permission=LinkPermission.add, **terms)
        )
        assert link.token
        answer = self.client(x_share_token=link.token).post(
            "/api/contributions", json={"name": "Ana", "relation": "niece", "consent": True}
        )
        assert answer.status_code == 201, answer.text
        begun = answer.json()
        client = self.client(x_share_token=link.token, x_receipt=begun["receipt"])
        return client, UUID(begun["id"])

    def send(self, client: httpx.Client, data: bytes, **body: Any) -> dict[str, Any]:
        """Upload a file the whole way; the answer to its completion."""
        target = body if "contribution_id" in body else {"chest_id": str(self.chest_id), **body}
        begun = client.post("/api/uploads", json={"name": "a.bin", "size": len(data), **target})
        assert begun.status_code == 201, begun.text
        ticket = begun.json()
        for n in range(1, ticket["parts"] + 1):
            part = data[(n - 1) * ticket["part_size"] : n * ticket["part_size"]]
            (target,) = client.post(
                f"/api/uploads/{ticket['id']}/parts",
                json=[{"n": n, "sha256": sha256(part).hexdigest()}],
            ).json()
            sent = self.client().request(
                target["method"], target["url"], content=part, headers=target["headers"]
            )
            assert sent.status_code == 200, sent.text
        done = client.post(f"/api/uploads/{ticket['id']}/complete")
        assert done.status_code == 202, done.text
        asset: dict[str, Any] = done.json()
        return asset

    def sign_up(self, name: str) -> tuple[httpx.Client, Viewer]:
        """A new account, and a client that speaks for it."""
        accounts = self.library.accounts
        email = f"{name}@example.org"
        account = accounts.sign_up(
            email=email, password=PASSWORD, name=name.title(), setup_code=SETUP_CODE
        )
        tokens = self.library.sign_ins.tokens_for(accounts.sign_in(email=email, password=PASSWORD))
        client = self.client(authorization=f"Bearer {tokens.access_token}")
        return client, AccountViewer(account_id=account.id)


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The address of the application while a server in a thread answers for it."""
    config = uvicorn.Config(app, port=0, lifespan="off", ws="none", log_level="error")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="session")
def description(tmp_path_factory: pytest.TempPathFactory) -> Description:
    """What the API says of itself."""
    settings = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("nobody"))
    library = open_library(settings)
    try:
        return Description(build_api(library).openapi())
    finally:
        library.close()


@contextmanager
def open_house(
    data: Path,
    sqlite_template: Path,
    description: Description | None = None,
    *,
    storage_url: str = "",
    **more: Any,
) -> Iterator[House]:
    data.mkdir()
    shutil.copy(sqlite_template, data / "chest.db")
    settings = Settings(
        _env_file=None,
        data_dir=data,
        storage_url=storage_url,
        setup_code=SETUP_CODE,
        signup="open",
        worker="external",
        keep_free_bytes=0,
        **more,
    )
    library = open_library(settings)
    migrate_jobs(library.database)
    with served(Starlette(routes=build_routes(library))) as url:
        made = House(library, url, UUID(int=0), description.hooks if description else {})
        made.keeper, made.keeper_viewer = made.sign_up("keeper")
        made.chest_id = add_chest(library.database, made.keeper_viewer)
        yield made
        for client in made.clients:
            client.close()
    library.close()


@pytest.fixture
def house(tmp_path: Path, sqlite_template: Path, description: Description) -> Iterator[House]:
    with open_house(tmp_path / "data", sqlite_template, description) as made:
        yield made


@pytest.fixture
def bucket_house(
    tmp_path: Path,
    sqlite_template: Path,
    description: Description,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[House]:
    """The same with its files in a bucket."""
    with moto_server(tmp_path / "moto") as server:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
        url = f"s3://{server.new_bucket()}/chest?endpoint_url={server.url}&region=us-east-1"
        data = tmp_path / "data"
        with open_house(data, sqlite_template, description, storage_url=url) as made:
            yield made
