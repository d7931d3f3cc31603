import pytest
from django.template import Context, Template

from documents.markdown import render
from documents.templatetags.document import link


@pytest.mark.parametrize(
    ("address", "expected"),
    [("https://herning.dk/x?a=1", "https://herning.dk/x?a=1"), ("javascript:alert(1)", ""), ("", "")],
)
def test_address_is_a_link_only_by_the_rule_of_texts(address: str, expected: str) -> None:
    assert link(address) == expected


def test_filter_and_tag_render_below_the_given_level() -> None:
    text = "# A[^1]\n\n[^1]: B"
    template = Template("{% load document %}{{ text|markdown:3 }}|{% markdown text 2 'unge' %}")
    assert template.render(Context({"text": text})) == (
        render(text, parent_level=3) + "|" + render(text, parent_level=2, prefix="unge")
    )
