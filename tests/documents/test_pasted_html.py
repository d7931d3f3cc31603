import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.pasted_html import html_to_markdown, markup_to_markdown


@pytest.mark.parametrize(
    "text",
    [
        "Drift & Service",
        "alder < 25 og indkomst > 0",
        "<navn> og <https://herning.dk>",
        "AT&T, R&Dregion; og &ukendt;",
        "# Mål\n\n\n- a\n\n> *citat*",
        "a <b c",
    ],
)
def test_text_without_remnants_is_untouched(text: str) -> None:
    assert html_to_markdown(text) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("<p>En.</p> <p>To &amp; tre.</p>", "En.\n\nTo & tre."),
        ('<ul style="list-style-type: none;">\n<li>a</li>\n<li>b</li></ul>', "- a\n- b"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<ul><li>a<ul><li>b</ul></ul>", "- a\n  - b"),
        ("<h2>Mål</h2>tekst", "## Mål\n\ntekst"),
        ("et <b>fedt</b> og <i>skråt</i> ord", "et **fedt** og *skråt* ord"),
        ("<a href='https://herning.dk' onclick=x>her</a>", "[her](https://herning.dk)"),
        ("<a href='javascript:x'>her</a>", "her"),
        ("a<br>b<br/>c", "a  \nb  \nc"),
        ("| a<br>b |", "| a&#10;b |"),
        (
            "<table><tr><th>År<th>Tal<tr><td>2019<td>1<br>2</table>",
            "| År | Tal |\n| --- | --- |\n| 2019 | 1&#10;2 |",
        ),
        ("<blockquote>citat</blockquote>", "> citat"),
        ("<dl><dt>RAR</dt><dd>Råd</dd></dl>", "RAR\n:   Råd"),
        ("<div>\n\n# Mål\n\ntekst\n\n</div>", "# Mål\n\ntekst"),
        ("<span style=x>a</span><font color=red>b</font><o:p></o:p>", "ab"),
        ("<!-- note -->a<![CDATA[b]]>", "ab"),
        ("<p>a < b & c</p>", "a < b & c"),
        ("10 m<sup>2</sup>, CO<sub>2</sub>", "10 m^2^, CO~2~"),
        ("1<sup>a b</sup>", "1^a\\ b^"),
        ("<s>et</s> <del>to</del> <strike>tre</strike>", "~~et~~ ~~to~~ ~~tre~~"),
        ("<li>a</li><li>b</li>", "- a\n- b"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("<script>x()</script><p>a<style>y</style></p>", "a"),
        ("&aelig;&nbsp;&#248;&#xE5;", "æ\xa0øå"),
        ("&lt;b&gt; er fed, 5 &lt; 6", "&lt;b> er fed, 5 < 6"),
    ],
)
def test_remnants_become_markdown(text: str, made: str) -> None:
    assert html_to_markdown(text) == made


def test_text_of_more_tags_than_anybody_writes_keeps_its_words() -> None:
    assert html_to_markdown("<b>ord</b> " * 3000).split() == ["ord"] * 3000


def test_tag_that_is_never_closed_swallows_nothing() -> None:
    assert html_to_markdown("<ul style=x>• A• B\n\n# Mål\n\n<p>a</p>") == "• A• B\n\n# Mål\n\na"


def test_tag_does_not_go_over_an_empty_line() -> None:
    assert html_to_markdown("<br\n\nord>") == "<br\n\nord>"


def test_emphasis_over_an_empty_line_is_left_out() -> None:
    assert html_to_markdown("<b>a\n\nb</b>") == "a\n\nb"


def test_references_stay_where_markdown_is_to_be_rendered() -> None:
    assert markup_to_markdown("<b>a</b> &lt;script&gt; &amp;") == "**a** &lt;script&gt; &amp;"


@given(st.text(alphabet=st.characters(exclude_characters="<&\ue0ff")))
def test_any_text_without_tags_and_references_is_untouched(text: str) -> None:
    assert html_to_markdown(text) == text


@given(st.lists(st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "</b>", "<b>", "ord", "\n\n", "<br", ">"])))
def test_no_word_is_lost(pieces: list[str]) -> None:
    assert html_to_markdown("".join(pieces)).count("ord") == pieces.count("ord")
