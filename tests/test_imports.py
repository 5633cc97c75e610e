"""What the web process must never load."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from tests.app_server import ROOT

HEAVY = ("torch", "transformers", "whisper")

PROGRAM = """
import sys
sys.path.insert(0, {pages!r})   # as Streamlit does for a script in pages/
import app
from pathlib import Path
from streamlit.testing.v1 import AppTest
for page in sorted(Path({pages!r}).glob("*.py")):
    if page.stem == "__init__":
        continue
    AppTest.from_file(str(page), default_timeout=60).run()
loaded = [name for name in {heavy!r} if name in sys.modules]
assert not loaded, loaded
print("pages:", len(list(Path({pages!r}).glob("*.py"))))
"""


def test_torch_is_installed_so_that_the_next_test_can_fail() -> None:
    assert importlib.util.find_spec("torch") is not None


def test_neither_the_application_nor_any_page_loads_a_model_library(tmp_path: Path) -> None:
    program = PROGRAM.format(pages=str(ROOT / "pages"), heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "CHEST_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "pages:" in done.stdout


def test_a_model_library_in_the_web_process_would_be_noticed() -> None:
    program = "import sys, torch\nassert [n for n in ('torch',) if n in sys.modules] == []"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, timeout=170, check=False
    )
    assert done.returncode != 0
