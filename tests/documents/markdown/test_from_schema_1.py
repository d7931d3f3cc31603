"""Texts of schema 1 are read as they were: by the renderer that they were written for, and by today's.

`tests/documents/python_markdown` is that renderer; `golden/schema-1.json` was written by the code of its time
and is never touched again.
"""

import json
import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.codec import from_json, to_json
from documents.markdown import plain, render
from documents.markdown.from_schema_1 import upgraded
from documents.markdown.from_schema_1.tree import MARKDOWN, with_texts_of_today
from tests.documents.printing.plans import LONG_TITLE
from tests.documents.python_markdown.render import plain as plain_then
from tests.documents.python_markdown.render import render as render_then
from tests.real_plans import NAMES, file_text

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1.json"
DIFFERENCES = {
    "Fremhævning": "Stars that cross each other pair otherwise.",
    LONG_TITLE: "Its theme begins with the same text.",
    "Html": "What was struck shows no tildes: it is struck.",
    "Noter": "Notes are numbered in the order of their signs; one without a sign stands below the text.",
}
"""On purpose, by the title of the golden edition's section. Addresses written bare are links besides."""

OTHERWISE = {
    "> Tekst:\n> - a\n> - b": (
        "A list right after a line in a quotation was one line of text with signs; it is the list that was meant.",
        "<blockquote>\n<p>Tekst:\n- a\n- b</p>\n</blockquote>",
        "<blockquote>\n<p>Tekst:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</blockquote>",
    ),
    "- a\n  ---\n- b": (
        "A rule that is indented below an item stands in the item; it parted the list in two.",
        "<ul>\n<li>a</li>\n</ul>\n<hr>\n<ul>\n<li>b</li>\n</ul>",
        "<ul>\n<li>a\n<hr>\n</li>\n<li>b</li>\n</ul>",
    ),
    "- a\n    ---\n- b": (
        "Indented further, its dashes were words of the item.",
        "<ul>\n<li>a\n    ---</li>\n<li>b</li>\n</ul>",
        "<ul>\n<li>a\n<hr>\n</li>\n<li>b</li>\n</ul>",
    ),
    "Et\nTo\n: Forklaring": (
        "Two terms above one definition are one of two lines: a term is one line today.",
        "<dl>\n<dt>Et</dt>\n<dt>To</dt>\n<dd>Forklaring</dd>\n</dl>",
        "<dl>\n<dt>Et<br>\nTo</dt>\n<dd>Forklaring</dd>\n</dl>",
    ),
    "Et\n: Forklaring\nTo\n: En til": (
        "Without an empty line between, the second term was a term of the first definition's own list.",
        "<dl>\n<dt>Et</dt>\n<dd>\n<dl>\n<dt>Forklaring</dt>\n<dt>To</dt>\n<dd>En til</dd>\n</dl>\n</dd>\n</dl>",
        "<dl>\n<dt>Et</dt>\n<dd>Forklaring\nTo</dd>\n<dd>En til</dd>\n</dl>",
    ),
    "Vi vil:  \na) Ring  \nb) Mød op": (
        "Lines with letters are the list that they look like, each letter as it was typed.",
        "<p>Vi vil:<br>\na) Ring<br>\nb) Mød op</p>",
        '<p>Vi vil:</p>\n<ol class="lettered" role="list" type="a">\n<li><span class="sign">a)</span> Ring</li>\n'
        '<li><span class="sign">b)</span> Mød op</li>\n</ol>',
    ),
    "1\\. Ring  \n3\\. Mød op": (
        "So are lines with numbers that skip.",
        "<p>1. Ring<br>\n3. Mød op</p>",
        '<ol class="lettered" role="list" type="1">\n<li><span class="sign">1.</span> Ring</li>\n'
        '<li><span class="sign">3.</span> Mød op</li>\n</ol>',
    ),
}
"""On purpose, too: why, what was drawn then, and what is drawn now. The words are the same, but for dashes."""
SIMILARITY_THRESHOLD = (
    *(
        "- a\n# H",
        "1. a\n# H\n2. b",
        "- a\n  # H\n- b",
        "- a\n***\n- b",
        "- a\n---\nb",
        "- a\n- b\n## H\ntekst",
    ),
    # The numbers that the web's page had: an edition is read as it was published, not as it was typed.
    *("4. kvartal 2018 gik\n1. kvartal 2019 gik", "1. feb. a\n15. feb. b\n31. mar. c", "1. a\n3. b"),
)
"""A heading or a rule below a list's item, and numbers that skip, are drawn as they were."""


def texts(part: Any, kind: str = "", title: str = "") -> Iterator[tuple[str, str]]:
    """Every Markdown text in a plan's JSON, with the title that it stands below."""
    for name, value in part.items():
        below = kind if name == "children" else name
        if isinstance(value, str) and name in MARKDOWN.get(kind, ()):
            yield part.get("title", title), value
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from texts(each, below, part.get("title", title))


def golden() -> Any:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))["plan"]


def words(text: str) -> str:
    return " ".join(text.split())


def test_golden_edition_is_read_with_the_words_that_it_was_written_with() -> None:
    different = {
        title for title, text in texts(golden()) if words(plain(upgraded(text))) != words(plain_then(text))
    }
    assert different == set(DIFFERENCES)


