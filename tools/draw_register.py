"""Turns what `dondoc demo` really prints into docs/register.svg, the picture on the front page."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "register.svg"
COLUMNS = 132
LINES = 44


def main() -> int:
    """Run the demo as in a terminal with colours and draw its first lines."""
    shown = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    ran = subprocess.run([sys.executable, "-m", "dondoc", "demo"], env=shown, capture_output=True, text=True, check=True)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    console.print(Text.from_ansi("\n".join(ran.stdout.splitlines()[:LINES])))
    PICTURE.write_text(_without_web_fonts(console.export_svg(title="dondoc demo", unique_id="register")), encoding="utf-8")
    return 0


def _without_web_fonts(svg: str) -> str:
    """Drop the font files that rich would fetch from a content network: the page shall load nothing from elsewhere."""
    while "@font-face" in svg:
        start = svg.index("@font-face")
        svg = svg[:start] + svg[svg.index("}", start) + 1 :].lstrip()
    return svg


if __name__ == "__main__":
    sys.exit(main())
