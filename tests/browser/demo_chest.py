"""The demo's chest in a running application, for tests that look at pages full of memories."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from chest.demo.making import find_or_make_keeper, make_demo
from chest.jobs.queue import migrate_jobs
from chest.library import Library, open_library
from chest.migrations import migrate
from chest.security.cookies import SESSION_COOKIE
from chest.settings import Settings
from tests.app_server import SETUP_CODE, AppServer
from tests.browser.screens import Person, person

EMAIL = "demo@example.org"


@dataclass(frozen=True)
class DemoChest:
    """The server, the session of who keeps the chest, one memory of it and a link to it."""

    server: AppServer
    session: str
    chest_id: str
    memory: str
    link: str

    def sign_in(self, browser: Browser, like: dict[str, Any]) -> Person:
        """Who keeps it, with a browser of their own that has opened no page yet."""
        someone = person(browser, self.server.url, like)
        cookie = {"name": SESSION_COOKIE, "value": self.session, "url": self.server.url}
        someone.context.add_cookies([{**cookie, "httpOnly": True}])
        return someone


def made_once(folder: Path) -> Path:
    """The demo's data in this folder, which processes of one run share: the first to ask makes it,
    and the others wait for that."""
    folder.mkdir(exist_ok=True)
    data, password = folder / "data", folder / "password"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not password.exists():
            shutil.rmtree(data, ignore_errors=True)  # of one who did not come to an end
            password.write_text(_make(data))
    return data


def _make(data: Path) -> str:
    """Make the demo in `data`; the password of its keeper."""
    library = _open(data)
    migrate(library.database)
    migrate_jobs(library.database)
    keeper = find_or_make_keeper(library, EMAIL)
    with ThreadPoolExecutor(1) as pool:  # Playwright's event loop runs in this thread
        pool.submit(make_demo, library, keeper.viewer).result()
    library.close()
    assert keeper.password
    return keeper.password


def start_demo(data: Path, *, made: Path, env: Mapping[str, str] | None = None) -> DemoChest:
    """Start the application on a copy, in `data`, of what `made_once` made; whoever asks stops the
    server, which has these settings besides."""
    shutil.copytree(made, data)
    library = _open(data)
    keeper = find_or_make_keeper(library, EMAIL).viewer
    chest = make_demo(library, keeper)  # which it finds
    memory = library.assets.list_recent(keeper, chest.id)[0].id
    link = library.sharing.list_links(keeper, chest.id).items[0]
    password = made.with_name("password").read_text()
    session = library.accounts.sign_in(email=EMAIL, password=password)
    server = AppServer(data, env=dict(env or {})).start()
    address = library.sharing.url(keeper, link.id, base_url=server.url)
    library.close()
    return DemoChest(server, session, str(chest.id), str(memory), address)


def _open(data: Path) -> Library:
    return open_library(Settings(data_dir=data, _env_file=None, setup_code=SETUP_CODE))
