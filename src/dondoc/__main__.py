"""Turns `python -m dondoc` into the command line."""

from __future__ import annotations

import sys

from dondoc.cli import main

if __name__ == "__main__":
    sys.exit(main())
