"""What translators wrote, read once for each language: `locale/<language>/LC_MESSAGES/messages.po`.

The text files are read as they are, so that nothing has to be compiled before the chest starts and
no compiled file can be older than its source.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "messages"


def path_of(language: str, folder: Path | None = None) -> Path:
    return (folder or FOLDER) / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def list_languages(folder: Path) -> tuple[str, ...]:
    """The languages that have a catalogue, as their folders are called ("pt", "pt_BR")."""
    found = folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    return tuple(sorted(path.parents[1].name for path in found))


@cache
def load(language: str, folder: Path) -> gettext.NullTranslations | None:
    """The catalogue of a language; None where it cannot be read, so that English is spoken."""
    # Only whoever speaks another language pays for what reads catalogues.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    packed = BytesIO()
    try:
        with path_of(language, folder).open("rb") as file:
            write_mo(packed, read_po(file, locale=language, abort_invalid=True))
    except (OSError, PoFileError, ValueError) as error:
        import structlog  # 15 MB, which the process that decodes photos never needs

        structlog.get_logger(__name__).error(
            "a catalogue cannot be read", language=language, reason=str(error)
        )
        return None
    packed.seek(0)
    return gettext.GNUTranslations(packed)
