"""An element that finds a child again where it last found one. The library looks from the first on, and every
change of a tree of ten thousand paragraphs would take a look at each of them."""

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement


class IndexedTag(Tag):
    _last = 0
    _decomposed = False
    """The library asks for it by name, and for a name that an element lacks it looks through all that is in it."""

    def index(self, element: PageElement) -> int:
        contents = self.contents
        below = min(self._last, len(contents) - 1)
        above = below + 1
        while below >= 0 or above < len(contents):
            if below >= 0 and contents[below] is element:
                self._last = below
                return below
            if above < len(contents) and contents[above] is element:
                self._last = above
                return above
            below -= 1
            above += 1
        raise ValueError("Tag.index: element not in tag")


class IndexedSoup(IndexedTag, BeautifulSoup):
    """The whole of them."""


def has_elements(tag: Tag) -> bool:
    """Most paragraphs are words alone, and looking through them for each element takes long."""
    return any(isinstance(child, Tag) for child in tag.children)
