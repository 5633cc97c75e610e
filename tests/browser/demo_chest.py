"""The demo's chest in a running application, for tests that look at pages full of memories."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from chest.demo.making import find_or_make_keeper, make_demo
from chest.jobs.queue import migrate_jobs
from chest.library import open_library
from chest.migrations import migrate
from chest.settings import Settings
from tests.app_server import SETUP_CODE, AppServer
from tests.browser.screens import Person, person

EMAIL = "demo@example.org"


@dataclass(frozen=True)
class DemoChest:
    """The server, who keeps the chest, one memory of it and a link to it."""

    server: AppServer
    password: str
    chest_id: str
    memory: str
    link: str

    def sign_in(self, browser: Browser, like: dict[str, Any]) -> Person:
        someone = person(browser, self.server.url, like)
        someone.visit("/")
        someone.page.fill("[name=email]", EMAIL)
        someone.page.fill("[name=password]", self.password)
        someone.page.keyboard.press("Enter")
        someone.heading("Your chests")
        return someone


def start_demo(data: Path) -> DemoChest:
    """Make the demo in `data` and start the application on it; whoever asks stops the server."""
    library = open_library(Settings(data_dir=data, _env_file=None, setup_code=SETUP_CODE))
    migrate(library.database)
    migrate_jobs(library.database)
    keeper = find_or_make_keeper(library, EMAIL)
    with ThreadPoolExecutor(1) as pool:  # Playwright's event loop runs in this thread
        chest = pool.submit(make_demo, library, keeper.viewer).result()
    memory = library.assets.list_recent(keeper.viewer, chest.id)[0].id
    link = library.sharing.list_links(keeper.viewer, chest.id).items[0]
    server = AppServer(data).start()
    address = library.sharing.url(keeper.viewer, link.id, base_url=server.url)
    library.close()
    return DemoChest(server, keeper.password or "", str(chest.id), str(memory), address)
