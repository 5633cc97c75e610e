"""Dates of films that FFmpeg does not tell, and of sequences of pictures."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai.media import Decoder, film_dates
from tests.ai.media import samples

_MDPM = bytes.fromhex("17ee8c60f84d11d98cd60800200c9a66") + b"MDPM"
_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_FILE = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def index(seconds: int, *, version: int = 0) -> bytes:
    body = bytes((version, 0, 0, 0)) + struct.pack(">Q" if version else ">I", seconds) + b"\0" * 96
    return box(b"moov", box(b"mvhd", body))


SINCE_1904 = int((datetime(2012, 5, 29, 7, 55, 6, tzinfo=UTC) - datetime(1904, 1, 1, tzinfo=UTC))
                 .total_seconds())  # fmt: skip
SINCE_1970 = int(datetime(2012, 5, 29, 7, 55, 6, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("data", "moment"),
    [
        (box(b"ftyp", b"avis") + index(SINCE_1904), "2012-05-29T07:55:06"),
        (box(b"ftyp", b"avis") + index(SINCE_1904, version=1), "2012-05-29T07:55:06"),
        (box(b"ftyp", b"mp42") + index(SINCE_1970), "2012-05-29T07:55:06"),  # a wrong clock
        (box(b"mdat", b"x" * 99) + index(SINCE_1904), "2012-05-29T07:55:06"),
        (box(b"ftyp", b"avis") + index(0), None),
        (box(b"ftyp", b"avif") + box(b"meta", b""), None),
        (index(SINCE_1904)[:20], None),
        (struct.pack(">I4s", 2, b"moov"), None),
        (struct.pack(">I4sQ", 1, b"moov", 2**63), None),
        (b"", None),
    ],
)  # fmt: skip
def test_the_head_of_an_index_tells_when_it_was_made(data: bytes, moment: str | None) -> None:
    assert film_dates.box_moment(io.BytesIO(data)) == moment


def test_a_sequence_of_pictures_is_dated_by_its_index(
    decoder: Decoder, out: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.avifs"
    frames = [samples.corners(), samples.corners().rotate(180)]
    frames[0].save(path, "AVIF", save_all=True, append_images=frames[1:], duration=200)
    data = bytearray(path.read_bytes())
    at = data.index(b"mvhd") + 4
    is_long = data[at] == 1
    struct.pack_into(">Q" if is_long else ">I", data, at + 4, SINCE_1904)
    path.write_bytes(data)
    facts, _ = decoder.image(path, out)
    assert (facts.taken, facts.offset) == ("2012-05-29T07:55:06", "+00:00")
    assert facts.taken_by == "container"


def asf(ticks: int) -> bytes:
    first = b"\x01" * 16 + struct.pack("<Q", 24 + 6) + b"\0" * 6
    facts = b"\0" * 16 + struct.pack("<QQ", 0, ticks) + b"\0" * 64
    file = _ASF_FILE + struct.pack("<Q", 24 + len(facts)) + facts
    body = first + file
    return _ASF_HEADER + struct.pack("<QIBB", 30 + len(body), 2, 1, 2) + body


TICKS = (11_644_473_600 + SINCE_1970) * 10_000_000


@pytest.mark.parametrize(
    ("data", "moment"),
    [
        (asf(TICKS), "2012-05-29T07:55:06"),
        (asf(0), None),
        (asf(2**64 - 1), None),
        (asf(TICKS)[:70], None),
        (b"RIFF", None),
        (b"", None),
    ],
)
def test_windows_media_tells_when_it_was_made(data: bytes, moment: str | None) -> None:
    assert film_dates.asf_moment(io.BytesIO(data)) == moment


@pytest.mark.parametrize(("name", "codec"), [("a.wmv", "wmv2"), ("b.wmv", "msmpeg4v3")])
def test_a_windows_film_is_dated(decoder: Decoder, tmp_path: Path, name: str, codec: str) -> None:
    path = samples.film(tmp_path / name, codec)
    data = bytearray(path.read_bytes())
    struct.pack_into("<Q", data, data.index(_ASF_FILE) + 24 + 24, TICKS)
    path.write_bytes(data)
    facts = decoder.av(path)
    assert (facts.taken, facts.offset) == ("2012-05-29T07:55:06", "+00:00")
    assert facts.taken_by == "container"


def remark(zone: int, digits: str) -> bytes:
    said = bytes.fromhex(digits)
    first, second = bytes((0x18, zone)) + said[:3], b"\x19" + said[3:]
    return _MDPM + b"\x02" + first + second


@pytest.mark.parametrize(
    ("zone", "digits", "moment"),
    [
        (0x02, "20120529085506", ("2012-05-29T08:55:06", "+01:00")),
        (0x26, "20120529045506", ("2012-05-29T04:55:06", "-03:00")),
        (0x0B, "20120529132506", ("2012-05-29T13:25:06", "+05:30")),
        (0x42, "20120529085506", ("2012-05-29T08:55:06", "+01:00")),  # in summer
        (0xFF, "20120529085506", ("2012-05-29T08:55:06", None)),
        (0x02, "ffffffffffffff", (None, None)),
        (0x02, "20121329085506", (None, None)),
    ],
)
def test_a_camcorder_tells_its_local_time(
    zone: int, digits: str, moment: tuple[str | None, str | None]
) -> None:
    assert film_dates.mdpm_moment(b"\0\0\1\x06\x05\x30" + remark(zone, digits)) == moment


def test_a_remark_that_is_cut_short_tells_nothing() -> None:
    whole = remark(0x02, "20120529085506")
    for end in range(len(whole)):
        assert film_dates.mdpm_moment(whole[:end]) == (None, None)


def avchd(path: Path, words: bytes) -> Path:
    """An H.264 film as camcorders write it: a remark before its first picture."""
    plain = samples.film(path.with_name("plain.ts"), "libx264", form="mpegts")
    with av.open(plain) as source, av.open(path, "w", format="mpegts") as target:
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        for packet in source.demux(stream):
            if packet.dts is None:
                continue
            data = bytes(packet)
            if packet.is_keyframe:
                data = b"\0\0\0\1\x06\x05" + bytes((len(words),)) + words + b"\x80" + data
            made: Any = av.Packet(data)
            made.pts, made.dts, made.time_base = packet.pts, packet.dts, packet.time_base
            made.is_keyframe, made.stream = packet.is_keyframe, copy
            target.mux(made)
    return path


def test_an_avchd_film_is_dated_and_still_seen(decoder: Decoder, out: Path, tmp_path: Path) -> None:
    path = avchd(tmp_path / "00001.mts", remark(0x02, "20120529085506"))
    facts = decoder.av(path)
    assert (facts.taken, facts.offset) == ("2012-05-29T08:55:06", "+01:00")
    assert (facts.taken_by, facts.width, facts.video_codec) == ("original", 192, "h264")
    assert decoder.poster(path, out) is not None


@pytest.mark.parametrize("suffix", [".mov", ".mp4"])
def test_a_film_that_tells_both_stays_local(decoder: Decoder, tmp_path: Path, suffix: str) -> None:
    tags = {"creation_time": "2012-05-29T07:55:06.000000Z", "date": "2012-05-29T17:25:06"}
    facts = decoder.av(samples.film(tmp_path / f"a{suffix}", "libx264", tags=tags))
    assert (facts.taken, facts.offset) == ("2012-05-29T17:25:06", "+09:30")
    assert facts.taken_by == "original"


def test_a_film_from_a_phone_in_london_in_winter_is_local(decoder: Decoder, tmp_path: Path) -> None:
    tags = {"com.apple.quicktime.creationdate": "2019-01-21T16:04:22+0000"}
    facts = decoder.av(samples.film(tmp_path / "a.mov", "libx264", tags=tags))
    assert (facts.taken, facts.offset, facts.taken_by) == (
        "2019-01-21T16:04:22", "+00:00", "original",
    )  # fmt: skip


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_readers(data: bytes) -> None:
    for made in (data, box(b"moov", box(b"mvhd", data)), box(b"moov", data) + data):
        film_dates.box_moment(io.BytesIO(made))
    film_dates.asf_moment(io.BytesIO(_ASF_HEADER + data))
    film_dates.asf_moment(io.BytesIO(asf(TICKS)[: len(data)] + data))
    film_dates.mdpm_moment(_MDPM + data)
