"""Trains a Whisper so small that it lies in the repository, and knows a dozen sentences.

    python -m tests.models.make_tiny_whisper FOLDER

It is the real architecture with the real vocabulary, taught on speech that espeak-ng makes here, so
that tests hear words with the libraries that hear a family's, and download nothing. Writes
`tiny-whisper.zip` (for CTranslate2) and `tiny-whisper-openai.zip` (for openai-whisper). Takes some
minutes on one core. Voices in `HELD_OUT` are never trained on: the tests' recordings are theirs.
"""

from __future__ import annotations

import io
import json
import math
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
import whisper
from torch.nn import functional
from whisper.model import ModelDimensions, Whisper
from whisper.tokenizer import get_tokenizer

RATE = 16_000
SENTENCES = {
    "en": (
        "Rosa baked bread every morning.",
        "We danced in the kitchen.",
        "My father sang to the sea.",
        "The house was full of light.",
        "She kept every letter.",
        "It rained on our wedding day.",
        "He taught me to swim.",
        "Grandma told us stories.",
    ),
    "pt": (
        "A avó fazia pão de manhã.",
        "O meu pai cantava para o mar.",
        "A casa estava cheia de luz.",
        "Ela guardava todas as cartas.",
    ),
}
VOICES = {"en": ("en-us", "en-gb", "en-gb-scotland"), "pt": ("pt", "pt-br")}
SOUNDS = ("", "+m1", "+m3", "+m7", "+f2", "+f4")
HELD_OUT = "+f1"
STATE, HEADS, LAYERS = 64, 2, 2
TICK = 0.1  # seconds between the times that it tells
BATCH = 12


