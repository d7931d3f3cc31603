"""Footnotes: numbered in the order in which the text refers to them, with a way back from each."""

from collections import Counter

from markdown_it.token import Token


def named(tokens: list[Token]) -> list[Token]:
    """Gives each sign its number and count (`meta`), also where a note refers to another note.

    The parser counts the signs; those that it counted in words that are not shown (a picture's text) are
    not to be led back to.
    """
    shown: Counter[int] = Counter()
    for token in tokens:
        for child in token.children or []:
            if child.type == "footnote_ref":
                note = child.meta["id"]
                shown[note] += 1
                child.meta["nth"] = shown[note]
    kept: list[Token] = []
    seen: Counter[int] = Counter()
    apart = False
    for token in tokens:
        if token.type == "footnote_anchor":
            note = token.meta["id"]
            seen[note] += 1
            if seen[note] > shown[note]:
                continue
            token.meta["nth"] = seen[note]
            if kept[-1].type not in ("inline", "footnote_anchor"):  # the note ends in a list or a table
                kept.append(Token("paragraph_open", "p", 1))
                apart = True
        elif apart:
            kept.append(Token("paragraph_close", "p", -1, block=True))
            apart = False
        kept.append(token)
    return kept
