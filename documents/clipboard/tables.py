"""Tables as Markdown has them: the first row names the columns, every row has as many cells, and a
cell is one line."""

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from documents.clipboard.html_source import TooTangledError
from documents.headings import HEADINGS

BLOCKS = ("p", "div", *HEADINGS, "ul", "ol", "li", "blockquote", "pre", "table", "tr")
MAX_SPAN = 200
"""Columns or rows that a cell may span; one that claims more spans one."""
MOST_CELLS = 10_000
"""Of all tables, with those that a cell covers."""


def convert(soup: BeautifulSoup) -> None:
    claimed = (_span(cell, "colspan") * _span(cell, "rowspan") for cell in soup.find_all(["td", "th"]))
    if sum(claimed) > MOST_CELLS:
        raise TooTangledError
    for table in reversed(soup.find_all("table")):  # the inner of two comes first
        _put_before(soup, table)
        rows = _without_empty(_rows(soup, table))
        if not rows:
            table.decompose()
        elif len(rows) == len(rows[0]) == 1:  # a frame around a text
            rows[0][0].name = "div"
            table.replace_with(rows[0][0])
        else:
            _write(soup, table, rows)


def _put_before(soup: BeautifulSoup, table: Tag) -> None:
    """What stands in no cell, such as the table's caption."""
    above = soup.new_tag("div")
    own = [table, *(line for line in table.find_all("tr") if line.find_parent("table") is table)]
    for child in [child for each in own for child in each.children]:
        name = child.name if isinstance(child, Tag) else ""
        if name in ("tr", "td", "th") or not child.get_text(strip=True):
            continue
        above.append(child.extract())
        if isinstance(child, Tag) and name == "caption":
            child.name = "div"
    if above.contents:
        table.insert_before(above)


def _rows(soup: BeautifulSoup, table: Tag) -> list[list[Tag]]:
    """Cells by row and column. What a merged cell covers is empty."""
    rows: list[list[Tag]] = []
    covered: dict[int, int] = {}  # by column, the rows that a cell above still reaches down into
    for line in table.find_all("tr"):
        if line.find_parent("table") is not table:
            continue
        row: list[Tag] = []
        for cell in line.find_all(["td", "th"], recursive=False):
            _fill(soup, row, covered)
            for place in range(_span(cell, "colspan")):
                covered[len(row)] = _span(cell, "rowspan") - 1
                row.append(soup.new_tag("td") if place else cell)
        _fill(soup, row, covered)
        rows.append(row)
    return rows


def _fill(soup: BeautifulSoup, row: list[Tag], covered: dict[int, int]) -> None:
    while covered.get(len(row)):
        covered[len(row)] -= 1
        row.append(soup.new_tag("td"))


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return int(value) if value.isdecimal() and len(value) < 5 and 0 < int(value) <= MAX_SPAN else 1


def _without_empty(rows: list[list[Tag]]) -> list[list[Tag]]:
    """Rows and columns without a word go: Word and Excel write some that only carry widths."""
    filled = {column for row in rows for column, cell in enumerate(row) if cell.get_text(strip=True)}
    kept = [[cell for column, cell in enumerate(row) if column in filled] for row in rows]
    return [row for row in kept if any(cell.get_text(strip=True) for cell in row)]


def _write(soup: BeautifulSoup, table: Tag, rows: list[list[Tag]]) -> None:
    width = max(len(row) for row in rows)
    made = soup.new_tag("table")
    for number, row in enumerate(rows):
        line = soup.new_tag("tr")
        for cell in row:
            line.append(cell.extract())
            cell.name = "td" if number else "th"
            flatten(cell)
            for text in cell.find_all(string=True):
                text.replace_with(NavigableString(text.replace("|", "\\|")))
        for _ in range(width - len(row)):
            line.append(soup.new_tag("td" if number else "th"))
        made.append(line)
    table.replace_with(made)


def flatten(cell: Tag) -> None:
    """One line: what were lines of their own stand after a line break, those of a list after a dot."""
    for block in cell.find_all(BLOCKS):
        block.insert_before(_line_break())
        block.insert_after(_line_break())
        if block.name == "li":
            block.insert(0, "• ")
    for inner in cell.find_all(["td", "th"]):
        inner.insert_after(" ")
        inner.unwrap()
    for block in cell.find_all(BLOCKS):
        block.unwrap()
    cell.smooth()
    pending = False
    for child in list(cell.contents):
        at_start = child is cell.contents[0]
        if isinstance(child, Tag) and child.name == "br":
            child.extract()
            pending = not at_start
        elif (pending or at_start) and isinstance(child, NavigableString) and not child.strip():
            child.extract()
        elif pending:
            child.insert_before(_line_break())
            pending = False


def _line_break() -> Tag:
    return Tag(name="br", can_be_empty_element=True)
