"""Dates: vaguer than the sources perhaps, never sharper, and those of the same event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ai.narrative.checking.case import Aligned, Case, Findings, Near, Source, day_after, in_year
from ai.narrative.checking.edtf import Bounds, widened
from ai.narrative.checking.feasts import find_feast
from ai.narrative.checking.reading import Clause
from ai.narrative.checking.rules.numbers import heads_of, is_an_age
from ai.narrative.checking.times import Time, folded_in_place

_MONTH = 28  # days that a month has at least
_WEEKS = 31
_FAR = 60  # so many years "later" a source may count


@dataclass(frozen=True, slots=True)
class Dated:
    """A time in the evidence: whose source and which of its sentences (None: the whole source)."""

    bounds: Bounds
    source: Source | None
    sentence: int | None
    yearless: bool = False
    stretch: bool = False
    doubtful: bool = False
    feast: str = ""


def check_dates(case: Case, found: Findings) -> None:
    """Each time that the sentence names."""
    evidence = list_evidence(case)
    for at, aligned in enumerate(case.aligned):
        hosts = [aligned]
        # "In 1950, in the snow, Ida bought": the time is that of what follows as well.
        if not _has_own_agent(aligned) and at + 1 < len(case.aligned):
            after = case.aligned[at + 1]
            leads = at == 0 or case.aligned[at - 1].clause.sentence != aligned.clause.sentence
            same = after.clause.sentence == aligned.clause.sentence
            parted = case.body.words[aligned.clause.last].text == ";"
            if leads and same and not parted and not after.clause.times:
                hosts.append(after)
        for time in aligned.clause.times:
            if not (time.short and time.bounds.days > 300):
                _check(case, hosts, time, evidence, found)


def _has_own_agent(aligned: Aligned) -> bool:
    return any(m.role in ("", "subject") for m in aligned.clause.mentions)


def list_evidence(case: Case) -> list[Dated]:
    """The times of the sources and of the person's life. When something was recorded is none."""
    found: list[Dated] = []
    for source in case.sources:
        if source.when is not None:
            stretch = bool(source.edtf and "/" in source.edtf)
            found.append(Dated(source.when, source, None, stretch=stretch))
        for clause in source.reading.clauses:
            for time in clause.times:
                found.append(_of_text(source, clause.sentence, time))
            found += _spelled(case, source, clause)
    for life in (case.born, case.died):
        if life is not None:
            found.append(Dated(life, None, None))
    return found


def _of_text(source: Source, sentence: int, time: Time) -> Dated:
    bounds = time.bounds
    if time.yearless and source.when is not None and _is_next(source, time):
        years = range(source.when.first.year, source.when.last.year + 2)
        later = [in_year(bounds, year) for year in years]
        following = next((b for b in later if b.first > source.when.last), later[-1])
        return Dated(following, source, sentence)
    if time.hedged:
        bounds = Bounds(bounds.first, bounds.last, guessed=True)
    return Dated(bounds, source, sentence, time.yearless, feast=time.feast)


def _is_next(source: Source, time: Time) -> bool:
    """ "The following June"."""
    before = folded_in_place(source.reading.text[max(0, time.at - 14) : time.at])
    after = folded_in_place(source.reading.text[time.end : time.end + 12])
    return any(word in before.split() or word in after.split()[:1] for word in _NEXT)


def _spelled(case: Case, source: Source, clause: Clause) -> list[Dated]:
    """A number that counts nothing, as families say years: "in fifty-three", "August zwanzig"."""
    reading, found = source.reading, list[Dated]()
    for number in clause.numbers:
        if not 10 <= number.value <= 99 or number.ordinal or is_an_age(reading, clause, number):
            continue
        if heads_of(reading, clause, number):
            continue
        for century in (1800, 1900, 2000):
            year = century + number.value
            if case.lived[0] <= year <= case.lived[1]:
                bounds = Bounds(date(year, 1, 1), date(year, 12, 31))
                found.append(Dated(bounds, source, clause.sentence, doubtful=True))
    return found


def _check(
    case: Case, hosts: list[Aligned], time: Time, evidence: list[Dated], found: Findings
) -> None:
    text = case.body.text[time.at : time.end]
    fits = [e for e in evidence if _fits(time, e)]
    if fits:
        if all(e.doubtful or (e.yearless and not time.yearless) for e in fits):
            found.doubts.append(f"The date {text} is not as plain in its sources.")
        for host in hosts:
            _check_moved(case, host, time, fits, found, text)
        return
    recorded = [s for s in case.sources if s.recorded and _fits(time, Dated(s.recorded, s, None))]
    if recorded and any(_is_of_telling(case, host) for host in hosts):
        return
    if recorded and all(s.as_it_was for s in recorded):
        found.doubts.append(f"In {text} it was recorded; its sources do not say that it was then.")
    elif any(_meets(time, e) for e in evidence):
        found.doubts.append(f"The date {text} is not as sure in its sources.")
    elif time.yearless:
        found.wrong.append(f"The date {text} is not in its sources.")
    elif _is_derived(case, time, evidence):
        found.doubts.append(f"The date {text} was worked out.")
    else:
        _tell_missing(case, time, evidence, found, text)


