"""An include with `only` is a function of what it takes: within `read_once`, the same is rendered once, however many
pages it stands on."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.loader_tags import IncludeNode, do_include
from django.utils.safestring import SafeString

from documents.once import once

register = template.Library()
PLAIN = (str, int, type(None))
"""Told apart by type and value: `True` is written otherwise than 1, and what is safe otherwise than what is not."""


class IsolatedNode(IncludeNode):
    """Whatever else is passed is told apart by which object it is, and is kept as long as what was made of it: trees,
    editions and lists of links, which nobody changes once they are shown."""

    def __init__(self, plain: IncludeNode) -> None:
        super().__init__(plain.template, extra_context=plain.extra_context, isolated_context=True)

    def render(self, context: Context) -> SafeString:
        values = {name: each.resolve(context) for name, each in self.extra_context.items()}
        name = self.template.resolve(context)
        key = (name, context.autoescape, *(_key(name, value) for name, value in values.items()))
        rendered, _kept = once(key, lambda: (self._rendered(name, context, values), values))
        return rendered

    def _rendered(self, name: str, context: Context, values: dict[str, Any]) -> SafeString:
        around: Any = context.template
        found = around.engine.get_template(name)
        rendered: SafeString = found.render(context.new(values))
        return rendered


def _key(name: str, value: Any) -> tuple[object, ...]:
    return (name, type(value), value) if isinstance(value, PLAIN) else (name, id(value))


@register.tag("include")
def include(parser: Parser, token: Token) -> IncludeNode:
    plain = do_include(parser, token)
    return IsolatedNode(plain) if plain.isolated_context else plain
