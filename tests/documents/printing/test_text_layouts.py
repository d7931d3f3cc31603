"""When the test named `upstream` fails, `documents/printing/text_layouts.py` has become superfluous."""

from typing import Any

import pytest

from documents.printing import weasy
from tests.documents.printing.conftest import Printed
from tests.documents.printing.test_memory import places

LINES = "<p>" + "En linje med ord, der er lange nok. " * 40 + "</p>"
PAGE = f"<!doctype html><html lang='da'><title>Prøve</title><body>{LINES}</body></html>"


def told(monkeypatch: pytest.MonkeyPatch) -> int:
    """How often Pango is told of a typeface, for a page of many lines."""
    line_break = weasy.load().text.line_break
    found: list[Any] = []
    inner = line_break.get_font_description

    def counted(style: Any) -> Any:
        found.append(style)
        return inner(style)

    monkeypatch.setattr(line_break, "get_font_description", counted)
    weasy.lay_out(PAGE)
    return len(found)


@pytest.fixture
def upstream(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = weasy.load().text.line_break.Layout
    monkeypatch.setattr(layout, "setup", layout.setup.__wrapped__)


def test_pango_is_told_once_of_each_style(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch) <= 3


@pytest.mark.usefixtures("upstream")
def test_upstream_still_tells_pango_for_each_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch) > 10


@pytest.mark.usefixtures("media", "upstream")
@pytest.mark.parametrize("name", ["hard", "herning-2020"])
def test_lines_are_those_that_upstream_makes(name: str, printed: dict[str, Printed]) -> None:
    assert places(weasy.lay_out(printed[name].html)) == places(printed[name].laid_out)
