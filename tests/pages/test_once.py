"""What pages write is written once, however often a button is pressed: either through `once`, or by
a call that does nothing the second time. Who adds a call that writes has to say which."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import get_type_hints

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException

from chest.library import Library
from pages.parts import once as once_module

PAGES = Path(__file__).parents[2] / "pages"
ROOMS = get_type_hints(Library)

# Calls that leave things as they are when they are made a second time, and why.
SAME_TWICE = {
    "accounts.rename": "the name is that name already",
    "albums.delete": "put away is put away",
    "albums.edit": "it names the version that it changes, and what it says is there by then",
    "albums.restore": "what is there is there",
    "albums.undo": "undone is undone",
    "assets.delete": "put away is put away",
    "assets.edit": "it names the version that it changes, and what it says is there by then",
    "assets.restore": "what is there is there",
    "assets.retry": "nothing is left to try",
    "bulk.delete": "put away is put away",
    "bulk.restore": "what is there is there",
    "bulk.undo": "undone is undone",
    "lockers.change": "it is called that by then",
    "lockers.lock": "what is shut stays shut",
    "lockers.set_passphrase": "it is that passphrase already",
    "look_alikes.reopen": "it is open again by then",
    "tags.drop_label": "taken out is taken out",
    "tags.switch_off_labels": "those are switched off by then",
    "people.delete": "off the list is off the list",
    "people.merge": "they are one by then",
    "people.part": "they are two by then",
    "people.restore": "who is there is there",
    "people.say_who_i_am": "the words are those words already",
    "proposals.dismiss": "set aside is set aside",
    "proposals.undo": "what waits waits",
    "pairs.show_apart": "they are apart by then",
    "pairs.show_as_one": "they are one by then",
    "chests.restore": "what is there is there",
    "contributions.open_draft": "a browser has one draft, which it is given again",
    "contributions.remove_file": "taken out is taken out",
    "contributions.submit": "sent is sent",
    "contributions.update": "the words are those words already",
    "copies.show_apart": "it stands apart already",
    "copies.show_as_one": "it is folded already",
    "decisions.decide": "what is decided so is decided so",
    "decisions.undo": "what waits waits",
    "exports.cancel": "ended is ended",
    "invitations.accept": "who belongs to the chest joins no second time",
    "invitations.revoke_invitation": "it has ended already",
    "members.remove": "who is gone is not there to be removed",
    "members.set_role": "the role is that role already",
    "moderation.approve": "whoever decided so changes nothing by deciding so again",
    "moderation.decline": "whoever decided so changes nothing by deciding so again",
    "moderation.hold": "the day is that day already",
    "moderation.review": "what is decided is told to be, and stays",
    "moderation.undo": "what waits waits",
    "notices.note_looked": "seen is seen",
    "notices.set_wanted": "the wish is that wish already",
    "ready.dismiss": "it is gone by then",
    "questions.answer": "answered is answered",
    "receipts.answer": "answered is answered",
    "receipts.unwithdraw": "given is given",
    "receipts.withdraw": "taken back is taken back",
    "sharing.revoke": "it has ended already",
    "sign_ins.sign_out_device": "it is signed out already",
    "visits.press_continue": "a browser is let in once and counted once",
}


def rooms_in(call: ast.Call) -> str | None:
    """ "room.method" where a page calls a door of the library."""
    func = call.func
    if not isinstance(func, ast.Attribute):
        return None
    owner = func.value
    room = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    cls = ROOMS.get(room)
    return f"{room}.{func.attr}" if cls is not None and hasattr(cls, func.attr) else None


def writes(cls: type, name: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether this method, or one of its own that it calls, opens a transaction that writes."""
    method = getattr(cls, name, None)
    if name in known or not inspect.isfunction(method):
        return False
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if node.attr == "write" and "database" in ast.unparse(node.value):
                return True
            if getattr(node.value, "id", "") == "self" and writes(cls, node.attr, known | {name}):
                return True
    return False


def calls(tree: ast.AST, *, guarded: bool = False) -> Iterator[tuple[str, bool, int]]:
    """Every call of a door, and whether it is made by what `once` was given."""
    for node in ast.iter_child_nodes(tree):
        inside = guarded
        if isinstance(node, ast.Call):
            if door := rooms_in(node):
                yield door, guarded, node.lineno
            if getattr(node.func, "id", "") == "once":
                inside = True
        yield from calls(node, guarded=inside)


