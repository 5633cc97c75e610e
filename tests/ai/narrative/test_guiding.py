"""However a model writes, what it writes has the form, names what is there and copies it."""

from __future__ import annotations

import random
import string

import pytest

from ai.narrative.answers import read
from ai.narrative.base import Subject
from ai.narrative.guiding import Guide, State
from ai.narrative.marking import list_pieces
from tests.ai.narrative.families import seg

PIECES = list_pieces(
    Subject("Rosa Alves"),
    (
        seg("a1", "note", 'She said "never again"\nand went to Porto.', place="Rio"),
        seg("b2", "contribution", "O barco era verde \\ e a mãe 🙂 riu-se.", who="Ana"),
    ),
)
LETTERS = sorted({*string.printable, *"ãçéõ”“’…"})


def write_anything(seed: int, *, room: int) -> str:
    """What comes of a model that knows nothing: any letter that it is let write."""
    dice, guide, state, text = random.Random(seed), Guide(PIECES, LETTERS), State(), ""
    while not state.is_end:
        closing = room - len(text) < 160
        may = [c for c in LETTERS if guide.write(state, c, closing=closing) is not None]
        assert may, f"nothing may follow {text[-60:]!r}"
        text += (c := dice.choice(may))
        after = guide.write(state, c, closing=closing)
        assert after is not None
        state = after
        assert len(text) <= room, text[-200:]
    return text


@pytest.mark.parametrize("seed", range(12))
def test_a_model_that_knows_nothing_still_names_and_copies_what_is_there(seed: int) -> None:
    draft = read(write_anything(seed, room=900), PIECES)
    assert draft.sentences
    assert draft.fallen == ()
    assert all(clause.spans for s in draft.sentences for clause in s.clauses)


def test_names_words_and_ends_that_are_not_there_cannot_be_written() -> None:
    guide = Guide(PIECES, LETTERS)
    text = '{"sentences":[{"clauses":[{"text":"She went","sources":[{"id":"'
    at_id = guide.write(State(), text)
    assert at_id is not None
    assert guide.write(at_id, 'm9"') is None
    assert guide.write(at_id, 'm"') is None
    at_span = guide.write(at_id, 'm1","span":"')
    assert at_span is not None
    assert guide.write(at_span, "and went to Lisbon") is None
    assert guide.write(at_span, "nd went") is None, "a span begins with a word"
    assert guide.write(at_span, 'and went to Por"') is None, "and ends with one"
    assert guide.write(at_span, 'Rio"') is not None, "a field may be shorter than a sentence"
    whole = guide.write(at_span, 'and went to Porto."}]}],"quote":"","opens":true}]}')
    assert whole is not None
    assert whole.is_end
    assert guide.write(whole, " ") is None


def test_what_a_model_cannot_write_letter_by_letter_is_not_asked_of_it() -> None:
    guide = Guide(PIECES, set(string.ascii_letters + " .,-"))
    text = '{"sentences":[{"clauses":[{"text":"It","sources":[{"id":"m2","span":"'
    at_span = guide.write(State(), text)
    assert at_span is not None
    assert guide.write(at_span, 'O barco era verde"') is not None
    assert guide.write(at_span, "O barco era verde e a m") is None
    assert guide.write(at_span, 'O barco era verde"') is not None
    assert guide.write(at_span, 'riu-se."') is not None


def test_a_letter_of_several_bytes_may_be_begun_only_where_it_can_be_ended() -> None:
    guide = Guide(PIECES)
    text = '{"sentences":[{"clauses":[{"text":"A m'
    begun = guide.write(State(), text)
    assert begun is not None
    assert guide.may_begin(begun, "ã".encode()[:1])
    assert guide.may_begin(begun, "🙂".encode()[:3])
    assert not guide.may_begin(begun, "\U000e0041".encode()[:2])
    assert not guide.may_begin(begun, "ã".encode()[:1], closing=True)
    in_span = guide.write(begun, '","sources":[{"id":"m2","span":"e a m')
    assert in_span is not None
    assert guide.may_begin(in_span, "ã".encode()[:1])
    assert not guide.may_begin(in_span, "🙂".encode()[:1])
    whole = guide.write(in_span, "ãe 🙂 riu-se.")
    assert whole is not None
    assert not guide.may_begin(whole, "ã".encode()[:1])
    assert not guide.may_begin(State(), "ã".encode()[:1])
