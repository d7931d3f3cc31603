"""Withdrawing says what is in force from then on, and the public reads that."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.withdraw import consequence, withdraw
from publishing.enums import PublicChange
from publishing.models import Edition, Withdrawal
from tests.factories import PlanFactory, SectionFactory
from tests.publishing.edition_factory import document_of
from tests.publishing.edition_factory import publish as stored
from tests.steps import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan: Plan = SectionFactory(
        plan__municipality__slug="herning", plan__year=2019, plan__last_year=2019, body="Første tekst."
    ).plan
    return plan


def write(plan: Plan, text: str, *, correction: bool = False) -> Edition:
    plan.sections.update(body=text)
    return publish(plan, by=None, note="" if correction else "Ny tekst", correction=correction)


def test_correction_is_withdrawn_and_the_edition_before_is_in_force_again(
    client: Client, plan: Plan, told: list[PublicChange]
) -> None:
    first = publish(plan, by=None, note="Vedtaget")
    corrected = write(plan, "Forkert tekst.", correction=True)
    withdraw(corrected, by=None, reason="Rettelsen var forkert", again=first)
    assert told == [PublicChange.PUBLISHED, PublicChange.PUBLISHED, PublicChange.WITHDRAWN]
    page = client.get("/herning/2019/")
    assert page.status_code == 200
    assert page.context["edition"] == first
    assert page.context["open_edition"].superseded is False
    assert client.get("/herning/2019/udgave/1.1/").status_code == 410
    assert list(Edition.objects.current()) == [first]
    shown = client.get("/herning/2019/udgaver/").content.decode()
    assert "Rettelsen var forkert" in shown
    assert "Herefter gjaldt udgave 1 igen." in shown
    pdf = client.get("/herning/2019/plan.pdf")
    with first.pdf.open("rb") as file:
        assert b"".join(pdf) == file.read()  # type: ignore[call-overload]


def test_withdrawing_may_leave_none_in_force(client: Client, plan: Plan) -> None:
    publish(plan, by=None, note="Vedtaget")
    corrected = write(plan, "Forkert tekst.", correction=True)
    withdraw(corrected, by=None, reason="Alt var forkert")
    assert client.get("/herning/2019/").status_code == 410
    assert not Edition.objects.current().exists()
    assert Withdrawal.objects.get().in_force is None


def test_withdrawing_another_records_the_one_in_force(plan: Plan) -> None:
    first = publish(plan, by=None, note="Vedtaget")
    second = write(plan, "Anden tekst.")
    assert (consequence(first).in_force, consequence(first).before) == (second, None)
    withdraw(first, by=None, reason="Navne")
    assert Withdrawal.objects.get().in_force == second
    assert list(Edition.objects.current()) == [second]
    assert consequence(second).before is None
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED


def test_plan_is_a_draft_when_another_edition_is_in_force_than_its_rows(plan: Plan) -> None:
    first = publish(plan, by=None, note="Vedtaget")
    withdraw(write(plan, "Anden tekst."), by=None, reason="Fejl", again=first)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_only_the_edition_before_can_be_in_force_again(plan: Plan) -> None:
    first = publish(plan, by=None, note="Vedtaget")
    write(plan, "Anden tekst.")
    third = write(plan, "Tredje tekst.")
    with pytest.raises(RefusedError):
        withdraw(third, by=None, reason="Fejl", again=first)
    assert list(Edition.objects.current()) == [third]


def test_correction_after_a_withdrawn_correction_has_the_next_number(plan: Plan) -> None:
    first = publish(plan, by=None, note="Vedtaget")
    withdraw(write(plan, "Forkert tekst.", correction=True), by=None, reason="Fejl", again=first)
    again = write(plan, "Rigtig tekst.", correction=True)
    assert str(again.label) == "1.2"
    assert list(Edition.objects.current()) == [again]


def test_text_that_is_in_force_again_is_not_published_twice(plan: Plan) -> None:
    first = publish(plan, by=None, note="Vedtaget")
    withdraw(write(plan, "Anden tekst."), by=None, reason="Fejl", again=first)
    with pytest.raises(RefusedError, match="siden udgave 1"):
        write(plan, "Første tekst.")
    assert str(write(plan, "Tredje tekst.").label) == "3"


Act = tuple[str, int]
ACTS: st.SearchStrategy[list[Act]] = st.lists(
    st.tuples(st.sampled_from(["publish", "withdraw", "again"]), st.integers(0, 7)), max_size=14
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_in_force_is_what_the_last_act_said(acts: list[Act]) -> None:
    """The rule that the database follows, against what each publication and withdrawal says."""
    plan = PlanFactory(state=PlanState.PUBLISHED)
    document = document_of(plan.municipality.slug, plan.year)
    in_force: Edition | None = None
    editions: list[Edition] = []
    for name, chosen in acts:
        served = [row for row in editions if not Withdrawal.objects.filter(edition=row).exists()]
        if name == "publish":
            in_force = stored(document)
            editions.append(in_force)
        elif served:
            edition = Edition.objects.get(pk=served[chosen % len(served)].pk)
            told = consequence(edition)
            assert told.in_force == in_force
            again = told.before if name == "again" else None
            withdraw(edition, by=None, reason="Fejl", again=again)
            in_force = again if edition == in_force else in_force
        of_plan = Edition.objects.filter(plan=plan)
        assert list(of_plan.current()) == ([in_force] if in_force else [])
        assert of_plan.shown().count() == (1 if editions else 0)
