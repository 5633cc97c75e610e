"""Speech by espeak-ng, and films that move over a still picture."""

from __future__ import annotations

import subprocess
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

RATE = 25
# Of espeak-ng, its speed and its pitch.
VOICES = {"en": ["en-gb", "-s", "145", "-p", "45"], "pt": ["pt", "-s", "130", "-p", "50"]}


def speak(words: str, path: Path, codec: str, *, rate: int = 16000, voice: str = "en") -> None:
    with av.open(path, "w") as file:
        stream: Any = file.add_stream(codec, rate=rate, layout="mono")
        if codec == "libopus":
            stream.bit_rate = 32_000
        _put_speech(file, stream, said(words, voice=voice))


def said(words: str, *, voice: str = "en") -> np.ndarray[Any, np.dtype[np.float32]]:
    """The samples of a voice, 22,050 a second, as loud as they can be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "voice.wav"
        command = ["espeak-ng", "-v", *VOICES[voice], "-w", str(path), words]
        subprocess.run(command, check=True)
        with av.open(path) as file:
            frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
    sound = np.concatenate(frames, axis=1).astype(np.float32)
    loud: np.ndarray[Any, np.dtype[np.float32]] = sound / np.abs(sound).max() * np.float32(0.9)
    return loud


def _put_speech(file: av.container.OutputContainer, stream: Any, sound: Any) -> None:
    frame = av.AudioFrame.from_ndarray(sound, format="flt", layout="mono")
    frame.rate, frame.pts = 22050, 0
    form = av.AudioResampler(
        stream.codec_context.format, "mono", stream.rate, frame_size=stream.frame_size or 4096
    )
    for piece in (*form.resample(frame), *form.resample(None)):
        file.mux(stream.encode(piece))
    file.mux(stream.encode())


def pan(picture: Image.Image, path: Path, **how: Any) -> None:
    """A frame that moves over a picture.

    how: size, seconds, start and end (boxes in the picture), tags, words (to be heard), crf.
    """
    width, height = how["size"]
    start, end = np.array(how["start"], float), np.array(how["end"], float)
    options = {"movflags": "use_metadata_tags+faststart"}
    with av.open(path, "w", options=options) as file:
        file.metadata.update(how.get("tags", {}))
        stream: Any = file.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.options = {"crf": str(how.get("crf", 28)), "preset": "slow", "threads": "1"}
        sound = file.add_stream("aac", rate=44100, layout="mono") if "words" in how else None
        count = how["seconds"] * RATE
        for number in range(count):
            gone = (1 - np.cos(np.pi * number / (count - 1))) / 2  # begins and ends slowly
            left, top, right, bottom = (float(edge) for edge in start + (end - start) * gone)
            seen = picture.resize(
                (width, height), Image.Resampling.LANCZOS, box=(left, top, right, bottom)
            )
            frame = av.VideoFrame.from_ndarray(np.asarray(seen), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
        if sound is not None:
            _put_speech(file, sound, said(how["words"])[:, : how["seconds"] * 22050])
