from dataclasses import replace
from datetime import date

from documents import tree
from publishing.checks import CheckInput
from publishing.checks.period import OUTSIDE_PERIOD
from tests.publishing.edition_factory import document_of

DAYS = [
    (None, None),
    (date(2018, 1, 1), None),
    (date(2018, 1, 1), date(2018, 12, 31)),
    (date(2018, 1, 1), date(2019, 1, 1)),
    (date(2019, 12, 31), None),
    (date(2020, 1, 1), None),
]


def found(last_year: int | None) -> dict[str, str]:
    document = replace(document_of(year=2019, themes=1), last_year=last_year)
    initiatives = tuple(tree.Initiative(f"Nr. {n}", starts=a, ends=b) for n, (a, b) in enumerate(DAYS))
    theme = replace(document.themes[0], initiatives=initiatives, strategies=())
    document = replace(document, themes=(theme,), strategies=())
    findings = OUTSIDE_PERIOD.find(CheckInput(document, date(2019, 1, 1)))
    return {
        finding.place.id.removeprefix(f"initiative:{theme.slug}/"): finding.message for finding in findings
    }


ENDED = {"2:ends": "Initiativet sluttede 31.12.2018, før planen begynder. Er datoen rigtig?"}
LATER = {"5:starts": "Initiativet begynder 01.01.2020, efter at planen er udløbet. Er datoen rigtig?"}


def test_days_outside_the_plan_are_asked_about() -> None:
    assert found(2019) == ENDED | LATER
    assert found(2020) == found(None) == ENDED
