"""Lines that begin with letters, or with numbers that skip, are drawn as the list that they are: the same words,
each with its sign as it was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.clipboard import pasted
from documents.markdown import as_read, fitting, lettered, notes, plain, render
from documents.markdown.dialect import parser
from documents.markdown.html_renderer import HtmlRenderer
from plans.standard import standardise


def drawn(kind: str, *lines: tuple[str, str]) -> str:
    items = "".join(f'<li><span class="sign">{sign}</span>{words}</li>\n' for sign, words in lines)
    return f'<ol class="lettered" role="list" type="{kind}">\n{items}</ol>'


def stored(*lines: str) -> str:
    return "  \n".join(lines)


@pytest.mark.parametrize(
    ("lines", "kind", "signs"),
    [
        (("a) x", "b) y", "c) z"), "a", ["a)", "b)", "c)"]),
        (("(a) x", "(b) y"), "a", ["(a)", "(b)"]),
        (("a. x", "b. y"), "a", ["a.", "b."]),
        (("A) x", "B) y"), "A", ["A)", "B)"]),
        (("A. x", "B. y"), "A", ["A.", "B."]),
        (("d) x", "e) y"), "a", ["d)", "e)"]),
        (("a) x", "c) y"), "a", ["a)", "c)"]),
        (("z) x", "æ) y", "ø) z", "å) æ"), "a", ["z)", "æ)", "ø)", "å)"]),
        (("i) x", "ii) y", "iii) z", "iv) æ"), "i", ["i)", "ii)", "iii)", "iv)"]),
        (("I. x", "II. y"), "I", ["I.", "II."]),
        (("h) x", "i) y", "j) z"), "a", ["h)", "i)", "j)"]),
        (("1\\. x", "3\\. y", "7\\. z"), "1", ["1.", "3.", "7."]),
        (("1\\) x", "3\\) y"), "1", ["1)", "3)"]),
        (("(1) x", "(2) y"), "1", ["(1)", "(2)"]),
        (("01\\. x", "02\\. y"), "1", ["01.", "02."]),
        (("a\\) x", "b\\) y"), "a", ["a)", "b)"]),
    ],
)
def test_run_of_lines_with_signs_is_a_list(lines: tuple[str, ...], kind: str, signs: list[str]) -> None:
    words = [f" {line[-1]}" for line in lines]
    assert render(stored(*lines), parent_level=2) == drawn(kind, *zip(signs, words, strict=True))


@pytest.mark.parametrize(
    "lines",
    [
        ("a) x",),
        ("a) x", "y"),
        ("a) x", "b) y", "Kilde: z"),
        ("a) x", "a) y"),
        ("b) x", "a) y"),
        ("a) x", "b. y"),
        ("a) x", "2) y"),
        ("a) x", "B) y"),
        ("a)", "b)"),
        ("a) x", "b)"),
        ("a)x", "b)y"),
        ("(a. x", "(b. y"),
        ("A. Hansen", "C. Jensen"),
        ("H. Hansen", "J. Jensen"),
        ("I. Hansen", "V. Jensen"),
        ("1\\. feb. x", "15\\. feb. y", "31\\. mar. z"),
        ("1\\. kvartal", "3\\. kvartal"),
        ("1\\. x", "3\\. klasse"),
        ("2018\\. x", "2019\\. y"),
        ("3\\. x", "1\\. y"),
        ("§ 1 x", "§ 2 y"),
        ("1.1 Mål", "1.2 Mål"),
        ("Nørregade 1", "7400 Herning"),
        ("`a)` x", "`b)` y"),
        ("[a) x](/herning/)", "[b) y](/herning/)"),
        ("**a) x", "b) y**"),
    ],
)
def test_what_may_be_something_else_stays_lines(lines: tuple[str, ...]) -> None:
    made = render(stored(*lines), parent_level=2)
    assert "lettered" not in made
    assert made.count("<br>") == len(lines) - 1


def test_line_ends_that_were_not_kept_make_no_list() -> None:
    assert render("a) x\nb) y", parent_level=2) == "<p>a) x\nb) y</p>"


def test_line_goes_on_over_a_line_end_that_is_a_space() -> None:
    assert render("a) x\nmere  \nb) y", parent_level=2) == drawn("a", ("a)", " x\nmere"), ("b)", " y"))


def test_lines_above_the_run_are_the_paragraph_before_it() -> None:
    made = render(stored("Vi vil", "især:", "a) x", "b) y"), parent_level=2)
    assert made == "<p>Vi vil<br>\nisær:</p>\n" + drawn("a", ("a)", " x"), ("b)", " y"))


def test_emphasis_and_links_stay() -> None:
    made = render(stored("**a)** x", "**b) *y***", "*c)* [z](/herning/)", "d) **æ  \nø**"), parent_level=2)
    sign = '<span class="sign">{})</span>'.format
    assert made == (
        '<ol class="lettered" role="list" type="a">\n'
        f"<li><strong>{sign('a')}</strong> x</li>\n"
        f"<li><strong>{sign('b')} <em>y</em></strong></li>\n"
        f'<li><em>{sign("c")}</em> <a href="/herning/">z</a></li>\n'
        f"<li>{sign('d')} <strong>æ<br>\nø</strong></li>\n</ol>"
    )


RUN = drawn("a", ("a)", " x"), ("b)", " y"))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("- Ring:  \n  a) x  \n  b) y\n- z", f"<ul>\n<li>Ring:\n{RUN}\n</li>\n<li>z</li>\n</ul>"),
        ("- a) x  \n  b) y", f"<ul>\n<li>{RUN}\n</li>\n</ul>"),
        ("- z\n\n  a) x  \n  b) y", f"<ul>\n<li>\n<p>z</p>\n{RUN}\n</li>\n</ul>"),
        ("> a) x  \n> b) y", f"<blockquote>\n{RUN}\n</blockquote>"),
        ("Ord\n: a) x  \n  b) y", f"<dl>\n<dt>Ord</dt>\n<dd>{RUN}\n</dd>\n</dl>"),
        ("a) x  \nb) y\n\nc) z  \nd) æ", RUN + "\n" + drawn("a", ("c)", " z"), ("d)", " æ"))),
    ],
)
def test_run_stands_in_whatever_holds_it(text: str, made: str) -> None:
    assert render(text, parent_level=2).replace("<li><ol", "<li>\n<ol").replace(
        "<dd><ol", "<dd>\n<ol"
    ) == made.replace("<li><ol", "<li>\n<ol").replace("<dd><ol", "<dd>\n<ol")


def test_run_in_a_note_has_its_way_back_after_it() -> None:
    made = render("Tekst[^1]\n\n[^1]: a) x  \n    b) y", parent_level=2)
    back = (
        r'<p>&nbsp;<a aria-label="[^"]*" class="footnote-backref" href="#ref-1" role="doc-backlink">↑</a></p>'
    )
    assert re.search(f'<li id="note-1">\n{re.escape(RUN)}\n{back}\n</li>', made)


def test_cell_keeps_its_lines() -> None:
    made = render("| A | B |\n|---|---|\n| a) x&#10;b) y | 2 |", parent_level=2)
    assert "<td>a) x<br>\nb) y</td>" in made


def test_plain_words_have_each_sign_once() -> None:
    text = "1. z\n2. Vi vil:  \n   a) x  \n   b) y\n3. æ"
    assert plain(text) == "z\nVi vil:\na) x\nb) y\næ"
    assert as_read(text) == "1. z\n2. Vi vil:\na) x\nb) y\n3. æ"


def test_list_copied_from_the_portals_own_page_is_the_same_text() -> None:
    text = "Vi vil:\n\na) Ring  \nb) Mød op\n\n1\\. Ring  \n3\\. Mød op"
    assert pasted(render(text, parent_level=2)) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('<ol class="lettered"><li>x', ""),
        ('[x]{lang="en" .sign}', '<span lang="en">x</span>'),
        ("[x]{.lettered}", "<span>x</span>"),
    ],
)
def test_author_cannot_write_the_list_itself(text: str, made: str) -> None:
    shown = render(text, parent_level=2)
    assert 'class="' not in shown.replace("class=&quot;", "").replace("&lt;ol class=", "")
    assert made in shown


# The words are the same, drawn or not.

LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "> ", "- ", "  ", "1. ", ": ", "[^1]: ", "    "]),
    st.sampled_from(
        ["a)", "b)", "c)", "i.", "ii.", "(a)", "(b)", "1\\.", "3\\.", "A)", "**a)**", "**b)**", ""]
    ),
    st.sampled_from([" x", " *y* z", " kvartal[^1]", "", " ![z](/media/x.png)", " a) b", "\u00a0x"]),
    st.sampled_from(["  \n", "\\\n", "\n", "\n\n", " "]),
)


def words(text: str, *, as_lists: bool) -> list[str]:
    tokens = fitting.fitted(parser().parse(text), 2)
    made = lettered.drawn(tokens) if as_lists else tokens
    page = HtmlRenderer("").render(notes.named(made), parser().options, {})
    lines = re.sub("<[^<>]*>", "", page.replace("<br>", "\n")).split("\n")
    return [" ".join(line.replace("&nbsp;", " ").split()) for line in lines if line.strip()]


@given(st.lists(LINES, max_size=12).map("".join))
def test_words_and_lines_are_the_same_drawn_or_not(text: str) -> None:
    for each in (text, standardise(text)):
        one, other = words(each, as_lists=True), words(each, as_lists=False)
        assert "".join("".join(one).split()) == "".join("".join(other).split())
        if "[^1]" not in each:
            assert one == other


def test_bullets_beside_letters_are_left_out() -> None:
    made = render("- a. Skaffe plads\n- b. Gøre synlig\n    - Et punkt\n- c. Rådgive", parent_level=2)

    assert made.startswith(
        '<ol class="lettered" role="list" type="a">\n<li><span class="sign">a.</span> Skaffe plads</li>'
    )
    assert made.count('class="sign"') == 3
    assert "<ul>\n<li>Et punkt</li>" in made
    assert made.endswith("</ol>")


@pytest.mark.parametrize(
    "text", ["- a. x\n- y", "- x\n- b. y", "- a. x", "- b. x\n- a. y", "- # a. x\n- b. y"]
)
def test_bullets_beside_what_is_no_list_of_letters_stay(text: str) -> None:
    assert render(text, parent_level=2).startswith("<ul>")


@given(st.lists(LINES, max_size=12).map("".join))
def test_every_sign_that_is_drawn_stands_alone_before_its_line(text: str) -> None:
    made = render(standardise(text), parent_level=2)
    items = re.findall(r'<li>(?:\s*<p>)?(?:<strong>)?<span class="sign">([^<>]*)</span>', made)
    assert made.count('class="sign"') == len(items)
    assert all(re.fullmatch(r"\(?(?:[A-Za-zæøåÆØÅ]|[IVXivx]+|\d{1,3})[.)]", sign) for sign in items)
