"""A browser as somebody uses it: what they press, write, choose and see, whatever its engine."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Error as PlaywrightError

PATIENCE = 60.0  # seconds

# Our components draw in shadow roots, which `querySelector` does not look into.
_HELPERS = """
const all = (selector, root = document) => [
  ...root.querySelectorAll(selector),
  ...[...root.querySelectorAll('*')].filter((e) => e.shadowRoot)
    .flatMap((e) => all(selector, e.shadowRoot)),
];
const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
const nameOf = (e) => (e.getAttribute('aria-label') ?? e.innerText ?? '').trim();
const called = (selector, name) => all(selector).filter(seen).find((e) => nameOf(e) === name);
const labelled = (name) => all('input, textarea').filter(seen).find(
  (e) => e.getAttribute('aria-label') === name
    || [...(e.labels ?? [])].some((l) => l.innerText.trim() === name));
const words = () => all('body *').filter((e) => e.shadowRoot).map((e) => e.shadowRoot)
  .reduce((said, root) => said + [...root.children].map((e) => e.innerText ?? '').join(' '),
    document.body.innerText);
"""

_STANDS_STILL = """(() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app) return document.readyState === 'complete';
  return app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && !document.querySelector('[data-testid=stAppSkeleton], [data-testid=stSkeleton]')
    && all('[data-testid=stBidiComponentIsolated]').every((e) => e.shadowRoot?.chestView);
})()"""

_BUTTONS = "button, a, [role=button], summary, label, [role=tab]"


class Engine(Protocol):
    """What every engine can be told. Elements are named by an expression of JavaScript."""

    name: str

    def go(self, url: str) -> None:
        """Open the address, and wait until it is loaded."""

    def evaluate(self, script: str) -> str | None:
        """Run the body of an async function; what it returns is text or nothing."""

    def click_at(self, x: int, y: int) -> None:
        """Press there, in CSS pixels of the window, as a mouse does."""

    def type(self, text: str) -> None:
        """Press these keys, one after the other."""

    def set_files(self, script: str, paths: Sequence[Path]) -> None:
        """Choose files in the field that the body of a function returns."""

    def take_picture(self, path: Path) -> None:
        """Keep what the window shows as a PNG."""

    def close(self) -> None:
        """End the browser, and forget its profile."""


class Visitor:
    """Somebody with one of these browsers."""

    def __init__(self, engine: Engine, home: str) -> None:
        self.engine = engine
        self.home = home

    def ask(self, expression: str) -> Any:
        """What the expression is in the page, awaited, as JSON says it."""
        answer = self.engine.evaluate(
            f"{_HELPERS} return JSON.stringify((await ({expression})) ?? null);"
        )
        return None if answer is None else json.loads(answer)

    def until(self, expression: str, *, patience: float = PATIENCE) -> Any:
        """What the expression is, as soon as it is something."""
        end = time.monotonic() + patience
        went_wrong: Exception | None = None
        while time.monotonic() < end:
            try:
                if found := self.ask(expression):
                    return found
            except (RuntimeError, PlaywrightError) as error:
                went_wrong = error  # one page is going and the next one coming
            time.sleep(0.2)
        said = f"{went_wrong or ''}\n{self.ask('words()') or ''}"[:2000]
        raise TimeoutError(f"{self.engine.name}: never true: {expression}\n{said}")

    def visit(self, path: str) -> None:
        self.engine.go(path if "://" in path else f"{self.home}{path}")
        self.idle()

    def idle(self) -> None:
        """Wait until the page is drawn and every component at work."""
        self.until(_STANDS_STILL)

    def sees(self, words: str) -> None:
        self.until(f"words().includes({json.dumps(words)})")

    def is_there(self, name: str) -> bool:
        return bool(self.ask(f"Boolean(called({json.dumps(_BUTTONS)}, {json.dumps(name)}))"))

    def press(self, name: str) -> None:
        """Press the button, link or label of this name."""
        self.idle()
        self.press_on(f"called({json.dumps(_BUTTONS)}, {json.dumps(name)})")

    def press_on(self, element: str) -> None:
        self.until(f"Boolean({element})")
        x, y = self.ask(f"""(async () => {{
          const e = {element};
          e.scrollIntoView({{ block: 'center', behavior: 'instant' }});
          await new Promise((done) => setTimeout(done, 150));
          const box = e.getBoundingClientRect();
          return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
        }})()""")
        self.engine.click_at(x, y)

    def write(self, label: str, text: str) -> None:
        self.idle()
        self.press_on(f"labelled({json.dumps(label)})")
        self.engine.type(text)
        self.until(f"labelled({json.dumps(label)})?.value === {json.dumps(text)}")

    def choose(self, paths: Sequence[Path], *, field: str = "input[type=file][multiple]") -> None:
        self.idle()
        element = f"all({json.dumps(field)}).at(0)"
        self.until(f"Boolean({element})")
        self.engine.set_files(f"{_HELPERS} return {element};", paths)
