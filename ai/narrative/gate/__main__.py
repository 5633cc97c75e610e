"""`python -m ai.narrative.gate`: JSON lines `{"text"}` in, `{"held", "findings"}` out, a line each.

A line that cannot be read is answered with what is wrong with it; the program ends 0 then too.
`python -m ai.narrative.gate PREFIX` measures instead: what the gate holds of `PREFIXhold.jsonl`,
`PREFIXharmless.jsonl` and `PREFIXmachine.jsonl`, by language and by reason. Where the gate's learnt
weights cannot be read, it says so and ends 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from ai.narrative.gate import learned
from ai.narrative.gate.measuring import NoTextsError, measure
from ai.narrative.gate.reading import find_held


def main(arguments: Sequence[str]) -> int:
    try:
        learned.load()
        if arguments:
            for prefix in arguments:
                for row in measure(prefix):
                    print(row, flush=True)
            return 0
        for line in sys.stdin:
            if line.strip():
                print(json.dumps(_answer(line), ensure_ascii=False), flush=True)
    except (learned.WeightsError, NoTextsError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _answer(line: str) -> dict[str, Any]:
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError) as error:
        return {"problem": f"This line is no object with a text: {error}"}
    if not isinstance(text, str):
        return {"problem": "The text is no text."}
    found = find_held(text)
    return {
        "held": bool(found),
        "findings": [{"reason": one.reason, "words": one.words} for one in found],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
