"""Signs of the dialect in a text that was written without it: escaped, so that they are read as they were."""

import re

ADDRESS = r"https?://[\w/]++(?:[.?=&%#~*+:@,;$-]++[\w/]++)*+"
"""Becomes a link by itself, signs and all."""
SIGN = re.compile(
    rf"{ADDRESS}|"
    r"\\(?=[!-/:-@\[-`{-~])|(?<![\s*])\*+|\*+(?![\s*])|`|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|~+(?=\S)|\^(?=\S)|\[(?=\^)"
    r"|(?<=\])\((?=\S)|(?<=\])\{|&(?=#?\w{1,31};)"
)
BEGINNING = re.compile(
    r"(\d{1,9})([.)])(?=\s|$)|(#{1,6}(?=\s|$)|#{2,6}(?=\w)|\+(?=\s|$))|(>)|(\|)|(:|~)(?=\s)"
)


def escaped(text: str) -> str:
    return SIGN.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("http") else "".join(f"\\{sign}" for sign in match[0])


def escaped_beginning(text: str) -> str:
    """Of a paragraph: its number is a date's or an ordinal's, or was typed, and is no list's."""
    found = BEGINNING.match(text)
    if found is None:
        return text
    start = found.end(1) if found[1] else 0
    return f"{text[:start]}\\{text[start:]}"
