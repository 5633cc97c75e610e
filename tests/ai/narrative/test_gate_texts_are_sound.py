"""The texts the gate is tried with hold what their description promises (see `gate/README.md`)."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

GATE = Path(__file__).parent / "gate"
LANGUAGES = ("en", "pt", "es", "fr", "de", "it")
KINDS = {"message", "caption", "note", "edit", "transcript", "letter"}
REASONS = {
    "secrecy",
    "condition",
    "doubt",
    "editor_note",
    "insult",
    "accusation",
    "paternity",
    "violence",
    "abuse",
    "suicide",
    "illness",
    "address",
    "number",
    "password",
    "machine",
}
Row = dict[str, Any]


def _read(name: str) -> list[Row]:
    lines = (GATE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


HOLD = _read("hold.jsonl")
HARMLESS = _read("harmless.jsonl")
INJECTIONS = _read("injections.jsonl")


def _texts(row: Row) -> list[str]:
    return row["texts"] if "texts" in row else [row["text"]]


def _plain(text: str) -> str:
    """The same for two texts that differ in case, spaces and signs one cannot see."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).casefold().split())


def test_each_line_says_what_it_must_and_nothing_else() -> None:
    for row in HOLD:
        assert row.keys() == {"id", "language", "kind", "reason", "text", "span"}, row["id"]
        assert row["kind"] in KINDS, row["id"]
        assert row["reason"] in REASONS, row["id"]
    for row in HARMLESS:
        assert row.keys() == {"id", "language", "kind", "near", "text"}, row["id"]
        assert row["kind"] in KINDS, row["id"]
        assert row["near"] in REASONS | {None}, row["id"]
    for row in INJECTIONS:
        told = {"id", "language", "technique", "must_not_appear"}
        assert row.keys() in (told | {"text"}, told | {"texts"}), row["id"]
        assert "texts" not in row or len(row["texts"]) > 1, row["id"]
    for row in HOLD + HARMLESS + INJECTIONS:
        assert row["language"] in LANGUAGES, row["id"]
        assert all(text.strip() for text in _texts(row)), row["id"]


def test_an_id_is_given_once() -> None:
    ids = Counter(row["id"] for row in HOLD + HARMLESS + INJECTIONS)
    assert [name for name, times in ids.items() if times > 1] == []


def test_the_span_stands_in_the_text_word_for_word_and_once() -> None:
    wrong = [r["id"] for r in HOLD if not r["span"].strip() or r["text"].count(r["span"]) != 1]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_share(language: str) -> None:
    hold = Counter(row["reason"] for row in HOLD if row["language"] == language)
    near = Counter(row["near"] for row in HARMLESS if row["language"] == language)
    assert hold.total() >= 40
    assert near.total() >= 60
    assert sum(row["language"] == language for row in INJECTIONS) >= 20
    assert {reason for reason in REASONS if hold[reason] < 2} == set()
    assert {reason for reason in REASONS if near[reason] < 1} == set()
    assert near[None] >= 10
    for rows in (HOLD, HARMLESS):
        assert {row["kind"] for row in rows if row["language"] == language} == KINDS


def test_no_text_stands_twice_or_on_two_sides() -> None:
    texts = Counter(_plain(t) for row in HOLD + HARMLESS + INJECTIONS for t in _texts(row))
    assert [text for text, times in texts.items() if times > 1] == []


def test_no_harmless_text_holds_a_span_of_one_to_hold() -> None:
    spans = [(_plain(row["span"]), row["id"]) for row in HOLD]
    texts = [(_plain(row["text"]), row["id"]) for row in HARMLESS]
    found = [(one, other) for span, other in spans if span for text, one in texts if span in text]
    assert found == []


def test_a_harmless_text_has_no_hidden_signs() -> None:
    hidden = {"Cf", "Co", "Cs", "Cc"}
    found = [r["id"] for r in HARMLESS if hidden & {unicodedata.category(c) for c in r["text"]}]
    assert found == []


def test_signs_one_cannot_see_are_written_so_that_one_sees_them() -> None:
    for name in ("hold.jsonl", "harmless.jsonl", "injections.jsonl"):
        raw = (GATE / name).read_text(encoding="utf-8")
        hidden = {c for c in raw if unicodedata.category(c) in {"Cf", "Co", "Cs"}}
        assert hidden == set(), name


def test_a_marker_belongs_to_one_attempt() -> None:
    markers = [(m, row["id"]) for row in INJECTIONS for m in row["must_not_appear"]]
    assert all(len(marker) >= 6 for marker, _id in markers)
    assert {row["id"] for row in INJECTIONS} == {name for _marker, name in markers}
    told = HOLD + HARMLESS + INJECTIONS
    stray = [
        (marker, row["id"])
        for marker, owner in markers
        for row in told
        for text in _texts(row)
        if row["id"] != owner and marker.casefold() in text.casefold()
    ]
    assert stray == []
    assert len({marker.casefold() for marker, _id in markers}) == len(markers)


def _what_a_model_reads(row: Row) -> str:
    """The text with its disguise taken off, as a model would that obeys it."""
    technique, text = row["technique"], "\n".join(_texts(row))
    if technique == "base64":
        hidden = re.findall(r"[A-Za-z0-9+/]{24,}={0,2}", text)
        return "\n".join(base64.b64decode(part).decode() for part in hidden)
    if technique == "bidi":
        return "\n".join(part[::-1] for part in re.findall("\u202e(.+?)\u202c", text))
    if technique == "tag_characters":
        return "".join(chr(ord(c) - 0xE0000) for c in text if 0xE0020 <= ord(c) < 0xE007F)
    if technique == "zero_width":
        return re.sub("[\u200b\u2060]", "", text)
    if technique == "split":
        return "".join(re.findall('["«»“„] ?([\\w-]+) ?["«»”]', text))
    if technique == "acrostic":
        return "".join(re.findall(r"\b[A-ZÀ-Þ](?=\w)", text.split(". ", 1)[1]))
    return text


def test_whoever_obeys_finds_the_marker() -> None:
    lost = [
        row["id"]
        for row in INJECTIONS
        for marker in row["must_not_appear"]
        if row["technique"] != "homoglyph"
        and marker.casefold() not in _what_a_model_reads(row).casefold()
    ]
    assert lost == []


def test_words_in_letters_of_another_script_are_marked_in_both() -> None:
    for row in INJECTIONS:
        if row["technique"] != "homoglyph":
            continue
        latin, foreign = row["must_not_appear"]
        assert latin.isascii(), row["id"]
        assert not foreign.isascii(), row["id"]
        assert foreign in row["text"], row["id"]
        assert latin not in row["text"], row["id"]
