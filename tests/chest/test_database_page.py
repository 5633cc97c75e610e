from pathlib import Path

from chest.models import ChestModel
from chest.models.describe import COMMAND, describe_tables

ROOT = Path(__file__).parents[2]


def test_the_page_of_the_database_tells_the_tables_as_they_are():
    written = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
    assert written == describe_tables(), f"The tables changed. Make the page again: {COMMAND}"


def test_every_table_is_on_the_page_with_what_it_is_for():
    page = describe_tables()
    for table in ChestModel.metadata.tables:
        _, heading, below = page.partition(f"\n### {table}\n\n")
        assert heading, table
        assert below.partition("\n")[0], f"{table} has no docstring"
