"""What a word processor puts on the clipboard, as Markdown: headings, lists, tables and links stay, the
rest of the dress is dropped.

Word has no list elements there: a line of a list is a paragraph whose style names its list and level,
with the bullet or number as text before it.
"""

import re

from bs4 import BeautifulSoup, Comment, Tag

from documents.markdown import html_to_markdown

FRAGMENT = re.compile(r"<!--StartFragment-->(.*?)<!--EndFragment-->", re.DOTALL)
LIST_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d+)")
CONDITION = re.compile(r"<!\[(?:if[^\]]*|endif)\]>", re.IGNORECASE)
NUMBERED = re.compile(r"\s*(?:\d+|[a-z]|[ivx]+)[.)]", re.IGNORECASE)


def pasted(html: str) -> str:
    """The Markdown of a piece of HTML from the clipboard."""
    found = FRAGMENT.search(html)
    soup = BeautifulSoup(CONDITION.sub("", found[1] if found else html), "html.parser")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(["style", "script", "title", "meta", "link", "xml", "img"]):
        tag.decompose()
    _make_lists(soup)
    for table in soup.find_all("table"):
        _plain_table(table)
    for tag in soup.find_all(["p", "h1", "h2", "h3", "h4", "h5", "h6"]):
        if not tag.get_text().replace("\xa0", " ").strip():
            tag.decompose()
    for tag in soup.find_all(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in ("href", "start")}
        if tag.name in ("span", "font", "u") or ":" in tag.name or (tag.name == "a" and not tag.attrs):
            tag.unwrap()
    return html_to_markdown(_one_line(str(soup))).replace("\xa0", " ").strip()


def _one_line(html: str) -> str:
    """Word breaks lines in the middle of sentences."""
    return re.sub(r"\s*[\r\n]+\s*", " ", html)


def _make_lists(soup: BeautifulSoup) -> None:
    open_lists: list[Tag] = []
    for paragraph in soup.find_all("p"):
        level = LIST_LEVEL.search(str(paragraph.get("style", "")))
        if level is None:
            continue
        if not open_lists or paragraph.find_previous_sibling() is not open_lists[0]:
            open_lists = []
        mark = next((s for s in paragraph.find_all("span") if "mso-list" in str(s.get("style", ""))), None)
        ordered = bool(mark and NUMBERED.match(mark.get_text()))
        if mark:
            mark.decompose()
        depth = min(int(level[1]), len(open_lists) + 1)
        open_lists = open_lists[:depth]
        if len(open_lists) < depth:
            made = soup.new_tag("ol" if ordered else "ul")
            if open_lists:
                open_lists[-1].find_all("li", recursive=False)[-1].append(made)
            else:
                paragraph.insert_before(made)
            open_lists.append(made)
        paragraph.name = "li"
        open_lists[-1].append(paragraph.extract())


def _plain_table(table: Tag) -> None:
    """A cell holds one line, and the first row names the columns, as Markdown's tables have it."""
    for cell in table.find_all(["td", "th"]):
        for paragraph in cell.find_all("p")[:-1]:
            paragraph.append(" ")
        for paragraph in cell.find_all("p"):
            paragraph.unwrap()
    first = table.find("tr")
    if isinstance(first, Tag):
        for cell in first.find_all("td"):
            cell.name = "th"
