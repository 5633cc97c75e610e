"""What is said in slightly other words stands; what those words would join anew does not."""

from __future__ import annotations

import pytest

from tests.ai.narrative.test_support_of_claims import judged

LIGHT = [
    # A phrase of where or with what in another place.
    ("At the fair in Ghent Ida sold hats.", "Mum sold hats at the fair in Ghent."),
    ("Na praça Ida vendia chapéus.", "A Mãe vendia chapéus na praça."),
    ("En la plaza vendía Ida sombreros.", "Mi mamá vendía sombreros en la plaza."),
    ("Ida verkaufte Hüte auf dem Markt.", "Mama hat Hüte auf dem Markt verkauft."),
    # Less than the source says.
    ("Ida sold hats.", "Mum sold hats at the fair in Ghent."),
    # Words that say the same.
    ("Ida began to sing.", "Mum started to sing."),
    ("Ida comprou um carro azul.", "A Mãe adquiriu um automóvel azul."),
    ("Ida tornò a Bari.", "La mamma ritornò a Bari."),
    # Who tells it.
    ("Nora remembers that Ida sold hats.", "Mum sold hats at the fair in Ghent."),
    ("Ida verkaufte Hüte, wie Nora sich erinnert.", "Mama hat Hüte verkauft."),
    # Who is what to whom.
    ("Nora was Ida's daughter.", "Mum sold hats at the fair in Ghent."),
    ("Marta était la nièce d'Ida.", "Maman vendait des chapeaux."),
]


@pytest.mark.parametrize(("text", "told"), LIGHT)
def test_light_rewording_stands(text: str, told: str) -> None:
    found = judged(text, ("Nora Lind", told))
    assert found.verdict == "green", found


OTHER = [
    ("In Ghent Ida sold the cow.", "Mum sold the cow for a course in Ghent."),
    ("Ida sold the shop.", "Mum sold the shop sign."),
    ("Ida sold the fair at hats.", "Mum sold hats at the fair in Ghent."),
    ("The mill flooded the river.", "The river flooded the mill."),
    ("Nora was not Ida's daughter.", "Mum sold hats."),
    ("Marta was Ida's aunt.", "Mum sold hats."),
    ("Marta remembers that Ida sold hats.", "Mum sold hats at the fair in Ghent."),
]


@pytest.mark.parametrize(("text", "told"), OTHER)
def test_what_it_would_join_anew_does_not(text: str, told: str) -> None:
    assert judged(text, ("Nora Lind", told)).verdict != "green"


def test_an_age_stands_where_the_time_beside_it_leaves_no_other() -> None:
    told = ("Nora Lind", "Maman a quitté Gand en juillet 1962.", "1962-07")
    assert judged("Ida avait 32 ans quand elle a quitté Gand, en juillet 1962.", told).verdict == (
        "green"
    )
    assert judged("Ida avait 31 ans quand elle a quitté Gand, en juillet 1962.", told).verdict == (
        "red"
    )
    year = ("Nora Lind", "Maman a quitté Gand en 1962.", "1962")
    assert judged("Ida avait 32 ans quand elle a quitté Gand, en 1962.", year).verdict == "amber"
