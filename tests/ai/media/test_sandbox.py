from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # ships no types
import pytest

from ai.media import (
    Decoder,
    DecoderUnavailable,
    ImageFacts,
    MediaError,
    MediaErrorKind,
    wire,
)
from tests.ai.media import samples

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def own() -> Iterator[Decoder]:
    """A decoder that no other test shares."""
    with Decoder() as decoder:
        yield decoder


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo"
    path.write_bytes(samples.encoded(samples.corners(), "JPEG"))
    return path


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A legitimate black picture of 289 megapixels, which takes its time and its memory."""
    return samples.png_of_zeros(tmp_path / "slow.png", (17_000, 17_000))


def children() -> set[psutil.Process]:
    """The decoding processes of this test run."""
    found = set()
    for child in psutil.Process().children(recursive=True):
        try:
            if "ai.media.process" in child.cmdline():
                found.add(child)
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return found


def child_of(decoder: Decoder, photo: Path, out: Path) -> psutil.Process:
    before = children()
    decoder.image(photo, out)
    (child,) = children() - before
    return child


def gone(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def waited_for(what: Any, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while not what() and time.monotonic() < until:
        time.sleep(0.02)
    return bool(what())


def test_one_process_serves_many_files(own: Decoder, photo: Path, out: Path) -> None:
    child = child_of(own, photo, out)
    others = children() - {child}
    for _ in range(5):
        own.image(photo, out)
        own.sniff(photo)
    assert children() - others == {child}


def test_a_file_that_is_only_broken_costs_no_process(
    own: Decoder, photo: Path, tmp_path: Path, out: Path
) -> None:
    child = child_of(own, photo, out)
    others = children() - {child}
    bad = tmp_path / "bad"
    for data in (b"\xff\xd8\xff\xe0" + bytes(50), b"%PDF-1.4", b"\0\0\0\x10ftypisom" + bytes(40)):
        bad.write_bytes(data)
        for ask in (own.image, own.pdf, own.poster, own.without_place):
            with pytest.raises(MediaError) as refused:
                ask(bad, out / "copy" if ask == own.without_place else out)
            assert refused.value.kind is not MediaErrorKind.crashed
        assert children() - others == {child}
    own.image(photo, out)
    assert children() - others == {child}


def test_a_process_is_replaced_after_a_surprise(
    own: Decoder, photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = child_of(own, photo, out)
    with pytest.raises(MediaError) as refused:
        own._call("image", photo, out, nobody_knows_this=1)
    assert refused.value.kind is MediaErrorKind.crashed
    assert gone(child.pid)
    own.image(photo, out)


def test_a_process_is_replaced_after_its_share_of_files(
    own: Decoder, photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ai.media.child._FILES_PER_PROCESS", 2)
    child = child_of(own, photo, out)
    own.image(photo, out)
    assert gone(child.pid)
    own.image(photo, out)


def test_a_process_that_has_grown_is_replaced(
    own: Decoder, photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ai.media.child._GROWN_BYTES", 1024)
    before = children()
    own.image(photo, out)
    assert children() == before


def test_the_memory_limit_holds_and_the_next_file_works(photo: Path, slow: Path, out: Path) -> None:
    with Decoder(memory_bytes=256 * 1024 * 1024) as decoder:
        with pytest.raises(MediaError) as refused:
            decoder.image(slow, out)
        assert refused.value.kind is MediaErrorKind.too_large
        decoder.image(photo, out)


def test_a_picture_of_289_megapixels_opens_under_the_default_limit(
    own: Decoder, slow: Path, out: Path
) -> None:
    facts, made = own.image(slow, out)
    assert (facts.width, made.preview.width) == (17_000, 1600)


def test_the_time_limit_holds_and_the_next_file_works(photo: Path, slow: Path, out: Path) -> None:
    with Decoder(seconds=0.001) as decoder:
        with pytest.raises(MediaError) as refused:
            decoder.image(slow, out)
        assert refused.value.kind is MediaErrorKind.timeout
    with Decoder() as decoder:
        decoder.image(photo, out)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (signal.SIGKILL, MediaErrorKind.crashed),
        (signal.SIGSEGV, MediaErrorKind.crashed),
        (signal.SIGXCPU, MediaErrorKind.timeout),
    ],
)
def test_a_process_that_dies_of_a_file_is_told_and_the_next_file_works(
    own: Decoder, photo: Path, out: Path, number: signal.Signals, kind: MediaErrorKind
) -> None:
    child = child_of(own, photo, out)
    child.suspend()  # it will have the request and not answer

    def strike() -> None:
        child.send_signal(number)
        if number is not signal.SIGKILL:  # which needs no waking, and may be over by now
            child.resume()

    timer = threading.Timer(1.0, strike)
    timer.start()
    with pytest.raises(MediaError) as refused:
        own.image(photo, out)
    timer.join()
    assert refused.value.kind is kind
    own.image(photo, out)


def test_a_process_that_died_in_its_sleep_is_replaced(own: Decoder, photo: Path, out: Path) -> None:
    child = child_of(own, photo, out)
    child.kill()
    assert waited_for(lambda: gone(child.pid))
    own.image(photo, out)


PARENT = """
import os, sys, threading, time
from pathlib import Path
from ai.media import Decoder

