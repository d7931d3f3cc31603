"""Lists. Word has no list elements on the clipboard: a line of a list is a paragraph whose style names
its level, with the bullet or number as text before it. Word on the web sets each line in a list of its
own, and Google and Outlook set a list within a list beside the line that it belongs to."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from documents.clipboard.indexed_soup import has_elements
from documents.clipboard.styles import classes, style
from documents.headings import HEADINGS

LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d+)")
DECIMAL = re.compile(r"(0|[1-9]\d{0,7})[.)]?")
LETTERED = re.compile(r"list-style-type:\s*((?:lower|upper)-(?:alpha|latin|roman))", re.IGNORECASE)
UNNUMBERED = re.compile(r"list-style(?:-type)?:\s*none", re.IGNORECASE)
TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
NUMBERED = re.compile(r"\s*\(?(\d+|[a-z]|[ivx]+)[.)]|\D{0,40}\d", re.IGNORECASE)
"""`1.`, `(a)`, `iv)`, and what somebody has made of a number: `Mål 1:`, `§ 1`. A bullet is one sign."""
LEVEL_TEXT = re.compile(r"(\(?)%\d([.)])")
TYPED = re.compile(r"\s*(\(?(?:[a-zæøå]|[ivx]{2,6})\))(?:\s|$)", re.IGNORECASE)
"""`a)`, `(iv)`: what somebody has typed before a line, where Word would have set it."""
HIGHEST = 999
"""Of a number that is drawn as a letter or in Roman signs."""
LIST_STYLE = re.compile(r"(?:x_)*MsoList(?:Paragraph|Bullet|Number)")
MARK_SPACE = re.compile(r"font:\s*7\.0pt")
MAX_DEPTH = 9
LONGEST_MARK = 8
"""Signs of a mark: a number, or letters, with what stands around them."""
"""As in Word."""


def convert(soup: BeautifulSoup) -> None:
    for heading in soup.find_all(HEADINGS):
        for mark in heading.find_all("mark"):
            mark.replace_with(f"{mark.get_text(strip=True)} ")
    _web_lines(soup)
    _build(soup)
    for made in soup.find_all("ol", class_="lettered"):
        _take_signs(made)
    for made in soup.find_all("ol"):
        _say_numbers(made)
    for made in soup.find_all(["ul", "ol"]):
        _tidy(made)
    for made in reversed(soup.find_all("ol")):
        if labels := _labels(made):
            _as_lines(soup, made, labels)


def _web_lines(soup: BeautifulSoup) -> None:
    """Word on the web: each line becomes the paragraph that Word itself would have written."""
    for frame in soup.find_all("div", class_="ListContainerWrapper"):
        for item in frame.find_all("li"):
            level = str(item.get("data-aria-level") or item.get("aria-level") or "1")
            ordered = item.parent is not None and item.parent.name == "ol"
            sign = _web_sign(item)
            for inner in item.find_all("p"):
                inner.unwrap()
            item.attrs = {"style": f"mso-list:l0 level{level if level.isdecimal() else 1}"}
            mark = soup.new_tag("mark")
            mark.string = sign if ordered else "·"
            item.insert(0, mark)
            item.name = "p"
        for made in frame.find_all(["ul", "ol"]):
            made.unwrap()
        frame.unwrap()


def _web_sign(item: Tag) -> str:
    """Of a line of a numbered list."""
    position = str(item.get("data-aria-posinset", "1"))
    kind = _lettered(item.parent, item) if item.parent else ""
    if kind and position.isdecimal() and 0 < int(position) <= HIGHEST:
        letters = _letters(int(position), kind)
        around = LEVEL_TEXT.fullmatch(str(item.get("data-leveltext", "")))
        return f"{around[1]}{letters}{around[2]}" if around else f"{letters})"
    return f"{position}."


def _lettered(*tags: Tag) -> str:
    """CSS's name for the letters or Roman numbers that one of them says."""
    return next((found[1].lower() for tag in tags if (found := LETTERED.search(style(tag)))), "")


def _build(soup: BeautifulSoup) -> None:
    opened: list[Tag] = []
    for line in soup.find_all("p"):
        if line.decomposed:
            continue
        mark = _mark(line) or _typed_mark(soup, line)
        level = _level(line, mark)
        if level is None:
            continue
        if not opened or _before(line) is not opened[0]:
            opened = []
        opened = opened[: min(level, len(opened))]
        label = mark.get_text(strip=True) if mark else ""
        number = NUMBERED.match(label)
        if mark:
            mark.decompose()
        if len(opened) < min(level, len(opened) + 1):
            opened.append(_open(soup, opened, line, number))
        line.name = "li"
        if number:
            line["data-label"] = label
        opened[-1].append(line.extract())


def _before(line: Tag) -> Tag | None:
    return next((one for one in line.previous_siblings if isinstance(one, Tag)), None)


def _open(soup: BeautifulSoup, opened: list[Tag], line: Tag, number: re.Match[str] | None) -> Tag:
    made = soup.new_tag("ol" if number else "ul")
    if number and number[1] and number[1].isdecimal() and number[1] != "1":
        made["start"] = number[1]
    if opened:
        opened[-1].find_all("li", recursive=False)[-1].append(made)
    else:
        line.insert_before(made)
    return made


