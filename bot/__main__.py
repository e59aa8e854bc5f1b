"""Runs the command line."""

import sys

from bot.server.cli import main

sys.exit(main())
