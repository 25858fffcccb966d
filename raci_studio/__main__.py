"""Run the program as ``python -m raci_studio``."""

import sys

from raci_studio.cli import main

sys.exit(main())
