"""Of whom a family's words speak: "Uncle Con", "Dinny, my brother", "Dad", "Love, Nora".

What is found is offered to a person and never taken for true, so what is no name here and there
costs a press. What is missed costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ai.narrative.kinship.lexicon import Lexicon, fold
from ai.narrative.kinship.reading import LEXICONS, read_relation
from ai.narrative.kinship.relations import Relation

MOST = 20
"""Of one text."""

LONGEST = 20_000
"""Characters of a text that are looked at."""

_LONGEST_NAME = 60
_AROUND = 60
_TOKEN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_NAMED = re.compile(r"[ \t]+")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "di",
        "du",
        "van",
        "von",
        "la",
        "le",
        "y",
        "e",
        "née",
        "der",
        "den",
        "ten",
    ]
)
# Of these somebody has one, and so calls them by the word alone.
_ONLY = (Relation.mother, Relation.father, Relation.grandmother, Relation.grandfather)
# In front of a name they are what priests and nuns are called by.
_REVEREND = frozenset(
    fold(word)
    for word in [
        "father",
        "mother",
        "sister",
        "brother",
        "père",
        "mère",
        "soeur",
        "sœur",
        "frère",
        "padre",
        "madre",
    ]
)
_TITLES = frozenset(("frau", "mrs", "señora", "senhora", "signora", "dr", "dra", "dott", "prof"))
_THEIRS = frozenset(
    fold(word)
    for word in (
        *("his", "her", "their", "sua", "seu", "suas", "seus", "su", "sus", "son", "sa", "ses"),
        *("leur", "leurs", "ihr", "ihre", "ihrem", "ihren", "ihrer", "sein", "seine", "seinem"),
        *("seinen", "seiner", "suo", "suoi", "sue", "loro", "dele", "dela"),
    )
)
_SHORT = frozenset(("da", "ma", "pa", "ama", "man", "mana", "ti", "don", "nina", "nino"))
_CLOSING = re.compile(
    r"\b(?:love|yours|regards|wishes|affectionately|sincerely|xx+|kisses|hugs"
    r"|abraços?|beijos?|beijinhos|saudades|carinho|com amor|cumprimentos|atenciosamente"
    r"|cariño|besos?|abrazos?|saludos|con amor|atentamente"
    r"|bises|bisous?|tendresse|tendrement|affectueusement|amitiés|je t'embrasse|cordialement"
    r"|grüße|grüsse|gruß|gruss|deine?|eure?|ihre?|herzlich\w*|liebe|umarmung"
    r"|baci|bacioni|abbracci\w*|affetto|affettuosamente|tuo|tua|vostr[oa]|cari saluti)\b",
    re.IGNORECASE,
)
# In small letters: Con and Mit are names as well.
_SPLIT = re.compile(r"[,;/&+\n]|\s(?:and|e|y|et|und|with|com|con|avec|mit)\s")
_SELF = frozenset(["me", "i", "myself", "eu", "yo", "moi", "je", "ich", "io"])


@dataclass(frozen=True)
class Mention:
    """Somebody of whom a text speaks. With a `name`, `relation` is who they are, where the text
    says so; without one they are called by it alone ("Dad"), or are whoever speaks (`self`).
    `words` are how it is said, `quote` with what stands around, `mine` whether it is of whoever
    speaks that they are somebody's."""

    name: str | None
    relation: Relation | None
    words: str
    quote: str
    mine: bool = False


def find_people(text: str, language: str | None = None) -> list[Mention]:
    """Of whom a caption, a note or a letter speaks, in the order of the text."""
    text = text[:LONGEST]
    lexicon = lexicon_of(text, language)
    found: dict[tuple[str | None, Relation | None], Mention] = {}
    for mention in _mentions(lexicon, text):
        found.setdefault((mention.name and fold(mention.name), mention.relation), mention)
        if len(found) >= MOST:
            break
    return list(found.values())