def speak(text: str, voice: str, speed: int, pitch: int) -> np.ndarray:
    """The sentence as espeak-ng says it, 16 kHz, between -1 and 1, without silence around it."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(
            ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", file.name, text],
            check=True,
        )
        sound = whisper_audio(Path(file.name))
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    return sound[loud[0] : loud[-1] + 1]


def whisper_audio(path: Path) -> np.ndarray:
    from faster_whisper.audio import decode_audio

    return np.asarray(decode_audio(str(path), sampling_rate=RATE))


class Words:
    """The tokens that are ever said, numbered without gaps; the last number is every other."""

    def __init__(self) -> None:
        self.tokenizer = get_tokenizer(multilingual=True, num_languages=99)
        used = {self.tokenizer.eot, self.tokenizer.no_speech, self.tokenizer.sot}
        used |= {self.tokenizer.transcribe, self.tokenizer.no_timestamps}
        used |= {self.tokenizer.to_language_token(language) for language in SENTENCES}
        for texts in SENTENCES.values():
            for text in texts:
                used |= set(self.tokenizer.encode(" " + text))
        self.begin = self.tokenizer.timestamp_begin
        used |= {self.begin + round(n * TICK / 0.02) for n in range(81)}
        self.used = sorted(used)
        self.number = {token: n for n, token in enumerate(self.used)}
        self.others = 51865 - len(self.used)


def augment(sound: np.ndarray, dice: random.Random, noise: np.random.Generator) -> np.ndarray:
    sound = sound * dice.uniform(0.3, 1.2)
    if dice.random() < 0.6:
        sound = sound + noise.normal(0, 10 ** dice.uniform(-4, -2.0), sound.shape)
    if dice.random() < 0.3:  # a duller recording
        sound = np.convolve(sound, [0.25, 0.5, 0.25], mode="same")
    return sound.astype(np.float32)


def make_example(
    clips: dict[str, list[tuple[str, np.ndarray]]],
    words: Words,
    seconds: float,
    dice: random.Random,
    noise: np.random.Generator,
) -> tuple[torch.Tensor, list[int]]:
    """A mel spectrogram of `seconds`, and what is said in it."""
    t = words.tokenizer
    if dice.random() < 0.12:
        length = round(dice.uniform(0.5, 5) * RATE)
        kind = dice.random()
        sound = np.zeros(length)
        if kind < 0.6:
            sound = noise.normal(0, 10 ** dice.uniform(-4, -1.2), length)
        if kind > 0.4:
            pitch = dice.uniform(80, 900)
            sound = sound + dice.uniform(0, 0.4) * np.sin(
                2 * math.pi * pitch * np.arange(length) / RATE
            )
        tokens = [t.sot, t.no_speech, t.eot]
    else:
        language = dice.choices(list(SENTENCES), weights=[2, 1])[0]
        tokens = [t.sot, t.to_language_token(language), t.transcribe]
        timed = dice.random() < 0.8
        if not timed:
            tokens.append(t.no_timestamps)
        sound = np.zeros(0)
        for n in range(dice.choices([1, 2], weights=[3, 1])[0]):
            text, said = dice.choice(clips[language])
            before = dice.uniform(0, 0.6) if n == 0 else dice.uniform(0.2, 0.8)
            if (len(sound) + len(said)) / RATE + before > seconds - 0.3:
                break
            sound = np.concatenate([sound, np.zeros(round(before * RATE))])
            start = len(sound) / RATE
            sound = np.concatenate([sound, said])
            end = len(sound) / RATE
            at = [words.begin + round(round(x / TICK) * TICK / 0.02) for x in (start, end)]
            spoken = t.encode(" " + text)
            tokens += [at[0], *spoken, at[1]] if timed else spoken
        tokens.append(t.eot)
        sound = np.concatenate([sound, np.zeros(round(dice.uniform(0, 0.5) * RATE))])
        sound = augment(sound, dice, noise)
    sound = sound.astype(np.float32)
    frames = round(seconds * 100)
    if dice.random() < 0.5:  # as openai-whisper pads: silence before the spectrogram
        padded = np.zeros(max(len(sound), round(seconds * RATE)), np.float32)
        padded[: len(sound)] = sound
        mel = whisper.log_mel_spectrogram(padded)
    else:  # as faster-whisper does: noughts after it
        mel = whisper.log_mel_spectrogram(np.pad(sound, (0, 160)))
    return whisper.pad_or_trim(mel[:, :frames], frames), [words.number[x] for x in tokens]


def train(clips: Any, words: Words, minutes: float) -> Whisper:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    dice, noise = random.Random(0), np.random.default_rng(0)
    sizes = (80, 1500, STATE, HEADS, LAYERS, len(words.used) + 1, 448, STATE, HEADS, LAYERS)
    model = Whisper(ModelDimensions(*sizes))
    torch.nn.init.normal_(model.decoder.positional_embedding, std=0.02)
    torch.nn.init.normal_(model.decoder.token_embedding.weight, std=0.1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    position = model.encoder.positional_embedding
    began, n, average = time.monotonic(), 0, 5.0
    while (part := (time.monotonic() - began) / (60 * minutes)) < 1 and average > 0.012:
        # Short windows teach quickly; the last part of the time belongs to whole ones.
        seconds = 30.0 if part > 0.7 and n % 2 else 6.0
        rate = 2e-3 * min(1.0, (n + 1) / 60) * (1 if part < 0.5 else 2 * (1 - part) + 0.02)
        for group in optimizer.param_groups:
            group["lr"] = rate
        size = BATCH if seconds < 10 else BATCH // 3
        batch = [make_example(clips, words, seconds, dice, noise) for _ in range(size)]
        mels = torch.stack([mel for mel, _ in batch])
        longest = max(len(tokens) for _, tokens in batch)
        ids = torch.full((size, longest), -1)
        for row, (_, tokens) in enumerate(batch):
            ids[row, : len(tokens)] = torch.tensor(tokens)
        model.encoder.positional_embedding = position[: round(seconds * 50)]
        logits = model.decoder(ids[:, :-1].clamp(min=0), model.encoder(mels))
        logits[..., -1] = logits[..., -1] + math.log(words.others)
        loss = functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten(), ignore_index=-1)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average, n = 0.98 * average + 0.02 * loss.item(), n + 1
        if n % 50 == 0:
            print(f"{n}: {average:.3f} after {time.monotonic() - began:.0f} s", flush=True)
    model.encoder.positional_embedding = position
    return model.eval()


def widen(model: Whisper, words: Words) -> Whisper:
    """The same with the whole vocabulary: every token that is never said has one direction."""
    wide = Whisper(
        ModelDimensions(80, 1500, STATE, HEADS, LAYERS, 51865, 448, STATE, HEADS, LAYERS)
    )
    weights = model.state_dict()
    narrow = weights["decoder.token_embedding.weight"]
    full = narrow[-1].repeat(51865, 1)
    full[words.used] = narrow[:-1]
    weights["decoder.token_embedding.weight"] = full
    wide.load_state_dict(weights)
    return wide.eval()


_RENAMED = (
    *(("blocks", "layers"), ("mlp.0", "fc1"), ("mlp.2", "fc2"), ("mlp_ln", "final_layer_norm")),
    *((".attn.query", ".self_attn.q_proj"), (".attn.key", ".self_attn.k_proj")),
    *((".attn.value", ".self_attn.v_proj"), (".attn_ln", ".self_attn_layer_norm")),
    *((".attn.out", ".self_attn.out_proj"), (".cross_attn.query", ".encoder_attn.q_proj")),
    *((".cross_attn.key", ".encoder_attn.k_proj"), (".cross_attn.value", ".encoder_attn.v_proj")),
    *(
        (".cross_attn_ln", ".encoder_attn_layer_norm"),
        (".cross_attn.out", ".encoder_attn.out_proj"),
    ),
    *(("decoder.ln.", "decoder.layer_norm."), ("encoder.ln_post.", "encoder.layer_norm.")),
    *(("token_embedding", "embed_tokens"),),
    *(("encoder.positional_embedding", "encoder.embed_positions.weight"),),
    *(("decoder.positional_embedding", "decoder.embed_positions.weight"),),
)


def write_tokenizer(folder: Path) -> None:
    """openai-whisper's own vocabulary, in the form that faster-whisper reads."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    encoding = get_tokenizer(multilingual=True, num_languages=99).encoding
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in printable]
    letters = {b: chr(b) for b in printable} | {b: chr(256 + n) for n, b in enumerate(rest)}

    def spell(token: bytes) -> str:
        return "".join(letters[b] for b in token)

    ranks = encoding._mergeable_ranks
    merges = []
    for token, rank in sorted(ranks.items(), key=lambda item: item[1]):
        parts = [bytes([b]) for b in token]
        while len(parts) > 2:
            pairs = [ranks.get(a + b, rank) for a, b in pairwise(parts)]
            best = min(range(len(pairs)), key=pairs.__getitem__)
            if pairs[best] >= rank:
                break
            parts[best : best + 2] = [parts[best] + parts[best + 1]]
        if len(parts) == 2:
            merges.append((spell(parts[0]), spell(parts[1])))
    vocabulary = {spell(token): rank for token, rank in ranks.items()}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = sorted(encoding._special_tokens.items(), key=lambda item: item[1])
    tokenizer.add_special_tokens([AddedToken(word, special=True) for word, _ in special])
    tokenizer.save(str(folder / "tokenizer.json"))
    told = {"tokenizer_class": "WhisperTokenizer", "unk_token": "<|endoftext|>"}
    told |= {"bos_token": "<|endoftext|>", "eos_token": "<|endoftext|>"}
    told |= {"pad_token": "<|endoftext|>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(told))


def convert(model: Whisper, folder: Path) -> None:
    """The model for CTranslate2, by its own converter."""
    from ctranslate2.converters import TransformersConverter
    from transformers import (
        WhisperConfig,
        WhisperFeatureExtractor,
        WhisperForConditionalGeneration,
    )

    settings = WhisperConfig(
        vocab_size=51865,
        d_model=STATE,
        encoder_layers=LAYERS,
        decoder_layers=LAYERS,
        encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS,
        encoder_ffn_dim=4 * STATE,
        decoder_ffn_dim=4 * STATE,
        pad_token_id=50257,
        bos_token_id=50257,
        eos_token_id=50257,
        decoder_start_token_id=50258,
        suppress_tokens=None,
        begin_suppress_tokens=None,
    )
    theirs = WhisperForConditionalGeneration(settings)
    weights = {}
    for name, value in model.state_dict().items():
        for ours, new in _RENAMED:
            name = name.replace(ours, new)
        weights["model." + name] = value
    weights["proj_out.weight"] = weights["model.decoder.embed_tokens.weight"]
    theirs.load_state_dict(weights)
    with tempfile.TemporaryDirectory() as temporary:
        theirs.save_pretrained(temporary)
        WhisperFeatureExtractor(feature_size=80).save_pretrained(temporary)
        write_tokenizer(Path(temporary))
        TransformersConverter(temporary, copy_files=["tokenizer.json"]).convert(
            str(folder), quantization="int8", force=True
        )
    # The published models tell their languages beside the weights; one made here has nowhere to.
    config = json.loads((folder / "config.json").read_text())
    config["lang_ids"] = list(range(50259, 50358))
    (folder / "config.json").write_text(json.dumps(config))


def pack(model: Whisper, where: Path) -> None:
    """Write both forms, each in a ZIP archive."""
    with tempfile.TemporaryDirectory() as temporary:
        convert(model, Path(temporary))
        with zipfile.ZipFile(where / "tiny-whisper.zip", "w", zipfile.ZIP_DEFLATED, True, 9) as out:
            for path in sorted(Path(temporary).iterdir()):
                out.write(path, path.name)
    weights = {name: value.half() for name, value in model.state_dict().items()}
    told = io.BytesIO()
    torch.save({"dims": model.dims.__dict__, "model_state_dict": weights}, told)
    name = where / "tiny-whisper-openai.zip"
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED, True, 9) as out:
        out.writestr("tiny.pt", told.getvalue())


def main(where: Path, minutes: float = 15.0) -> None:
    words = Words()
    clips: dict[str, list[tuple[str, np.ndarray]]] = {}
    dice = random.Random(1)
    for language, texts in SENTENCES.items():
        clips[language] = [
            (text, speak(text, voice + sound, dice.randint(135, 185), dice.randint(35, 65)))
            for text in texts
            for voice in VOICES[language]
            for sound in SOUNDS
        ]
    print({language: len(made) for language, made in clips.items()}, flush=True)
    pack(widen(train(clips, words, minutes), words), where)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 15.0)
