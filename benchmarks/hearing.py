"""Hearing on one core: ours beside openai-whisper, both of the size "base"; and what silence costs.

Each engine runs in a process of its own, in turns, on the same half minutes of speech, a hundred
tokens for each. openai-whisper has random weights, on which its speed does not depend; ours are the
real ones (`make models`). What silence costs is measured as the app hears recordings. Reported are
processor seconds a minute of sound, and resident memory.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "data" / "models" / "whisper-base"
ROUNDS = 3
RATE = 16_000
# Everything that ends an answer, so that every answer has a hundred tokens.
ENDINGS = [50257, *range(50364, 51865)]
EQUAL: dict[str, Any] = {
    "language": "en",
    "without_timestamps": True,
    "temperature": 0,
    "compression_ratio_threshold": None,
    "no_speech_threshold": None,
    "condition_on_previous_text": False,
    "suppress_tokens": ENDINGS,
}


def main() -> int:
    if not (MODEL / "model.bin").is_file():
        print("The weights of Whisper base are not here: `make models` brings them.")
        return 1
    runs: dict[str, list[dict[str, float]]] = {"openai": [], "ours": []}
    for _ in range(ROUNDS):
        for engine, told in runs.items():
            told.append(_run(engine))
    silence = [_run("silence") for _ in range(ROUNDS)]

    def median(engine: str, what: str) -> float:
        return statistics.median(told[what] for told in runs[engine])

    print(f"{'':24}{'openai-whisper':>16}{'ours':>10}{'ratio':>8}{'target':>8}")
    missed = 0
    for what, name, target, unit in (
        ("greedy", "greedy, s a minute", 2.0, 1.0),
        ("beams", "five beams, s a minute", 6.0, 1.0),
        ("memory", "resident memory, MiB", 1 / 0.6, 2.0**20),
    ):
        theirs, ours = median("openai", what) / unit, median("ours", what) / unit
        missed += theirs / ours < target
        print(f"{name:24}{theirs:16.1f}{ours:10.1f}{theirs / ours:8.2f}{target:8.2f}")
    without = statistics.median(told["without"] for told in silence)
    with_it = statistics.median(told["with"] for told in silence)
    missed += without / with_it < 1.4
    print("\nA recording of which 60 % are silent, processor seconds without and with the search")
    print(
        f"for voices: {without:.1f} and {with_it:.1f}, ratio {without / with_it:.2f}, target 1.40"
    )
    return 1 if missed else 0


def _run(engine: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.hearing", engine],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _measure(engine: str) -> dict[str, float]:
    import numpy as np
    import psutil
    from faster_whisper.audio import decode_audio

    speech = decode_audio(str(ROOT / "tests" / "media" / "speech.flac"))
    sound = np.tile(speech, 3)[: 30 * RATE]
    if engine == "silence":
        # Two voices in turns: one that says the same three times in half a minute is not believed.
        other = decode_audio(str(ROOT / "tests" / "media" / "jfk.ogg"))
        turns = [speech, other, speech, other, speech]
        pauses = [(one, np.zeros(round(len(one) * 1.5), np.float32)) for one in turns]
        return _measure_silence(np.concatenate([part for both in pauses for part in both]))
    told = {}
    if engine == "openai":
        theirs = _theirs()

        def listen(beams: int) -> None:
            theirs.transcribe(
                sound,
                fp16=False,
                sample_len=100,
                logprob_threshold=None,
                beam_size=beams if beams > 1 else None,
                **EQUAL,
            )
    else:
        ours = _ours()

        def listen(beams: int) -> None:
            # CTranslate2 halves the length that comes of it.
            options = {"max_new_tokens": 196, "log_prob_threshold": None, **EQUAL}
            list(ours.transcribe(sound, beam_size=beams, **options)[0])

    listen(1)
    for name, beams in (("greedy", 1), ("beams", 5)):
        told[name] = 2 * _spent(lambda beams=beams: listen(beams))
    told["memory"] = float(psutil.Process().memory_info().rss)
    return told


def _measure_silence(sound: Any) -> dict[str, float]:
    """As recordings are heard, and the same with everything taken for voices. As many words are
    heard, or nothing is compared."""
    from ai.transcription import faster
    from ai.weights.folder import WeightsFolder

    ours = faster.FasterWhisper(WeightsFolder(MODEL.parent), "base")
    search, heard = faster.find_voices, []

    def hear() -> None:
        said = ours.transcribe(sound, language="en").segments
        heard.append(sum(len(one.text.split()) for one in said))

    hear()
    told = {"with": _spent(hear)}
    faster.find_voices = lambda samples: [{"start": 0, "end": len(samples)}]
    told["without"] = _spent(hear)
    faster.find_voices = search
    assert min(heard) > 0.9 * max(heard) > 90, f"so many words were heard: {heard}"
    return told


def _ours() -> Any:
    from faster_whisper import WhisperModel

    return WhisperModel(str(MODEL), device="cpu", compute_type="int8", cpu_threads=1)


def _theirs() -> Any:
    import torch
    from whisper.model import ModelDimensions, Whisper

    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = Whisper(ModelDimensions(80, 1500, 512, 8, 6, 51865, 448, 512, 8, 6)).eval()
    torch.nn.init.normal_(model.decoder.positional_embedding, std=0.01)
    return model


def _spent(work: Any) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
