"""Labels for pictures, against transformers' usual zero-shot pipeline.

The floor is what that pipeline costs for one preview: it prepares the picture, and encodes every
label again each time. Ours takes the same preview through the onnx engine, with label directions
that are kept. Both have random weights of CLIP ViT-B/32's size, made here: what they cost does not
depend on what they know. CPU seconds of one thread, taking turns; the ratio of the medians counts,
and that a picture of many costs what a picture of few does. CHEST_BENCH_PICTURES=10000 goes
further.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ai.tagging.opening import open_embedder
from ai.tagging.tagger import LabelTagger
from ai.tagging.vocabulary import the_vocabulary
from chest.ingest.seeing import read_picture

ROUNDS = 5
LABELS = 40
LEAST_TIMES_QUICKER = 15.0
FLAT = 1.3
AT_ONCE = 16
COUNTS = (100, 1_000)
_TINY = Path(__file__).parents[1] / "tests" / "ai" / "tagging" / "tiny"


def main() -> int:
    import torch

    torch.set_num_threads(1)
    missed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "clip"
        make_model(folder)
        preview = Path(name) / "preview.jpg"
        noise = np.random.default_rng(1).integers(0, 255, (75, 100, 3), np.uint8)
        Image.fromarray(noise).resize((1600, 1200)).save(preview, quality=82)
        vocabulary = the_vocabulary()
        embedder = open_embedder("clip-onnx", folder)
        tagger = LabelTagger(embedder, vocabulary, cache=Path(name) / "labels")
        usual = _usual(folder, preview, [one.key for one in vocabulary.labels[:LABELS]])

        def ours(count: int = AT_ONCE) -> None:
            for at in range(0, count, AT_ONCE):
                tagger.tag([read_picture(preview) for _n in range(min(AT_ONCE, count - at))])

        usual()
        ours()
        spent = [(_cpu(usual), _cpu(ours) / AT_ONCE) for _round in range(ROUNDS)]
        floor, own = (statistics.median(column) for column in zip(*spent, strict=True))
        print(f"usual pipeline, {LABELS} labels: {floor * 1e3:8.0f} ms a picture")
        print(f"ours, {len(vocabulary.labels)} labels:           {own * 1e3:8.1f} ms a picture")
        print(f"quicker by                 {floor / own:8.1f}× (target {LEAST_TIMES_QUICKER:.0f}×)")
        if floor / own < LEAST_TIMES_QUICKER:
            missed.append(f"only {floor / own:.1f}× quicker")
        counts = (*COUNTS, *([n] if (n := int(os.environ.get("CHEST_BENCH_PICTURES", 0))) else []))
        each = []
        for count in counts:
            each.append(_cpu(partial(ours, count)) / count)
            print(f"{count:6} pictures: {each[-1] * 1e3:8.1f} ms each")
        if max(each) > FLAT * min(each):
            missed.append(f"{max(each) / min(each):.2f}× with the number of pictures")
    print("\n" + ("Missed: " + "; ".join(missed) if missed else "All targets met."))
    return 1 if missed else 0


def make_model(folder: Path) -> None:
    """Random weights of the real size, with the tiny model's words."""
    from transformers import CLIPConfig, CLIPModel

    from ai.tagging.export import export

    folder.mkdir()
    tiny = CLIPConfig.from_pretrained(_TINY)
    config = CLIPConfig()
    for name in ("bos_token_id", "eos_token_id", "pad_token_id"):
        setattr(config.text_config, name, getattr(tiny.text_config, name))
    CLIPModel(config).save_pretrained(folder)
    shutil.copy(_TINY / "tokenizer.json", folder)
    told = (_TINY / "preprocessor_config.json").read_text().replace(": 64", ": 224")
    (folder / "preprocessor_config.json").write_text(told)
    export(folder)


def _usual(folder: Path, preview: Path, labels: list[str]) -> Callable[[], Any]:
    from transformers import CLIPModel, PreTrainedTokenizerFast, pipeline
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    words = PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), pad_token="<|endoftext|>"
    )
    ask = pipeline(
        "zero-shot-image-classification",
        model=CLIPModel.from_pretrained(folder),
        tokenizer=words,
        image_processor=CLIPImageProcessorPil.from_pretrained(folder),
        device="cpu",
    )
    return lambda: ask(Image.open(preview), candidate_labels=labels)


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
