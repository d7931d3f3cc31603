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


def test_bookmarks_follow_the_contents_list() -> None:
    entries = (
        Entry("tema-1", "Unge", "1", children=(Entry("tema-1-vil", "Det vil vi"),)),
        Entry("slut", "Slut"),
    )

    assert bookmarks(entries) == (
        '#tema-1{bookmark-level:1;bookmark-label:"1 Unge"}'
        '#tema-1-vil{bookmark-level:2;bookmark-label:"Det vil vi"}'
        '#slut{bookmark-level:1;bookmark-label:"Slut"}'
    )


def test_bookmarks_with_signs_that_css_and_html_read_as_their_own() -> None:
    assert bookmarks((Entry("a.b", 'Et "citat" \\ </style>'),)) == (
        '#a\\.b{bookmark-level:1;bookmark-label:"Et \\22 citat\\22  \\5c  \\3c /style>"}'
    )


def test_label_of_an_entry_without_label() -> None:
    assert Entry("slut", "Slut").name == "Slut"
