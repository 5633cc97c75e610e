"""What is held of a memory becomes what stands in it now: what was decided stays while the words
and the reasons stand unchanged, and what is new waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import UUID

from sqlmodel import Session

from ai.narrative.gate.reading import VERSION, Finding, find_held
from chest.gate.texts import TextOfMemory, split_wordings
from chest.models import HeldState, HeldText, TextsRead, utc_now

Found: TypeAlias = Mapping[bytes, tuple[Finding, ...]]
"""What the gate finds in texts, by their wordings."""
NOTHING: Found = MappingProxyType({})

_RELEASED = (HeldState.told, HeldState.only)


def settle(
    session: Session,
    chest_id: UUID,
    read: TextsRead,
    texts: Sequence[TextOfMemory],
    held: Sequence[HeldText],
    *,
    known: Found,
) -> None:
    """Let what is held of one memory be what stands in it now."""
    seen = split_wordings(read.wordings) if read.version == VERSION else frozenset()
    # In what was read and is not held, nothing was found.
    clean = seen - {bytes.fromhex(row.wording) for row in held}
    rows = _match(texts, held)
    for text in texts:
        row = rows.get(text.key)
        if row is not None:
            if row.wording != text.wording.hex() or text.wording not in seen:
                _settle_one(session, row, text, _find(text, known))
        elif text.wording not in clean:
            found = [_as_dict(one) for one in _find(text, known)]
            if found:
                session.add(
                    HeldText(
                        chest_id=chest_id,
                        asset_id=text.asset_id,
                        field=text.field,
                        said_id=text.said_id,
                        wording=text.wording.hex(),
                        findings=found,
                    )
                )
    kept = {row.id for row in rows.values()}
    for row in held:
        if row.id not in kept:
            session.delete(row)


def _match(
    texts: Sequence[TextOfMemory], held: Sequence[HeldText]
) -> dict[tuple[object, object], HeldText]:
    """Which row is of which text. The sentences of a recording that is heard anew have other ids:
    there the same words are the same sentence."""
    by_key: dict[tuple[object, object], HeldText] = {(row.field, row.said_id): row for row in held}
    keys = {text.key for text in texts}
    left = [row for row in held if (row.field, row.said_id) not in keys]
    rows: dict[tuple[object, object], HeldText] = {}
    for text in texts:
        row = by_key.get(text.key)
        if row is None and left:
            wording = text.wording.hex()
            row = next((one for one in left if one.wording == wording), None)
            if row is not None:
                left.remove(row)
                row.field, row.said_id = text.field, text.said_id
        if row is not None:
            rows[text.key] = row
    return rows


def _settle_one(
    session: Session, row: HeldText, text: TextOfMemory, finds: Sequence[Finding]
) -> None:
    """What was decided stays while the words and the reasons that it was decided of stand there;
    whatever comes to them opens it anew."""
    found = {(one.reason, one.words): _as_dict(one) for one in finds}
    had = {(one["reason"], one["words"]) for one in row.findings}
    if row.state is not HeldState.open:
        # What a person kept out stays out while the words stand, also where a newer gate would
        # not have asked.
        for reason, words in had - set(found):
            at = text.words.find(words)
            if at >= 0:
                found[reason, words] = {
                    "reason": reason, "start": at, "end": at + len(words), "words": words
                }  # fmt: skip
    if not found:
        session.delete(row)
        return
    if not set(found) <= had and row.state is not HeldState.open:
        if row.state in _RELEASED:
            row.since = utc_now()
        row.state, row.audience = HeldState.open, None
        row.decided_by, row.decided_at = None, None
    row.findings = sorted(found.values(), key=lambda one: (one["start"], one["end"]))
    row.wording = text.wording.hex()
    session.add(row)


def _find(text: TextOfMemory, known: Found) -> Sequence[Finding]:
    found = known.get(text.wording)
    return find_held(text.words) if found is None else found


def _as_dict(one: Finding) -> dict[str, Any]:
    return {"reason": one.reason, "start": one.start, "end": one.end, "words": one.words}
