"""`python -m chest.dates`: reads a phrase a line, prints its date and its first and last day."""

from __future__ import annotations

import sys

from chest.dates.uncertain import parse_date


def main() -> None:
    """One line out for each line in: EDTF, first day, last day, tab-separated; "-" for no date."""
    for line in sys.stdin.buffer:
        found = parse_date(line.decode("utf-8", "replace"))
        if found is None:
            print("-")
        else:
            print(found.edtf, found.earliest or "", found.latest or "", sep="\t")


if __name__ == "__main__":
    main()
