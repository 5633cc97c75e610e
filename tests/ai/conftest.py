"""What tests of the ai floor share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_media(real: Path) -> Path:
    """The folder of photos and speech that nobody made for this project."""
    return real