def read_who(text: str, language: str | None = None) -> list[Mention]:
    """Who is on a picture, as somebody listed them: "Ana, tio Zé e eu"."""
    found = []
    for part in _SPLIT.split(re.sub(r"\([^)]*\)", "", text[:LONGEST])):
        words = part.strip(' .:-–?!"“”„«»')
        if not words or "?" in part:
            continue
        if fold(words) in _SELF:
            found.append(Mention(None, Relation.self, words, words))
            continue
        inner = find_people(words, language)
        if inner:
            found += inner
        elif _is_name(words):
            found.append(Mention(words, None, words, words))
    return found[:MOST]


def read_signature(text: str, language: str | None = None) -> Mention | None:
    """By whom a letter or a message is signed in its last line; None where it is not."""
    lines = [line.strip() for line in text[-2000:].splitlines() if line.strip()]
    if not lines:
        return None
    last = lines[-1].strip(" ~-–—*♥❤.")
    before = lines[-2] if len(lines) > 1 else ""
    closed = bool(_CLOSING.search(last)) or (len(before) < 60 and bool(_CLOSING.search(before)))
    # "Your loving sister," stands alone in its line, as an address does at the beginning.
    closed = closed or (len(lines) > 2 and before.endswith(",") and len(before.split()) < 7)
    if not closed or len(last) > _LONGEST_NAME:
        return None
    if len(lines) == 1 and len(last.split()) > 5:
        return None
    signed = re.split(r"[,:]", last)[-1].strip(" .!x")
    signed = _CLOSING.sub(" ", signed).strip()
    inner = find_people(signed, language)
    if inner:
        return inner[0]
    return Mention(signed, None, signed, last) if _is_name(signed) else None


def lexicon_of(text: str, language: str | None = None) -> Lexicon:
    """In which of the six languages a text is written, by its small words; without any, in the
    language that is told."""
    told = LEXICONS.get((language or "en").partition("-")[0].lower(), LEXICONS["en"])
    words = [fold(word) for word in _TOKEN.findall(text[:2000])]
    counts = {
        code: sum(
            word in lexicon.small or word in lexicon.of or (word,) in lexicon.words
            for word in words
        )
        for code, lexicon in LEXICONS.items()
    }
    best = max(counts, key=lambda code: (counts[code], code == told.code))
    return LEXICONS[best] if counts[best] > counts[told.code] else told


def _mentions(lexicon: Lexicon, text: str) -> Iterator[Mention]:
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        length, relation = _noun(lexicon, tokens, at)
        if not length or relation is None:
            at += 1
            continue
        end = at + length
        before = fold(tokens[at - 1].group()) if at else ""
        owned = before in lexicon.mine
        mine = before not in _THEIRS
        named = _name_after(text, tokens, end - 1)
        spoken = text[tokens[at].start() : tokens[end - 1].end()]
        reverend = fold(spoken) in _REVEREND and not _is_possessive(lexicon, before)
        if named and not reverend:
            last = tokens[end + named - 1].end()
            name = text[tokens[end].start() : last].rstrip(".")
            title = fold(spoken) in _TITLES and not _is_possessive(lexicon, before)
            said = None if title else relation
            yield Mention(name, said, spoken, _around(text, tokens[at].start(), last), mine)
            at = end + named
            continue
        comma = _name_before(text, tokens, at, lexicon)
        if comma is not None:
            name = text[tokens[comma].start() : _end_of_name(text, tokens, comma)]
            yield Mention(
                name,
                relation,
                spoken,
                _around(text, tokens[comma].start(), tokens[end - 1].end()),
                mine,
            )
        elif not named and relation in _ONLY and _is_called(lexicon, spoken, before, owned):
            yield Mention(
                None,
                relation,
                spoken,
                _around(text, tokens[at].start(), tokens[end - 1].end()),
                True,
            )
        at = end


def _is_possessive(lexicon: Lexicon, before: str) -> bool:
    return before in lexicon.mine or before in lexicon.sexes or before in _THEIRS


