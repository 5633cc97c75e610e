"""Segments gathered into memories: one for each asset, with what can be said of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ai.narrative.base import Segment, Subject
from ai.narrative.captions import find_caption
from ai.narrative.lives import REMEMBERED, Place, find_place, is_certain
from ai.narrative.quotes import Quotation, choose_quotations, count_words, is_letter
from ai.narrative.remembering import find_remembered
from ai.narrative.screening import clean_label, is_order_to_a_machine, is_unwanted, soften_quotes

Noun = Literal["photograph", "film", "recording", "letter", "paper", "note", "message"]
NOUNS: tuple[Noun, ...] = (
    "photograph", "film", "recording", "letter", "paper", "note", "message",
)  # fmt: skip

_NOUN_OF_KIND: dict[str, Noun] = {
    "photo": "photograph",
    "video": "film",
    "audio": "recording",
    "transcript": "recording",
    "document": "paper",
    "note": "note",
    "contribution": "message",
}
_CAPTIONED = ("photograph", "film", "recording")
_TITLE = 16  # words: a paper with no more than this on it is shown by them, as a picture is
_LONGEST_CAPTION = 60  # words

_WHEN = re.compile(
    r"(?:in|on|around|about|before|after|between|from|by|during|early|late|since|until|at|some"
    r"|sometime|perhaps|possibly|probably|not)\b[\w ,.’'/()–-]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """One asset, ready to be told.

    `id` cites it; `caption` is what somebody wrote on it, or about it if it is a letter or paper
    that says something itself; `quotations` are what it says. `who` added it, or speaks in it if
    it is `spoken`; `own` says that this is the person themselves. `heard` is the segment in which
    they speak. `besides` cites the segment that the date, place and names are from, where those
    that are quoted do not have them. `remembered` says that `when` is when it was told, and not
    when that was; `about` is the time that its words name.
    """

    asset: str
    noun: Noun
    id: str
    place: Place
    sort: tuple[str, str]
    when: str | None
    earliest: date | None
    latest: date | None
    certain: bool
    where: str | None
    who: str | None
    relation: str | None
    own: bool
    spoken: bool
    heard: str | None
    caption: str | None
    caption_id: str
    quotations: tuple[Quotation, ...]
    besides: tuple[str, ...]
    attached_to: str | None
    remembered: bool = False
    about: tuple[date, date] | None = None

    @property
    def voice(self) -> bool:
        return bool(self.quotations)

    @property
    def silent(self) -> bool:
        """Nothing on it can be quoted: it is counted."""
        return not self.quotations and self.caption is None

    @property
    def year(self) -> int | None:
        """Its year, if that is certain."""
        if not self.certain or not self.earliest or not self.latest:
            return None
        if self.when and not self.when.lower().startswith(("in ", "on ")):
            return None
        return self.earliest.year if self.earliest.year == self.latest.year else None

    @property
    def day(self) -> date | None:
        """Its day, if that is certain."""
        if self.when and not self.when.lower().startswith("on "):
            return None
        return self.earliest if self.year and self.earliest == self.latest else None


def list_memories(subject: Subject, segments: Iterable[Segment]) -> list[Memory]:
    """Every asset among the segments, in the order of time, then of id."""
    by_asset: dict[str, list[Segment]] = {}
    for segment in segments:
        by_asset.setdefault(segment.asset, []).append(segment)
    memories = [_memory(subject, group) for group in by_asset.values()]
    return sorted(memories, key=lambda m: m.sort)


def find_main_giver(memories: Sequence[Memory]) -> str | None:
    """Who added more than half of what somebody is known to have added, in lower case, or None.

    The one who keeps a chest adds most of it: to name them with every picture would tell nothing.
    """
    given = Counter(m.who.casefold() for m in memories if m.who and not m.own and not m.spoken)
    who, most = max(given.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return who if 2 * most > given.total() else None


def own_names(subject: Subject) -> tuple[str, ...]:
    """What the person is called, the fullest first."""
    names = (subject.name, subject.first, subject.nick or "", *subject.also_known_as)
    return tuple(dict.fromkeys(" ".join(n.split()) for n in names if n.strip()))


def clean_when(when: str | None) -> str | None:
    """A date in words as given, or None where it does not read as one."""
    text = " ".join((when or "").split())
    if not text or len(text) > 80 or not _WHEN.fullmatch(text) or is_unwanted(text):
        return None
    return text


def _in_order(segment: Segment) -> tuple[float, list[int], str]:
    numbers = [int(n) for n in re.findall(r"[0-9]{1,9}", segment.id.partition("#")[2])]
    return (segment.t0 if segment.t0 is not None else -1.0, numbers, segment.id)


def _memory(subject: Subject, group: Sequence[Segment]) -> Memory:
    ordered = sorted(group, key=_in_order)
    main = next((s for s in ordered if s.kind != "transcript"), ordered[0])
    noun = _NOUN_OF_KIND[main.kind]
    names = own_names(subject)
    spoken = [s for s in ordered if s.kind == "transcript"]
    written = [s for s in ordered if s.kind == main.kind and s.kind != "transcript"]
    text = "\n".join(s.text for s in written)
    caption, caption_id = None, main.id
    quotations: list[Quotation] = []
    if noun == "paper" and is_letter(text):
        noun = "letter"
    if noun in _CAPTIONED or (noun == "paper" and count_words(text) <= _TITLE):
        captions = ((_caption(s.text), s.id) for s in written)
        caption, caption_id = next((c for c in captions if c[0]), (None, main.id))
    else:
        quotations = choose_quotations(written, names=names)
        captions = ((_caption(s.caption or ""), s.id) for s in written)
        caption, caption_id = next((c for c in captions if c[0]), (None, main.id))
    if spoken and noun in _CAPTIONED:
        quotations = choose_quotations(spoken, names=names)
    earliest, latest = main.earliest, main.latest
    if earliest and latest and earliest > latest:
        earliest, latest = latest, earliest
    told = " ".join(q.text for q in quotations) or caption or ""
    whole = " ".join(s.text for s in spoken) or (told if noun in _CAPTIONED else text)
    later = find_remembered(subject, main, ordered, (told, whole))
    place, sort = find_place(subject, earliest, latest), main.sort_key
    if later is not None and later.about is not None:
        place = find_place(subject, later.about.first, later.about.last)
        sort = f"{later.about.first:%Y%m%d}"
    elif later is not None:
        place = REMEMBERED
    who = clean_label(main.who, longest=60, whose=True)
    folded = {name.casefold() for name in names}
    return Memory(
        asset=main.asset,
        noun=noun,
        id=main.id,
        place=place,
        sort=(sort, main.id),
        when=clean_when(later.told if later else main.when),
        earliest=earliest,
        latest=latest,
        certain=is_certain(main.date),
        where=clean_label(main.place),
        who=who,
        relation=_relation(main.relation),
        own=who is not None and who.casefold() in folded,
        spoken=main.kind == "transcript",
        heard=next((s.id for s in spoken if (s.who or "").strip().casefold() in folded), None),
        caption=caption,
        caption_id=caption_id,
        quotations=tuple(quotations),
        besides=() if _agree(main, ordered) else (main.id,),
        attached_to=main.attached_to,
        remembered=later is not None,
        about=(later.about.first, later.about.last) if later and later.about else None,
    )


def _agree(main: Segment, others: Sequence[Segment]) -> bool:
    """Whether any segment of the asset says as much about it as the main one."""

    def facts(segment: Segment) -> tuple[object, ...]:
        giver = segment.who if segment.kind == main.kind else main.who
        return (segment.when, segment.date, segment.place, segment.relation, giver)

    return all(facts(segment) == facts(main) for segment in others)


def _caption(text: str) -> str | None:
    caption = find_caption(text) if len(text) <= _LONGEST_CAPTION * 10 else None
    if caption is None or count_words(caption) > _LONGEST_CAPTION:
        return None
    return None if is_unwanted(caption) or is_order_to_a_machine(caption) else caption


def _relation(relation: str | None) -> str | None:
    text = clean_label(relation, longest=48)
    return soften_quotes(text) if text and len(text.split()) <= 6 else None
