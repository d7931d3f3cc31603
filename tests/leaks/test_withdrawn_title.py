"""The title of what has been withdrawn is withdrawn with it: no public page says it."""

import pytest
from django.test import Client

from documents.tree import PlanRef
from publishing.domain.withdraw import withdraw
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    FollowUpFactory,
    PlanFactory,
    SectionFactory,
    ThemeFactory,
    UserFactory,
)
from tests.public_addresses import public_addresses
from tests.steps import publish
from tests.website.pages import body

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]
SAID = "Ord kanariefugl her"
YEARS = [2019, 2020]


@pytest.mark.parametrize("of_report", [False, True])
def test_no_public_page_says_the_title_of_what_was_withdrawn(of_report: bool) -> None:
    person = UserFactory(is_superuser=True)
    first = PlanFactory(year=2019)
    SectionFactory(plan=first, slug="indledning")
    publish(first, by=None, note="Vedtaget")
    plan = PlanFactory(municipality=first.municipality, year=2020, title="Plan" if of_report else SAID)
    goal = AnnualGoalFactory(theme=ThemeFactory(plan=plan, slug="unge"), number=1)
    edition = publish(plan, by=None, note="Vedtaget")
    if of_report:
        report = FollowUpFactory(plan=plan, title=SAID)
        AssessmentFactory(follow_up=report, goal=goal)
        edition = publish(report, by=None, note="Vedtaget")
    assert any(SAID in read(address) for address in addresses(first.municipality.slug))
    withdraw(edition, by=person, reason="Fejl i titlen.", again=None)
    assert [address for address in addresses(first.municipality.slug) if SAID in read(address)] == []


def read(address: str) -> str:
    return body(Client().get(address)).decode(errors="replace")


def addresses(municipality: str) -> list[str]:
    names = {
        "municipality": [municipality],
        "year": YEARS,
        "plan": list(map(PlanRef, YEARS)),
        "other": list(map(PlanRef, YEARS)),
        "number": [],
        "against": [],
        "slug": ["unge", "indledning"],
        "report": ["maalopfoelgning"],
        "theme": ["unge"],
        "facet": ["resultat"],
        "value": ["ikke-opfyldt"],
        "goal": [1],
        "kind": ["csv"],
        "colour": [],
        "path": [],
        "group": [],
        "indicator": [],
        "period": [],
    }
    return list(public_addresses(names))
