"""Any 100,000 characters of HTML, whatever they are, are pasted in less than a second and 100 MB, or refused."""

import os
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.clipboard import TooTangledError, pasted
from plans.standard import standardise
from tests.documents.hostile import FAMILIES, LENGTH, Mixture, mixtures, repeated
from tests.timing import seconds

LONG = bool(os.environ.get("LONG"))
SIZE = LENGTH if LONG else LENGTH // 5
LONGEST = 1.0
"""Seconds of the processor; those for as many elements as are read, which a fifth of the characters has."""
MOST = 100_000_000
"""Bytes."""
HTML = [
    *(
        "<p>a",
        "<p>a</p>",
        "<div>",
        "</div>",
        "<h1>a</h1>",
        "<h2>",
        "<br>",
        "<hr>",
        "<pre>a\n\n",
        "<blockquote>",
    ),
    *(
        "<ul><li>a",
        "<ol><li>a</li>",
        "</ul>",
        "<li>",
        "<ol start=5>",
        "<ol type=a><li>b",
        "<dl><dt>a<dd>b",
        "<dd>",
    ),
    *("<table><tr><td>a", "<td>", "</td>", "<tr>", "</table>", "<td colspan=99>", "<td rowspan=99>a</td>"),
    *("<b>", "</b>", "<i>a</i>", "<s>a</s>", "<sup>1</sup>", "<span>", "<span style='font-weight:bold'>a"),
    *(
        "<a href='https://a.dk'>x</a>",
        '<a href="',
        "<a name=_ftnref1 href='#_ftn1'>[1]</a>",
        "<a id='_ftn1'>",
    ),
    *(
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>a</p>",
        "<p class=MsoListParagraph>a) b</p>",
        "<ol class=lettered><li><span class=sign>a)</span> b",
        "<ol class=lettered><li><span class=sign>a)</span> b</ol>",
        "<!--[if !supportLists]-->·<!--[endif]-->",
    ),
    *(
        "<![if !supportLists]>",
        "<![endif]>",
        "<o:p></o:p>",
        "<v:shape>",
        "<svg>",
        "<object>",
        "<style>a{}",
        "<script>",
    ),
    *("&nbsp;", "&amp;", "&lt;b&gt;", "·\u00a0", "1.\u00a0", "<p>1.\u00a0a</p>", "<td>|</td>", "<p>a) b</p>"),
]


def paste(html: str) -> str:
    try:
        return pasted(html)
    except TooTangledError:
        return ""


@pytest.mark.long
def test_hostile_html_is_pasted_in_less_than_a_second() -> None:
    paste("<p>ord</p>")  # what is loaded once
    texts = {piece: repeated(piece, SIZE) for piece in HTML}
    texts |= {
        name: text[: SIZE // 2] + text[-SIZE // 2 :] for name, text in FAMILIES.items() if LONG or "<" in name
    }
    spent = {name: seconds(paste, text, within=LONGEST) for name, text in texts.items()}
    assert {name: one for name, one in spent.items() if one > LONGEST} == {}


HEAVIEST = [
    "<p>a</p>",
    "<b>a</b>",
    "<tr><td>a</td></tr>",
    "<td colspan=99>",
    "<li>a",
    "<p class=a style='b:c'>a",
]


@pytest.mark.parametrize("piece", HEAVIEST)
def test_hostile_html_is_pasted_in_less_than_100_megabytes(piece: str) -> None:
    most = 9_900 // piece.count("<")  # just as many elements as are read
    html = repeated(piece, min(LENGTH, most * len(piece)))
    tracemalloc.start()
    paste(html)
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert highest < MOST


@pytest.mark.long
@settings(max_examples=200 if LONG else 15)
@given(mixtures(HTML * 5))
def test_any_mixture_is_pasted_or_refused_in_less_than_a_second(mixture: Mixture) -> None:
    assert seconds(paste, mixture.text(SIZE)) < LONGEST


@given(st.lists(st.one_of(st.sampled_from(HTML), st.text(max_size=4)), max_size=30).map("".join))
def test_what_is_pasted_is_standard(html: str) -> None:
    made = pasted(html)
    assert standardise(made) == made
