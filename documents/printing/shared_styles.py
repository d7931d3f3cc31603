"""What looks alike has one style together: its values are computed once, and kept once.

WeasyPrint 70.0 shares a style between elements that the same rules speak of, but takes an element's name (`id`) for
such a rule: each that has one, and all that is in it, had styles of their own. Here a name is told to its element
alone, when it is made a box, and no rule can speak of it. Each page, too, had styles of its own for itself and its
margins, though only left and right, first and later, and what `page` names tell pages apart.
`documents/printing/weasy.py` puts the class in the place of WeasyPrint's `StyleFor`."""

from typing import Any


def shared(original: type[Any]) -> type[Any]:
    """In place of `StyleFor`, by the name it has in `weasyprint.css`."""

    class SharedStyles(original):  # type: ignore[misc]
        def __init__(self, html: Any, sheets: list[Any], *given: Any) -> None:
            self.names = _names(html.etree_element)
            self.named: dict[Any, Any] = {}
            self.counts_pages = _count_pages(sheets)
            self.first_pages: dict[Any, Any] = {}
            for element in self.names:
                del element.attrib["id"]
            try:
                super().__init__(html, sheets, *given)
            finally:
                for element, name in self.names.items():
                    element.set("id", name)
            *_others, target_collector = given
            for name in self.names.values():
                target_collector.collect_anchor(name)

        def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
            style = super().__call__(self._like(element), pseudo_type)
            if pseudo_type or element not in self.names:
                return style
            if element not in self.named:
                self.named[element] = style.copy()
                self.named[element]["anchor"] = self.names[element]
            return self.named[element]

        def add_page_declarations(self, page_type: Any) -> None:
            if self._like(page_type) == page_type:
                super().add_page_declarations(page_type)

        def set_computed_styles(self, element: Any, *given: Any, **options: Any) -> None:
            if self._like(element) == element:
                super().set_computed_styles(element, *given, **options)

        def _like(self, element: Any) -> Any:
            """Of pages the first that is like this one; elements are themselves."""
            if self.counts_pages or not hasattr(element, "blank"):
                return element
            kind = (element.side, element.blank, element.name, element.index == 0)
            return self.first_pages.setdefault(kind, element)

    return SharedStyles


def _names(root: Any) -> dict[Any, str]:
    return {element: element.get("id") for element in root.iter() if element.get("id")}


def _count_pages(sheets: list[Any]) -> bool:
    """Whether a rule is for every third page, or the like."""
    return any(
        page.index is not None
        for sheet, *_origin in sheets
        for _rule, selectors, _declarations in sheet.page_rules
        for _specificity, _part, page in selectors
    )
