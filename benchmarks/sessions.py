"""How long people wait for the 24-item timeline while many others have it open too.

So many websocket sessions rerun the page with 5 s of thinking in between, for 40 s. Reported is
the time from a press to the end of the run (median, 95th percentile) and how busy the server was,
for 100 sessions and more until the 95th percentile passes a second.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.pages import Page, fill
from tests.app_server import AppServer

THINKING, LASTS = 5.0, 40.0
NUMBERS = (100, 200, 300, 400, 600, 800)
TARGET_MS, ENOUGH_MS = 200.0, 1000.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        server = AppServer(data, env={"CHEST_WORKER": "external"}).start()
        try:
            cookie, chest = fill(server, data)
            return asyncio.run(_load(server, cookie, chest))
        finally:
            server.stop()


async def _load(server: AppServer, cookie: str, chest: str) -> int:
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    print(f"{'sessions':>9} {'p50 ms':>8} {'p95 ms':>8} {'CPU of a core':>14}")
    missed = False
    for number in NUMBERS:
        pages = [
            Page(server.port, process.pid, f"chest={chest}", "timeline", cookie)
            for _ in range(number)
        ]
        for page in pages:
            await page.open()
            await page.rerun()
        began, before = time.monotonic(), process.cpu_times()
        taken = await asyncio.gather(*(_think_and_press(page, began + LASTS) for page in pages))
        after = process.cpu_times()
        busy = (after.user + after.system - before.user - before.system) / (
            time.monotonic() - began
        )
        waited = [1000 * seconds for one in taken for seconds in one]
        p95 = statistics.quantiles(waited, n=20)[-1]
        print(f"{number:>9} {statistics.median(waited):>8.0f} {p95:>8.0f} {busy:>14.0%}")
        missed |= number == NUMBERS[0] and p95 > TARGET_MS
        for page in pages:
            await page.socket.close()
        if p95 > ENOUGH_MS:
            break
    return int(missed)


async def _think_and_press(page: Page, until: float) -> list[float]:
    taken = []
    await asyncio.sleep(random.uniform(0, THINKING))
    while time.monotonic() < until:
        pressed = time.monotonic()
        await page.rerun()
        taken.append(time.monotonic() - pressed)
        await asyncio.sleep(random.uniform(0.5, 1.5) * THINKING)
    return taken
