"""Next year's copy: links within the plan, days of initiatives."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from desk.domain.next_year import copy_plan
from documents.from_rows import document_of
from plans.models import Municipality, Plan, Section
from tests.factories import (
    AnnualGoalFactory,
    InitiativeFactory,
    PlanFactory,
    SectionFactory,
    SeriesFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

GOES_ON = [
    "",
    "maal/",
    "tema/{theme}/",
    "afsnit/{section}/",
    "plan.pdf",
    "#afsnit",
    "afsnit/{section}/?a=1#b",
    "tema/{theme}/maal/1/",
    "maal/2/",
    "tema/{theme}.pdf",
    "maal.csv",
    "tal.xlsx",
]
STAYS = ["tema/{theme}/maal/2/", "maal/1/", "maal/resultat/opfyldt/", "udgave/1/tema/{theme}/maal/1/"]
STAYS += ["udgave/1/", "opfoelgning/", "tema/en-anden/", "afsnit/ukendt/", "sammenlign/2018/", "udgaver/"]


@pytest.fixture(params=[False, True], ids=["first series", "another series"])
def plan(municipality: Municipality, request: pytest.FixtureRequest) -> Plan:
    series = SeriesFactory(municipality=municipality, slug="handleplan") if request.param else None
    plan: Plan = PlanFactory(municipality=municipality, year=2019, **({"series": series} if series else {}))
    AnnualGoalFactory(theme=ThemeFactory(plan=plan), number=1)
    AnnualGoalFactory(theme=None, plan=plan, number=2)
    SectionFactory(plan=plan)
    return plan


def _addresses(plan: Plan, year: int, rests: list[str]) -> list[str]:
    ref = document_of(plan).ref
    start = f"/{plan.municipality.slug}/{f'{ref.series}/' if ref.series else ''}{year}/"
    names = {"theme": plan.themes.get().slug, "section": plan.sections.get().slug}
    return [start + rest.format(**names) for rest in rests]


def _written(addresses: list[str]) -> str:
    return "\n".join(f"- [her]({address})" for address in addresses)


def test_links_within_the_plan_lead_to_the_copy_where_it_has_the_page(plan: Plan) -> None:
    other = ["/en-anden-by/2019/", f"/{plan.municipality.slug}/2017/", "https://example.dk/", "#her"]
    before = [*_addresses(plan, 2019, GOES_ON), *_addresses(plan, 2019, STAYS), *other]
    Section.objects.filter(plan=plan).update(body=_written(before))
    after = [*_addresses(plan, 2020, GOES_ON), *_addresses(plan, 2019, STAYS), *other]
    copy = copy_plan(plan, 2020)
    assert copy.sections.get().body == _written(after)
    assert plan.sections.get().body == _written(before)


def test_what_a_person_must_look_at_is_said_after_copying(plan: Plan, editor: Client) -> None:
    Section.objects.filter(plan=plan).update(body=_written(_addresses(plan, 2019, ["maal/", "udgave/1/"])))
    theme = plan.themes.get()
    InitiativeFactory(theme=theme, title="Jobmesse", ends=date(2019, 10, 1))
    InitiativeFactory(theme=theme, title="Mentor")
    page = editor.post(reverse("desk-next-year", args=[plan.pk]), {"year": 2020}, follow=True)
    shown = page.content.decode()
    [left] = _addresses(plan, 2019, ["udgave/1/"])
    assert f"Disse links fører stadig til den gamle plan: {plan.sections.get().title}: {left}" in shown
    assert f"{theme.title} › Jobmesse" in shown
    assert "› Mentor" not in shown.split("Se på deres datoer")[1].split("</li>")[0]
