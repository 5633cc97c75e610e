"""Old letters of many countries, and text that programs wrote for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ai.media import Decoder, Kind, MediaError, MediaErrorKind, sniff
from ai.media.records import PLAIN, name_record
from ai.media.texts import decoded
from tests.ai.media.kinds import KINDS

RUSSIAN = "Дорогая бабушка, вчера мы были на море. Погода хорошая. Целую, твоя Роза."
PORTUGUESE = "Querida Rosa, está muito calor em Setúbal. As crianças já não têm aulas. Beijos, avó."
GERMAN = "Liebe Großmutter, gestern waren wir „am Meer“ – schön. Viele Grüße"
FRENCH = "Chère maman, il a neigé à Noël. Les enfants étaient très heureux. François"
SPANISH = "¿Cómo estás, niña? ¡Qué alegría! Mañana iremos."
NORWEGIAN = "Kjære bestemor, vi var på sjøen i går. Været var fint."
JAPANESE = "おばあちゃんへ。きのう海に行きました。天気がよくて、子どもたちは泳いでいました。"
CHINESE = "亲爱的奶奶：昨天我们去了海边。天气很好，孩子们游了一整天的泳。"
WRITTEN = [
    *((RUSSIAN, table) for table in ("cp1251", "koi8_r", "cp866", "iso8859_5")),
    *(("Дорогая Роза!", table) for table in ("cp1251", "koi8_r")),
    ("ДОРОГАЯ РОЗА! ПРИЕЗЖАЙ СКОРЕЕ, МЫ ЖДЁМ.", "cp1251"),
    ("ДОРОГАЯ РОЗА! ПРИЕЗЖАЙ СКОРЕЕ, МЫ ЖДЁМ.", "koi8_r"),
    ("Дорога бабусю, вчора ми були на морі. Їжак і ґава.", "koi8_u"),
    (PORTUGUESE, "cp1252"),
    ("Olá avó", "cp1252"),
    ("220 °C", "cp1252"),
    ("It’s a letter — she said “hello”", "cp1252"),
    *((GERMAN, table) for table in ("cp1252", "mac_roman")),
    *((FRENCH, table) for table in ("cp1252", "mac_roman")),
    *((SPANISH, table) for table in ("cp1252", "cp850")),
    *((NORWEGIAN, table) for table in ("cp1252", "cp850", "mac_roman")),
    ("Kochana babciu, wczoraj byliśmy nad morzem. Dzieci się kąpały. Całuję, żegnaj", "cp1250"),
    ("Milá babičko, včera jsme byli u moře. Děti se koupaly. Líbá tě Růžena", "cp1250"),
    ("Kedves nagymama, tegnap a tengernél voltunk. Gyönyörű idő volt, az őszi nap.", "cp1250"),
    ("Αγαπημένη γιαγιά, χθες πήγαμε στη θάλασσα. Ο καιρός ήταν ωραίος.", "cp1253"),
    ("סבתא יקרה, אתמול היינו בים. מזג האוויר היה יפה.", "cp1255"),
    ("جدتي العزيزة، أمس كنا على البحر. الطقس جميل", "cp1256"),
    *((JAPANESE, table) for table in ("cp932", "euc_jp", "iso2022_jp")),
    ("おばあちゃん", "cp932"),
    *((CHINESE, table) for table in ("gbk", "gb18030")),
    ("親愛的奶奶：昨天我們去了海邊。天氣很好，孩子們游了一整天的泳。", "big5"),
    ("할머니께. 어제 우리는 바다에 갔어요. 날씨가 좋았어요.", "euc_kr"),
    *((RUSSIAN, form) for form in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be")),
]


@pytest.mark.parametrize(("words", "table"), WRITTEN)
def test_old_letters_are_read_as_they_were_written(
    tmp_path: Path, decoder: Decoder, words: str, table: str
) -> None:
    path = tmp_path / "letter"
    path.write_bytes(words.encode(table))
    assert (sniff(path).media_type, sniff(path).kind) == (PLAIN, Kind.document)
    assert decoder.text(path) == words


@pytest.mark.parametrize(("words", "table"), [one for one in WRITTEN if len(one[0]) > 40])
def test_a_long_letter_is_read_to_its_end(words: str, table: str) -> None:
    long = "\n".join([words] * 400)
    assert decoded(long.encode(table), complete=True) == long


UNKNOWN = [
    b"\xd5\xaa\xe1\xbf\xf7\x9c\xa6\xd0\xb7\xc3\xdf\x8e\xf0\xa9",
    "亲爱的奶奶".encode("gbk"),  # Korean as well
    b"\xb3\xa1\xb7 \xd2\xfe\xaa\xba",
]


@pytest.mark.parametrize("data", UNKNOWN)
def test_what_may_be_several_things_is_said_to_be_unknown(
    tmp_path: Path, decoder: Decoder, data: bytes
) -> None:
    path = tmp_path / "letter"
    path.write_bytes(data)
    assert sniff(path).kind is Kind.document
    with pytest.raises(MediaError) as refused:
        decoder.text(path)
    assert refused.value.kind is MediaErrorKind.unsupported


LETTERS = [
    "From: Grandma\nTo: you\n\nDear child,\nthe sea is calm.",
    "Dear diary: today, Rosa, Ana, and I went.\nIt was warm, sunny, and calm.\nWe sang, we ate.",
    "{ Dear diary, today",
    "[Lisbon, 3 May]\nDear Rosa, we arrived.",
    "# A title\n\nsome *markdown*",
    "BEGINNING: we left on a Monday.",
    "0 HEADS, 1 tail\n1 NAME",
    "Rosa; Ana; Luis\nwe all; came; home",
    "12.3.1964 - Lisbon (by train) **see you soon**\n",
    "----\nA line, and words under it.\n----\n",
]


@pytest.mark.parametrize("words", LETTERS)
def test_what_people_write_stays_a_letter(words: str) -> None:
    assert name_record(words, complete=True) == PLAIN


@pytest.mark.parametrize("name", ["vcf", "ics", "ged", "csv", "json", "eml", "md"])
def test_what_programs_write_is_known_in_any_unicode(tmp_path: Path, name: str) -> None:
    path = tmp_path / "letter.txt"
    KINDS[name].make(path)
    words = path.read_bytes().decode()
    for form in ("utf-8", "utf-8-sig", "utf-16"):
        path.write_bytes(words.encode(form))
        assert sniff(path).media_type == KINDS[name].media_type


def read(decoder: Decoder, path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return decoder.text(path)


def test_mail_is_read_as_who_wrote_when_and_what(tmp_path: Path, decoder: Decoder) -> None:
    path = tmp_path / "mail"
    KINDS["eml"].make(path)
    lines = decoder.text(path).split("\n")
    assert lines[:5] == [
        "Subject: Férias",
        "From: Rosa Almeida <rosa@example.org>",
        "To: Ana <ana@example.org>",
        "Date: Tue, 15 Aug 2006 10:00:00 +0100",
        "Attached: mar.jpg",
    ]
    assert lines[6:] == [
        "Querida Ana,",
        "estamos em Rua do Castelo 38.5242,-8.8926.",
        "Beijos, Rosa",
    ]


def test_mail_in_old_letters_and_as_a_page_is_read(tmp_path: Path, decoder: Decoder) -> None:
    russian = (
        b"From: =?koi8-r?B?8s/awQ==?= <r@example.org>\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n"
    ) + RUSSIAN.encode("koi8_r")
    told = read(decoder, tmp_path / "a", russian)
    assert told == f"From: Роза <r@example.org>\n\n{RUSSIAN}"
    page = (
        b"From: r@example.org\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        b"<html><head><style>p { color: red }</style></head><body><p>Dear&nbsp;Ana,</p>"
        b"<script>alert(1)</script><p>the <b>sea</b> is calm.</p></body></html>"
    )
    told = read(decoder, tmp_path / "b", page)
    assert " ".join(told.split()) == "From: r@example.org Dear Ana, the sea is calm."


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\nno border",
        b"From: =?x?Q?\xff?=\nReceived: \n\n\xff\xfe",
        b"From: a\nDate: yesterday\nMessage-ID: <<<\nContent-Type: ;;;\n\nwords",
        b"Return-Path: <>\nContent-Type: message/rfc822\n\n" * 200,
    ],
)
def test_broken_mail_is_read_as_far_as_it_goes(
    tmp_path: Path, decoder: Decoder, data: bytes
) -> None:
    assert isinstance(read(decoder, tmp_path / "mail", data), str)


def test_a_card_is_read_as_names_and_numbers(tmp_path: Path, decoder: Decoder) -> None:
    path = tmp_path / "card"
    KINDS["vcf"].make(path)
    assert decoder.text(path).split("\n") == [
        "Rosa Almeida",
        "Telephone: +351 210 000 000",
        "Address: Rua do Castelo 38.5242,-8.8926, Setubal, Portugal",
    ]
    old = (
        b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Concei=C3=\n"
        b"=A7=C3=A3o\nEND:VCARD\nBEGIN:VCARD\nitem1.TEL:1\nPHOTO;ENCODING=b:AAAA\nEND:VCARD\n"
    )
    assert read(decoder, path, old) == "Conceição\n\nTelephone: 1"


def test_a_calendar_and_a_family_tree_are_read(tmp_path: Path, decoder: Decoder) -> None:
    path = tmp_path / "file"
    KINDS["ics"].make(path)
    assert decoder.text(path).startswith("Rosa's birthday\n2006-04-12 15:00\nPlace: Rua do Castelo")
    KINDS["ged"].make(path)
    assert decoder.text(path) == "Rosa Almeida, born 12 APR 1931 in Setubal"
