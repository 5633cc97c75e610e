"""Copies of pictures and films that do not tell where they were taken.

Runs inside the decoding process. A copy is built from what is known to be harmless, never by
taking out what is known to be harmful: a place hides in EXIF, XMP, IPTC, maker notes, thumbnails,
second pictures, content credentials, captions, and films glued behind a photo's end. The finished
copy is looked at once more (`ai.media.second_look`).
"""

from __future__ import annotations

import contextlib
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
from PIL import Image, ImageSequence

from ai.media import (
    audiovisual,
    colours,
    containers,
    files,
    images,
    opening,
    readers,
    remarks,
    second_look,
)
from ai.media.signatures import sniff
from ai.media.types import Kind, MediaError, MediaErrorKind, Picture

# Camera, orientation, resolution, date; then how and when exactly the picture was exposed.
_KEPT = (0x010F, 0x0110, 0x0112, 0x011A, 0x011B, 0x0128, 0x0132)
_KEPT_DETAILS = (
    *(0x829A, 0x829D, 0x8827, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x920A),
    *(0x9290, 0x9291, 0x9292, 0xA001, 0xA405, 0xA433, 0xA434),
)
_ORIENTATION, _DETAILS = 0x0112, 0x8769
_HARMLESS_TAGS = {*_KEPT, *_KEPT_DETAILS, _DETAILS}
_MAKE, _MODEL, _DATE, _DATE_ORIGINAL = 0x010F, 0x0110, 0x0132, 0x9003
_TO_THE_SECOND = len("2019-03-21T16:04:22")
_REWRITTEN = {
    "image/jpeg": containers.jpeg,
    "image/png": containers.png,
    "image/webp": containers.webp,
    "image/gif": containers.gif,
}

# FFmpeg's name of what is read → of what is written. Anything else goes into Matroska.
_MUXERS = {
    "mov": "mp4",
    "matroska": "matroska",
    "avi": "avi",
    "asf": "asf",
    "mpegts": "mpegts",
    "mpeg": "vob",
    "flv": "flv",
    "ogg": "ogg",
    "mp3": "mp3",
    "flac": "flac",
    "wav": "wav",
    "aiff": "aiff",
    "aac": "adts",
    "amr": "amr",
    "caf": "caf",
}
# Whatever is glued behind their end counts as more sound or pictures. No browser plays them.
_WITHOUT_END = {"au", "mpegvideo"}
_KEPT_TAGS = {
    "creation_time",
    *(f"com.apple.quicktime.{name}" for name in ("creationdate", "make", "model")),
    *(f"com.android.{name}" for name in ("manufacturer", "model")),
}


def without_place(path: Path, out: Path) -> Picture | Path:
    """Writes to `out` a copy without any place; answers a Picture for a photo, else `out`.

    JPEG, PNG, WebP and GIF keep their pixels bit for bit, with orientation, date and camera.
    TIFF and BMP are written anew, page by page; HEIC, AVIF, raw photos and all others become a JPEG
    of full size. Films and recordings keep sound, pictures, date and camera, not subtitles or
    measurements, which drones fill with coordinates, nor a title, which is somebody's words; one
    that its own format cannot take again becomes Matroska. Of PDF and plain text see
    `ai.media.papers`. Raises MediaError where a file cannot be read, or where something is still in
    the copy that was not meant to be, and for every other kind of file.
    """
    what = sniff(path)
    if what.kind in (Kind.video, Kind.audio):
        _film(path, out)
        return out
    if what.media_type in ("application/pdf", "text/plain"):
        from ai.media import papers  # loads a PDF library that photos never need

        (papers.copy_pdf if what.media_type == "application/pdf" else papers.copy_text)(path, out)
        return out
    if what.kind is not Kind.photo:
        raise MediaError(MediaErrorKind.unsupported, f"no copy is made of {what.media_type}")
    media_type = what.media_type
    with opening.opened(path) as picture:
        if rewrite := _REWRITTEN.get(media_type):
            try:
                with out.open("wb") as target:
                    target.writelines(rewrite(files.contents(path), _harmless_exif(picture)))
            except (struct.error, IndexError) as error:
                raise MediaError(MediaErrorKind.unreadable, f"cut short: {error}") from error
        elif picture.format == "TIFF":  # many raw photos are TIFF as well, and not opened as one
            _tiff(picture, out)
        elif picture.format == "BMP":
            picture.load()
            picture.info.clear()
            picture.save(out, "BMP")
        else:
            _full_jpeg(picture, out)
            media_type = "image/jpeg"
    with opening.opened(out) as copy:
        second_look.look_at_picture(copy, tags=_HARMLESS_TAGS)
        facts, _ = images.facts_of(copy)
    return Picture(out, media_type, facts.width, facts.height, out.stat().st_size)


