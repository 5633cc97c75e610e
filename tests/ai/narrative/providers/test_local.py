"""A text model in a folder: really loaded, really asked, held to the form."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tokenizers import Tokenizer, decoders, models
from transformers import PreTrainedTokenizerFast

from ai.base import ProviderError
from ai.host import ModelHost
from ai.narrative.answers import read
from ai.narrative.base import Task
from ai.narrative.prompts import word
from ai.narrative.providers.hosted import HostedNarrator
from ai.narrative.providers.local import LocalNarrator
from ai.narrative.providers.writing import list_letters
from ai.narrative.spans import fold
from ai.narrative.support import check
from tests.ai.narrative.providers.test_contract import LETTER, ROSA, SEGMENTS, TASK
from tests.models import tiny_narrator
from tests.models.tiny_text_model import make

SHORT = Task("chapter", ROSA, SEGMENTS, max_tokens=320)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(
        tmp_path_factory.mktemp("models") / "tiny-llama",
        texts=[word(TASK).text, LETTER, "Ela remou até à ilha."],
    )


def test_it_writes_in_the_form_from_sources_that_are_there(folder: Path) -> None:
    narrator, heard = LocalNarrator(folder), []
    result = narrator.run(SHORT, heard.append)
    assert (narrator.name, narrator.model, narrator.local) == ("local", "tiny-llama", True)
    assert result.model == "tiny-llama"
    assert result.tokens_in > 300
    assert 0 < result.tokens_out <= 320
    draft = result.value
    assert draft.sentences, "one that learned nothing has no words of worth, but it has the form"
    assert draft.fallen == ()
    known = {s.id: fold(" ".join(filter(None, (s.text, s.when, s.place, s.who)))) for s in SEGMENTS}
    known["chest"] = fold("Rosa Maria Alves in 1931 " + (ROSA.words or ""))
    for sentence in draft.sentences:
        for clause in sentence.clauses:
            assert clause.spans
            assert all(fold(s.text) in known[s.source] for s in clause.spans)
    assert read("".join(heard), word(SHORT).pieces) == draft


def test_it_writes_the_same_each_time(folder: Path) -> None:
    narrator = LocalNarrator(folder)
    assert narrator.run(SHORT).value == narrator.run(SHORT).value


def test_once_it_is_loaded_tokens_are_those_of_its_own_vocabulary(folder: Path) -> None:
    narrator = LocalNarrator(folder)
    guessed = narrator.count(LETTER)
    narrator.run(SHORT)
    assert narrator.count(LETTER) != guessed
    assert narrator.count("") <= 1


def test_one_without_a_manner_of_being_asked_is_asked_in_plain_text(
    folder: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(folder, plain)
    (plain / "chat_template.jinja").unlink()
    assert LocalNarrator(plain).run(SHORT).value.sentences


def test_it_runs_where_models_are_held_and_the_one_who_asks_loads_nothing(folder: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ai.host import ModelHost\n"
        "from ai.narrative.providers.hosted import HostedNarrator\n"
        "from tests.ai.narrative.providers.test_contract import ROSA, SEGMENTS\n"
        "from ai.narrative.base import Task\n"
        "with ModelHost(Path('.')) as host:\n"
        "    narrator = HostedNarrator(host, Path(sys.argv[1]))\n"
        "    assert host.pid is None\n"
        "    told = narrator.run(Task('chapter', ROSA, SEGMENTS, max_tokens=320))\n"
        "print(len(told.value.sentences), 'torch' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    count, loaded = done.stdout.split()
    assert int(count) >= 1
    assert loaded == "False"


def test_refusals_come_through_the_other_process(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    (broken / "model.safetensors").write_bytes(b"not a model")
    with ModelHost(tmp_path) as host:
        narrator = HostedNarrator(host, broken)
        with pytest.raises(ProviderError, match="holds no text model") as failure:
            narrator.run(SHORT)
    assert failure.value.kind == "missing"


@pytest.mark.parametrize("spoilt", ["no-folder", "no-config", "not-json", "a-list"])
def test_a_folder_without_a_model_is_said_before_anything_is_loaded(
    tmp_path: Path, spoilt: str
) -> None:
    folder: Path | None = tmp_path
    if spoilt == "no-folder":
        folder = None
    elif spoilt != "no-config":
        words = "{" if spoilt == "not-json" else json.dumps(["llama"])
        (tmp_path / "config.json").write_text(words)
    with pytest.raises(ProviderError) as failure:
        LocalNarrator(folder)
    assert failure.value.kind == "missing"
    assert ("CHEST_NARRATOR_FOLDER" if folder is None else str(folder)) in str(failure.value)


def test_more_than_it_can_read_is_said_and_a_long_time_is_ended(folder: Path) -> None:
    narrator = LocalNarrator(folder, seconds=0.0)
    with pytest.raises(ProviderError) as late:
        narrator.run(SHORT)
    assert late.value.kind == "timeout"
    many = tuple(SEGMENTS[0] for _ in range(400))
    with pytest.raises(ProviderError) as too_long:
        narrator.run(Task("chapter", ROSA, many))
    assert too_long.value.kind == "context"


def test_a_chapter_that_a_model_learned_is_told_and_bears_looking_at(tmp_path: Path) -> None:
    with ModelHost(tmp_path) as host:
        narrator = HostedNarrator(host, tiny_narrator.lay_out(tmp_path))
        draft = narrator.run(tiny_narrator.TASK).value
    assert tuple(s.text for s in draft.sentences) == tiny_narrator.TOLD
    assert draft.fallen == ()
    known = {s.id: s for s in tiny_narrator.SEGMENTS}
    verdicts = [check(s, known, tiny_narrator.SUBJECT).verdict for s in draft.sentences]
    assert verdicts == ["green", "green"]


def test_vocabularies_of_pieces_say_spaces_and_bytes_in_their_own_way() -> None:
    names = ["<unk>", "<s>", "</s>", "▁mãe", "s", "<0xC3>", "<0xA3>", "<0x0A>"]
    words = Tokenizer(models.BPE({n: i for i, n in enumerate(names)}, [], byte_fallback=True))
    words.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=words, unk_token="<unk>", bos_token="<s>", eos_token="</s>"
    )
    assert list_letters(tokenizer) == {
        3: " mãe".encode(),
        4: b"s",
        5: b"\xc3",
        6: b"\xa3",
        7: b"\n",
    }


def test_vocabularies_of_bytes_are_read_as_they_write(folder: Path) -> None:
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder)
    letters = list_letters(tokenizer)
    text = "Ela remou até à ilha, “em silêncio” 🙂\n"
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    assert b"".join(letters[token] for token in ids).decode() == text
    assert tokenizer.eos_token_id not in letters
