"""A tiny CLIP of the real architecture, trained on drawings, looks at others of them."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from ai.base import ProviderError
from ai.tagging.base import Embedder
from ai.tagging.opening import open_embedder
from ai.tagging.tagger import LabelTagger, Limits
from ai.tagging.vocabulary import (
    LANGUAGES,
    Vocabulary,
    called,
    find_labels,
    label_called,
    the_vocabulary,
)
from tests.ai.tagging.drawings import DRAWN, draw

TINY = Path(__file__).parent / "tiny"
LIMITS = {"": Limits(share=0.5, nearness=0.6)}
"""Its directions lie further apart than those of a large model."""

needs_torch = pytest.mark.skipif(
    find_spec("torch") is None or find_spec("transformers") is None,
    reason="The reference needs torch and transformers, which the app does without.",
)


@pytest.fixture(scope="module")
def tiny() -> Embedder:
    return open_embedder("clip-onnx", TINY)


@pytest.fixture(scope="module")
def known() -> Vocabulary:
    return the_vocabulary().only(DRAWN)


def test_each_drawing_gets_its_label_first(tiny: Embedder, known: Vocabulary) -> None:
    tagger = LabelTagger(tiny, known, limits=LIMITS)
    numbers = range(4)
    seen = tagger.tag([draw(label, n)[0] for label in DRAWN for n in numbers])
    right = 0
    for at, label in enumerate(label for label in DRAWN for _n in numbers):
        right += any(one.label == label for one in seen[at])
        assert all(0 <= one.score <= 1 for one in seen[at])
    assert right >= 0.85 * len(seen)
    assert [tags for tags in tagger.tag([draw(None, n)[0] for n in range(6)]) if tags] == []


def test_a_picture_is_found_by_a_sentence(tiny: Embedder) -> None:
    pictures = tiny.embed_pictures([draw(label, 3)[0] for label in DRAWN])
    asked = tiny.embed_texts([f"a drawing of a {label}." for label in DRAWN])
    found = [list(DRAWN)[at] for at in (asked @ pictures.T).argmax(axis=1)]
    assert sum(a == b for a, b in zip(found, DRAWN, strict=True)) >= len(DRAWN) - 1


def test_many_at_once_are_seen_as_each_by_itself(tiny: Embedder) -> None:
    pictures = [draw("boat", number)[0] for number in range(18)]
    together = tiny.embed_pictures(pictures)
    alone = np.concatenate([tiny.embed_pictures([picture]) for picture in pictures])
    assert (together * alone).sum(axis=1).min() > 0.99
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert tiny.embed_pictures([]).shape == (0, tiny.size)
    texts = ["a house.", "a drawing of a very long yellow boat " * 40]
    apart = np.concatenate([tiny.embed_texts([text]) for text in texts])
    assert (tiny.embed_texts(texts) * apart).sum(axis=1).min() > 0.99


@needs_torch
def test_both_engines_agree_and_prepare_alike(tiny: Embedder) -> None:
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    from ai.tagging.preparing import PicturePreparing

    reference = open_embedder("clip-torch", TINY)
    pictures = [draw(label, 5)[0] for label in DRAWN]
    pictures += [pictures[0][:, :131], pictures[1][:97], pictures[2][:50, :33]]
    theirs, ours = reference.embed_pictures(pictures), tiny.embed_pictures(pictures)
    assert (theirs * ours).sum(axis=1).min() > 0.99
    texts = ["a photo of a dog.", "A  Red house", "naïve café 12!", "um barco azul"]
    assert (reference.embed_texts(texts) * tiny.embed_texts(texts)).sum(axis=1).min() > 0.99
    prepared = PicturePreparing.read(TINY).prepare(pictures)
    processor = CLIPImageProcessorPil.from_pretrained(TINY, local_files_only=True)
    expected = processor(images=pictures, return_tensors="np")["pixel_values"]
    assert np.abs(prepared - np.asarray(expected)).max() < 1e-4


def test_labels_are_encoded_once_and_kept(
    tiny: Embedder, known: Vocabulary, tmp_path: Path
) -> None:
    class Counting:
        asked = 0

        def __getattr__(self, name: str) -> object:
            return getattr(tiny, name)

        def embed_texts(self, texts: list[str]) -> object:
            Counting.asked += 1
            return tiny.embed_texts(texts)

    first = LabelTagger(Counting(), known, cache=tmp_path, limits=LIMITS)  # type: ignore[arg-type]  # passes everything on
    again = LabelTagger(Counting(), known, cache=tmp_path, limits=LIMITS)  # type: ignore[arg-type]  # the same
    assert Counting.asked == 1
    pictures = [draw("house", 1)[0]]
    assert first.tag(pictures) == again.tag(pictures)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    LabelTagger(Counting(), known, cache=tmp_path)  # type: ignore[arg-type]  # the same
    assert Counting.asked == 2


@pytest.mark.parametrize("name", ["clip-onnx", "clip-torch"])
def test_a_model_that_is_not_there_says_what_it_waits_for(name: str, tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match=r"clip-vit-base-patch32, about \d+ MB") as refused:
        open_embedder(name, tmp_path / "none")
    assert refused.value.kind == "missing"


def test_a_damaged_model_is_another_thing_than_a_missing_one(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(TINY, folder)
    half = folder / "onnx" / "vision_model_quantized.onnx"
    half.write_bytes(half.read_bytes()[:1000])
    with pytest.raises(ProviderError, match="fetch it again") as refused:
        open_embedder("clip-onnx", folder)
    assert refused.value.kind == "request"
    (folder / "config.json").unlink()
    with pytest.raises(ProviderError) as gone:
        open_embedder("clip-onnx", folder)
    assert gone.value.kind == "missing"
    with pytest.raises(ProviderError, match="no picture provider"):
        open_embedder("clip", TINY)


def test_every_label_has_a_word_in_each_language_and_one_key() -> None:
    labels = the_vocabulary().labels
    assert 150 <= len(labels) <= 250
    assert len({label.key for label in labels}) == len(labels)
    for label in labels:
        assert set(label.words) == set(LANGUAGES)
        assert all(words and all(words) for words in label.words.values()), label.key


def test_a_word_of_another_language_finds_the_label() -> None:
    assert find_labels("jardim") == ["garden"]
    assert find_labels("Weihnachten") == ["christmas"]
    assert find_labels("arvore") == ["tree"]  # without its accent
    assert find_labels("chien", "fr") == ["dog"]
    assert find_labels("chien", "de") == []
    assert find_labels("clipping") == ["newspaper clipping"]
    assert find_labels("") == []
    assert label_called("Hund", "de") == "dog"
    assert label_called("Tia Amélia’s gate") == "Tia Amélia’s gate"
    assert called("dog", "pt_BR") == "cão"
    assert called("Tia Amélia", "pt") == "Tia Amélia"


def test_a_family_adds_and_takes_away_words() -> None:
    chosen = the_vocabulary().of_family({"added": ["the old mill", "dog"], "removed": ["nun"]})
    keys = [label.key for label in chosen.labels]
    assert "the old mill" in keys
    assert "nun" not in keys
    assert keys.count("dog") == 1
