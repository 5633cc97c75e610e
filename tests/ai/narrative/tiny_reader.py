"""A second reader for tests: an ONNX model by which a sentence follows from passages that have all
of its words, and contradicts them where one is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save
from tokenizers import Tokenizer, models, pre_tokenizers, processors

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def make_reader(folder: Path, texts: Iterable[str], *, labels: tuple[str, ...] = ()) -> Path:
    """The folder, with such a model for the words of the texts. `labels` name its three answers in
    their order: entailment, neutral, contradiction."""
    words = sorted({word for text in texts for word in _split(text)})
    vocabulary = {word: n for n, word in enumerate((*_SPECIAL, *words))}
    folder.mkdir(parents=True, exist_ok=True)
    _make_tokenizer(vocabulary).save(str(folder / "tokenizer.json"))
    names = labels or ("ENTAILMENT", "neutral", "contradiction")
    (folder / "config.json").write_text(
        json.dumps({"id2label": {str(n): name for n, name in enumerate(names)}})
    )
    _save_model(folder / "model.onnx", len(vocabulary))
    return folder


def _split(text: str) -> list[str]:
    return [word for word, _ in pre_tokenizers.Whitespace().pre_tokenize_str(text)]


def _make_tokenizer(vocabulary: dict[str, int]) -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return tokenizer


def _save_model(path: Path, size: int) -> None:
    """Which words stand in each of the two texts, and how many of the second are not in the
    first."""
    node = helper.make_node
    numbers = {
        "size": np.array(size, np.int64),
        "values": np.array([0, 1], np.float32),
        "one": np.array(1, np.float32),
        "last": np.array([2], np.int64),
        "tokens": np.array([1], np.int64),
        "slope": np.array([[-10, 0, 10]], np.float32),
        "start": np.array([[5, 0, -5]], np.float32),
    }
    nodes = [
        node("OneHot", ["input_ids", "size", "values"], ["words"], axis=-1),
        node("Cast", ["token_type_ids"], ["second"], to=TensorProto.FLOAT),
        node("Sub", ["one", "second"], ["first"]),
        node("Unsqueeze", ["first", "last"], ["first_"]),
        node("Unsqueeze", ["second", "last"], ["second_"]),
        node("Mul", ["words", "first_"], ["of_first"]),
        node("Mul", ["words", "second_"], ["of_second"]),
        node("ReduceMax", ["of_first", "tokens"], ["there"], keepdims=0),
        node("ReduceMax", ["of_second", "tokens"], ["said"], keepdims=0),
        node("Sub", ["said", "there"], ["more"]),
        node("Relu", ["more"], ["missing"]),
        node("ReduceSum", ["missing", "tokens"], ["count"], keepdims=1),
        node("Mul", ["count", "slope"], ["moved"]),
        node("Add", ["moved", "start"], ["logits"]),
    ]
    shape = [1, "length"]
    graph = helper.make_graph(
        nodes,
        "reader",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask", "token_type_ids")
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 3])],
        [numpy_helper.from_array(value, name) for name, value in numbers.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    checker.check_model(model)
    save(model, str(path))
