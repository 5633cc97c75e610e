"""Films and photos of a high dynamic range (HLG, PQ) brought to what every screen shows.

The curves are published: ITU-R BT.2100-2 (HLG and PQ, to light), BT.2390-10 part 5.4 (the roll-off
of what is brighter than the screen), BT.2087 (colours of BT.2020 to those of BT.709), IEC 61966-2-1
(the curve of sRGB). White is where BT.2408 puts it: at 203 cd/m² of a signal of up to 1,000.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from ai.media.items import Nclx

if TYPE_CHECKING:  # a process that only sees photos never loads FFmpeg
    import av

_PQ, _HLG = 16, 18  # transfer characteristics by ITU-T H.273
_BT2020 = {9, 10}
_FULL_RANGE = 2
_WHITE, _PEAK = 203.0, 1000.0  # cd/m²
_TO_709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]],
    np.float32,
)
_STEPS = 4096
_PQ_M1, _PQ_M2 = 2610 / 16384, 2523 / 4096 * 128
_PQ_C1, _PQ_C2, _PQ_C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
_HLG_A, _HLG_B, _HLG_C = 0.17883277, 0.28466892, 0.55991073

_Array = np.ndarray[Any, np.dtype[Any]]


def is_high_range(frame: av.VideoFrame) -> bool:
    """Whether the frame's brightness follows HLG or PQ."""
    return is_high_transfer(int(frame.color_trc or 0))


def is_high_transfer(number: int) -> bool:
    """Whether a transfer characteristic by ITU-T H.273 is HLG or PQ."""
    return number in (_PQ, _HLG)


def is_pq(number: int) -> bool:
    """Whether a transfer characteristic by ITU-T H.273 is PQ."""
    return number == _PQ


def is_wide(number: int) -> bool:
    """Whether primaries by ITU-T H.273 are those of BT.2020."""
    return number in _BT2020


def tone_map(frame: av.VideoFrame) -> _Array:
    """The pixels of an HLG or PQ frame in sRGB: (height, width, 3) of uint8, not yet turned.

    At the size that the frame has: reduce it first, which costs less than mapping it.
    """
    signal = _as_rgb(frame)
    return map_signal(
        signal,
        is_pq=int(frame.color_trc) == _PQ,
        is_wide=int(frame.color_primaries or 0) in _BT2020,
    )


def map_signal(signal: _Array, *, is_pq: bool, is_wide: bool = True) -> _Array:
    """An RGB signal of uint16 (the whole range) in HLG or PQ as sRGB of uint8."""
    light = _light(is_pq)[signal >> 4]  # 1 is white paper; lamps and the sun are above it
    if not is_pq:
        # HLG tells what the camera saw; a screen shows it with some more contrast (BT.2100, 5).
        luminance = light @ np.array([0.2627, 0.6780, 0.0593], np.float32)
        light *= (_PEAK * np.maximum(luminance, 1e-6) ** 0.2 / _WHITE)[..., None]
    if is_wide:
        light = light @ _TO_709.T
    np.maximum(light, 0, out=light)
    brightest = light.max(axis=2, keepdims=True)
    # One factor for all three, so that no hue moves.
    light *= _rolled_off(brightest) / np.maximum(brightest, 1e-6)
    steps = (np.clip(light, 0, 1) * (_STEPS - 1) + 0.5).astype(np.uint16)
    mapped: _Array = _srgb()[steps]
    return mapped


def map_picture(picture: Image.Image, told: Nclx) -> Image.Image:
    """A picture whose pixels are HLG or PQ, in sRGB."""
    signal = np.asarray(picture.convert("RGB")).astype(np.uint16) * 257
    mapped = map_signal(signal, is_pq=told.transfer == _PQ, is_wide=told.primaries in _BT2020)
    return Image.fromarray(mapped)


def _as_rgb(frame: av.VideoFrame) -> _Array:
    """The signal as RGB of 16 bits. The matrix of the colours is applied here: the library's own
    takes every frame for BT.601."""
    planes = frame.reformat(format="yuv444p16le").to_ndarray().astype(np.float32) / 65535
    luma, blue, red = planes if planes.shape[0] == 3 else np.moveaxis(planes, -1, 0)
    if int(frame.color_range or 0) == _FULL_RANGE:
        blue, red = blue - 0.5, red - 0.5
    else:
        luma = (luma * 65535 / 256 - 16) / 219
        blue, red = ((each * 65535 / 256 - 128) / 224 for each in (blue, red))
    wide = int(frame.color_primaries or 0) in _BT2020
    kr, kb = (0.2627, 0.0593) if wide else (0.2126, 0.0722)
    r, b = luma + 2 * (1 - kr) * red, luma + 2 * (1 - kb) * blue
    g = (luma - kr * r - kb * b) / (1 - kr - kb)
    signal = np.stack([r, g, b], axis=-1)
    return np.asarray(np.clip(signal, 0, 1) * 65535 + 0.5, np.uint16)


@functools.cache
def _light(is_pq: bool) -> _Array:
    """Light of each of 4096 values of the signal: PQ in units of white, HLG as the camera saw."""
    signal = np.arange(_STEPS) / (_STEPS - 1)
    if is_pq:
        power = signal ** (1 / _PQ_M2)
        light = (np.maximum(power - _PQ_C1, 0) / (_PQ_C2 - _PQ_C3 * power)) ** (1 / _PQ_M1)
        return np.asarray(light * 10000 / _WHITE, np.float32)
    low = signal**2 / 3
    high = (np.exp((signal - _HLG_C) / _HLG_A) + _HLG_B) / 12
    return np.asarray(np.where(signal <= 0.5, low, high), np.float32)


def _pq(light: _Array) -> _Array:
    power = np.maximum(light, 0) ** _PQ_M1
    return np.asarray(((_PQ_C1 + _PQ_C2 * power) / (1 + _PQ_C3 * power)) ** _PQ_M2)


@functools.cache
def _roll_off() -> tuple[_Array, _Array]:
    """The curve of BT.2390 from a screen of 1,000 cd/m² to one whose brightest is white paper:
    straight up to a knee, then a Hermite spline, in PQ."""
    light = np.linspace(0, 1, _STEPS) ** 2 * (_PEAK / _WHITE)
    top, target = _pq(np.array(_PEAK / 10000)), _pq(np.array(_WHITE / 10000))
    signal, most = _pq(light * _WHITE / 10000) / top, target / top
    knee = 1.5 * most - 0.5
    t = np.clip((signal - knee) / (1 - knee), 0, 1)
    spline = (
        (2 * t**3 - 3 * t**2 + 1) * knee
        + (t**3 - 2 * t**2 + t) * (1 - knee)
        + (-2 * t**3 + 3 * t**2) * most
    )
    rolled = np.where(signal < knee, signal, spline) * top
    power = rolled ** (1 / _PQ_M2)
    back = (np.maximum(power - _PQ_C1, 0) / (_PQ_C2 - _PQ_C3 * power)) ** (1 / _PQ_M1)
    return light, np.asarray(back * 10000 / _WHITE, np.float32)


def _rolled_off(light: _Array) -> _Array:
    known, mapped = _roll_off()
    return np.interp(light, known, mapped).astype(np.float32)


@functools.cache
def _srgb() -> _Array:
    light = np.arange(_STEPS) / (_STEPS - 1)
    curve = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return (curve * 255 + 0.5).astype(np.uint8)