def found() -> list[tuple[str, str, bool]]:
    return [
        (f"{path.relative_to(PAGES)}:{line}", door, guarded)
        for path in sorted(PAGES.rglob("*.py"))
        for door, guarded, line in calls(ast.parse(path.read_text(encoding="utf-8")))
    ]


def is_writing(door: str) -> bool:
    room, _, method = door.partition(".")
    return writes(ROOMS[room], method)


def test_every_call_that_writes_is_guarded_or_does_nothing_twice() -> None:
    bare = [
        f"{where}: {door}"
        for where, door, guarded in found()
        if is_writing(door) and not guarded and door not in SAME_TWICE
    ]
    assert not bare, "give it to pages.parts.once, or say in SAME_TWICE why it may be called twice"


def test_what_is_said_to_be_the_same_twice_is_called_by_a_page_and_writes() -> None:
    called = {door for _, door, guarded in found() if not guarded}
    assert set(SAME_TWICE) <= called
    assert {door for door in SAME_TWICE if not is_writing(door)} == set()


@pytest.mark.parametrize(
    ("door", "expected"),
    [
        ("chests.create", True),
        ("moderation.review", True),  # through calls of its own
        ("chests.get", False),
        ("gifts.list_pieces", False),
    ],
)
def test_it_is_known_what_writes(door: str, expected: bool) -> None:
    assert is_writing(door) is expected


def test_a_bare_call_is_noticed() -> None:
    bare = ast.parse("def f():\n    library.chests.create(person, name='Rosa')\n")
    given = ast.parse("once('b', 1, lambda: library.chests.create(person, name='Rosa'))\n")
    assert list(calls(bare)) == [("chests.create", False, 2)]
    assert list(calls(given)) == [("chests.create", True, 1)]


def test_a_second_press_waits_while_the_first_one_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit begins the next run while the last one is still in the middle of something."""
    monkeypatch.setattr(once_module.st, "session_state", {})
    begun, go_on, made = Event(), Event(), []

    def make() -> str:
        begun.set()
        assert go_on.wait(10)
        made.append("link")
        return "link"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(once_module.once, "new-link", "the same", make)
        assert begun.wait(10)
        second = pool.submit(once_module.once, "new-link", "the same", make)
        go_on.set()
        assert (first.result(10), second.result(10)) == ("link", "link")
    assert made == ["link"]


class _AskedMeanwhile(dict[str, object]):
    """The state of a page, where another run is asked for: whoever touches it is stopped once."""

    asked = True

    def _stop(self) -> None:
        if self.asked:
            self.asked = False
            raise RerunException(RerunData())

    def __setitem__(self, name: str, note: object) -> None:
        self._stop()
        super().__setitem__(name, note)

    def pop(self, name: str, *otherwise: object) -> object:  # type: ignore[override]  # as Streamlit's
        self._stop()
        return super().pop(name, *otherwise)


def test_what_is_said_of_a_deed_is_kept_where_a_second_press_ends_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = _AskedMeanwhile({"gift-now": 1})
    monkeypatch.setattr(once_module.st, "session_state", state)
    with pytest.raises(RerunException):
        once_module.keep({"said": "It is put away.", "gift-now": None, "undo": 7})
    assert dict(state) == {"said": "It is put away.", "undo": 7}
    once_module.keep({"said": None})
    assert dict(state) == {"undo": 7}


def _bare_notes(tree: ast.AST) -> Iterator[int]:
    """Lines of a block that touch the page's state by themselves after something was written."""
    for node in ast.walk(tree):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if not isinstance(block, list):
                continue
            written = False
            for line in block:
                if written and isinstance(line, ast.Assign | ast.Expr | ast.AugAssign):
                    said = ast.unparse(line)
                    if said.startswith(("st.session_state[", "st.session_state.pop(")):
                        yield line.lineno
                written = written or (
                    isinstance(line, ast.Assign | ast.Expr)
                    and any(is_writing(door) for door, _, _ in calls(line))
                )


def test_after_a_deed_notes_are_kept_together() -> None:
    bare = "def f():\n    library.chests.restore(person, 1)\n    st.session_state['said'] = 1\n"
    assert list(_bare_notes(ast.parse(bare))) == [3]
    found = [
        f"{path.relative_to(PAGES)}:{line}"
        for path in sorted(PAGES.rglob("*.py"))
        for line in _bare_notes(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == [], "the second press of a double click ends the run there: use `keep`"
