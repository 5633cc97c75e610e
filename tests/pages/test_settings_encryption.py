"""What the settings say of encryption."""

from __future__ import annotations

import pytest

from chest.library import Library
from tests.pages.visits import Visitor, words

SAID = "Files are encrypted where they are kept. They come and go through this server"


@pytest.mark.parametrize("setting", ["off", "on"])
def test_keepers_are_told_that_files_are_encrypted_where_they_are(
    library: Library, ana: Visitor, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library.settings, "encrypt", setting)
    chest_id = str(library.chests.create(ana.viewer, name="Rosa Almeida").id)
    assert (SAID in words(ana.open("settings.py", chest=chest_id))) == (setting == "on")
