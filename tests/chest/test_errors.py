"""That the tree at the head of errors.py is the family as it is."""

from __future__ import annotations

import re

from chest import errors
from chest.library import open_library  # imports every class of the family


def family(base: type[errors.ChestError]) -> dict[str, int]:
    found = {base.__name__: base.status}
    for one in base.__subclasses__():
        if one.__module__.startswith("chest."):
            found |= family(one)
    return found


def test_the_tree_of_errors_names_every_class_with_its_status() -> None:
    assert open_library
    told = re.findall(r"(\w+) +(\d{3})  ", errors.__doc__ or "")
    assert {name: int(status) for name, status in told} == family(errors.ChestError)
