"""What is written inside pictures, in each of the ways in which programs write it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from ai.media import Decoder, images, opening
from ai.media.iptc import find_iptc, read_iptc
from ai.media.types import ImageFacts
from ai.media.xmp import LONGEST_XMP, read_xmp
from tests.media import cameras

_SPACES = {
    "exif": "http://ns.adobe.com/exif/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "acdsee": "http://ns.acdsee.com/iptc/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
_NAMED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())


def packet(attributes: str = "", elements: str = "", *, head: str = "") -> bytes:
    return (
        f'{head}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {_NAMED} {attributes}>{elements}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def words(text: str) -> str:
    item = f'<rdf:li xml:lang="x-default">{text}</rdf:li>'
    return f"<dc:description><rdf:Alt>{item}</rdf:Alt></dc:description>"


def picture() -> Image.Image:
    return Image.new("RGB", (48, 32), "teal")


def told(data: bytes, tmp_path: Path) -> ImageFacts:
    path = tmp_path / "picture"
    path.write_bytes(data)
    with opening.opened(path) as opened:
        return images.facts_of(opened)[0]


Exif = dict[int, Any]


def jpeg(
    exif: Exif | None = None,
    details: Exif | None = None,
    gps: Exif | None = None,
    *,
    xmp: bytes = b"",
    iptc: dict[int, str] | None = None,
) -> bytes:
    block = Image.Exif()
    for tag, value in (exif or {}).items():
        block[tag] = value
    block.get_ifd(0x8769).update(details or {})
    block.get_ifd(0x8825).update(gps or {})
    more: dict[str, Any] = {"xmp": xmp} if xmp else {}
    return cameras.jpeg(picture(), iptc=iptc, exif=block.tobytes(), **more)


def png(texts: dict[str, str], *, late: bool = False, xmp: bytes = b"", time: bytes = b"") -> bytes:
    """`late`: the texts stand behind the pixels."""
    info = PngImagePlugin.PngInfo()
    for key, text in {} if late else texts.items():
        info.add_text(key, text)
    if xmp:
        info.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=True)
    buffer = io.BytesIO()
    picture().save(buffer, "PNG", pnginfo=info)
    data = buffer.getvalue()
    tail = b""
    for name, body in [
        *((b"tEXt", f"{key}\0{text}".encode()) for key, text in texts.items() if late),
        *([(b"tIME", time)] if time else []),
    ]:
        tail += struct.pack(">I", len(body)) + name + body
        tail += struct.pack(">I", zlib.crc32(name + body))
    return data[:-12] + tail + data[-12:]


def saved(form: str, **how: Any) -> bytes:
    buffer = io.BytesIO()
    picture().save(buffer, form, **how)
    return buffer.getvalue()


ORIGINAL, DIGITIZED, CHANGED, MAKE, MODEL, SOFTWARE = 0x9003, 0x9004, 0x0132, 0x010F, 0x0110, 0x0131
IN_1972, IN_2015 = "1972:08:15 12:00:00", "2015:02:03 10:11:12"
EPSON = {MAKE: "EPSON", MODEL: "Perfection V600"}
HP = {MAKE: "HP", MODEL: "HP Scanjet 4400c"}
APPLE = {MAKE: "Apple", MODEL: "iPhone 7"}
XMP_1972 = packet('exif:DateTimeOriginal="1972-08-15T12:00:00"')
GPS_DAY = {29: "2016:05:28", 7: (12.0, 59.0, 51.0)}
LISBON = 'exif:GPSLatitude="38,43.338N" exif:GPSLongitude="9,8.358W"'

NOON, TEN = "1972-08-15T12:00:00", "2015-02-03T10:11:12"
BY_HAND, LATER, NO = "original", "digitized", (None, None)

DATES: list[tuple[str, Callable[[], bytes], str | None, str | None]] = [
    ("exif original", lambda: jpeg(details={ORIGINAL: IN_1972}), NOON, BY_HAND),
    ("exif digitized", lambda: jpeg(APPLE, {DIGITIZED: IN_2015}), TEN, LATER),
    ("original first", lambda: jpeg(APPLE, {ORIGINAL: IN_1972, DIGITIZED: IN_2015}),
     NOON, BY_HAND),
    ("month only", lambda: jpeg(details={ORIGINAL: "1964:08:00 00:00:00"}), "1964-08", BY_HAND),
    ("year only", lambda: jpeg(details={ORIGINAL: "1964:00:00 00:00:00"}), "1964", BY_HAND),
    ("second 70", lambda: jpeg(details={ORIGINAL: "2015:02:03 15:08:70"}), "2015-02-03", BY_HAND),
    ("dots", lambda: jpeg(details={ORIGINAL: "2009.10.11"}), "2009-10-11", BY_HAND),
    ("zeros, digitized", lambda: jpeg(APPLE, {ORIGINAL: "0000:00:00 00:00:00", DIGITIZED: IN_2015}),
     TEN, LATER),
    ("reset, digitized", lambda: jpeg(APPLE, {ORIGINAL: "2002:12:08 12:00:00", DIGITIZED: IN_2015}),
     TEN, LATER),
    ("reset alone", lambda: jpeg(APPLE, {ORIGINAL: "2000:01:01 00:00:00"}),
     "2000-01-01T00:00:00", BY_HAND),
    ("changed alone", lambda: jpeg({CHANGED: IN_2015}), *NO),
    ("changed and xmp", lambda: jpeg({CHANGED: IN_2015}, xmp=XMP_1972), NOON,
     BY_HAND),
    ("xmp attribute", lambda: jpeg(xmp=XMP_1972), NOON, BY_HAND),
    ("xmp element", lambda: jpeg(xmp=packet(elements=(
        "<exif:DateTimeOriginal>1972-08-15</exif:DateTimeOriginal>"))), "1972-08-15", BY_HAND),
    ("xmp in UTF-16", lambda: jpeg(xmp=XMP_1972.decode().encode("utf-16")), NOON,
     BY_HAND),
    ("xmp month", lambda: jpeg(xmp=packet('exif:DateTimeOriginal="1964-08"')), "1964-08", BY_HAND),
    ("photoshop created",
     lambda: jpeg(xmp=packet('photoshop:DateCreated="1964"')), "1964", BY_HAND),
    ("acdsee",
     lambda: jpeg({CHANGED: IN_2015}, xmp=packet('acdsee:datetime="1972-08-15T12:00:00"')),
     NOON, BY_HAND),
    ("xmp created",
     lambda: jpeg(APPLE, xmp=packet('xmp:CreateDate="2015-02-03T10:11:12.31+01:00"')),
     TEN, LATER),
    ("xmp of what it was made from", lambda: jpeg(xmp=packet(elements=(
        "<xmpMM:DerivedFrom><rdf:Description xmp:CreateDate='1999-01-01T10:00:00'/>"
        "</xmpMM:DerivedFrom>"))), *NO),
    ("xmp modified alone", lambda: jpeg(xmp=packet('xmp:ModifyDate="2015-02-03T10:11:12"')), *NO),
    ("iptc",
     lambda: jpeg(iptc={55: "19640815", 60: "120000+0100"}), "1964-08-15T12:00:00", BY_HAND),
    ("iptc day", lambda: jpeg(iptc={55: "19640815"}), "1964-08-15", BY_HAND),
    ("iptc month", lambda: jpeg(iptc={55: "19640800"}), "1964-08", BY_HAND),
    ("iptc zeros", lambda: jpeg(iptc={55: "00000000"}), *NO),
    ("exif before iptc", lambda: jpeg(details={ORIGINAL: IN_1972}, iptc={55: "19640815"}),
     NOON, BY_HAND),
    ("png creation time", lambda: png({"Creation Time": "2016:05:28 12:00:00"}),
     "2016-05-28T12:00:00", LATER),
    ("png of a letter's form", lambda: png({"Creation Time": "Sat, 28 May 2016 12:00:00 +0200"}),
     "2016-05-28T12:00:00", LATER),
    ("png late", lambda: png({"Creation Time": "2016-05-28"}, late=True), "2016-05-28", LATER),
    ("png of nonsense", lambda: png({"Creation Time": "once"}), *NO),
    ("png xmp squeezed", lambda: png({}, xmp=XMP_1972), NOON, BY_HAND),
    ("png exif", lambda: saved("PNG", exif=cameras.exif(cameras.Told(taken=IN_1972))),
     NOON, BY_HAND),
    ("png time is a change", lambda: png({}, time=struct.pack(">H5B", 2016, 5, 28, 12, 0, 0)), *NO),
    ("webp xmp", lambda: saved("WEBP", xmp=XMP_1972), NOON, BY_HAND),
    ("avif xmp", lambda: saved("AVIF", xmp=XMP_1972), NOON, BY_HAND),
    ("tiff xmp", lambda: saved("TIFF", tiffinfo={700: XMP_1972}), NOON, BY_HAND),
    ("tiff iptc", lambda: saved("TIFF", tiffinfo={33723: b"\x1c\x02\x37\x00\x0819640815"}),
     "1964-08-15", BY_HAND),
    ("gps alone", lambda: jpeg(gps=GPS_DAY), *NO),
    # A scanner's and a program's day is none of the picture.
    ("epson", lambda: jpeg(EPSON, {DIGITIZED: IN_2015}), *NO),
    ("epson original too", lambda: jpeg(EPSON, {ORIGINAL: IN_2015, DIGITIZED: IN_2015}), *NO),
    ("scanjet", lambda: jpeg(HP, {ORIGINAL: IN_2015}), *NO),
    ("epson, then somebody", lambda: jpeg(EPSON, {ORIGINAL: IN_1972, DIGITIZED: IN_2015}),
     NOON, BY_HAND),
    ("epson, then xmp", lambda: jpeg(EPSON, {DIGITIZED: IN_2015}, xmp=XMP_1972),
     NOON, BY_HAND),
    ("vuescan", lambda: jpeg({SOFTWARE: "VueScan 9 x64 (9.7.50)"}, {DIGITIZED: IN_2015}), *NO),
    ("photoshop's day", lambda: jpeg({SOFTWARE: "Adobe Photoshop 22"}, {DIGITIZED: IN_2015}), *NO),
    ("photoshop of a phone", lambda: jpeg(APPLE | {SOFTWARE: "Adobe Photoshop 22"},
     {DIGITIZED: IN_2015}), TEN, LATER),
    ("an Epson that photographs", lambda: jpeg({MAKE: "EPSON", MODEL: "PhotoPC 850Z"},
     {DIGITIZED: IN_2015}), TEN, LATER),
]  # fmt: skip


@pytest.mark.parametrize(("made", "taken", "by"), [d[1:] for d in DATES], ids=[d[0] for d in DATES])
def test_the_best_of_what_is_written_inside_tells_when(
    tmp_path: Path, made: Callable[[], bytes], taken: str | None, by: str | None
) -> None:
    facts = told(made(), tmp_path)
    assert (facts.taken, facts.taken_by) == (taken, by)


def test_the_table_is_as_long_as_it_says() -> None:
    assert len(DATES) >= 40


@pytest.mark.parametrize(
    ("made", "scanned"),
    [
        (lambda: jpeg(EPSON, {DIGITIZED: IN_2015}), "2015-02-03"),
        (lambda: jpeg(EPSON | {CHANGED: IN_2015}), "2015-02-03"),
        (lambda: jpeg(EPSON, {ORIGINAL: IN_1972, DIGITIZED: IN_2015}), "2015-02-03"),
        (lambda: jpeg(HP, {ORIGINAL: IN_2015}), "2015-02-03"),
        (lambda: jpeg({SOFTWARE: "Adobe Photoshop 22"}, {DIGITIZED: IN_2015}), "2015-02-03"),
        (lambda: jpeg(APPLE, {DIGITIZED: IN_2015}), None),
        (lambda: jpeg({SOFTWARE: "GIMP"}, {ORIGINAL: IN_2015, DIGITIZED: IN_2015}), None),
    ],
)
def test_the_day_of_a_scan_is_told_apart(
    tmp_path: Path, made: Callable[[], bytes], scanned: str | None
) -> None:
    assert told(made(), tmp_path).scanned == scanned


def test_what_was_only_saved_says_no_later_than_when(tmp_path: Path) -> None:
    facts = told(jpeg({CHANGED: IN_2015}, xmp=packet('xmp:ModifyDate="2013-01-02"')), tmp_path)
    assert (facts.taken, facts.changed) == (None, "2013-01-02")
    facts = told(png({}, time=struct.pack(">H5B", 2016, 5, 28, 12, 0, 0)), tmp_path)
    assert (facts.taken, facts.changed) == (None, "2016-05-28T12:00:00")


def test_satellites_are_told_apart(tmp_path: Path) -> None:
    assert told(jpeg(gps=GPS_DAY), tmp_path).stamped == "2016-05-28T12:59:51"


HALF = {1: "N", 2: (38.0, 43.0, 20.28)}
WHOLE = HALF | {3: "W", 4: (9.0, 8.0, 21.48)}


@pytest.mark.parametrize(
    ("made", "place"),
    [
        (lambda: jpeg(xmp=packet(LISBON)), (38.7223, -9.1393)),
        (lambda: jpeg(gps=HALF, xmp=packet(LISBON)), (38.7223, -9.1393)),
        (lambda: jpeg(gps=WHOLE), (38.7223, -9.1393)),
        (lambda: jpeg(gps=HALF), (None, None)),
        (lambda: jpeg(xmp=packet('exif:GPSLatitude="38,43,20.28N" exif:GPSLongitude="9,8,21.48W"')),
         (38.7223, -9.1393)),
        (lambda: jpeg(xmp=packet('exif:GPSLatitude="38.7223" exif:GPSLongitude="-9.1393"')),
         (38.7223, -9.1393)),
        (lambda: jpeg(xmp=packet('exif:GPSLatitude="0,0N" exif:GPSLongitude="0,0E"')), NO),
        (lambda: jpeg(xmp=packet('exif:GPSLatitude="213,0N" exif:GPSLongitude="9,8W"')),
         (None, None)),
        (lambda: jpeg(xmp=packet('exif:GPSLatitude="38,43.3E" exif:GPSLongitude="9,8W"')),
         (None, None)),
        (lambda: png({}, xmp=packet(LISBON)), (38.7223, -9.1393)),
    ],
)  # fmt: skip
def test_a_place_is_read_from_xmp_too(
    tmp_path: Path, made: Callable[[], bytes], place: tuple[float | None, float | None]
) -> None:
    facts = told(made(), tmp_path)
    assert (facts.latitude, facts.longitude) == pytest.approx(place, abs=1e-5)


@pytest.mark.parametrize(
    ("made", "caption"),
    [
        (lambda: jpeg(xmp=packet(elements=words("R &amp; J, Nazaré"))), "R & J, Nazaré"),
        (lambda: jpeg(xmp=packet('dc:description="At the sea"')), "At the sea"),
        (lambda: jpeg(iptc={120: "Rosa à beira-mar"}), "Rosa à beira-mar"),
        (lambda: jpeg({0x010E: "Rosa at the sea"}), "Rosa at the sea"),
        (lambda: jpeg({0x010E: "Rosa"}), "Rosa"),
        (lambda: jpeg({0x010E: "OLYMPUS DIGITAL CAMERA"}), None),
        (lambda: jpeg({0x010E: "SONY DSC"}), None),
        (lambda: jpeg({0x010E: "DCIM\\100MEDIA\\DJI_0001.JPG"}), None),
        (lambda: jpeg({0x010E: "oznorWO"}), None),
        (lambda: jpeg({0x010E: "IMG_0042.jpg"}), None),
        (lambda: jpeg({0x010E: "   "}), None),
        (lambda: jpeg({0x9C9B: "Rosa in Porto\0".encode("utf-16-le")}), "Rosa in Porto"),
        (lambda: png({"Description": "Rosa at the sea"}), "Rosa at the sea"),
        (lambda: png({"Software": "Rosa at the sea"}), None),
    ],
)  # fmt: skip
def test_what_somebody_wrote_is_the_caption_and_what_a_machine_wrote_is_not(
    tmp_path: Path, made: Callable[[], bytes], caption: str | None
) -> None:
    assert told(made(), tmp_path).caption == caption


def test_the_first_words_are_those_for_every_language() -> None:
    both = '<rdf:li xml:lang="de">Am Meer</rdf:li><rdf:li xml:lang="x-default">At sea</rdf:li>'
    found = read_xmp(packet(elements=f"<dc:description><rdf:Alt>{both}</rdf:Alt></dc:description>"))
    assert found.caption == "At sea"


_BOMB = (
    '<!DOCTYPE b [<!ENTITY a0 "Rosa">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    "bomb",
    [
        packet(elements=words("&a9;"), head=_BOMB),
        packet(elements=words("&x;"), head='<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        packet('exif:DateTimeOriginal="1972-08-15"', head="<!DOCTYPE b>"),
        packet(elements="<a>" * 100_000),
        packet(elements="<a/>" * 200_000),
        packet(elements=words("x" * (LONGEST_XMP + 1))),
        packet('exif:DateTimeOriginal="1972-08-15"', head=_BOMB).decode().encode("utf-16"),
    ],
    ids=["laughs", "a file", "a type", "deep", "many", "long", "laughs in UTF-16"],
)  # fmt: skip
def test_a_packet_made_to_harm_tells_nothing(bomb: bytes) -> None:
    found = read_xmp(bomb)
    assert (found.original, found.caption) == (None, None)


def test_what_stands_before_the_damage_is_read() -> None:
    assert read_xmp(XMP_1972[:-20]).original == "1972-08-15T12:00:00"
    latin = packet('exif:DateTimeOriginal="1972-08-15"', words("Nazar\xe9")).decode()
    assert read_xmp(latin.encode("latin-1")).original == "1972-08-15"


def test_resources_of_photoshop_hold_iptc() -> None:
    records = b"\x1c\x02\x37\x00\x0819640815"
    other = b"8BIM" + struct.pack(">H", 0x03ED) + b"\x03abc" + struct.pack(">I", 3) + b"xyz\0"
    body = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(records)) + records
    assert read_iptc(find_iptc(other + body)).created == "1964:08:15"
    cp1252 = b"\x1c\x02\x78" + struct.pack(">H", 6) + "Nazaré".encode("cp1252")
    assert read_iptc(cp1252).caption == "Nazaré"


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_readers(data: bytes) -> None:
    for made in (data, XMP_1972[: len(data)] + data, packet(LISBON) + data):
        read_xmp(made)
    for records in (data, b"\x1c\x02\x37" + data, b"\x1c\x02\x37\x80\x04" + data):
        read_iptc(records)
    find_iptc(b"8BIM\x04\x04" + data)


@given(st.text(max_size=60), st.text(max_size=60), st.binary(max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_a_picture(
    tmp_path_factory: pytest.TempPathFactory, when: str, what: str, wide: bytes
) -> None:
    plain = {"Creation Time": when.encode("latin-1", "replace").decode("latin-1")}
    told(png(plain, late=True), tmp_path_factory.mktemp("png"))
    exif = {0x010E: what.encode("ascii", "replace").decode(), CHANGED: "2015", 0x9C9B: wide}
    told(jpeg(exif), tmp_path_factory.mktemp("jpeg"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", lambda: jpeg(xmp=packet(LISBON, words("in Lisbon")), iptc={120: "in Lisbon"})),
        ("a.png", lambda: png({"Description": "in Lisbon"}, xmp=packet(LISBON))),
        ("late.png", lambda: png({"Description": "in Lisbon"}, late=True)),
        ("a.webp", lambda: saved("WEBP", xmp=packet(LISBON, words("in Lisbon")))),
        ("a.tif", lambda: saved("TIFF", tiffinfo={700: packet(LISBON), 0x010E: "in Lisbon"})),
        ("a.avif", lambda: saved("AVIF", xmp=packet(LISBON, words("in Lisbon")))),
    ],
)  # fmt: skip
def test_the_copy_for_links_tells_no_place_and_no_words(
    decoder: Decoder, out: Path, tmp_path: Path, name: str, data: Callable[[], bytes]
) -> None:
    path = tmp_path / name
    path.write_bytes(data())
    before, _ = decoder.image(path, out)
    assert before.latitude or before.caption
    decoder.without_place(path, out / "copy")
    copy = (out / "copy").read_bytes()
    assert not any(trace in copy for trace in (b"Lisbon", b"38,43", b"xmpmeta", b"GPSLat"))
    facts, _ = decoder.image(out / "copy", out)
    assert (facts.latitude, facts.caption, facts.stamped) == (None, None, None)


@pytest.mark.parametrize(
    "filling",
    [b" " * 1_000_000, b"\0" * 1_000_000, b"<" * 100_000, b"&" * 100_000, b"1," * 100_000],
)
def test_long_fillings_cost_no_more_than_their_length(filling: bytes) -> None:
    head, tail = XMP_1972.split(b"</x:xmpmeta>")
    before = read_xmp(head + b"</x:xmpmeta>" + tail + filling).original
    assert before == "1972-08-15T12:00:00"
    assert read_xmp(filling + packet()).caption is None
    read_xmp(packet(LISBON.replace("38,43.338N", filling[:10_000].decode("latin-1"))))
