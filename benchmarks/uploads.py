"""Memory of the web process while 2 GB are uploaded; it must not hold the file.

The client sends 8 MiB parts through the product's own protocol, one after the other. Reported is
the growth of the web process's resident memory from before the first part to its highest point.
Set CHEST_BENCH_BYTES for another size.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import psutil

from tests.app_server import AppServer, wait_for_setup

SIZE = int(os.environ.get("CHEST_BENCH_BYTES", 2 * 1024**3))
TARGET_MIB = 60  # a few parts under way, whatever the file's size
MIB = 1024**2


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder) / "data", env={"CHEST_WORKER": "external"}).start()
        try:
            return _measure(server)
        finally:
            server.stop()


def _measure(server: AppServer) -> int:
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    with closing(wait_for_setup(server)) as client:
        chest = client.post("/api/chests", json={"name": "Rosa Almeida"}).raise_for_status().json()
        ticket = client.post(
            "/api/uploads", json={"chest_id": chest["id"], "name": "film.mp4", "size": SIZE}
        )
        ticket.raise_for_status()
        upload = ticket.json()
        before = process.memory_info().rss
        peak = [before]
        stop = threading.Event()

        def watch() -> None:
            while not stop.wait(0.05):
                peak[0] = max(peak[0], process.memory_info().rss)

        watcher = threading.Thread(target=watch)
        watcher.start()
        started = time.perf_counter()
        try:
            for n in range(1, upload["parts"] + 1):
                size = min(upload["part_size"], SIZE - (n - 1) * upload["part_size"])
                part = os.urandom(MIB) * (size // MIB) + bytes(size % MIB)
                body = [{"n": n, "sha256": sha256(part).hexdigest()}]
                address = f"/api/uploads/{upload['id']}/parts"
                (target,) = client.post(address, json=body).raise_for_status().json()
                client.put(
                    target["url"], content=part, headers=target["headers"]
                ).raise_for_status()
            client.post(f"/api/uploads/{upload['id']}/complete").raise_for_status()
        finally:
            stop.set()
            watcher.join()
        seconds = time.perf_counter() - started
    grown = (peak[0] - before) / MIB
    print(f"{'size':>10} {'seconds':>8} {'before':>9} {'peak':>9} {'growth':>9}   target")
    print(
        f"{SIZE / MIB:>6.0f} MiB {seconds:>8.1f} {before / MIB:>5.0f} MiB {peak[0] / MIB:>5.0f} MiB"
        f" {grown:>5.1f} MiB   ≤ {TARGET_MIB} MiB"
    )
    return 0 if grown <= TARGET_MIB else 1
