"""The words of the example chest. Rosa Almeida and everyone around her are made up; what is said
about a picture is true of what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

EXAMPLE = "An example chest"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A file in `media/` with what is said about it; without `taken`, what the file tells."""

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
    "kept every letter and no photograph of herself, only her outline in black paper, so the "
    "family tells her life by the things around her.\n\n"
    "Nobody here is real: the person, the family and the letters are made up. The pictures are "
    "from public collections, or drawn for this program.",
}

HERO = "silhouettes.jpg"
HERO_CROP = [0.0, 0.05, 1.0, 0.9]

FROM_FAMILY = (
    Piece(
        file=HERO,
        caption="Joaquim and Rosa, cut from black paper at the fair. The man with the scissors "
        "took a minute for each of them, and she asked him where he had them sharpened.",
        taken="July 1953",
        place="Setúbal",
        alt_text="Two heads cut from black paper, each in an oval: on the left a man with short "
        "hair and a collar, on the right a woman with a knot of hair and an earring. They look at "
        "each other.",
    ),
    Piece(
        file="harbour.jpg",
        caption="Boats at Nagasaki, cut from a magazine. The picture hung in the ferry, beside "
        "the wheel. Joaquim said that somebody there had to look after all that rope, too.",
        taken="about 1955",
        place="Setúbal",
        alt_text="An old photograph: a sailing boat and flat boats with roofs lie in a river; "
        "behind them are wooden houses and a low hill.",
    ),
    Piece(
        file="letter-from-manuel.pdf",
        caption="From her brother Manuel, typed at the shipping office in Luanda",
        taken="11 February 1963",
        place="Luanda",
        alt_text="A short typed letter on one page.",
    ),
    Piece(
        file="plant.jpg",
        caption="A leaf from a book about plants. Rosa cut the collar of a wedding dress after "
        "it, the spring after the long winter, and the bride never knew.",
        taken="spring 1964",
        place="Setúbal",
        alt_text="A photograph in brown and black: the stem of a plant, and on it pointed buds in "
        "a sheath, as in a cup.",
    ),
    Piece(
        file="coat.jpg",
        caption="He came to film the street. Rosa saw only the coat: “Good shoulders. Somebody "
        "knew what she was doing.”",
        taken="about 2005",
        alt_text="A young man in a long dark coat and gloves bends to look through a small camera "
        "on a tripod; behind him are a lawn and the buildings of a city.",
    ),
    Piece(
        file="coffee.jpg",
        caption="Her cup. One coffee at four o’clock, standing, between two fittings.",
        taken="about 2010",
        place="Setúbal",
        alt_text="A small coffee in a red cup on a red saucer, with a spoon, on a wooden table.",
    ),
    Piece(
        file="rocket.webp",
        caption="Paulo sent her this rocket from Florida. It stood on the radio, and visitors "
        "were told where it was going.",
        place="Florida",
        alt_text="A white rocket stands between four towers in the evening, lit from below.",
    ),
    Piece(
        file="notebook.jpg",
        caption="From Inês’s notebook, the week she began to sort the letters. Rosa said what "
        "she thought of it, and Inês wrote that down too.",
        taken="between 2015 and 2017",
        place="Setúbal",
        alt_text="A lined page, written on in blue: a list of letters to sort, the question who "
        "Alice is, and two remarks by Rosa.",
    ),
    Piece(
        file="sheep.mp4",
        caption="The picture that hung over her bed: sheep, and a lamb that drinks. Inês filmed "
        "it slowly, so that we would have all of it. Without sound: nobody said anything.",
        taken="autumn 2018",
        place="Setúbal",
        alt_text="The view moves slowly over an old photograph of sheep in high grass and stops "
        "at a ewe with her lamb.",
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
        file="river.jpg",
        caption="The river in Arizona as it was in 1871. Paulo found the old print where he "
        "stayed. Rosa’s scarf was on the seat beside him all the way.",
        taken="10 January 2022",
        place="Arizona",
        alt_text="An old brown photograph: a still river between dark rocks; a boat with a mast "
        "lies at the stony bank.",
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
            file="mountains.jpg",
            caption="The choir went to the Alps once. Nobody had brought a camera, so I bought "
            "this at the station. It was old even then.",
            taken="between 1970 and 1975",
            place="The Alps",
            alt_text="An old photograph: dark firs on a slope, and behind them a long row of "
            "mountains with snow.",
        ),
    ),
)

TOMAS = Given(
    name="Tomás Reis",
    relation="neighbour",
    message="She always said that no cat runs while somebody is looking. I found these in an "
    "old book: twenty-four pictures of one that did. I hope they belong here.",
    pieces=(
        Piece(
            file="cat-running.jpg",
            caption="A cat that ran all the same",
            alt_text="Four rows of six small old photographs: a cat walks, then runs, past a grid.",
        ),
    ),
)
