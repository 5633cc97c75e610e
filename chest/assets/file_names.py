"""Under which name a file is saved."""

from __future__ import annotations

from pathlib import PurePosixPath
from uuid import UUID

from ai.media import TEXTS

# Media type → the endings that its files have, the usual one first. A picture called "page.html" is
# a page to whatever opens it from a disk, so that the ending follows what the file is.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "image/avif": (".avif", ".avifs"),
    "image/heic": (".heic", ".heif", ".heics", ".hif"),
    "image/heif": (".heif", ".heic", ".heifs", ".hif"),
    "image/tiff": (".tif", ".tiff"),
    "image/bmp": (".bmp", ".dib"),
    "image/x-adobe-dng": (".dng",),
    "video/mp4": (".mp4", ".m4v", ".mov"),
    "video/webm": (".webm",),
    "video/quicktime": (".mov", ".qt"),
    "video/ogg": (".ogv", ".ogg", ".ogx"),
    "video/x-matroska": (".mkv",),
    "video/3gpp": (".3gp", ".3gpp"),
    "video/3gpp2": (".3g2", ".3gpp2"),
    "video/mpeg": (".mpg", ".mpeg", ".mpe", ".vob", ".m2v", ".m1v", ".mod"),
    "video/mp2t": (".mts", ".m2ts", ".ts", ".tod"),
    "video/x-msvideo": (".avi",),
    "video/x-ms-wmv": (".wmv", ".asf"),
    "video/x-flv": (".flv", ".f4v"),
    "video/x-dv": (".dv", ".dif"),
    "audio/mpeg": (".mp3", ".mp2", ".mpga"),
    "audio/mp4": (".m4a", ".m4b", ".mp4", ".aac"),
    "audio/aac": (".aac", ".adts"),
    "audio/flac": (".flac",),
    "audio/ogg": (".ogg", ".oga", ".opus", ".spx"),
    "audio/wav": (".wav", ".wave"),
    "audio/webm": (".webm", ".weba"),
    "audio/aiff": (".aiff", ".aif", ".aifc"),
    "audio/3gpp": (".3gp", ".3gpp"),
    "audio/3gpp2": (".3g2", ".3gpp2"),
    "audio/amr": (".amr",),
    "audio/x-caf": (".caf",),
    "audio/basic": (".au", ".snd"),
    "audio/x-matroska": (".mka", ".mkv"),
    "audio/x-ms-wma": (".wma", ".asf"),
    "application/pdf": (".pdf",),
    "application/rtf": (".rtf", ".doc"),
}
# Whatever is text may be called what its writer liked, but not what something would run.
_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".svg", ".svgz", ".xml")
_PROGRAMS = (
    *(".hta", ".js", ".mjs", ".wsf", ".vbs", ".bat", ".cmd", ".ps1", ".com", ".scr", ".url"),
    *(".exe", ".msi", ".jar", ".lnk", ".sh", ".py"),
)
_RUN = frozenset({*_PAGES, *_PROGRAMS})
_KNOWN = frozenset(ending for endings in _ENDINGS.values() for ending in endings) | _RUN | {".txt"}


def file_name(asset_id: UUID, original_name: str | None, media_type: str | None) -> str:
    """The name that the file had, or one made of the id, with an ending that its type may have: the
    one that it has, or the usual one instead. A type that is not known here leaves it alone."""
    name = original_name or f"memory-{asset_id}"
    path = PurePosixPath(name)
    if media_type in TEXTS:
        return f"{name}.txt" if path.suffix.lower() in _RUN else name
    endings = _ENDINGS.get(media_type or "")
    if endings is None or path.suffix.lower() in endings:
        return name
    # What only looks like an ending is a part of the name: "Rosa in St.Anton".
    return (path.stem if path.suffix.lower() in _KNOWN else name) + endings[0]
