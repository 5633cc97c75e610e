"""Every page in a made-up language: what is read without accents did not go through gettext, and
what was glued together of pieces shows its seams. The family here writes in letters that are not
Latin, so that each Latin letter is in a word of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.message import Message
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from chest.contributions.moderation import Decision
from chest.ingest.job import LOST
from chest.letters import contents
from chest.letters.composing import NOBODY, compose
from chest.library import Library
from chest.models import (
    Asset,
    AssetState,
    Audience,
    DateOrigin,
    Kind,
    LinkPermission,
    ProcessingStep,
    Review,
    Role,
    Step,
    StepState,
    UploadBatch,
    new_id,
    utc_now,
)
from chest.security.cookies import LINK_COOKIE, RECEIPT_COOKIE, SESSION_COOKIE
from chest.sharing.links import LinkTerms
from chest.stories import telling
from language import current, say, speaking
from pages.components.shared.sources import Spoken, worded
from pages.parts import session
from tests.app_server import ROOT
from tests.builders import add_account, add_asset, add_link, add_member
from tests.language.pseudo import LANGUAGE, OPENS, accented, lay_out, untold
from tests.pages.visits import Visitor

CHEST = "Роза Алмейда"
# Of what Streamlit and our components are told, these are words; the rest is for machines.
_FIELDS = {"body", "label", "help", "placeholder", "options", "html_content", "title"}
_MACHINES = {
    *("id", "kind", "href", "state", "url", "src", "of", "look", "autocomplete", "thumb", "blur"),
    *("key", "kept", "memory", "version", "token", "field", "target", "query", "bulk", "count"),
    *("date", "owner", "scopes", "poster", "download", "speaksAs", "accept", "page", "gift"),
    *(
        "ways",
        "sentence",
        "chapters",
        "name",
        "when",
        "needs",
        "said",
        "time",
        "file",
        "media_type",
    ),
    "audiences",
    "story",
}


def ahead() -> date:
    return utc_now().date() + timedelta(days=30)


def tell(scene: Scene) -> UUID:
    """Have the story told at once, as the worker would."""
    story = scene.library.stories.begin(scene.ana.viewer, scene.chest_id, audience=Audience.family)
    telling.TellStory(database=scene.library.database).tell(story.id)
    return story.id


class Scene:
    """A chest in which there is something of everything, and who looks at it."""

    def __init__(self, library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
        self.library, self.ana, self._monkeypatch = library, ana, monkeypatch
        library.accounts.rename(ana.viewer, "Анна")
        self.chest_id = library.chests.create(
            ana.viewer, name=CHEST, pronoun="she", born="1931", died="2019", words="Швея"
        ).id

    def photo(self, **fields: Any) -> UUID:
        given = {
            "caption": "Паром",
            "taken_edtf": "1964",
            "taken_sort": "1964-01-01",
            "taken_source": DateOrigin.user,
            "original_name": "паром.jpg",
            "added_by": self.ana.viewer.account_id,
            "bytes": 880_703,
        }
        return add_asset(self.library.database, self.chest_id, **{**given, **fields})

    def link(self, **terms: Any) -> tuple[str, UUID]:
        """The cookie of somebody who has gone in, and the link."""
        asked = LinkTerms(**{"permission": LinkPermission.add, "label": "Тётя", **terms})
        made = self.library.sharing.create(self.ana.viewer, self.chest_id, asked)
        assert made.token
        return self.library.visits.open_session(made.token).cookie, made.id

    def give(self, cookie: str) -> str:
        aunt = self.library.visits.get_viewer(cookie)
        draft = self.library.contributions.open_draft(
            aunt, name="Граса", relation="сестра", consent=True
        )
        self.library.contributions.update(aunt, draft.id, message="Лодка была синей.")
        receipt = self.library.contributions.submit(aunt, draft.id).receipt
        assert receipt
        return receipt

    def open(
        self, page: str = "", *, cookies: dict[str, str] | None = None, **query: str
    ) -> AppTest:
        shown = {SESSION_COOKIE: self.ana.token} if cookies is None else cookies
        asked = {"Accept-Language": f"{LANGUAGE},en;q=0.5"}
        self._monkeypatch.setattr(session, "shared_library", lambda: self.library)
        self._monkeypatch.setattr(ContextProxy, "cookies", property(lambda _self: shown))
        self._monkeypatch.setattr(ContextProxy, "headers", property(lambda _self: asked))
        app = AppTest.from_file(str(ROOT / "pages" / "index.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if page:
            app.switch_page(page).run()
        assert not app.exception
        return app


def tell_ready(scene: Scene, broken: UUID) -> None:
    """That files are ready, and more could not be read than are named."""
    moment = utc_now()
    with scene.library.database.write() as session_:
        session_.get_one(Asset, broken).state = AssetState.failed
        session_.add(
            UploadBatch(
                chest_id=scene.chest_id,
                account_id=scene.ana.viewer.account_id,
                **dict.fromkeys(("begun_at", "last_at", "looked_at", "settled_at"), moment),
                ready=212,
                failed=9,
                failed_ids=[str(broken)],
            )
        )


@pytest.fixture
def scene(library: Library, ana: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    lay_out(tmp_path / "locale", monkeypatch)
    return Scene(library, ana, monkeypatch)


def read(app: AppTest) -> Iterator[str]:
    """Everything on the page that is read or read out, piece by piece."""
    pending: list[Any] = [app._tree]
    while pending:
        node = pending.pop()
        pending += getattr(node, "children", {}).values()
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            yield from words_of(proto)


def words_of(proto: Message) -> Iterator[str]:
    for field, value in proto.ListFields():
        is_one = isinstance(value, (str, bytes, int, float, Message))
        values = [value] if is_one else value
        for one in values:
            if isinstance(one, Message):
                yield from words_of(one)
            elif isinstance(one, str) and field.name in _FIELDS:
                yield one
            elif isinstance(one, str) and field.name == "json":
                yield from words_in(json.loads(one))


def words_in(told: Any) -> Iterator[str]:
    """The words among what a component is told."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list):
        for one in told:
            yield from words_in(one)
    elif isinstance(told, dict):
        for name, one in told.items():
            if name in ("words", "labels"):
                yield from every_word(one)
            elif name not in _MACHINES:
                yield from words_in(one)


