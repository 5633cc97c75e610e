"""Pictures, films, recordings and papers made for tests."""

from __future__ import annotations

import io
import math
import struct
import wave
import zlib
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import imagecodecs
import numpy as np
from PIL import Image, ImageDraw

from tests.media.scheduling import as_it_was

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 180, 20), (20, 20, 220), (250, 250, 250)
PLACE = "+48.8577+002.2950/"
LATITUDE, LONGITUDE = 48.8577, 2.295
# What turns an upright picture into one stored for an EXIF orientation.
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def corners(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Red, green / blue, white: any turn or flip shows."""
    picture = Image.new("RGB", size)
    width, height = size
    for column, row, colour in ((0, 0, RED), (1, 0, GREEN), (0, 1, BLUE), (1, 1, WHITE)):
        box = (column * width // 2, row * height // 2)
        picture.paste(colour, (*box, box[0] + -(-width // 2), box[1] + -(-height // 2)))
    return picture


def shows_corners(picture: Image.Image) -> bool:
    width, height = picture.size
    colours = picture.convert("RGB")
    seen = [colours.getpixel((x * width // 4, y * height // 4)) for y in (1, 3) for x in (1, 3)]
    return all(
        near(found, wanted) for found, wanted in zip(seen, (RED, GREEN, BLUE, WHITE), strict=True)
    )


def near(found: Any, wanted: tuple[int, ...], *, within: int = 30) -> bool:
    return all(abs(a - b) <= within for a, b in zip(found, wanted, strict=True))


def busy(size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Nowhere flat, so that what is missing shows."""
    noise = [Image.effect_noise(size, 80) for _ in range(3)]
    return Image.merge("RGB", noise)


def exif(
    *, orientation: int | None = None, place: bool = False, taken: str | None = None, **more: str
) -> Image.Exif:
    block = Image.Exif()
    block[0x010F], block[0x0110] = more.get("make", "Apple"), more.get("model", "iPhone 7")
    if orientation is not None:
        block[0x0112] = orientation
    if taken is not None:
        block.get_ifd(0x8769)[0x9003] = taken
    if "offset" in more:
        block.get_ifd(0x8769)[0x9011] = more["offset"]
    if place:
        gps = block.get_ifd(0x8825)
        gps[1], gps[2] = "N", (48.0, 51.0, 27.72)
        gps[3], gps[4] = "E", (2.0, 17.0, 42.0)
    return block


def display_p3() -> bytes:
    """A profile as phones attach it: wider primaries, the curve of sRGB."""

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + fixed(*values)

    name = b"Display P3"
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0)
    curve += fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" + b"\0" * 79
    tags = {
        b"desc": description,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512, 0.24120, -0.00105),
        b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.15710, 0.06657, 0.78407),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    header = struct.pack(
        ">I4sI4s4s4s", start + len(body), b"none", 0x04000000, b"mntr", b"RGB ", b"XYZ "
    )
    header += b"\0" * 12 + b"acsp" + b"\0" * 28 + fixed(0.9642, 1.0, 0.8249)
    return header.ljust(128, b"\0") + table + body


