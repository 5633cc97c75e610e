"""Tells memories one after the other, so that they read as one text.

The words come from `english/`; which of several ways to say a thing is taken depends on
the memory's id and on the sentence just before, never on another chapter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import Literal

from ai.narrative.base import Sentence
from ai.narrative.english import memories as say
from ai.narrative.english.phrases import Options, Person, Voice, capital, core, lower
from ai.narrative.memories import NOUNS, Memory
from ai.narrative.named_dates import NamedDates
from ai.narrative.quotes import Quotation
from ai.narrative.screening import clean_label

Group = Literal["count", "picture", "voice"]


class Teller:
    """Writes the sentences of one chapter, in order. The first begins with the `heading`."""

    def __init__(
        self,
        person: Person,
        *,
        own_names: Sequence[str] = (),
        main_giver: str | None = None,
        heading: str | None = None,
    ) -> None:
        self._heading = heading
        self.sentences: list[Sentence] = []
        self._person = person
        self._own = {name.casefold() for name in own_names}
        self._introduced: set[str] = set()
        self._group: Group | None = None
        self._pattern: tuple[str, int] = ("", -1)
        self._main_giver = main_giver
        self._giver: str | None = None  # named with the picture or paper just told
        self._dates = NamedDates()
        self._leans_on: tuple[str, ...] = ()
        self._picture: tuple[str, str | None] | None = None  # noun and place just told
        self._writer: str | None = None

    # Saying

    def frame(
        self, text: str | Options, sources: Sequence[str], *, opens: bool = False, key: str = ""
    ) -> None:
        """A sentence that only counts, spans or invites; `key` chooses among several."""
        options = (text,) if isinstance(text, str) else text
        self._say(options, "frame", key, "count", sources=sources, frame=True, opens=opens)
        self._picture = self._writer = self._giver = None

    def state(self, text: str, sources: Sequence[str], quote: str | None = None) -> None:
        """A sentence on what the family entered or who added what."""
        self._add(text, tuple(sources), quote, "count")

    def _say(
        self,
        options: Options,
        pattern: str,
        key: str,
        group: Group,
        *,
        sources: Sequence[str],
        quote: str | None = None,
        frame: bool = False,
        opens: bool = False,
    ) -> None:
        index = int.from_bytes(blake2b(key.encode(), digest_size=4).digest()) % len(options)
        if (pattern, index) == self._pattern:
            index = (index + 1) % len(options)
        if self.sentences and _begins_alike(options[index], self.sentences[-1].text):
            index = (index + 1) % len(options)
        self._pattern = (pattern, index)
        text = capital(options[index])
        self._add(text, tuple(sources), quote, group, frame=frame, opens=opens)

    def _add(
        self,
        text: str,
        sources: tuple[str, ...],
        quote: str | None,
        group: Group,
        *,
        frame: bool = False,
        opens: bool = False,
    ) -> None:
        # Who may not see the memory that named the year cannot be told "in the same year".
        unique = tuple(dict.fromkeys((*sources, *self._leans_on)))
        if self._heading and not self.sentences:
            text = f"{self._heading}: {lower(text)}"
        self._leans_on = ()
        begins = opens or not self.sentences or group != self._group
        self._group = group
        self.sentences.append(Sentence(text, unique, quote, frame, begins))

    # Dates and names

    def mention(self, when: str | None) -> None:
        """Remembers a date that a sentence about many memories has just named."""
        self._dates.mention(when)

    def date_of(self, memory: Memory | None, told: str = "") -> str | None:
        """The memory's date as the next sentence should say it: in full, by reference, or not at
        all. A reference makes that sentence rest on the memory it refers to.

        `told` is what the sentence quotes; a date that stands there is not said again.
        """
        when, refers_to = self._dates.say(memory, told)
        self._leans_on = (refers_to,) if refers_to else ()
        return when

    def date_once(self, memory: Memory) -> str | None:
        """The memory's date in full, or None where it has just been named: for sentences that
        count, which must not rest on anything beside what they count."""
        return self._dates.say_once(memory)

    def _voice(self, name: str, relation: str | None) -> Voice:
        """The person by name, with their relation the first time in a chapter."""
        related = self._person.relation(relation)
        if related is None or name.casefold() in self._introduced:
            return Voice(name)
        self._introduced.add(name.casefold())
        return Voice(name, related)

    def _adder(self, memory: Memory) -> Voice | None:
        """Who added the picture or paper, where that tells something: not the one who added most,
        and nobody twice in a row."""
        giver = memory.who.casefold() if memory.who and not memory.own else None
        again = giver in (self._main_giver, self._giver)
        self._giver = None if giver == self._main_giver else giver
        if memory.who is None or giver is None or again:
            return None
        return self._voice(memory.who, memory.relation)

    # Pictures

    def tell_pictures(self, group: Sequence[Memory]) -> None:
        """One captioned picture; several with one caption; or a few of one time and place."""
        first, captions = group[0], [memory.caption or "" for memory in group]
        told = " ".join(captions)
        whens = {memory.when for memory in group}
        alone = len(group) == 1
        # Years can be spanned; a guess stands by itself.
        spanned = len(whens) == 1 or all(memory.year for memory in group)
        apart = len(set(captions)) == len(captions) or not spanned
        if apart and not alone and not _is_one_occasion(group):
            self._tell_each(group)
            return
        places = {memory.where for memory in group}
        if alone:
            when = self.date_of(first, told)
        else:
            when = self.date_once(first) if len(whens) == 1 else self.date_of(None)
            when = None if when and core(lower(when)).casefold() in told.casefold() else when
        place = first.where if len(places) == 1 else None
        if place and place.casefold() in told.casefold():
            place = None
        again = self._picture is not None and self._picture[0] == first.noun
        if again and self._picture and self._picture[1] == place and place and when != first.when:
            place = None
        sources = [source for m in group for source in (m.caption_id, *m.besides)]
        adders = {memory.who for memory in group}
        by = self._adder(first) if len(adders) == 1 else None
        noun = first.noun
        if alone:
            pattern = "another" if again else "captioned"
            options = (say.another if again else say.captioned)(
                noun, captions[0], place=place, when=when, by=by
            )
        elif len({caption.casefold() for caption in captions}) == 1:
            pattern = "alike"
            if len(whens) > 1:
                when = say.years_of([memory.year or 0 for memory in group])
            options = say.captioned_alike(noun, len(group), captions[0], place=place, when=when)
        else:
            pattern = "together"
            options = say.captioned_together(noun, captions, place=place, when=when, by=by)
        self._say(
            options,
            pattern,
            first.asset,
            "picture",
            sources=sources,
            quote=first.caption if pattern != "together" else None,
        )
        # "Another" once, then the noun again: three in a row would wear thin.
        self._picture = None if pattern == "another" else (noun, first.where)
        self._writer = None

    def _tell_each(self, group: Sequence[Memory]) -> None:
        """Pictures of several occasions in one sentence, each with its place and date."""
        first, captions = group[0], list[tuple[str, str | None, str | None]]()
        for memory in group:
            caption = memory.caption or ""
            when, folded = memory.when, caption.casefold()
            place = memory.where if memory.where and memory.where.casefold() not in folded else None
            captions.append((caption, place, when if when and core(when) not in caption else None))
        options = say.captioned_each(first.noun, captions, by=self._adder(first))
        sources = [source for m in group for source in (m.caption_id, *m.besides)]
        self._say(options, "each", first.asset, "picture", sources=sources)
        self._dates.mention(group[-1].when, by=group[-1].id)
        self._picture = self._writer = None

    # Words

    def tell_voice(self, memory: Memory, came_with: Sequence[Memory] = ()) -> None:
        """Everything quoted from a recording, letter, paper, note or message."""
        spoken = memory.noun in ("recording", "film")
        if memory.caption is not None and spoken:
            self.tell_pictures([memory])
        elif memory.caption is not None:
            self._tell_captioned_paper(memory)
        for index, quotation in enumerate(memory.quotations):
            if spoken:
                self._tell_spoken(memory, quotation, index)
            elif index:
                self._quote(
                    say.further_on(memory.noun, quotation.text), "further", memory, quotation
                )
            elif memory.noun in ("letter", "paper") and memory.caption is not None:
                says = say.paper_says(memory.noun, quotation.text)
                self._quote(says, "it-says", memory, quotation)
            elif memory.noun in ("letter", "paper"):
                self._tell_paper(memory, quotation)
            else:
                self._tell_written(memory, quotation)
        if came_with:
            counts = count_nouns(came_with)
            self._say(
                say.came_with(counts),
                "came",
                memory.asset,
                "voice",
                sources=[child.id for child in came_with] + [memory.id],
                frame=True,
            )
        self._picture = None

    def _tell_spoken(self, memory: Memory, quotation: Quotation, index: int) -> None:
        speaker = clean_label(quotation.who, longest=60, whose=True)
        own = speaker is not None and speaker.casefold() in self._own
        who = None
        if speaker and not own:
            relation = memory.relation if speaker == memory.who else None
            who = self._voice(speaker, relation)
        name = self._person.first if own else who.first if who else "someone"
        if index:
            options, pattern = say.spoken_later(quotation.text, name=name), "later"
        elif memory.caption is not None:
            options, pattern = (say.spoken_in_it(quotation.text, name=name),), "in-it"
        elif memory.remembered:
            options = say.recorded(
                memory.noun, quotation.text, who=Voice(name) if own else who,
                place=memory.where, when=memory.when,
            )  # fmt: skip
            pattern = "recorded"
            self._dates.mention(None)
        else:
            pattern = "own" if own else "spoken"
            options = say.spoken(
                self._person,
                memory.noun,
                quotation.text,
                own=own,
                who=who,
                place=memory.where,
                when=self.date_of(memory, quotation.text),
            )
        self._quote(options, pattern, memory, quotation, opens=index == 0 and pattern != "in-it")
        self._writer = None

    def _tell_paper(self, memory: Memory, quotation: Quotation) -> None:
        when = self.date_of(memory, quotation.text)
        options = say.paper(memory.noun, quotation.text, when=when, by=self._adder(memory))
        self._quote(options, memory.noun, memory, quotation, opens=True)
        self._writer = None

    def _tell_captioned_paper(self, memory: Memory) -> None:
        """What somebody wrote about a letter or paper, before what it says itself."""
        caption = memory.caption or ""
        when = self.date_of(memory, caption)
        self._say(
            say.captioned_paper(memory.noun, caption, when=when, by=self._adder(memory)),
            "captioned-paper",
            memory.asset,
            "voice",
            sources=[memory.caption_id, *memory.besides],
            quote=caption,
            opens=True,
        )
        self._writer = None

    def _tell_written(self, memory: Memory, quotation: Quotation) -> None:
        if memory.remembered and memory.who is not None:
            options = say.written_later(
                quotation.text, who=self._voice(memory.who, memory.relation), when=memory.when
            )
            self._dates.mention(None)
            self._quote(options, "written-later", memory, quotation, opens=True)
            self._writer = self._giver = None
            return
        when = self.date_of(None if memory.remembered else memory, quotation.text)
        writer = memory.who.casefold() if memory.who else None
        pattern = "written"
        if memory.own:
            options = say.own_note(self._person, quotation.text, when=when)
        elif memory.who is None:
            options = say.written_by_nobody(memory.noun, quotation.text, when=when)
        elif writer == self._writer:
            options = say.also_written(quotation.text, name=memory.who, when=when)
            pattern, writer = "also", None  # once; then the name stands in full again
        else:
            voice = self._voice(memory.who, memory.relation)
            options = say.written(quotation.text, who=voice, when=when)
        self._quote(options, pattern, memory, quotation, opens=pattern != "also")
        self._writer, self._giver = writer, None

    def tell_title(self, memory: Memory) -> None:
        """A paper that is shown by the few words on it."""
        title = memory.caption or ""
        when = self.date_of(memory, title)
        options = say.titled_paper(title, when=when, by=self._adder(memory))
        self._say(
            options,
            "title",
            memory.asset,
            "picture",
            sources=[memory.caption_id, *memory.besides],
            quote=title,
        )
        self._picture = self._writer = None

    def _quote(
        self,
        options: Options,
        pattern: str,
        memory: Memory,
        quotation: Quotation,
        *,
        opens: bool = False,
    ) -> None:
        self._say(
            options,
            pattern,
            quotation.sources[0],
            "voice",
            sources=(*quotation.sources, *memory.besides),
            quote=quotation.text,
            opens=opens,
        )


def _begins_alike(one: str, other: str) -> bool:
    return one.casefold().split()[:2] == other.casefold().split()[:2]


def _is_one_occasion(group: Sequence[Memory]) -> bool:
    return len({(memory.when, memory.where) for memory in group}) == 1


def count_nouns(memories: Sequence[Memory]) -> dict[str, int]:
    """How many of each noun, in the house's order; absent ones are left out."""
    counts = Counter(memory.noun for memory in memories)
    return {noun: counts[noun] for noun in NOUNS if counts[noun]}
