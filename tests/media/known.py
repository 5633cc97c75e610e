"""What is known of the files that tests read: those in this folder, and where it exists also those
of `shared/data/real` beside the project, which nobody made for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

OWN = Path(__file__).parent
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
KINDS = (".jpg", ".webp", ".heic", ".flac", ".mov", ".md")


@dataclass(frozen=True, kw_only=True)
class Photograph:
    path: Path
    size: tuple[int, int]  # as it is looked at
    taken: str | None = None
    camera: str | None = None
    place: tuple[float, float] | None = None
    harmless: bool = False  # it holds nothing but the picture
    names: tuple[bytes, ...] = ()  # words in the file that name a place or a program


@dataclass(frozen=True, kw_only=True)
class Speech:
    path: Path
    seconds: float


_PHOTOGRAPHS = (
    Photograph(
        path=OWN / "IMG_0412.heic",
        size=(4032, 3024),
        taken="2019-03-21T11:04:22",
        camera="Apple iPhone 7",
        place=(38.5244, -8.8882),
        names=(b"Apple iOS", b"http://ns.adobe.com"),
    ),
    Photograph(
        path=OWN / "harbour.jpg",
        size=(800, 640),
        taken="2022-03-31T11:31:56",
        camera="Canon EOS R5",
        names=(b"Nagasaki", b"http://ns.adobe.com"),
    ),
    Photograph(
        path=OWN / "mountains.webp",
        size=(600, 284),
        taken="2010-08-13T21:00:01",
        camera="Canon EOS 7D",
        names=(b"http://ns.adobe.com",),
    ),
    Photograph(
        path=OWN / "meadow.jpg",
        size=(800, 392),
        taken="2023-09-25T08:33:30",
        camera="NIKON D750",
        names=(b"Norwich", b"http://ns.adobe.com"),
    ),
    Photograph(
        path=OWN / "cottage.jpg",
        size=(150, 115),
        place=(36.059444, -102.51875),
        names=(b"Dalhart", b"Texas", b"http://ns.adobe.com"),
    ),
    Photograph(path=OWN / "silhouettes-orientation-6.jpg", size=(840, 700)),
    Photograph(path=OWN / "allium.jpg", size=(403, 511), harmless=True),
    Photograph(path=OWN / "acanthus.jpg", size=(395, 512), harmless=True),
    Photograph(path=OWN / "handwritten-notes.jpg", size=(4000, 2700), harmless=True),
    Photograph(
        path=SHARED / "IMG_2682.heic",
        size=(4032, 3024),
        taken="2019-03-21T11:04:22",
        camera="Apple iPhone 7",
        place=(41.2203, -96.071625),
        names=(b"Apple iOS",),
    ),
    Photograph(
        path=SHARED / "prairie_falcon.jpg",
        size=(800, 533),
        taken="2022-03-31T11:31:56",
        camera="Canon EOS R5",
        names=(b"http://ns.adobe.com",),
    ),
    Photograph(
        path=SHARED / "denali.webp",
        size=(600, 315),
        taken="2010-08-13T21:00:01",
        camera="Canon EOS 7D",
        names=(b"http://ns.adobe.com",),
    ),
    Photograph(
        path=SHARED / "thompson-springs.jpg",
        size=(150, 103),
        taken="2022-01-10T15:15:44",
        place=(39.115, -108.400968),
        names=(b"Thompson", b"Utah"),
    ),
    Photograph(path=SHARED / "portrait-orientation-6.jpg", size=(840, 700)),
    Photograph(path=SHARED / "silver_fir.jpg", size=(511, 323), harmless=True),
    Photograph(path=SHARED / "wood_anemones.jpg", size=(512, 307), harmless=True),
    Photograph(path=SHARED / "handwritten-notes.jpg", size=(5117, 3411), harmless=True),
)
_SPEECH = (
    Speech(path=OWN / "speech.flac", seconds=9.13),
    Speech(path=SHARED / "jfk.flac", seconds=11.0),
)


def _is_here(path: Path) -> bool:
    """Our own must be; of the others only what the folder beside the project holds."""
    return path.parent == OWN or path.is_file()


PHOTOGRAPHS = [photo for photo in _PHOTOGRAPHS if _is_here(photo.path)]
SPEECH = [speech for speech in _SPEECH if _is_here(speech.path)]
FILES = sorted(
    path
    for folder in (OWN, SHARED)
    if folder.is_dir()
    for path in folder.iterdir()
    if path.suffix in KINDS
)

each_photograph = pytest.mark.parametrize("photo", PHOTOGRAPHS, ids=lambda known: known.path.name)
each_placed_photograph = pytest.mark.parametrize(
    "photo", [known for known in PHOTOGRAPHS if known.place], ids=lambda known: known.path.name
)
each_telling_photograph = pytest.mark.parametrize(
    "photo",
    [known for known in PHOTOGRAPHS if not known.harmless],
    ids=lambda known: known.path.name,
)
each_speech = pytest.mark.parametrize("speech", SPEECH, ids=lambda known: known.path.name)
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
