"""Names to providers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ai.base import ProviderError, UnknownProviderError
from ai.narrative.composer import Composer
from ai.registry import Entry, Registry, narrators


@pytest.mark.parametrize("name", ["composer", "composer:3", " composer "])
def test_the_composer_is_found_by_its_name_and_version(name: str) -> None:
    provider = narrators.get(name)
    assert isinstance(provider, Composer)
    assert (provider.name, provider.model, provider.local) == ("composer", "3", True)


def test_each_asking_makes_a_provider_of_its_own() -> None:
    assert narrators.get("composer") is not narrators.get("composer")


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("compser", "composer"),
        ("Composer", "composer"),
        ("composer:2", "composer:3"),
        ("xyz", None),
        ("", None),
    ],
)
def test_an_unknown_name_is_refused_with_what_was_probably_meant(
    name: str, suggestion: str | None
) -> None:
    with pytest.raises(UnknownProviderError) as refusal:
        narrators.get(name)
    error = refusal.value
    assert (error.name, error.suggestion, error.known) == (name, suggestion, ("composer:3",))
    assert error.kind == "request"
    assert repr(name) in str(error)
    assert ("Did you mean" in str(error)) == (suggestion is not None)
    assert "composer:3" in str(error)


def test_a_provider_is_made_only_when_it_is_asked_for() -> None:
    made: list[str] = []

    def make(model: str) -> Composer:
        made.append(model)
        return Composer()

    registry = Registry("narrative", {"small": Entry(make, ("base", "tiny"))})
    assert registry.list_names() == ["small:base", "small:tiny"]
    assert made == []
    registry.get("small")
    registry.get("small:tiny")
    assert made == ["base", "tiny"]


def test_importing_the_registry_imports_no_provider_and_no_model_library() -> None:
    heavy = ["torch", "transformers", "whisper", "anthropic", "openai", "ai.narrative.composer"]
    heavy += ["ai.narrative.providers"]
    code = f"import sys, ai.registry; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("kind", "again"), [("rate", True), ("network", True), ("auth", False), ("refused", False)]
)
def test_only_passing_troubles_are_worth_asking_again(kind: str, again: bool) -> None:
    error = ProviderError(kind, retry_after=3.0)  # type: ignore[arg-type]  # from a parameter list
    assert error.retryable is again
    assert error.retry_after == 3.0
    assert str(error) == kind


def test_a_provider_is_named_without_being_made() -> None:
    made: list[str] = []

    def make(model: str) -> Composer:
        made.append(model)
        return Composer()

    def missing(model: str) -> str | None:
        return "Set its address." if model != "c" else None

    registry = Registry(
        "narrative",
        {
            "small": Entry(make, ("base", "tiny")),
            "other": Entry(make, (), missing, any_model=True, local=False, who="Other"),
        },
    )
    offers = registry.list_offers()
    assert [(o.name, o.local, o.who, o.ready, o.reason) for o in offers] == [
        ("small:base", True, "", True, None),
        ("small:tiny", True, "", True, None),
        ("other", False, "Other", False, "Set its address."),
    ]
    assert registry.find("small").name == "small:base"
    assert registry.find("other:a:b").model == "a:b"
    assert (registry.find("other:c").ready, registry.find("other:d").ready) == (True, False)
    for unknown in ("small:large", "large", "other:"):
        with pytest.raises(UnknownProviderError):
            registry.find(unknown)
    assert made == []
    registry.get("other:a:b")
    assert made == ["a:b"]
