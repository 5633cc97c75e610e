"""Servers of one's own: what they cannot do is found out once, and where they stand."""

from __future__ import annotations

import pytest

from ai.base import ProviderError
from ai.narrative.providers.compatible import CompatibleNarrator
from tests.ai.narrative.providers.conftest import openers
from tests.ai.narrative.providers.test_contract import TASK
from tests.servers.narrators import NarratorServer


@pytest.mark.parametrize(
    ("knows", "asked_first", "asked_next"),
    [
        ({"json_schema", "json_object"}, ["json_schema"], ["json_schema"]),
        ({"json_object"}, ["json_schema", "json_object"], ["json_object"]),
        (set(), ["json_schema", "json_object", None], [None]),
    ],
)
def test_a_server_is_asked_for_the_most_and_what_it_does_not_know_is_remembered(
    server: NarratorServer,
    knows: set[str],
    asked_first: list[str | None],
    asked_next: list[str | None],
) -> None:
    server.forms = knows
    open_narrator = openers(server)["openai-compatible"]
    assert len(open_narrator().run(TASK).value.sentences) == 2
    assert [asked.form for asked in server.asked] == asked_first
    server.asked.clear()
    assert len(open_narrator().run(TASK).value.sentences) == 2  # a new one, as each telling makes
    assert [asked.form for asked in server.asked] == asked_next


def test_a_question_that_is_refused_for_another_reason_is_not_asked_in_another_form(
    server: NarratorServer,
) -> None:
    server.fault = "too-long"
    with pytest.raises(ProviderError):
        openers(server)["openai-compatible"]().run(TASK)
    assert [asked.form for asked in server.asked] == ["json_schema"]


@pytest.mark.parametrize(
    ("address", "local", "who"),
    [
        ("http://localhost:11434/v1", True, "localhost:11434"),
        ("http://127.0.0.1:8080/v1", True, "127.0.0.1:8080"),
        ("http://[::1]:8080/v1", True, "[::1]:8080"),
        ("http://192.168.1.20:8080/v1", False, "192.168.1.20:8080"),
        ("https://name:word@llm.example.org/v1", False, "llm.example.org"),
        ("http://localhost.example.org/v1", False, "localhost.example.org"),
    ],
)
def test_only_a_server_on_this_machine_is_local(address: str, local: bool, who: str) -> None:
    narrator = CompatibleNarrator("llama3.2", address=address)
    assert (narrator.local, narrator.who) == (local, who)


@pytest.mark.parametrize(
    ("address", "model"),
    [
        ("", "m"),
        ("localhost:11434", "m"),
        ("file:///etc/passwd", "m"),
        ("http://a/v1", ""),
        ("http://[::1/v1", "m"),
        ("http://a:b/v1", "m"),
    ],
)
def test_without_an_address_or_a_model_it_says_what_to_set(address: str, model: str) -> None:
    with pytest.raises(ProviderError, match=r"CHEST_NARRATOR_ADDRESS.*CHEST_NARRATOR_MODEL"):
        CompatibleNarrator(model, address=address)


def test_what_stays_on_this_machine_goes_through_no_proxy(
    server: NarratorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert openers(server)["openai-compatible"]().run(TASK).value.sentences
    with pytest.raises(ProviderError, match="cannot be reached"):
        openers(server)["openai"]().run(TASK)  # one that does leave it respects the proxy
