"""A saved file is called what it is."""

from __future__ import annotations

from uuid import UUID

import pytest

from chest.assets.file_names import file_name

ID = UUID(int=7)


@pytest.mark.parametrize(
    ("name", "media_type", "saved"),
    [
        ("poly.html", "image/jpeg", "poly.jpg"),
        ("gpj.exe", "image/jpeg", "gpj.jpg"),
        ("photo.JPEG", "image/jpeg", "photo.JPEG"),
        ("IMG_0412.heic", "image/jpeg", "IMG_0412.jpg"),
        ("IMG_0412.HEIC", "image/heic", "IMG_0412.HEIC"),
        ("IMG_0413.mov", "video/mp4", "IMG_0413.mov"),
        ("film.avi", "video/x-matroska", "film.mkv"),
        ("Rosa in St.Anton", "image/jpeg", "Rosa in St.Anton.jpg"),
        ("Rosa 12. Mai 1964", "image/png", "Rosa 12. Mai 1964.png"),
        ("letter", "application/pdf", "letter.pdf"),
        ("letter.pdf.svg", "application/pdf", "letter.pdf.pdf"),
        ("letter.txt", "text/plain", "letter.txt"),
        ("diary.md", "text/plain", "diary.md"),
        ("page.HTML", "text/plain", "page.HTML.txt"),
        ("page.html", "text/html", "page.html"),
        ("anything.bin", None, "anything.bin"),
        ("DSC_0001.NEF", "image/x-nikon-nef", "DSC_0001.NEF"),
        ("DSC_0001.exe", "image/x-nikon-nef", "DSC_0001.nef"),
        ("layers.html", "image/vnd.adobe.photoshop", "layers.psd"),
        ("letter.hta", "application/msword", "letter.doc"),
        ("packed.jar", "application/zip", "packed.jar"),
        (None, "image/webp", f"memory-{ID}.webp"),
        (None, None, f"memory-{ID}"),
    ],
)
def test_the_ending_follows_what_the_file_is(
    name: str | None, media_type: str | None, saved: str
) -> None:
    assert file_name(ID, name, media_type) == saved
