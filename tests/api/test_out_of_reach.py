"""What routes answer while the database is out of reach."""

from __future__ import annotations

import socket

from sqlalchemy import create_engine

from tests.api.conftest import House


def test_a_database_out_of_reach_is_a_503_with_a_sentence(house: House) -> None:
    database = house.library.database
    there = database.engine
    # Bound and not listened to: refused for certain, and nobody else's server for as long.
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        database.engine = create_engine(f"postgresql+psycopg://nobody@127.0.0.1:{port}/chest")
        try:
            answer = house.keeper.get("/api/chests")
        finally:
            database.engine.dispose()
            database.engine = there
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "What was saved before is safe" in answer.json()["detail"]
    assert "127.0.0.1" not in answer.text
    assert house.keeper.get("/api/chests").status_code == 200
