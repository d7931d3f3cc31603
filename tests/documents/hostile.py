"""Texts of 100,000 characters that nobody writes: each a family of those that have stopped a parser somewhere."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

LENGTH = 100_000
PIECES = (
    # brackets, links, pictures, notes
    *("[", "]", "](", "[]", "[[a]", "[[]]", "![", "![[", "!", "[a](", "[a](b ", "[a](<", '[a]("', '[a](b "'),
    *("[a](/b) ", "![a](b)", "[](", "[](/) ", "[a][b]", "[a]: \n", "[a]: b\n", "[a] ", "(", "((", ")", "{"),
    *("[^1] ", "[^a]", "x[^a] ", "[^a]: ", "[^a]: b\n", "x[^1]\n\n[^1]: y\n", "[^1]: a [^1]\n\n", "- [^1]: "),
    *("[a]{lang=en}", "[a]{lang=", "[a]{ ", "[a]{%", "[a]{b", "[*a*]{lang=en} ", "[~a~^b^](/c) "),
    # emphasis and what is like it
    *(
        "*",
        "**",
        "***",
        "_",
        "*a",
        "*a*",
        "*a* ",
        "**a** ",
        "**a*",
        "*_",
        "*a_b",
        "_a ",
        "_a_ ",
        "__a__ ",
        "a*",
    ),
    *(
        "a**b",
        "***a** b*",
        "**a ** ",
        "**a:**b ",
        "a**(b)** ",
        "*a `b` [c](d) ",
        "~",
        "~~",
        "~~~",
        "~a",
        "~a~",
    ),
    *(
        "~~a",
        "~~a~~ ",
        "a~b~",
        "^",
        "^a",
        "^a^",
        "`",
        "`` ` ",
        "`a",
        "`a` ",
        "``a`",
        "```\n",
        "\\",
        "\\*",
        "\\a",
    ),
    # addresses
    *(
        "<",
        "<a",
        "<a:",
        "<a@b",
        "<a@b.dk>",
        "<http://a",
        "<http://a>",
        "://",
        " ://",
        "a://",
        "é://",
        "a ://\n",
    ),
    *("http://", "http:// ", "http://!", "http://a.dk ", "http://a.dk/(", "http://a.dk/[", 'http://a.dk/"'),
    *(
        "http://a.dk/'a",
        "http://a.dk/.",
        "http://a:",
        "http://a@",
        "http://a.",
        "http://a-",
        "www.",
        "www.a.dk ",
    ),
    *(
        "a@",
        "a@b",
        "a@b.dk ",
        "a@a.",
        "a@a-",
        "a@xn--",
        "a:b@",
        "mailto:",
        "mailto:a@",
        "tel:",
        "ftp://",
        "//a.dk ",
    ),
    # blocks
    *("> ", ">", "> - ", "- > ", "> a\n", "> a\n\n", "- ", "- a\n", "- a\n\n", "  - a\n", "- a\n    - b\n"),
    *(
        "- a\n\n  b\n",
        "+ a\n",
        "* a\n",
        "1. ",
        "1. a\n",
        "1. a\n3. b\n",
        "1. a\n  - b\n",
        "10. a\n",
        "1) a\n",
    ),
    *(
        "1. - > ",
        "# a\n",
        "#",
        "#a\n",
        "###### a\n",
        "---\n",
        "a\n===\n",
        "a\n===\n\n",
        "a\n-\n",
        "=\n",
        "===\n",
    ),
    *(
        ": ",
        ": a",
        "a\n: b\n",
        "a\n\n: b\n\n",
        "a\n: b\n: c\n\n",
        "|",
        "|a",
        "a|",
        "-|",
        "|a|b|\n",
        "|\n|-\n",
    ),
    *("|a|b|\n|-|-|\n", "|a|b|\n|-|-|\n|c|d|\n\n", "a|b\n-|-\n", "|&#10;|\n", "\\|", "|\\|a|\n|-|-|\n"),
    # letters, spaces, references
    *(
        "a",
        "a ",
        "ab ",
        "å",
        "1",
        "1.",
        "a.b.",
        "a-",
        "xn--",
        " ",
        "\t",
        "\n",
        "a\n\n",
        "a\n\n\n",
        "a  \n",
        "a\\\n",
    ),
    *(
        "\ta\n",
        "\n\n    a",
        "  \n",
        "\u00a0",
        "\u00ad",
        "\u202e",
        "\u2028",
        "\x00a",
        "a\r",
        "a\r\n\r\n",
        "\ud800",
    ),
    *(
        "&",
        "&a",
        "&amp;",
        "&lt;",
        "&#",
        "&#1;",
        "&#x",
        "&#10;",
        '"',
        "'",
        "– ",
        "• a\n",
        "a) b\n",
        "a) b  \n",
        "a) b  \nb) c\n\n",
        "1\\. a  \n3\\. b\n\n",
        "- a) b  \n  b) c\n",
        "1. januar ",
    ),
    # HTML
    *("<!--", "<!-- ", "<!doctype ", "<![CDATA[", "<b>", "<b>a</b>", "<b><i>", "<b>\n\n</b>", "<p>a", "</p>"),
    *("<br>", "a|<br>", "<sub>a</sub>", "<a href='", '<a "', "<a '", "<a\n", "<ul><li>a", "<li>", "<o:p>"),
    *("<div>", "<table><tr><td>a", "<img>", "<hr>", "<script>", "<script>a</script>", "<h1>a</h1>"),
)


def repeated(piece: str, length: int = LENGTH) -> str:
    return (piece * (length // len(piece) + 1))[:length]


FAMILIES = {
    **{piece: repeated(piece) for piece in PIECES},
    "lists nested by space": "".join("  " * level + "- x\n" for level in range(310)),
    "quotations nested": "".join(">" * level + " x\n" for level in range(440)),
    "table of many columns": "|".join("a" * 1600) + "\n" + "|".join("-" * 1600) + "\n" + "a|b\n" * 1600,
    "table filled up": "|".join("a" * 140) + "\n" + "|".join("-" * 140) + "\n" + "a\n" * 46_000,
    "many notes": "".join(f"[^{n}]" for n in range(5000))
    + "\n\n"
    + "".join(f"[^{n}]: a\n" for n in range(5000)),
    "one note, many signs": "[^1]" * 24_000 + "\n\n[^1]: x",
    "heading with spaces": f"# a{' ' * 99_000}x",
    "emphasis on both sides": "*" * 50_000 + "a" + "*" * 49_000,
    "brackets on both sides": "[" * 50_000 + "]" * 50_000,
    "brackets and addresses": "[" * 25_000 + "](a)" * 18_000,
    "links in links": "[a](" * 12_000 + ")" * 12_000,
    "spaces within a line": f"- a{' ' * 99_000}x",
    "spaces between lines": ("a" + " " * 500 + "\n") * 199,
}


class Mixture(NamedTuple):
    """Pieces repeated together, or each for itself, one after another."""

    parts: tuple[str, ...]
    in_turn: bool

    def text(self, length: int = LENGTH) -> str:
        if self.in_turn:
            return "".join(repeated(part, length // len(self.parts)) for part in self.parts)
        return repeated("".join(self.parts), length)


def mixtures(further: Sequence[str] = ()) -> st.SearchStrategy[Mixture]:
    """Families at random, mixed in both ways, with a few signs that belong to none."""
    part = st.one_of(st.sampled_from([*PIECES, *further]), st.text(min_size=1, max_size=4))
    return st.builds(Mixture, st.lists(part, min_size=1, max_size=8).map(tuple), st.booleans())
