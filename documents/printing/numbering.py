"""A list's first number, which WeasyPrint reads only together with every other hint of old HTML."""

from typing import Any


def number_lists(page: Any) -> None:
    """`page` is the HTML as a tree: a list that begins with 4 counts from there, on paper and in the tags."""
    for element in page.iter("ol"):
        if start := element.get("start"):
            element.set("style", f"counter-reset: list-item {int(start) - 1}")
