"""The files with which a chest is put on the internet, held to what is there. Docker is not needed:
what they name must exist, and what the image would hold must be enough to start."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from chest.settings import Settings
from tests.app_server import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("app", "worker")
_ASKED = re.compile(r"\$\{(\w+)")
_SET = re.compile(r"^(?:#   )?([A-Z_]+)=(.*)$", re.MULTILINE)


def list_copied() -> list[str]:
    """What the Dockerfile copies, as it stands in the repository."""
    lines = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    return [source for line in lines for source in line.split()]


def read_example() -> dict[str, str]:
    return dict(_SET.findall((DEPLOY / ".env.example").read_text()))


@pytest.mark.parametrize("service", OURS)
def test_every_setting_that_is_passed_on_is_one(service: str) -> None:
    known = {f"CHEST_{name.upper()}" for name in Settings.model_fields}
    named = set(SERVICES[service]["environment"])
    assert named <= known
    assert {"CHEST_PUBLIC_URL", "CHEST_SECRET_KEY", "CHEST_TRUSTED_PROXIES"} <= named
    # The web process says where letters go, and the worker sends them.
    assert SERVICES["app"]["environment"] == SERVICES["worker"]["environment"]


def test_what_is_asked_of_the_operator_stands_in_the_example_and_nothing_else() -> None:
    asked = set(_ASKED.findall((DEPLOY / "compose.yaml").read_text()))
    assert asked | {"COMPOSE_PROFILES"} == set(read_example())
    example = (DEPLOY / ".env.example").read_text()
    assert "\nCHEST_SECRET_KEY=\n" in example, "a secret that everybody could read"
    assert "\nPOSTGRES_PASSWORD=\n" in example


def test_the_settings_of_both_variants_are_taken(tmp_path: Path) -> None:
    example = (DEPLOY / ".env.example").read_text()
    many = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE))
    one = many | dict(re.findall(r"^#   ([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert many["COMPOSE_PROFILES"] in SERVICES["worker"]["profiles"]
    assert many["COMPOSE_PROFILES"] in SERVICES["database"]["profiles"]
    for chosen, is_single in ((many, False), (one, True)):
        values = {
            name.removeprefix("CHEST_").lower(): value
            for name, value in chosen.items()
            if name.startswith("CHEST_") and name != "CHEST_DOMAIN"
        }
        settings = Settings(_env_file=None, **(values | {"secret_key": "k" * 64}))  # type: ignore[arg-type]  # as words, as the environment has them
        assert settings.is_single_machine is is_single
        assert settings.worker == ("child" if is_single else "external")
    changed = {name for name in many if many[name] != one[name]}
    assert len(changed) == 3
    assert len(re.findall(r"^#   [A-Z_]+=", example, re.MULTILINE)) == 3


def test_only_caddy_is_reached_from_outside_and_believed() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    (address,) = {SERVICES[name]["environment"]["CHEST_TRUSTED_PROXIES"] for name in OURS}
    assert SERVICES["caddy"]["networks"]["inside"]["ipv4_address"] == address
    rules = (DEPLOY / "Caddyfile").read_text()
    host, port = re.findall(r"reverse_proxy (\w+):(\d+)", rules)[0]
    assert host in SERVICES
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    assert f'"--port", "{port}"' in dockerfile
    assert f"EXPOSE {port}" in dockerfile
    assert f"127.0.0.1:{port}/readyz" in SERVICES["app"]["healthcheck"]["test"][-1]


def test_every_volume_and_network_is_declared() -> None:
    for service in SERVICES.values():
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            is_file = source.startswith("./")
            assert (DEPLOY / source).exists() if is_file else source in COMPOSE["volumes"]
        assert set(service["networks"]) <= set(COMPOSE["networks"])


def test_nothing_goes_into_the_image_but_what_is_copied() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert "*" in ignored
    assert sorted(line[1:] for line in ignored if line.startswith("!")) == sorted(list_copied())
    assert "data" not in list_copied()


def test_what_is_copied_is_enough_to_start(tmp_path: Path) -> None:
    for name in list_copied():
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)  # compiled files too, which saves time
        else:
            shutil.copy2(source, tmp_path / name)
    # The image's command imports the one, compose.yaml's the other.
    assert SERVICES["worker"]["command"] == ["python", "worker.py"]
    program = "import app, worker; from pathlib import Path; assert app.app, 'no application'"
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, '.'); {program}"],
        cwd=tmp_path,
        env={"CHEST_DATA_DIR": str(tmp_path / "data"), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
