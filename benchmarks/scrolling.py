"""The years in Chromium, scrolled from the first memory to the last: longest task, elements, bytes.

Streamlit and the component are the real ones; the memories are those of the component's tests. The
longest task is what the browser itself reports (`PerformanceObserver`, which tells of 50 ms and
more) and what its trace says each task took of the processor, which a busy neighbour does not
lengthen. Elements are those of the whole page, most at any place; bytes are what was fetched for
tiles. Target: no task of more than 50 ms of processor, 1.3 times the elements of a hundred.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.conftest import CHROMIUM_FLAGS, chromium_at
from tests.pages.components.harness_server import start_server

SIZES = (100, 10_000)
LONGEST_MS, GROWS = 50.0, 1.3
STEP, PAUSE_MS = 1_500, 60  # pixels a turn of the wheel, and how often it turns
COUNTED = 8  # turns between two counts
MAIN = '[data-testid="stMain"]'

WATCH = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((e) => e.duration)))
    .observe({ type: "longtask", buffered: false });
}"""
COUNT = """() => [...document.querySelectorAll("*")].reduce(
  (sum, e) => sum + 1 + (e.shadowRoot?.querySelectorAll("*").length ?? 0), 0)"""


@dataclass
class Seen:
    """What one way through all memories of a chest took."""

    elements: int = 0
    reported: list[float] = field(default_factory=list)
    tasks: list[float] = field(default_factory=list)  # milliseconds of processor
    fetched: int = 0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        process, harness = start_server(Path(folder), started_by="uvicorn", settings={})
        browser = playwright.chromium.launch(
            executable_path=chromium_at(playwright.chromium), args=CHROMIUM_FLAGS
        )
        try:
            seen = {size: _scroll(browser, f"{harness.url}/years?n={size}") for size in SIZES}
        finally:
            browser.close()
            process.terminate()
            process.wait()
    return _report(seen)


def _scroll(browser: Browser, address: str) -> Seen:
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    seen = Seen()

    def weigh(answer: Any) -> None:
        if "/harness/tiles/" in answer.url:
            seen.fetched += len(answer.body())

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(address)
    page.locator("ul.rows > li[data-id]").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2_000)
    page.evaluate(WATCH)
    session = page.context.new_cdp_session(page)
    found = _traced(session)
    page.mouse.move(700, 500)
    _turn(page, seen)
    seen.reported = page.evaluate("() => longTasks")
    session.send("Tracing.end")
    for _ in range(600):
        if found["done"]:
            break
        page.wait_for_timeout(100)
    seen.tasks = _tasks_of(found["events"])
    page.close()
    return seen


def _turn(page: Page, seen: Seen) -> None:
    """Turn the wheel until the page has no further to go."""
    still, turns, before = 0, 0, -1.0
    while still < 8:
        page.mouse.wheel(0, STEP)
        turns += 1
        page.wait_for_timeout(PAUSE_MS)
        now = float(page.locator(MAIN).evaluate("(main) => main.scrollTop"))
        still = still + 1 if now == before else 0
        before = now
        if turns % COUNTED == 0:
            seen.elements = max(seen.elements, int(page.evaluate(COUNT)))


def _traced(session: CDPSession) -> dict[str, Any]:
    found: dict[str, Any] = {"events": [], "done": False}
    session.on("Tracing.dataCollected", lambda part: found["events"].extend(part["value"]))
    session.on("Tracing.tracingComplete", lambda _: found.update(done=True))
    traced = {"includedCategories": ["toplevel", "__metadata"], "excludedCategories": ["*"]}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": traced})
    return found


def _tasks_of(events: Iterable[dict[str, Any]]) -> list[float]:
    """Processor milliseconds of each task of the page's main thread."""
    events = list(events)
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    return [
        event.get("tdur", event.get("dur", 0)) / 1000
        for event in events
        if event.get("name") in ("RunTask", "ThreadControllerImpl::RunTask")
        and (event["pid"], event["tid"]) in main
    ]


def _report(seen: dict[int, Seen]) -> int:
    print(f"{'memories':>10}{'elements':>10}{'longest task':>14}{'reported ≥ 50':>15}{'kB':>8}")
    for size, one in seen.items():
        longest = f"{max(one.tasks, default=0):.0f} ms"
        reported = f"{len(one.reported)}, {max(one.reported, default=0):.0f} ms"
        print(f"{size:>10}{one.elements:>10}{longest:>14}{reported:>15}{one.fetched // 1000:>8}")
    few, many = (seen[size] for size in SIZES)
    ratio = many.elements / few.elements
    print(f"elements {ratio:.2f} times (at most {GROWS}); task at most {LONGEST_MS:.0f} ms")
    print(json.dumps({"ten longest, ms": [round(t) for t in sorted(many.tasks)[-10:]]}))
    return int(ratio > GROWS or max(many.tasks, default=0) > LONGEST_MS)
