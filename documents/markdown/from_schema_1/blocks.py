"""Converts blocks of the schema 1 dialect: headings, lists, notes, tables and definitions."""

import re
from collections.abc import Iterator

from documents.markdown.from_schema_1.inline import CARET, Known, written_anew
from documents.markdown.from_schema_1.lists import ITEM, list_lines

NOTE = re.compile(rf" {{0,3}}\[{CARET}([^\]\n]*)\]:[ ]*(.*)")
REFERENCE = re.compile(
    rf""" {{0,3}}\[([^\[\]{CARET}\n][^\[\]\n]*)\]:[ ]*(\S+)[ ]*(?:".*"|'.*'|\(.*\))?[ ]*""",
)
UNDERLINE = re.compile(r"(?:={3,}|-{3,}) *")
HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
QUOTED = re.compile(r" {0,3}> ?(.*)")
LONE = re.compile(r"\s*(?:[-+*]|#{1,6}|\d{1,9}\.)\s*")
NUMBERED = re.compile(r"^((?:\s*+(?:[-*+]|\d{1,9}\.)\s++)*+\s*+\d{1,9})\)(?=\s|$)")
DASHES = frozenset("-|: ")
DEFINITION = re.compile(r" {0,3}: {1,3}\S")
MAX_DEPTH = 8


def converted(text: str) -> str:
    lines, known = _defined(text.split("\n"))
    return "\n".join(_blocks(lines, known, 0)).strip("\n")


def _defined(lines: list[str]) -> tuple[list[str], Known]:
    """The lines without the addresses that they define, and with notes named as they may be today.

    A note that nothing refers to was printed; today it would be lost, and so is text at the end.
    """
    known, kept, unused = Known(), [], []
    signs = set(re.findall(rf"\[{CARET}([^\]\n]*)\](?!:)", "\n".join(lines)))
    is_unused = False
    for line in lines:
        if found := NOTE.fullmatch(line):
            name = found[1]
            is_unused = name not in signs
            if is_unused:
                unused += ["", found[2]]
                continue
            known.notes.setdefault(name, "".join(name.split()) or f"note-{len(known.notes)}")
            today = known.notes[name]
            known.notes.setdefault(today, today)
            kept.append(f"[{CARET}{today}]: {found[2]}")
            continue
        if (found := REFERENCE.fullmatch(line)) and found[1].strip():
            known.addresses.setdefault(" ".join(found[1].split()).lower(), found[2].strip("<>"))
            continue
        if is_unused and line.startswith("    "):
            unused.append(line[4:])
            continue
        is_unused = is_unused and not line.strip()
        kept.append(line)
    return [*kept, *unused], known


def _blocks(lines: list[str], known: Known, depth: int) -> Iterator[str]:
    """The converted lines. Lists first, as the old dialect did: within quotations only as they were."""
    blocks = list(_apart(list_lines(lines) if not depth else lines))
    quoted = [QUOTED.fullmatch(block[0]) is not None for block in blocks]
    for index, block in enumerate(blocks):
        if not block[0].strip():
            goes_on = 0 < index < len(blocks) - 1 and quoted[index - 1] and quoted[index + 1]
            yield from ([">"] * len(block) if goes_on else block)
        elif depth < MAX_DEPTH and quoted[index]:
            inner = [found[1] if (found := QUOTED.fullmatch(line)) else line for line in block]
            pad = " " * _item_width(blocks[index - 1]) if index else ""
            yield from (f"{pad}> {line}" if line else f"{pad}>" for line in _blocks(inner, known, depth + 1))
        else:
            yield from written_anew("\n".join(_lines(block)), known).split("\n")


def _apart(lines: list[str]) -> Iterator[list[str]]:
    """Blocks between empty lines, and where a quotation begins; the empty lines too. One right below a list's
    item is in the item, and ends where the next one begins."""
    block: list[str] = []
    in_item = False
    for line in lines:
        is_quoted = QUOTED.fullmatch(line) is not None
        in_quotation = bool(block) and QUOTED.fullmatch(block[0]) is not None
        parts = (is_quoted and not in_quotation) or (in_quotation and in_item and _width(line) > 0)
        if block and (parts or bool(line.strip()) != bool(block[0].strip())):
            in_item = is_quoted and _item_width(block) > 0
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _width(line: str) -> int:
    """Of an item's mark at the line's beginning; 0 for any other line."""
    found = ITEM.match(line)
    return len(found["marker"]) + 1 if found and not found["indent"] else 0


def _item_width(block: list[str]) -> int:
    """Of the outermost item that the block ends in; 0 where it is no list."""
    if not _width(block[0]):
        return 0
    last = next(line for line in reversed(block) if _width(line) or not line.startswith(" "))
    return _width(last)


def _lines(block: list[str]) -> Iterator[str]:
    start = 0
    while len(block) > start + 1 and _is_underlined(block, start):
        yield f"{'#' if block[start + 1].startswith('=') else '##'} {block[start].strip()}"
        start += 2
    block = block[start:]
    if start and block:
        yield ""
    block = _with_one_term(block)
    is_table = len(block) > 1 and _is_table_rule(block[1])
    for index, line in enumerate(block):
        if found := HEADING.fullmatch(line):
            yield f"{found[1]} {found[2].rstrip().rstrip('#').rstrip()}"
        elif LONE.fullmatch(line) and not (is_table and index == 1):
            yield _escaped_last(line)
        elif index > 1 and not is_table and _is_table_rule(line):
            yield _escaped_first(line)
        else:
            yield NUMBERED.sub(r"\1\\)", line)


def _with_one_term(block: list[str]) -> list[str]:
    """Each line above a definition was a term; one line is one today, in which the lines may end all the
    same."""
    first = next((index for index, line in enumerate(block) if DEFINITION.match(line)), 0)
    if first < 2 or any(HEADING.fullmatch(line) or "|" in line for line in block[:first]):
        return block
    return ["&#10;".join(line.strip() for line in block[:first]), *block[first:]]


def _is_underlined(block: list[str], start: int) -> bool:
    return UNDERLINE.fullmatch(block[start + 1]) is not None and HEADING.fullmatch(block[start]) is None


def _is_table_rule(line: str) -> bool:
    return "|" in line and "-" in line and DASHES.issuperset(line)


def _escaped_first(line: str) -> str:
    words = line.lstrip()
    return f"{line[: len(line) - len(words)]}\\{words}"


def _escaped_last(line: str) -> str:
    words = line.rstrip()
    if words[-1] == "#":
        return _escaped_first(line)
    return f"{words[:-1]}\\{words[-1]}{line[len(words) :]}"
