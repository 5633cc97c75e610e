"""What may not be told as it stands: text meant for a machine, links, markup, private numbers,
and labels (names, places) that would put a first person or an unwelcome word into our mouth.

The text itself is kept and shown where it was written; here it is only not quoted in the story.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Joiners (200C, 200D), direction marks and soft hyphens are left alone: Persian, Hebrew, emoji and
# text copied from books need them.
_CONTROLS = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f"
    "\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffd]"
)
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_LOOKALIKES = str.maketrans("аеорсухіԁɡ", "aeopcyxidg")

_MACHINE = (
    r"(?:ai|a\.i\.|assistant|chat ?gpt|claude|gemini|llm|(?:large )?language model|chatbot|narrator"
    r"|system prompt|story (?:writer|generator)|whoever (?:writes|generates))"
)
_ORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:ignore|disregard|forget|override|bypass|ignora|ignoriere|ignorez|oublie[zr]?|vergiss"
        r"|olvida|esquece|dimentica)\b.{0,30}\b(?:all|any|previous|prior|above|earlier|preceding"
        r"|foregoing|system|todas|alle|toutes|tutte|vorherigen|précédentes|anteriores|precedenti)\b"
        r".{0,30}\b(?:instruct|prompt|rule|direction|guideline|instru|anweisung|consigne|istruzion"
        r"|regel|regras|reglas)",
        rf"\b(?:dear|hey|hello|attention|to the|note to(?: the)?|listen,?) {_MACHINE}\b",
        rf"\b(?:as|you are|act as|pretend to be) an? {_MACHINE}\b",
        r"(?:^|[\n.!?] ?)(?:ai|assistant|chat ?gpt|llm|chatbot|system prompt)\s*[:,]",
        r"(?:^|\n) ?(?:system|assistant|developer|user)\s*:",
        r"<\|?(?:im_start|im_end|system|assistant|user|endoftext)\|?>|\[/?inst\]"
        r"|#{2,}\s*(?:system|instruction|human|assistant)",
        r"</?(?:source|system|instructions?|document|context)\b",
        r"\b(?:write|say|state|add|insert|include|mention|output|print)\b.{0,30}"
        r"\b(?:in the (?:story|biography|memoir|chapter)|in (?:every|each) (?:sentence|chapter))",
        r"\b(?:reveal|show|print|leak|repeat|output)\b.{0,30}"
        r"\b(?:system prompt|your prompt|api key|other (?:chests|families))",
        r"\b(?:do not|don't|never) (?:mention|cite|reveal|flag)\b.{0,30}"
        r"\bthis (?:message|note|instruction)",
        r"\b(?:jailbreak|dan mode|developer mode|prompt injection|new instructions?:"
        r"|admin override)",
        r"\b(?:speak|write|answer|reply|respond) (?:as|in the voice of) (?:her|him)\b"
        r"|\bas if (?:she|he) (?:is|were|was) (?:still )?alive",
    )
)
_UNWANTED = re.compile(
    r"https?:|ftp:|www\.|\w@\w|\b[\w-]{1,63}\.(?:com|org|net|io|ru|info|biz|co\.uk)\b"
    r"|<[a-zA-Z/!?]|\[[^\]\n]{0,80}\]\(|```|\{\{|\}\}|javascript:|data:text|&[a-z]{2,8};|&#\d"
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}"
    r"|\b(?:password|passwort|mot de passe|sort code|iban)\b",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"\d[\d ()/.-]{7,}\d")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_PRIVATE_DIGITS = 9  # a telephone number, a card, an account; two dates side by side hold fewer

_FIRST_PERSON = re.compile(
    r"(?<![\w'’])(?:I(?![.\w])(?:['’](?:m|ve|d|ll))?|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself"
    r"|[Ww]e(?:['’](?:re|ve|d|ll))?|[Uu]s|[Oo]urs?|[Oo]urselves)(?![\w'’])"
)
_UNWELCOME = re.compile(
    r"\b(?:passed|passing|passes away|closure|better place|looking down on|watching over"
    r"|would have wanted|everything happens for a reason|lost (?:her|his|their) battle"
    r"|oops|awesome)\b",
    re.IGNORECASE,
)
_NAME_CALLED_MY = re.compile(
    r"My (?!Aunt|Uncle|Mum|Mom|Mother|Father|Dad|Gran|Nan|Sister|Brother|Cousin|Friend|Wife"
    r"|Husband|Son|Daughter|Niece|Nephew)[A-Z]"
)
_DOUBLE_QUOTES = re.compile(r"[“”„‟«»″\"]")


def is_order_to_a_machine(text: str) -> bool:
    """Whether the text, or something hidden in it, speaks to whoever writes the story."""
    spelt_in_tags = " ".join(
        "".join(chr(ord(c) - 0xE0000) for c in run) for run in _TAGS.findall(text)
    )
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text) + "\n" + spelt_in_tags)
    lines = re.sub(r"[^\S\n]+", " ", plain.translate(_LOOKALIKES).lower())
    return any(order.search(lines) for order in _ORDERS)


def is_unwanted(passage: str) -> bool:
    """Whether a passage holds a link, an address, markup, a private number or control codes."""
    if _UNWANTED.search(passage) or _CONTROLS.search(passage):
        return True
    return any(
        sum(c.isdigit() for c in _YEAR.sub("", match[0])) >= _PRIVATE_DIGITS
        for match in _LONG_NUMBER.finditer(passage)
    )


def find_first_person(text: str) -> str | None:
    """The first word in which the teller would speak as "I" or "we", or None."""
    match = _FIRST_PERSON.search(text)
    return match[0] if match else None


def find_unwelcome(text: str) -> str | None:
    """The first word that this house does not say ("passed", "closure"), or None."""
    match = _UNWELCOME.search(text)
    return match[0] if match else None


def soften_quotes(text: str) -> str:
    """The text with its double quotation marks made single, so that it can stand inside double."""

    def single(match: re.Match[str]) -> str:
        mark, before = match[0], text[match.start() - 1 : match.start()]
        opens = mark in "“„«" or (
            mark in '"″‟' and (not before or not before.strip() or before in "([—–-")
        )
        return "‘" if opens else "’"

    return _DOUBLE_QUOTES.sub(single, text)


@lru_cache(maxsize=8192)  # the same names and places come with thousands of segments
def clean_label(label: str | None, *, longest: int = 80, whose: bool = False) -> str | None:
    """A name, place or relation fit to stand in a sentence of ours, or None.

    Whitespace is collapsed and double quotes become single. Labels that hold a link, markup, an
    order, an unwelcome word or a first person are refused; `whose` says that it names a person,
    who may be called "My Linh".
    """
    if not label:
        return None
    text = soften_quotes(" ".join(label.split())).strip(" ,;:-–—")
    if not text or len(text) > longest or not re.search(r"\w", text):
        return None
    if is_unwanted(text) or is_order_to_a_machine(text) or find_unwelcome(text):
        return None
    if find_first_person(text) and not (whose and _NAME_CALLED_MY.match(text)):
        return None
    return text
