"""Whether a page reads otherwise than before: its words, not its markup."""

from html.parser import HTMLParser
from pathlib import Path


class _Words(HTMLParser):
    """Of what the page is about: what stands around it, in header, banner and footer, tells of today."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "main"

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.found += data.split()


def words_of(page: bytes) -> list[str]:
    parser = _Words()
    parser.feed(page.decode())
    parser.close()
    return parser.found


def differ(before: Path, now: bytes) -> bool:
    """False also where there was no such page."""
    try:
        old = before.read_bytes()
    except OSError:
        return False
    return old != now and words_of(old) != words_of(now)
