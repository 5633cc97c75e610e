"""python -m language words            write what is to be translated, and bring catalogues up to it
python -m language begin pt         begin a catalogue
python -m language lint             find sentences that nobody could translate"""

from __future__ import annotations

import sys

from language.catalogues import FOLDER
from language.lint import check_all


def main(arguments: list[str]) -> int:
    from language import extracting

    match arguments:
        case ["words"]:
            for path in extracting.update():
                print(path.relative_to(FOLDER.parent))
        case ["begin", name]:
            try:
                print(extracting.begin(name).relative_to(FOLDER.parent))
            except (FileExistsError, ValueError) as error:
                print(error, file=sys.stderr)
                return 1
        case ["lint"]:
            found = check_all()
            for one in found:
                print(one)
            return 1 if found else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
