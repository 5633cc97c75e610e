"""`python -m ai.media FILE…`: what intake understands of each file. See `chest.cli.inspecting`.

A program and no module: nobody imports it. Like `worker.py` it stands above all floors, and only
its name lies in this one.
"""

import sys

from chest.cli.inspecting import main

sys.exit(main())
