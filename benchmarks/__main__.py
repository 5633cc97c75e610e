"""Runs benchmarks: `python -m benchmarks` lists them, `python -m benchmarks photos` runs one.

A benchmark is a module beside this file whose docstring begins with a line that says what it
measures, and whose `main()` prints a table and answers 0, or 1 when a target is missed.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def main(names: list[str]) -> int:
    known = sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name[0] != "_")
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        for name in known:
            purpose = (importlib.import_module(f"benchmarks.{name}").__doc__ or "").split("\n")[0]
            print(f"{name:16} {purpose}")
        if unknown:
            print(f"There is no benchmark {', '.join(unknown)}.", file=sys.stderr)
        return 2 if unknown else 0
    return max(int(importlib.import_module(f"benchmarks.{name}").main()) for name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
