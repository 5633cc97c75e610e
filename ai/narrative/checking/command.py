"""`python -m ai.narrative.support`: a sentence with its sources a line, a verdict a line.

Each line read is JSON: `{"sentence", "sources": [{"id", "text", "date"?, "recorded"?, "place"?,
"who"?}], "people": [{"name", "aka": [], "relation"}], "honoree": {"name", "born", "died"},
"quote"?}`. Dates are EDTF. "Dad@Tom" in `aka` is what Tom says for them; the honoree is the first
of `people` whose relation is "self". Each line written is `{"verdict", "reasons"}`, in the same
order; a line that cannot be read has the verdict "unreadable" and says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from ai.narrative.base import CHEST, LifeDate, Segment, Sentence, Subject
from ai.narrative.checking.edtf import read_bounds
from ai.narrative.checking.roster import Known, Roster

Question = tuple[Sentence, dict[str, Segment], Subject, Roster]


class UnreadableLineError(ValueError):
    """A line that is not what this program reads; its words say what is wrong with it."""


def answer(lines: Iterable[str], out: TextIO) -> None:
    """Writes one line for each line read that is not blank."""
    for verdict in judge_lines(lines):
        out.write(json.dumps(verdict, ensure_ascii=False) + "\n")
        out.flush()


def judge_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """A verdict with its reasons for each line that is not blank."""
    from ai.narrative.support import check

    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = read_question(line)
            support = check(*question[:3], roster=question[3])
        except UnreadableLineError as error:
            yield {"verdict": "unreadable", "reasons": [f"Line {number}: {error}"]}
            continue
        yield {"verdict": support.verdict, "reasons": list(support.reasons)}


def read_question(line: str) -> Question:
    """The sentence, its sources by id, the person they are about and who is who."""
    try:
        read = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableLineError(f"It is not JSON ({error}).") from error
    if not isinstance(read, dict):
        raise UnreadableLineError("It is not a JSON object.")
    text = _text(read, "sentence")
    segments = {}
    for n, source in enumerate(_list(read, "sources")):
        segment = _segment(source, n)
        segments[segment.id] = segment
    subject = _subject(read)
    quote = _text(read, "quote", optional=True) or None
    roster = Roster([_known(person) for person in _list(read, "people")])
    return Sentence(text, (*segments, CHEST), quote), segments, subject, roster


def _known(person: dict[str, Any]) -> Known:
    aka = person.get("aka") or []
    if not isinstance(aka, list) or not all(isinstance(name, str) for name in aka):
        raise UnreadableLineError("“aka” is not a list of texts.")
    relation = _text(person, "relation", optional=True)
    return Known(_text(person, "name"), tuple(aka), relation)


def _segment(source: dict[str, Any], n: int) -> Segment:
    id = _text(source, "id", optional=True) or f"s{n}"
    date = _text(source, "date", optional=True) or None
    bounds = read_bounds(date)
    return Segment(
        id=id,
        asset=id.partition("#")[0],
        kind="contribution",
        text=_text(source, "text"),
        date=date,
        earliest=bounds.first if bounds else None,
        latest=bounds.last if bounds else None,
        place=_text(source, "place", optional=True) or None,
        who=_text(source, "who", optional=True) or None,
        recorded=_text(source, "recorded", optional=True) or None,
    )


def _subject(read: dict[str, Any]) -> Subject:
    honoree = read.get("honoree")
    if not isinstance(honoree, dict):
        raise UnreadableLineError("“honoree” is missing or is not an object.")
    own = next((p for p in _list(read, "people") if p.get("relation") == "self"), {})
    aka = [a for a in own.get("aka") or [] if isinstance(a, str)]
    name = _text(honoree, "name", optional=True) or _text(own, "name", optional=True)
    return Subject(
        name=name,
        first=name.split(" ")[0],
        also_known_as=tuple(a for a in aka if "@" not in a),
        born=_life_date(_text(honoree, "born", optional=True)),
        died=_life_date(_text(honoree, "died", optional=True)),
    )


def _life_date(edtf: str) -> LifeDate | None:
    bounds = read_bounds(edtf)
    return LifeDate(None, edtf, bounds.first, bounds.last) if bounds else None


def _text(read: dict[str, Any], key: str, *, optional: bool = False) -> str:
    value = read.get(key)
    if value is None and optional:
        return ""
    if not isinstance(value, str):
        raise UnreadableLineError(f"“{key}” is missing or is not a text.")
    return value


def _list(read: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = read.get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise UnreadableLineError(f"“{key}” is missing or is not a list of objects.")
    return value
