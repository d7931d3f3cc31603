"""How full the pages are: a theme, an annex or a table begins a new page only where the one before is well filled."""

from dataclasses import replace
from pathlib import Path

import pytest

from documents import tree
from documents.codec import to_json
from documents.printing import html_of, lay_out, write
from tests import real_plans
from tests.documents.printing.conftest import Printed, stamp_for
from tests.documents.printing.plans import EMPTY, PARAGRAPH
from tests.pdf.emptiness import empty_feet

pytestmark = pytest.mark.usefixtures("danish")
MUCH = 0.3
"""Of the type area: a quarter, and what a heading and the first lines below it may need beside."""


def inner(file: Path) -> list[float]:
    """Without the cover and the last page."""
    return empty_feet(file)[1:-1]


def test_follow_up_is_ten_pages_of_which_none_is_left_much_empty(printed: dict[str, Printed]) -> None:
    report = printed["herning-2020"]

    assert len(report.laid_out.pages) <= 10
    assert [foot for foot in inner(report.file) if foot > MUCH] == []


@pytest.mark.parametrize("name", real_plans.NAMES)
def test_pages_of_a_real_plan_are_full(name: str, printed: dict[str, Printed]) -> None:
    """One may end early, where a heading and what follows it cannot be parted."""
    feet = inner(printed[name].file)

    assert sum(feet) / len(feet) < 0.13
    assert len([foot for foot in feet if foot > MUCH]) <= 1
    assert max(feet) < 0.3


def test_short_themes_share_pages(tmp_path: Path) -> None:
    """Six themes with fifteen goals and twenty initiatives."""
    themes = tuple(
        tree.Theme(
            number,
            f"Indsatsområde {number} med en titel på to linjer, som den kan være i en plan",
            f"tema-{number}",
            ambition=PARAGRAPH,
            goals=tuple(tree.Goal(n, PARAGRAPH.split(" – ")[0] + ".") for n in range(1, goals + 1)),
            initiatives=tuple(tree.Initiative(f"Initiativ {n}") for n in range(1, initiatives + 1)),
        )
        for number, goals, initiatives in ((1, 3, 4), (2, 2, 3), (3, 2, 4), (4, 3, 3), (5, 2, 3), (6, 3, 3))
    )
    plan = replace(EMPTY, themes=themes)
    file = tmp_path / "plan.pdf"
    laid_out = lay_out(html_of(plan, stamp_for(plan, to_json(plan))))
    file.write_bytes(write(laid_out, "{}"))

    assert len(laid_out.pages) <= 8
    assert [foot for foot in inner(file) if foot > MUCH] == []
