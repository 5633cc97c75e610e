"""Who is meant where a text names somebody, says "I", "she", "Dad" or "his mother"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ai.narrative.checking.packs.base import Kin, Pack
from ai.narrative.checking.relations import agrees
from ai.narrative.checking.roster import Roster
from ai.narrative.checking.words import Word

Who = int | str
"""A place in the roster, or a word for somebody who has none: "we", "kin:parent:f"."""


_ALSO_OTHER = frozenset(
    """mulher mujer femme frau mann fille filles girl boy child children kids kinder enfants senhora
    freund freundin partner companion base nina""".split()  # noqa: SIM905
)
"""Words of kinship that also mean a woman, a child, a friend, unless somebody's."""


@dataclass(slots=True)
class Mention:
    """Somebody in a text. `role`: "subject", "object", "by", "owner", or "" where only the order
    tells. `firm`: no other could be meant. `kin`: the word of kinship with which it was said, and
    `of` whose kin, where that is said."""

    who: Who
    at: int
    last: int
    role: str = ""
    firm: bool = True
    kin: Kin | None = None
    of: Who | None = None
    kin_at: int = -1


class _Finder:
    def __init__(
        self,
        words: Sequence[Word],
        pack: Pack,
        roster: Roster,
        who: int | None,
        quoted: Sequence[tuple[int, int]],
    ) -> None:
        self.words, self.pack, self.roster, self.who = words, pack, roster, who
        self.quoted = quoted
        self.found: list[Mention] = []

    def run(self) -> list[Mention]:
        at = 0
        while at < len(self.words):
            mention = self._read(at)
            if mention is None:
                at += 1
                continue
            self.found.append(mention)
            at = mention.last + 1
        return self.found

    def _read(self, at: int) -> Mention | None:
        word = self.words[at]
        if not word.is_word:
            return None
        named = self._named(at)
        if named is not None:
            return named
        if any(first <= word.at < last for first, last in self.quoted):
            return None  # "I" is then somebody else
        return self._pronoun(at) or self._kin(at)

    def _named(self, at: int) -> Mention | None:
        begins, folded = self.roster.begins, self.words[at].folded
        if folded not in begins and not (folded.endswith("s") and folded[:-1] in begins):
            return None
        for length in range(min(self.roster.longest, len(self.words) - at), 0, -1):
            run = self.words[at : at + length]
            if not all(w.is_word for w in run):
                continue
            who, owned = self._find(run)
            if who is None:
                continue
            role = "owner" if owned else self._role(at)
            kin_at = self._kin_before(at)
            kin = self.pack.kin[self.words[kin_at].low] if kin_at >= 0 else None
            mention = Mention(who, at, at + length - 1, role, kin=kin, kin_at=kin_at)
            if kin is not None:
                self._drop_kin(kin_at)
                mention.of = self._owner(kin_at)
                mention.role = "owner" if owned else self._role(kin_at)
            return mention
        return None

    def _find(self, run: Sequence[Word]) -> tuple[int | None, bool]:
        folded = [w.folded for w in run]
        said = self.roster.find(folded, self.who) if self.who is not None else None
        if said is not None:
            return said, run[-1].owned
        if not run[-1].is_capital:
            return None, False
        who = self.roster.find(folded, self.who)
        if who is None and self.pack.code == "de" and folded[-1].endswith("s"):
            who = self.roster.find([*folded[:-1], folded[-1][:-1]], self.who)
            return who, who is not None
        return who, run[-1].owned

    def _kin_before(self, at: int) -> int:
        """Where a word of kinship stands right before a name: "her nephew Max"."""
        before = at - 1
        if before >= 0 and self.words[before].low in self.pack.kin:
            return -1 if self.words[before].owned else before
        return -1

    def _drop_kin(self, at: int) -> None:
        if self.found and self.found[-1].at == at:
            self.found.pop()

    def _pronoun(self, at: int) -> Mention | None:
        word, pack = self.words[at], self.pack
        if self.who is not None and (word.folded in pack.me):
            return Mention(self.who, at, at, "subject")
        if self.who is not None and word.folded in pack.me_object:
            return Mention(self.who, at, at, "object")
        if word.folded in pack.us and (pack.code != "pt" or word.low != "nos"):
            return Mention("we", at, at, "subject", firm=False)
        if word.folded in pack.subjects and not (pack.code == "es" and word.low == "el"):
            return self._third(at, pack.subjects[word.folded], "subject")
        if word.folded in pack.objects and not self._owns(at):
            return self._third(at, pack.objects[word.folded], "object")
        return None

    def _owns(self, at: int) -> bool:
        """ "her" before a noun is whose, not whom."""
        if self.words[at].folded not in self.pack.theirs or at + 1 >= len(self.words):
            return False
        after = self.words[at + 1]
        return after.is_word and (
            after.low in self.pack.kin or after.folded not in self.pack.common
        )

    def _third(self, at: int, gender: str, role: str) -> Mention | None:
        people = self.roster.people
        others = [
            (m.who, m.role) for m in self.found if isinstance(m.who, int) and m.who != self.who
        ]
        earlier = [w for w, role in others if role != "owner"] or [w for w, _ in others]
        fits: list[int] = [w for w in earlier if not gender or people[w].gender in ("", gender)]
        honoree = self.roster.honoree
        if not fits and honoree is not None and honoree != self.who:
            fits = [honoree] if not gender or people[honoree].gender in ("", gender) else []
        if not fits:
            return Mention("other", at, at, role, firm=False)
        all_fits = {w for w, _ in others if not gender or people[w].gender in ("", gender)}
        firm = len(all_fits | set(fits)) == 1 and bool(gender) and people[fits[-1]].gender == gender
        return Mention(fits[-1], at, at, role, firm=firm)

    def _kin(self, at: int) -> Mention | None:
        word = self.words[at]
        kin = self.pack.kin.get(word.low)
        if kin is None:
            return None
        of = self._owner(at)
        if of is None and word.low in _ALSO_OTHER:
            return None
        who = self._apposed(at, kin, of)
        counted = at > 0 and self.words[at - 1].folded in self.pack.numerals
        counted = counted or (at > 0 and self.words[at - 1].text.isdigit())
        if who is None and not counted:  # "three children" are nobody in particular
            who = self._resolve(kin, of)
        role = "owner" if word.owned else self._role(at)
        if who is not None and self.found and self.found[-1].who == who and role == "":
            role = self.found[-1].role  # ", the neighbour": as the one just named
        name = who if who is not None else f"kin:{kin.relations[0]}:{kin.gender}"
        return Mention(name, at, at, role, firm=who is not None, kin=kin, of=of, kin_at=at)

    def _apposed(self, at: int, kin: Kin, of: Who | None) -> int | None:
        """ "Max, her cousin,": the one just named, if the roster has them so."""
        before = at - 1
        small = self.pack.articles | self.pack.mine | frozenset(self.pack.theirs)
        while before >= 0 and self.words[before].folded in small:
            before -= 1
        last = self.found[-1] if self.found else None
        if last is None or self.words[before].text != "," or last.last != before - 1:
            return None
        owner = of if isinstance(of, int) else self.roster.honoree
        if not isinstance(last.who, int) or owner is None or owner == last.who:
            return None
        known = self.roster.relations(last.who, owner)
        return last.who if known is not None and agrees(kin, known) else None

    def _resolve(self, kin: Kin, of: Who | None) -> int | None:
        if isinstance(of, int):
            return self.roster.find_kin(kin, of)
        if of == "other":
            return None
        candidates: list[int] = []
        if self.who is not None:
            candidates.append(self.who)
        else:
            candidates += [m.who for m in self.found if isinstance(m.who, int)][::-1]
            if self.roster.honoree is not None:
                candidates.append(self.roster.honoree)
        for candidate in dict.fromkeys(candidates):
            if (found := self.roster.find_kin(kin, candidate)) is not None:
                return found
        return None

    def _owner(self, at: int) -> Who | None:
        """Whose kin it is: "my", "her", "Max's", "of Ida"."""
        before = at - 1
        while before >= 0 and (
            self.words[before].folded in self.pack.articles
            or self.pack.maternal.fullmatch(self.words[before].folded)
            or self.pack.paternal.fullmatch(self.words[before].folded)
        ):
            before -= 1
        if before >= 0:
            word = self.words[before]
            if self.who is not None and word.folded in self.pack.mine:
                return self.who
            if word.folded in self.pack.theirs:
                return "their"
            if self.found and self.found[-1].role == "owner" and self.found[-1].last == before:
                return self.found[-1].who
            if word.owned and word.is_capital:
                return "other"
        return self._owner_after(at)

    def _owner_after(self, at: int) -> Who | None:
        after = at + 1
        while after < len(self.words) and (
            self.pack.maternal.fullmatch(self.words[after].folded)
            or self.pack.paternal.fullmatch(self.words[after].folded)
        ):
            after += 1
        if after >= len(self.words) or self.words[after].folded not in self.pack.of:
            return None
        after += 1
        while after < len(self.words) and self.words[after].folded in self.pack.articles:
            after += 1
        for length in range(min(self.roster.longest, len(self.words) - after), 0, -1):
            who, _ = self._find(self.words[after : after + length])
            if who is not None:
                return who
        small = self.pack.mine | frozenset(self.pack.theirs)
        while after < len(self.words) and self.words[after].folded in small:
            after += 1
        if after >= len(self.words) or not self.words[after].is_word:
            return None
        # "la femme d'Yves", "the daughter of a fisherman", who are in no roster; "the son of his
        # sister", who may be.
        kin = self.pack.kin.get(self.words[after].low)
        who = self._resolve(kin, None) if kin is not None else None
        return "other" if who is None else who

    def _role(self, at: int) -> str:
        before = at - 1
        pack = self.pack
        while before >= 0:
            folded = self.words[before].folded
            if folded in pack.to or self.words[before].low in ("à", "às"):
                return "object"
            if not (folded in pack.articles or folded in pack.mine or folded in pack.theirs):
                break
            before -= 1
        if before < 0:
            return ""
        folded = self.words[before].folded
        if folded in pack.by:
            return "by" if folded not in pack.of or self._is_passive(before) else "owner"
        return "owner" if folded in pack.of else ""

    def _is_passive(self, at: int) -> bool:
        return any(w.folded in self.pack.passive for w in self.words[max(0, at - 6) : at])


def find_mentions(
    words: Sequence[Word],
    pack: Pack,
    roster: Roster,
    *,
    who: int | None,
    quoted: Sequence[tuple[int, int]],
) -> list[Mention]:
    """The people in a text, in their order."""
    return _Finder(words, pack, roster, who, quoted).run()
