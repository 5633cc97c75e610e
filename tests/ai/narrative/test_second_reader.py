"""The second reader: what it may change, and what is said of a folder that holds none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ai.base import ProviderError
from ai.narrative.base import Segment, Sentence, Subject
from ai.narrative.checking.calibrating import calibrate
from ai.narrative.checking.roster import Known, Roster
from ai.narrative.checking.second_reader import (
    DOUBTS,
    Calibration,
    SecondReader,
    list_missing,
    open_second_reader,
    read_again,
)
from ai.narrative.support import Support, check
from tests.ai.narrative.tiny_reader import make_reader
from tests.app_server import ROOT

SOURCE = "Ida bought the shop on Mill Lane in 1950 ."
SPANS = [("a", SOURCE)]
SAME = Sentence("Ida bought the shop in 1950 .", ("a",))
OTHER = Sentence("Ida bought the bakery in 1950 .", ("a",))
GREEN, AMBER = Support("green"), Support("amber", ("No source has the words: bakery.",))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reader(tmp_path_factory.mktemp("reader"), [SOURCE, SAME.text, OTHER.text])


@pytest.fixture(scope="module")
def reader(folder: Path) -> SecondReader:
    opened = open_second_reader(folder)
    assert opened is not None
    return opened


def test_it_is_surer_of_what_follows_than_of_what_does_not(reader: SecondReader) -> None:
    assert reader.follows(SOURCE, SAME.text) > 0.98
    assert reader.follows(SOURCE, OTHER.text) < 0.02


def test_it_sends_a_green_sentence_that_does_not_follow_to_a_person(reader: SecondReader) -> None:
    assert read_again(GREEN, OTHER, SPANS, reader) == Support("amber", (DOUBTS,))
    assert read_again(GREEN, SAME, SPANS, reader) == GREEN


def test_it_lets_an_amber_sentence_stand_that_follows(reader: SecondReader) -> None:
    assert read_again(AMBER, SAME, SPANS, reader) == GREEN
    assert read_again(AMBER, OTHER, SPANS, reader) == AMBER


@pytest.mark.parametrize("verdict", ["red", "frame"])
def test_what_is_red_or_only_counts_it_never_changes(reader: SecondReader, verdict: str) -> None:
    support = Support(verdict, ("Why.",))  # type: ignore[arg-type]  # one of the four
    for sentence in (SAME, OTHER):
        assert read_again(support, sentence, SPANS, reader) is support


def test_without_a_reader_or_without_passages_nothing_changes(reader: SecondReader) -> None:
    assert read_again(GREEN, OTHER, SPANS, None) is GREEN
    assert read_again(GREEN, OTHER, [("a", " ")], reader) is GREEN
    assert open_second_reader(None) is None


def test_it_is_as_strict_as_the_file_beside_it_says(folder: Path, tmp_path: Path) -> None:
    strict = tmp_path / "strict"
    make_reader(strict, [SOURCE, SAME.text, OTHER.text])
    (strict / "calibration.json").write_text('{"raise_above": 1.0, "measured": "2026-11-29"}')
    opened = open_second_reader(strict)
    assert opened is not None
    assert opened.calibration == Calibration(raise_above=1.0)
    assert read_again(AMBER, SAME, SPANS, opened) is AMBER


def test_passages_longer_than_it_can_read_are_cut_and_the_sentence_is_not(
    reader: SecondReader,
) -> None:
    long = f"{SOURCE} " + "the shop " * 2_000
    assert reader.follows(long, SAME.text) > 0.98
    assert reader.follows(long, OTHER.text) < 0.02


def test_the_answers_stand_in_the_order_that_the_model_names(tmp_path: Path) -> None:
    turned = make_reader(
        tmp_path, [SOURCE, SAME.text], labels=("contradiction", "neutral", "entailment")
    )
    opened = open_second_reader(turned)
    assert opened is not None
    assert opened.follows(SOURCE, SAME.text) < 0.02


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, file: str) -> None:
    (make_reader(tmp_path, [SOURCE]) / file).unlink()
    assert list_missing(tmp_path) == [file]
    with pytest.raises(ProviderError, match=file) as failure:
        open_second_reader(tmp_path)
    assert failure.value.kind == "missing"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("model.onnx", "no model"),
        ("tokenizer.json", "{}"),
        ("config.json", "[]"),
        ("config.json", '{"id2label": {"0": "LABEL_0", "1": "LABEL_1"}}'),
        ("calibration.json", '{"raise_above": "high"}'),
        ("calibration.json", '{"raise_above": 7}'),
    ],
)
def test_a_damaged_file_is_a_sentence(tmp_path: Path, file: str, content: str) -> None:
    (make_reader(tmp_path, [SOURCE]) / file).write_text(content)
    with pytest.raises(ProviderError, match="is damaged") as failure:
        open_second_reader(tmp_path)
    assert failure.value.kind == "damaged"


def _pair(sentence: str, *, supported: bool) -> str:
    return json.dumps({
        "sentence": sentence, "supported": supported, "sources": [{"id": "a", "text": SOURCE}],
        "people": [{"name": "Ida", "relation": "self"}], "honoree": {"name": "Ida"},
    })  # fmt: skip


def test_calibrated_it_raises_no_untrue_sentence_of_the_pairs(reader: SecondReader) -> None:
    segment = Segment("a", "a", "note", SOURCE)
    roster = Roster([Known("Ida", (), "self")])
    # All of its words are there, and it is not what the source says.
    turned = Sentence("Ida bought the lane in 1950.", ("a",))
    assert check(turned, {"a": segment}, Subject("Ida"), roster).verdict == "amber"
    true, untrue = _pair(SAME.text, supported=True), _pair(turned.text, supported=False)
    found = calibrate(reader, [true, "", untrue])
    assert found.raise_above > reader.follows(SOURCE, turned.text)
    assert 0 < found.lower_below <= reader.follows(SOURCE, SAME.text)


def test_to_know_of_it_loads_no_engine() -> None:
    program = (
        "import sys, ai.narrative.checking.second_reader, chest.upkeep.doctor\n"
        "print([name for name in ('onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
