"""Lists. Word has no list elements on the clipboard: a line of a list is a paragraph whose style names
its level, with the bullet or number as text before it. Word on the web sets each line in a list of its
own, and Google and Outlook set a list within a list beside the line that it belongs to."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from documents.clipboard.dress import HEADINGS, classes, style

LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d+)")
NUMBERED = re.compile(r"\s*\(?(\d+|[a-z]|[ivx]+)[.)]", re.IGNORECASE)
LIST_STYLE = re.compile(r"(?:x_)*MsoList(?:Paragraph|Bullet|Number)")
MARK_SPACE = re.compile(r"font:\s*7\.0pt")
DEEPEST = 9
"""As in Word."""


def convert(soup: BeautifulSoup) -> None:
    for heading in soup.find_all(HEADINGS):
        for mark in heading.find_all("mark"):
            mark.replace_with(f"{mark.get_text(strip=True)} ")
    _web_lines(soup)
    _build(soup)
    for made in soup.find_all(["ul", "ol"]):
        _tidy(made)


def _web_lines(soup: BeautifulSoup) -> None:
    """Word on the web: each line becomes the paragraph that Word itself would have written."""
    for frame in soup.find_all("div", class_="ListContainerWrapper"):
        for item in frame.find_all("li"):
            level = str(item.get("data-aria-level") or item.get("aria-level") or "1")
            ordered = item.parent is not None and item.parent.name == "ol"
            for inner in item.find_all("p"):
                inner.unwrap()
            item.attrs = {"style": f"mso-list:l0 level{level if level.isdecimal() else 1}"}
            mark = soup.new_tag("mark")
            mark.string = f"{item.get('data-aria-posinset', '1')}." if ordered else "·"
            item.insert(0, mark)
            item.name = "p"
        for made in frame.find_all(["ul", "ol"]):
            made.unwrap()
        frame.unwrap()


def _build(soup: BeautifulSoup) -> None:
    opened: list[Tag] = []
    for line in soup.find_all("p"):
        if line.decomposed:
            continue
        mark = _mark(line)
        level = _level(line, mark)
        if level is None:
            continue
        if not opened or _before(line) is not opened[0]:
            opened = []
        opened = opened[: min(level, len(opened))]
        number = NUMBERED.match(mark.get_text()) if mark else None
        if mark:
            mark.decompose()
        if len(opened) < min(level, len(opened) + 1):
            opened.append(_open(soup, opened, line, number))
        line.name = "li"
        opened[-1].append(line.extract())


def _before(line: Tag) -> Tag | None:
    return next((one for one in line.previous_siblings if isinstance(one, Tag)), None)


def _open(soup: BeautifulSoup, opened: list[Tag], line: Tag, number: re.Match[str] | None) -> Tag:
    made = soup.new_tag("ol" if number else "ul")
    if number and number[1].isdecimal() and number[1] != "1":
        made["start"] = number[1]
    if opened:
        opened[-1].find_all("li", recursive=False)[-1].append(made)
    else:
        line.insert_before(made)
    return made


def _mark(line: Tag) -> Tag | None:
    """The bullet or number as text. Mail programs lose the condition around it, and keep its spaces in
    a type of their own size."""
    found = line.find("mark") or line.find("span", style=re.compile(r"mso-list:\s*Ignore", re.IGNORECASE))
    if isinstance(found, Tag):
        return found
    space = line.find("span", style=MARK_SPACE) if _has_list_style(line) else None
    if not isinstance(space, Tag):
        return None
    parent = space.parent
    if isinstance(parent, Tag) and parent is not line and len(parent.get_text(strip=True)) < DEEPEST:
        return parent
    return None


def _level(line: Tag, mark: Tag | None) -> int | None:
    """None for a paragraph that is no line of a list."""
    named = LEVEL.search(style(line))
    if named:
        return max(1, min(int(named[1]), DEEPEST))
    if mark is None or not _has_list_style(line):
        return None
    deeper = re.search(r"MsoList(?:Bullet|Number)(\d)", " ".join(classes(line)))
    return int(deeper[1]) if deeper else 1


def _has_list_style(line: Tag) -> bool:
    return any(LIST_STYLE.match(name) for name in classes(line))


def _tidy(made: Tag) -> None:
    """A list within a list belongs to the line before it; a line is one paragraph, and not empty."""
    for inner in made.find_all(["ul", "ol"], recursive=False):
        before = inner.find_previous_sibling("li")
        if isinstance(before, Tag):
            before.append(inner.extract())
        else:
            inner.unwrap()
    for item in made.find_all("li", recursive=False):
        for block in item.find_all(["p", "div", *HEADINGS]):
            if block.find_parent("li") is item:
                block.insert_before(NavigableString(" "))
                block.unwrap()
        if not item.get_text(strip=True):
            item.decompose()
