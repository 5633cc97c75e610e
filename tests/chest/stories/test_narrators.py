"""Who can tell a story here, by what was set up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ai.base import ProviderError, UnknownProviderError
from chest.settings import Settings
from chest.stories.narrators import open_narrators

LEFT_OUT = {
    "anthropic:claude-sonnet-5-5": "CHEST_ANTHROPIC_API_KEY",
    "openai:gpt-6.1-terra": "CHEST_OPENAI_API_KEY",
    "openai-compatible": "CHEST_NARRATOR_ADDRESS",
    "local": "CHEST_NARRATOR_FOLDER",
}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, "of-another-program")
    return Settings(data_dir=tmp_path, _env_file=None)


def set_up(settings: Settings, **told: object) -> Settings:
    return Settings(data_dir=settings.data_dir, _env_file=None, **told)


def test_what_is_not_set_up_is_named_and_says_what_to_do(settings: Settings) -> None:
    narrators = open_narrators(settings)
    offers = {offer.name: offer for offer in narrators.list_offers()}
    assert offers["composer:3"].ready
    assert offers["composer:3"].local
    assert [name for name, offer in offers.items() if offer.ready] == ["composer:3"]
    for name, setting in LEFT_OUT.items():
        reason = offers[name].reason
        assert reason is not None
        assert setting in reason
        with pytest.raises(ProviderError, match=setting):
            narrators.get(name)


def test_what_is_set_up_is_ready_and_says_where_memories_would_go(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "qwen"
    folder.mkdir()
    (folder / "config.json").write_text('{"max_position_embeddings": 4096}')
    narrators = open_narrators(
        set_up(
            settings,
            anthropic_api_key=" key\n",
            openai_api_key="key",
            narrator_address="http://192.168.1.20:8080/v1",
            narrator_model="llama3.2:3b",
            narrator_folder=folder,
        )
    )
    assert all(offer.ready for offer in narrators.list_offers())
    told = {o.provider: (o.local, o.who) for o in narrators.list_offers()}
    assert told == {
        "composer": (True, ""),
        "anthropic": (False, "Anthropic"),
        "openai": (False, "OpenAI"),
        "openai-compatible": (False, "192.168.1.20:8080"),
        "local": (True, ""),
    }
    for offer in narrators.list_offers():
        narrator = narrators.get(offer.name)
        assert (narrator.name, narrator.model) == (offer.provider, offer.model)
        assert narrator.local == offer.local
    assert narrators.get("openai-compatible").model == "llama3.2:3b"
    assert narrators.get("openai-compatible:mistral").model == "mistral"
    assert narrators.find("openai-compatible:mistral").ready


def test_a_model_without_a_price_is_not_known(settings: Settings) -> None:
    narrators = open_narrators(set_up(settings, anthropic_api_key="key"))
    with pytest.raises(UnknownProviderError, match="Did you mean anthropic:claude-sonnet-5-5"):
        narrators.get("anthropic:claude-sonnet-5.5")
    with pytest.raises(UnknownProviderError):
        narrators.get("local:another-folder")


@pytest.mark.parametrize("key", ["schlüssel", "two\nlines"])
def test_what_cannot_be_a_key_is_said_before_it_is_sent(settings: Settings, key: str) -> None:
    (offer, *_) = (
        offer
        for offer in open_narrators(set_up(settings, openai_api_key=key)).list_offers()
        if offer.provider == "openai"
    )
    assert offer.reason is not None
    assert "did not accept the key" in offer.reason
    assert key not in offer.reason


def test_naming_and_making_them_all_loads_no_library(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from chest.settings import Settings\n"
        "from chest.stories.narrators import open_narrators\n"
        "told = dict(anthropic_api_key='k', openai_api_key='k',\n"
        "            narrator_address='http://localhost:1/v1', narrator_model='m')\n"
        "narrators = open_narrators(Settings(_env_file=None, **told))\n"
        "made = [narrators.get(o.name) for o in narrators.list_offers() if o.ready]\n"
        "heavy = {'torch', 'transformers', 'anthropic', 'openai'} & set(sys.modules)\n"
        "print(len(made), sorted(heavy))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "8 []"