def _is_of_telling(case: Case, aligned: Aligned) -> bool:
    """ "In 2024 Ida said", "recorded in 2024": the date is that of the words."""
    words = case.body.words[aligned.clause.first : aligned.clause.last + 1]
    return any(w.folded in case.body.pack.speech or w.folded in _RECORDED for w in words)


def _tell_missing(
    case: Case, time: Time, evidence: list[Dated], found: Findings, text: str
) -> None:
    near = [e for e in evidence if e.bounds.meets(time.bounds) and not e.yearless]
    if near and (time.hedged or time.edge or any(e.stretch for e in near)):
        found.doubts.append(f"The date {text} is not as sure in its sources.")
    elif near:
        found.wrong.append(f"The date {text} is not in its sources, or not as surely.")
    elif any(s.recorded and time.bounds.meets(s.recorded) for s in case.sources):
        found.wrong.append(f"In {text} it was recorded; it did not happen then.")
    else:
        found.wrong.append(f"The date {text} is not in its sources.")


def _fits(time: Time, known: Dated) -> bool:
    ours, theirs = _in_one_year(time, known)
    if time.yearless or known.yearless:
        if ours.days > 31 or theirs.days > 31:
            return False
        if time.feast and time.feast == known.feast:
            return True
        if ours.days < _MONTH:
            return ours.covers(theirs)
        return ours.first.month == theirs.first.month and (known.yearless or time.yearless)
    if theirs.guessed:
        if time.decade:
            middle = theirs.first + (theirs.last - theirs.first) / 2
            return ours.first <= middle <= ours.last
        return time.hedged and ours.meets(widened(theirs))
    if ours.covers(theirs):
        return True
    ends = {theirs.first.year, theirs.last.year}
    if known.stretch and time.edge:
        ends = {theirs.first.year if time.edge == "since" else theirs.last.year}
    if ours.first.year == ours.last.year and ours.days > 300 and ours.first.year in ends:
        # "From 1951": an end of a stretch, or a winter that lies in two years.
        return bool(time.edge) or theirs.days < 200 or known.stretch
    return time.decade and known.stretch and theirs.covers(ours)


def _meets(time: Time, known: Dated) -> bool:
    """Whether one is a feast of some days, and the other may be one of them."""
    ours, theirs = _in_one_year(time, known)
    return bool(time.feast or known.feast) and max(ours.days, theirs.days) < _MONTH and (
        ours.meets(theirs)
    )  # fmt: skip


def _in_one_year(time: Time, known: Dated) -> tuple[Bounds, Bounds]:
    """Both, in the year of the other where one has none: Easter is another day then."""
    ours, theirs = time.bounds, known.bounds
    if time.yearless and max(ours.days, theirs.days) <= _WEEKS:
        year = theirs.first.year
        ours = find_feast(time.feast, year) if time.feast else in_year(ours, year)
    elif known.yearless and max(ours.days, theirs.days) <= _WEEKS:
        year = ours.first.year
        theirs = find_feast(known.feast, year) if known.feast else in_year(theirs, year)
    return ours, theirs


def _check_moved(
    case: Case, aligned: Aligned, time: Time, fits: list[Dated], found: Findings, text: str
) -> None:
    """A date of the sources, but of another event."""
    if any(e.source is None for e in fits):
        if _is_of_life(case) or all(e.source is None for e in fits):
            _check_life(case, aligned, time, fits, found, text)
            return
        fits = [e for e in fits if e.source is not None]
    if not case.same_language or not aligned.windows:
        found.doubts.append(f"Whether it happened in {text} could not be compared.")
        return
    others = [t.bounds for t in aligned.clause.times if t is not time]
    judged = [_place_in_time(near, time, fits, others) for near in aligned.nearest]
    if "here" in judged and not (_orders(case, aligned) and _tells_two_times(aligned)):
        return
    if judged and all(j == "elsewhere" for j in judged) and aligned.nearest[0].weight >= 2:
        found.wrong.append(f"Its sources tell this of another time than {text}.")
    else:
        found.doubts.append(f"Its sources do not say plainly that it happened in {text}.")


def _orders(case: Case, aligned: Aligned) -> bool:
    """Whether the clause tells of two things of which one came first: then of which is the time."""
    pack, clause = case.body.pack, aligned.clause
    text = " ".join(w.folded for w in case.body.words[clause.first : clause.last + 1])
    return any(f" {phrase} " in f" {text} " for phrase in (*pack.before, *pack.after))


def _tells_two_times(aligned: Aligned) -> bool:
    return any(
        len({t.bounds for c in w.clauses for t in c.times if not t.yearless}) > 1
        for w in aligned.windows
    )


