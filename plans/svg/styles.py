"""Style rules as attributes of the elements that they are about, so that no rule has to be kept."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from plans.svg.allowed import OF_STYLE, SEEN, SVG
from plans.svg.reading import too_complicated

MOST_TESTS = 5_000_000
"""Rules times elements."""


def inline(root: Element) -> None:
    """An attribute gives way to a rule, and a rule to the element's own `style`. Raises `UnsafeDrawingError`."""
    rules = _rules(root)
    wrapped = list(cssselect2.ElementWrapper.from_xml_root(root).iter_subtree())
    if len(rules[1]) * len(wrapped) > MOST_TESTS:
        raise too_complicated()
    for one in wrapped:
        for _specificity, _order, pseudo, found in rules[0].match(one):
            if pseudo is None:
                one.etree_element.attrib.update(found)
        own = one.etree_element.attrib.pop("style", "")
        one.etree_element.attrib.update(_declared(own))


def _rules(root: Element) -> tuple[cssselect2.Matcher, list[dict[str, str]]]:
    matcher, stored = cssselect2.Matcher(), list[dict[str, str]]()
    text = "\n".join("".join(style.itertext()) for style in root.iter(f"{SVG}style"))
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        if not _is_simple(rule.prelude):
            raise too_complicated()
        declared = dict(_declared(rule.content))
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            matcher.add_selector(selector, declared)
            stored.append(declared)
    return matcher, stored


def _is_simple(prelude: list[Any]) -> bool:
    """A test of `a b` looks at all that is around, and of `a ~ b` at all that is beside: together they multiply."""
    text = tinycss2.serialize(prelude)
    has_functions = any(one.type == "function" for one in prelude)
    return not has_functions and "~" not in text and all(len(one.split()) <= 3 for one in text.split(","))


def _declared(text: object) -> Iterator[tuple[str, str]]:
    found = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    for one in found:
        if one.type == "declaration" and one.lower_name in OF_STYLE | SEEN:
            yield one.lower_name, tinycss2.serialize(one.value).strip()
