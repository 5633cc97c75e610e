"""The film in a photo, wherever a phone put it, and the mark of Apple's two files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ai.media import Decoder
from tests.media import moments

MEDIA = Path(__file__).parents[2] / "media"
MARK = "5D9AE6B7-1F2C-4C8B-9C1E-0A3B5C7D9E1F"


def read(decoder: Decoder, folder: Path, data: bytes, name: str = "photo.jpg") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "put",
    [
        moments.google,
        lambda film: moments.google(film, behind=moments.still()),
        moments.micro,
        moments.samsung,
        lambda film: moments.still() + film,  # told by nothing
        lambda film: moments.still() + moments.still() + film,  # behind a second picture
    ],
    ids=["google", "google-with-depth", "micro", "samsung", "untold", "behind-a-second"],
)
def test_a_film_behind_a_photo_is_found(
    decoder: Decoder, tmp_path: Path, out: Path, put: Callable[[bytes], bytes]
) -> None:
    photo = read(decoder, tmp_path, put(moments.film(tmp_path)))
    found = decoder.moment(photo, out / "moment")
    assert found.seconds == pytest.approx(2.0, abs=0.2)
    facts = decoder.av(out / "moment")
    assert (facts.width, facts.height, facts.plays_in_browser) == (160, 120, True)
    assert sorted(p.name for p in out.iterdir()) == ["moment"]


def test_a_film_in_a_box_of_a_heic_is_found(decoder: Decoder, tmp_path: Path, out: Path) -> None:
    heic = (MEDIA / "IMG_0412.heic").read_bytes()
    photo = read(decoder, tmp_path, moments.heic_with_film(heic, moments.film(tmp_path)), "a.heic")
    assert decoder.moment(photo, out / "moment").seconds == pytest.approx(2.0, abs=0.2)
    assert decoder.moment(MEDIA / "IMG_0412.heic", out / "none").seconds is None


def test_the_film_that_is_played_tells_no_place(
    decoder: Decoder, tmp_path: Path, out: Path
) -> None:
    inside = moments.film(tmp_path, place="+38.7223-009.1393/")
    assert b"38.7223" in inside
    photo = read(decoder, tmp_path, moments.google(inside))
    assert decoder.moment(photo, out / "moment").seconds
    assert b"38.7223" not in (out / "moment").read_bytes()
    assert decoder.av(out / "moment").latitude is None


def test_a_film_that_browsers_cannot_play_is_made_anew(
    decoder: Decoder, tmp_path: Path, out: Path
) -> None:
    photo = read(decoder, tmp_path, moments.google(moments.film(tmp_path, codec="libx265")))
    assert decoder.moment(photo, out / "moment").seconds
    facts = decoder.av(out / "moment")
    assert (facts.video_codec, facts.plays_in_browser) == ("h264", True)
    assert facts.duration == pytest.approx(2.0, abs=0.3)


@pytest.mark.parametrize("cut", [40, 400, -200])
def test_a_broken_film_is_none_and_harms_nothing(
    decoder: Decoder, tmp_path: Path, out: Path, cut: int
) -> None:
    photo = read(decoder, tmp_path, moments.google(moments.film(tmp_path)[:cut]))
    assert decoder.moment(photo, out / "moment").seconds is None
    assert not list(out.iterdir())


def test_a_plain_photo_has_no_moment(decoder: Decoder, tmp_path: Path, out: Path) -> None:
    found = decoder.moment(read(decoder, tmp_path, moments.still()), out / "moment")
    assert (found.content_id, found.seconds) == (None, None)
    # The word of a film within the pixels is no film.
    odd = read(decoder, tmp_path, moments.still() + b"\0\0\0\x18ftypmp42" + bytes(200), "odd.jpg")
    assert decoder.moment(odd, out / "moment").seconds is None


def test_apples_two_files_have_one_mark(decoder: Decoder, tmp_path: Path, out: Path) -> None:
    photo = read(decoder, tmp_path, moments.still(content_id=MARK))
    film = read(decoder, tmp_path, moments.film(tmp_path, content_id=MARK), "film.mov")
    assert decoder.moment(photo, out / "moment").content_id == MARK
    assert decoder.moment(film, out / "moment").content_id == MARK


def test_a_note_of_apple_that_is_cut_is_no_mark(
    decoder: Decoder, tmp_path: Path, out: Path
) -> None:
    whole = moments.still(content_id=MARK)
    at = whole.find(b"Apple iOS")
    for end in range(at, whole.find(MARK.encode()) + len(MARK), 3):
        photo = read(decoder, tmp_path, whole[:end])
        assert decoder.moment(photo, out / "moment").content_id is None