def _noun(
    lexicon: Lexicon, tokens: Sequence[re.Match[str]], at: int
) -> tuple[int, Relation | None]:
    """How many words from here on are one kinship word, and which."""
    most = min(4, len(tokens) - at)
    for length in range(most, 0, -1):
        words = " ".join(token.group() for token in tokens[at : at + length])
        key = lexicon.tokens(words)
        known = lexicon.words.get(key)
        if known is None or (length == 1 and fold(words) in _SHORT):
            continue
        relations = {kin.relation for kin in known}
        only = relations.pop() if len(relations) == 1 else None
        if only is None or only is Relation.self:
            return 0, None
        return length, only
    word = tokens[at].group()
    if len(word) > 4 and lexicon.compounds:
        found = read_relation(word, lexicon.code)
        if found.relation is not None and found.language == lexicon.code:
            return 1, found.relation
    return 0, None


def _name_after(text: str, tokens: Sequence[re.Match[str]], last: int) -> int:
    """How many words behind this one are a name, with only blanks between."""
    count = 0
    names = 0
    while last + 1 + count < len(tokens) and count < 5:
        token, previous = tokens[last + 1 + count], tokens[last + count]
        if not _NAMED.fullmatch(text[previous.end() : token.start()]):
            break
        word = token.group()
        if word[0].isupper() and len(word) > 1:
            names = count + 1
        elif not (count and word.lower() in _PARTICLES):
            break
        count += 1
    return names


def _name_before(
    text: str, tokens: Sequence[re.Match[str]], at: int, lexicon: Lexicon
) -> int | None:
    """Where the name begins that stands before "…, my brother"; None where none does."""
    first = at
    while first and fold(tokens[first - 1].group()) in lexicon.small:
        first -= 1
    if first == at or not first:
        return None
    between = text[tokens[first - 1].end() : tokens[first].start()]
    if not re.fullmatch(r"\s*[,(–—-]\s*", between):
        return None
    begin = first - 1
    if not tokens[begin].group()[0].isupper():
        return None
    while begin and _NAMED.fullmatch(text[tokens[begin - 1].end() : tokens[begin].start()]):
        if not tokens[begin - 1].group()[0].isupper():
            break
        begin -= 1
    if lexicon.compounds and begin == first - 1 and begin:
        return None  # every noun has a capital there: one alone may be anything
    return begin


def _end_of_name(text: str, tokens: Sequence[re.Match[str]], begin: int) -> int:
    end = begin
    while end + 1 < len(tokens) and _NAMED.fullmatch(
        text[tokens[end].end() : tokens[end + 1].start()]
    ):
        if not tokens[end + 1].group()[0].isupper():
            break
        end += 1
    return tokens[end].end()


def _is_called(lexicon: Lexicon, spoken: str, before: str, mine: bool) -> bool:
    """Whether somebody is called by the word alone: "Dad", "my dad", "Oma"; and not "a father"."""
    if mine:
        return True
    if before in lexicon.small or before in ("his", "her", "their", "every", "each", "no"):
        # The Portuguese and Italians say "a avó" and "il babbo" of their own.
        return lexicon.code in ("pt", "it") and before in ("a", "o", "il", "la")
    return spoken[0].isupper()


def _is_name(words: str) -> bool:
    """Whether it looks like the name of somebody: a few words, with capitals."""
    parts = words.split()
    if not parts or len(parts) > 5 or len(words) > _LONGEST_NAME:
        return False
    return (
        all(
            part[0].isupper() or (number and part.lower() in _PARTICLES)
            for number, part in enumerate(parts)
        )
        and not any(c.isdigit() or c in "@_#<>{}[]|\\" for c in words)
        and any(len(_TOKEN.findall(part)) for part in parts)
    )


def _around(text: str, start: int, end: int) -> str:
    """The words and what stands around them, cut between words."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if first and " " in text[first:start]:
        first = text.index(" ", first) + 1
    if last < len(text) and " " in text[end:last]:
        last = text.rindex(" ", end, last)
    told = " ".join(text[first:last].split())
    return ("… " if first else "") + told + (" …" if last < len(text) else "")
