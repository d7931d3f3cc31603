from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.comparison import Run, words

register = template.Library()


@register.simple_tag
def differences(before: str, after: str) -> SafeString:
    """Both texts in one. What was removed and added is said in words to those who do not see the lines."""
    return marked(words(str(before), str(after)))


@register.filter
def marked(runs: Iterable[Run]) -> SafeString:
    return format_html_join("", "{}", ((_marked(run),) for run in runs))


def _marked(run: Run) -> str | SafeString:
    if run.kind == "same":
        return run.text
    name, said = ("del", _("[removed:")) if run.kind == "removed" else ("ins", _("[added:"))
    return format_html(
        '<{name}><span class="visually-hidden">{said} </span>{text}<span class="visually-hidden">]</span></{name}>',
        name=name,
        said=said,
        text=run.text,
    )
