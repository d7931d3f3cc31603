"""Words that are one slip of the finger away: a letter too many, missing, changed, or two exchanged."""

from collections.abc import Iterator

ALPHABET = "abcdefghijklmnopqrstuvwyz0123456789"
"""Of folded words."""
SHORTEST, LONGEST = 4, 30


def one_slip_away(form: str) -> set[str]:
    """Nothing of a number, and nothing of what is so short that every word is near it."""
    if not SHORTEST <= len(form) <= LONGEST or form.isdigit():
        return set()
    return set(_slips(form)) - {form}


def _slips(form: str) -> Iterator[str]:
    for at in range(len(form) + 1):
        head, tail = form[:at], form[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ALPHABET:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
