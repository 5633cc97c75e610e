"""Sidecars among the files of a folder."""

from __future__ import annotations

from pathlib import Path

from chest.uploads.beside import gather

GOOGLE = '{"photoTakenTime": {"timestamp": "-170000000"}}'


def test_each_folder_keeps_its_own(tmp_path: Path) -> None:
    names = ["one/a.jpg", "one/a.jpg.json", "two/a.jpg", "two/b.jpg.json", "a.json"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(GOOGLE)
    found = gather(tmp_path / name for name in names)
    assert list(found.sidecars) == [tmp_path / "one/a.jpg.json"]
    assert list(found.beside) == [tmp_path / "one/a.jpg"]
    assert list(found.files) == [tmp_path / name for name in names if name != "one/a.jpg.json"]


def test_what_tells_nothing_or_too_much_stays_a_file(tmp_path: Path) -> None:
    texts = {"a.jpg.json": '{"a": 1}', "b.jpg.json": GOOGLE + " " * 70_000, "c.xmp": "no"}
    for name, text in {**texts, "a.jpg": "a", "b.jpg": "b", "c.jpg": "c"}.items():
        (tmp_path / name).write_text(text)
    found = gather(sorted(tmp_path.iterdir()))
    assert (len(found.files), found.beside, list(found.sidecars)) == (6, {}, [])


def test_one_table_tells_of_all_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "Photo Details.csv").write_text(
        "imgName,originalCreationDate\n"
        'a.HEIC,"Sunday March 15,2020 7:12 PM GMT"\nb.HEIC,"Monday March 16,2020 7:12 PM GMT"\n'
    )
    for name in ("a.HEIC", "b.HEIC", "c.HEIC"):
        (tmp_path / name).write_text(name)
    found = gather(sorted(tmp_path.iterdir()))
    assert [path.name for path in found.sidecars] == ["Photo Details.csv"]
    told = {path.name: beside.taken for path, beside in found.beside.items()}
    assert told == {"a.HEIC": "2020-03-15T19:12:00", "b.HEIC": "2020-03-16T19:12:00"}
