from django import template

from documents.comparison import Run, words

register = template.Library()


@register.simple_tag
def differences(before: str, after: str) -> tuple[Run, ...]:
    """For `components/words.html`, which shows both texts in one."""
    return words(str(before), str(after))
