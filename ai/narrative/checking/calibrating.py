"""`python -m ai.narrative.checking.calibrating FOLDER`: how sure a second reader has to be.

Reads pairs from standard input, one JSON object a line as `python -m ai.narrative.support` reads
them, each with `"supported": true` or `false`; writes what belongs into `calibration.json`. No
untrue sentence of the pairs is then shown green that was amber, and no more than one true sentence
in twenty that was green becomes amber.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from ai.base import ProviderError
from ai.narrative.checking.command import UnreadableLineError, read_question
from ai.narrative.checking.second_reader import Calibration, Reader, open_second_reader
from ai.narrative.support import check

_MARGIN = 0.005
_LOWERED = 20  # one true green sentence in so many may become amber


def calibrate(reader: Reader, lines: Iterable[str]) -> Calibration:
    """What the pairs ask for. Raises UnreadableLineError for a line that is none."""
    untrue, true = [0.0], list[float]()
    for line in lines:
        if not line.strip():
            continue
        sentence, segments, subject, roster = read_question(line)
        verdict = check(sentence, segments, subject, roster).verdict
        supported = json.loads(line).get("supported")
        if not isinstance(supported, bool):
            raise UnreadableLineError("“supported” is missing or is neither true nor false.")
        passages = " ".join(segment.text for segment in segments.values())
        if verdict == "amber" and not supported:
            untrue.append(reader.follows(passages, sentence.text))
        elif verdict == "green" and supported:
            true.append(reader.follows(passages, sentence.text))
    lowest = sorted(true)[len(true) // _LOWERED] if true else Calibration().lower_below
    return Calibration(
        raise_above=min(1.0, round(max(untrue) + _MARGIN, 4)),
        lower_below=max(_MARGIN, round(min(lowest, 0.5), 4)),
    )


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write("Name the folder of the second reader.\n")
        return 2
    try:
        reader = open_second_reader(Path(sys.argv[1]))
        assert reader is not None, "a folder is named"
        found = calibrate(reader, sys.stdin)
    except (ProviderError, UnreadableLineError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(asdict(found)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
