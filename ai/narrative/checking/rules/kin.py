"""Whether people are to each other what the sentence says they are."""

from __future__ import annotations

from ai.narrative.checking.case import Case, Findings, Source
from ai.narrative.checking.mentions import Mention
from ai.narrative.checking.packs.base import Kin
from ai.narrative.checking.reading import Clause, Reading
from ai.narrative.checking.relations import LOOSE, agrees
from ai.narrative.checking.roster import Roster


def check_kinship(case: Case, found: Findings) -> None:
    """Names with a word of kinship beside them, against the roster."""
    for who, kin, of in _claims(case.body):
        if case.attributes and _is_own_word(case, who, kin):
            continue
        verdict = _verdict(case, who, kin, of)
        name = case.roster.people[who].name
        if verdict == "wrong":
            found.wrong.append(f"{name} is something else to them.")
        elif verdict == "open":
            found.doubts.append(f"What {name} is to them could not be compared.")
    for mention in case.body.mentions:
        if case.attributes and case.body.words[mention.kin_at].folded in case.extra:
            continue  # as somebody signs, or says of themselves
        if mention.kin is not None and isinstance(mention.who, str):
            _check_nobody(case, mention, found)
    _check_side(case, found)


def _is_own_word(case: Case, who: int, kin: Kin) -> bool:
    """ "Ana, her niece, writes", where Ana says that she is: whatever the roster makes of her."""
    return any(
        giver == who and set(own.relations) & set(kin.relations) for giver, own in case.signed
    )


def is_sure_kinship(case: Case, clause: Clause) -> bool:
    """Whether a clause says only who is what to whom ("Ida was Max's aunt"), each by name, and the
    roster has it so."""
    if clause.negated or clause.stems or clause.numbers or clause.times:
        return False
    said = [m for m in clause.mentions if m.kin is not None]
    # "Ida was Max's aunt": the aunt herself need not be found, since Ida is said to be her.
    named = {m.who for m in clause.mentions if m.kin is None or isinstance(m.who, int)}
    return (
        bool(said)
        and len(named) > 1
        and all(isinstance(who, int) for who in named)
        and all(_is_right(case, mention) for mention in said)
    )


def _is_right(case: Case, mention: Mention) -> bool:
    """Whether the roster has it so, of two people who are both named."""
    claims = [(mention.who, mention.kin, mention.of)]
    claims += [claim for claim in _claims(case.body) if claim[1] is mention.kin]
    return any(
        isinstance(who, int) and kin is not None and isinstance(of, int)
        and _verdict(case, who, kin, of) == "right"
        for who, kin, of in claims
    )  # fmt: skip


def _claims(body: Reading) -> list[tuple[int, Kin, int | str | None]]:
    """Who is said to be what, and whose."""
    claims: list[tuple[int, Kin, int | str | None]] = []
    for mention in body.mentions:
        if (
            isinstance(mention.who, int)
            and mention.kin is not None
            and mention.at != mention.kin_at
        ):
            claims.append((mention.who, mention.kin, mention.of))
    for at, word in enumerate(body.words):
        kin = body.pack.kin.get(word.low)
        if kin is None or word.owned:
            continue  # of "Max, his sister's son" Max is no sister
        named = _beside(body, at)
        if named is not None:
            claims.append((named, kin, _of(body, at)))
    return claims


def _beside(body: Reading, at: int) -> int | None:
    """Whom a word of kinship is said of: "Ida, Max's sister", "Otto was the uncle of Ida"."""
    before, pack = at - 1, body.pack
    owned = {m.last for m in body.mentions if m.role == "owner"}
    passed = 0
    while before >= 0 and passed < 6:
        word = body.words[before]
        here = next((m for m in body.mentions if m.at <= before <= m.last), None)
        if here is not None and here.last not in owned and here.kin_at != at:
            linked = any(w.text == "," or w.low in _COPULAS for w in body.words[here.last + 1 : at])
            after = body.words[at + 1 : at + 2]
            if _of(body, at) is None and after and after[0].is_word and before != at - 2:
                return None  # "According to Max, the mother liked": two people
            return here.who if linked and isinstance(here.who, int) else None
        small = (
            word.text == ","
            or word.folded in pack.articles | pack.mine | frozenset(pack.theirs)
            or word.low in _COPULAS
            or here is not None
        )
        if not small:
            break
        before, passed = before - 1, passed + 1
    return _after(body, at)


def _after(body: Reading, at: int) -> int | None:
    """ "Idas Tante mütterlicherseits, Martha", "Max's grandmother, Martha"."""
    after = at + 1
    pack = body.pack
    while after < len(body.words) and (
        body.words[after].text == "," or pack.maternal.fullmatch(body.words[after].folded)
        or pack.paternal.fullmatch(body.words[after].folded)
    ):  # fmt: skip
        after += 1
    if after == at + 1:
        return None
    mention = next((m for m in body.mentions if m.at == after), None)
    closes = mention is not None and (
        mention.last + 1 >= len(body.words) or not body.words[mention.last + 1].is_word
    )
    return mention.who if mention is not None and closes and isinstance(mention.who, int) else None


