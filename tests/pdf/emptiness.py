"""How much of each page of a PDF is left empty below its last line or picture."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

DPI = 30
UPRIGHT, SIDEWAYS = (25, 22), (24, 20)
"""Millimetres above and below the type area of `static/css/print.css`."""
EDGE = 38
"""Millimetres: what is drawn along the left edge of a goal's card is no content."""
DARK = 190
"""Of 255: the ground of a card is lighter, all text is darker."""


def empty_feet(file: Path) -> list[float]:
    """Of each page the share of the type area's height; 1 where nothing stands on it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["pdftoppm", "-r", str(DPI), "-gray", file, f"{folder}/page"], check=True, capture_output=True
        )
        return [_empty_foot(Image.open(page)) for page in sorted(Path(folder).iterdir())]


def _empty_foot(page: Image.Image) -> float:
    above, below = SIDEWAYS if page.width > page.height else UPRIGHT
    top, bottom = _pixels(above), page.height - _pixels(below)
    inked = page.crop((_pixels(EDGE), top, page.width, bottom)).point(lambda grey: 255 * (grey < DARK))
    box = inked.getbbox()
    return 1 - (box[3] if box else 0) / (bottom - top)


def _pixels(millimetres: float) -> int:
    return round(millimetres / 25.4 * DPI)
