"""Of every kind of file that is known: what somebody glued behind its end is in no copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ai.media import Decoder, Kind, MediaError, Transcoder
from tests.ai.media.kinds import KINDS, make_all
from tests.ai.media.making import SECRETS, WORDS
from tests.ai.media.test_renditions import make

COPIED = [name for name, one in KINDS.items() if one.kind is not Kind.other]
# At once; and behind zeros, beginning as a frame of speech may.
BEHIND = (WORDS, bytes(64) + b"48.38.5242,-008.8926 Castelo Castelo Castelo")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_all(tmp_path_factory.mktemp("kinds"))


PLAYED = [
    name for name, one in KINDS.items() if one.kind in (Kind.video, Kind.audio) and not one.untried
]


@pytest.fixture(scope="module")
def transcoder() -> Iterator[Transcoder]:
    with Transcoder() as transcoder:
        yield transcoder


@pytest.mark.parametrize("name", PLAYED)
def test_what_is_made_to_play_everywhere_tells_no_place(
    transcoder: Transcoder, files: dict[str, Path], out: Path, name: str
) -> None:
    if transcoder.plan(files[name]).as_it_is:
        return  # links get the copy; nothing else is made
    made, _plan = make(transcoder, files[name], out)
    assert not [secret for secret in SECRETS if secret in made.read_bytes()]


@pytest.mark.parametrize("name", COPIED)
def test_what_is_glued_behind_a_file_is_in_no_copy(
    decoder: Decoder, files: dict[str, Path], tmp_path: Path, name: str
) -> None:
    path, out = tmp_path / "file", tmp_path / "copy"
    for more in BEHIND:
        path.write_bytes(files[name].read_bytes() + more)
        out.unlink(missing_ok=True)
        try:
            decoder.without_place(path, out)
        except MediaError:  # links get nothing of it
            continue
        if KINDS[name].media_type != "text/plain":  # where what is behind is text like the rest
            assert not [secret for secret in SECRETS if secret in out.read_bytes()]


@pytest.mark.parametrize("name", ["amr", "ac3"])
def test_sound_of_mere_frames_is_copied_to_its_last_one(
    decoder: Decoder, files: dict[str, Path], tmp_path: Path, name: str
) -> None:
    path, out = tmp_path / "file", tmp_path / "copy"
    path.write_bytes(files[name].read_bytes() + WORDS)
    decoder.without_place(path, out)
    glued = decoder.av(out).duration
    decoder.without_place(files[name], out)
    assert glued == decoder.av(out).duration
