"""`python -m chest keys`: the keys of encrypted files."""

from __future__ import annotations

import argparse
import sys

from chest.blob_store import find_encrypted, find_new_master_key
from chest.cli.opening import open_kept
from chest.errors import Conflict
from chest.library import Library
from chest.settings import Settings
from chest.upkeep.encryption import EncryptOld
from storage.encryption import EncryptedStore

_WORDS = {
    "list": "the keys, the newest first, and what wraps them",
    "rotate": "make a new key for new files; the old ones go on opening theirs",
    "rewrap": "wrap the keys by another master key, CHEST_NEW_MASTER_KEY (or …_FILE, …_KMS)",
    "encrypt": "encrypt now what lies plain, instead of waiting for the worker",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `keys`; nothing lists them."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    for name, words in _WORDS.items():
        actions.add_parser(name, help=words, description=words)


def run(settings: Settings, options: argparse.Namespace) -> bool:
    """Do what was asked; whether it worked out."""
    with open_kept(settings) as library:
        store = find_encrypted(library.blobs)
        if store is None:
            raise Conflict(
                "Nothing is encrypted here. Set CHEST_ENCRYPT=on and a master key; "
                "docs/encryption.md says how."
            )
        if options.action == "rotate":
            _rotate(store)
        elif options.action == "rewrap":
            _rewrap(store, settings)
        elif options.action == "encrypt":
            return _encrypt(library, store)
        else:
            _list(store)
    return True


def _list(store: EncryptedStore) -> None:
    keys = store.keys.list_keys(anew=True)
    if not keys:
        print("There is no key yet; one is made for the first file.")
    for number, key in enumerate(keys):
        use = "opens and encrypts" if number == 0 else "opens"
        made = f"{key.made:%Y-%m-%d %H:%M}"
        print(f"{key.id}  {made}  {use:18}  {key.recipient}  wrapped by {key.wrapped_by}")


def _rotate(store: EncryptedStore) -> None:
    key = store.keys.rotate()
    print(f"Files that come are encrypted to {key.recipient} from now on;")
    print("programs that run already take it up within a minute. The older keys open the rest.")


def _rewrap(store: EncryptedStore, settings: Settings) -> None:
    new = find_new_master_key(settings)
    if new is None:
        raise Conflict(
            "Set CHEST_NEW_MASTER_KEY, CHEST_NEW_MASTER_KEY_FILE or CHEST_NEW_MASTER_KEY_KMS to "
            "what should wrap the keys, and leave the old master key where it is."
        )
    changed = store.keys.rewrap(new)
    print(f"Wrapped anew by {new.name}: {changed} of {len(store.keys.list_keys())} keys.")
    print("Put it in the place of the old one in the settings, and start the app and the worker")
    print("again. Copies and backups made before still open by the old one.")


def _encrypt(library: Library, store: EncryptedStore) -> bool:
    if not store.encrypts:
        raise Conflict("CHEST_ENCRYPT is off. Set it to on, here and for the app.")
    work = EncryptOld(database=library.database, blobs=library.blobs, seconds=2.0)
    files = failed = 0
    reason = ""
    while True:
        done = work.run()
        files, failed, reason = files + done.files, failed + done.failed, reason or done.reason
        if done.is_over:
            break
        print(f"{files} encrypted …", file=sys.stderr)
    print(f"Encrypted: {files}.")
    if failed:
        print(f"Still plain: {failed}. {reason}", file=sys.stderr)
    return not failed
