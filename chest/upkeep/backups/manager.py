"""Backups of this installation: made, listed, rehearsed, and told of to those who run it. They see
by that no memory."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from sqlmodel import Session

from chest.access.viewers import Viewer, require_account
from chest.blob_store import find_encrypted
from chest.database import Database
from chest.errors import Invalid, NotFound, SettingsError
from chest.models import utc_now
from chest.settings import Settings
from chest.upkeep.backups.drilling import Drilled, drill
from chest.upkeep.backups.dumps import require_tools
from chest.upkeep.backups.form import Head
from chest.upkeep.backups.keeping import forget
from chest.upkeep.backups.locks import at_work
from chest.upkeep.backups.making import Made, Making, Tell
from chest.upkeep.backups.sheet import write_sheet
from chest.upkeep.backups.vault import Vault, open_vault
from chest.upkeep.engines import read_choice, write_choice
from storage.base import BlobStore

if TYPE_CHECKING:
    from storage.age_format import Identity, Recipient

log = structlog.get_logger("backups")

BACKUPS = "backups"
DRILL_EVERY = timedelta(days=30)
OLD_AFTER = timedelta(days=3)
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


@dataclass(frozen=True)
class BackupsView:
    """What operators are told. `last` is the newest backup made from here, `drill` the newest
    rehearsal, `failed` why the last try did not work, if it did not."""

    scheduled: bool
    to: str
    recipients: list[str]
    last: dict[str, Any] | None
    drill: dict[str, Any] | None
    failed: dict[str, Any] | None
    is_old: bool


class BackupManager:
    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        settings: Settings,
        is_operator: Callable[[Viewer], bool],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._settings = settings
        self._is_operator = is_operator

    def is_operator(self, viewer: Viewer) -> bool:
        return self._is_operator(viewer)

    def describe(self, viewer: Viewer) -> BackupsView:
        """For operators. Raises NotFound for everybody else."""
        require_account(viewer)
        if not self._is_operator(viewer):
            raise NotFound
        return self.look()

    def look(self) -> BackupsView:
        """The same for the command line and the doctor, whose user runs the installation."""
        with self._database.read() as session:
            told = read_choice(session, BACKUPS)
        last = told.get("last")
        is_old = last is None or utc_now() - datetime.fromisoformat(last["at"]) > OLD_AFTER
        return BackupsView(
            scheduled=bool(self._settings.backup_to),
            to=self._settings.backup_to or (last or {}).get("to", ""),
            recipients=self._settings.backup_recipient_list or (last or {}).get("recipients", []),
            last=last,
            drill=told.get("drill"),
            failed=told.get("failed"),
            is_old=is_old,
        )

    def write_sheet(self, viewer: Viewer) -> str:
        """A page to print for the day on which a backup is needed, without secrets; for operators,
        as `describe`."""
        return write_sheet(self.describe(viewer), now=utc_now())

    def open(self, address: str, *, limit: str = "", make: bool = False) -> Vault:
        """Raises NotFound where no backup is and none is to be made."""
        return open_vault(
            address,
            password=self._settings.backup_password.get_secret_value(),
            bytes_a_second=read_limit(limit),
            make=make,
        )

    def make(
        self,
        address: str,
        *,
        recipients: Sequence[str] = (),
        limit: str = "",
        plain: bool = False,
        tell: Tell = lambda _done, _all: None,
    ) -> tuple[Made, int]:
        """Make a backup, and take away those that are due; returns how many of these too.

        Raises Invalid for a recipient that is none, SettingsError where files are encrypted here
        and would lie plain there, Conflict where the place is another installation's or a backup is
        being made, NotFound where there was one and is none now, as where a disk is not mounted.
        """
        keys = read_recipients(recipients)
        store = find_encrypted(self._blobs)
        if store is not None and store.encrypts and not keys and not plain:
            raise SettingsError(
                "Files are encrypted here, and would lie plain in the backup. Name whom it is "
                "encrypted to: --recipient age1… (CHEST_BACKUP_RECIPIENTS). If it is to lie plain "
                "all the same: --plain."
            )
        if not self._database.is_sqlite:
            require_tools()
        own = self._own()
        vault = self.open(address, limit=limit, make=True)
        vault.place.check()
        if vault.find_owner() is None and address in own["places"]:
            raise NotFound(
                f"There were backups in {address}, and there are none now. Is its disk mounted? If "
                "they are gone for good, name another folder."
            )
        vault.claim(own["installation"])
        with at_work(self._settings.data_dir, self._database) as work:
            made = Making(
                database=self._database,
                blobs=self._blobs,
                vault=vault,
                names_key=bytes.fromhex(own["names"]),
                recipients=keys,
                work=work,
                secret=self._secret(),
                tell=tell,
            ).run()
            self._note_made(address, made)
            gone, _ = forget(vault, work)
        return made, gone

    def rehearse(self, address: str, *, identities: Sequence[Identity] = ()) -> Drilled:
        """Bring the newest backup back into a temporary place, and note what came of it."""
        vault = self.open(address)
        with at_work(self._settings.data_dir, self._database) as work:
            done = drill(vault, work=work, identities=identities, server=self._database.url)
        told = asdict(done) | {"at": done.at.isoformat(), "made_at": done.made_at.isoformat()}
        self._note(drill=told | {"faults": done.faults[:5], "ok": done.ok})
        return done

    def list_heads(self, address: str) -> list[Head]:
        """The newest first."""
        return self.open(address).list_heads()

    def note_failed(self, sentence: str) -> None:
        self._note(failed={"at": utc_now().isoformat(), "sentence": sentence})

    def _own(self) -> dict[str, Any]:
        """Who this installation is among others, and by what key pieces are named. It travels with
        the database, so that one that was brought back goes on with its own backups."""
        with self._database.write() as session:
            told = read_choice(session, BACKUPS)
            if "names" not in told:
                told |= {"installation": secrets.token_hex(16), "names": secrets.token_hex(32)}
                write_choice(session, BACKUPS, told)
        return {"places": [], **told}

    def _secret(self) -> str | None:
        """The secret that signs links, where it is a file of this installation."""
        if self._settings.secret_key is not None or not self._settings.is_single_machine:
            return None
        return self._settings.secret.decode()

    def _note_made(self, address: str, made: Made) -> None:
        head = made.head
        log.info("backup made", snapshot=head.id, files=head.files, sent=made.sent)
        with self._database.write() as session:
            told = read_choice(session, BACKUPS)
            told["places"] = sorted({*told.get("places", ()), address})
            told["failed"] = None
            told["last"] = {
                "at": head.made_at.isoformat(),
                "snapshot": head.id,
                "to": address,
                "recipients": head.recipients,
                "memories": head.memories,
                "files": head.files,
                "bytes": head.size,
                "problems": head.problems,
                "sent_bytes": made.sent_bytes,
            }
            write_choice(session, BACKUPS, told)

    def _note(self, **told: Any) -> None:
        with self._database.write() as session:
            write_choice(session, BACKUPS, read_choice(session, BACKUPS) | told)


def is_drill_due(session: Session) -> bool:
    told = read_choice(session, BACKUPS).get("drill")
    return told is None or utc_now() - datetime.fromisoformat(told["at"]) > DRILL_EVERY


def read_recipients(words: Sequence[str]) -> list[Recipient]:
    """Raises Invalid, naming the one that is none."""
    if not words:
        return []
    from storage.age_format import Recipient  # what encrypts is imported where it is wanted

    found = []
    for word in words:
        try:
            found.append(Recipient.parse(word))
        except ValueError as error:
            raise Invalid(
                f"{word} is no recipient of age: {error} It begins with age1, and age-keygen makes "
                "one with its identity."
            ) from error
    return found


def read_limit(words: str) -> int:
    """ "5MB/s", "800k" or "" as bytes a second; 0 is no limit. Raises Invalid."""
    told = words.strip().lower().removesuffix("/s").removesuffix("b")
    unit = told[-1:] if told[-1:] in ("k", "m", "g") else ""
    number = told.removesuffix(unit) if unit else told
    try:
        limit = int(float(number or 0) * _UNITS[unit])
        if limit < 0 or (words.strip() and not limit):
            raise ValueError(words)
    except ValueError as error:
        raise Invalid(f"{words} is no limit. Write 5MB/s or 800kB/s.") from error
    return limit
