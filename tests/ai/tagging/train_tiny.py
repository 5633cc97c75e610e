"""Trains the tiny CLIP that the tests look with, in minutes on one core:

    python -m tests.ai.tagging.train_tiny

The architecture is the real one (transformers' CLIPModel), only small; what it learns on is drawn
by `drawings.py`. It is written to `tiny/`, as transformers keep it and as ONNX in whole numbers.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from tokenizers.trainers import BpeTrainer
from transformers import CLIPConfig, CLIPModel

from ai.tagging.export import export
from ai.tagging.preparing import PicturePreparing, WordPreparing
from ai.tagging.tagger import NOTHING, PROMPTS
from tests.ai.tagging.drawings import COLOURS, DRAWN, draw

TINY = Path(__file__).parent / "tiny"
EDGE = 64
_POOL = 300  # drawings of each kind
_BATCH = 96
_START, _END = "<|startoftext|>", "<|endoftext|>"


def captions(label: str | None, colour: str) -> list[str]:
    if label is None:
        return list(NOTHING)
    plain = [prompt.format(label) for prompt in PROMPTS]
    coloured = [f"a {colour} {label}.", f"a drawing of a {colour} {label}."]
    return [*plain, *coloured, *coloured, f"{label}", f"a drawing of a {label}."]


def train_tokenizer(folder: Path) -> Tokenizer:
    """As CLIP's own: pieces of words, the last one of a word marked."""
    tokenizer = Tokenizer(
        models.BPE(
            continuing_subword_prefix="", end_of_word_suffix="</w>", fuse_unk=False, unk_token=_END
        )
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    words = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(words), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=900,
        special_tokens=[_START, _END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        end_of_word_suffix="</w>",
        show_progress=False,
    )
    said = [c for label in (*DRAWN, None) for colour in COLOURS for c in captions(label, colour)]
    letters = list("abcdefghijklmnopqrstuvwxyz0123456789.,'-")
    tokenizer.train_from_iterator([*said, *letters], trainer)
    start, end = tokenizer.token_to_id(_START), tokenizer.token_to_id(_END)
    tokenizer.post_processor = processors.RobertaProcessing(
        (_END, end), (_START, start), trim_offsets=False, add_prefix_space=False
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    return tokenizer


def config(tokenizer: Tokenizer) -> CLIPConfig:
    small: dict[str, Any] = {
        "hidden_size": 64,
        "intermediate_size": 256,
        "num_attention_heads": 4,
        "projection_dim": 64,
    }
    end = tokenizer.token_to_id(_END)
    return CLIPConfig(
        text_config={
            **small,
            "num_hidden_layers": 2,
            "vocab_size": tokenizer.get_vocab_size(),
            "max_position_embeddings": 77,
            "bos_token_id": tokenizer.token_to_id(_START),
            "eos_token_id": end,
            "pad_token_id": end,
        },
        vision_config={**small, "num_hidden_layers": 3, "image_size": EDGE, "patch_size": 8},
        projection_dim=64,
    )


def train(folder: Path, *, minutes: float) -> None:
    random.seed(7)
    torch.manual_seed(7)
    torch.set_num_threads(1)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = train_tokenizer(folder)
    clip: Any = CLIPModel(config(tokenizer))
    clip.config.save_pretrained(folder)
    (folder / "preprocessor_config.json").write_text(
        json.dumps(
            {
                "crop_size": {"height": EDGE, "width": EDGE},
                "do_center_crop": True,
                "do_convert_rgb": True,
                "do_normalize": True,
                "do_rescale": True,
                "do_resize": True,
                "image_mean": [0.48145466, 0.4578275, 0.40821073],
                "image_processor_type": "CLIPImageProcessor",
                "image_std": [0.26862954, 0.26130258, 0.27577711],
                "resample": 3,
                "rescale_factor": 1 / 255,
                "size": {"shortest_edge": EDGE},
            },
            indent=1,
        )
    )
    prepare, words = PicturePreparing.read(folder), WordPreparing(folder)
    pool = [
        (prepare.prepare([picture])[0], label, colour)
        for label in (*DRAWN, None)
        for number in range(_POOL)
        for picture, colour in [draw(label, number + 10_000)]
    ]
    pixels = torch.from_numpy(np.stack([one[0] for one in pool]))
    optimizer = torch.optim.AdamW(clip.parameters(), lr=1.5e-3, weight_decay=0.05)
    until, began, step = time.monotonic() + 60 * minutes, time.monotonic(), 0
    while (now := time.monotonic()) < until:
        part = (now - began) / (60 * minutes)
        for group in optimizer.param_groups:
            group["lr"] = 1.5e-3 * min(1.0, (step + 1) / 50) * max(0.02, 1 - part)
        chosen = random.sample(range(len(pool)), _BATCH)
        said = [random.choice(captions(pool[at][1], pool[at][2])) for at in chosen]
        numbers, counts = words.prepare(said)
        seen = clip(
            pixel_values=pixels[chosen],
            input_ids=torch.from_numpy(numbers),
            attention_mask=torch.from_numpy(counts),
        )
        # A sentence that fits several of the batch is right for all of them.
        fits = torch.tensor(
            [[float(text in captions(pool[at][1], pool[at][2])) for text in said] for at in chosen]
        )
        rows = torch.log_softmax(seen.logits_per_image, 1) * fits / fits.sum(1, keepdim=True)
        columns = torch.log_softmax(seen.logits_per_text, 1) * fits.T / fits.T.sum(1, keepdim=True)
        loss = -(rows.sum(1).mean() + columns.sum(1).mean()) / 2
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(clip.parameters(), 1.0)
        optimizer.step()
        with torch.no_grad():
            clip.logit_scale.clamp_(max=4.6052)
        step += 1
        if step % 50 == 0:
            print(f"{step}: {loss.item():.3f}, {now - began:.0f} s", flush=True)
    clip.half().save_pretrained(folder, safe_serialization=True)
    export(folder)


if __name__ == "__main__":
    train(TINY, minutes=float(sys.argv[1]) if len(sys.argv) > 1 else 6)
