"""The real application in a process of its own, as a person or a proxy would start it."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[1]
SETUP_CODE = "TEST-CODE-0001"
STARTS_WITHIN = 90  # seconds; a cold start beside other tests


# Below the ports that the kernel lends to whoever asks for any, and each process of a run begins
# elsewhere: until its server has started, nobody else is given the same.
_FIRST_PORT, _PORTS, _PORTS_OF_ONE = 11_000, 20_000, 100
_next_port = itertools.count(os.getpid() * _PORTS_OF_ONE)


def free_port() -> int:
    """A port on which nobody listens, and that is given to nobody else for now."""
    for number in itertools.islice(_next_port, _PORTS):
        port = _FIRST_PORT + number % _PORTS
        with socket.socket() as opened:
            # As servers do: what was closed a moment ago is free.
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                opened.bind(("127.0.0.1", port))
                return port
    raise RuntimeError("No port is free.")


@dataclass
class AppServer:
    """`streamlit run app.py` (or uvicorn, or lan.py) on a free port, with its own data directory.

    `restart()` keeps port and data, as after a crash. Its output goes to `log`.
    """

    data_dir: Path
    runner: str = "streamlit"  # streamlit | uvicorn | lan
    env: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.data_dir.parent / f"{self.data_dir.name}.log"

    def start(self) -> AppServer:
        env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("CHEST_")},
            "CHEST_DATA_DIR": str(self.data_dir),
            "CHEST_SETUP_CODE": SETUP_CODE,
            "PYTHONUNBUFFERED": "1",
            # Reading every picture of every server would take a quarter of the machine; whoever is
            # about that switches it on.
            "CHEST_UNDERSTANDING": "off",
            **self.env,
        }
        if self.runner == "streamlit":
            command = [sys.executable, "-m", "streamlit", "run", "app.py"]
            command += ["--server.port", str(self.port)]
        elif self.runner == "lan":
            command = [sys.executable, "lan.py", "--port", str(self.port)]
        else:
            command = [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1"]
            command += ["--port", str(self.port), "--no-access-log"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        self._wait()
        return self

    def stop(self) -> None:
        """End it as an operator would, and wait."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process = None

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None

    def cut_the_power(self) -> None:
        """Like `kill`, and its worker with it: one that ends by itself tidies the database up."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children(recursive=True)
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        self.kill()
        psutil.wait_procs(children, timeout=20)

    def restart(self) -> AppServer:
        self.stop()
        return self.start()

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            assert self.process is not None
            if self.process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.2)
        tail = self.log.read_text(errors="replace")[-4000:]
        raise RuntimeError(f"The application did not start:\n{tail}")


def wait_for_setup(server: AppServer, *, email: str = "ana@example.org") -> httpx.Client:
    """A client that is signed in as the first account of a new installation."""
    client = httpx.Client(base_url=server.url, timeout=90, headers={"Origin": server.url})
    answer = client.post(
        "/api/auth/signup",
        json={
            "email": email,
            "password": "a short sentence",
            "name": "Ana",
            "setup_code": SETUP_CODE,
        },
    )
    answer.raise_for_status()
    return client