def _harmless_exif(picture: Image.Image, *, upright: bool = False) -> bytes:
    """An EXIF block made of the kept tags alone; empty when there are none.

    `upright` leaves the orientation out, for a copy whose pixels are turned already.
    """
    found, details, _ = images.exif_of(picture)
    exif = Image.Exif()
    for tag in _KEPT:
        if tag in found and not (upright and tag == _ORIENTATION):
            _keep(exif, tag, found[tag])
    kept_details = exif.get_ifd(_DETAILS)
    for tag in _KEPT_DETAILS:
        if tag in details and _says_no_more(details[tag]):
            kept_details[tag] = details[tag]
            if not _writes(exif):
                del kept_details[tag]
    facts, _ = images.facts_of(picture)
    if facts.taken_by == "original" and len(facts.taken or "") == _TO_THE_SECOND:
        # It may stand in a text that is left behind.
        day, _, time = str(facts.taken).partition("T")
        kept_details.setdefault(_DATE_ORIGINAL, f"{day.replace('-', ':')} {time}")
    return exif.tobytes() if len(exif) or kept_details else b""


def _says_no_more(value: Any) -> bool:
    """A place in words can stand where the name of a camera should."""
    return not isinstance(value, str | bytes) or second_look.plain_words(value)


def _keep(exif: Image.Exif, tag: int, value: Any) -> None:
    if not _says_no_more(value):
        return
    exif[tag] = value
    if not _writes(exif):
        del exif[tag]


def _writes(exif: Image.Exif) -> bool:
    """Whether the block can be written: a broken value spoils the whole of it."""
    try:
        return len(exif.tobytes()) < 0xFFF0
    except (OSError, *opening.BROKEN):
        return False


def _tiff(picture: Image.Image, out: Path) -> None:
    found, details, _ = images.exif_of(picture)
    # libtiff takes no EXIF directory; the date of the shutter moves to where a scanner writes its.
    tags = {tag: found[tag] for tag in (_MAKE, _MODEL, _DATE) if tag in found}
    if _DATE_ORIGINAL in details:
        tags[_DATE] = details[_DATE_ORIGINAL]

    def pages() -> Iterator[Image.Image]:
        for page in ImageSequence.Iterator(picture):
            plain = page.copy()  # a copy forgets the tags of the file that it came from
            plain.info = {key: page.info[key] for key in ("icc_profile", "dpi") if key in page.info}
            yield plain

    rest = pages()
    texts = {
        tag: value
        for tag, value in tags.items()
        if isinstance(value, str) and second_look.plain_words(value)
    }
    next(rest).save(
        out,
        "TIFF",
        save_all=True,
        append_images=rest,
        compression="tiff_deflate",
        tiffinfo=texts,
    )


def _full_jpeg(picture: Image.Image, out: Path) -> None:
    exif = _harmless_exif(picture, upright=True)
    profile = picture.info.get("icc_profile")
    _, turn = images.facts_of(picture)
    if picture.format == readers.TURNED and picture.mode == "RGB":
        full = picture  # it may be too large for a second one beside it
    else:
        full = images.upright(colours.scaled(picture, picture.size), turn)
    full.info.clear()
    full.save(out, "JPEG", quality=92, subsampling=0, exif=exif, icc_profile=profile)


def _film(path: Path, out: Path) -> None:
    """The streams of sound and pictures, copied undecoded into a new file with a few tags."""
    with audiovisual.opened(path) as source:
        name = source.format.name.split(",")[0]
        if name == "mov" and source.metadata.get("major_brand") == "qt  ":
            muxer = "mov"
        elif name == "mov" and source.metadata.get("major_brand", "").startswith("3g"):
            muxer = "3gp"
        elif name == "matroska" and audiovisual.is_webm(path):
            muxer = "webm"
        else:
            muxer = _MUXERS.get(name, "matroska")
    if name in _WITHOUT_END:
        raise MediaError(MediaErrorKind.unsupported, f"no copy is made of {name}")
    try:
        _remux(path, out, muxer)
        return
    except MediaError:
        with contextlib.suppress(MediaError):
            _remux(path, out, muxer, sifted=True)
            return
        if muxer == "matroska":
            raise
    _remux(path, out, "matroska")


