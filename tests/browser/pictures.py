"""Pictures of what a test walks through, for a person to look at: only when `PICTURES` names a folder."""

import os
from pathlib import Path

from playwright.sync_api import Page

DESK, TABLET, PHONE = 1280, 820, 360


def look(page: Page, name: str, *widths: int) -> None:
    """One picture of the whole page for each width, at a desk's if none is given."""
    folder = os.environ.get("PICTURES")
    if not folder:
        return
    before = page.viewport_size
    for width in widths or (DESK,):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
    if before:
        page.set_viewport_size(before)
