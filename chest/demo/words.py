"""The words of the example chest. Rosa Almeida and everyone around her are made up; what is said
about a picture is true of what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

EXAMPLE = "An example chest"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A file in `demo_media/` with what is said about it; without `taken`, what the file tells."""

    file: str
    caption: str | None = None
    taken: str | None = None
    place: str | None = None
    alt_text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a relative gives through a link."""

    name: str
    relation: str
    message: str
    pieces: tuple[Piece, ...]
    told_of: str | None = None  # when that was, as whoever approves it adds


CHEST: dict[str, Any] = {
    "name": "Rosa Almeida",
    "maiden_name": "Costa",
    "nick_name": "Rosinha",
    "pronoun": "she",
    "born": "12 April 1931",
    "died": "2 November 2019",
    "places": ["Setúbal", "Lisbon"],
    "time_zone": "Europe/Lisbon",
    "words": f"{EXAMPLE}. A seamstress in Setúbal who could tell your size from across the street.",
    "long_words": "Rosa grew up behind the market in Setúbal and learned to sew in Lisbon, in a "
    "room with eleven other girls and one window. She came home with a trade, married Joaquim, who "
    "drove the ferry, and sewed above the bakery for fifty years: school smocks, wedding dresses, "
    "the robes of the choir.\n\n"
    "She had no children and raised half the street. She fed everyone who climbed the stairs. She "
    "kept every letter and almost no photographs of herself, so the family tells her life by the "
    "things around her.\n\n"
    "Nobody here is real: the person, the family and the letters are made up, and the pictures are "
    "from public collections.",
}

HERO = "coffee.jpg"
HERO_CROP = [0.0, 0.06, 1.0, 0.84]

FROM_FAMILY = (
    Piece(
        file="marie-curie.jpg",
        caption="Marie Curie and her husband, cut from a magazine. The picture hung over the "
        "sewing machine: “Look at that collar. Somebody knew what she was doing.”",
        taken="about 1955",
        place="Setúbal",
        alt_text="An old photograph: Marie Curie in a striped dress with a high collar looks at "
        "us; her husband stands beside her and looks at her.",
    ),
    Piece(
        file="letter-from-manuel.pdf",
        caption="From her brother Manuel, typed at the shipping office in Luanda",
        taken="11 February 1963",
        place="Luanda",
        alt_text="A short typed letter on one page.",
    ),
    Piece(
        file="white-flowers.jpg",
        caption="White flowers under the trees, the spring after the long winter. Rosa said that "
        "nobody had planted them and nobody had watered them.",
        taken="spring 1964",
        place="Sintra",
        alt_text="Small white flowers cover the ground of a wood; low sun throws the long shadows "
        "of the trunks across them.",
    ),
    Piece(
        file=HERO,
        caption="Her cup. One coffee at four o’clock, standing, between two fittings.",
        taken="about 2010",
        place="Setúbal",
        alt_text="A small coffee in a red cup on a red saucer, with a spoon, on a wooden table.",
    ),
    Piece(
        file="mountain.webp",
        caption="Paulo sent her this mountain from Alaska. It stood on the radio, and visitors "
        "were told how cold it was there.",
        place="Alaska",
        alt_text="Brown mountains with snow on the highest ones, under clouds; in front a wide "
        "valley with a dry river bed.",
    ),
    Piece(
        file="notebook.jpg",
        caption="Inês’s notebook on the kitchen table, the week she began to sort the letters. "
        "Rosa asked what each of the stickers was for.",
        taken="between 2015 and 2017",
        place="Setúbal",
        alt_text="An open notebook with handwritten lists, sticky notes, a pen, and stickers: a "
        "hand, a star, “Remember this”.",
    ),
    Piece(
        file="meadow.mp4",
        caption="The meadow at the top of the road, on the last walk she took there. Without "
        "sound: nobody said anything.",
        taken="autumn 2018",
        place="Azeitão",
        alt_text="The view turns slowly over a meadow of tall yellow grass, with trees behind it "
        "under a grey sky.",
    ),
    Piece(
        file="order-of-service.txt",
        caption="The card from the church",
        taken="5 November 2019",
        place="Setúbal",
    ),
    Piece(
        file="sweet-rice.m4a",
        caption="Her recipe for sweet rice, read by a computer’s voice: no recording of her own "
        "was ever made.",
        taken="Christmas 2020",
        alt_text="A computer’s voice reads a recipe for sweet rice, for eight people.",
    ),
    Piece(
        file="utah.jpg",
        caption="The desert in Utah, as small as Paulo’s telephone could send it. Rosa’s scarf was "
        "on the seat beside him.",
        taken="10 January 2022",
        place="Utah",
        alt_text="Grey and brown cliffs under a deep blue sky.",
    ),
    Piece(
        file="cat.jpg",
        caption="One of her cats. All of them were called Bica, and nobody remembers which one "
        "this was.",
        alt_text="The face of a tabby cat with green eyes.",
    ),
)

NOTES: tuple[dict[str, Any], ...] = (
    {
        "body": "The market opened before dawn. At eight she carried baskets with her mother, and "
        "the bread was still warm when she got to school. She told this whenever somebody "
        "complained about getting up.",
        "taken": "about 1939",
        "place": "Setúbal",
    },
    {
        "body": "Joaquim asked her on the ferry, with a ring that he had borrowed from his cousin. "
        "Rosa said yes before the landing stage. The cousin had it back by September.",
        "taken": "summer 1952",
        "place": "Lisbon",
    },
    {
        "body": "Even at eighty-five she walked to the bakery every morning. Two rolls, always "
        "two: one for her and one for whoever came up the stairs.",
        "taken": "2016",
        "place": "Setúbal",
    },
)

GRACA = Given(
    name="Graça",
    relation="niece",
    message="She made all the choir robes at São Julião. Years and years, and she never took a "
    "penny. When I asked her why, she said that somebody has to hem the angels.",
    told_of="the 1970s",
    pieces=(
        Piece(
            file="firs.jpg",
            caption="The wood where the choir had its picnic. Nobody is in the picture because "
            "everybody was eating.",
            taken="between 1970 and 1975",
            place="Serra da Estrela",
            alt_text="Tall thin trees and the low dark branches of a fir, with sun on the ground.",
        ),
    ),
)

TOMAS = Given(
    name="Tomás Reis",
    relation="neighbour",
    message="When I complained about my back she always sent me out for a walk. “Look up, not "
    "down,” she said. So I looked up, and there was this one. I hope it belongs here.",
    pieces=(
        Piece(
            file="IMG_2217.jpg",
            caption="A falcon at the white cliffs",
            alt_text="A brown falcon flies low over a bush, in front of a pale cliff.",
        ),
    ),
)