def every_word(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for one in told.values():
            yield from every_word(one)
    elif isinstance(told, list):
        for one in told:
            yield from every_word(one)


def press(pressed: Any) -> AppTest:
    """Press it. What stands in other fields is looked up here, by the words of its choices."""
    with speaking(LANGUAGE):
        run: AppTest = pressed.click().run()
    assert not run.exception
    return run


def assert_told(app: AppTest, *, at_least: int = 1) -> None:
    pieces = list(read(app))
    assert [wrong for piece in pieces if (wrong := untold(piece))] == []
    assert sum(OPENS in piece for piece in pieces) >= at_least, pieces


def test_the_first_hour_of_an_installation(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ana: Visitor
) -> None:
    lay_out(tmp_path / "locale", monkeypatch)
    empty = Scene.__new__(Scene)
    empty.library, empty.ana, empty._monkeypatch = library, ana, monkeypatch
    assert_told(empty.open(), at_least=10)  # whom is the first chest for?
    assert_told(empty.open(cookies={}), at_least=3)  # sign in
    assert_told(empty.open(cookies={}, forgot="1"), at_least=3)
    assert_told(empty.open(cookies={}, reset="x"), at_least=2)
    assert_told(empty.open(cookies={}, invitation="x"), at_least=2)
    monkeypatch.setattr(library.accounts, "is_claimed", lambda: False)
    assert_told(empty.open(cookies={}), at_least=2)  # the first account


def test_an_empty_chest(scene: Scene) -> None:
    for page in ("", "overview.py", "timeline.py", "add.py", "story.py", "moderate.py"):
        assert_told(scene.open(page, chest=str(scene.chest_id)))
    app = scene.open("home.py")
    scene.library.chests.delete(scene.ana.viewer, scene.chest_id)
    assert_told(app)
    assert_told(scene.open("home.py"))


def test_what_a_family_looks_at(scene: Scene) -> None:
    photo = scene.photo(camera="Лейка", latitude=38.5, longitude=-8.9, sha256="0" * 64)
    scene.photo(kind=Kind.video, duration=3725.0, taken_edtf=None, taken_sort="9" * 29)
    scene.photo(review=Review.held)
    broken = scene.photo(kind=Kind.other, state=AssetState.failed, caption=None)
    note = scene.library.assets.add_note(
        scene.ana.viewer, scene.chest_id, body="Лодка была синей.", taken="1964"
    )
    with scene.library.database.write() as session_:
        for step, state, reason in (
            (Step.hash, StepState.done, None),
            (Step.derivatives, StepState.failed, "There is no room left where the files are kept."),
            (Step.tag, StepState.skipped, "There is no picture in this file."),
        ):
            session_.add(
                ProcessingStep(asset_id=broken, step=step, state=state, reason=reason, attempts=1)
            )
    gone = scene.photo(caption="Дом")
    scene.library.assets.delete(scene.ana.viewer, gone)
    version = scene.library.assets.get(scene.ana.viewer, photo).version
    scene.library.assets.edit(
        scene.ana.viewer, photo, version=version, changes={"place": "Лиссабон", "caption": "Мост"}
    )
    where = {"chest": str(scene.chest_id)}
    tell_ready(scene, broken)
    assert_told(scene.open("overview.py", **where), at_least=9)
    assert_told(scene.open("timeline.py", **where), at_least=20)
    for asset in (photo, broken, note.id, gone):
        assert_told(scene.open("memory.py", **where, id=str(asset)), at_least=2)


def test_a_story_that_was_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.photo()
    told = tell(scene)
    assert_told(scene.open("story.py", chest=str(scene.chest_id)), at_least=5)
    scene.photo(caption="Мост")
    assert_told(scene.open("story.py", chest=str(scene.chest_id)), at_least=6)
    assert told


def test_links_and_what_comes_through_them(scene: Scene) -> None:
    cookie, link_id = scene.link(max_uses=3, password="синяя лодка", expires_at=ahead())
    for url in ("https://chest.example.org", "http://192.168.1.4:8501", "http://localhost:8501"):
        scene._monkeypatch.setattr(session, "base_url", lambda url=url: url)
        app = scene.open("share.py", chest=str(scene.chest_id))
        assert_told(app, at_least=8)
    [close] = [each for each in app.button if each.key == f"close-{link_id}"]
    assert_told(press(close), at_least=8)
    scene.library.sharing.revoke(scene.ana.viewer, link_id)
    assert_told(scene.open("share.py", chest=str(scene.chest_id)), at_least=6)
    assert cookie


def test_what_waits_for_approval(scene: Scene) -> None:
    for _gift in range(4):
        cookie, _link = scene.link()
        scene.library.visits.press_continue(cookie)
        scene.give(cookie)
    library, me = scene.library, scene.ana.viewer
    first, second, *_rest = library.moderation.list_contributions(me, scene.chest_id).items
    library.moderation.review(me, scene.chest_id, [first.id], Decision.decline)
    library.moderation.hold(me, second.id, until=ahead())
    app = scene.open("moderate.py", chest=str(scene.chest_id))
    assert_told(app, at_least=20)
    [approve] = [each for each in app.button if each.label == accented("Approve")]
    assert_told(press(approve), at_least=10)


def test_who_belongs_here(scene: Scene) -> None:
    library, me = scene.library, scene.ana.viewer
    library.invitations.invite(me, scene.chest_id, role=Role.member, email="tia@example.org")
    other = add_account(library.database, "Томас")
    add_member(library.database, scene.chest_id, other, Role.curator)
    add_link(library.database, scene.chest_id, other)
    scene.photo(renditions=["preview"])
    where = {"chest": str(scene.chest_id)}
    app = scene.open("settings.py", **where)
    assert_told(app, at_least=40)
    assert other.account_id
    [remove] = [each for each in app.button if each.key == f"remove-{other.account_id}"]
    assert_told(press(remove), at_least=40)
    assert_told(scene.open("membership.py", **where), at_least=8)
    app = scene.open("account.py")
    assert_told(app, at_least=10)
    app.text_input(key="account-name").set_value("")
    [save] = [each for each in app.button if each.label == accented("Save")]
    assert_told(press(save), at_least=10)
    token = library.invitations.invite(me, scene.chest_id, role=Role.viewer).token
    assert_told(scene.open(invitation=token), at_least=2)
    assert_told(scene.open(cookies={}, invitation=token), at_least=6)


def test_a_relative_who_came_by_a_link(scene: Scene) -> None:
    library = scene.library
    locked, _link = scene.link(password="синяя лодка")
    assert_told(scene.open("contribute.py", cookies={LINK_COOKIE: locked}), at_least=2)
    cookie, link_id = scene.link()
    came = {LINK_COOKIE: cookie}
    assert_told(scene.open("contribute.py", cookies=came), at_least=3)  # the door
    library.visits.press_continue(cookie)
    assert_told(scene.open("contribute.py", cookies=came, step="name"), at_least=5)
    aunt = library.visits.get_viewer(cookie)
    draft = library.contributions.open_draft(aunt, name="Граса", relation="сестра", consent=True)
    for kind in (Kind.photo, Kind.audio, Kind.other):
        scene.photo(kind=kind, contribution_id=draft.id, review=Review.draft, who="Роза")
    [mine] = library.contributions.list_own(aunt)
    steps = ["consent", "words", "files", "send", *(f"about-{file.id}" for file in mine.items)]
    for step in steps:
        assert_told(scene.open("contribute.py", cookies=came, step=step), at_least=3)
    library.contributions.update(aunt, draft.id, message="Лодка была синей.", message_taken="1964")
    receipt = library.contributions.submit(aunt, draft.id).receipt
    assert receipt
    for step in ("thanks", "given", "again"):
        assert_told(scene.open("contribute.py", cookies=came, step=step), at_least=3)
    assert_told(scene.open("shared.py", cookies=came))
    holds = {RECEIPT_COOKIE: receipt}
    app = scene.open("receipt.py", cookies=holds)
    assert_told(app, at_least=6)
    [back] = [each for each in app.button if each.label == accented("Take it back…")]
    assert_told(press(back), at_least=6)
    library.receipts.withdraw(receipt)
    assert_told(scene.open("receipt.py", cookies=holds), at_least=4)
    library.sharing.revoke(scene.ana.viewer, link_id)
    assert_told(scene.open("contribute.py", cookies=came), at_least=3)  # it has ended
    assert_told(scene.open("receipt.py", cookies={}), at_least=2)
    only_look, _link = scene.link(permission=LinkPermission.look)
    assert_told(scene.open("contribute.py", cookies={LINK_COOKIE: only_look}), at_least=3)
    library.visits.press_continue(only_look)
    assert_told(scene.open("shared.py", cookies={LINK_COOKIE: only_look}))


@pytest.mark.parametrize(
    "content",
    [
        contents.ResetPassword(address="https://chest.example.org/?reset=x"),
        contents.Invitation(
            address="https://chest.example.org/?invitation=x",
            inviter="Анна",
            chest=CHEST,
            until="21.3.2026",
        ),
        contents.Receipt(address="https://chest.example.org/r/x", chest=CHEST),
        contents.Test(),
        contents.Waiting(
            giver="Граса",
            chest=CHEST,
            waits="It waits for you, and there is more that you have not seen yet.",
            address="https://chest.example.org/moderate",
            stop_address="https://chest.example.org/membership",
        ),
        contents.Ready(
            chest=CHEST,
            ready=212,
            failed=3,
            not_read=[
                contents.NotRead(
                    name="",
                    reason=LOST,
                    address="https://chest.example.org/memory",
                )
            ],
            unnamed=2,
            is_gift=True,
            address="https://chest.example.org/overview",
        ),
    ],
    ids=lambda content: content.kind.value,
)
def test_letters(content: contents.Content, scene: Scene) -> None:
    with speaking(LANGUAGE):
        letter = compose(new_id(), content.kind, asdict(content), to="t@example.org", sender=NOBODY)
    assert OPENS in str(letter["Subject"])
    assert untold(str(letter["Subject"])) is None
    for part in letter.iter_parts():
        text = part.get_content()
        assert [wrong for line in text.splitlines() if (wrong := untold(line))] == []
        assert f'lang="{LANGUAGE}"' in text or part.get_content_type() == "text/plain"


def test_what_every_component_begins_with(scene: Scene) -> None:
    made = [
        one
        for path in sorted((ROOT / "pages" / "components").glob("*/*.py"))
        for one in vars(import_module(f"pages.components.{path.parent.name}.{path.stem}")).values()
    ]
    made += [one for table in made if isinstance(table, dict) for one in [*table.values()]]
    begun = {one for one in made if isinstance(one, Spoken)}
    assert len(begun) >= 7
    with speaking(LANGUAGE):
        assert current() == LANGUAGE
        for one in begun:
            assert untold(worded(one._html, say(one._words))) is None


def test_english_is_noticed_and_so_is_what_is_glued_together() -> None:
    assert untold(accented("Nothing waits for you.")) is None
    assert untold(f"{accented('For the chest of {name}')}".format(name=CHEST)) is None
    assert "not translated" in str(untold("Nothing waits for you."))
    assert "not translated" in str(untold(f"{accented('Deleted')} on 3.4.2026"))
    assert "not translated" in str(untold("<p class='soft'><img alt='A picture'></p>"))
    assert "glued together" in str(untold(accented("Deleted") + " " + accented("by hand")))
    assert untold("<style>p { color: red }</style><p class='soft words'>1964</p>") is None
