"""Every way of setting a target, with what the figures say of it: on the page and in the PDF, word for word.

The municipality had 9,0 % in 2019 and 9,5 % in 2020, where the region had 10,4 % and less is better.
"""

import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from goals.enums import AreaKind, Direction, Operator, Unit, Verdict
from goals.models import Target
from plans.models import Municipality, Plan
from publishing.models import Edition
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    FollowUpFactory,
    IndicatorFactory,
    MunicipalityFactory,
    ObservationFactory,
    PlanFactory,
    TargetFactory,
)
from tests.steps import publish
from tests.website.pages import read

pytestmark = pytest.mark.django_db

CASES = [
    (Operator.BELOW, "10", "percent", False, Verdict.MET),
    (Operator.AT_MOST, "9.5", "percent", False, Verdict.MET),
    (Operator.AT_LEAST, "12", "percent", False, Verdict.NOT_MET),
    (Operator.ABOVE, None, "", True, Verdict.NOT_MET),
    (Operator.NO_INCREASE, None, "", False, Verdict.NOT_MET),
    (Operator.NO_DECREASE, None, "", False, Verdict.MET),
    (Operator.INCREASE, "5", "percent", False, Verdict.MET),
    (Operator.DECREASE, None, "", False, Verdict.NOT_MET),
    (Operator.BETTER_THAN, None, "", True, Verdict.MET),
    (Operator.BETTER_BY_PERCENT, "2", "percent", True, Verdict.MET),
    (Operator.BETTER_BY_POINTS, "1", "percent", True, Verdict.NOT_MET),
    (Operator.GAP_SHRINKS, None, "", True, Verdict.MET),
    (Operator.AMONG_LOWEST, "1", "", True, Verdict.NOT_MET),
    (Operator.AMONG_HIGHEST, "2", "", True, Verdict.MET),
    (Operator.DELIVERED, None, "", False, Verdict.MET),
]
"""Operator, value, unit, whether the region is what it is compared with, and the verdict."""
SENTENCES = [
    "Opfyldt: 9,5 % i Skive (2020). Målet var lavere end 10 %.",
    "Opfyldt: 9,5 % i Skive (2020). Målet var højst 9,5 %. De to er ens, og det er nok.",
    "Ikke opfyldt: 9,5 % i Skive (2020). Målet var mindst 12 %.",
    "Ikke opfyldt: 9,5 % i Skive mod 10,4 % i Region Midtjylland (2020). Målet var at ligge højere end Region Midtjylland.",
    "Ikke opfyldt: 9,5 % i Skive (2020) mod 9,0 % året før (2019). Tallet måtte ikke stige.",
    "Opfyldt: 9,5 % i Skive (2020) mod 9,0 % året før (2019). Tallet måtte ikke falde.",
    "Opfyldt: 9,5 % i Skive (2020) mod 9,0 % året før (2019). Tallet skulle stige med mindst 5 %. Grænsen er så 9,45 %.",
    "Ikke opfyldt: 9,5 % i Skive (2020) mod 9,0 % året før (2019). Tallet skulle falde.",
    "Opfyldt: 9,5 % i Skive mod 10,4 % i Region Midtjylland (2020). Målet var at være bedre end Region Midtjylland.",
    "Opfyldt: 9,5 % i Skive mod 10,4 % i Region Midtjylland (2020). Målet var at være mindst 2 % bedre end Region Midtjylland. Grænsen er så 10,192 %.",
    "Ikke opfyldt: 9,5 % i Skive mod 10,4 % i Region Midtjylland (2020). Målet var at være mindst 1 procentpoint bedre end Region Midtjylland. Grænsen er så 9,4 %.",
    "Opfyldt: 9,5 % i Skive mod 10,4 % i Region Midtjylland (2020); året før 9,0 % mod 8,8 % (2019). Afstanden til Region Midtjylland skulle mindskes. Der er ingen afstand, når kommunen ikke ligger dårligere end Region Midtjylland.",
    "Ikke opfyldt: 9,5 % i Skive (2020), nr. 2 af 3 i Region Midtjylland. Målet var at være den laveste i Region Midtjylland.",
    "Opfyldt: 9,5 % i Skive (2020), nr. 2 af 3 i Region Midtjylland. Målet var at være blandt de 2 højeste i Region Midtjylland.",
    "Opfyldt: 3 forløb i Skive (2020). Det skulle gennemføres.",
]


@pytest.fixture
def skive() -> Municipality:
    return MunicipalityFactory(name="Skive Kommune", short_name="Skive", slug="skive", code="779")


@pytest.fixture
def plan(skive: Municipality) -> Plan:
    """One goal for each of the cases, each with its assessment."""
    plan: Plan = PlanFactory(municipality=skive, year=2020, last_year=2020)
    follow_up = FollowUpFactory(plan=plan)
    share = IndicatorFactory(name="Andel på offentlig forsørgelse", unit=Unit.PERCENT, better=Direction.LOWER)
    own = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")
    region = AreaFactory(kind=AreaKind.REGION, name="Region Midtjylland")
    others = [AreaFactory(kind=AreaKind.MUNICIPALITY, name=name) for name in ("Viborg", "Struer")]
    region.members.set([own, *others])
    for area, year, value in (
        *((own, 2019, "9.0"), (own, 2020, "9.5"), (region, 2020, "10.4"), (region, 2019, "8.8")),
        *((others[0], 2020, "9.1"), (others[1], 2020, "10.2")),
    ):
        days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
        ObservationFactory(indicator=share, area=area, value=Decimal(value), decimals=1, **days)
    courses = IndicatorFactory(name="Kurser", unit=Unit.COURSES, better=Direction.HIGHER)
    days = {"period_start": date(2020, 1, 1), "period_end": date(2020, 12, 31)}
    ObservationFactory(indicator=courses, area=own, value=Decimal(3), **days)
    for number, (operator, value, unit, compared, verdict) in enumerate(CASES, start=1):
        target: Target = TargetFactory(
            goal=AnnualGoalFactory(plan=plan, theme=None, number=number, text=f"Mål nummer {number}."),
            indicator=courses if operator == Operator.DELIVERED else share,
            operator=operator,
            value=value and Decimal(value),
            unit=unit,
            comparator=region if compared else None,
        )
        follow_up.assessments.create(goal=target.goal, verdict=verdict)
    return plan


def test_every_operator_has_a_case() -> None:
    assert [operator for operator, *_rest in CASES] == list(Operator)


def pdf_text(edition: Edition, folder: Path) -> str:
    path = folder / "opfoelgning.pdf"
    with edition.pdf.open("rb") as handle:
        path.write_bytes(handle.read())
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_every_target_type_has_its_verdict_on_the_page_and_in_the_pdf(
    client: Client, plan: Plan, tmp_path: Path
) -> None:
    edition = publish(plan.follow_ups.get(), by=None, note="Sådan gik det")
    shown = read(client.get("/skive/2020/opfoelgning/")).text("p")
    lead = "Hvad tallene siger: "
    assert [text.removeprefix(lead) for text in shown if text.startswith(lead)] == SENTENCES
    printed = pdf_text(edition, tmp_path)
    assert [sentence for sentence in SENTENCES if sentence not in printed] == []
    report = edition.document.follow_up
    assert report
    assert [each.computed and each.computed.verdict for each in report.assessments] == [
        verdict for *_case, verdict in CASES
    ]
