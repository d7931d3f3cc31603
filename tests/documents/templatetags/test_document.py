from django.template import Context, Template

from documents.markdown import render


def test_filter_and_tag_render_below_the_given_level() -> None:
    text = "# A[^1]\n\n[^1]: B"
    template = Template("{% load document %}{{ text|markdown:3 }}|{% markdown text 2 'unge' %}")
    assert template.render(Context({"text": text})) == (
        render(text, parent_level=3) + "|" + render(text, parent_level=2, prefix="unge")
    )
