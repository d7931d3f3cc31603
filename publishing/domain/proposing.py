"""Which plan can be published as a proposal: one that has been sent into hearing and is not adopted.

Whoever publishes such a text says whether it is the proposal or the plan; nothing guesses it."""

from typing import TypedDict

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from documents.proposal import DECIDING, hearing_of, rejection_of
from documents.tree import PlanDocument
from goals.models import FollowUp
from plans.models import Decision
from publishing.models import Edition, Subject
from publishing.models.subject import plan_of


class AsProposal(TypedDict):
    """What `publish` and `schedule` are told of it."""

    proposal: bool
    noindex: bool


def can_be_proposal(subject: Subject, document: PlanDocument) -> bool:
    return not refusal_of_proposal(subject, document)


def refusal_of_proposal(subject: Subject, document: PlanDocument) -> str:
    """Why the text cannot be published as a proposal, or nothing."""
    if isinstance(subject, FollowUp):
        return _("Only a plan can be published as a proposal.")
    if hearing_of(document) is None:
        return _("A proposal needs a decision that sends the plan into hearing. Add it to the plan first.")
    if document.adopted:
        return _("The plan has been adopted, so it is no proposal any more.")
    if Edition.objects.of_plans().in_force().filter(plan=subject).exists():
        return _("An edition of the plan is in force already, so it is no proposal any more.")
    return ""


def is_proposed() -> Q:
    """Of a row of plans: that the public reads a proposal of it, and no edition."""
    of_plan = Edition.objects.filter(plan=OuterRef("pk"))
    return Q(Exists(of_plan.proposals().served())) & ~Q(Exists(of_plan.of_plans().in_force()))


def last_decided() -> Subquery:
    """Of a row of plans: the outcome that `rejection_of` looks at in a text."""
    decided = Decision.objects.filter(plan=OuterRef("pk"), outcome__in=DECIDING).order_by("-date", "-pk")
    return Subquery(decided.values("outcome")[:1])


def refusal_of_plan(subject: Subject, document: PlanDocument) -> str:
    """Why the text can be published as a proposal only, or nothing. Of what is in force, no proposal is made: what
    was rejected afterwards was something else."""
    in_force = Edition.objects.of_plans().in_force()
    if (
        hearing_of(document)
        and rejection_of(document)
        and not in_force.filter(plan=plan_of(subject)).exists()
    ):
        return _("The plan has been rejected. It can be published as a proposal, which says so.")
    return ""


def refusal_of_report(subject: Subject) -> str:
    """A follow-up judges what was adopted: why there is nothing to judge, or nothing."""
    if not isinstance(subject, FollowUp):
        return ""
    proposed = Edition.objects.proposals().served().filter(plan=subject.plan_id)
    if not proposed.exists() or Edition.objects.of_plans().filter(plan=subject.plan_id).exists():
        return ""
    return _("The plan is a proposal as yet. It can be followed up when it has been adopted and published.")
