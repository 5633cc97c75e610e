"""A model comes from its own home: resumed where it was cut, checked, and in place all at once."""

from __future__ import annotations

import http.client
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ai.base import ProviderError
from ai.weights.catalogue import Model, WeightFile, get_model
from ai.weights.folder import Progress, WeightsFolder, digest, explain
from language import N_

NO_NETWORK = N_(
    "The model {name} could not be downloaded: {home} cannot be reached. What came is kept; try "
    "again when this computer is on the internet, or take the model from a folder."
)
REFUSED = N_(
    "The model {name} could not be downloaded: {home} answered {status}. Try again later, or take "
    "the model from a folder."
)
WRONG_BYTES = N_(
    "The model {name} came with other bytes than its publisher's: {file} was thrown away. Try "
    "again, or take the model from a folder."
)

_TIMEOUT = 30.0
_TRIES = 5  # without a byte more than before
_CHUNK = 256 * 1024


def download(
    folder: WeightsFolder,
    name: str,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    home: str | None = None,
    pause: float = 2.0,
) -> Path:
    """Have a model come into the folder; answers where it lies. Goes on where an earlier download
    stopped. `progress` is called as bytes come and may raise to stop it, `home` is another place
    with the same files, `pause` the seconds before a cut connection is tried again. Raises
    ProviderError: "network" where asking again may help, "overloaded" where it comes already."""
    model = get_model(name, folder.models)
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain(error, model) from error
    with folder.changing(model) as draft:
        folder.check_room(model, model.size - folder.count_partial(model))
        done = 0

        def tell(part: int) -> None:
            progress(Progress(done + part, model.size))

        for file in model.files:
            _fetch(model, file, draft / file.name, home or model.home, tell, pause)
            done += file.size
        folder.put_in_place(model, draft)
    return folder.verify(name)


def _fetch(
    model: Model,
    file: WeightFile,
    path: Path,
    home: str,
    progress: Callable[[int], None],
    pause: float,
) -> None:
    """Bring one file, whole and right."""
    failed = 0
    while (before := path.stat().st_size if path.exists() else 0) < file.size:
        try:
            _bring(file, path, f"{home}/{file.name}", progress)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 416:  # more lies here than there is
                path.unlink(missing_ok=True)
            elif error.code < 500 and error.code not in (408, 429):
                told = REFUSED.format(name=model.name, home=_host(home), status=error.code)
                raise ProviderError("request", told) from error
            trouble: Exception = error
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError) as error:
            trouble = error
        except ConnectionError as error:
            trouble = error
        except OSError as error:
            raise explain(error, model) from error
        else:
            trouble = ConnectionError("the connection was cut")
        now = path.stat().st_size if path.exists() else 0
        if now >= file.size:
            break
        failed = failed + 1 if now <= before else 0
        if failed >= _TRIES:
            told = NO_NETWORK.format(name=model.name, home=_host(home))
            raise ProviderError("network", told) from trouble
        time.sleep(pause)
    if path.stat().st_size != file.size or digest(path) != file.sha256:
        path.unlink()
        raise ProviderError("malformed", WRONG_BYTES.format(name=model.name, file=file.name))
    progress(file.size)


def _bring(file: WeightFile, path: Path, url: str, progress: Callable[[int], None]) -> None:
    """Ask for what is missing of a file, and write what comes. A connection that is cut just ends:
    whoever calls sees how much there is."""
    done = path.stat().st_size if path.exists() else 0
    request = urllib.request.Request(url, headers={"User-Agent": "memory-chest"})
    if done:
        request.add_header("Range", f"bytes={done}-")
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
        resumed = done > 0 and answer.status == 206
        if not resumed:
            done = 0
        with open(path, "ab" if resumed else "wb") as out:
            while done < file.size and (chunk := _read(answer)):
                chunk = chunk[: file.size - done]
                out.write(chunk)
                out.flush()
                done += len(chunk)
                progress(done)


def _read(answer: Any) -> bytes:
    try:
        chunk: bytes = answer.read1(_CHUNK)
    except http.client.IncompleteRead as error:
        return error.partial
    return chunk


def _host(home: str) -> str:
    return urllib.request.Request(home).host or home


def forget(folder: WeightsFolder, name: str) -> None:
    """Remove a model, to make room."""
    model = get_model(name, folder.models)
    with folder.changing(model):
        shutil.rmtree(folder.path / name, ignore_errors=True)
        folder.forget_partial(name)