_COPULAS = frozenset("was is were are war ist era é è est était fu foi fue es sein".split())  # noqa: SIM905


def _of(body: Reading, at: int) -> int | str | None:
    mention = next((m for m in body.mentions if m.kin_at == at), None)
    return mention.of if mention is not None else None


def _verdict(case: Case, who: int, kin: Kin, of: int | str | None) -> str:
    person = case.roster.people[who]
    if kin.gender and person.gender and kin.gender != person.gender:
        return "wrong"
    if set(kin.relations) <= LOOSE:
        return "open" if not _is_told(case, kin) else "right"
    owners = _owners(case, who, of)
    known = [case.roster.relations(who, owner) for owner in owners]
    if any(relations is not None and agrees(kin, relations) for relations in known):
        return "right"
    if of is None and any(_calls(source, who, kin, case.roster) for source in case.sources):
        return "right"
    if not known or any(relations is None for relations in known):
        return "open"
    return "wrong"


def _calls(source: Source, who: int, kin: Kin, roster: Roster) -> bool:
    """ "La nonna Marta": as one of those who tell of it calls her."""
    teller = source.reading.who
    if teller is None or teller == who:
        return False
    known = roster.relations(who, teller)
    said = any(
        m.who == who and m.kin is not None and set(m.kin.relations) & set(kin.relations)
        for m in source.reading.mentions
    )
    return said and known is not None and agrees(kin, known)


def _owners(case: Case, who: int, of: int | str | None) -> list[int]:
    """Whose relation it may be: the one named, or whoever the sentence speaks of."""
    if isinstance(of, int):
        return [of] if of != who else []
    if of == "other":
        return []
    here = [m.who for m in case.body.mentions if isinstance(m.who, int) and m.who != who]
    if case.roster.honoree is not None and case.roster.honoree != who:
        here.append(case.roster.honoree)
    return list(dict.fromkeys(here))


def _is_told(case: Case, kin: Kin) -> bool:
    return any(
        set(source.reading.pack.kin[w.low].relations) & set(kin.relations)
        for source in case.sources
        for w in source.reading.words
        if w.low in source.reading.pack.kin
    ) or any(p.kin is not None and set(p.kin.relations) & set(kin.relations)
             for p in case.roster.people)  # fmt: skip


def _check_nobody(case: Case, mention: Mention, found: Findings) -> None:
    """A word of kinship that fits nobody of the roster and stands in no source."""
    loose = mention.kin is not None and set(mention.kin.relations) <= LOOSE
    unknown = any(
        isinstance(m.who, str) and m.kin is not None
        for s in case.sources
        for m in s.reading.mentions
    )
    owned = mention.of is not None and not loose
    if mention.kin is not None and owned and not unknown and not _is_told(case, mention.kin):
        word = case.body.words[mention.kin_at].text
        found.wrong.append(f"No source says “{word}”.")
    else:
        found.doubts.append(f"Who is meant by “{case.body.words[mention.at].text}” is not plain.")


def _check_side(case: Case, found: Findings) -> None:
    """ "Maternal" and "paternal", against "Mum's sister" and "the mother of my father"."""
    body = " ".join(w.folded for w in case.body.words)
    said = {"f": case.body.pack.maternal.search(body), "m": case.body.pack.paternal.search(body)}
    wanted = [gender for gender, match in said.items() if match]
    if len(wanted) != 1:
        return
    told = _sides(case)
    if told == {wanted[0]}:
        return
    if told and wanted[0] not in told:
        found.wrong.append("Its sources say the other side of the family.")
    else:
        found.doubts.append("Its sources do not say which side of the family.")


def _sides(case: Case) -> set[str]:
    told: set[str] = set()
    for source in case.sources:
        reading = source.reading
        text = " ".join(w.folded for w in reading.words)
        told |= {"f"} if reading.pack.maternal.search(text) else set()
        told |= {"m"} if reading.pack.paternal.search(text) else set()
        for at, word in enumerate(reading.words):
            if word.low not in reading.pack.kin:
                continue
            after = reading.words[at + 1 : at + 5]
            if word.owned and after and after[0].low in reading.pack.kin:
                told.add(reading.pack.kin[word.low].gender)
            elif after and after[0].folded in reading.pack.of:
                of = next((w for w in after[1:] if w.low in reading.pack.kin), None)
                told.add(reading.pack.kin[of.low].gender if of else "")
        if reading.pack.code == "de":
            told |= _genitive_sides(reading)
    return told - {""}


def _genitive_sides(reading: Reading) -> set[str]:
    """ "Mamas Bruder", "der Bruder meines Großvaters"."""
    told: set[str] = set()
    for one, other in zip(reading.words, reading.words[1:], strict=False):
        owner = reading.pack.kin.get(one.low.removesuffix("s"))
        if one.low.endswith("s") and owner and other.low in reading.pack.kin:
            told.add(owner.gender)
    return told
