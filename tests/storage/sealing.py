"""A program for a test that kills it: encrypts what lies plain, and says each step.

python -m tests.storage.sealing ROOT
"""

from __future__ import annotations

import sys

from storage.encryption import EncryptedStore
from storage.factory import open_store
from storage.master_keys import GivenKey


def main() -> None:
    master = GivenKey(b"a master key of these tests, long enough", "CHEST_MASTER_KEY")
    store = open_store(sys.argv[1], secret=b"0123456789abcdef", master_key=master, encrypts=True)
    assert isinstance(store, EncryptedStore)
    for key in store.iter_plain():
        print(key, flush=True)
        store.seal(key)
    print("done", flush=True)


if __name__ == "__main__":
    main()
