from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from ai.media import Decoder, MediaError, MediaErrorKind
from ai.media.audiovisual import Peaks
from tests.ai.media import samples
from tests.media.known import Speech, each_speech


def test_a_film_tells_its_facts(tmp_path: Path, decoder: Decoder) -> None:
    tags = {
        "title": "Kitchen, 1987",
        "creation_time": "2019-03-21T15:04:22Z",
        "com.apple.quicktime.creationdate": "2019-03-21T16:04:22+0100",
        "com.apple.quicktime.location.ISO6709": samples.PLACE,
        "com.apple.quicktime.make": "Apple",
        "com.apple.quicktime.model": "iPhone 7",
    }
    facts = decoder.av(samples.film(tmp_path / "film.mov", sound="aac", tags=tags))
    assert facts.duration == pytest.approx(2.0, abs=0.1)
    assert (facts.width, facts.height) == (192, 128)
    assert (facts.video_codec, facts.audio_codec) == ("h264", "aac")
    assert (facts.taken, facts.offset) == ("2019-03-21T16:04:22", "+01:00")
    assert (facts.latitude, facts.longitude) == (samples.LATITUDE, samples.LONGITUDE)
    assert (facts.camera, facts.title) == ("Apple iPhone 7", "Kitchen, 1987")
    assert facts.plays_in_browser


def test_a_place_in_an_mp4_is_read(tmp_path: Path, decoder: Decoder) -> None:
    facts = decoder.av(samples.film(tmp_path / "film.mp4", tags={"location": samples.PLACE}))
    assert (facts.latitude, facts.longitude) == (samples.LATITUDE, samples.LONGITUDE)


@pytest.mark.parametrize(
    ("codec", "name", "more", "plays"),
    [
        ("libx264", "film.mp4", {"sound": "aac"}, True),
        ("libx264", "film.mp4", {"sound": "libmp3lame"}, True),
        ("libvpx", "film.webm", {"sound": "libopus"}, True),
        ("libvpx-vp9", "film.webm", {}, True),
        ("libx264", "film.mp4", {"pixels": "yuv422p"}, False),
        ("libx264", "film.mov", {"sound": "pcm_s16le"}, False),
        ("libx264", "film.mkv", {}, False),
        ("mpeg4", "film.mp4", {}, False),
        ("mpeg4", "film.avi", {}, False),
        ("wmv2", "film.wmv", {}, False),
        ("libx264", "film.ts", {}, False),
    ],
)
def test_only_what_every_browser_plays_is_said_to_play(
    tmp_path: Path, decoder: Decoder, codec: str, name: str, more: dict[str, str], plays: bool
) -> None:
    facts = decoder.av(samples.film(tmp_path / name, codec, **more))
    assert facts.plays_in_browser is plays


@pytest.mark.parametrize(("codec", "name"), [("libopus", "voice.webm"), ("aac", "voice.m4a")])
def test_what_a_browser_recorded_says_not_how_long_it_is_and_its_copy_does(
    tmp_path: Path, out: Path, decoder: Decoder, codec: str, name: str
) -> None:
    whole = decoder.av(samples.recording(tmp_path / name, codec))
    assert whole.says_how_long
    live = samples.recording(tmp_path / f"live-{name}", codec, live=True)
    facts = decoder.av(live)
    assert not facts.says_how_long
    assert facts.duration == pytest.approx(1.0, abs=0.1)  # counted
    copy = out / "copy"
    decoder.without_place(live, copy)
    said = decoder.av(copy)
    assert said.says_how_long
    assert said.plays_in_browser
    assert said.duration == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(
    ("codec", "name", "plays"),
    [
        ("libmp3lame", "voice.mp3", True),
        ("aac", "voice.m4a", True),
        ("flac", "voice.flac", True),
        ("libopus", "voice.ogg", True),
        ("libopus", "voice.webm", True),
        ("pcm_s16le", "voice.wav", True),
        ("pcm_s16be", "voice.aiff", False),
        ("alac", "voice.m4a", False),
    ],
)
def test_a_recording_has_sound_and_no_size(
    tmp_path: Path, out: Path, decoder: Decoder, codec: str, name: str, plays: bool
) -> None:
    path = samples.recording(tmp_path / name, codec)
    facts = decoder.av(path)
    assert facts.duration == pytest.approx(1.0, abs=0.1)
    assert (facts.width, facts.height, facts.video_codec) == (None, None, None)
    assert facts.audio_codec is not None
    assert facts.plays_in_browser is plays
    assert decoder.poster(path, out) is None


