"""The table of formats in the documentation is what intake does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import formats


def test_the_table_of_formats_is_what_a_fresh_run_counts() -> None:
    told = formats.DOCUMENT.read_text().partition(formats.BEGIN)[2].partition(formats.END)[0]
    assert told.strip() == formats.table_of_samples()


def test_of_files_in_a_folder_is_told_what_their_names_promise(
    media: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.heic").write_bytes((media / "IMG_0412.heic").read_bytes())
    (tmp_path / "page.jpg").write_bytes(b"<html>no picture</html>")
    assert formats.main([str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:] == [
        "| JPEG | 1 | 0/1 | – | – | – | – | – |",
        "| HEIC, HEIF | 1 | 1/1 | – | – | 1/1 | – | – |",
    ]