decoder = Decoder()
photo, slow, out = (Path(name) for name in sys.argv[1:])
decoder.image(photo, out)
(process,) = decoder._idle
print(process._process.pid, flush=True)
threading.Thread(target=decoder.image, args=(slow, out), daemon=True).start()
time.sleep({wait})
os.kill(os.getpid(), {number})
time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("wait", [0.0, 0.3])
def test_the_process_dies_with_its_parent_also_in_the_middle_of_a_file(
    photo: Path, slow: Path, out: Path, wait: float, number: signal.Signals
) -> None:
    script = PARENT.format(wait=wait, number=int(number))
    command = [sys.executable, "-c", script, str(photo), str(slow), str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == -number, done.stderr
    assert waited_for(lambda: gone(int(done.stdout)))


def test_the_process_dies_although_its_decoder_never_lets_go_of_the_interpreter() -> None:
    """The kernel ends it; no code of ours gets to run."""
    script = """
import os, re, sys
from ai.lifeline import die_with_parent
die_with_parent(int(sys.argv[1]))
print(os.getpid(), flush=True)
re.match(r"(a+)+$", "a" * 60 + "b")
"""
    listening, lifeline = os.pipe()
    command = [sys.executable, "-c", script, str(listening)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, pass_fds=[listening], text=True
    ) as child:
        os.close(listening)
        assert child.stdout is not None
        assert child.stdout.readline().strip() == str(child.pid)
        assert child.poll() is None
        os.close(lifeline)
        assert child.wait(60) == -signal.SIGIO


def test_a_closed_decoder_leaves_no_process_and_opens_no_file(photo: Path, out: Path) -> None:
    before = children()
    decoder = Decoder(processes=2)
    decoder.image(photo, out)
    decoder.close()
    decoder.close()
    assert children() == before
    with pytest.raises(RuntimeError, match="closed"):
        decoder.image(photo, out)
    assert children() == before


def test_closing_ends_a_call_under_way_without_blaming_the_file(photo: Path, out: Path) -> None:
    decoder = Decoder()
    child = child_of(decoder, photo, out)
    child.suspend()
    timer = threading.Timer(1.0, decoder.close)
    timer.start()
    with pytest.raises(RuntimeError, match="closed"):
        decoder.image(photo, out)
    timer.join()
    assert gone(child.pid)


def test_threads_share_a_decoder(tmp_path: Path) -> None:
    sizes = [(40 + number, 30) for number in range(24)]

    def shown(size: tuple[int, int]) -> tuple[int, int]:
        folder = tmp_path / str(size[0])
        folder.mkdir()
        path = folder / "photo"
        path.write_bytes(samples.encoded(samples.corners(size), "PNG"))
        facts, made = decoder.image(path, folder)
        assert (made.preview.width, made.preview.height) == (facts.width, facts.height)
        return facts.width, facts.height

    before = children()
    with Decoder(processes=2) as decoder, ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shown, sizes)) == sizes
        assert 1 <= len(children() - before) <= 2


def test_a_file_name_is_only_a_name(tmp_path: Path, own: Decoder) -> None:
    for name in ("a b.jpg", "$(touch owned);`touch owned`", "--help", "concat:x|y", "%03d.jpg",
                 "new\nline", "'\"\\", "\udcff\udcfe"):  # fmt: skip
        folder = tmp_path / f"{name}-out"
        folder.mkdir()
        path = tmp_path / name
        path.write_bytes(samples.encoded(samples.corners(), "JPEG"))
        facts, made = own.image(path, folder)
        assert (facts.width, made.preview.path.parent) == (96, folder)
        path.write_bytes(samples.recording(tmp_path / "v.mp3", "libmp3lame").read_bytes())
        assert own.av(path).audio_codec == "mp3float"
        assert own.without_place(path, folder / name) == folder / name
    assert not (ROOT / "owned").exists()


