"""What a phrase says of who somebody is: "my late husband's sister", "tía abuela".

A phrase is a head ("sister") and, in some languages before it and in others behind, whose: which is
a phrase in its turn. What stands in brackets or behind a comma explains a head that may mean two
things ("belle-mère, la femme de mon père").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ai.narrative.kinship.de import GERMAN
from ai.narrative.kinship.en import ENGLISH
from ai.narrative.kinship.es import SPANISH
from ai.narrative.kinship.fr import FRENCH
from ai.narrative.kinship.it import ITALIAN
from ai.narrative.kinship.lexicon import Lexicon, Operator, fold, strip_accents
from ai.narrative.kinship.pt import PORTUGUESE
from ai.narrative.kinship.relations import Kin, Relation, Sex, compose, half

LEXICONS: dict[str, Lexicon] = {
    one.code: one for one in (ENGLISH, PORTUGUESE, SPANISH, FRENCH, GERMAN, ITALIAN)
}
LONGEST = 200  # characters; what is longer says more than who somebody is

_PARTS = re.compile(r"[,;:()\[\]/\n\"“”„«»…]|\s[-–—]+\s|\.(?=\s|$)")
_AND = re.compile(r"\s(?:and|e|y|et|und|&|\+)\s")
_POSSESSIVE = ("'s", "'")
_SHE = frozenset(
    [
        "she",
        "woman",
        "girl",
        "lady",
        "her",
        "ela",
        "ella",
        "elle",
        "lei",
        "sie",
        "mulher",
        "donna",
        "die",
    ]
)
_HE = frozenset(
    ["he", "man", "guy", "him", "ele", "él", "lui", "er", "homem", "hombre", "uomo", "der"]
)
_DATIVE = frozenset(("sein", "seine", "ihr", "ihre", "sei", "ihr"))


@dataclass(frozen=True)
class Reading:
    """What was read. `relation` is None where nothing was, or more than one thing may be meant:
    those are `candidates`. `of` is whose it is, where that is nobody whom the words themselves
    tell ("Joe's sister"). `mine` says that it was said in the first person: "my aunt"."""

    relation: Relation | None = None
    candidates: tuple[Relation, ...] = ()
    of: str | None = None
    mine: bool = False
    language: str | None = None

    @property
    def is_something(self) -> bool:
        return bool(self.candidates)


@dataclass(frozen=True)
class _Item:
    """A word or a few of a phrase; with `kin`, those that it may mean."""

    words: tuple[str, ...]
    kin: tuple[Kin, ...] = ()
    owner: bool = False  # "mums" in "mums mum"

    @property
    def word(self) -> str:
        return self.words[0]


@dataclass(frozen=True)
class _About:
    """Of whom it all is, by name; and the words of the phrase that begin with a capital."""

    names: frozenset[str]
    capital: frozenset[str]


@dataclass(frozen=True)
class _Found:
    kin: tuple[Kin, ...] = ()
    of: str | None = None


def read_relation(
    phrase: str, language: str | None = None, *, names: Collection[str] = ()
) -> Reading:
    """Who somebody is, in whichever of the six languages: in `language`, where that makes sense of
    it, else in the one that knows most of the words. `names` are those of whom it is all about:
    "Rosa's niece" is a niece."""
    return _read(phrase[:LONGEST], language, frozenset(fold(name) for name in names))


@lru_cache(maxsize=4096)
def _read(phrase: str, language: str | None, names: frozenset[str]) -> Reading:
    code = (language or "").partition("-")[0].lower()
    # Whose somebody is, is told by a name; "from next door" and "of old" name nobody.
    capital = frozenset(
        fold(word) for word in re.findall(r"[^\W\d_]+", phrase) if word[:1].isupper()
    )
    about = _About(names, capital)
    best, most = Reading(), 0.0
    for lexicon in LEXICONS.values():
        found, known = _read_in(lexicon, phrase, about)
        # A language that was named may leave a word or two unknown.
        known += 0.3 if lexicon.code == code else 0.0
        if found.is_something and known > most + 1e-9:
            best, most = found, known
    return best


def _read_in(lexicon: Lexicon, phrase: str, about: _About) -> tuple[Reading, float]:
    """What it says in this language, and which part of its words the language knows."""
    base: _Found | None = None
    seen = known = 0
    mine = False
    for part in _PARTS.split(fold(phrase)):
        for at, piece in enumerate(_AND.split(part)):
            tokens = lexicon.tokens(piece)
            rather = bool(tokens) and tokens[0] in lexicon.rather
            found = _read_part(lexicon, piece, about)
            # A word that is known to no language is the name of somebody.
            seen += len(tokens)
            known += _count_known(lexicon, tokens)
            if not found.kin:
                continue
            if base is None or not base.kin:
                mine = bool(lexicon.mine & set(tokens))
                base = found
            elif rather:
                base = found
            elif base.of is not None and found.of is None:
                # "Widow of Osmar, my father's brother": now it is known who he is.
                base = _Found(_all(found.kin, base.kin) or base.kin)
            elif at == 0:
                base = _explain(base, found)
    if base is None:
        return Reading(), 0.0
    candidates = tuple(dict.fromkeys(r for kin in base.kin if (r := kin.relation)))
    if not candidates:
        return Reading(), 0.0
    sure = candidates[0] if len(candidates) == 1 and base.of is None else None
    return Reading(sure, candidates, base.of, mine, lexicon.code), known / max(seen, 1)


def _explain(base: _Found, more: _Found) -> _Found:
    """Of what it may mean, what the explanation fits."""
    sexes = {kin.sex for kin in more.kin}
    if len(base.kin) == 1 and base.kin[0].sex == "n" and len(sexes) == 1:
        only = base.kin[0]
        of_one = only.path.endswith("C") and all(kin.path.endswith("C") for kin in more.kin)
        return _Found((replace(only, sex=sexes.pop()),), base.of) if of_one else base
    if len(base.kin) == 1:
        return base
    fitting = []
    for kin in base.kin:
        for other in more.kin:
            loosely = {"P": "PM", "C": "MC"}.get(other.path)  # "her son, of his first marriage"
            if kin.path in (other.path, loosely) and kin.kind == other.kind:
                fitting.append(kin if kin.sex != "n" else replace(kin, sex=other.sex))
    return replace(base, kin=tuple(fitting)) if fitting else base


def _count_known(lexicon: Lexicon, tokens: Sequence[str]) -> int:
    items = _items(lexicon, tokens)
    return sum(
        len(item.words)
        for item in items
        if item.kin
        or item.word in lexicon.small
        or item.word in lexicon.of
        or item.word in lexicon.before
        or item.word in lexicon.never
        or item.word in lexicon.rather
        or item.word in _POSSESSIVE
    )


# ---- one part of a phrase ----


def _read_part(lexicon: Lexicon, text: str, about: _About) -> _Found:
    sided = bool(lexicon.side and lexicon.side.search(text))
    if sided and lexicon.side:
        text = lexicon.side.sub(" ", text)
    tokens = lexicon.tokens(text)
    for at, token in enumerate(tokens):
        if token in lexicon.never:
            tokens = tokens[:at]
            break
    if lexicon.married and (found := lexicon.married.search(text)):
        by_marriage = _read_marriage(lexicon, text, found, about)
        if by_marriage.kin:
            return by_marriage
    found_in = _read_items(lexicon, _items(lexicon, tokens), about)
    if sided:
        return replace(found_in, kin=_each(half, found_in.kin))
    return found_in


def _read_marriage(lexicon: Lexicon, text: str, verb: re.Match[str], about: _About) -> _Found:
    """ "… who married my uncle": unless they are called something besides."""
    before = lexicon.tokens(text[: verb.start()])
    after = lexicon.tokens(text[verb.end() :])
    named = _read_items(lexicon, _items(lexicon, before), about)
    whose = _read_items(lexicon, _items(lexicon, after), about)
    spoken = before
    if not whose.kin and lexicon.code == "de":
        # The verb comes last: "die meinen Bruder geheiratet hat".
        whose, named, spoken = named, _Found(), before[:2]
    if named.kin and not all(kin.path == "M" for kin in named.kin):
        return named
    if not whose.kin:
        return _Found()
    sex: Sex = "f" if _SHE & set(spoken) else "m" if _HE & set(spoken) else "n"
    if sex == "n" and (ending := verb[0].split()[0][-1]) in "ao" and lexicon.code in "pt es it":
        sex = "f" if ending == "a" else "m"
    spouse = tuple(replace(kin, sex=kin.sex) for kin in named.kin) or (Kin("M", sex),)
    return _Found(_all(whose.kin, spouse))


def _items(lexicon: Lexicon, tokens: Sequence[str]) -> list[_Item]:
    """The nouns among the words, with what stands before and behind them read into them."""
    items: list[_Item] = []
    waiting: list[tuple[str, Operator]] = []
    at = 0
    while at < len(tokens):
        item = _noun_at(lexicon, tokens, at)
        if item is None and tokens[at] in lexicon.before:
            waiting.append((tokens[at], lexicon.before[tokens[at]]))
            at += 1
            continue
        if item is None:
            items += [_Item((word,)) for word, _operator in waiting]
            waiting.clear()
            items.append(_Item((tokens[at],)))
            at += 1
            continue
        begin = at
        at += len(item.words)
        kin = item.kin
        for _word, operator in reversed(waiting):
            kin = _each(operator, kin)
        words = tuple(word for word, _operator in waiting) + item.words
        waiting.clear()
        for behind, operator in lexicon.following:
            if tuple(tokens[at : at + len(behind)]) == behind:
                kin, at, words = _each(operator, kin), at + len(behind), words + behind
        kin = _with_sex(lexicon, tokens[max(0, begin - 3) : begin], kin)
        items.append(_Item(words, kin, item.owner))
    return items + [_Item((word,)) for word, _operator in waiting]


def _with_sex(lexicon: Lexicon, before: Sequence[str], kin: tuple[Kin, ...]) -> tuple[Kin, ...]:
    if not kin or any(one.sex != "n" for one in kin):
        return kin
    for word in reversed(before):
        if word in lexicon.sexes:
            return tuple(replace(one, sex=lexicon.sexes[word]) for one in kin)
    return kin


def _noun_at(lexicon: Lexicon, tokens: Sequence[str], at: int) -> _Item | None:
    """The longest noun that begins here."""
    for table, plain in ((lexicon.words, False), (lexicon.bare, True)):
        for length in range(min(lexicon.longest, len(tokens) - at), 0, -1):
            words = tuple(tokens[at : at + length])
            key = tuple(strip_accents(word) for word in words) if plain else words
            if key in table:
                return _Item(words, table[key])
    word = tokens[at]
    if word in lexicon.small or word in lexicon.of or word in lexicon.before:
        return None
    kin, owner = _derive(lexicon, word)
    return _Item((word,), kin, owner) if kin else None


def _derive(lexicon: Lexicon, word: str, depth: int = 0) -> tuple[tuple[Kin, ...], bool]:
    """What a word is made of: a prefix and a noun, a noun and an ending, a compound. The second is
    whether it may say whose something is ("mums", "Mutters")."""
    known = lexicon.words.get((word,)) or lexicon.bare.get((strip_accents(word),))
    if known:
        return known, False
    if depth > 2 or len(word) < 3:
        return (), False
    for prefix, operator in lexicon.prefixes:
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            kin, owner = _derive(lexicon, word[len(prefix) :], depth + 1)
            if kin:
                return _each(operator, kin), owner
    if word.endswith("s"):
        kin, _owner = _derive(lexicon, word[:-1], depth + 1)
        if kin:
            return kin, lexicon.owner_first
    for ending, instead in lexicon.endings:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            for other in instead:
                stem = word[: -len(ending)] + other
                kin = lexicon.words.get((stem,)) or lexicon.bare.get((strip_accents(stem),)) or ()
                if not kin and lexicon.compounds:
                    kin, _owner = _derive(lexicon, stem, depth + 2)
                if kin:
                    return kin, False
    if lexicon.compounds and depth < 2:
        for suffix, kin in lexicon.suffixes:
            if word.endswith(suffix) and len(word) > len(suffix) + 1:
                return kin, False
    return (), False


def _read_items(lexicon: Lexicon, items: Sequence[_Item], about: _About) -> _Found:
    at = next((n for n, item in enumerate(items) if item.kin), None)
    if at is None:
        return _Found()
    if lexicon.owner_first and (found := _read_owner_first(lexicon, items, at, about)):
        return found
    head, rest = items[at], items[at + 1 :]
    if _is_order(lexicon, head) and (found := _read_group(lexicon, head, rest, about)):
        return found
    if any(item.word in lexicon.of for item in items[:at]):
        head = replace(
            head, kin=_with_sex(lexicon, [items[0].word], head.kin)
        )  # "il più grande dei"
    links = [n for n, item in enumerate(rest) if item.word in lexicon.of and not item.kin]
    nexts = [n for n, item in enumerate(rest) if item.kin]
    if not links:
        return _Found(head.kin)
    if not nexts or nexts[0] < links[0]:
        whose = None if nexts else _name_in(lexicon, rest[links[0] + 1 :], about)
        return _Found(head.kin, whose)
    if _is_by_one_parent(lexicon, items[:at], head, rest[links[0] :]):
        return _Found(_each(half, head.kin))
    whose_kin = _read_items(lexicon, rest[nexts[0] :], about)
    if nexts[0] > links[0] and whose_kin.kin:
        return _Found(_all(whose_kin.kin, head.kin), whose_kin.of)
    return _Found(head.kin)


def _is_order(lexicon: Lexicon, item: _Item) -> bool:
    """Whether it says which of several: "the eldest"."""
    return len(item.words) == 1 and item.word in lexicon.order


def _read_group(
    lexicon: Lexicon, head: _Item, rest: Sequence[_Item], about: _About
) -> _Found | None:
    """ "The eldest of my brothers" is a brother, the youngest son a son; None for the eldest."""
    following = next((n for n, item in enumerate(rest) if item.kin), None)
    if following is None:
        return None
    links = [item.word for item in rest[:following] if item.word in lexicon.of]
    several = not links or rest[following].word.endswith(("s", "i", "n", "r", "e"))
    return _read_items(lexicon, rest[following:], about) if several else None


def _read_owner_first(
    lexicon: Lexicon, items: Sequence[_Item], at: int, about: _About
) -> _Found | None:
    """ "my mother's sister", "Mutters Schwester", "dem Vater seine Schwester"; None where whose it
    is stands behind, or nowhere."""
    if lexicon.code == "en":
        if _is_order(lexicon, items[at]) and not any(i.word in _POSSESSIVE for i in items):
            grouped = _read_group(lexicon, items[at], items[at + 1 :], about)
            if grouped is not None:
                return grouped
        link = next((n for n, i in enumerate(items) if n > at and i.word in lexicon.of), None)
        if link is not None:
            owned = _fold_owners(lexicon, items[:link], about)
            rest = items[link + 1 :]
            if any(item.kin for item in rest):
                whose = _read_items(lexicon, rest, about)
                return _Found(_all(whose.kin, owned.kin), whose.of)
            return replace(owned, of=owned.of or _name_in(lexicon, rest, about))
        return _fold_owners(lexicon, items, about)
    head, rest = items[at], items[at + 1 :]
    following = next((n for n, item in enumerate(rest) if item.kin), None)
    if following is None:
        return None
    between = [item.word for item in rest[:following]]
    dative = len(between) == 1 and between[0] in _DATIVE
    if (head.owner and not any(word in lexicon.of for word in between)) or dative:
        then = _read_items(lexicon, rest[following:], about)
        return _Found(_all(head.kin, then.kin), then.of) if then.kin else None
    return None


def _fold_owners(lexicon: Lexicon, items: Sequence[_Item], about: _About) -> _Found:
    """English: owners one by one, each with its 's, and the head at the end."""
    kin: tuple[Kin, ...] = ()
    of: str | None = None
    last: _Item | None = None
    unknown: list[_Item] = []
    for item in [*items, _Item(("",))]:
        ends = item.word in _POSSESSIVE
        glued = bool(item.kin and last is not None and last.owner)
        if (ends or glued) and last is not None:
            kin = _all(kin, last.kin) if kin else last.kin
            last = None
        elif ends and unknown:
            of = of or _name_in(lexicon, unknown, about)
        if ends or glued:
            unknown = []
        if item.kin:
            last = item
        elif not ends:
            unknown.append(item)
    if last is None:
        return _Found(kin, of)
    if of is not None:
        return _Found(_all(kin, last.kin) if kin else last.kin, of)
    return _Found(_all(kin, last.kin) if kin else last.kin)


