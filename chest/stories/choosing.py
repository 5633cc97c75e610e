"""Who tells the stories of a chest: who there is, whom the chest has chosen, what may be asked."""

from __future__ import annotations

from typing import cast

from ai.base import ProviderError, UnknownProviderError
from ai.narrative.base import Mode, NarrativeProvider, Tone
from ai.narrative.composer import Composer
from ai.narrative.outlining import LENGTHS, Length, Manner
from ai.narrative.prompts import LANGUAGES
from ai.registry import Offer, Registry
from chest.errors import Invalid
from chest.models import Chest
from chest.stories.views import NarratorView
from language import N_, _, said

Narrators = Registry[NarrativeProvider]

TONES: tuple[Tone, ...] = ("plain", "sober")
MODES: tuple[Mode, ...] = ("narrative", "no-invention")
DEFAULT = Composer.name

_LONGEST_NAME = 64
_BY = N_("{model} by {who}")
_HERE = N_("{model} on this computer")


def list_views(narrators: Narrators) -> list[NarratorView]:
    return [_view(narrators, offer) for offer in narrators.list_offers()]


def find_offer(narrators: Narrators, name: str) -> Offer:
    """The one of that name. Raises Invalid, naming those that there are."""
    try:
        offer = narrators.find(name)
    except UnknownProviderError as error:
        raise Invalid(str(error), field="provider") from error
    if max(len(offer.provider), len(offer.model)) > _LONGEST_NAME:
        raise Invalid(_("The name of this model is too long. Give it a shorter one."))
    return offer


def open_narrator(narrators: Narrators, chest: Chest, name: str | None) -> NarrativeProvider:
    """The one of that name, else the chest's own, else the composer. Raises Invalid: one that is
    not set up says what is to be done first."""
    name = name or chest.narrator or DEFAULT
    find_offer(narrators, name)
    try:
        return narrators.get(name)
    except ProviderError as error:
        raise Invalid(said(str(error)), field="provider") from error


def describe(narrators: Narrators, narrator: NarrativeProvider) -> str | None:
    """Who tells, in words that are kept with the story; None for the composer."""
    if narrator.name == DEFAULT:
        return None
    if narrator.local:
        return _HERE.format(model=narrator.model)
    return _BY.format(model=narrator.model, who=where_to(narrators, narrator))


def where_to(narrators: Narrators, narrator: NarrativeProvider) -> str | None:
    """To whom the memories are sent; None where they stay on this computer."""
    if narrator.local:
        return None
    return narrators.find(f"{narrator.name}:{narrator.model}").who or narrator.name


def make_manner(
    narrator: NarrativeProvider, tone: str, language: str, mode: str, length: str
) -> Manner:
    """How a story is told by this narrator. Raises Invalid for what it cannot be, naming what it
    can."""
    manner = Manner(
        language=language,
        tone=cast("Tone", tone),
        mode=cast("Mode", mode),
        length=cast("Length", length),
        window=narrator.window,
    )
    _check_manner(narrator, manner)
    return manner


def _check_choice(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Invalid(
            _(
                "There is no {name} “{value}”. Choose {known}.",
                name=name,
                value=value[:40],
                known=" or ".join(known),
            )
        )


def _check_manner(narrator: NarrativeProvider, manner: Manner) -> None:
    _check_choice("tone", manner.tone, TONES)
    _check_choice("mode", manner.mode, MODES)
    _check_choice("length", manner.length, LENGTHS)
    _check_choice("language", manner.language, narrator.languages)


def _view(narrators: Narrators, offer: Offer) -> NarratorView:
    languages = tuple(LANGUAGES)
    if offer.ready:
        languages = narrators.get(offer.name).languages
    return NarratorView(
        name=offer.name,
        provider=offer.provider,
        model=offer.model,
        who=None if offer.local else offer.who or offer.provider,
        local=offer.local,
        ready=offer.ready,
        problem=said(offer.reason) or None,
        languages=languages,
    )
