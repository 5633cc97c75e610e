"""What a browser surely plays, and what a file would have to be called for one that says it can.

The one table about it. Whatever is not in it gets a rendition (`ai.media.renditions`), so a wrong
"yes" costs a family their film and a wrong "no" some minutes of a processor.
"""

from __future__ import annotations

from dataclasses import dataclass

_EIGHT_BIT = frozenset({"yuv420p", "yuvj420p"})
_TEN_BIT = frozenset({"yuv420p10le"})
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Form:
    """One way of keeping films or voices that plays in Chrome, Firefox and Safari of the last
    years. `pictures` is None for voices alone."""

    container: str
    pictures: str | None
    pixels: frozenset[str]
    sounds: frozenset[str]
    because: str


_MP4_SOUNDS = frozenset({"aac", "mp3", "opus", "flac"})
_WEBM_SOUNDS = frozenset({"vorbis", "opus"})

FORMS = (
    Form("mp4", "h264", _EIGHT_BIT, _MP4_SOUNDS, "the form that every browser and phone decodes"),
    Form("mp4", "vp9", _EIGHT_BIT, _MP4_SOUNDS, "in all of them since 2020"),
    Form("mp4", "av1", _EIGHT_BIT | _TEN_BIT, _MP4_SOUNDS, "decoded by program where no chip does"),
    Form("webm", "vp8", _EIGHT_BIT, _WEBM_SOUNDS, "what browsers themselves record"),
    Form("webm", "vp9", _EIGHT_BIT, _WEBM_SOUNDS, "what browsers themselves record"),
    Form("webm", "av1", _EIGHT_BIT | _TEN_BIT, _WEBM_SOUNDS, "as in MP4"),
    Form("mp4", None, _NOTHING, _MP4_SOUNDS, "M4A, what telephones record"),
    Form("webm", None, _NOTHING, _WEBM_SOUNDS, "what browsers themselves record"),
    Form("mp3", None, _NOTHING, frozenset({"mp3"}), "everywhere for twenty years"),
    Form("flac", None, _NOTHING, frozenset({"flac"}), "in all of them since 2017"),
    Form("ogg", None, _NOTHING, _WEBM_SOUNDS | {"flac"}, "in Safari since 18.4"),
    Form("aac", None, _NOTHING, frozenset({"aac"}), "AAC without a box around it"),
    Form(
        "wav",
        None,
        _NOTHING,
        frozenset({"pcm_s16le", "pcm_s24le", "pcm_u8", "pcm_f32le"}),
        "samples as they are; not telephones' µ-law and ADPCM",
    ),
)


def container_of(name: str, *, is_webm: bool) -> str:
    """What FFmpeg calls the reader of a file, in the words of this table."""
    first = name.split(",")[0]
    if first == "mov":
        return "mp4"
    if first == "matroska":
        return "webm" if is_webm else "matroska"
    return first


def codec_of(name: str | None) -> str | None:
    """The format that a decoder decodes: AV1 is decoded by `libdav1d`, MP3 by `mp3float`."""
    if name is None:
        return None
    named_otherwise = {"libdav1d": "av1", "libaom-av1": "av1", "libvpx": "vp8", "libvpx-vp9": "vp9"}
    return named_otherwise.get(name, name.removeprefix("lib").removesuffix("float"))


def find_form(
    container: str, pictures: str | None, pixels: str | None, sound: str | None
) -> Form | None:
    """The row of the table that such a file is of, or None."""
    return next(
        (
            form
            for form in FORMS
            if (form.container, form.pictures) == (container, pictures)
            and (pictures is None or pixels in form.pixels)
            and (sound in form.sounds or (sound is None and pictures is not None))
        ),
        None,
    )


def hevc_type(*, container: str, tag: str, setup: bytes | None, sound: str | None) -> str | None:
    """What a browser is asked about a film in HEVC, such as `video/mp4;
    codecs="hvc1.1.6.L93.B0,mp4a.40.2"`: some play it with the help of a chip, and only they know.

    `setup` is what stands in the box `hvcC` (ISO/IEC 14496-15, annex E). None where there is none,
    and for sound that no browser would take beside it.
    """
    if container != "mp4" or setup is None or len(setup) < 13 or setup[0] != 1:
        return None
    if sound not in (None, "aac", "mp3"):
        return None
    space = ("", "A", "B", "C")[setup[1] >> 6]
    compatible = int(f"{int.from_bytes(setup[2:6]):032b}"[::-1], 2)
    tier = "H" if setup[1] & 0x20 else "L"
    limits = setup[6:12].rstrip(b"\0")
    name = "hev1" if tag == "hev1" else "hvc1"
    words = [f"{name}.{space}{setup[1] & 0x1F}", f"{compatible:X}", f"{tier}{setup[12]}"]
    codecs = ".".join([*words, *(f"{byte:X}" for byte in limits)])
    heard = {"aac": ",mp4a.40.2", "mp3": ",mp4a.6B"}.get(sound or "", "")
    return f'video/mp4; codecs="{codecs}{heard}"'