def copy_streams(path: Path, out: Path, muxer: str, *, kinds: tuple[str, ...]) -> None:
    """Writes the first stream of each kind ("video", "audio") to `out`, undecoded, without tags and
    without what was said between the pictures. `second_look` is for the file that it goes into."""
    with (
        audiovisual.opened(path) as source,
        out.open("wb") as file,
        av.open(file, "w", format=muxer, buffer_size=1 << 20) as target,
    ):
        chosen = {
            "video": audiovisual.picture_stream(source),
            "audio": audiovisual.sound_stream(source),
        }
        streams = [stream for kind in kinds if (stream := chosen[kind]) is not None]
        copies = {stream.index: _copy_of(stream, target) for stream in streams}
        for copy, *_ in copies.values():
            copy.codec_context.codec_tag = "\0\0\0\0"  # what one box calls a codec, another refuses
        zero = (source.start_time or 0) / av.time_base
        for packet in source.demux(streams):
            begun = round(zero / packet.time_base)
            if packet.dts is not None:
                packet.dts -= begun
            if packet.pts is not None:
                packet.pts -= begun
            _mux_cleaned(packet, copies[packet.stream.index], target)


_Copy = tuple[Any, Any, remarks.Frames]


class _Sieve:
    """Leaves out what no player could use: sound that cannot be decoded, and what does not come
    after what came before it in its stream. A recorder that wrote its last piece twice, the first
    time over something else, gives both."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def lets_through(self, packet: Any) -> bool:
        if packet.dts is None or packet.dts <= self._last.get(packet.stream.index, packet.dts - 1):
            return packet.dts is None and not packet.size  # the end of a stream has no time
        if packet.stream.type == "audio":
            try:
                packet.decode()
            except av.error.InvalidDataError:
                return False
        self._last[packet.stream.index] = packet.dts
        return True


def _remux(path: Path, out: Path, muxer: str, *, sifted: bool = False) -> None:
    options = {"movflags": "use_metadata_tags"} if muxer in ("mov", "mp4", "3gp") else {}
    with (
        audiovisual.opened(path) as source,
        out.open("wb") as file,
        av.open(file, "w", format=muxer, options=options, buffer_size=1 << 20) as target,
    ):
        target.metadata.update(
            {
                name: text
                for name, text in source.metadata.items()
                if name.lower() in _KEPT_TAGS and second_look.tag_is_harmless(name, text)
            }
        )
        copies: dict[int, _Copy] = {}
        for stream in (*source.streams.video, *source.streams.audio):
            if stream.codec_context is not None and not audiovisual.is_cover(stream):
                copies[stream.index] = _copy_of(stream, target)
        sieve = _Sieve() if sifted else None
        for packet in source.demux(*(source.streams[index] for index in copies)):
            if sieve is not None and not sieve.lets_through(packet):
                continue
            _mux_cleaned(packet, copies[packet.stream.index], target)
    with audiovisual.opened(out) as made:
        second_look.look_at_film(made)


def _mux_cleaned(packet: Any, made: _Copy, target: Any) -> None:
    copy, units, frames = made
    stream = packet.stream
    packet = frames.let_through(packet)
    if packet is None:
        return
    codec = stream.codec_context.name
    # The packet without data at the end of a stream also empties the filter.
    for filtered in units.filter(packet) if units else (packet,):
        if filtered.size:  # Matroska gives some pictures no decoding time
            cleaned = remarks.cleaned_packet(codec, filtered)
            if cleaned is not None:
                cleaned.stream = copy
                target.mux(cleaned)


def _copy_of(stream: Any, target: Any) -> _Copy:
    """The stream in the new file, what filters its packets, or None, and what ends it."""
    context = stream.codec_context
    # Undecoded: the library that decodes AV1 cannot encode it, which PyAV would ask for.
    copy = target.add_stream_from_template(
        stream, opaque=True if context.name == "libdav1d" else None
    )
    if context.extradata:
        header = remarks.header_without_remarks(context.name, context.extradata)
        if header != context.extradata:
            copy.codec_context.extradata = header
    language = stream.language or ""
    if re.fullmatch("[a-z]{2,3}", language):
        copy.metadata["language"] = language
    return copy, remarks.unit_filter(stream, copy), remarks.Frames(context.name)
