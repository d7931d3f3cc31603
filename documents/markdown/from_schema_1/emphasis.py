"""Converts emphasis of the schema 1 dialect. Both dialects pair stars; today's is stricter about pairs beside
signs and spaces."""

import unicodedata

PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def mended(pieces: list[str]) -> str:
    """The pieces as one text, in which every pair of stars that was one still is.

    A letter beside the stars is written by its number where stars between it and a sign would count for
    nothing: `**Mål:**tekst` is read as before when its "t" is `&#116;`.
    """
    opened: dict[str, int] = {}
    for at, piece in enumerate(pieces):
        if not piece.startswith("*"):
            continue
        if _last(pieces, at).isspace() and _first(pieces, at).isspace():
            continue
        if piece in opened:
            start = opened.pop(piece)
            opened = {stars: index for stars, index in opened.items() if index < start}
            _close(pieces, at)
            _open(pieces, start)
        elif not _first(pieces, at).isspace():
            opened[piece] = at
    return "".join(pieces)


def _open(pieces: list[str], at: int) -> None:
    before, after = _last(pieces, at), _first(pieces, at)
    if _is_sign(after) and not (before.isspace() or _is_sign(before)):
        _by_number(pieces, at - 1, -1)


def _close(pieces: list[str], at: int) -> None:
    spaces = at - 1
    while spaces > 0 and pieces[spaces] == " ":
        spaces -= 1
    if spaces < at - 1:  # a space before the closing stars goes behind them
        pieces[spaces + 1 : at + 1] = [pieces[at], *pieces[spaces + 1 : at]]
        return
    before, after = _last(pieces, at), _first(pieces, at)
    if _is_sign(before) and not (after.isspace() or _is_sign(after)):
        _by_number(pieces, at + 1, 0)


def _by_number(pieces: list[str], at: int, index: int) -> None:
    letter = pieces[at][index]
    rest = pieces[at][1:] if index == 0 else pieces[at][:-1]
    number = f"&#{ord(letter)};"
    pieces[at] = number + rest if index == 0 else rest + number


def _last(pieces: list[str], at: int) -> str:
    return pieces[at - 1][-1] if at else " "


def _first(pieces: list[str], at: int) -> str:
    return pieces[at + 1][0] if at + 1 < len(pieces) else " "


def _is_sign(letter: str) -> bool:
    return letter in PUNCTUATION or unicodedata.category(letter)[0] in "PS"
