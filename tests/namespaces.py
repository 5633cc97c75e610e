"""Machines of a network, as the kernel keeps several apart on one: network namespaces."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import pytest

from tests.conftest import missing

_CLONE_NEWNET = 0x40000000


class Network:
    """Machines that are made here, and are gone with all their ways when it is closed."""

    def __init__(self) -> None:
        self._machines: list[str] = []

    def machine(self) -> str:
        """A new one that knows only itself."""
        name = f"chest-{token_hex(4)}"
        self._say("netns", "add", name)
        self._machines.append(name)
        self._say("-n", name, "link", "set", "lo", "up")
        return name

    def join(self, one: str, other: str, *, called: str, addresses: tuple[str, str]) -> None:
        """A cable between two machines, plugged in at an interface of this name at both ends."""
        ends = ["netns", other]
        self._say("link", "add", called, "netns", one, "type", "veth", "peer", called, *ends)
        for machine, address in zip((one, other), addresses, strict=True):
            # Without the wait in which IPv6 asks whether somebody has the address already.
            more = ["nodad"] if ":" in address else []
            self._say("-n", machine, "addr", "add", address, "dev", called, *more)
            self._say("-n", machine, "link", "set", called, "up")

    def leave_by(self, machine: str, gateway: str) -> None:
        """Where everything else lies, for this machine."""
        self._say("-n", machine, "route", "add", "default", "via", gateway)

    def close(self) -> None:
        while self._machines:
            self._say("netns", "del", self._machines.pop())

    def _say(self, *words: str) -> None:
        subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


def open_network() -> Network:
    """A network to make machines in; skips where there can be none."""
    if shutil.which("ip") is None:
        missing("ip (of iproute2) was not found: no second machine to open the chest from.")
    network = Network()
    try:
        one, other = network.machine(), network.machine()
        network.join(one, other, called="try0", addresses=("10.0.0.1/24", "10.0.0.2/24"))
    except subprocess.CalledProcessError as error:
        # In CI too: whether a kernel lets somebody make one is nothing that could be installed.
        pytest.skip(f"No network namespace can be made here, which takes root: {error.stderr}")
    finally:
        network.close()
    return network


@contextmanager
def at(machine: str) -> Iterator[None]:
    """Sockets and processes that this thread begins in this block are that machine's."""
    with (
        Path("/proc/thread-self/ns/net").open() as here,
        Path("/run/netns", machine).open() as there,
    ):
        _move(there.fileno())
        try:
            yield
        finally:
            _move(here.fileno())


def _move(namespace: int) -> None:
    # os.setns came with Python 3.12.
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, _CLONE_NEWNET) != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
