import re
from pathlib import Path

import pytest

from documents.outline import Entry
from documents.printing.style import bookmarks, colours, mixed


@pytest.mark.parametrize(
    ("share", "expected"), [(1, "#0b5468"), (0, "#ffffff"), (0.5, "#85aab4"), (0.07, "#eef3f4")]
)
def test_mixed(share: float, expected: str) -> None:
    assert mixed("#0b5468", "#ffffff", share) == expected


def test_colours_names_every_shade() -> None:
    assert colours("#000000") == (
        ":root{--accent:#000000;--accent-deep:#000000;--accent-wash:#ededed;--accent-line:#b8b8b8;}"
    )


def test_tokens_have_the_shades_of_their_own_colour() -> None:
    tokens = (Path(__file__).resolve().parents[3] / "static/css/tokens.css").read_text()
    written = re.findall(r"(--accent[a-z-]*): (#[0-9a-f]{6});", tokens)
    rules = "".join(f"{name}:{value};" for name, value in written)
    assert colours(dict(written)["--accent"]) == f":root{{{rules}}}"
    assert "color-mix" not in tokens.partition(":root")[2]


def test_bookmarks_have_a_rule_for_each_level() -> None:
    assert bookmarks(2) == (
        "[data-bookmark]{bookmark-label:attr(data-bookmark)}"
        '[data-level="1"]{bookmark-level:1}[data-level="2"]{bookmark-level:2}'
    )


def test_label_of_an_entry_without_label() -> None:
    assert Entry("slut", "Slut").name == "Slut"
