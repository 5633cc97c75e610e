"""Under which name a file is saved."""

from __future__ import annotations

from pathlib import PurePosixPath
from uuid import UUID

from ai.media import TEXTS, Kind
from ai.media.known import ENDINGS, KNOWN

# Whatever is text may be called what its writer liked, but not what something would run.
_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".svg", ".svgz", ".xml")
_PROGRAMS = (
    *(".hta", ".js", ".mjs", ".wsf", ".vbs", ".bat", ".cmd", ".ps1", ".com", ".scr", ".url"),
    *(".exe", ".msi", ".jar", ".lnk", ".sh", ".py"),
)
_RUN = frozenset({*_PAGES, *_PROGRAMS})
# A picture called "page.html" is a page to whatever opens it from a disk, so that the ending
# follows what the file is. What is nothing in particular keeps whatever name it has.
_NAMED = {
    media_type: endings
    for media_type, endings in ENDINGS.items()
    if media_type not in TEXTS and KNOWN[media_type][1] is not Kind.other
}
_KNOWN = frozenset(ending for endings in ENDINGS.values() for ending in endings) | _RUN


def file_name(asset_id: UUID, original_name: str | None, media_type: str | None) -> str:
    """The name that the file had, or one made of the id, with an ending that its type may have: the
    one that it has, or the usual one instead. A type that is not known here leaves it alone."""
    name = original_name or f"memory-{asset_id}"
    path = PurePosixPath(name)
    if media_type in TEXTS:
        return f"{name}.txt" if path.suffix.lower() in _RUN else name
    endings = _NAMED.get(media_type or "")
    if endings is None or path.suffix.lower() in endings:
        return name
    # What only looks like an ending is a part of the name: "Rosa in St.Anton".
    return (path.stem if path.suffix.lower() in _KNOWN else name) + endings[0]
