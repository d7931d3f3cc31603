"""The style that differs from document to document: the municipality's colour, and how deep its contents go."""

MIXTURES = {"deep": ("#000000", 0.82), "wash": ("#ffffff", 0.07), "line": ("#ffffff", 0.28)}
"""What is mixed with the colour, and the colour's share. Mixed here, since WeasyPrint has no `color-mix` and programs that
judge contrast cannot read it; `static/css/tokens.css` has those of the portal's own colour."""


def colours(accent: str) -> str:
    shades = {f"accent-{name}": mixed(accent, other, share) for name, (other, share) in MIXTURES.items()}
    return "".join(
        [":root{", *(f"--{name}:{value};" for name, value in {"accent": accent, **shades}.items()), "}"]
    )


def mixed(colour: str, other: str, share: float) -> str:
    """`share` of the first colour, the rest of the other; both as `#rrggbb`."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(share * one + (1 - share) * two) for one, two in pairs).hex()


def bookmarks(depth: int) -> str:
    """Of what `with_bookmarks` has marked, to the depth of the contents. Rules that name each place would give each
    a style of its own, and all that is in it."""
    levels = (f'[data-level="{level}"]{{bookmark-level:{level}}}' for level in range(1, depth + 1))
    return "".join(["[data-bookmark]{bookmark-label:attr(data-bookmark)}", *levels])
