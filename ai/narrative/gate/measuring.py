"""How the gate does on texts that lie in files: what it holds, by language and by reason."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ai.narrative.gate.reading import find_by_rules, find_held

NAMES = ("hold", "harmless", "machine")

_Counts = defaultdict[tuple[str, ...], list[int]]


class NoTextsError(Exception):
    """There is nothing to measure; its words say where it was looked for."""


def measure(prefix: str) -> Iterator[str]:
    """The lines of a table: `prefix` and `hold.jsonl`, `harmless.jsonl`, `machine.jsonl` name the
    files, as `tests/ai/narrative/gate/fresh_`. Of each: held, by the right reason, and by the
    rules alone; then by language, and by the reason or what a harmless one comes near to."""
    files = {name: Path(f"{prefix}{name}.jsonl") for name in NAMES}
    there = {name: file for name, file in files.items() if file.is_file()}
    if not there:
        wanted = ", ".join(str(file) for file in files.values())
        raise NoTextsError(f"There are no texts to measure: none of {wanted} is there.")
    for name, file in there.items():
        yield from _table(name, _read(file))


def _read(file: Path) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text = row.get("text") or "\n".join(row["texts"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NoTextsError(
                f"Line {number} of {file} is no object with a text: {error}"
            ) from error
        yield {**row, "text": text}


def _table(name: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    counts: _Counts = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        found = find_held(row["text"])
        reason = row.get("reason", "machine" if name == "machine" else None)
        one = [
            1,
            bool(found),
            any(finding.reason == reason for finding in found),
            bool(find_by_rules(row["text"])),
        ]
        near = reason or row.get("near") or "plain"
        keys: list[tuple[str, ...]] = [(), ("language", row.get("language", "?")), ("about", near)]
        for key in keys:
            counts[key] = [before + now for before, now in zip(counts[key], one, strict=True)]
    yield f"{name:<34}{'held':>14}{'%':>8}{'right reason':>14}{'rules alone':>13}"
    for key, (whole, held, right, ruled) in sorted(counts.items()):
        title = f"  {key[1]}" if key else "all"
        share = f"{f'{held} of {whole}':>14}{100 * held / whole:>8.1f}"
        yield f"{title:<34}{share}{right:>14}{ruled:>13}"
    yield ""
