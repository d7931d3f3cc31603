"""E-mail to the people around a plan. A mail server that does not answer never stops what was done:
the failure is logged, and stands in the plan's history where they can see that nobody was told."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from plans.enums import Role, Step
from plans.models import Municipality, Plan, WorkflowStep

logger = logging.getLogger(__name__)

WRITERS = (Role.EDITOR, Role.THEME_EDITOR, Role.APPROVER)


def tell(step: WorkflowStep) -> bool:
    """Writes to those whom the step concerns. The one who took it knows, unless it went by itself."""
    with translation.override("da"):
        who = step.by.get_full_name() or step.by.get_username() if step.by else _("The installation")
        subjects = {
            Step.SUBMIT: _("Awaits your approval: %(plan)s"),
            Step.RETURN: _("Sent back: %(plan)s"),
            Step.APPROVE: _("Approved: %(plan)s"),
            Step.PUBLISH: _("Published: %(plan)s"),
            Step.WITHDRAW: _("Withdrawn: %(plan)s"),
            Step.PUBLISH_FAILED: _("Not published: %(plan)s"),
        }
        if step.step not in subjects:
            return False
        lines = [f"{who}: {step.get_step_display()}."]
        if step.edition:
            lines.append(_("Edition %(number)s.") % {"number": step.edition})
        if step.reason:
            lines.append(step.reason)
        subject = subjects[Step(step.step)] % {"plan": step.plan}
    return send(step.plan, _concerned(step), subject, lines)


def send(plan: Plan, addresses: Iterable[str], subject: str, lines: Iterable[str]) -> bool:
    """Whether the mail server took it. With nobody to write to, nothing is sent."""
    to = sorted(set(addresses) - {""})
    if not to:
        return False
    address = settings.SITE_URL + reverse("desk-plan", args=[plan.pk])
    error = deliver(to, subject, [*lines, address])
    if error:
        WorkflowStep.objects.create(
            plan=plan,
            step=Step.MAIL_FAILED,
            from_state=plan.state,
            to_state=plan.state,
            reason=f"{_in_one_line(subject)} → {', '.join(to)}: {error}",
        )
    return not error


def deliver(to: list[str], subject: str, lines: Iterable[str], answer_to: str = "") -> str:
    """Why the mail server did not take the letter, or nothing where it did."""
    message = EmailMessage(
        _in_one_line(subject), "\n\n".join(lines) + "\n", to=to, reply_to=[answer_to] if answer_to else None
    )
    try:
        message.send()
    except (OSError, ValueError) as error:  # every SMTP error is an OSError, a wrong address a ValueError
        logger.warning("E-mail “%s” to %s was not sent: %s", message.subject, ", ".join(to), error)
        return str(error) or type(error).__name__
    return ""


def _in_one_line(subject: str) -> str:
    return " ".join(subject.split())


def addresses_of(municipality: Municipality | int, roles: Iterable[Role] = WRITERS) -> set[str]:
    people = User.objects.filter(
        is_active=True, memberships__municipality=municipality, memberships__role__in=list(roles)
    )
    return set(people.values_list("email", flat=True))


def _concerned(step: WorkflowStep) -> set[str]:
    town, own = step.plan.municipality_id, {step.by.email if step.by else ""}
    if step.step == Step.SUBMIT:
        return addresses_of(town, [Role.APPROVER]) - own
    if step.step in {Step.RETURN, Step.APPROVE}:
        return {_author_address(step)} - own
    if step.step == Step.PUBLISH_FAILED:
        return addresses_of(town, [Role.APPROVER]) | own
    # Whoever publishes gets a receipt: it may have been planned days before.
    return addresses_of(town) | own if step.step == Step.PUBLISH else addresses_of(town) - own


def _author_address(step: WorkflowStep) -> str:
    """Of the person who sent the plan for approval."""
    submitted = WorkflowStep.objects.filter(plan=step.plan_id, step=Step.SUBMIT, pk__lt=step.pk)
    last = submitted.select_related("by").order_by("-pk").first()
    return last.by.email if last and last.by else ""
