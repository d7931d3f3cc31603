"""Tokens adapted to the page that will show them: headings, tables, links and pictures."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext
from markdown_it.token import Token

from documents import addresses
from documents.headings import below


def fitted(tokens: list[Token], parent_level: int) -> list[Token]:
    """The tokens with headings below `parent_level`, tables that say what they are, and safe addresses."""
    _shift_headings(tokens, parent_level)
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = list(_checked(token.children))
    return list(_with_tables(tokens))


def words(token: Token) -> str:
    """What is read of an inline token; a picture by its alternative text."""
    return " ".join("".join(_read(token.children or [])).split())


def _read(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            yield from _read(token.children or [])
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        else:
            yield token.content


def _shift_headings(tokens: list[Token], parent_level: int) -> None:
    """The highest heading gets the level below the parent's; none skips a level or passes h6."""
    above: list[int] = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        # A heading without words would be an empty stop for a screen reader; so is a picture that says nothing.
        has_words = words(tokens[index + 1])
        if has_words:
            level = int(token.tag[1])
            above = [*(one for one in above if one < level), level]
        tag = f"h{below(parent_level, len(above))}" if has_words else "p"
        token.tag = tokens[index + 2].tag = tag


def _checked(tokens: list[Token]) -> Iterator[Token]:
    """Without the links and pictures that lead where none may; their words stay."""
    refused: list[bool] = []
    for index, token in enumerate(tokens):
        if token.type == "link_open":
            address = addresses.link(str(token.attrs.get("href", "")))
            token.attrs = {"href": address or ""}
            refused.append(address is None)
        elif token.type == "image":
            token = _picture(token)
        if token.type not in ("link_open", "link_close") or not refused[-1]:
            yield token
        if token.type == "link_open" and tokens[index + 1].type == "link_close" and not refused[-1]:
            yield Token("text", "", 0, content=str(token.attrs["href"]))  # a link without words
        if token.type == "link_close":
            refused.pop()


def _picture(token: Token) -> Token:
    address = addresses.image(str(token.attrs.get("src", "")), settings.MEDIA_URL)
    if address is None:
        return Token("text", "", 0, content="".join(_read(token.children or [])))
    token.attrs = {"src": address, "alt": words(Token("inline", "", 0, children=token.children))}
    return token


def _with_tables(tokens: list[Token]) -> Iterator[Token]:
    """Marks header cells and sides, and gives each table its name; a head without words is left out."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "thead_close")
            head = tokens[index + 1 : end + 1]
            titles = [words(cell) for cell in head if cell.type == "inline"]
            named = ", ".join(filter(None, titles))
            token.meta["label"] = (
                gettext("Table: %(columns)s") % {"columns": named} if named else gettext("Table")
            )
            yield token
            if named:
                yield from _head(head)
            index = end + 1
            continue
        if token.type in ("th_open", "td_open"):
            _set_side(token)
        yield token
        index += 1


def _head(tokens: list[Token]) -> Iterator[Token]:
    for index, token in enumerate(tokens):
        if token.type == "th_open":
            _set_side(token)
            if words(tokens[index + 1]):
                token.attrs["scope"] = "col"
            else:
                token.tag = tokens[index + 2].tag = "td"
        yield token


def _set_side(token: Token) -> None:
    side = str(token.attrs.pop("style", "")).removeprefix("text-align:")
    if side in ("right", "center"):
        token.attrs["class"] = f"align-{side}"
