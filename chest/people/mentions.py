"""Whom a memory names, and what is proposed for it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from ai.narrative.kinship.mentions import Mention, find_people, read_signature, read_who
from ai.narrative.kinship.reading import read_relation
from ai.narrative.kinship.relations import Relation, inverse
from chest.models import (
    Account,
    Asset,
    Audience,
    Chest,
    Contribution,
    Kind,
    MentionIn,
    PersonProposal,
)
from chest.people.names import LONGEST_NAME, fold_name, key_of_calling, key_of_name

RECIPE = "1"
"""Another one reads everything anew."""


@dataclass(frozen=True)
class Told:
    """A mention, where it stands, and who says it."""

    mention: Mention
    place: MentionIn
    speaker: str | None


@dataclass(frozen=True)
class Memory:
    asset: Asset
    contribution: Contribution | None
    account: Account | None
    speakers: tuple[str, ...]

    @property
    def giver(self) -> str | None:
        giver = self.contribution or self.account
        return giver.name if giver else None

    @property
    def fingerprint(self) -> str:
        asset = self.asset
        parts = (
            RECIPE,
            self.giver,
            self.contribution.relation if self.contribution else None,
            asset.caption,
            asset.body,
            asset.who,
            asset.sender,
            asset.extracted_text if asset.kind is Kind.document else None,
            *self.speakers,
            # Names in it are read when it is opened, and forgotten when it no longer is.
            *([asset.audience.value] if asset.audience is Audience.only_me else []),
        )
        return sha256("\x1f".join(part or "" for part in parts).encode()).hexdigest()


def mentions_of(memory: Memory, chest: Chest) -> list[Told]:
    """Everybody whom a memory names, and where."""
    asset, giver, language = memory.asset, memory.giver, chest.language
    told: list[Told] = []
    if asset.audience is Audience.only_me:
        return told
    if giver:
        said = memory.contribution.relation if memory.contribution else ""
        told.append(Told(_giver(giver, said, chest), MentionIn.giver, None))
    if asset.who:
        found = read_who(asset.who, language)
        told += [Told(one, MentionIn.who, giver) for one in found]
    if asset.caption:
        told += [Told(o, MentionIn.caption, giver) for o in find_people(asset.caption, language)]
    words = asset.body or (asset.extracted_text if asset.kind is Kind.document else None)
    if words:
        signed = read_signature(words, language)
        writer = signed.name if signed and signed.name else giver
        if signed is not None:
            told.append(Told(signed, MentionIn.signature, giver))
        told += [Told(one, MentionIn.words, writer) for one in find_people(words, language)]
    for speaker in memory.speakers:
        told.append(Told(_named(speaker), MentionIn.speaker, giver))
    if asset.sender:
        told.append(Told(_named(asset.sender), MentionIn.sender, giver))
    return told


def _named(name: str) -> Mention:
    return Mention(name, None, name, name)


def _giver(name: str, said: str, chest: Chest) -> Mention:
    """Whoever gave it, and what they are by their own words: "niece", or "she was my aunt"."""
    names = tuple(filter(None, (chest.name, chest.called, chest.nick_name)))
    found = read_relation(said, chest.language, names=names)
    relation = found.relation
    if relation is not None and found.mine:
        relation = inverse(relation)
    return Mention(name, relation, said, f"{name}, {said}" if said else name)


def propose(chest: Chest, mention: Mention, speaker: str | None) -> PersonProposal | None:
    """What is proposed for a mention, as a row that is not kept yet; None where nothing is to be
    asked: whoever it is, is called by a word and nobody knows who speaks."""
    if mention.relation is Relation.self and mention.name is None:
        # "Me", on a picture that somebody gave.
        return propose(chest, _named(speaker), None) if speaker else None
    if mention.name is None:
        if speaker is None or mention.relation is None:
            return None
        return PersonProposal(
            chest_id=chest.id,
            key=key_of_calling(mention.relation, speaker),
            name=mention.words[:LONGEST_NAME],
            relation=mention.relation.value,
            relation_words=mention.words[:LONGEST_NAME],
            said_by=speaker[:LONGEST_NAME],
        )
    name = " ".join(mention.name.split())[:LONGEST_NAME]
    if not fold_name(name):
        return None
    by_speaker = mention.relation is not None and mention.mine
    return PersonProposal(
        chest_id=chest.id,
        key=key_of_name(name),
        name=name,
        relation=mention.relation.value if mention.relation else None,
        relation_words=mention.words[:LONGEST_NAME] if mention.relation else None,
        said_by=speaker[:LONGEST_NAME] if by_speaker and speaker else None,
    )
