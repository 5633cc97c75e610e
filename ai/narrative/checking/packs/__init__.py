"""What the check knows of each language: one file a language, one interface (`base.Pack`)."""

from __future__ import annotations

from ai.narrative.checking.packs import de, en, es, fr, it, pt
from ai.narrative.checking.packs.base import Pack

PACKS: dict[str, Pack] = {
    pack.code: pack for pack in (en.PACK, pt.PACK, es.PACK, fr.PACK, de.PACK, it.PACK)
}
"""In the order in which a text that could be several languages is taken."""
