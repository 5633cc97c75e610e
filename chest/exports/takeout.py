"""What one person takes out of a chest for themselves: what they gave and wrote, and what is said
of them."""

from __future__ import annotations

from collections.abc import Sequence

from chest.exports.contents import Contents, Records
from chest.exports.memories import Packing, Problem, pack_memory, write_json
from chest.exports.names import Taken
from chest.exports.packing import Entry, text_entry
from chest.exports.reading import ReadMemory
from chest.exports.whose import tell_about, tell_account, tell_written
from chest.models import StoryState

_JSON = "application/json"
_GIVEN = "given/"
_WITH_ME = "with me/"


class TakeoutContents(Contents):
    """Originals with all that is known of them, and the rest as JSON."""

    def pack(self, one: ReadMemory, taken: Taken) -> Packing:
        folder = _GIVEN if one.given else _WITH_ME
        return pack_memory(self.blobs, one, taken, folder=folder, is_told=True)

    def list_last(self, packed: Records, problems: Sequence[Problem]) -> list[Entry]:
        mine: dict[str, str] = {}
        for one in packed():
            if one.about.get("record"):
                mine[one.about["memory"]] = one.path
        readable = [
            self.stories.get(self.asked.viewer, one.id)
            for one in self.stories.list_stories(self.asked.viewer, self.asked.chest_id)
            if one.state is StoryState.ready
        ]
        with self.database.read() as session:
            told = {
                "account.json": tell_account(session, self.asked, self.chest),
                "wrote.json": tell_written(session, self.asked),
                "about me.json": tell_about(session, self.asked, self.chest, mine, readable),
            }
        entries = [text_entry(path, write_json(words), type=_JSON) for path, words in told.items()]
        entries += self.list_problems("problems.json", problems)
        entries.append(self.readme(packed, problems))
        return [*entries, self.sums(packed, entries)]
