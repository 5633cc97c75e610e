"""What the uploader takes along of a folder, in Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chest.ingest.test_sidecars import GOOGLE, LONG, XMP
from tests.pages.components.harness_server import Harness
from tests.pages.components.test_uploader import LONG as PATIENCE
from tests.pages.components.test_uploader import made, open_page

pytestmark = pytest.mark.browser

APPLE = 'imgName,originalCreationDate\nIMG_7.HEIC,"Sunday March 15,2020 7:12 PM GMT"\nX,\n'


def test_sidecars_are_sent_with_their_pictures_and_make_no_memories(
    page: Page, harness: Harness, tmp_path: Path
) -> None:
    google = json.dumps(GOOGLE)
    sidecars = {
        "IMG_1.jpg.json": ("IMG_1.jpg", google),
        "IMG_1.jpg.supplemental-metadata(2).json": ("IMG_1(2).jpg", google + " "),
        f"{LONG[:46]}.json": (LONG, google + "  "),
        "IMG_5.xmp": ("IMG_5.jpg", XMP),
        "Photo Details.csv": ("IMG_7.HEIC", APPLE.removesuffix("X,\n").rstrip()),
    }
    folder = tmp_path / "1964 Setubal"
    for name, (picture, text) in sidecars.items():
        made(folder, picture, 300)
        (folder / name).write_text(APPLE if name.endswith(".csv") else text)
    alone = {"recipe.json": '{"bread": 1}', "IMG_9.jpg.json": google, "IMG_3.jpg.json": "no"}
    for name, text in alone.items():
        (folder / name).write_text(text)
    made(folder, "IMG_3.jpg", 300)
    (folder / "IMG_1.AAE").write_text("<plist/>")
    open_page(page, harness)
    page.locator('input[data-part="directory"]').set_input_files(folder)
    expect(page.locator('[data-part="status"]').first).to_have_text(
        "9 files chosen. 5 files with their pictures' dates or words taken along. "
        "One system file left out."
    )
    expect(page.locator('[data-part="overall"]')).to_have_text("9 added.", timeout=PATIENCE)
    sent = {upload["name"]: upload for upload in harness.report()["uploads"]}
    pictures = {picture for picture, _ in sidecars.values()}
    assert sent.keys() == {*pictures, "IMG_3.jpg", *alone}
    for name, (picture, text) in sidecars.items():
        assert sent[picture]["beside"] == [{"name": name, "text": text}], picture
    assert "beside" not in sent["IMG_3.jpg"]
    assert {upload["folder"] for upload in sent.values()} == {"1964 Setubal"}


def test_a_phone_is_offered_its_gallery_with_the_originals(page: Page, harness: Harness) -> None:
    open_page(page, harness)
    gallery = page.locator('input[data-part="pictures"]')
    kinds = (gallery.get_attribute("accept") or "").split(",")
    assert all(kind.startswith(("image/", "video/")) for kind in kinds)
    assert {"image/*", "image/heic", "image/heif", "video/*", "video/quicktime"} <= set(kinds)
    assert gallery.get_attribute("multiple") is not None
    assert gallery.get_attribute("capture") is None
