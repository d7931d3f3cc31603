"""Publishes the made plans, each as its municipality would: one after the other, the proposal before its plan."""

from dataclasses import asdict, replace

from documents import tree
from documents.to_rows import store
from goals.models import AnnualGoal, Area, FollowUp
from plans.models import Decision, Municipality, Plan
from publishing.domain.basis import begin
from tests.made import plans
from tests.steps import publish


def make_town() -> None:
    town = {name: value for name, value in asdict(plans.TOWN).items() if name != "crest"}
    Municipality.objects.create(**town)
    Area.objects.create(kind=plans.HERE.kind, name=plans.HERE.name, code=plans.TOWN.code)


def publish_all() -> None:
    make_town()
    for document in (plans.vision(), plans.strategy()):
        _publish(store(document), "Vedtaget.")
    _action_plan()
    _plan_after_a_hearing()


def _publish(plan: Plan, note: str) -> None:
    publish(Plan.objects.get(pk=plan.pk), by=None, note=note)


def _action_plan() -> None:
    document = plans.action_plan()
    plan = store(replace(document, follow_up=plans.half_year(document)))
    _publish(plan, "Vedtaget af udvalget.")
    report = FollowUp.objects.get(plan=plan)
    begin(report)
    publish(report, by=None, note="Status efter første halvår.")


def _plan_after_a_hearing() -> None:
    plan = store(plans.proposed())
    publish(Plan.objects.get(pk=plan.pk), by=None, note="Sendt i høring.", proposal=True)
    AnnualGoal.objects.create(theme=plan.themes.get(), number=2, text=plans.HEARD)
    Decision.objects.create(plan=plan, **_fields(plans.ADOPTED))
    _publish(plan, "Vedtaget efter høringen.")


def _fields(decision: tree.Decision) -> dict[str, object]:
    return {
        "body": decision.body,
        "date": decision.date,
        "outcome": decision.outcome,
        "votes": decision.votes,
    }
