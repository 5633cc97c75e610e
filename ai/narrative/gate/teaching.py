"""`python -m ai.narrative.gate.teaching`: teach the gate's learned part, and write its weights.

`--leave-out` writes nothing: it teaches without one set of texts after the other, each written by
other hands, and says how the gate does on the one left out, at several thresholds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from ai.narrative.gate import learned
from ai.narrative.gate.features import BITS, features, sentences
from ai.narrative.gate.fitting import Floats, Row, fit, fit_few
from ai.narrative.gate.folding import fold
from ai.narrative.gate.reading import REASONS, find_hints

TEXTS = Path("tests/ai/narrative/gate")
THRESHOLD = 1.1
"""Above this, what speaks for holding outweighs; see decision 0048 for how it was chosen."""
KEEP = 32_000
STRONG = 3.0
"""A rule that by itself speaks this much for holding holds alone, whatever the words say."""

# Disguised ones (in base64, in invisible signs) have nothing to teach of words.
_DISGUISED = frozenset(
    {"fake_system_tag", "fake_user_turn", "json_close", "markdown_fence", "base64", "zero_width"}
    | {"bidi", "tag_characters", "homoglyph", "split", "person_name", "reveal_key", "html_comment"}
    | {"few_shot", "xml_close", "other_language", "acrostic", "yaml_header", "fake_tool", "leet"}
)
_BESIDE = 0.5  # how much a sentence counts that stands beside the one that is the reason

Text = Mapping[str, Any]
Set = list[Text]
LEFT_OUT = ("fresh", "fresh2", "near", "fresh3")
NEVER_TAUGHT = ("fresh3",)
"""Kept to look at while the gate is worked on."""


def read_set(folder: Path, name: str) -> Set:
    """The texts of one set: those with a reason are to be held."""
    if name == "taught":
        files = sorted((folder / "taught").glob("*.jsonl"))
    elif name == "first":
        files = [folder / "hold.jsonl", folder / "harmless.jsonl", folder / "injections.jsonl"]
    else:
        files = sorted(folder.glob(f"{name}_*.jsonl"))
    return [text for file in files for text in _read(file)]


def _read(file: Path) -> Iterable[Text]:
    for line in file.read_text(encoding="utf-8").splitlines():
        text: dict[str, Any] = json.loads(line)
        if "technique" in text:
            if file.name == "injections.jsonl" and text["technique"] in _DISGUISED:
                continue
            text["reason"] = "machine"
        yield text


def rows_of(texts: Iterable[Text]) -> list[Row]:
    """What each text teaches, sentence by sentence and pair by pair."""
    rows = []
    for text in texts:
        rows += _held_rows(text) if "reason" in text else _harmless_rows(text)
    return rows


def _harmless_rows(text: Text) -> list[Row]:
    parts = _parts(text["text"])
    pairs = [f"{one} {other}" for one, other in pairwise(parts)]
    return [Row(_seen(part), 0, 1.0) for part in parts + pairs]


def _held_rows(text: Text) -> list[Row]:
    kind = 1 + REASONS.index(text["reason"])
    parts = _parts(text["text"])
    said = _places(text)
    if not said:
        return [Row(_seen(" ".join(parts)), kind, 1.0)]
    rows = [Row(_seen(part), 0, _BESIDE) for at, part in enumerate(parts) if at not in said]
    rows.append(Row(_seen(" ".join(parts[at] for at in said)), kind, 1.0))
    if len(said) == 1:
        near = [at for at in (said[0] - 1, said[0] + 1) if 0 <= at < len(parts)]
        other = near[len(text["text"]) % len(near)]
        pair = parts[min(said[0], other) : max(said[0], other) + 1]
        rows.append(Row(_seen(" ".join(pair)), kind, _BESIDE))
    return rows


def _places(text: Text) -> list[int]:
    """Which sentences of several say the reason; none where that is not known."""
    whole = fold(text["text"]).text
    spans = sentences(whole)
    span = fold(text.get("span", "")).text.strip()
    if not span or len(spans) < 2 or (start := whole.find(span)) < 0:
        return []
    end = start + len(span)
    return [at for at, (first, last) in enumerate(spans) if first < end and last > start]


def _parts(text: str) -> list[str]:
    folded = fold(text).text
    return [folded[start:end] for start, end in sentences(folded)] or [folded]


@cache
def _seen(part: str) -> tuple[int, ...]:
    return tuple(features(part))


@cache
def _hints(text: str) -> frozenset[learned.Hint]:
    return find_hints(text)


def teach(texts: Sequence[Text]) -> tuple[Floats, Floats]:
    """Every feature's weight for each reason, and of each reason by itself."""
    return fit(rows_of(texts), 1 + len(REASONS), 1 << BITS)


def odds_of(table: Floats, bias: Floats, texts: Sequence[Text]) -> Floats:
    """How much the sentences of each text speak for holding it."""
    found = []
    for text in texts:
        seen = [_seen(part) for part in _parts(text["text"])]
        sums = np.array([table[list(one)].sum(0) for one in seen], np.float32)
        sizes = np.array([len(one) for one in seen], np.float32)
        both = np.concatenate([sums, sums[:-1] + sums[1:]])
        roots = np.sqrt(np.concatenate([sizes, sizes[:-1] + sizes[1:]]))
        found.append(float(learned.held_odds(both / roots[:, None] + bias).max()))
    return np.array(found, np.float32)


