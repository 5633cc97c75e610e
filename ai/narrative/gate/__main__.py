"""`python -m ai.narrative.gate`: JSON lines `{"text"}` in, `{"held", "findings"}` out, a line each.

A line that cannot be read is answered with what is wrong with it; the program ends 0 in any case.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from ai.narrative.gate.reading import find_held


def main() -> int:
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(_answer(line), ensure_ascii=False), flush=True)
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
    sys.exit(main())
