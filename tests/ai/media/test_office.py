"""The words of letters that a word processor wrote."""

from __future__ import annotations

import contextlib
import random
import zipfile
from pathlib import Path

import pytest

from ai.media import Decoder, MediaError, MediaErrorKind
from ai.media.texts import TEXT_LIMIT
from ai.media.types import LOCKED
from tests.ai.media import raws

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_O = "urn:oasis:names:tc:opendocument:xmlns"


def docx(path: Path, body: str, *, before: str = "", name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            '<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/'
            f'2006/relationships/officeDocument" Target="/{name}"/></Relationships>',
        )
        document = f"<w:document xmlns:w='{_W}'><w:body>{body}</w:body></w:document>"
        archive.writestr(name, f"{before}{document}")
    return path


def odt(path: Path, body: str, *, manifest: str = "<manifest/>") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.text"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)  # first and as it is, by the norm
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f"<office:document-content xmlns:office='{_O}:office:1.0' xmlns:text='{_O}:text:1.0'>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return path


def test_docx(tmp_path: Path, decoder: Decoder) -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
        "<w:r><w:t>Dear </w:t></w:r><w:r><w:t>Rosa,</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>the sea</w:t><w:tab/><w:t>is calm</w:t><w:br/><w:t>today.</w:t>"
        "<w:instrText>HYPERLINK secret</w:instrText></w:r>"
        "<w:del><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p>"
    )
    for name in ("word/document.xml", "word/document2.xml"):
        found = decoder.words(docx(tmp_path / "a.docx", body, name=name))
        assert found == "Dear Rosa,\nthe sea\tis calm\ntoday."


def test_odt(tmp_path: Path, decoder: Decoder) -> None:
    body = (
        "<text:tracked-changes><text:p>struck out</text:p></text:tracked-changes>"
        "<text:h>Dear <text:span>Rosa</text:span>,</text:h>"
        "<text:p>the<text:s text:c='2'/>sea<text:tab/>is<text:line-break/>calm"
        "<office:annotation><text:p>a remark</text:p></office:annotation> today.</text:p>"
    )
    assert decoder.words(odt(tmp_path / "a.odt", body)) == "Dear Rosa,\nthe  sea\tis\ncalm today."


def test_rtf(tmp_path: Path, decoder: Decoder) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\*\generator Word;}"
        rb"\f0 Dear Rosa,\par Gr\'fc\'dfe aus K\'f6ln \u322?\par}"
    )
    assert decoder.words(path) == "Dear Rosa,\nGrüße aus Köln ł"


def test_doc(tmp_path: Path, decoder: Decoder) -> None:
    text = "Dear Rosa,\rthe lambs are well. \x13HYPERLINK secret\x14Look\x15 here: żółć, cell\x07"
    found = decoder.words(raws.doc(tmp_path / "a.doc", text))
    assert found == "Dear Rosa,\nthe lambs are well. Look here: żółć, cell"


def test_what_needs_a_password_says_so(tmp_path: Path, decoder: Decoder) -> None:
    sealed = tmp_path / "sealed.docx"
    sealed.write_bytes(raws.ole({"EncryptedPackage": b"x" * 4096}))
    papers = (
        raws.doc(tmp_path / "a.doc", "Dear Rosa,", encrypted=True),
        odt(tmp_path / "a.odt", "?", manifest="<m:encryption-data xmlns:m='m'/>"),
        sealed,
    )
    for path in papers:
        with pytest.raises(MediaError) as refused:
            decoder.words(path)
        assert (refused.value.kind, refused.value.detail) == (MediaErrorKind.unsupported, LOCKED)


def test_a_letter_asks_for_no_file_and_does_not_grow(tmp_path: Path, decoder: Decoder) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    outside = f"<!DOCTYPE a [<!ENTITY x SYSTEM 'file://{secret}'>]>"
    found = decoder.words(
        docx(tmp_path / "a.docx", "<w:p><w:t>Dear &x;Rosa</w:t></w:p>", before=outside)
    )
    assert "secret" not in found
    grown = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
    bomb = docx(
        tmp_path / "b.docx", "<w:p><w:t>&m;</w:t></w:p>",
        before=f"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>{grown}]>",
    )  # fmt: skip
    with contextlib.suppress(MediaError):
        assert len(decoder.words(bomb)) <= TEXT_LIMIT
    many = docx(tmp_path / "c.docx", "<w:p><w:t>" + "word " * 4_000_000 + "</w:t></w:p>")
    assert len(decoder.words(many)) in (TEXT_LIMIT, TEXT_LIMIT - 1)


def test_damaged_letters_are_read_or_refused_and_never_surprise(
    tmp_path: Path, decoder: Decoder
) -> None:
    chance = random.Random(22)
    rtf = rb"{\rtf1\ansi Dear {\b Rosa},\par \u322? \'fc}"
    wholes = [
        docx(tmp_path / "a", "<w:p><w:t>Dear Rosa</w:t></w:p>").read_bytes(),
        odt(tmp_path / "a", "<text:p>Dear<text:s text:c='2'/>Rosa</text:p>").read_bytes(),
        raws.doc(tmp_path / "a", "Dear Rosa, and so on").read_bytes(),
        rtf,
    ]
    path, surprises = tmp_path / "p", []
    for number, whole in enumerate(wholes):
        for _ in range(40):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                data[chance.randrange(8, len(data))] = chance.randrange(256)
            path.write_bytes(data)
            try:
                decoder.words(path)
            except MediaError as error:
                if error.kind in (MediaErrorKind.crashed, MediaErrorKind.timeout):
                    surprises.append((number, error.kind, error.detail))
    assert surprises == []
