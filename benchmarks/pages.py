"""CPU of one rerun of the 24-item timeline beside a bare page under the same settings.

Both servers run with the project's own configuration and a frozen collector; a websocket client
reruns each page in turn. Reported is CPU time (user and system) of the server process per rerun,
and their ratio.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import httpx
import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from chest.settings import Settings
from tests.app_server import ROOT, AppServer, free_port, wait_for_setup

ITEMS = 24
ROUNDS, RERUNS = 5, 80

BARE_APP = """
import contextlib, gc
from pathlib import Path
import pandas, pyarrow
import streamlit as st

@contextlib.asynccontextmanager
async def lifespan(app):
    gc.collect()
    gc.freeze()
    yield

app = st.App(Path(__file__).parent / "pages" / "index.py", lifespan=lifespan)
"""
BARE_PAGE = """
import streamlit as st
st.title("Bare")
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        server = AppServer(data, env={"CHEST_WORKER": "external"}).start()
        bare, bare_port = start_bare(Path(folder) / "bare")
        try:
            cookie, chest = fill(server, data)
            assert server.process is not None
            ours = Page(server.port, server.process.pid, f"chest={chest}", "timeline", cookie)
            theirs = Page(bare_port, bare.pid, "", "", "")
            return asyncio.run(_compare(ours, theirs))
        finally:
            bare.terminate()
            bare.wait()
            server.stop()


class Page:
    """One open page of one server, rerun as a click would rerun it."""

    def __init__(self, port: int, pid: int, query: str, name: str, cookie: str) -> None:
        self.port, self.query, self.name, self.cookie = port, query, name, cookie
        self.process = psutil.Process(pid)
        self.script = ""
        self.received = 0

    async def open(self) -> None:
        headers = {"Origin": f"http://127.0.0.1:{self.port}"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        self.socket = await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers=headers,
            max_size=None,
            compression=None,
        )

    async def rerun(self) -> None:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = "" if self.script else self.name
        message.rerun_script.page_script_hash = self.script
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(60):
            while True:
                raw = await self.socket.recv(decode=False)
                self.received += len(raw)
                forward = ForwardMsg()
                forward.ParseFromString(raw)
                # The first message of a run names the script; which page it showed comes later.
                if forward.WhichOneof("type") == "navigation":
                    self.script = forward.navigation.page_script_hash
                if forward.WhichOneof("type") == "script_finished":
                    return

    async def cpu_ms(self, reruns: int) -> float:
        """CPU milliseconds of the server per rerun, over this many."""
        before = self.process.cpu_times()
        for _ in range(reruns):
            await self.rerun()
        after = self.process.cpu_times()
        spent = after.user + after.system - before.user - before.system
        return 1000 * spent / reruns


async def _compare(ours: Page, bare: Page) -> int:
    for page in (ours, bare):
        await page.open()
        for _ in range(10):
            await page.rerun()
    figures: dict[str, list[float]] = {"timeline": [], "bare": []}
    for _ in range(ROUNDS):
        figures["timeline"].append(await ours.cpu_ms(RERUNS))
        figures["bare"].append(await bare.cpu_ms(RERUNS))
    medians = {name: statistics.median(values) for name, values in figures.items()}
    print(f"{'page':>14} {'CPU ms per rerun':>18}")
    for name, value in medians.items():
        print(f"{name:>14} {value:>18.2f}")
    print(f"ratio {medians['timeline'] / medians['bare']:.1f}")
    return 0


def start_bare(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    (folder / "pages").mkdir(parents=True)
    (folder / "app.py").write_text(BARE_APP)
    (folder / "pages" / "index.py").write_text(BARE_PAGE)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).is_success:
                return process, port
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError("The bare page did not start.")


def fill(server: AppServer, data: Path) -> tuple[str, str]:
    """A chest with 24 dated photographs; answers (cookie, chest id)."""
    from uuid import UUID

    from chest.database import Database
    from tests.builders import add_asset

    with closing(wait_for_setup(server)) as client:
        made = client.post("/api/chests", json={"name": "Rosa Almeida"}).raise_for_status().json()
        cookie = f"chest_session={client.cookies['chest_session']}"
    settings = Settings(data_dir=data, _env_file=None)
    database = Database(settings.resolved_database_url)
    for number in range(ITEMS):
        year = 1960 + number % 3
        add_asset(
            database,
            UUID(made["id"]),
            caption=f"Picture {number}",
            taken=str(year),
            taken_sort=f"{year}0101{number:02d}".ljust(29, "0"),
            width=1600,
            height=1067,
        )
    database.close()
    return cookie, made["id"]
