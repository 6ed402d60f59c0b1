"""`python -m bot` is `borging`."""

import sys

from bot.cli import main

sys.exit(main())
