"""What the names of files and folders tell of when, and what they do not."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chest.dates.uncertain import from_edtf
from chest.ingest.name_dates import read_folder, read_name

LISBON = ZoneInfo("Europe/Lisbon")


def date_in(name: str) -> str | None:
    told = read_name(name, southern=False, zone=LISBON).date
    return told.edtf if told else None


BY_DEVICES = [
    ("IMG_20190321_160422.jpg", "2019-03-21T16:04:22"),
    ("IMG_20190321_160422_1.jpg", "2019-03-21T16:04:22"),
    ("IMG_20190321_160422~2.jpg", "2019-03-21T16:04:22"),
    ("20190321_160422.jpg", "2019-03-21T16:04:22"),
    ("20190321_160422(0).jpg", "2019-03-21T16:04:22"),
    ("VID_20190321_160422.mp4", "2019-03-21T16:04:22"),
    ("MVIMG_20190321_160422.jpg", "2019-03-21T16:04:22"),
    ("PANO_20190321_160422.jpg", "2019-03-21T16:04:22"),
    ("Resized_20190321_160422.jpeg", "2019-03-21T16:04:22"),
    ("IMG-20190412-WA0003.jpg", "2019-04-12"),
    ("VID-20190412-WA0003.mp4", "2019-04-12"),
    ("AUD-20190412-WA0003.opus", "2019-04-12"),
    ("PTT-20190412-WA0003.opus", "2019-04-12"),
    ("IMG_20230101_A.jpg", "2023-01-01"),
    ("WhatsApp Image 2019-04-12 at 10.11.12.jpeg", "2019-04-12T10:11:12"),
    ("WhatsApp Image 2019-04-12 at 10.11.12 PM.jpeg", "2019-04-12T22:11:12"),
    ("WhatsApp Image 2019-04-12 at 10.11.12 PM (1).jpeg", "2019-04-12T22:11:12"),
    ("WhatsApp Image 2019-04-12 at 12.11.12 AM.jpeg", "2019-04-12T00:11:12"),
    ("WhatsApp Image 2019-04-12 at 12.11.12 PM.jpeg", "2019-04-12T12:11:12"),
    ("Screen Shot 2019-04-12 at 9.11.12 PM.png", "2019-04-12T21:11:12"),
    ("Screenshot 2019-04-12 at 9.11.12\u202fPM.png", "2019-04-12T21:11:12"),
    ("Screenshot_2019-03-21-16-04-22.png", "2019-03-21T16:04:22"),
    ("Screenshot_20190321-160422_WhatsApp.png", "2019-03-21T16:04:22"),
    ("Bildschirmfoto 2019-04-12 um 10.11.12.png", "2019-04-12T10:11:12"),
    ("Capture d’écran 2019-04-12 à 10.11.12.png", "2019-04-12T10:11:12"),
    ("Captura de pantalla 2019-04-12 a las 10.11.12.png", "2019-04-12T10:11:12"),
    ("Captura de ecrã 2019-04-12, às 10.11.12.png", "2019-04-12T10:11:12"),
    ("Schermata 2019-04-12 alle 10.11.12.png", "2019-04-12T10:11:12"),
    ("photo_2019-04-12_10-11-12.jpg", "2019-04-12T10:11:12"),
    ("signal-2019-04-12-101112.jpg", "2019-04-12T10:11:12"),
    ("signal-2019-04-12-10-11-12-123.jpg", "2019-04-12T10:11:12"),
    ("Photo Apr 12, 2019, 10 11 12 AM.jpg", "2019-04-12T10:11:12"),
    ("Photo 12 Apr 2019, 10 11 12 PM.jpg", "2019-04-12T22:11:12"),
    ("2019-04-12 10.11.12.jpg", "2019-04-12T10:11:12"),
    ("2019-04-12T10_11_12.jpg", "2019-04-12T10:11:12"),
    ("2019-04-12_10-11-12_123.jpeg", "2019-04-12T10:11:12"),
    ("20190412101112.jpg", "2019-04-12T10:11:12"),
    ("BURST20190412101112.jpg", "2019-04-12T10:11:12"),
    ("BURST20190412101112345.jpg", "2019-04-12T10:11:12"),
    ("00001IMG_00001_BURST20190412101112345_COVER.jpg", "2019-04-12T10:11:12"),
    ("00100lPORTRAIT_00100_BURST20190412101112345_COVER.jpg", "2019-04-12T10:11:12"),
    ("DJI_20230412101112_0001_D.MP4", "2023-04-12T10:11:12"),
    ("DJI_20230412_101112_17_null_beauty.jpg", "2023-04-12T10:11:12"),
    ("2019_0412_101112_001.MP4", "2019-04-12T10:11:12"),
    ("FB_IMG_1555060272123.jpg", "2019-04-12"),
    ("mmexport1555060272123.jpg", "2019-04-12"),
    ("PXL_20230101_233000123.jpg", "2023-01-01"),
    ("PXL_20210704_091500123.MP.jpg", "2021-07-04"),
    ("PXL_20190730_233000123.jpg", "2019-07-31"),  # half past midnight in Lisbon
    ("Voice 20190412 101112.m4a", "2019-04-12T10:11:12"),
    ("CamCorder 2019.04.12 10-11-12.avi", "2019-04-12T10:11:12"),
]

BY_PEOPLE = [
    ("1964.jpg", "1964"),
    ("1964", "1964"),
    ("1964-08.jpg", "1964-08"),
    ("1964_08.jpg", "1964-08"),
    ("1964 - 001.jpg", "1964"),
    ("1964 (2).jpg", "1964"),
    ("1964_001.jpg", "1964"),
    ("1931-04-12.jpg", "1931-04-12"),
    ("1964 08 15 Nazaré.jpg", "1964-08-15"),
    ("1964.08.15 Nazaré.jpg", "1964-08-15"),
    ("12 April 1931.jpg", "1931-04-12"),
    ("summer 1964.jpg", "1964-22"),
    ("1964 summer Setubal.jpg", "1964-22"),
    ("Scan 1 - 1964 summer.jpg", "1964-22"),
    ("Rosa at the beach 1964.jpg", "1964"),
    ("Rosa ca. 1952.jpg", "1952~"),
    ("c1952 wedding.jpg", "1952~"),
    ("um 1952 Familie.jpg", "1952~"),
    ("vers 1952 famille.jpg", "1952~"),
    ("cerca de 1952 família.jpg", "1952~"),
    ("1964-1966 Angola.jpg", "1964/1966"),
    ("1964-66 Angola.jpg", "1964/1966"),
    ("1964 - 1966 Angola.jpg", "1964/1966"),
    ("Angola 1964–1966.jpg", "1964/1966"),
    ("Afrika 1964 bis 1966.jpg", "1964/1966"),
    ("1950s Lisbon.jpg", "195X"),
    ("Lisbon in the 1950s.jpg", "195X"),
    ("Anos 50 Lisboa.jpg", "195X"),
    ("Lisboa anos 50.jpg", "195X"),
    ("années 60 Paris.jpg", "196X"),
    ("anni 60 Roma.jpg", "196X"),
    ("años 60 Madrid.jpg", "196X"),
    ("50er Jahre Berlin.jpg", "195X"),
    ("Berlin 1950er.jpg", "195X"),
    ("anni sessanta Roma.jpg", "196X"),
    ("party in the sixties.jpg", "196X"),
    ("late 1960s garden.jpg", "[1966..1969]"),
    ("início dos anos 60 Porto.jpg", "[1960..1963]"),
    ("Rosa 12 Aug 1964.jpg", "1964-08-12"),
    ("Rosa_12_Aug_1964.jpg", "1964-08-12"),
    ("12-Aug-1964 Rosa.jpg", "1964-08-12"),
    ("15.08.1964 Rosa.jpg", "1964-08-15"),
    ("Rosa 15.08.1964", "1964-08-15"),
    ("15-08-1964 Rosa.jpg", "1964-08-15"),
    ("15_08_1964.jpg", "1964-08-15"),
    ("08-15-1964 Rosa.jpg", "1964-08-15"),
    ("15.8.64 Rosa.jpg", "1964-08-15"),
    ("04-12-1964 Rosa.jpg", "1964"),  # April or December
    ("Opa 1. Mai 1955.jpg", "1955-05-01"),
    ("Oma und Opa, 24. Dezember 1955.jpg", "1955-12-24"),
    ("25 avril 1974 Lisbonne.jpg", "1974-04-25"),
    ("1er mai 1955 Paris.jpg", "1955-05-01"),
    ("25 de Abril de 1974.jpg", "1974-04-25"),
    ("Rosa 15 de agosto de 1964.jpg", "1964-08-15"),
    ("Roma 15 agosto 1964.jpg", "1964-08-15"),
    ("Rosa August 12, 1964.jpg", "1964-08-12"),
    ("1964 Aug 12 Rosa.jpg", "1964-08-12"),
    ("12Aug1964.jpg", "1964-08-12"),
    ("Aug 1964.jpg", "1964-08"),
    ("Rosa Aug 1964.jpg", "1964-08"),
    ("agosto 1964 Nazaré.jpg", "1964-08"),
    ("agosto de 1964 Nazaré.jpg", "1964-08"),
    ("août 1964 Nice.jpg", "1964-08"),
    ("08.1964 Nazaré.jpg", "1964-08"),
    ("Verão 1964.jpg", "1964-22"),
    ("verão de 1964 na Nazaré.jpg", "1964-22"),
    ("été 1964.jpg", "1964-22"),
    ("Sommer 1964 Nordsee.jpg", "1964-22"),
    ("primavera 1964 Sevilla.jpg", "1964-21"),
    ("inverno 1964 Milano.jpg", "1964-24"),
    ("Herbst 1964.jpg", "1964-23"),
    ("Christmas 1961.jpg", "1961-12-25"),
    ("Natal 1961 avó.jpg", "1961-12-25"),
    ("Natal1961.jpg", "1961-12-25"),
    ("Weihnachten 1961.jpg", "1961-12-25"),
    ("Noël 1961 chez mamie.jpg", "1961-12-25"),
    ("Navidad 1961.jpg", "1961-12-25"),
    ("Ostern 1961 Garten.jpg", "1961-04-02"),
    ("Páscoa 1965.jpg", "1965-04-18"),
    ("before 1960 Lisboa.jpg", "[..1959-12-31]"),
    ("vor 1960.jpg", "[..1959-12-31]"),
    ("after 1945 home.jpg", "[1946-01-01..]"),
    ("scan 1958 Lisboa.jpg", "1958"),
    ("Scan 1958-08-12.jpg", "1958-08-12"),
    ("Rosa 1964 (2).jpg", "1964"),
    ("Rosa, 1964, Porto.jpg", "1964"),
    ("Letter from 1964.pdf", "1964"),
    ("Letter to 1964.pdf", "1964"),
    ("Rosa und Jan 1964.jpg", "1964"),  # Jan is on it, or it was January
    ("Jan 1964.jpg", "1964-01"),
    ("May 1964.jpg", "1964-05"),
    ("1964年8月15日.jpg", "1964-08-15"),
    ("1964年8月.jpg", "1964-08"),
    ("1964年 ローザ.jpg", "1964"),
    ("1964년 8월 15일.jpg", "1964-08-15"),
    ("Rosa 1964 foto 12.jpg", "1964"),
    ("in Room 3 in 1964.jpg", "1964"),
    ("1958.tif", "1958"),
    ("1958-001.jpg", "1958"),
    ("1958-13.jpg", "1958"),
    ("Lisboa-1958.jpg", "1958"),
    ("1958-Lisboa.jpg", "1958"),
    ("Sommer_1964_03.jpg", "1964-22"),
    ("Nazaré_1964_03.jpg", "1964"),
    ("DSC_0042 1964.jpg", "1964"),
    ("IMG_0042 Rosa 12 Aug 1964.jpg", "1964-08-12"),
    ("Album 3 page 12 1964.jpg", "1964"),
    ("Fiat 500 1957.jpg", "1957"),
    ("Rosa 1933 2 anos.jpg", "1933"),
    ("avó 80 anos 2005.jpg", "2005"),
    ("Domingo 12 de Abril de 1931.jpg", "1931-04-12"),
    ("60s party.jpg", "196X"),
]

NO_DATES = [
    "IMG_1964.JPG",
    "IMG_1964 Rosa.JPG",
    "IMG-1964.jpg",
    "DSC01964.JPG",
    "DSC_1964.JPG",
    "DSCN1964.JPG",
    "P1001964.JPG",
    "100_1964.JPG",
    "MVI_1964.AVI",
    "GOPR1964.MP4",
    "GX011964.MP4",
    "Scan 1964.jpg",
    "scan0001.jpg",
    "Foto 1964.jpg",
    "Page 1964.jpg",
    "DSC_0042.JPG",
    "Apartment 1905 kitchen.jpg",
    "Route 1950.jpg",
    "Route 1950 sunset.jpg",
    "2000 px wide.jpg",
    "Rosa 2000px.jpg",
    "Rosa 2000 x 1500.jpg",
    "wallpaper 1920x1080.jpg",
    "holiday 1080p.mp4",
    "2000 photos.zip",
    "Room 1912.jpg",
    "Zimmer 1912 Hotel.jpg",
    "Rua 1905.jpg",
    "Bus 1930 Porto.jpg",
    "No 1964 receipt.jpg",
    "Invoice 2015.pdf",
    "Order #1964.pdf",
    "1900 euros receipt.jpg",
    "paid €1950.jpg",
    "Peugeot 2008.jpg",
    "+351 912 345 678.vcf",
    "+44 20 1964 1999.vcf",
    "00351 1964 555.vcf",
    "0171 1964 555.vcf",
    "555 1964 123.vcf",
    "20_server.jpg",
    "server_20.jpg",
    "Christmas 1964 and 1965.jpg",
    "Rosa 1964 Porto 1970.jpg",
    "Rosa 1931-2019.jpg",
    "20190231_000000.jpg",
    "10154_19991332_n.jpg",
    "letter from Porto.pdf",
    "clip 30s.mp4",
    "30s.mp4",
    "555-1964.vcf",
    "Canon EOS 2000D.jpg",
    "ISO 1600.jpg",
    "80 anos da avó.jpg",
    "Rosa 60. Geburtstag.jpg",
    "5 de Outubro.jpg",
    "Praça 25 de Abril.jpg",
    "R1964.jpg",
    "scan-1958-001.jpg",
    "1234567890.jpg",
    "5601964123456.jpg",
    "0042.jpg",
    "3024.jpg",
    "v1.9.6.4.zip",
    "May.jpg",
    "Summer.jpg",
    "Rosa.jpg",
    "🎉.png",
    ".jpg",
    "",
]

SCANS = [
    ("Scan 2015-02-03.jpg", None, "2015-02-03"),
    ("scan_20150203_101112.jpg", None, "2015-02-03"),
    ("Scan_20150203.png", None, "2015-02-03"),
    ("CamScanner 2015-02-03 10.11.12.pdf", None, "2015-02-03"),
    ("Scan 3 Feb 2015.pdf", None, "2015-02-03"),
    ("Digitalização 2015-02-03.jpg", None, "2015-02-03"),
    ("Numérisation_20150203.pdf", None, "2015-02-03"),
    ("Scan 2015-02-03 Lisboa 1958.jpg", "1958", "2015-02-03"),
    ("Lisboa 1958 scan 2015-02-03.jpg", "1958", "2015-02-03"),
    ("Scan 2015 Lisboa.jpg", None, None),
    ("scan 1958 Lisboa.jpg", "1958", None),
    ("Scandinavia 2015-02-03.jpg", "2015-02-03", None),
]

FOLDERS = [
    ("1964", "1964"),
    ("1964-08 Nazaré", "1964-08"),
    ("2019-04-12 Birthday", "2019-04-12"),
    ("15.08.1964", "1964-08-15"),
    ("1964 Angola", "1964"),
    ("Fotos 1964", "1964"),
    ("Anos 50", "195X"),
    ("Oldenburg 1964", "1964"),
    ("Harold 1964", "1964"),
    ("New York 1964", "1964"),
    ("Old photos 1958", "1958"),
    ("Scandinavia 1964", "1964"),
    ("Backup 2019", None),
    ("Scans 2015", None),
    ("Google Photos 2024", None),
    ("WhatsApp 2019", None),
    ("iPhone 2019", None),
    ("Digitalizações 2015", None),
    ("100CANON", None),
    ("DCIM", None),
    ("101_1964", None),
    ("Room 1905", None),
]


@pytest.mark.parametrize(("name", "told"), [*BY_DEVICES, *BY_PEOPLE])
def test_a_name_tells_the_date_that_stands_in_it(name: str, told: str) -> None:
    assert date_in(name) == told


@pytest.mark.parametrize("name", NO_DATES)
def test_a_number_that_counts_or_measures_is_no_date(name: str) -> None:
    assert date_in(name) is None


@pytest.mark.parametrize(("name", "told", "scanned"), SCANS)
def test_the_day_of_a_scan_is_told_apart(name: str, told: str | None, scanned: str | None) -> None:
    found = read_name(name, southern=False)
    assert ((found.date.edtf if found.date else None), found.scanned) == (told, scanned)


@pytest.mark.parametrize(("name", "told"), FOLDERS)
def test_a_folder_tells_when_unless_it_tells_of_copying(name: str, told: str | None) -> None:
    found = read_folder(name, southern=False).date
    assert (found.edtf if found else None) == told


def test_the_table_is_as_long_as_it_says() -> None:
    assert len(BY_DEVICES) + len(BY_PEOPLE) + len(NO_DATES) + len(SCANS) + len(FOLDERS) >= 120


_PIECES = st.sampled_from(
    [
        *("1964", "2019", "19640812", "12", "08", "Aug", "Mai", "summer", "anos", "50", "IMG_"),
        *("scan", "-", "_", ".", "/", "T", ":", "PM", "at", "px", "Room", "#", "(", ")", "年"),
        *("月", "é", "🎉", "\x00", "\ud800", "X", "~", "?", "..", "and", " ", "1", "FB_IMG_"),
        *("1555060272123", "PXL_", "101112"),
    ]
)


@given(
    st.one_of(
        st.text(max_size=400),
        st.lists(_PIECES, max_size=40).map("".join),
        st.lists(_PIECES, max_size=20).map(" ".join),
    )
)
@settings(max_examples=400, deadline=None)
def test_no_name_breaks_the_reader_and_what_it_tells_is_kept(name: str) -> None:
    found = read_name(name, southern=False, zone=LISBON)
    if found.date is not None:
        assert from_edtf(found.date.edtf) is not None
    assert len(found.scanned or "2015-02-03") == 10
    read_folder(name, southern=True)
