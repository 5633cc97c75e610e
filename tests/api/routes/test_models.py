"""Models of the installation, over HTTP."""

from __future__ import annotations

from chest.models import Role
from tests.api.conftest import House


def test_an_operator_sees_the_models_and_nobody_else_learns_of_them(house: House) -> None:
    answer = house.keeper.get("/api/models")
    assert answer.status_code == 200
    base = next(model for model in answer.json() if model["name"] == "whisper-base")
    assert base["task"] == "transcribe"
    assert base["size"] == 147882941
    assert (base["licence"], base["state"], base["languages"]) == ("MIT", "absent", None)
    assert sum(model["used"] for model in answer.json()) == 1
    assert house.join(Role.curator).get("/api/models").status_code == 404
    assert house.client().get("/api/models").status_code == 401