def _mark(line: Tag) -> Tag | None:
    """The bullet or number as text. Mail programs lose the condition around it, and keep its spaces in
    a type of their own size."""
    if not has_elements(line):
        return None
    found = line.find("mark") or line.find("span", style=re.compile(r"mso-list:\s*Ignore", re.IGNORECASE))
    if isinstance(found, Tag):
        return found
    space = line.find("span", style=MARK_SPACE) if _has_list_style(line) else None
    if not isinstance(space, Tag):
        return None
    parent = space.parent
    if isinstance(parent, Tag) and parent is not line and len(parent.get_text(strip=True)) <= LONGEST_MARK:
        return parent
    return None


def _typed_mark(soup: BeautifulSoup, line: Tag) -> Tag | None:
    """A letter that is text of the line, in an element of its own."""
    first = line.find(string=True) if _has_list_style(line) else None
    found = TYPED.match(first) if isinstance(first, NavigableString) else None
    if found is None or not isinstance(first, NavigableString) or first.parent is not line:
        return None
    mark = soup.new_tag("mark")
    mark.string = found[1]
    rest = NavigableString(f" {first[found.end() :]}")
    first.replace_with(mark)
    mark.insert_after(rest)
    return mark


def _level(line: Tag, mark: Tag | None) -> int | None:
    """None for a paragraph that is no line of a list."""
    named = LEVEL.search(style(line))
    if named:
        return max(1, min(int(named[1]), MAX_DEPTH))
    if mark is None or not _has_list_style(line):
        return None
    deeper = re.search(r"MsoList(?:Bullet|Number)(\d)", " ".join(classes(line)))
    return int(deeper[1]) if deeper else 1


def _has_list_style(line: Tag) -> bool:
    return any(LIST_STYLE.match(name) for name in classes(line))


def _take_signs(made: Tag) -> None:
    """The portal's own page: the signs of such a list are text."""
    for item in made.find_all("li", recursive=False):
        sign = item.find("span", class_="sign")
        if isinstance(sign, Tag):
            item["data-label"] = sign.get_text(strip=True)
            sign.decompose()


def _say_numbers(made: Tag) -> None:
    """Those of a list that a browser draws otherwise than one after the other: without any, backwards, or with
    an empty line among them, which goes and has counted."""
    items = made.find_all("li", recursive=False)
    if UNNUMBERED.search(style(made)) and not any("list-style" in style(item) for item in items):
        made.name = "ul"
    elif "reversed" in made.attrs or not all(item.get_text(strip=True) for item in items[:-1]):
        for item, number in zip(items, _numbers(made, items), strict=True):
            item["value"] = str(number)


def _labels(made: Tag) -> list[str]:
    """What stands before each line, where it is not a number after the one before: letters, Roman numbers,
    numbers that skip. Markdown has no list of those, and they are what is spoken of."""
    items = made.find_all("li", recursive=False)
    given = [str(item.get("data-label", "")) for item in items]
    if all(given) and given:
        numbers = [int(found[1]) if (found := DECIMAL.fullmatch(label)) else 0 for label in given]
        return [] if numbers[0] and _run_on(numbers) else given
    kind = _lettered(made, *items) or TYPES.get(str(made.get("type", "")), "")
    numbers = _numbers(made, items)
    if kind and max(numbers, default=1) <= HIGHEST:
        return [f"{_letters(number, kind)})" for number in numbers]
    if numbers and _run_on(numbers):
        made["start"] = str(numbers[0])
        return []
    return [f"{number}." for number in numbers]


def _numbers(made: Tag, items: list[Tag]) -> list[int]:
    """Those that a browser draws."""
    numbers: list[int] = []
    step = -1 if "reversed" in made.attrs else 1
    following = _number(made, "start") or (len(items) if step < 0 else 1)
    for item in items:
        given = _number(item, "value")
        numbers.append(following if given is None else given)
        following = numbers[-1] + step
    return numbers


def _number(tag: Tag, name: str) -> int | None:
    value = str(tag.get(name, ""))
    return int(value) if DECIMAL.fullmatch(value) else None


def _run_on(numbers: list[int]) -> bool:
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _letters(number: int, kind: str) -> str:
    if kind.endswith("roman"):
        made = "".join(f"{hundreds}{tens}{ones}" for hundreds, tens, ones in [_roman(number)])
    else:
        made = ""
        while number:
            number, letter = divmod(number - 1, 26)
            made = chr(ord("a") + letter) + made
    return made.upper() if kind.startswith("upper") else made


def _roman(number: int) -> tuple[str, str, str]:
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[number // 10 % 10]
    return "c" * (number // 100), tens, ones


def _as_lines(soup: BeautifulSoup, made: Tag, labels: list[str]) -> None:
    """Lines of a paragraph, or within a list's line further lines of it."""
    is_within = made.parent is not None and made.parent.name == "li"
    lines: Tag | None = None
    for item, label in zip(made.find_all("li", recursive=False), labels, strict=True):
        if lines is None:
            lines = soup.new_tag("span" if is_within else "p")
            made.insert_before(lines)
            if is_within:
                lines.append(soup.new_tag("br"))
        else:
            lines.append(soup.new_tag("br"))
        lines.append(f"{label} ")
        for child in list(item.contents):
            if isinstance(child, Tag) and child.name in ("ul", "ol", "table", "p"):
                made.insert_before(child.extract())
                lines = None
            else:
                (lines if lines is not None else made.parent or soup).append(child.extract())
    made.decompose()


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
