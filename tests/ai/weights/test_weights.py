"""How models come, and what is known of them: over real connections, on a real disk."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ai.base import ProviderError, UnknownProviderError
from ai.weights.catalogue import CATALOGUE, Model, WeightFile, get_model
from ai.weights.download import download, forget
from ai.weights.folder import Progress, WeightsFolder, say_size
from tests.models.tiny import lay_out

CONTENT = {"config.json": b'{"a": 1}', "model.bin": bytes(range(256)) * 8192}


def describe(content: dict[str, bytes]) -> Model:
    files = tuple(
        WeightFile(name, len(body), hashlib.sha256(body).hexdigest())
        for name, body in content.items()
    )
    return Model("toy", "transcribe", "Toy", "http://nowhere.invalid", files, "MIT")


MODELS = {"toy": describe(CONTENT)}


class Hub:
    """A server of files. It cuts an answer after `cut_after` bytes, so many times as `cuts`."""

    def __init__(self) -> None:
        self.content = dict(CONTENT)
        self.cuts, self.cut_after, self.status = 0, 700_000, 0
        self.knows_ranges = True
        self.asked: list[tuple[str, str | None]] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.home = f"http://127.0.0.1:{self.server.server_port}/toy"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        name, wanted = handler.path.rpartition("/")[2], handler.headers.get("Range")
        self.asked.append((name, wanted))
        if self.status:
            handler.send_error(self.status)
            return
        body, first = self.content[name], 0
        if wanted and self.knows_ranges:
            first = int(wanted.removeprefix("bytes=").rstrip("-"))
        handler.send_response(206 if first else 200)
        handler.send_header("Content-Length", str(len(body) - first))
        handler.end_headers()
        rest = body[first:]
        if self.cuts and len(rest) > self.cut_after:
            self.cuts -= 1
            handler.wfile.write(rest[: self.cut_after])
            handler.wfile.flush()
            handler.connection.close()
            return
        handler.wfile.write(rest)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with closing(Hub()) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> WeightsFolder:
    return WeightsFolder(tmp_path / "models", MODELS)


def is_whole(folder: WeightsFolder) -> bool:
    return all((folder.path / "toy" / n).read_bytes() == body for n, body in CONTENT.items())


def test_a_model_comes_whole_with_its_progress(hub: Hub, folder: WeightsFolder) -> None:
    assert folder.state("toy") == "absent"
    seen: list[Progress] = []
    states: set[str] = set()

    def note(now: Progress) -> None:
        seen.append(now)
        states.add(folder.state("toy"))

    place = download(folder, "toy", home=hub.home, progress=note)
    assert place == folder.find("toy") == folder.verify("toy")
    assert is_whole(folder)
    assert states == {"downloading"}
    assert folder.state("toy") == "ready"
    assert [now.done for now in seen] == sorted(now.done for now in seen)
    assert seen[-1] == Progress(MODELS["toy"].size, MODELS["toy"].size)


def test_a_cut_connection_goes_on_where_it_was_cut(hub: Hub, folder: WeightsFolder) -> None:
    hub.cuts = 2
    download(folder, "toy", home=hub.home, pause=0)
    assert is_whole(folder)
    ranges = [wanted for name, wanted in hub.asked if name == "model.bin"]
    assert ranges[0] is None
    assert all(wanted is not None for wanted in ranges[1:])
    assert len(ranges) == 3


def test_a_server_that_knows_no_ranges_sends_all_of_it_again(
    hub: Hub, folder: WeightsFolder
) -> None:
    hub.cuts, hub.knows_ranges = 1, False
    download(folder, "toy", home=hub.home, pause=0)
    assert is_whole(folder)


class Stopped(Exception):
    pass


def test_a_download_that_was_stopped_is_resumed_later(hub: Hub, folder: WeightsFolder) -> None:
    def stop(now: Progress) -> None:
        if now.done > 1_000_000:
            raise Stopped

    with pytest.raises(Stopped):
        download(folder, "toy", home=hub.home, progress=stop)
    assert folder.state("toy") == "absent"
    kept = folder.count_partial(MODELS["toy"])
    assert kept > 1_000_000
    hub.asked.clear()
    download(folder, "toy", home=hub.home)
    assert is_whole(folder)
    (wanted,) = [wanted for name, wanted in hub.asked if name == "model.bin"]
    assert wanted == f"bytes={kept - len(CONTENT['config.json'])}-"


def test_wrong_bytes_are_thrown_away_and_nothing_is_put_in_place(
    hub: Hub, folder: WeightsFolder
) -> None:
    hub.content["model.bin"] = hub.content["model.bin"][:-1] + b"!"
    with pytest.raises(ProviderError, match="other bytes than its publisher's") as refusal:
        download(folder, "toy", home=hub.home)
    assert refusal.value.kind == "malformed"
    assert folder.state("toy") == "absent"
    hub.content = dict(CONTENT)
    download(folder, "toy", home=hub.home)
    assert is_whole(folder)


@pytest.mark.parametrize(("status", "kind"), [(404, "request"), (403, "request"), (503, "network")])
def test_a_refusal_is_told_in_a_sentence(
    hub: Hub, folder: WeightsFolder, status: int, kind: str
) -> None:
    hub.status = status
    with pytest.raises(ProviderError, match="could not be downloaded") as refusal:
        download(folder, "toy", home=hub.home, pause=0)
    assert refusal.value.kind == kind


def test_without_a_network_the_way_by_a_folder_is_named(folder: WeightsFolder, hub: Hub) -> None:
    home = hub.home
    hub.close()
    with pytest.raises(ProviderError, match="take the model from a folder") as refusal:
        download(folder, "toy", home=home, pause=0)
    assert refusal.value.kind == "network"


def test_a_disk_without_room_is_told_before_anything_comes(hub: Hub, tmp_path: Path) -> None:
    huge = WeightFile("model.bin", 1 << 60, "0" * 64)
    model = Model("huge", "transcribe", "Huge", hub.home, (huge,), "MIT")
    with pytest.raises(ProviderError, match="not enough room on the disk"):
        download(WeightsFolder(tmp_path, {"huge": model}), "huge", home=hub.home)
    assert hub.asked == []


def test_two_downloads_of_one_model_do_not_meet(hub: Hub, folder: WeightsFolder) -> None:
    refusals: list[ProviderError] = []

    def meet(_now: Progress) -> None:
        with pytest.raises(ProviderError) as refusal:
            download(folder, "toy", home=hub.home)
        refusals.append(refusal.value)

    download(folder, "toy", home=hub.home, progress=meet)
    assert {refusal.kind for refusal in refusals} == {"overloaded"}
    assert is_whole(folder)


def test_what_changed_on_the_disk_is_found_and_only_what_changed_is_read_again(
    hub: Hub, folder: WeightsFolder
) -> None:
    place = download(folder, "toy", home=hub.home)
    file = place / "model.bin"
    told = file.stat()
    body = file.read_bytes()
    file.write_bytes(body[:-1] + b"!")
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
    folder.verify("toy")  # size and time are what they were: believed
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns + 1))
    with pytest.raises(ProviderError, match=r"model.bin is not what it was") as refusal:
        folder.verify("toy")
    assert refusal.value.kind == "damaged"
    file.write_bytes(body)
    assert folder.verify("toy") == place
    file.unlink()
    assert folder.state("toy") == "damaged"


def test_a_damaged_model_is_downloaded_anew(hub: Hub, folder: WeightsFolder) -> None:
    place = download(folder, "toy", home=hub.home)
    (place / "model.bin").write_bytes(b"short")
    download(folder, "toy", home=hub.home)
    assert is_whole(folder)
    forget(folder, "toy")
    assert folder.state("toy") == "absent"


def test_a_folder_of_ones_own_is_taken_if_it_holds_such_a_model(tmp_path: Path) -> None:
    source = lay_out(tmp_path) / "whisper-tiny"
    folder = WeightsFolder(tmp_path / "others")
    (source / "own.json").unlink()
    assert folder.take("whisper-tiny", source) is False  # not the published one: taken as it is
    assert folder.verify("whisper-tiny").is_dir()
    file = folder.path / "whisper-tiny" / "model.bin"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ProviderError, match="is not what it was"):
        folder.verify("whisper-tiny")


def test_a_folder_with_something_else_is_refused_with_what_it_is(tmp_path: Path) -> None:
    source = lay_out(tmp_path) / "whisper-tiny"
    folder = WeightsFolder(tmp_path / "others")
    with pytest.raises(ProviderError, match="is no folder"):
        folder.take("whisper-tiny", tmp_path / "nowhere")
    other = tmp_path / "other"
    shutil.copytree(source, other)
    body = (other / "model.bin").read_bytes()
    (other / "model.bin").write_bytes(body.replace(b"WhisperSpec", b"Translation", 1))
    with pytest.raises(ProviderError, match=r"another kind \(Translation\)"):
        folder.take("whisper-tiny", other)
    (other / "model.bin").write_bytes(b"\xff" * 5000)
    with pytest.raises(ProviderError, match="damaged or something else"):
        folder.take("whisper-tiny", other)
    (other / "model.bin").unlink()
    with pytest.raises(ProviderError, match=r"model.bin is missing"):
        folder.take("whisper-tiny", other)
    assert folder.state("whisper-tiny") == "absent"


def test_the_table_is_whole() -> None:
    for name, model in CATALOGUE.items():
        assert name == model.name
        assert model.home.startswith("https://")
        assert {"config.json", "model.bin"} <= {file.name for file in model.files}
        for file in model.files:
            assert len(file.sha256) == 64
            assert file.size > 0
        parts = {name for package in model.packages for name in package.parts}
        assert not parts or parts == {file.name for file in model.files}


def test_an_unknown_model_is_refused_with_what_was_probably_meant() -> None:
    with pytest.raises(UnknownProviderError, match="Did you mean whisper-base"):
        get_model("whisper-bsae")


@pytest.mark.parametrize(
    ("size", "said"), [(145217532, "145 MB"), (3087284237, "3.1 GB"), (9, "1 MB")]
)
def test_sizes_are_said_as_people_buy_disks(size: int, said: str) -> None:
    assert say_size(size) == said
