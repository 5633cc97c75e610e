"""Names in sentences: those of the sources are supported, whatever words they are made of; those
that no source has are not."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from ai.narrative.base import LifeDate, Segment, Sentence, Subject
from ai.narrative.composer import compose
from ai.narrative.support import check
from tests.ai.narrative.families import bounds, seg
from tests.ai.narrative.test_properties import anything, sentences

ORDINARY = ["Thompson", "Alice", "Green", "Sandy", "Palm", "Saint", "Old", "Colorado", "Hebden"]
# Words that mean a time, a number, kinship, a feeling or an event anywhere but in a name.
TELLING = [
    "Springs", "Summers", "Winter", "Autumn", "June", "May", "March", "August", "Seven", "Twenty",
    "1812", "42", "1970s", "Mother", "Widow", "Hope", "Best", "Battle", "Wedding", "Born",
    "Between", "After", "From", "Then", "Years", "Days",
]  # fmt: skip
SHAPES = ["{a} {b}", "{b} {a}", "{a} ({b})", "{a}, {b}", "{b}", "{a} {b} Street", "{a}-{b}"]
names = st.builds(
    lambda shape, a, b: str(shape).format(a=a, b=b),
    st.sampled_from(SHAPES),
    st.sampled_from(ORDINARY),
    st.sampled_from(TELLING),
)


def family(place: str, friend: str) -> tuple[Subject, list[Segment]]:
    """A life in which both names stand wherever a name can stand."""
    subject = Subject(
        name="Rosa Almeida",
        first="Rosa",
        pronoun="she",
        places=(place, "Lisbon"),
        born=LifeDate("in 1931", "1931", *bounds("1931"), place),
    )
    bare = [
        seg(f"p{n}", "photo", "", date=str(1961 + n // 6), when=f"in {1961 + n // 6}",
            place=place if n < 24 else "Lisbon")
        for n in range(48)
    ]  # fmt: skip
    return subject, [
        *bare,
        seg("b", "photo", "The boat", date="1952-08", when="in August 1952", place=place),
        seg("c", "contribution", "He came home and we ate.", date="1954", when="in 1954",
            who=friend, relation=f"her friend from {place}"),
        seg("d", "photo", "The gate", date="1975", when="in 1975", place="Leeds", who=friend),
    ]  # fmt: skip


@anything
@given(names, names)
def test_what_is_told_of_places_and_people_is_supported_whatever_they_are_called(
    place: str, friend: str
) -> None:
    subject, segments = family(place, friend)
    by_id = {s.id: s for s in segments}
    for sentence in sentences(compose(subject, segments).value):
        support = check(sentence, by_id, subject)
        assert support.verdict == ("frame" if sentence.frame else "green"), (sentence, support)


@anything
@given(names, st.sampled_from(["Winchester", "Quarry Springs", "Kensal June", "Elm Winter"]))
def test_a_place_that_no_source_names_is_caught(place: str, invented: str) -> None:
    picture = seg("b", "photo", "The boat", date="1952-08", when="in August 1952", place=place)
    true = Sentence(
        f"A photograph taken in {place} in August 1952 is captioned “The boat”.", ("b#0",)
    )
    subject = Subject(name="Rosa Almeida")
    assert check(true, {"b#0": picture}, subject).verdict == "green"
    false = dataclasses.replace(true, text=true.text.replace(f"in {place} in", f"in {invented} in"))
    assert check(false, {"b#0": picture}, subject).verdict == "red"


def test_a_name_put_together_from_two_true_names_is_caught() -> None:
    segments = {
        "a#0": seg("a", "photo", "The road", place="Alice Springs"),
        "b#0": seg("b", "photo", "The pier", place="Palm Bay"),
    }

    def verdict(place: str) -> str:
        sentence = Sentence(f"There are two photographs from {place}.", ("a#0", "b#0"))
        return check(sentence, segments, Subject(name="Rosa Almeida")).verdict

    assert verdict("Alice Springs and Palm Bay") == "green"
    assert verdict("Alice Bay") == "red"
    assert verdict("Palm Springs") == "red"


def test_the_persons_own_names_may_be_put_together_anew() -> None:
    subject = Subject(name="Rosa Almeida", maiden="Costa")
    note = seg("n", "note", "She walked to the bakery.", who="Ana")
    told = Sentence("Ana writes of Rosa Costa: “She walked to the bakery.”", ("n#0",))
    assert check(told, {"n#0": note}, subject).verdict == "green"
    other = dataclasses.replace(told, text=told.text.replace("Costa", "Ana"))
    assert check(other, {"n#0": note}, subject).verdict == "red"


def test_a_date_does_not_hide_behind_a_name_that_is_a_month_or_a_season() -> None:
    picture = seg("s", "photo", "The gate", date="1975", when="in 1975", place="Spring", who="June")
    for invented in ("in the spring of 1975", "in June 1975", "in June"):
        sentence = Sentence(f"A photograph taken {invented} is captioned “The gate”.", ("s#0",))
        assert check(sentence, {"s#0": picture}, Subject(name="Rosa Almeida")).verdict == "red"
    true = Sentence("June added a photograph taken in Spring in 1975: “The gate”.", ("s#0",))
    assert check(true, {"s#0": picture}, Subject(name="Rosa Almeida")).verdict == "green"


def test_whoever_signs_with_a_small_letter_is_no_season_at_the_beginning_of_a_sentence() -> None:
    note = seg("n", "note", "She walked to the bakery.", who="summer")
    told = Sentence("Summer has written: “She walked to the bakery.”", ("n#0",))
    assert check(told, {"n#0": note}, Subject(name="Rosa Almeida")).verdict == "green"
    dated = Sentence("In summer she walked to the bakery.", ("n#0",))
    assert check(dated, {"n#0": note}, Subject(name="Rosa Almeida")).verdict == "red"


def test_years_put_beside_a_place_with_brackets_are_still_checked() -> None:
    segments = {
        f"p{n}#0": seg(f"p{n}", "photo", "", date=str(1961 + n // 3), when=f"in {1961 + n // 3}",
                       place="Leeds (Kent)" if n < 9 else "Whitby, York")
        for n in range(18)
    }  # fmt: skip

    def verdict(text: str) -> str:
        sentence = Sentence(f"Year by year, most are from {text}.", tuple(segments), frame=True)
        return check(sentence, segments, Subject(name="Rosa Almeida")).verdict

    assert verdict("Leeds (Kent) (1961 to 1963), then Whitby, York (1964 to 1966)") == "frame"
    assert verdict("Leeds (Kent) (1961 to 1964), then Whitby, York (1964 to 1966)") == "red"
    assert verdict("Leeds (Kent) (1961 to 1963)") == "red"
    assert verdict("Whitby, York (1961 to 1963), then Leeds (Kent) (1964 to 1966)") == "red"
