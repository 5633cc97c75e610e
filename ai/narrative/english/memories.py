"""What a memory shows or says: pictures with their captions, and words.

Each function gives several sentences that say the same, of which the teller takes one. They claim
no more than they are handed: who, when, where. What was felt stays in the quotations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ai.narrative.english.phrases import (
    Options,
    Person,
    Voice,
    at,
    capital,
    core,
    count,
    count_all,
    ended,
    from_,
    join,
    lower,
    of,
    quoted,
    taken,
)

# Pictures with a caption.


def captioned(
    noun: str, caption: str, *, place: str | None, when: str | None, by: Voice | None
) -> Options:
    made, words = taken(noun, place, when), quoted(caption)
    if by:
        return (
            ended(f"{by.first} added a {noun}{made}, captioned {words}"),
            ended(f"A {noun}{made}, added by {by.first.rstrip(',')}, is captioned {words}"),
            ended(f"From {by.first} there is a {noun}{made}, captioned {words}"),
        )
    return (
        ended(f"A {noun}{made} is captioned {words}"),
        ended(f"There is a {noun}{made}{',' if made else ''} captioned {words}"),
        ended(f"The caption of a {noun}{made} reads {words}"),
    )


def another(
    noun: str, caption: str, *, place: str | None, when: str | None, by: Voice | None
) -> Options:
    """After a picture of the same kind."""
    made, words = taken(noun, place, when), quoted(caption)
    if by:
        return (
            ended(f"Another {noun}{made}, added by {by.last}, is captioned {words}"),
            ended(f"{by.first} added another{made}, captioned {words}"),
        )
    return (
        ended(f"Another{made} is captioned {words}" if made else f"Another is captioned {words}"),
        ended(f"On another{made} the caption is {words}"),
    )


def captioned_together(
    noun: str,
    captions: Sequence[str],
    *,
    place: str | None,
    when: str | None,
    by: Voice | None,
) -> Options:
    """Several pictures of one time and place, each with its own caption."""
    made, words = taken(noun, place, when), join([quoted(c) for c in captions])
    many = capital(count(len(captions), noun))
    if by:
        return (ended(f"{by.first} added {lower(many)}{made}, captioned {words}"),)
    return (
        ended(f"{many}{made} are captioned {words}"),
        ended(f"There are {lower(many)}{made}{',' if made else ''} captioned {words}"),
    )


def captioned_each(
    noun: str,
    captions: Sequence[tuple[str, str | None, str | None]],
    *,
    by: Voice | None,
) -> Options:
    """Several pictures of one giver: each caption with its own place and date behind it."""
    each = []
    for caption, place, when in captions:
        circumstances = ", ".join(part for part in (place, core(lower(when or ""))) if part)
        each.append(quoted(caption) + (f" ({circumstances})" if circumstances else ""))
    many = count(len(captions), noun)
    if by:
        return (
            ended(f"{by.first} added {many}: {join(each)}"),
            ended(f"From {by.first} there are {many}: {join(each)}"),
        )
    return (
        ended(f"{capital(many)} are captioned {join(each)}"),
        ended(f"There are {many} captioned {join(each)}"),
    )


def years_of(years: Sequence[int]) -> str:
    """ "in 1961 and 1964", "from 1961 to 1968": when pictures of different years were taken."""
    first, last = min(years), max(years)
    return f"in {first} and {last}" if len(years) == 2 else f"from {first} to {last}"


def captioned_alike(
    noun: str, n: int, caption: str, *, place: str | None, when: str | None
) -> Options:
    """Several pictures with one caption."""
    many, made = count(n, noun), taken(noun, place, when)
    return (
        ended(f"There are {many}{made}, all of them captioned {quoted(caption)}")
        if n > 2
        else ended(f"There are two {noun}s{made}, both captioned {quoted(caption)}"),
        ended(f"{capital(many)}{made} share the caption {quoted(caption)}"),
    )


# Words: recordings, letters, papers, notes, messages.


def spoken(
    person: Person,
    noun: str,
    words: str,
    *,
    own: bool,
    who: Voice | None,
    place: str | None,
    when: str | None,
) -> Options:
    made = taken(noun, place, when)
    comma = "," if made else ""
    if own:
        return (
            ended(f"In a {noun}{made}{comma} {person.first} says: {quoted(words)}"),
            ended(f"In {person.her} own words, from a {noun}{made}: {quoted(words)}"),
            ended(f"{person.first} can be heard in a {noun}{made}: {quoted(words)}"),
        )
    if who:
        return (
            ended(f"In a {noun}{made}{comma} {who.first} says: {quoted(words)}"),
            ended(f"{who.first} says in a {noun}{made}: {quoted(words)}"),
        )
    return (
        ended(f"In a {noun}{made}{comma} someone says: {quoted(words)}"),
        ended(f"A {noun}{made} holds these words: {quoted(words)}"),
    )


def recorded(
    noun: str, words: str, *, who: Voice | None, place: str | None, when: str | None
) -> Options:
    """What somebody told later than it was."""
    made = f"Recorded{at(place)}{f' {lower(when)}' if when else ''}"
    if who:
        return (
            ended(f"{made}, {who.first} says: {quoted(words)}"),
            ended(f"In a {noun}{taken(noun, place, when)}, {who.first} says: {quoted(words)}"),
        )
    return (ended(f"{made}: {quoted(words)}"),)


def written_later(words: str, *, who: Voice, when: str | None) -> Options:
    """What somebody wrote down later than it was."""
    written_when = f" {lower(when)}" if when else ""
    return (ended(f"{who.first} wrote{written_when}: {quoted(words)}"),)


def spoken_in_it(words: str, *, name: str) -> str:
    """Right after the caption of the same film or recording."""
    return ended(f"In it, {name} says: {quoted(words)}")


def spoken_later(words: str, *, name: str) -> Options:
    return (
        ended(f"Later on {name} says: {quoted(words)}"),
        ended(f"Further on, {name} says: {quoted(words)}"),
    )


def paper(noun: str, words: str, *, when: str | None, by: Voice | None) -> Options:
    """A letter, or another paper, that says something."""
    dated = from_(when)
    says = "says" if noun == "letter" else "reads"
    if by:
        return (
            ended(f"{by.first} added a {noun}{dated}; it {says}: {quoted(words)}"),
            ended(f"A {noun}{dated}, added by {by.last}, {says}: {quoted(words)}"),
        )
    return (
        ended(f"A {noun}{dated} {says}: {quoted(words)}"),
        ended(f"There is a {noun}{dated}; it {says}: {quoted(words)}"),
    )


def captioned_paper(noun: str, caption: str, *, when: str | None, by: Voice | None) -> Options:
    """A letter, or another paper, about which somebody wrote something."""
    dated, words = from_(when), quoted(caption)
    if by:
        return (
            ended(f"{by.first} added a {noun}{dated}, captioned {words}"),
            ended(f"A {noun}{dated}, added by {by.first.rstrip(',')}, is captioned {words}"),
        )
    return (
        ended(f"A {noun}{dated} is kept with the words {words}"),
        ended(f"There is a {noun}{dated}, kept with the words {words}"),
    )


def paper_says(noun: str, words: str) -> Options:
    """Right after the caption of the same letter or paper."""
    return (ended(f"It {'says' if noun == 'letter' else 'reads'}: {quoted(words)}"),)


def further_on(noun: str, words: str) -> Options:
    return (
        ended(f"Further on, the {noun} says: {quoted(words)}"),
        ended(f"The same {noun} also says: {quoted(words)}"),
    )


def titled_paper(title: str, *, when: str | None, by: Voice | None) -> Options:
    dated = from_(when)
    if by:
        return (ended(f"{by.first} added a paper{dated}: {quoted(title)}"),)
    comma = "," if dated else ""
    return (
        ended(f"Among the papers is {quoted(title)}{comma}{dated}"),
        ended(f"The papers include {quoted(title)}{comma}{dated}"),
    )


def written(words: str, *, who: Voice, when: str | None) -> Options:
    """A message or a note, signed; `when` is what it is about."""
    if when:
        plain = ended(f"{who.first} writes of {of(when)}: {quoted(words)}")
        if of(when).isdigit():
            return (plain,)
        return (plain, ended(f"Of {of(when)}, {who.first} writes: {quoted(words)}"))
    return (
        ended(f"{who.first} writes: {quoted(words)}"),
        ended(f"From {who.first} come these words: {quoted(words)}"),
        ended(f"{who.first} has written: {quoted(words)}"),
    )


def also_written(words: str, *, name: str, when: str | None) -> Options:
    """By the one who wrote the sentence before."""
    if when:
        return (ended(f"{name} also writes of {of(when)}: {quoted(words)}"),)
    return (
        ended(f"{name} also writes: {quoted(words)}"),
        ended(f"{name} adds: {quoted(words)}"),
    )


def written_by_nobody(noun: str, words: str, *, when: str | None) -> Options:
    what = "a note in the chest" if noun == "note" else "a message without a name"
    if when:
        return (ended(f"Of {of(when)}, {what} says: {quoted(words)}"),)
    return (ended(f"{capital(what)} says: {quoted(words)}"),)


def own_note(person: Person, words: str, *, when: str | None) -> Options:
    return (ended(f"A note by {person.first}{from_(when)} says: {quoted(words)}"),)


def came_with(counts: Mapping[str, int]) -> Options:
    verb = "comes" if sum(counts.values()) == 1 else "come"
    return (
        ended(f"With these words {verb} {count_all(counts)}"),
        ended(f"{capital(count_all(counts))} came with these words"),
    )