def test_a_song_with_a_cover_is_a_recording(tmp_path: Path, out: Path, decoder: Decoder) -> None:
    path = samples.recording_with_cover(tmp_path / "song.mp3")
    facts = decoder.av(path)
    assert (facts.width, facts.video_codec, facts.audio_codec) == (None, None, "mp3float")
    assert decoder.poster(path, out) is None
    assert max(decoder.waveform(path, points=10)) > 0.3


def test_a_recording_without_a_length_is_measured(tmp_path: Path, decoder: Decoder) -> None:
    """As a browser's recorder writes it."""
    path = samples.recording(tmp_path / "voice.webm", "libopus", live=True)
    assert decoder.av(path).duration == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(
    ("codec", "name", "more"),
    [
        ("libx264", "film.mp4", {}),
        ("libvpx", "film.webm", {}),
        ("mpeg4", "film.avi", {}),
        ("wmv2", "film.wmv", {}),
        ("mpeg1video", "film.mpg", {}),
        ("libx264", "film.ts", {}),
        ("mjpeg", "film.mov", {"pixels": "yuvj420p"}),
        ("libx265", "film.mp4", {}),
    ],
)
def test_a_poster_shows_the_film(
    tmp_path: Path, out: Path, decoder: Decoder, codec: str, name: str, more: dict[str, str]
) -> None:
    made = decoder.poster(samples.film(tmp_path / name, codec, **more), out)
    assert made is not None
    assert (made.preview.width, made.preview.height) == (192, 128)
    with Image.open(made.preview.path) as picture:
        assert samples.shows_corners(picture)


@pytest.mark.parametrize("rotation", [-90, 90, 180])
def test_a_turned_film_is_shown_upright(
    tmp_path: Path, out: Path, decoder: Decoder, rotation: int
) -> None:
    path = samples.film(tmp_path / "film.mp4", rotation=rotation)
    facts, made = decoder.av(path), decoder.poster(path, out)
    assert made is not None
    size = (192, 128) if rotation == 180 else (128, 192)
    assert (facts.width, facts.height) == size
    assert (made.preview.width, made.preview.height) == size
    with Image.open(made.preview.path) as picture:
        assert samples.shows_corners(picture.rotate(-rotation, expand=True))


