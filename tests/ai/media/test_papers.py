"""What links are given of PDF and plain text: the pages and the words, and nothing about them."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from ai.media import Decoder, MediaError, MediaErrorKind
from tests.ai.media import samples

PLACE = "47,15.555N"
SECRET = f"exif:GPSLatitude={PLACE}"
GPS = {0x8825: {1: "N", 2: (47.0, 15.0, 33.3), 3: "E", 4: (11.0, 24.0, 0.0)}}


def photograph() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825).update(GPS[0x8825])
    data = samples.encoded(samples.corners(), "JPEG", exif=exif.tobytes(), comment=SECRET.encode())
    assert b"GPSLatitude" in data
    return data


def with_picture(document: pikepdf.Pdf, data: bytes, filters: Any) -> Stream:
    return Stream(
        document,
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=96,
        Height=64,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=filters,
        Metadata=xmp(document),
    )


def xmp(document: pikepdf.Pdf) -> Stream:
    return document.make_indirect(
        Stream(document, f"<x>{SECRET}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)
    )


def telling(path: Path, tmp_path: Path) -> Path:
    """A page with words and a photograph, and a place wherever a program may write one."""
    samples.paper(tmp_path / "plain.pdf", "Dear child")
    with pikepdf.open(tmp_path / "plain.pdf") as document:
        document.docinfo["/Subject"] = String(SECRET)
        document.Root.Metadata = xmp(document)
        document.Root.PieceInfo = Dictionary(Secret=Dictionary(Private=String(SECRET)))
        document.Root.OpenAction = Dictionary(
            S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')")
        )
        document.attachments["place.txt"] = SECRET.encode()
        page = document.pages[0]
        page.obj.Metadata = xmp(document)
        page.obj.VP = Array([Dictionary(Type=Name.Viewport, Name=String(SECRET))])
        page.obj.Annots = Array(
            [
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=[0, 0, 9, 9],
                    A=Dictionary(S=Name.URI, URI=String(f"geo:{SECRET}")),
                ),
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String(SECRET)
                ),
            ]
        )
        photo = with_picture(document, photograph(), Name.DCTDecode)
        form = Stream(
            document,
            b"% " + SECRET.encode() + b"\n/Im0 Do",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 1, 1],
            Resources=Dictionary(XObject=Dictionary(Im0=photo)),
            PieceInfo=Dictionary(Secret=String(SECRET)),
        )
        page.obj.Resources.XObject = Dictionary(Fm0=form, A=photo)
        marked = f"/Span <</Alt ({SECRET})>> BDC q 200 0 0 200 50 50 cm /Fm0 Do Q EMC"
        page.contents_add(f"% {SECRET}\n{marked}\n".encode(), prepend=False)
        document.save(path)
    return path


def everything_in(path: Path) -> bytes:
    """All bytes of a PDF, those of its streams unpacked."""
    with pikepdf.open(path) as document:
        parts = [path.read_bytes(), bytes(str(document.trailer), "utf-8", "replace")]
        for found in document.objects:
            parts.append(repr(found).encode("utf-8", "replace"))
            if isinstance(found, Stream):
                parts.append(found.read_raw_bytes())
                try:
                    parts.append(found.read_bytes())
                except pikepdf.PdfError:
                    continue  # a photograph, whose raw bytes stand above
    return b"\n".join(parts)


def tells(path: Path) -> bool:
    held = everything_in(path)
    return any(word in held for word in (PLACE.encode(), b"GPS", b"exif:", b"Exif\0\0"))


def copied(decoder: Decoder, path: Path, out: Path) -> Path:
    target = out / "copy.pdf"
    assert decoder.without_place(path, target) == target
    return target


def test_a_copy_of_a_pdf_shows_its_pages_and_tells_no_place(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = telling(tmp_path / "letter.pdf", tmp_path)
    assert tells(path)
    copy = copied(decoder, path, out)
    assert not tells(copy)
    pages, text, made = decoder.pdf(copy, out)
    assert (pages, text) == (1, "Dear child")
    with Image.open(made.preview.path) as seen:
        drawn = seen.convert("RGB").crop((105, 1150, 600, 1500))
        assert drawn.getcolors(500) is None, "the photograph is still drawn"


def test_two_photographs_with_names_that_are_also_keys_stay(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = telling(tmp_path / "letter.pdf", tmp_path)
    with pikepdf.open(copied(decoder, path, out)) as copy:
        assert set(copy.pages[0].obj.Resources.XObject.keys()) == {"/Fm0", "/A"}


def packed(form: str, **options: Any) -> Callable[[], bytes]:
    def data() -> bytes:
        written = io.BytesIO()
        samples.corners().convert("RGB").save(written, form, **options)
        return written.getvalue()

    return data


@pytest.mark.parametrize("how", ["jpeg2000", "flate-and-dct", "ascii85-and-dct"])
def test_a_photograph_coded_in_another_way_is_looked_into_too(
    tmp_path: Path, out: Path, decoder: Decoder, how: str
) -> None:
    if how == "jpeg2000":
        data = packed("JPEG2000")()
        # A box of somebody's own at the end, as programs for maps write them.
        box = b"uuid" + bytes(16) + SECRET.encode()
        data, filters = data + (len(box) + 4).to_bytes(4, "big") + box, Name.JPXDecode
    elif how == "flate-and-dct":
        data, filters = zlib.compress(photograph()), Array([Name.FlateDecode, Name.DCTDecode])
    else:
        data = base64.a85encode(photograph()) + b"~>"
        filters = Array([Name.ASCII85Decode, Name.DCTDecode])
    path = tmp_path / "letter.pdf"
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        page = document.pages[0]
        page.obj.Resources = Dictionary(
            XObject=Dictionary(Im0=document.make_indirect(with_picture(document, data, filters)))
        )
        page.contents_add(b"q 200 0 0 200 0 0 cm /Im0 Do Q")
        document.save(path)
    copy = copied(decoder, path, out)
    assert not tells(copy)
    _, _, made = decoder.pdf(copy, out)
    with Image.open(made.preview.path) as seen:
        assert samples.shows_corners(seen.convert("RGB"))


def test_what_was_filled_into_a_form_is_drawn_and_the_field_stays_behind(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = tmp_path / "form.pdf"
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(400, 200))
        font = document.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("name"),
                V=String("Rosa Almeida"),
                DA=String("/Helv 14 Tf 0 g"),
                Rect=[20, 100, 380, 130],
                F=4,
            )
        )
        document.pages[0].obj.Annots = Array([field])
        document.Root.AcroForm = Dictionary(
            Fields=Array([field]),
            DR=Dictionary(Font=Dictionary(Helv=font)),
            DA=String("/Helv 14 Tf 0 g"),
            NeedAppearances=True,
        )
        document.save(path)
    _, text, _ = decoder.pdf(copied(decoder, path, out), out)
    assert text == "Rosa Almeida"


def test_where_layers_are_hidden_no_copy_is_made(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = tmp_path / "map.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("places")))
        document.Root.OCProperties = Dictionary(
            OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]))
        )
        document.save(path)
    with pytest.raises(MediaError) as refused:
        copied(decoder, path, out)
    assert refused.value.kind is MediaErrorKind.unsupported


def test_no_copy_is_made_of_a_pdf_with_a_password(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    path = tmp_path / "locked.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path, encryption=pikepdf.Encryption(user="rosa", owner="rosa"))
    with pytest.raises(MediaError) as refused:
        copied(decoder, path, out)
    assert refused.value.kind is MediaErrorKind.unsupported


def test_a_letter_in_plain_text_is_copied_in_utf_8(
    tmp_path: Path, out: Path, decoder: Decoder
) -> None:
    words = "Querida Rosa,\nthis oven gets 220 °C hot: bake at 21,5 minutes.\n12.3.1964, 15:30 h\n"
    path = tmp_path / "letter.txt"
    path.write_bytes(words.encode("cp1252"))
    copy = out / "copy.txt"
    assert decoder.without_place(path, copy) == copy
    assert copy.read_text(encoding="utf-8") == words


@pytest.mark.parametrize(
    "words",
    [
        '{"geoData": {"latitude": 47.26, "longitude": 11.39}}',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">47.2591 11.4007</x:xmpmeta>',
        "BEGIN:VCARD\nADR:;;Rua das Flores 7;Porto\nEND:VCARD",
        "name,lat,lon\nhome,47.25917,11.40021\n",
        "GPSLatitude: 47 deg 15' 33\"",
        "$GPGGA,123519,4807.038,N,01131.000,E",
        "We lived at 47°15'33\"N 11°24'00\"E.",
        "geo:47.25,11.40",
        "---\nplace: here\n",
        "a" * 200_000,
    ],
)
def test_what_may_name_a_place_or_is_no_letter_is_not_copied(
    tmp_path: Path, out: Path, decoder: Decoder, words: str
) -> None:
    path = tmp_path / "places.txt"
    path.write_text(words)
    with pytest.raises(MediaError) as refused:
        decoder.without_place(path, out / "copy.txt")
    assert refused.value.kind is MediaErrorKind.unsupported
