"""Writes docs/scan.svg: what a terminal shows of the README's scan, from the real output.

python tools/make_picture.py [FILE]
"""

from __future__ import annotations

import re
import subprocess
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = ["scan", "sample_data/detention_statistics_with_list.xlsx"]
SHOWN = 22  # lines before the picture breaks off
LINE, CHARACTER, MARGIN, WIDTH = 18, 8.0, 16, 90
COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "35": "#d2a8ff"}
TITLE = "leakguard blocks a statistics workbook in which a list of people was left as a fourth tab"
INK, PAPER, DIM = "#e6edf3", "#0d1117", "#8b949e"


def output() -> list[str]:
    """The lines that the command prints, colours included."""
    done = subprocess.run(
        [sys.executable, "-m", "leakguard", *COMMAND, "--color", "always"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 1:
        raise SystemExit(f"the sample should have been blocked, not {done.returncode}: {done.stderr}")
    lines = done.stdout.splitlines()
    return [f"$ leakguard {' '.join(COMMAND)}", "", *lines[:SHOWN], "  …", f"$ echo $?  →  {done.returncode}"]


def spans(line: str) -> str:
    """A line as SVG spans, its escape sequences turned into colours; what was typed is dimmed."""
    text, colour = "", DIM if line.startswith("$") else INK
    for piece in re.split(r"(\x1b\[[\d;]*m)", line):
        if piece.startswith("\x1b"):
            colour = COLOURS.get(piece[2:-1].split(";")[-1], INK)
        elif piece:
            weight = ' font-weight="bold"' if colour in COLOURS.values() else ""
            text += f'<tspan fill="{colour}"{weight}>{escape(piece)}</tspan>'
    return text


def picture(lines: list[str]) -> str:
    """The lines as an SVG picture, with a text for those who can't see it."""
    height = 2 * MARGIN + LINE * len(lines)
    width = round(2 * MARGIN + CHARACTER * WIDTH)
    rows = "\n".join(
        f'<text x="{MARGIN}" y="{MARGIN + LINE * n + 13}" xml:space="preserve">{spans(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img" '
        f'aria-labelledby="t" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">\n'
        f'<title id="t">{TITLE}</title>\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>\n{rows}\n</svg>\n'
    )


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "scan.svg"
    target.write_text(picture(output()), encoding="utf-8")
