"""Lists of web pages and mail programs, which have elements for them."""

import pytest

from documents.clipboard import pasted


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ol><li>a</li><li></li><li>c</li></ol>", "1\\. a  \n3\\. c"),
        ("<ol><li>a</li><li>b</li><li></li></ol>", "1. a\n2. b"),
        ("<ol><li></li><li>b</li></ol>", "2\\. b"),
        ('<ol type="a"><li>a</li><li> </li><li>c</li></ol>', "a) a  \nc) c"),
        ("<ol reversed><li>a</li><li>b</li><li>c</li></ol>", "3\\. a  \n2\\. b  \n1\\. c"),
        ('<ol reversed="" start="9"><li>a</li><li>b</li></ol>', "9\\. a  \n8\\. b"),
        ('<ol style="list-style-type:none"><li>§ 1. a</li><li>§ 2. b</li></ol>', "- § 1. a\n- § 2. b"),
        ('<ol style="margin: 0; list-style: none"><li>1.1 a</li><li>1.2 b</li></ol>', "- 1.1 a\n- 1.2 b"),
        ('<ol><li style="list-style-type:none">a<ol><li>b</li></ol></li></ol>', "1. a\n   1. b"),
    ],
)
def test_numbers_of_a_list_are_those_that_a_browser_draws(html: str, markdown: str) -> None:
    assert pasted(html) == markdown
