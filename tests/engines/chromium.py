"""Chromium, driven by Playwright, beside the two others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import ElementHandle, Playwright

from tests.pages.components.conftest import CHROMIUM_FLAGS


class Chromium:
    name = "Chromium"

    def __init__(self, playwright: Playwright, path: str, *, env: Mapping[str, str]) -> None:
        self._browser = playwright.chromium.launch(
            executable_path=path,
            args=[*CHROMIUM_FLAGS, "--autoplay-policy=no-user-gesture-required"],
            env=dict(env),
        )
        self._page = self._browser.new_page(viewport={"width": 1280, "height": 900})

    def go(self, url: str) -> None:
        self._page.goto(url)

    def evaluate(self, script: str) -> str | None:
        value: str | None = self._page.evaluate(f"(async () => {{ {script} }})()")
        return value

    def click_at(self, x: int, y: int) -> None:
        self._page.mouse.click(x, y)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def set_files(self, script: str, paths: Sequence[Path]) -> None:
        field = self._page.evaluate_handle(f"(() => {{ {script} }})()").as_element()
        assert isinstance(field, ElementHandle)
        field.set_input_files(list(paths))

    def take_picture(self, path: Path) -> None:
        self._page.screenshot(path=path)

    def close(self) -> None:
        self._browser.close()
