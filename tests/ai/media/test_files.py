"""Whose fault it is that a file cannot be read: its own, or the machine's."""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from ai.media import (
    Decoder,
    MediaError,
    MediaErrorKind,
    audiovisual,
    documents,
    images,
    posters,
    signatures,
)
from ai.media.files import MachineFault, reading
from tests.ai.media import samples


def bigtiff(first: int) -> bytes:
    """A BigTIFF of nothing but its header and a few zeros; its directory lies at `first`."""
    return b"II+\0" + struct.pack("<HHQ", 8, 0, first) + bytes(64)


FAR = (0x0808080808080808, (1 << 63) - 1, (1 << 64) - 1, 1 << 62)


@pytest.mark.parametrize("first", FAR)
def test_a_place_beyond_every_file_is_the_files_own_fault(
    tmp_path: Path, out: Path, decoder: Decoder, first: int
) -> None:
    path = tmp_path / "far.tif"
    path.write_bytes(bigtiff(first))
    for ask in (lambda: decoder.image(path, out), lambda: decoder.without_place(path, out / "c")):
        with pytest.raises(MediaError) as refused:
            ask()
        assert refused.value.kind is MediaErrorKind.unreadable


@pytest.mark.parametrize("length", [(1 << 63) - 1, (1 << 64) - 1, 1 << 62])
def test_a_film_whose_boxes_are_longer_than_any_file_is_broken_and_no_more(
    tmp_path: Path, out: Path, decoder: Decoder, length: int
) -> None:
    path = tmp_path / "far.mp4"
    box = struct.pack(">I4sQ", 1, b"free", length)
    path.write_bytes(b"\0\0\0\x10ftypisom\0\0\0\0" + box + bytes(64))
    decoder.sniff(path)
    for ask in (lambda: decoder.av(path), lambda: decoder.poster(path, out)):
        with pytest.raises(MediaError) as refused:
            ask()
        assert refused.value.kind is MediaErrorKind.unreadable


def make_jpeg(path: Path) -> Path:
    path.write_bytes(samples.encoded(samples.busy(), "JPEG"))
    return path


def make_tiff(path: Path) -> Path:
    """Compressed, so that a library reads it by the descriptor, past Python."""
    path.write_bytes(samples.encoded(samples.busy(), "TIFF", compression="tiff_lzw"))
    return path


READS: list[tuple[Callable[[Path], Path], Callable[[Path, Path], object]]] = [
    (make_jpeg, images.image),
    (make_tiff, images.image),
    (samples.film, lambda path, _: audiovisual.av_facts(path)),
    (samples.film, posters.poster),
    (samples.tone, lambda path, _: audiovisual.waveform(path)),
    (lambda path: samples.paper(path, "Dear Rosa"), documents.pdf),
    (make_jpeg, lambda path, _: signatures.sniff(path)),
]


@pytest.mark.parametrize(("make", "read"), READS)
def test_a_disk_that_cannot_be_read_is_the_machines_fault_whatever_reads_it(
    tmp_path: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], Path],
    read: Callable[[Path, Path], object],
) -> None:
    path = make(tmp_path / "good.mp4")
    read(path, out)

    def fail(descriptor: int, count: int, at: int) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "pread", fail)
    if read is documents.pdf or make is make_tiff:
        # What a library reads past Python fails as damage does: here by damage itself.
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    with pytest.raises(MachineFault) as fault:
        read(path, out)
    assert fault.value.errno == errno.EIO


def test_what_was_read_well_is_never_blamed_on_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    with reading(path) as file:
        assert (file.read(2), file.tell(), file.seek(0, os.SEEK_END)) == (b"ab", 2, 3)
        file.seek(1 << 62)
        assert file.read(10) == b""
    with pytest.raises(MediaError), reading(path):
        raise OSError(errno.EINVAL, "a decoder's own idea")
    with pytest.raises(OSError, match="No space") as full, reading(path):
        raise OSError(errno.ENOSPC, "No space left")
    assert not isinstance(full.value, MachineFault)
    with pytest.raises(ValueError, match="before the beginning"), reading(path) as file:
        file.seek(-1)


def test_a_file_that_cannot_be_opened_is_the_machines_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), (tmp_path / "gone").open("rb"):
        pass
    with pytest.raises(MachineFault) as fault, reading(tmp_path / "gone"):
        pass
    assert fault.value.errno == errno.ENOENT


def test_no_descriptor_is_left_open(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "far.tif"
    path.write_bytes(bigtiff(FAR[0]))
    before = len(os.listdir("/dev/fd"))
    for _ in range(3):
        with pytest.raises(MediaError):
            images.image(path, out)
    assert len(os.listdir("/dev/fd")) == before