def test_a_tape_with_wide_pixels_is_shown_in_its_shape(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = samples.film(tmp_path / "tape.mp4", size=(144, 112), shape=Fraction(16, 11))
    facts, made = decoder.av(path), decoder.poster(path, out)
    assert made is not None
    assert (facts.width, facts.height) == (209, 112)
    assert (made.preview.width, made.preview.height) == (209, 112)


def test_a_shape_that_only_the_stream_tells_is_seen_in_the_poster(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = samples.film(tmp_path / "tape.mp4", size=(144, 112), told={"x264-params": "sar=16/11"})
    assert b"pasp" not in path.read_bytes()
    made = decoder.poster(path, out)
    assert made is not None
    assert (made.preview.width, made.preview.height) == (209, 112)


def test_a_poster_is_not_the_dark_before_the_film(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    made = decoder.poster(samples.film(tmp_path / "film.mp4", dark=1), out)
    assert made is not None
    with Image.open(made.preview.path) as picture:
        assert samples.shows_corners(picture)


def test_a_film_that_is_all_dark_has_a_dark_poster(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    made = decoder.poster(samples.film(tmp_path / "film.mp4", dark=3), out)
    assert made is not None


def test_a_waveform_shows_loud_and_quiet(tmp_path: Path, decoder: Decoder) -> None:
    quiet, loud = samples.tone_data(level=0.1), samples.tone_data(level=0.8)
    path = samples.tone(tmp_path / "voice.wav", data=quiet + loud)
    peaks = decoder.waveform(path, points=20)
    assert len(peaks) == 20
    assert peaks[:9] == pytest.approx([0.1] * 9, abs=0.02)
    assert peaks[11:] == pytest.approx([0.8] * 9, abs=0.02)


def test_a_waveform_has_as_many_points_as_asked_for(tmp_path: Path, decoder: Decoder) -> None:
    short = samples.tone(tmp_path / "short.wav", seconds=0.01)
    for points in (1, 7, 200, 1000):
        peaks = decoder.waveform(short, points=points)
        assert len(peaks) == points
        assert all(0 <= peak <= 1 for peak in peaks)


def test_peaks_are_right_however_long_the_sound_is() -> None:
    """Merged again and again, a single click stays where it was."""
    frame = samples.sound_frame
    peaks = Peaks(80)
    for number in range(3000):
        peaks.add(frame(1.0 if number == 2250 else 0.25, count=1000))
    points = peaks.in_points(10)
    assert points[7] == 1.0
    assert set(points[:7] + points[8:]) == {0.25}
    assert peaks.kept <= 2 * 80


@each_speech
def test_speech_has_a_shape(decoder: Decoder, speech: Speech) -> None:
    facts = decoder.av(speech.path)
    assert facts.duration == pytest.approx(speech.seconds, abs=0.01)
    peaks = decoder.waveform(speech.path)
    assert len(peaks) == 200
    assert max(peaks) > 0.6
    assert min(peaks) < 0.1


def test_a_phones_film_tells_when_and_where(media: Path, decoder: Decoder) -> None:
    facts = decoder.av(media / "IMG_0413.mov")
    assert (facts.width, facts.height, facts.duration) == (480, 270, 3.0)
    assert (facts.taken, facts.offset) == ("2019-03-21T11:05:10", "+00:00")
    assert (facts.latitude, facts.longitude) == (38.5244, -8.8882)
    assert facts.camera == "Apple iPhone 7"


def test_a_silent_film_has_no_waveform(tmp_path: Path, decoder: Decoder) -> None:
    with pytest.raises(MediaError) as refused:
        decoder.waveform(samples.film(tmp_path / "film.mp4"))
    assert refused.value.kind is MediaErrorKind.unsupported


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:64],
        lambda data: data[:32] + bytes(len(data) - 32),
        lambda data: b"Dear child, this is no film.",
        lambda data: b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n",
        lambda data: b"ffconcat version 1.0\nfile /etc/passwd\n",
        lambda data: b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    ],
)
def test_what_is_no_film_is_unreadable(
    tmp_path: Path, out: Path, decoder: Decoder, spoil: Callable[[bytes], bytes]
) -> None:
    whole = samples.film(tmp_path / "whole.mp4").read_bytes()
    path = tmp_path / "film.mp4"
    path.write_bytes(spoil(whole))
    for call in (decoder.av, lambda p: decoder.poster(p, out), decoder.waveform):
        with pytest.raises(MediaError) as refused:
            call(path)
        assert refused.value.kind is MediaErrorKind.unreadable


def test_a_damaged_film_still_gives_what_is_whole(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    whole = samples.film(tmp_path / "whole.ts", sound="aac").read_bytes()
    path = tmp_path / "film.ts"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    assert decoder.av(path).video_codec == "h264"
    assert decoder.poster(path, out) is not None
    assert len(decoder.waveform(path, points=5)) == 5
