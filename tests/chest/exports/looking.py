"""What a folder of pages holds, read as a browser would."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESSES = ("href", "src", "poster", "srcset", "data", "action", "formaction", "background")
FORBIDDEN = ("script", "iframe", "object", "embed", "form", "base", "input", "button")


@dataclass
class PageOf(HTMLParser):
    """The tags, addresses and words of one page."""

    tags: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in ADDRESSES:
                self.addresses.append(value or "")
            if name == "id":
                self.ids.add(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.said).split())


def read_pages(site: Path) -> dict[str, PageOf]:
    """All pages of a site that are ours, by their path."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        if path.is_relative_to(site / "originals"):
            continue  # what somebody gave is what it was
        page = PageOf()
        page.feed(path.read_text("utf-8"))
        found[path.relative_to(site).as_posix()] = page
    return found


def list_faults(site: Path, pages: dict[str, PageOf]) -> list[str]:
    """What would not work, or not be quiet: tags and handlers that do something, addresses outside
    the folder, and such as lead nowhere."""
    faults = []
    for path, page in pages.items():
        faults += [f"{path}: <{tag}>" for tag in FORBIDDEN if tag in page.tags]
        faults += [f"{path}: {name}" for name in page.handlers]
        for address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or address.startswith("/"):
                faults.append(f"{path}: {address}")
                continue
            named = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            target = path if not parts.path else named
            if target.startswith("..") or not (site / target).is_file():
                faults.append(f"{path}: nothing at {address}")
            elif parts.fragment and not parts.fragment.startswith("t="):
                parts_of = [one for one in pages if one.startswith(target.removesuffix(".html"))]
                if not any(unquote(parts.fragment) in pages[one].ids for one in parts_of):
                    faults.append(f"{path}: no {address}")
    return faults
