"""What the web process must never load, whether or not it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.app_server import ROOT

HEAVY = (
    "torch",
    "transformers",
    "whisper",
    "faster_whisper",
    "ctranslate2",
    "rapidocr",
    "cv2",
    "openai",
    "anthropic",
)

# Whoever asks for a model library is written down, and told that there is none: code that would
# import it where it can be found is noticed here too, on a machine that has none.
WATCH = """
import sys, traceback
class Watch:
    asked = []
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {heavy!r}:
            self.asked.append((name, traceback.format_stack(limit=8)))
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Watch())
"""

PAGES = """
sys.path.insert(0, {pages!r})   # as Streamlit does for a script in pages/
import app
from pathlib import Path
from streamlit.testing.v1 import AppTest
for page in sorted(Path({pages!r}).glob("*.py")):
    if page.stem == "__init__":
        continue
    AppTest.from_file(str(page), default_timeout=60).run()
assert not Watch.asked, "".join(Watch.asked[0][1])
print("pages:", len(list(Path({pages!r}).glob("*.py"))))
"""

ASKING = """
try:
    import torch.nn
except ImportError:
    pass
assert not Watch.asked, Watch.asked[0][0]
"""


def run(program: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WATCH.format(heavy=HEAVY) + program],
        cwd=ROOT,
        env={**os.environ, "CHEST_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )


def test_neither_the_application_nor_any_page_asks_for_a_model_library(tmp_path: Path) -> None:
    done = run(PAGES.format(pages=str(ROOT / "pages")), tmp_path / "data")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "pages:" in done.stdout


def test_asking_for_a_model_library_would_be_noticed_even_where_there_is_none(
    tmp_path: Path,
) -> None:
    done = run(ASKING, tmp_path / "data")
    assert done.returncode != 0
    assert "AssertionError: torch" in done.stderr