def _name_in(lexicon: Lexicon, items: Sequence[_Item], about: _About) -> str | None:
    """The name of somebody among these words, unless it is of whom all is about."""
    unknown = [
        item.word
        for item in items
        if not item.kin
        and item.word not in lexicon.small
        and item.word not in lexicon.of
        and item.word not in _POSSESSIVE
        and not item.word.isdigit()
    ]
    told = [word for word in unknown if not any(word in name.split() for name in about.names)]
    if not told or len(told) != len(unknown) or told[0] not in about.capital:
        return None
    return told[0]


def _is_by_one_parent(
    lexicon: Lexicon, before: Sequence[_Item], head: _Item, rest: Sequence[_Item]
) -> bool:
    """ "hermano de padre" is one by the father only; "hermano de mi padre" is an uncle."""
    return (
        all(kin.path == "S" for kin in head.kin)
        and len(rest) > 1
        and rest[0].word in ("de", "di")
        and rest[1].word in lexicon.parents
        and not any(item.word in lexicon.sexes for item in before if item.word not in lexicon.mine)
    )


def _each(operator: Operator, kin: Iterable[Kin]) -> tuple[Kin, ...]:
    return tuple(dict.fromkeys(made for one in kin if (made := operator(one)) is not None))


def _all(first: Iterable[Kin], then: Iterable[Kin]) -> tuple[Kin, ...]:
    """Every `then` of every `first` for which there is a word."""
    then = tuple(then)
    return tuple(dict.fromkeys(m for one in first for two in then if (m := compose(one, two))))
