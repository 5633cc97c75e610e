"""`python -m chest models`: which models are here, and how one comes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ai.base import ProviderError
from ai.weights.catalogue import get_model
from ai.weights.download import download
from ai.weights.folder import Progress, WeightsFolder, say_size
from chest.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `models`; nothing lists them."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    fetch = actions.add_parser("download", help="download a model from its publisher")
    fetch.add_argument("name", metavar="NAME")
    take = actions.add_parser("take", help="take a model from a folder of your own")
    take.add_argument("name", metavar="NAME")
    take.add_argument("folder", metavar="FOLDER", type=Path)


def run(settings: Settings, options: argparse.Namespace) -> bool:
    """Do what was asked; whether it worked out."""
    folder = WeightsFolder(settings.resolved_models_dir)
    try:
        if options.action == "download":
            _download(folder, options.name)
        elif options.action == "take":
            if folder.take(options.name, options.folder):
                print(f"{options.name} is here.")
            else:
                print(f"{options.name} is here. It is not the published one, and used as it is.")
        else:
            _list(folder)
    except ProviderError as error:
        print(error, file=sys.stderr)
        return False
    return True


def _list(folder: WeightsFolder) -> None:
    print(f"Models in {folder.path}:")
    for model in folder.models.values():
        state = folder.state(model.name)
        languages = ", ".join(model.languages) if model.languages else "about 100 languages"
        size = say_size(model.size)
        print(f"  {model.name:18} {size:>7}  {model.licence:4}  {state:11}  {languages}")
    print("To have one: python -m chest models download NAME")


def _download(folder: WeightsFolder, name: str) -> None:
    size = say_size(get_model(name, folder.models).size)
    is_seen = sys.stdout.isatty()
    last = -1

    def show(now: Progress) -> None:
        nonlocal last
        part = now.done * 100 // now.whole
        if is_seen and part != last:
            last = part
            print(f"\r{name}: {part} % of {size}", end="", flush=True)

    try:
        place = download(folder, name, progress=show)
    finally:
        if is_seen:
            print()
    print(f"{name} lies in {place}.")
