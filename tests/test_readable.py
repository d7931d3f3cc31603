"""Our own Danish on public pages is easy to read: its LIX is under 40, on each page and over all of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation.template import templatize

from publishing.checks.readability import lix

ROOT = Path(__file__).resolve().parents[1]
HARDEST = 40
"""From here on Björnsson calls a text middling: as a newspaper's heavier pages."""
TEMPLATES = [f"templates/{folder}" for folder in ("website", "components", "document", "shared")]
MODULES = ["website", "documents"]
CALLED = re.compile(r"""\bn?gettext\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
A_SENTENCE = re.compile(r"\w.*[.?!]$", re.DOTALL)
FUNCTIONS = {"_", "gettext", "ngettext", "gettext_lazy"}


def in_template(path: Path) -> Iterator[str]:
    """What is to be translated, in English."""
    for written in CALLED.findall(templatize(path.read_text(), origin=str(path))):
        yield ast.literal_eval(written)


def in_module(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FUNCTIONS and node.args:
            said = node.args[0]
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield said.value


def sentences(path: Path) -> list[str]:
    """In Danish, without markup; labels and headings are none."""
    english = in_template(path) if path.suffix == ".html" else in_module(path)
    with translation.override("da"):
        danish = [PLACEHOLDER.sub("X", strip_tags(translation.gettext(one))) for one in english]
    return [one.replace("%%", "%") for one in danish if A_SENTENCE.match(one)]


def public() -> list[Path]:
    found = [path for folder in TEMPLATES for path in (ROOT / folder).rglob("*.html")]
    return sorted([*found, *(path for folder in MODULES for path in (ROOT / folder).rglob("*.py"))])


def test_our_own_copy_is_easy_to_read() -> None:
    of_each = {path.relative_to(ROOT): sentences(path) for path in public()}
    everything = "\n".join(one for said in of_each.values() for one in said)
    assert len(everything.split()) > 1000
    figure = lix(everything)
    assert figure is not None
    assert figure < HARDEST
    figures = {str(path): lix("\n".join(said)) for path, said in of_each.items()}
    assert {path: one for path, one in figures.items() if one is not None and one >= HARDEST} == {}
