"""In which languages a text may be: told by the small words that no other of the six has."""

from __future__ import annotations

import re

_SMALL = {
    "en": "the and of to was is it he she my her his you i not in that this with for at on had they"
    " we our who if your don't what when from but please have be only",
    "pt": "nao ela ele uma um o os as da do das dos e foi era minha meu com para pra em que no na"
    " por"
    " mas so ao voce se isto isso eu ninguem muito sem depois",
    "es": "el la los las una un y no su mi era fue con para en que por pero se lo le al del esto yo"
    " nadie muy sin cuando como tu ella donde",
    "fr": "le la les un une des et il elle ne pas est etait mon ma sa son dans pour que qui avec"
    " je tu"
    " on sur au du ce cette n'est c'est j'ai mais vous nous si",
    "de": "der die das und ist nicht sie er ich ein eine war mit in von zu auf es den dem im am"
    " wir hat"
    " nur wenn ihr bitte auch mir noch du dass",
    "it": "il lo la gli le un una e non era mio mia con per che di nel della del al si mi ma lui"
    " lei"
    " ho ha io questo questa solo quando se da i",
}  # fmt: skip
_OF = {name: frozenset(words.split()) for name, words in _SMALL.items()}
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?")


def spoken(folded: str) -> frozenset[str]:
    """The languages to look for: each that two different small words of the text speak for, if
    they are no mere shadow of another's; every one where too little is said to tell."""
    seen = set(_TOKEN.findall(folded))
    counts = {name: len(seen & words) for name, words in _OF.items()}
    most = max(counts.values())
    if most < 3:
        return frozenset(_OF)
    return frozenset(name for name, count in counts.items() if count >= max(2, most * 0.4))


def most_spoken(folded: str) -> frozenset[str]:
    """The language that the most small words speak for: several if they are even, or none
    where too little is said to tell."""
    seen = set(_TOKEN.findall(folded))
    counts = {name: len(seen & words) for name, words in _OF.items()}
    most = max(counts.values())
    return frozenset(name for name, count in counts.items() if count == most > 1)
