"""`python -m chest`: see `chest.cli.commands`."""

import sys

from chest.cli.commands import main

sys.exit(main())
