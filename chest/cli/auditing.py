"""`audit`: whether the record of deeds is as it was written, and the hash of its end."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from uuid import UUID

from sqlmodel import select

from chest.access.chain import INSTALLATION
from chest.access.proving import Fault, Proof, Trouble, prove
from chest.cli.chests import find_chest
from chest.cli.opening import open_kept
from chest.errors import Invalid
from chest.library import Library
from chest.models import Chest
from chest.settings import Settings

_HASH = re.compile(r"[0-9a-f]{64}")

_SAID = {
    Fault.changed: "is not what was written there, or something before it was exchanged",
    Fault.removed: "was removed",
    Fault.inserted: "was put in afterwards",
    Fault.cut_off: "is missing, and all after it: the end was cut off",
    Fault.beginning: "is named as the last that went after its period, and no line tells of that",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify", "head"], help="prove it, or print its end")
    parser.add_argument(
        "chest", metavar="CHEST", nargs="?", help="one chest only: its id, or enough of the name"
    )
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="HASH",
        help="a hash that `audit head` once printed and that must still be in it; may be repeated",
    )


def run(settings: Settings, options: argparse.Namespace) -> bool:
    """Whether everything is as it was written."""
    heads = [words.strip().lower() for words in options.head]
    for one in heads:
        if not _HASH.fullmatch(one):
            raise Invalid(f"“{one}” is no hash. Give the 64 letters and digits of `audit head`.")
    with open_kept(settings) as library:
        chains = None if options.chest is None else [_chain(library, options.chest)]
        proofs = prove(library.database, chains=chains, heads=heads)
        names = _names(library)
    if options.what == "head":
        for proof in proofs:
            if proof.seq and proof.trouble is None:
                print(f"{proof.head}  line {proof.seq} of {names.get(proof.chain, proof.chain)}")
    for proof in proofs:
        name = names.get(proof.chain, f"a chest that is gone ({proof.chain})")
        if proof.trouble is not None:
            print(f"LOOK  {name}: {say_trouble(proof.trouble)}")
        elif options.what == "verify":
            print(f"ok    {name}: {_say(proof)}")
    return all(proof.trouble is None for proof in proofs)


def say_trouble(trouble: Trouble) -> str:
    """The first line that is not as it was written. Ids and no content: what it told is not
    repeated."""
    if trouble.fault is Fault.missing:
        return "there is no record of it at all, though there was one from its first day"
    if trouble.fault is Fault.other_head:
        return (
            "a hash that was kept elsewhere is nowhere in it: the end was cut off, it was written "
            "anew, or that line went after its period"
        )
    line = "a line" if trouble.seq is None else f"line {trouble.seq}"
    if trouble.event_id is None:
        return f"{line} {_SAID[trouble.fault]}"
    at = f" of {trouble.at:%Y-%m-%d %H:%M:%S} UTC" if trouble.at else ""
    return f"{line} ({trouble.event_id}, {trouble.action}{at}) {_SAID[trouble.fault]}"


def _say(proof: Proof) -> str:
    if not proof.lines:
        said = "nothing was recorded yet"
    else:
        begun = f"{proof.begun_at:%Y-%m-%d}" if proof.begun_at else "its beginning"
        said = f"{proof.lines} lines are as they were written since {begun}"
    if proof.taken_in and proof.taken_in_at:
        said += (
            f"; {proof.taken_in} of them are older and proven since {proof.taken_in_at:%Y-%m-%d}"
        )
    if proof.waiting:
        said += f"; {proof.waiting} from before wait for the worker"
    return said


def _chain(library: Library, wanted: str) -> UUID:
    try:
        return UUID(wanted)  # also of a chest that is gone, whose record stays
    except ValueError:
        return find_chest(library, wanted)[0].id


def _names(library: Library) -> dict[UUID, str]:
    with library.database.read() as session:
        rows: Sequence[tuple[UUID, str]] = session.exec(select(Chest.id, Chest.name)).all()
    return {chest_id: f"{name} ({chest_id})" for chest_id, name in rows} | {
        INSTALLATION: "the installation"
    }