@pytest.mark.parametrize("name", NAMES)
def test_real_plan_has_the_words_that_it_was_written_with(name: str) -> None:
    for _title, text in texts(json.loads(file_text(name))["plan"]):
        assert words(plain(upgraded(text))) == words(plain_then(text))


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_is_drawn_otherwise_is_so_on_purpose(text: str) -> None:
    _why, then, now = OTHERWISE[text]
    assert render_then(text, parent_level=2) == then
    assert render(upgraded(text), parent_level=2) == now
    now_read, then_read = (re.sub(r"[\s-]", "", read) for read in (plain(upgraded(text)), plain_then(text)))
    assert now_read == then_read


@pytest.mark.parametrize("text", SIMILARITY_THRESHOLD)
def test_what_looks_like_it_is_drawn_as_it_was(text: str) -> None:
    assert render(upgraded(text), parent_level=2) == render_then(text, parent_level=2)


def test_golden_edition_is_read_and_written_as_schema_2() -> None:
    document = from_json(GOLDEN.read_text(encoding="utf-8"))
    assert json.loads(to_json(document))["schema"] == 2
    assert from_json(to_json(document)) == document


def test_every_text_of_the_tree_is_written_anew_and_nothing_else() -> None:
    before, after = golden(), with_texts_of_today(golden())
    assert [text for _, text in texts(after)] == [upgraded(text) for _, text in texts(before)]
    assert _without(after) == _without(before)


def _without(part: Any, kind: str = "") -> Any:
    if isinstance(part, list):
        return [_without(each, kind) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        name: None
        if name in MARKDOWN.get(kind, ())
        else _without(value, kind if name == "children" else name)
        for name, value in part.items()
    }


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("Mål\n---\ntekst", "## Mål\n\ntekst"),
        ("Vision\n===", "# Vision"),
        ("### C#", "### C"),
        ("• a\n• b", "- a\n- b"),
        ("- a\n    - b\n- c", "- a\n  - b\n- c"),
        ("- a\n* b", "- a\n- b"),
        ("1. august 2019", "1\\. august 2019"),
        ("1) Ring", "1\\) Ring"),
        ("-", "\\-"),
        ("CO~2~ ~~x~~ 10^6^", "CO\\~2\\~ \\~\\~x\\~\\~ 10\\^6\\^"),
        ("`a~b` https://a.dk/~b", "`a~b` https://a.dk/~b"),
        ("10 m<sup>2</sup>", "10 m^2^"),
        ("| a<br>b |", "| a&#10;b |"),
        ("<b>fed</b>", "**fed**"),
        ("**Mål:**tekst", "**Mål:**&#116;ekst"),
        ("*kursiv *og", "*kursiv* og"),
        ("C:\\mappe\\/x", "C:\\mappe\\\\/x"),
        ("[Kilde][k]\n\n[k]: https://a.dk", "[Kilde](https://a.dk)"),
        ("[her](https://a.dk/en fil.pdf)", "[her](<https://a.dk/en fil.pdf>)"),
        ("[ord]{.x} [ord]{lang=en}", "[ord]\\{.x} [ord]{lang=en}"),
        ("a[^x y]\n\n[^x y]: Note", "a[^xy]\n\n[^xy]: Note"),
        ("a[^x]", "a[\\^x]"),
        ("a\n\n[^x]: Ubrugt", "a\n\n\nUbrugt"),
        ("Tal:\n| A |\n|---|", "Tal:\n| A |\n\\|---|"),
        ("> a\n\n> b", "> a\n>\n> b"),
        ("1. første\n> citat\n2. anden", "1. første\n   > citat\n2. anden"),
        ("- a\n> b\nc\n\nd", "- a\n  > b\n  >   c\n\nd"),
        ("> a\n- b", "> a\n\n- b"),
        ("Helt almindelig tekst, 25 % & mere.", "Helt almindelig tekst, 25 % & mere."),
    ],
)
def test_mark_of_then_is_written_as_one_of_today(then: str, now: str) -> None:
    assert upgraded(then) == now


LINES = st.sampled_from(
    [
        "Tekst her",
        "- punkt",
        "- punkt\n  - under",
        "1. første",
        "2. anden",
        "\n# Mål\n",
        "",
        "",
        "> citat",
        "**fed** og *skrå*",
        "a_b_c",
        "ca. ~5",
        "m^2",
        "[ord](/herning/)",
        "RAR",
        "1) Ring",
        "• prik",
        "1. maj 2019",
        "a\\b",
        "\n---\n",
        "`kode`",
    ]
)


@given(st.lists(LINES, max_size=7))
@example(["1. første", "> citat", "2. anden"])
@example(["Tekst her", "2. anden", "> citat", "2. anden"])
@example(["1. første", "Tekst her", "> citat", "2. anden"])
def test_common_lines_in_any_order_have_the_same_words(lines: list[str]) -> None:
    text = "\n".join(lines)
    then, now = plain_then(text), plain(upgraded(text))
    assert re.sub(r"\s", "", now) == re.sub(r"\s", "", then), "\n".join(unified_diff([then], [now]))
