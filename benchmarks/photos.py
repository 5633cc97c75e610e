"""Photos into preview, thumb and blur, against Pillow's scaled decode alone.

The floor is what nobody can leave out: `draft` and `load` at 1600 × 1200. Both run in one thread,
taking turns in one process, so that a busy neighbour slows both; the ratio of the median
processor seconds is what counts. Peak memory is that of a fresh process that opens one photo.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from ai.media import images

ROUNDS = 15
MOST_TIMES_THE_FLOOR = 2.2
MOST_PEAK_MIB = 80
_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Photo:
    name: str
    size: tuple[int, int]
    form: str
    ratio_limited: bool = True
    peak_limited: bool = True
    profile: bool = False
    progressive: bool = False


PHOTOS = (
    Photo("12 MP JPEG", (4000, 3000), "JPEG"),
    Photo("48 MP JPEG", (8000, 6000), "JPEG"),
    # Its coefficients are held by every decoder: see the floor's peak beside ours.
    Photo("48 MP JPEG, progressive", (8000, 6000), "JPEG", peak_limited=False, progressive=True),
    # Bringing the colours of a phone's wide screen to sRGB is work that the floor does not do.
    Photo("12 MP JPEG, wide colours", (4000, 3000), "JPEG", profile=True),
    # HEIC has no scaled decode: all of it is in memory at once.
    Photo("12 MP HEIC", (4032, 3024), "HEIF", peak_limited=False),
)


def main() -> int:
    missed = []
    print(f"{ROUNDS} rounds; targets: {MOST_TIMES_THE_FLOOR}× the floor, {MOST_PEAK_MIB} MiB\n")
    print(
        f"{'':26}{'file MB':>9}{'floor ms':>10}{'ours ms':>10}{'ratio':>8}"
        f"{'floor MiB':>11}{'our MiB':>9}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for photo in PHOTOS:
            path = _make(photo, folder)
            floor, ours = _seconds(partial(_floor, path), partial(_ours, path, folder))
            ratio = ours / floor
            floor_peak, our_peak = _peak_mib("floor", path), _peak_mib("ours", path)
            print(
                f"{photo.name:26}{path.stat().st_size / 1e6:9.1f}{floor * 1e3:10.1f}"
                f"{ours * 1e3:10.1f}{ratio:8.2f}{floor_peak:11.0f}{our_peak:9.0f}"
            )
            if photo.ratio_limited and ratio > MOST_TIMES_THE_FLOOR:
                missed.append(f"{photo.name}: {ratio:.2f}× the floor")
            if photo.peak_limited and our_peak > MOST_PEAK_MIB:
                missed.append(f"{photo.name}: {our_peak:.0f} MiB")
    print("\n" + ("Missed: " + "; ".join(missed) if missed else "All targets met."))
    return 1 if missed else 0


def _floor(path: Path) -> None:
    with Image.open(path) as picture:
        picture.draft("RGB", (1600, 1200))
        picture.load()


def _ours(path: Path, folder: Path) -> None:
    images.image(path, folder)


def _seconds(*contenders: Callable[[], None]) -> list[float]:
    """Median processor seconds of each, taking turns."""
    spent: list[list[float]] = [[] for _ in contenders]
    for round_number in range(ROUNDS + 1):
        for contender, times in zip(contenders, spent, strict=True):
            start = time.process_time()
            contender()
            if round_number:  # the first one loads code and profiles
                times.append(time.process_time() - start)
    return [statistics.median(times) for times in spent]


def _peak_mib(which: str, path: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.photos", which, str(path)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _print_peak(which: str, path: Path) -> None:
    if which == "floor":
        import pillow_heif

        pillow_heif.register_heif_opener()
        _floor(path)
    else:
        with tempfile.TemporaryDirectory() as name:
            _ours(path, Path(name))
    try:
        # Not ru_maxrss: on Linux it also counts the process that started this one.
        lines = Path("/proc/self/status").read_text().splitlines()
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(peak)


def _make(photo: Photo, folder: Path) -> Path:
    """A picture as busy as a photo: soft shapes, edges, grain; 12 MP make a JPEG of 3.5 MB."""
    picture = Image.new("RGB", photo.size, (120, 130, 140))
    for cells, strength in ((6, 0.6), (40, 0.35), (250, 0.2)):
        size = (cells * 4, cells * 3)
        layers = [Image.effect_noise(size, 90) for _ in range(3)]
        layer = Image.merge("RGB", layers).resize(photo.size, Image.Resampling.BICUBIC)
        picture = Image.blend(picture, layer, strength)
    grain = Image.effect_noise(photo.size, 12)
    picture = Image.blend(picture, Image.merge("RGB", [grain] * 3), 0.25)
    exif = Image.Exif()
    exif.update({0x010F: "Benchmark", 0x0110: "Synthetic", 0x0112: 6})
    exif.get_ifd(0x8769)[0x9003] = "2019:03:21 16:04:22"
    path = folder / f"{photo.name.replace(' ', '-')}.{photo.form.lower()}"
    options: dict[str, Any] = {"icc_profile": _wide_profile()} if photo.profile else {}
    if photo.progressive:
        options["progressive"] = True
    if photo.form == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
        pillow_heif.options.GRID_TILE_SIZE = 512  # as phones do
    quality = 92 if photo.form == "JPEG" else 60
    picture.save(path, photo.form, quality=quality, exif=exif, **options)
    return path


def _wide_profile() -> bytes:
    """A profile that has to be applied, as a phone's Display P3 has to."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return srgb.replace("sRGB".encode("utf-16-be"), "Wide".encode("utf-16-be"))


if __name__ == "__main__":
    _print_peak(sys.argv[1], Path(sys.argv[2]))
