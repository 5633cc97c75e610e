"""What the family changed about a story, laid over each telling of it.

A telling is never changed itself. An edit knows its sentence by what that said and rested on, and
finds it again in whatever a narrator makes of it; see `likeness`. What was taken out stays out, and
a sentence that may say it waits for somebody to look. The family's words are never lost while a
chapter is there to hold them: where nothing like their sentence is told, they stand beside what
rests on the same memories, else at the end of the chapter of that time.

Nothing here depends on chance or on the clock: the same telling and edits give the same story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ai.narrative.base import CHEST
from ai.narrative.changes import (
    MAY_BE_REMOVED,
    MAY_BE_REWRITTEN,
    Carried,
    Chapter,
    Dating,
    Edit,
    How,
    Laid,
    Line,
    Told,
    ToldChapter,
)
from ai.narrative.chapter_finding import find_chapter, find_nearness
from ai.narrative.likeness import DIFFERENT, Comparing, Kind, Likeness, Said, overlap
from ai.narrative.likeness import sharing as share

_WORDS = ("rewrite", "lock")
_LIKELY = 0.4  # how near a sentence of other words has to be, to wait because of a rewritten one


def lay_over(
    telling: Sequence[ToldChapter],
    edits: Sequence[Edit],
    *,
    names: Mapping[str, str] | None = None,
    dated: Dating = lambda _: {},
) -> Laid:
    """The telling with the edits, the oldest first, laid over it."""
    return _Laying(telling, edits, names, dated).lay()


@dataclass(slots=True, eq=False)
class _Row:
    """A told sentence while edits are laid over it."""

    told: Told
    chapter: int
    at: int
    line: Line
    gone: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    row: _Row
    likeness: Likeness


class _Laying:
    def __init__(
        self,
        telling: Sequence[ToldChapter],
        edits: Sequence[Edit],
        names: Mapping[str, str] | None,
        dated: Dating,
    ) -> None:
        self._telling = telling
        self._edits = edits
        self._dated = dated
        self._order = {edit.id: n for n, edit in enumerate(edits)}
        self._rows: list[_Row] = []
        for number, chapter in enumerate(telling):
            for told in chapter.sentences:
                line = Line(told=told, opens=told.opens)
                self._rows.append(_Row(told, number, len(self._rows), line))
        self._comparing = Comparing((row.told.said for row in self._rows), names=names)
        self._by_memory: dict[str, list[_Row]] = {}
        self._by_word: dict[str, list[_Row]] = {}
        for row in self._rows:
            for memory in row.told.said.memories or ("",):
                self._by_memory.setdefault(memory, []).append(row)
            for word in self._comparing.wording(row.told.said).content:
                self._by_word.setdefault(word, []).append(row)
        self._about: dict[str, Edit] = {}
        self._gone: dict[str, int] = {}
        self._waiting: dict[str, int] = {}
        self._how: dict[str, How] = {}
        self._behind: dict[int, list[Edit]] = {}  # words to stand behind a row
        self._following: dict[str, list[Edit]] = {}  # and behind an inserted sentence
        self._at_end: dict[int, list[Edit]] = {}
        self._unhoused: list[Edit] = []

    def lay(self) -> Laid:
        matches = {
            edit.id: self._match(edit)
            for edit in self._edits
            if edit.op not in ("rename", "accept")
        }
        self._accept()
        self._put_words(matches)
        for edit in self._edits:
            if edit.op in ("remove", "withhold"):
                self._take_out(edit, matches[edit.id])
        self._insert(matches)
        chapters = [self._compose(n, chapter) for n, chapter in enumerate(self._telling)]
        chapters += [self._house(self._unhoused)] if self._unhoused else []
        self._rename(chapters)
        carried = {
            edit.id: Carried(
                self._how.get(edit.id, "nowhere"),
                self._gone.get(edit.id, 0),
                self._waiting.get(edit.id, 0),
            )
            for edit in self._edits
        }
        return Laid([chapter for chapter in chapters if chapter.lines], carried, self._about)

    # ---- which sentences an edit is about ----

    def _match(self, edit: Edit) -> list[_Match]:
        """The sentences that may be the edit's, likeliest first."""
        best: dict[int, _Match] = {}
        for anchor in edit.anchors:
            for row in self._candidates(anchor.said):
                found = self._comparing.compare(anchor.said, row.told.said, anchor.beside)
                if found is DIFFERENT:
                    continue
                known = best.get(row.at)
                if known is None or _rank(found) > _rank(known.likeness):
                    best[row.at] = _Match(row, found)
        return sorted(best.values(), key=lambda m: (_negative(_rank(m.likeness)), m.row.at))

    def _candidates(self, said: Said) -> Iterable[_Row]:
        """All rows that rest on something in common with it, on nothing, or have all its words."""
        found = {row.at for memory in said.memories for row in self._by_memory.get(memory, ())}
        found.update(row.at for row in self._by_memory.get("", ()))
        words = self._comparing.wording(said).content
        if words:
            rarest = min(words, key=lambda word: (len(self._by_word.get(word, ())), word))
            found.update(row.at for row in self._by_word.get(rarest, ()))
        return [self._rows[at] for at in sorted(found)]

    def _is_home(self, edit: Edit, row: _Row) -> bool:
        """Whether the row is in the chapter that the edit's sentence was in."""
        chapter = self._telling[row.chapter]
        if edit.chapter_key or chapter.key:
            return edit.chapter_key == chapter.key
        return edit.chapter_title == chapter.title

    # ---- what is done about them ----

    def _accept(self) -> None:
        """Somebody said that a sentence may be told: this one, word for word, and no other."""
        for edit in self._edits:
            if edit.op != "accept":
                continue
            for anchor in edit.anchors:
                for row in self._candidates(anchor.said):
                    if self._comparing.compare(anchor.said, row.told.said).kind is Kind.exact:
                        row.line.accepted = edit
                        self._about[row.told.id] = edit
                        self._how[edit.id] = "there"

    def _put_words(self, matches: Mapping[str, list[_Match]]) -> None:
        """Each rewritten or locked sentence in the place of the one that is told instead of it."""
        edits = [edit for edit in self._edits if edit.op in _WORDS]
        pairs = sorted(
            (
                (_negative(_rank(match.likeness)), not self._is_home(edit, match.row)),
                match.row.at,
                self._order[edit.id],
                edit,
                match,
            )
            for edit in edits
            for match in matches[edit.id]
            if match.likeness.kind >= Kind.part and match.likeness.sharing
        )
        for _, _, _, edit, match in pairs:
            if edit.id not in self._how and match.row.line.edit is None:
                match.row.line.edit = edit
                self._about[match.row.told.id] = edit
                self._how[edit.id] = "there"
        for edit in edits:
            self._settle(edit, matches[edit.id])
        for edit in edits:
            if edit.id not in self._how:
                self._place(edit, matches[edit.id])

    def _settle(self, edit: Edit, matches: Iterable[_Match]) -> None:
        """What else is told of a sentence that stands there in the family's words."""
        for row, likeness in ((m.row, m.likeness) for m in matches):
            if row.line.edit is not None or row.gone or not likeness.sharing:
                continue
            if self._is_accepted_since(row, edit):
                continue
            if likeness.kind >= Kind.part:
                if edit.op == "rewrite" or self._is_home(edit, row):
                    self._drop(edit, row)
            elif edit.op == "rewrite" and _may_say(likeness):
                self._hold(edit, row, MAY_BE_REWRITTEN)

    def _take_out(self, edit: Edit, matches: Iterable[_Match]) -> None:
        for row, likeness in ((m.row, m.likeness) for m in matches):
            if row.line.edit is not None or row.gone or self._is_accepted_since(row, edit):
                continue
            if edit.op == "withhold":
                if likeness.sharing and (likeness.kind >= Kind.part or _may_say(likeness)):
                    self._hold(edit, row, MAY_BE_REWRITTEN)
            elif likeness.kind >= Kind.part:
                self._drop(edit, row)
            else:
                self._hold(edit, row, MAY_BE_REMOVED)

    def _is_accepted_since(self, row: _Row, edit: Edit) -> bool:
        accepted = row.line.accepted
        return accepted is not None and self._order[accepted.id] > self._order[edit.id]

    def _drop(self, edit: Edit, row: _Row) -> None:
        row.gone = True
        self._about[row.told.id] = edit
        self._gone[edit.id] = self._gone.get(edit.id, 0) + 1
        if edit.op == "remove":
            self._how[edit.id] = "there"

    def _hold(self, edit: Edit, row: _Row, reason: str) -> None:
        if reason not in row.line.held:
            row.line.held.append(reason)
        self._waiting[edit.id] = self._waiting.get(edit.id, 0) + 1
        if edit.op in ("remove", "withhold"):
            self._how.setdefault(edit.id, "beside")

    def _insert(self, matches: Mapping[str, list[_Match]]) -> None:
        known = {edit.id for edit in self._edits if edit.op == "insert"}
        # The last that was inserted behind a sentence stands next to it.
        for edit in reversed([edit for edit in self._edits if edit.op == "insert"]):
            if edit.follows in known and self._order[edit.follows] < self._order[edit.id]:
                self._following.setdefault(edit.follows, []).append(edit)
                continue
            found = next(iter(matches[edit.id]), None)
            if found is not None and (found.likeness.kind > Kind.near or _may_say(found.likeness)):
                self._behind.setdefault(found.row.at, []).append(edit)
                self._how[edit.id] = "there"
            else:
                self._place(edit, matches[edit.id])

    # ---- words whose sentence is not told ----

    def _place(self, edit: Edit, matches: Sequence[_Match]) -> None:
        """Beside what may say it, else beside what rests on the same, else in its time."""
        beside = matches[0].row if matches and matches[0].likeness.sharing else None
        beside = beside or self._find_neighbour(edit)
        if beside is not None:
            self._behind.setdefault(beside.at, []).append(edit)
            self._how[edit.id] = "beside"
            return
        number = find_chapter(self._telling, edit, self._dated)
        if number is None:
            self._unhoused.append(edit)
        else:
            self._at_end.setdefault(number, []).append(edit)
        self._how[edit.id] = "in its time"

    def _find_neighbour(self, edit: Edit) -> _Row | None:
        base = edit.anchors[0].said if edit.anchors else Said("")
        words = Said(edit.text, edit.sources or base.sources, language=base.language)
        ranked = [
            ((level, self._is_home(edit, row), overlap(words, row.told.said)), row)
            for memory in sorted(words.memories - {CHEST})
            for row in self._by_memory.get(memory, ())
            if (level := share(words, row.told.said))
        ]
        return max(ranked, key=lambda one: (one[0], -one[1].at))[1] if ranked else None

    # ---- the story as it reads ----

    def _compose(self, number: int, told: ToldChapter) -> Chapter:
        lines: list[Line] = []
        opens = False
        lost = False
        for row in self._rows_of(number):
            if row.gone:
                lost, opens = True, opens or row.line.opens
            else:
                row.line.opens = row.line.opens or opens
                opens = False
                lines.append(row.line)
            lines += self._own(self._behind.get(row.at, ()))
        lines += self._own(self._at_end.get(number, ()))
        if lost and not any(line.sources for line in lines):
            lines = [line for line in lines if line.edit]  # only links between what is gone
        return Chapter(told.id, told.title, lines)

    def _rows_of(self, number: int) -> Iterator[_Row]:
        return (row for row in self._rows if row.chapter == number)

    def _own(self, edits: Iterable[Edit]) -> Iterator[Line]:
        for edit in edits:
            self._how.setdefault(edit.id, "there")
            yield Line(edit=edit)
            yield from self._own(self._following.get(edit.id, ()))

    def _house(self, edits: Sequence[Edit]) -> Chapter:
        title = next((edit.chapter_title for edit in edits if edit.chapter_title), "")
        return Chapter(None, title, list(self._own(edits)))

    def _rename(self, chapters: Sequence[Chapter]) -> None:
        told = {chapter.id: chapter for chapter in self._telling}
        for edit in self._edits:
            if edit.op != "rename":
                continue
            ranked = [
                (nearness, -n, chapter)
                for n, chapter in enumerate(chapters)
                if chapter.id in told and (nearness := find_nearness(edit, told[chapter.id]))
            ]
            if ranked:
                chapter = max(ranked, key=lambda one: one[:2])[2]
                chapter.title, chapter.renamed = edit.text, edit
                self._how[edit.id] = "there"


def _rank(likeness: Likeness) -> tuple[int, float, bool]:
    return likeness.kind, likeness.score, likeness.sharing


def _negative(rank: tuple[int, float, bool]) -> tuple[int, float, bool]:
    return -rank[0], -rank[1], not rank[2]


def _may_say(likeness: Likeness) -> bool:
    return likeness.kind is Kind.within or likeness.score >= _LIKELY
