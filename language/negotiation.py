"""Which language to speak to a browser: the first that it asks for and we have."""

from __future__ import annotations

from language import catalogues
from language.speaking import ENGLISH

_LONGEST = 1000  # a browser's header has a few dozen characters


def is_spoken(language: str) -> bool:
    return language == ENGLISH or language in catalogues.list_languages(catalogues.FOLDER)


def choose(accept_language: str | None) -> str:
    """The language for this Accept-Language header ("pt-BR,pt;q=0.9,en;q=0.5"); English where it
    names none that we speak, or is none."""
    spoken = catalogues.list_languages(catalogues.FOLDER)
    if not spoken or not accept_language:
        return ENGLISH
    for tag in _by_wish(accept_language[:_LONGEST]):
        if found := _closest(tag, spoken):
            return found
    return ENGLISH


def _by_wish(header: str) -> list[str]:
    """The languages of the header, the one wished for most first."""
    wishes = []
    for place, part in enumerate(header.split(",")):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        if tag and weight > 0:
            wishes.append((-weight, place, tag))
    return [tag for _, _, tag in sorted(wishes)]


def _closest(tag: str, spoken: tuple[str, ...]) -> str | None:
    """ "pt-PT" is spoken by "pt_PT", else by "pt"; English by every kind of English."""
    wanted = tag.replace("-", "_").lower()
    known = {language.lower(): language for language in (*spoken, ENGLISH)}
    while wanted:
        if wanted in known:
            return known[wanted]
        wanted = wanted.rpartition("_")[0]
    return None
