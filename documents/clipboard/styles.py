"""What is taken off, and what a style stands for."""

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from documents.headings import HEADINGS, LOWEST_LEVEL
from plans.standard.characters import REMOVED

DROPPED = ("svg", "object", "del")
HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all|mso-element:\s*comment-list")
GONE = re.compile(r"(?:x_)*(?:MsoToc(?:\d|Heading)|MsoCommentReference|msocomanchor|msoDel)")
NAMED = {"MsoTitle": "h1", "MsoQuote": "blockquote", "MsoIntenseQuote": "blockquote"}
BLOCKS = ("p", "div", *HEADINGS, "ul", "ol", "li", "table", "tr", "td", "th", "blockquote", "pre", "hr")
ALLOWED_ELEMENTS = frozenset((*BLOCKS, *("a", "strong", "em", "s", "br", "sup", "sub")))
BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|[1-4]00)")
STRUCK = re.compile(r"text-decoration[a-z-]*:[^;]{0,60}line-through")
ITALIC = re.compile(r"font-style:\s*italic")


def style(tag: Tag) -> str:
    return str(tag.get("style", ""))


def classes(tag: Tag) -> list[str]:
    found = tag.get("class")
    return found.split() if isinstance(found, str) else list(found or [])


def drop(soup: BeautifulSoup) -> None:
    """Pictures, what nobody sees, deletions that are tracked, comments and the list of contents."""
    for tag in soup.find_all(True):
        if tag.decomposed:
            continue
        gone = tag.name in DROPPED or tag.name.startswith("v:") or HIDDEN.search(style(tag))
        if gone or any(GONE.match(name) for name in classes(tag)):
            tag.decompose()
    for text in soup.find_all(string=True):
        seen = REMOVED.sub("", text)
        text.replace_with(NavigableString(re.sub(r"[\s\xa0]+", " ", seen)))


def name_blocks(soup: BeautifulSoup) -> None:
    """Headings and quotations that are so by their style; a `div` is a paragraph or nothing."""
    for tag in soup.find_all("p"):
        level = str(tag.get("aria-level", ""))
        if tag.get("role") == "heading" and level.isdecimal():
            tag.name = f"h{min(LOWEST_LEVEL, max(1, int(level)))}"
        named = [NAMED[name] for name in classes(tag) if name in NAMED]
        tag.name = named[0] if named else tag.name
    for tag in soup.find_all(["dt", "dd"]):
        tag.name = "div"


def name_emphasis(soup: BeautifulSoup) -> None:
    """Google writes emphasis as a style, and puts all that it copies into a `b` that is not bold."""
    for tag in soup.find_all("strike"):
        tag.name = "s"
    for tag in soup.find_all(["b", "strong", "i", "em", "span"]):
        if tag.name == "span" and STRUCK.search(style(tag)):
            tag.wrap(soup.new_tag("s"))
        bold = tag.name in ("b", "strong") and not NOT_BOLD.search(style(tag))
        italic = tag.name in ("i", "em")
        if tag.name == "span":
            bold, italic = bool(BOLD.search(style(tag))), bool(ITALIC.search(style(tag)))
        if bold and italic:
            tag.wrap(soup.new_tag("strong"))
        if bold or italic:
            tag.name = "em" if italic else "strong"
        elif tag.name != "span":
            tag.unwrap()


def strip(soup: BeautifulSoup) -> None:
    """What is left loses its attributes, and its element where Markdown has no sign for it."""
    for tag in soup.find_all("a"):
        address = target(str(tag.get("href", "")))
        if address and tag.get_text(strip=True):
            tag["href"] = address
        else:
            tag.unwrap()
    for tag in soup.find_all(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in ("href", "start")}
        if tag.name not in ALLOWED_ELEMENTS:
            tag.unwrap()
    for tag in reversed(soup.find_all("div")):
        if tag.find(BLOCKS):
            tag.unwrap()
        else:
            tag.name = "p"
    soup.smooth()
    _join_emphasis(soup)
    for tag in soup.find_all(["p", "blockquote", *HEADINGS]):
        trim(tag)


def _join_emphasis(soup: BeautifulSoup) -> None:
    """Word splits a bold word at every change of language or spelling; two stars in a row mean nothing."""
    for tag in soup.find_all(["strong", "em", "s"]):
        needless = tag.find_parent(tag.name) or (tag.name == "strong" and tag.find_parent([*HEADINGS, "th"]))
        if needless or not tag.get_text(strip=True):
            tag.unwrap()
    soup.smooth()
    for tag in soup.find_all(["strong", "em", "s"]):
        while not tag.decomposed and (follower := _follower(tag)):
            while tag.next_sibling is not follower:
                tag.append(tag.next_sibling.extract())  # type: ignore[union-attr]
            tag.extend(list(follower.contents))
            follower.decompose()


def _follower(tag: Tag) -> Tag | None:
    """The next of its kind, with nothing but a space between."""
    following = tag.next_sibling
    if isinstance(following, NavigableString) and not following.strip():
        following = following.next_sibling
    return following if isinstance(following, Tag) and following.name == tag.name else None


def trim(tag: Tag) -> None:
    """Takes line breaks and spaces off both ends; an empty tag goes."""
    if not tag.get_text(strip=True):
        tag.decompose()
        return
    for end in (0, -1):
        while tag.contents:
            child = tag.contents[end]
            is_break = isinstance(child, Tag) and child.name == "br"
            if not is_break and not (isinstance(child, NavigableString) and not child.strip()):
                break
            child.extract()


def target(href: str) -> str | None:
    """Where a link leads; without the detour that Outlook and Google put before it. None for a link
    into the document that was copied from, or to a file on somebody's disk."""
    href = href.strip()
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    host = parts.hostname or ""
    detour = {"safelinks.protection.outlook.com": "url", "www.google.com": "q"}
    for name, field in detour.items():
        if (host == name and parts.path == "/url") or host.endswith(f".{name}"):
            href = parse_qs(parts.query).get(field, [href])[0]
    return _in_brackets(href) if re.match(r"https?://|mailto:|tel:", href, re.IGNORECASE) else None


def _in_brackets(href: str) -> str:
    """As it can stand in a Markdown link's round brackets: no space, none of them without its partner."""
    href = href.replace(" ", "%20").replace("\\", "%5C").replace("<", "%3C")
    is_paired = not re.search(r"[()]", re.sub(r"\([^()]*+\)", "", href))
    return href if is_paired else href.replace("(", "%28").replace(")", "%29")
