"""A caption is what a person wrote."""

from __future__ import annotations

import pytest

from ai.narrative.captions import find_caption


@pytest.mark.parametrize(
    "name",
    [
        "IMG_2682", "IMG_2682.heic", "IMG 2682", "IMG_E2682", "IMG_0001 copy", "DSC01234.JPG",
        "DSC_0012", "DSCF0012 (2)", "P1010023", "SAM_1234", "MVI_0012.AVI", "GOPR0001", "DJI_0001",
        "100_1234", "PXL_20210321_142233123", "20190321_142233.jpg", "IMG-20190321-WA0001",
        "WhatsApp Image 2019-03-21 at 14.22.33.jpeg", "VID-20190321-WA0001",
        "PTT-20190321-WA0003.opus", "Signal-2021-03-04-12345", "FB_IMG_1553170000",
        "received_1234567890", "Screenshot 2020-01-02 at 10.11.12", "scan0001", "Scan 12", "image1",
        "image0 (3).png", "Photo 1", "Voice 003", "New Recording 12", "Recording 5.m4a", "untitled",
        "unnamed", "download (1)", "nana_at_beach.jpg", "1234", "...", "", "  ", None,
        "0b5fce5e-8f7e-4b5f-9e1c-1f7b5a1f2c33", "a8f5f167f44f4964e6c998dee827110c",
        "OLYMPUS DIGITAL CAMERA", "SONY DSC", "Samsung Camera Pictures", "dav", "Created with GIMP",
    ],
)  # fmt: skip
def test_names_given_by_cameras_and_programs_are_no_captions(name: str | None) -> None:
    assert find_caption(name) is None


@pytest.mark.parametrize(
    "caption",
    [
        "Tom and Rosa on the Cacilhas ferry", "Christmas 1972", "1964, Lisbon", "Dad", "Me", "Sam",
        "Sam 1964", "Scan of her passport", "Photo of Rosa", "IMG of the sea", "Gran's 90th",
        "Kodak picnic 1964", "Camera club outing", "B&B in Hove", "L. and P. 1964", "São João",
        "母と", "Voice lessons", "St Ives", "Video of the wedding", "Document signed by her father",
    ],
)  # fmt: skip
def test_what_people_write_is_kept_as_it_is(caption: str) -> None:
    assert find_caption(caption) == caption


def test_a_file_that_a_person_named_is_shown_without_its_extension() -> None:
    assert find_caption("Nana at the beach 1964.jpg") == "Nana at the beach 1964"


@pytest.mark.parametrize("text", ["IMG" + "VIDE" * 25_000 + "!", "A" * 100_000, "1 " * 50_000])
def test_absurdly_long_names_come_to_an_end(text: str) -> None:
    find_caption(text)
