"""Says a date in the words people use, and claims no more than the date holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chest.dates.words.forms import Element, Form, Precision, Shape
from chest.dates.words.pieces import find_part
from chest.dates.words.tokens import FIRST_YEAR, LAST_YEAR
from chest.dates.words.vocabulary import EARLY, LATE, MID

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_ORDINALS = {21: "21st", 22: "22nd"}


@dataclass(frozen=True, slots=True)
class _Name:
    """What one date is called, by itself and in a sentence."""

    words: str
    words_in_sentence: str
    preposition: str
    qualifier: str


def say(form: Form) -> str:
    """ "21 March 2019", "about 1952", "between 1950 and 1955"."""
    if form.first is None or form.last is None:
        return _say_open(form) + (", perhaps" if _is_open_in_doubt(form) else "")
    name = _single_name(form)
    if name is None:
        return _say_several(form, preposition="")
    words = f"about {name.words}" if name.qualifier in ("~", "%") else name.words
    return f"{words}, perhaps" if name.qualifier in ("?", "%") else words


def say_in_sentence(form: Form) -> str:
    """ "on 21 March 2019", "around 1952", "in the summer of 1964"."""
    if form.first is None or form.last is None:
        words = _say_open(form)
        preposition = ""
        if words[0].isdigit() or words[0].isupper():  # "1950 or earlier"
            preposition = "on " if words[0].isdigit() and not words[:4].isdigit() else "in "
        return ("perhaps " if _is_open_in_doubt(form) else "") + preposition + words
    name = _single_name(form)
    if name is None:
        is_day = form.first is not None and form.first.precision is Precision.DAY
        return _say_several(form, preposition="on " if is_day else "in ")
    preposition = "around" if name.qualifier in ("~", "%") else name.preposition
    words = f"{preposition} {name.words_in_sentence}"
    return f"perhaps {words}" if name.qualifier in ("?", "%") else words


def _single_name(form: Form) -> _Name | None:
    """The name of a form that is one thing; None for a stretch, a choice or an open end."""
    first, last = form.first, form.last
    if first is None or last is None or form.shape is Shape.CHOICE:
        return None
    if first == last:
        return _name_element(first)
    if form.shape is Shape.INTERVAL and (not first.qualifier or first.qualifier != last.qualifier):
        return None
    return _name_part(first, last)


def _name_element(element: Element) -> _Name:
    words = _plain_words(element)
    in_sentence = words
    if element.precision is Precision.SEASON:
        in_sentence = f"the {_SEASONS[element.month]} of {element.year}"
    preposition = "on" if element.day else "in"
    return _Name(words, in_sentence, preposition, element.qualifier)


def _name_part(first: Element, last: Element) -> _Name | None:
    """ "The early 1960s" for the years that stand for them, whoever first named them so."""
    found = find_part(first.text, last.text)
    adjective = {EARLY: "early ", MID: "mid-", LATE: "late "}.get(found[1]) if found else None
    if found is None or adjective is None:
        return None
    words = _say_whole(found[0])
    article = "the " if words.startswith("the ") else ""
    words = article + adjective + words.removeprefix(article)
    return _Name(words, words, "in", first.qualifier)


def _say_whole(edtf: str) -> str:
    if edtf.endswith("XX"):
        century = int(edtf[:2]) + 1
        return f"the {_ORDINALS.get(century, f'{century}th')} century"
    if edtf.endswith("X"):
        return f"the {edtf[:3]}0s"
    return edtf if len(edtf) == 4 else f"{_MONTHS[int(edtf[5:]) - 1]} {edtf[:4]}"


def _plain_words(element: Element) -> str:
    if element.precision is Precision.SEASON:
        return f"{_SEASONS[element.month]} {element.year}"
    if element.day:
        return f"{element.day} {_MONTHS[element.month - 1]} {element.year}"
    return _say_whole(element.text)


def _say_several(form: Form, *, preposition: str) -> str:
    first, last = form.first, form.last
    is_choice = _is_choice_of_two(form)
    if is_choice:
        first, last = form.choices[0][0], form.choices[1][0]
    if first is None or last is None:
        return ""
    if all("?" in _doubt(end) for end in (first, last)):
        opening = "perhaps "
        names = [_say_end(end, without_doubt=True) for end in (first, last)]
    else:
        opening = ""
        names = [_say_end(end) for end in (first, last)]
    if not first.qualifier and not last.qualifier:
        names[0] = _shortened(first, last)
    if is_choice:
        return f"{opening}{preposition}{names[0]} or {names[1]}"
    if form.shape is Shape.INTERVAL and not form.is_qualified:
        return f"{opening}from {names[0]} to {names[1]}"
    # "From … to" claims every day between; a doubtful end leaves that open.
    return f"{opening}between {names[0]} and {names[1]}"


def _say_open(form: Form) -> str:
    end = form.first or form.last
    if end is None:
        return ""
    words = _say_end(end, without_doubt=True)
    if form.shape is not Shape.SET:
        return f"up to {words}" if form.first is None else f"from {words} on"
    beside = _beside(end, before=form.first is None)
    if form.first is None:
        return f"before {beside}" if beside else f"{words} or earlier"
    return f"after {beside}" if beside else f"{words} or later"


def _beside(end: Element, *, before: bool) -> str | None:
    """What a set ends just before, or begins just after: 1950 for 1949-12-31 as its last day.

    None where it ends with a whole year or month, or beyond the years that are read.
    """
    if end.precision is not Precision.DAY:
        return None
    day = end.latest + timedelta(days=1 if before else -1)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    edge = day if before else end.earliest  # the turn of a year or month, if it is one
    if edge.day > 1:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return str(day.year) if edge.month == 1 else f"{_MONTHS[day.month - 1]} {day.year}"


def _is_open_in_doubt(form: Form) -> bool:
    return any(end is not None and "?" in _doubt(end) for end in (form.first, form.last))


def _is_choice_of_two(form: Form) -> bool:
    return len(form.choices) == 2 and all(start == end for start, end in form.choices)


def _doubt(element: Element) -> str:
    return {"%": "~?"}.get(element.qualifier, element.qualifier)


def _say_end(element: Element, *, without_doubt: bool = False) -> str:
    perhaps = "perhaps " if "?" in _doubt(element) and not without_doubt else ""
    about = "about " if "~" in _doubt(element) else ""
    return perhaps + about + _plain_words(element)


def _shortened(first: Element, last: Element) -> str:
    """The first of two dates without the year or month that the second repeats."""
    alike = first.precision is last.precision and first.year == last.year
    if not alike or first.precision not in (Precision.DAY, Precision.MONTH):
        return _plain_words(first)
    if first.day and first.month == last.month:
        return str(first.day)
    month = _MONTHS[first.month - 1]
    return f"{first.day} {month}" if first.day else month
