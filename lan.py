"""Serves the chest to the home network, for as long as this runs: `make run HOST=lan`.

    python lan.py                    at this computer's address on the home network
    python lan.py 192.168.1.20       at this of its addresses
    python lan.py --port 8502        at another port than 8501

Prints the address and its code for a phone's camera. This computer's own http://localhost is served
too, and no other network: only there do browsers give a microphone without https, and what is typed
there, such as the setup code, does not cross the network. Without a home network it says why, and
serves this computer only. Ends with 64 for an address or a port that cannot be had.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import socket
import sys
from collections.abc import Sequence

import uvicorn

from api.opening import tell_operator
from chest.cli.opening import read_settings
from chest.errors import ChestError, SettingsError
from chest.security.addresses import base_url, gives_microphone
from chest.security.home_network import (
    Choice,
    check_address,
    choose_address,
    list_interfaces,
    list_outgoing,
)
from chest.sharing.codes import terminal_code

CANNOT_SERVE = 64
PORT = 8501


class LanServer(uvicorn.Server):
    """A server that says where it is once it is there."""

    def __init__(self, config: uvicorn.Config, *, told: Sequence[str]) -> None:
        super().__init__(config)
        self._told = told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            tell_operator(*self._told)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        public_url = read_settings().public_url
        choice = _choose(options.address)
        sockets = [_listen("127.0.0.1", options.port)]
        if choice.address is not None:
            sockets.append(_listen(choice.address, options.port))
    except ChestError as error:
        print(error.sentence, file=sys.stderr)
        return CANNOT_SERVE
    url = public_url
    if choice.address is not None and not public_url:
        url = base_url("", scheme="http", host=choice.address, port=options.port)
        os.environ["CHEST_PUBLIC_URL"] = (
            url  # for the application, which starts here, and its worker
        )
    os.environ["STREAMLIT_SERVER_PORT"] = str(options.port)
    told = say_where(choice, url=url, port=options.port, is_wsl=_is_wsl())
    # As `streamlit run` sets its own, but quiet: what is printed has to stay in sight.
    config = uvicorn.Config(
        "app:app", access_log=False, log_level="warning", ws="websockets-sansio", use_colors=False
    )
    server = LanServer(config, told=told)
    with contextlib.suppress(KeyboardInterrupt):  # raised once more when all is put away
        server.run(sockets=sockets)
    return 0 if server.started else CANNOT_SERVE


def say_where(choice: Choice, *, url: str, port: int, is_wsl: bool = False) -> list[str]:
    """The lines for whoever started it: where the chest is, for whom, and what that means. `url` is
    what links begin with, or "" where nothing but this computer's address is left."""
    here = f"http://localhost:{port}"
    if choice.address is None:
        return [choice.why_not, f"On this computer it is at {here}"]
    lines = [
        f"On this computer  {here}",
        f"On other devices  {url}",
        "",
        "On a phone of your own in the same home network (the same Wi-Fi), look at this with the "
        "camera. Relatives get a link of their own, with its code, on the page Share:",
        "",
        *terminal_code(url).splitlines(),
        "",
        f"Links that you make on the page Share begin with {url}.",
        "They work in this home network, while this window stays open and the computer is awake.",
        "If a phone finds nothing here, this computer's firewall may be in the way: let it take "
        f"port {port}.",
    ]
    if not gives_microphone(url):
        lines += [
            "There is no https here: others in this network could read along, and browsers on "
            "other devices give no microphone.",
            f"On this computer, at {here}, nothing crosses the network: enter the setup code "
            "there, and record there.",
        ]
    if choice.others:
        lines.append(
            f"It is also in a network as {' and '.join(choice.others)}, and not served there. To "
            f"serve that instead: make run HOST={choice.others[0]}"
        )
    if is_wsl:
        lines.append(
            "This is Linux within Windows (WSL): other devices come in only once Windows lets "
            "them through; the README says how."
        )
    return lines


def _choose(named: str) -> Choice:
    interfaces = list_interfaces()
    if named == "lan":
        return choose_address(interfaces, outgoing=list_outgoing())
    choice = check_address(named, interfaces)
    if choice.address is None:
        raise SettingsError(choice.why_not)
    return choice


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"Port {port} of {host} cannot be had ({error.strerror}). Perhaps the chest runs "
            f"already. Stop it, or choose another port: make run HOST=lan PORT={port + 1}"
        ) from error


def _is_wsl() -> bool:
    return "microsoft" in platform.release().lower()


def _port(words: str) -> int:
    number = int(words)
    if not 0 < number < 65_536:
        raise ValueError(words)
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python lan.py", description="Serve the chest to the home network."
    )
    parser.add_argument(
        "address",
        nargs="?",
        default="lan",
        metavar="ADDRESS",
        help="an address of this computer; without it, the one on the home network",
    )
    parser.add_argument("--port", type=_port, default=PORT)
    return parser


if __name__ == "__main__":
    sys.exit(main())
