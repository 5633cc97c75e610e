"""HEIC and AVIF read item by item and tile by tile, for what their usual readers cannot do.

Runs inside the decoding process. libheif holds every tile of a picture at once, libavif refuses
what the standard does not quite allow, and neither maps a high dynamic range. Here each tile is
decoded by FFmpeg, made small and put into the small picture before the next one is.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, BinaryIO, cast

import numpy as np
from PIL import Image

from ai.media import tones
from ai.media.items import CutShort, Items, Nclx, read_items
from ai.media.raw import FULL_SIZE
from ai.media.readers import TURNED
from ai.media.types import MediaError, MediaErrorKind

DAMAGE = (ValueError, LookupError, struct.error, ArithmeticError)

_CODECS = {b"hvc1": ("hevc", b"hvcC"), b"hev1": ("hevc", b"hvcC"), b"av01": ("libdav1d", b"av1C")}
_LARGE = 50_000_000  # pixels from which on the usual readers take too much memory
_MOST_AT_ONCE = 310_000_000  # pixels of what is coded in one piece
_MOST_SHOWN = 210_000_000  # pixels of a picture of full size; a larger one comes in half of it
_STRIP_PIXELS = 1 << 20
_KR_KB = {1: (0.2126, 0.0722), 4: (0.30, 0.11), 7: (0.212, 0.087), 9: (0.2627, 0.0593)}
# Those who write 10, of constant luminance, mean 9: https://github.com/AOMediaCodec/av1-avif/pull/65
_KR_KB[10] = _KR_KB[9]
_OF_MOST = (0.299, 0.114)
_IDENTITY, _YCGCO = 0, 8
_UNREADABLE = {11, 12, 13, 14}  # matrices that nobody uses in photos
_FULL = 2  # color_range of FFmpeg

_Array = np.ndarray[Any, np.dtype[Any]]


class Unreadable(MediaError):
    """Not to be read here; the usual reader may."""


class Still:
    """A HEIC or AVIF of which the index has been read."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._grid = items.grid_of(items.primary)
        first = self._grid.tiles[0] if self._grid else items.primary
        if items.kinds.get(first) not in _CODECS:
            raise ValueError("coded in another way")
        size = items.size_of(items.primary)
        if self._grid is not None:
            size = (self._grid.width, self._grid.height)
        if size is None or not all(size):
            raise ValueError("a picture without a size")
        self.size: tuple[int, int] = size
        self._tile = items.size_of(first) or size
        self._colours = items.nclx_of(items.primary) or items.nclx_of(first)

    @property
    def is_better_here(self) -> bool:
        """Whether the usual readers would fail, or show it in wrong colours."""
        high = self._colours is not None and tones.is_high_transfer(self._colours.transfer)
        return high or self.size[0] * self.size[1] > _LARGE

    def picture(self, edge: int | None) -> Image.Image:
        """The picture upright, its long side at least `edge` where it is as large; all of it where
        that is None, or half of what would not fit the memory. What the file tells of itself is in
        `info`. Raises Unreadable, and MediaError(too_large or unreadable) for what nobody reads."""
        try:
            return self._picture(edge)
        except CutShort as error:
            raise MediaError(MediaErrorKind.unreadable, f"{error}") from error
        except DAMAGE as error:
            raise Unreadable(MediaErrorKind.unreadable, f"{error}") from error

    def _picture(self, edge: int | None) -> Image.Image:
        most = self._tile[0] * self._tile[1]
        if most > _MOST_AT_ONCE:
            raise MediaError(MediaErrorKind.too_large, f"{most} pixels in one piece")
        factor = self._factor(edge)
        seen = self._put_together(self._items.primary, factor, self._as_rgb, "RGB")
        alpha = self._items.alpha_of(self._items.primary)
        if alpha is not None:
            with contextlib.suppress(MediaError, *DAMAGE):  # then it is opaque
                mask = self._put_together(alpha, factor, self._as_grey, "L")
                seen.putalpha(mask if mask.size == seen.size else mask.resize(seen.size))
        seen, full = self._as_meant(seen)
        seen.format = TURNED
        seen.info[FULL_SIZE] = full
        with contextlib.suppress(*DAMAGE):
            for name, data in (
                ("exif", self._items.exif_of(self._items.primary)),
                ("xmp", self._items.xmp_of(self._items.primary)),
                ("icc_profile", self._items.profile_of(self._items.primary)),
            ):
                if data and not (name == "icc_profile" and self._is_mapped):
                    seen.info[name] = data
        return seen

    @property
    def _is_mapped(self) -> bool:
        return self._colours is not None and tones.is_high_transfer(self._colours.transfer)

    def _factor(self, edge: int | None) -> int:
        """By how much every tile is made smaller, a whole number that all tiles allow."""
        if edge is None:
            return 2 if self.size[0] * self.size[1] > _MOST_SHOWN else 1
        most = max(1, max(self.size) // edge)
        if self._grid is None:
            return most
        return next(n for n in range(most, 0, -1) if not (self._tile[0] % n or self._tile[1] % n))

    def _put_together(
        self, item: int, factor: int, draw: Callable[[Any], Iterator[_Array]], mode: str
    ) -> Image.Image:
        grid = self._items.grid_of(item)
        tiles = grid.tiles if grid else (item,)
        columns = grid.columns if grid else 1
        width, height = (
            (grid.width, grid.height) if grid else self._items.size_of(item) or self.size
        )
        seen = Image.new(mode, (-(-width // factor), -(-height // factor)))
        decoders: dict[bytes, Any] = {}
        for number, tile in enumerate(tiles):
            frame = self._decoded(tile, decoders)
            across, down = -(-frame.width // factor), -(-frame.height // factor)
            if grid and number == 0:
                step = (across, down)
            if factor > 1:
                frame = frame.reformat(width=across, height=down, interpolation="AREA")
            left, top = (number % columns, number // columns) if grid else (0, 0)
            if grid:
                left, top = left * step[0], top * step[1]
            for rows in draw(frame):
                seen.paste(Image.fromarray(rows), (left, top))
                top += rows.shape[0]
        return seen

    def _decoded(self, item: int, decoders: dict[bytes, Any]) -> Any:
        import av

        codec, of_setup = _CODECS[self._items.kinds[item]]
        setup = self._items.told(item, of_setup) or b""
        decoder = decoders.get(setup)
        try:
            if decoder is None:
                decoder = cast(av.VideoCodecContext, av.CodecContext.create(codec, "r"))
                decoder.extradata = setup
                decoder.thread_count = 1
                decoder.options = {"max_pixels": str(_MOST_AT_ONCE)}
                decoders[setup] = decoder
            data = av.Packet(self._items.bytes_of(item))
            # Drained at once: a decoder holds a picture back for those that may follow.
            frames = decoder.decode(data) or decoder.decode(None)
            decoder.flush_buffers()
        except av.error.FFmpegError as error:
            if isinstance(error, MemoryError):
                raise
            raise ValueError(f"{error}") from error
        if not frames:
            raise ValueError("a tile without a picture")
        return frames[0]

    def _as_meant(self, seen: Image.Image) -> tuple[Image.Image, tuple[int, int]]:
        """Cut and turned as the file asks, and the size of it all."""
        width, height = self.size
        for kind, data in self._items.properties.get(self._items.primary, []):
            if kind == b"clap":
                box = _cut(data, (width, height))
                x, y = seen.width / width, seen.height / height
                left, top, right, bottom = box
                seen = seen.crop(
                    (round(left * x), round(top * y), round(right * x), round(bottom * y))
                )
                width, height = box[2] - box[0], box[3] - box[1]
            elif kind == b"irot" and (turn := _QUARTERS.get(data[0] & 3)):
                seen = seen.transpose(turn)
                if data[0] & 1:
                    width, height = height, width
            elif kind == b"imir":
                seen = seen.transpose(_MIRRORED[data[0] & 1])
        return seen, (width, height)

    def _as_rgb(self, frame: Any) -> Iterator[_Array]:
        told = self._colours or Nclx(
            int(frame.color_primaries or 0),
            int(frame.color_trc or 0),
            int(frame.colorspace or 0),
            is_full=int(frame.color_range or 0) == _FULL,
        )
        if told.matrix in _UNREADABLE:
            raise ValueError(f"colours by matrix {told.matrix}")
        for planes in _strips(frame):
            signal = _signal(planes, _bits(frame), told, is_rgb=frame.format.is_rgb)
            if tones.is_high_transfer(told.transfer):
                deep = (signal * 65535 + 0.5).astype(np.uint16)
                yield tones.map_signal(
                    deep, is_pq=tones.is_pq(told.transfer), is_wide=tones.is_wide(told.primaries)
                )
            else:
                yield (signal * 255 + 0.5).astype(np.uint8)

    def _as_grey(self, frame: Any) -> Iterator[_Array]:
        is_full = int(frame.color_range or 0) == _FULL
        for planes in _strips(frame):
            level = _level(planes[0], _bits(frame), is_full=is_full)
            yield (np.clip(level, 0, 1) * 255 + 0.5).astype(np.uint8)


_QUARTERS = {  # counterclockwise
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}
_MIRRORED = (Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.FLIP_LEFT_RIGHT)


def find(file: BinaryIO) -> Still | None:
    """The picture that a file of items shows; None for what is no such file or a broken one."""
    try:
        items = read_items(file)
        return Still(items) if items is not None else None
    except DAMAGE:
        return None


def _cut(data: bytes, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of a picture that is meant to be seen."""
    numbers = struct.unpack_from(">IIIIiIiI", data)
    width, height, across, down = (
        Fraction(numbers[at], numbers[at + 1]) if numbers[at + 1] else Fraction(0)
        for at in (0, 2, 4, 6)
    )
    left = round(across + (size[0] - width) / 2)
    top = round(down + (size[1] - height) / 2)
    right, bottom = min(size[0], left + int(width)), min(size[1], top + int(height))
    box = (max(0, left), max(0, top), right, bottom)
    return box if box[0] < box[2] and box[1] < box[3] else (0, 0, *size)


def _bits(frame: Any) -> int:
    return int(frame.format.components[0].bits)


def _strips(frame: Any) -> Iterator[list[_Array]]:
    """The planes of a frame, some rows at a time, all in the size of the first."""
    planes: list[_Array] = []
    for plane in frame.planes:
        kind = np.dtype(np.uint8 if _bits(frame) == 8 else "<u2")
        values = np.frombuffer(plane, kind)
        planes.append(values.reshape(-1, plane.line_size // kind.itemsize)[:, : plane.width])
    height, width = frame.height, frame.width
    rows = max(2, _STRIP_PIXELS // width // 2 * 2)
    for top in range(0, height, rows):
        part = []
        for plane in planes[:3]:
            tall, wide = -(-height // plane.shape[0]), -(-width // plane.shape[1])
            cut = plane[top // tall : -(-min(height, top + rows) // tall)]
            if tall > 1:
                cut = cut.repeat(tall, axis=0)
            if wide > 1:
                cut = cut.repeat(wide, axis=1)
            part.append(cut[: min(height, top + rows) - top, :width])
        yield part


def _level(plane: _Array, bits: int, *, is_full: bool) -> _Array:
    values = plane.astype(np.float32)
    if is_full:
        return np.asarray(values / (2**bits - 1))
    return np.asarray((values / 2 ** (bits - 8) - 16) / 219)


def _signal(planes: list[_Array], bits: int, told: Nclx, *, is_rgb: bool) -> _Array:
    """Red, green and blue from 0 to 1."""
    luma = _level(planes[0], bits, is_full=told.is_full)
    if len(planes) == 1:
        colours = [luma, luma, luma]
    elif is_rgb or told.matrix == _IDENTITY:  # stored as green, blue, red
        blue, red = (_level(plane, bits, is_full=told.is_full) for plane in planes[1:])
        colours = [red, luma, blue]
    else:
        middle, whole = 2 ** (bits - 1), (2**bits - 1) if told.is_full else 224 * 2 ** (bits - 8)
        blue, red = ((plane.astype(np.float32) - middle) / whole for plane in planes[1:])
        colours = _by_matrix(luma, blue, red, told.matrix)
    return np.asarray(np.clip(np.stack(colours, axis=-1), 0, 1))


def _by_matrix(luma: _Array, blue: _Array, red: _Array, matrix: int) -> list[_Array]:
    if matrix == _YCGCO:
        return [luma - blue + red, luma + blue, luma - blue - red]
    kr, kb = _KR_KB.get(matrix, _OF_MOST)
    r, b = luma + 2 * (1 - kr) * red, luma + 2 * (1 - kb) * blue
    return [r, (luma - kr * r - kb * b) / (1 - kr - kb), b]