def png_chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of_zeros(path: Path, size: tuple[int, int]) -> Path:
    """A black picture of one bit a pixel: hundreds of megapixels in a few kilobytes."""
    width, height = size
    squeeze = zlib.compressobj(9)
    row = b"\0" * (1 + -(-width // 8))
    data = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", data)
        + png_chunk(b"IEND", b"")
    )
    return path


def tone_data(*, seconds: float = 1.0, level: float = 0.5, rate: int = 8000) -> bytes:
    """440 Hz in 16 bits."""
    time = np.arange(int(seconds * rate)) / rate
    return (np.sin(2 * math.pi * 440 * time) * level * 32767).astype("<i2").tobytes()


def tone(path: Path, *, seconds: float = 1.0, data: bytes | None = None) -> Path:
    """A WAV of 8 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(tone_data(seconds=seconds) if data is None else data)
    return path


def sound_frame(level: float, *, count: int) -> av.AudioFrame:
    return av.AudioFrame.from_ndarray(
        np.full((1, count), level, np.float32), format="fltp", layout="mono"
    )


def recording(path: Path, codec: str, **how: Any) -> Path:
    """A second of 440 Hz at half the full level, in any format.

    how: tags, live (the length is not known when the file is begun).
    """
    in_pieces = {".webm": {"live": "1"}}.get(
        path.suffix, {"movflags": "empty_moov+frag_every_frame"}
    )
    options = in_pieces if how.get("live") else {}
    with av.open(path, "w", options=options) as file:
        file.metadata.update(how.get("tags", {}))
        _add_tone(file, file.add_stream(codec, rate=48000, layout="mono"), seconds=1)
    return path


def recording_with_cover(path: Path) -> Path:
    """An MP3 with a JPEG in its ID3 tag, as players show it."""
    cover = encoded(corners(), "JPEG")
    body = b"\0image/jpeg\0\x03\0" + cover
    frame = b"APIC" + struct.pack(">IH", len(body), 0) + body
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    sound = recording(path.with_name("plain.mp3"), "libmp3lame").read_bytes()
    path.write_bytes(b"ID3\x03\0\0" + size + frame + sound)
    return path


def _add_tone(file: av.container.OutputContainer, stream: Any, *, seconds: int) -> None:
    samples = np.sin(2 * math.pi * 440 * np.arange(seconds * 48000) / 48000) * 0.5
    frame = av.AudioFrame.from_ndarray(
        samples.astype(np.float32)[None], format="fltp", layout="mono"
    )
    frame.rate, frame.pts = 48000, 0
    form = av.AudioResampler(stream.codec_context.format, "mono", 48000)
    for piece in (*form.resample(frame), *form.resample(None)):
        file.mux(stream.encode(piece))
    file.mux(stream.encode())


@as_it_was()
def film(path: Path, codec: str = "libx264", **how: Any) -> Path:
    """Two seconds of `corners` on a grey that starts black; `sound` adds a tone.

    how: size, form, rotation, sound, tags, shape (of a pixel), dark (black seconds at the start),
    told (options of the codec).
    """
    width, height = how.get("size", (192, 128))
    options = {"movflags": "use_metadata_tags"} if path.suffix in (".mov", ".mp4") else {}
    with av.open(path, "w", format=how.get("form"), options=options) as file:
        file.metadata.update(how.get("tags", {}))
        stream: Any = file.add_stream(codec, rate=24)
        stream.width, stream.height, stream.pix_fmt = width, height, how.get("pixels", "yuv420p")
        stream.codec_context.gop_size = 12
        if codec == "libvpx":  # its threads wait by spinning, for minutes on a busy machine
            stream.codec_context.thread_count = 1
        stream.options = how.get("told", {})
        if "shape" in how:
            stream.codec_context.sample_aspect_ratio = how["shape"]
        if "rotation" in how:
            stream.set_display_rotation(how["rotation"])
        sound = file.add_stream(how["sound"], rate=48000, layout="mono") if "sound" in how else None
        for number in range(48):
            dark = number < 24 * how.get("dark", 0)
            picture = Image.new("RGB", (width, height)) if dark else corners((width, height))
            ImageDraw.Draw(picture).line((number, 0, number, height), fill=(255, 255, 0))
            frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 24)
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
        if sound is not None:
            _add_tone(file, sound, seconds=2)
    return path


def film_with_subtitle(path: Path, line: str) -> Path:
    script = path.with_name("words.srt")
    script.write_text(f"1\n00:00:00,100 --> 00:00:00,900\n{line}\n")
    plain = film(path.with_name("plain.mkv"))
    with av.open(plain) as pictures, av.open(script) as words, av.open(path, "w") as file:
        sources = [(source, source.streams[0]) for source in (pictures, words)]
        # All streams before the first packet, which writes the header.
        copies = [file.add_stream_from_template(stream) for _, stream in sources]
        for (source, stream), copy in zip(sources, copies, strict=True):
            for packet in source.demux(stream):
                if packet.size:
                    packet.stream = copy
                    file.mux(packet)
    return path


def paper(path: Path, *pages: str) -> Path:
    """A PDF with these pages; its lines are small when there are many."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        lines = page.split("\n")
        size = 24 if len(lines) < 20 else 4
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        drawn = f"BT /F1 {size} Tf {size} TL 72 700 Td {shown} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    path.write_bytes(body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode())
    return path


def jpeg_xl(picture: Image.Image, *, exif: Image.Exif | None = None) -> bytes:
    """A JPEG XL in boxes, where what tells of it lies beside the picture."""
    data = bytes(imagecodecs.jpegxl_encode(np.asarray(picture), usecontainer=True))
    if exif is None:
        return data
    body = b"\0\0\0\0" + exif.tobytes().removeprefix(b"Exif\0\0")
    return data + struct.pack(">I", len(body) + 8) + b"Exif" + body


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()