def _place_in_time(near: Near, time: Time, fits: list[Dated], others: list[Bounds]) -> str:
    """ "here" where the clause or its source has this time, "elsewhere" where it has another."""
    if _is_years_later(near):
        return "open"
    own = [t for t in near.clause.times if not t.yearless]
    if own:
        known = [_of_text(near.source, near.clause.sentence, t) for t in own]
        given = any(e.source is near.source and e.sentence is None for e in fits)
        if any(_fits(time, k) or (given and k.bounds.meets(time.bounds)) for k in known):
            return "here"
        return "open" if any(k.bounds.meets(o) for k in known for o in others) else "elsewhere"
    for e in fits:
        if e.source is near.source and e.sentence in (None, near.clause.sentence):
            return "here"
    if near.source.when is not None and not near.source.when.meets(time.bounds):
        named = any(not t.yearless for t in near.source.reading.times)
        return "open" if named else "elsewhere"
    return "open"


def _is_of_life(case: Case) -> bool:
    whole = {w.low for w in case.body.words} | {w.folded for w in case.body.words}
    return bool(whole & (case.body.pack.birth | case.body.pack.death))


def _is_years_later(near: Near) -> bool:
    """ "They married two years later": the time that its source has is that of what came before."""
    reading, clause = near.source.reading, near.clause
    words = reading.words[clause.first : clause.last + 1]
    text = " " + " ".join(w.folded for w in words) + " "
    counted = any(w.folded in reading.pack.years or w.folded in _MONTHS_AND_DAYS for w in words)
    later = (*reading.pack.later, *_NEXT, "after", "apres", "dopo", "danach")
    return counted and any(f" {phrase} " in text for phrase in later)


def _check_life(
    case: Case, aligned: Aligned, time: Time, fits: list[Dated], found: Findings, text: str
) -> None:
    pack = case.body.pack
    words = {w.low for w in case.body.words[aligned.clause.first : aligned.clause.last + 1]}
    if _is_of_life(case):
        wrong_end = (case.born is not None and words & pack.birth
                     and not _fits(time, Dated(case.born, None, None)))  # fmt: skip
        if wrong_end and all(e.source is None for e in fits):
            found.wrong.append(f"The date {text} is not that of the birth.")
        return
    if all(e.source is None for e in fits):
        found.doubts.append(f"Its sources do not say that it happened in {text}.")


def _is_derived(case: Case, time: Time, evidence: list[Dated]) -> bool:
    """ "Two years later", "at fifty-two", "the following June": a year that can be worked out."""
    first, last = time.bounds.first.year, time.bounds.last.year
    years = {e.bounds.first.year for e in evidence if not e.yearless and e.source is not None}
    years |= {e.bounds.last.year for e in evidence if not e.yearless and e.source is not None}
    counted = {1} | {n.value for s in case.sources for n in s.reading.numbers if n.value <= _FAR}
    later = any(
        first <= year + k * way <= last for year in years for k in counted for way in (1, -1)
    )
    if later and any(_counts_years(source) for source in case.sources):
        return True
    if time.bounds.days < 32 and any(_counts_days(source) for source in case.sources):
        span = Bounds(day_after(time.bounds.first, -1), day_after(time.bounds.last, 1))
        if any(e.bounds.meets(span) for e in evidence if e.source is not None):
            return True
    if case.born is None:
        return False
    born = {case.born.first.year, case.born.last.year}
    told = {
        n.value
        for s in case.sources
        for c in s.reading.clauses
        for n in c.numbers
        if is_an_age(s.reading, c, n) or n.ordinal
    }
    return any(
        first <= year + age + plus <= last for year in born for age in told for plus in (0, 1)
    )


def _counts_years(source: Source) -> bool:
    pack, words = source.reading.pack, [w.folded for w in source.reading.words]
    text = " ".join(words)
    return any(w in pack.years for w in words) or any(
        f" {phrase} " in f" {text} " for phrase in (*pack.later, *pack.after, *_NEXT)
    )


def _counts_days(source: Source) -> bool:
    return any(w.folded in _MONTHS_AND_DAYS for w in source.reading.words)


_RECORDED = frozenset(
    """recorded recording recordings gravado gravada gravou gravacao grabado grabada grabo grabacion
    enregistre enregistree enregistrement aufgenommen aufnahme registrato registrata registrazione
    """.split()  # noqa: SIM905
)
_MONTHS_AND_DAYS = frozenset(
    """month months mes meses mois monat monate monaten mese mesi week weeks semana semanas semaine
    semaines woche wochen settimana settimane day days dia dias jour jours lendemain tag tage tagen
    giorno giorni fortnight""".split()  # noqa: SIM905
)
_NEXT = (
    "following", "next", "seguinte", "siguiente", "suivant", "suivante", "seguente", "folgenden",
    "folgende", "nachsten", "darauf",
)  # fmt: skip
