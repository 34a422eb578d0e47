"""Turns what `dondoc extract` really prints of the sample into docs/register.svg, the picture of the command line."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "src" / "dondoc" / "sample" / "ke-hoach-mau.docx"
PICTURE = ROOT / "docs" / "register.svg"
COLUMNS = 132
LINES = 40


def main() -> int:
    """Read the sample as in a terminal with colours and draw the first lines of its register."""
    shown = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    ran = subprocess.run([sys.executable, "-m", "dondoc", "extract", str(SAMPLE)], env=shown, capture_output=True, text=True, check=True)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    console.print(Text.from_ansi("\n".join(ran.stdout.splitlines()[:LINES])))
    PICTURE.write_text(_self_contained(console.export_svg(title=f"dondoc extract {SAMPLE.name}", unique_id="register")), encoding="utf-8")
    return 0


def _self_contained(svg: str) -> str:
    """Drop the font files that rich would fetch from a content network, and its comment: the page loads nothing from elsewhere."""
    while "@font-face" in svg:
        start = svg.index("@font-face")
        svg = svg[:start] + svg[svg.index("}", start) + 1 :].lstrip()
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    # Some programs drop blanks at the ends of a text, and the columns would stand awry.
    return svg.replace("<text ", '<text xml:space="preserve" ')


if __name__ == "__main__":
    sys.exit(main())
