"""What is read out of answers, however they come."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ai.base import ProviderError
from ai.narrative.answers import SCHEMA, WHY_FALLEN, read
from ai.narrative.base import CHEST, LifeDate, Subject
from ai.narrative.marking import list_pieces
from tests.ai.narrative.families import seg

ROSA = Subject("Rosa Maria Alves", "Rosa", born=LifeDate("in 1931", "1931", place="Porto"))
PIECES = list_pieces(
    ROSA,
    (
        seg("a1", "note", 'She said "never again" and went.', when="in the summer of 1950"),
        seg("b2", "contribution", "The boat was green. " * 40, who="Ana"),
    ),
)


def clause(text: str, *sources: tuple[str, str]) -> dict[str, Any]:
    return {"text": text, "sources": [{"id": name, "span": span} for name, span in sources]}


def sentence(*clauses: dict[str, Any], quote: str = "", opens: bool = False) -> dict[str, Any]:
    return {"clauses": list(clauses), "quote": quote, "opens": opens}


def answer(*sentences: dict[str, Any]) -> str:
    return json.dumps({"sentences": list(sentences)})


GOOD = sentence(
    clause("In the summer of 1950", ("m1", "in the summer of 1950")),
    clause(", Rosa went", (CHEST, "Rosa Maria Alves"), ("m1", "and went.")),
    clause(".", ("m1", "went")),
)


def test_the_form_is_one_that_strict_servers_take_and_good_answers_have() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate({"sentences": [GOOD]})

    def look(part: Any) -> None:
        if part["type"] == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
            for one in part["properties"].values():
                look(one)
        elif part["type"] == "array":
            look(part["items"])

    look(SCHEMA)


def test_clauses_make_up_a_sentence_and_name_their_words() -> None:
    (told,) = read(answer(GOOD), PIECES).sentences
    assert told.text == "In the summer of 1950, Rosa went."
    assert told.sources == ("a1#0", CHEST)
    assert [c.text for c in told.clauses] == ["In the summer of 1950", ", Rosa went."]
    assert [(s.source, s.text) for s in told.clauses[1].spans] == [
        (CHEST, "Rosa Maria Alves"),
        ("a1#0", "and went."),
    ]
    assert (told.quote, told.frame, told.opens) == (None, False, False)


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n{}\n```",
        "Here is the chapter:\n{}\nI hope that it helps.",
        "<think>A story {{of}} hers? {{}}</think>{}",
        '{{"note": "first"}} {}',
        "\ufeff  {}",
    ],
)
def test_words_around_it_do_not_matter(wrapped: str) -> None:
    text = wrapped.replace("{{", "\x01").replace("}}", "\x02").replace("{}", answer(GOOD))
    text = text.replace("\x01", "{").replace("\x02", "}")
    assert len(read(text, PIECES).sentences) == 1


def test_what_smaller_models_leave_out_or_add_does_not_matter() -> None:
    told = {"clauses": [clause("Rosa went.", ("a1#0", "and went."))], "mood": "sad"}
    (read_back,) = read(answer(told), PIECES).sentences
    assert read_back.sources == ("a1#0",), "the id itself is a name too"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Once upon a time",
        '{"sentences": [',
        "[1, 2]",
        '{"sentences": "none"}',
        '{"chapters": []}',
        '{"sentences": [{"text": "Rosa went.", "sources": ["m1"]}]}',
        '{"sentences": [{"clauses": [{"text": 4, "sources": []}]}]}',
        "{" * 5000,
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_anything_else_is_malformed(text: str) -> None:
    with pytest.raises(ProviderError) as refusal:
        read(text, PIECES)
    assert refusal.value.kind == "malformed"
    assert "asked again" in str(refusal.value)


@pytest.mark.parametrize(
    ("bad", "because"),
    [
        (sentence(clause("Rosa was sad.")), "no-source"),
        (sentence(), "not-a-sentence"),
        (sentence(clause("…", ("m1", "went"))), "not-a-sentence"),
        (sentence(clause("x" * 1001, ("m1", "went"))), "not-a-sentence"),
        (sentence(clause("Rosa went.", ("m9", "went"))), "unknown-source"),
        (sentence(clause("Rosa went.", ("m2", "and went."))), "span-not-there"),
        (sentence(clause("Rosa went.", ("m1", ""))), "span-not-there"),
        (sentence(clause("A boat.", ("m2", "The boat was green. " * 30))), "span-too-long"),
        (
            sentence(clause("She said “never”.", ("m1", "went")), quote="never ever"),
            "quote-not-there",
        ),
        (sentence(clause("She went.", ("m1", "went")), quote="never again"), "quote-not-there"),
    ],
)
def test_a_sentence_falls_by_itself_and_says_why(bad: dict[str, Any], because: str) -> None:
    draft = read(answer(bad, GOOD), PIECES)
    assert [s.text for s in draft.sentences] == ["In the summer of 1950, Rosa went."]
    (fallen,) = draft.fallen
    assert fallen.because == because
    assert WHY_FALLEN[fallen.because]
    assert len(fallen.text) <= 1000


def test_a_quotation_is_kept_as_it_stands_in_its_source() -> None:
    told = sentence(
        clause("She said “never again”.", ("m1", 'She said "never again"')), quote="never again"
    )
    assert read(answer(told), PIECES).sentences[0].quote == "never again"


def test_what_cannot_be_stored_or_seen_never_leaves() -> None:
    told = answer(sentence(clause("Rosa\u0000 we\u200bnt\ud800\n \u202e.", ("m1", "went"))))
    assert read(told, PIECES).sentences[0].text == "Rosa went."
