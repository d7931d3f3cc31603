from typing import Any

from django import template

from accounts.views import session

register = template.Library()


@register.simple_tag(takes_context=True)
def seconds_left(context: dict[str, Any]) -> int:
    return session.seconds_left(context["request"])
