"""The appendix: what the chest holds, counted, for whoever wants to know. The story does not count.

It stands last, and each sentence names the part of the life that it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ai.narrative.base import Chapter, Sentence, Subject
from ai.narrative.english import lives as say
from ai.narrative.english.phrases import Person
from ai.narrative.lives import APPENDIX
from ai.narrative.memories import Memory, own_names
from ai.narrative.sentences import Teller
from ai.narrative.summaries import is_told_at_once, tell_contents, tell_photographed


def tell_appendix(
    subject: Subject, memories: Sequence[Memory], listed: Iterable[Sequence[Sentence]]
) -> Chapter | None:
    """What the chest holds in all, and then what each part of the life has that is not told one by
    one; None where the opening has said as much."""
    if not memories or is_told_at_once(memories):
        return None
    person = Person(subject)
    teller = Teller(person, own_names=own_names(subject))
    tell_contents(teller, memories)
    tell_photographed(teller, memories)
    sentences = [*teller.sentences, *(sentence for part in listed for sentence in part)]
    return Chapter(APPENDIX.key, say.title(APPENDIX.key, person), tuple(sentences), appendix=True)