def weigh_rules(texts: Sequence[Text], others: Sequence[Text]) -> dict[str, Any]:
    """How much each kind of rule is worth beside the words: on texts that no rule was made for,
    each weighed by what was taught without it. `others` are taught in any case."""
    halves = [[text for text in texts if _half(text) is side] for side in (True, False)]
    right, columns = [], []
    known = sorted({hint for text in texts for hint in _hints(text["text"])})
    for asked, taught in (halves, halves[::-1]):
        odds = odds_of(*teach([*others, *taught]), asked)
        for text, one in zip(asked, odds, strict=True):
            hints = _hints(text["text"])
            columns.append([1.0, float(one), *(float(hint in hints) for hint in known)])
            right.append(float("reason" in text))
    offset, slope, *worth = fit_few(
        np.array(columns, np.float32), np.array(right, np.float32), looseness=1.0, free=2
    ).tolist()
    weighed = [(*hint, round(weight, 3)) for hint, weight in zip(known, worth, strict=True)]
    strong = [(kind, reason) for kind, reason, weight in weighed if weight >= STRONG]
    strong.append(("hidden", "machine"))
    return {"offset": offset, "slope": slope, "hints": weighed, "strong": strong}


def _half(text: Text) -> bool:
    return hashlib.sha256(text["text"].encode()).digest()[0] % 2 == 0


def _judge(
    rules: Mapping[str, Any], odds: Floats, texts: Sequence[Text]
) -> tuple[Floats, list[bool]]:
    worth = {(kind, reason): weight for kind, reason, weight in rules["hints"]}
    strong = {(kind, reason) for kind, reason in rules["strong"]}
    hints = [_hints(text["text"]) for text in texts]
    added = [sum(worth.get(hint, 0.0) for hint in one) for one in hints]
    whole = rules["offset"] + rules["slope"] * odds + np.array(added, np.float32)
    return np.asarray(whole, np.float32), [bool(one & strong) for one in hints]


def leave_out(folder: Path, names: Sequence[str]) -> None:
    """Print what the gate holds of each set when it was taught without it."""
    sets = {name: read_set(folder, name) for name in ("first", "taught", *LEFT_OUT)}
    rules = weigh_rules(
        sets["taught"],
        [text for name in ("first", "fresh", "fresh2", "near") for text in sets[name]],
    )
    print(json.dumps(rules))
    for left in names:
        table, bias = teach(
            [text for name, texts in sets.items() if name != left for text in texts]
        )
        asked = sets[left]
        whole, strong = _judge(rules, odds_of(table, bias, asked), asked)
        for threshold in np.arange(-1.5, 1.6, 0.25):
            held = [
                bool(more > threshold) or sure for more, sure in zip(whole, strong, strict=True)
            ]
            shares = []
            for wanted in ("family", "machine", None):
                of = [at for at, text in enumerate(asked) if _group(text) == wanted]
                shares.append(f"{sum(held[at] for at in of)}/{len(of)}")
            print(left, f"{threshold:+.2f}", *shares, flush=True)


def _group(text: Text) -> str | None:
    if "reason" not in text:
        return None
    return "machine" if text["reason"] == "machine" else "family"


def write(folder: Path, path: Path) -> None:
    """Teach with all sets but those that are kept to look at, and write the weights."""
    names = [name for name in ("first", "taught", *LEFT_OUT) if name not in NEVER_TAUGHT]
    sets = {name: read_set(folder, name) for name in names}
    every = [text for texts in sets.values() for text in texts]
    others = [text for name, texts in sets.items() if name != "taught" for text in texts]
    rules = weigh_rules(sets["taught"], others)
    table, bias = teach(every)
    header = {
        **rules,
        "form": learned.FORM,
        "bits": BITS,
        "reasons": list(REASONS),
        "threshold": THRESHOLD,
        "texts": len(every),
        "of": digest_of(every),
    }
    learned.write(path, table, bias, header, keep=KEEP)


def digest_of(texts: Iterable[Text]) -> str:
    """Of all that is taught, so that one can tell which texts some weights come from."""
    whole = hashlib.sha256()
    for text in texts:
        whole.update(f"{text.get('reason', '')}\0{text['text']}\0".encode())
    return whole.hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ai.narrative.gate.teaching")
    parser.add_argument("--texts", type=Path, default=TEXTS, help="where the texts lie")
    parser.add_argument("--to", type=Path, default=learned.WEIGHTS, help="what to write")
    parser.add_argument("--leave-out", nargs="*", choices=LEFT_OUT, help="only measure")
    asked = parser.parse_args(arguments)
    if not (asked.texts / "taught").is_dir():
        print(f"There are no texts to teach with in {asked.texts}.", file=sys.stderr)
        return 1
    if asked.leave_out is None:
        write(asked.texts, asked.to)
    else:
        leave_out(asked.texts, asked.leave_out or LEFT_OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
