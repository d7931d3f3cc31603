"""What is known of a decision, and what is refused of it: in words by the form, and by the database."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from documents.templatetags.document import link
from plans.models import Decision
from tests.factories import DecisionFactory, ReportDecisionFactory

pytestmark = pytest.mark.django_db

MINUTES = "https://www.herning.dk/politik/referat?id=7#punkt-12"


@pytest.fixture(params=[DecisionFactory, ReportDecisionFactory])
def decision(request: pytest.FixtureRequest) -> Any:
    return request.param()


def refused(decision: Any, **changes: Any) -> list[str]:
    """The fields that are refused."""
    for name, value in changes.items():
        setattr(decision, name, value)
    try:
        decision.full_clean()
    except ValidationError as error:
        return sorted(error.message_dict)
    decision.save()
    return []


@pytest.mark.parametrize("number", ["15.20.00", "15.20.00-P22", "00.01.00-Ø40"])
def test_kle_number_may_name_what_is_done(decision: Any, number: str) -> None:
    assert refused(decision, kle_number=number) == []


@pytest.mark.parametrize("number", ["15.20", "15.20.00P22", "15.20.00-22", "15.20.00-p22", "15.20.00\n", "a"])
def test_other_numbers_are_refused(decision: Any, number: str) -> None:
    assert refused(decision, kle_number=number) == ["kle_number"]


def test_minutes_are_fetched_by_https_and_may_stand_in_a_link(decision: Any) -> None:
    assert refused(decision, minutes_url=MINUTES) == []
    assert link(decision.minutes_url) == MINUTES


@pytest.mark.parametrize(
    "address",
    [
        "http://herning.dk/",
        "ftp://herning.dk/",
        "javascript:alert(1)",
        "//herning.dk",
        "https://a b.dk/",
        "/x",
    ],
)
def test_other_addresses_are_refused(decision: Any, address: str) -> None:
    assert refused(decision, minutes_url=address) == ["minutes_url"]


@pytest.mark.parametrize("outcome", ["in_hearing", "heard"])
def test_hearing_has_parties_and_a_deadline(decision: Any, outcome: str) -> None:
    hearing = {"parties": "Handicaprådet", "hearing_deadline": date(2099, 1, 15)}
    assert refused(decision, outcome=outcome, **hearing) == []
    assert refused(decision, outcome="adopted") == ["hearing_deadline", "parties"]


def test_deadline_cannot_come_before_the_plan_is_sent(decision: Any) -> None:
    early = {"date": date(2018, 12, 11), "hearing_deadline": date(2018, 12, 10)}
    assert refused(decision, outcome="in_hearing", **early) == ["hearing_deadline"]
    assert refused(decision, outcome="heard", **early) == []


@pytest.mark.parametrize(
    "wrong", [{"kle_number": "a"}, {"minutes_url": "http://herning.dk/"}, {"parties": "Handicaprådet"}]
)
def test_database_refuses_it_too(wrong: dict[str, str]) -> None:
    row = DecisionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=row.pk).update(**wrong)