def test_a_relative_path_means_what_it_meant_to_the_caller(
    photo: Path, out: Path, own: Decoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(photo.parent)
    _, made = own.image(Path(photo.name), Path(out.name))
    assert made.preview.path.stat().st_size == made.preview.bytes


def test_the_process_knows_no_secret_of_its_parent(
    own: Decoder, photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEST_SECRET_KEY", "do not tell")
    child = child_of(own, photo, out)
    assert not [name for name in child.environ() if "CHEST" in name]
    assert "do not tell" not in str(child.environ())


def test_what_is_no_file_is_refused_before_anybody_opens_it(
    tmp_path: Path, out: Path, own: Decoder
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, Path("/dev/zero")):
        with pytest.raises(MediaError) as refused:
            own.image(path, out)
        assert refused.value.kind is MediaErrorKind.unsupported


def test_the_machine_is_blamed_for_its_own_faults(
    tmp_path: Path, photo: Path, own: Decoder
) -> None:
    with pytest.raises(FileNotFoundError):
        own.image(tmp_path / "gone", tmp_path)
    with pytest.raises(FileNotFoundError):
        own.image(photo, tmp_path / "no such folder")
    with pytest.raises(FileNotFoundError):
        own.without_place(photo, tmp_path / "no such folder" / "copy")
    sound = samples.recording(tmp_path / "v.mp3", "libmp3lame")
    with pytest.raises(FileNotFoundError):
        own.without_place(sound, tmp_path / "no such folder" / "copy")


def test_a_full_disk_is_not_a_damaged_file(tmp_path: Path, photo: Path, own: Decoder) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("This system has no /dev/full, a disk that is always full.")
    (tmp_path / "preview.jpg").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        own.image(photo, tmp_path)
    (tmp_path / "copy").symlink_to("/dev/full")
    film = samples.film(tmp_path / "film.mp4")
    with pytest.raises(OSError, match="No space left"):
        own.without_place(film, tmp_path / "copy")


def test_a_decoder_that_cannot_start_blames_no_file(
    photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Decoder() as decoder, pytest.raises(DecoderUnavailable, match="does not start"):
        decoder.image(photo, out)


def test_the_parent_loads_no_decoder() -> None:
    decoders = {"PIL", "av", "numpy", "pypdfium2", "magic", "pillow_heif"}
    script = f"import sys, ai.media; print(sorted({decoders} & set(sys.modules)))"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {"width": "wide"},
        {"width": 1, "height": True},
        {"width": 1, "height": 1, "latitude": "north"},
        {"width": 1, "height": 1, "latitude": 1e999},
        {"width": 1, "height": 1, "taken": ["2019"]},
        {"width": 1, "height": 1, "frames": 1.5},
    ],
)
def test_a_garbled_answer_is_a_crash_and_not_a_fact(answer: object) -> None:
    with pytest.raises(MediaError) as refused:
        wire.facts(ImageFacts, answer)
    assert refused.value.kind is MediaErrorKind.crashed


def test_a_picture_that_was_only_promised_is_a_crash(out: Path) -> None:
    promised = {"preview": {"width": 1, "height": 1}, "thumb": {"width": 1, "height": 1}}
    with pytest.raises(MediaError):
        wire.derivatives({**promised, "blur": "data:image/webp;base64,"}, out)


def test_a_blur_is_nothing_but_a_picture(out: Path) -> None:
    for name in ("preview.jpg", "thumb.webp"):
        (out / name).touch()
    answer = {"preview": {"width": 1, "height": 1}, "thumb": {"width": 1, "height": 1}}
    for blur in ("javascript:alert(1)", 'data:image/webp;base64,"><script>', "data:" + "x" * 5000):
        with pytest.raises(MediaError):
            wire.derivatives({**answer, "blur": blur}, out)


@pytest.mark.parametrize("kind", list(MediaErrorKind))
def test_every_error_is_a_sentence_that_says_what_to_do(kind: MediaErrorKind) -> None:
    sentence = str(MediaError(kind, "libfoo: 0xdeadbeef"))
    assert "0xdeadbeef" not in sentence
    assert sentence.endswith(".")
    assert "You can" in sentence or "Please" in sentence
