"""Numbers as lists print them. The kinds have the signs that OpenDocument gives them."""

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def printed(count: int, kind: str) -> str:
    """`kind` is "1", "a", "A", "i" or "I"; what is none of these is counted in figures."""
    if count > 0 and kind.lower() == "a":
        made = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
    elif count > 0 and kind.lower() == "i":
        made = _roman(count)
    else:
        return str(count)
    return made.upper() if kind.isupper() else made


def _roman(count: int) -> str:
    made = ""
    for value, sign in ROMAN:
        made += sign * (count // value)
        count %= value
    return made
