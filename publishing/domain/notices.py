"""E-mail to the people around a plan. A mail server that does not answer never stops what was done: the
failure is logged, and recorded in the plan's history, where people see that no e-mail was sent."""

import logging
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.models import FollowUp
from plans.enums import Role
from plans.models import Municipality
from plans.models.account import name_of
from publishing.domain import jobs, proof
from publishing.enums import JobKind, Step
from publishing.models import Job, Subject, WorkflowStep
from publishing.models.subject import follow_up_of, of, plan_of

logger = logging.getLogger(__name__)

WRITERS = (Role.EDITOR, Role.THEME_EDITOR, Role.APPROVER)


NOTICE_TITLES: Mapping[Step, Promise] = {
    Step.READY: gettext_lazy("Awaits your approval: %(subject)s"),
    Step.SUBMIT_FAILED: gettext_lazy("Could not be sent for approval: %(subject)s"),
    Step.TAKE_BACK: gettext_lazy("Taken back by the sender: %(subject)s"),
    Step.RETURN: gettext_lazy("Sent back: %(subject)s"),
    Step.DECISION: gettext_lazy("Decision added: %(subject)s"),
    Step.APPROVE: gettext_lazy("Approved: %(subject)s"),
    Step.PUBLISH: gettext_lazy("Published: %(subject)s"),
    Step.WITHDRAW: gettext_lazy("Withdrawn: %(subject)s"),
    Step.PUBLISH_FAILED: gettext_lazy("Not published: %(subject)s"),
}
"""The steps that e-mails are sent about, and the line that the e-mail begins with."""


@jobs.handles(JobKind.MAIL)
def tell_of_step(job: Job) -> str:
    return "" if job.step is None else tell(job.step)


def tell(step: WorkflowStep) -> str:
    """Writes to those whom the step concerns; why the mail server did not take it, or nothing. The one
    who took the step knows, unless it went by itself."""
    # The text is ready by itself; what its readers want to know is who sent it, and with which words.
    shown = (_submission(step) or step) if step.step == Step.READY else step
    with translation.override("da"):
        who = name_of(shown.by) if shown.by else _("The installation")
        lines = [f"{who}: {shown.get_step_display()}."]
        if shown.edition:
            lines.append(_("Edition %(number)s.") % {"number": shown.edition})
        if shown.reason:
            lines.append(shown.reason)
        if step.step in (Step.PUBLISH, Step.WITHDRAW):
            lines.append(_newest_proof())
        title = str(NOTICE_TITLES[Step(step.step)]) % {"subject": step.subject}
    return send(step.subject, _concerned(step), title, lines)


def _newest_proof() -> str:
    """In the form in which `manage.py verify --against` reads it: whoever keeps their mail keeps it."""
    head = proof.head()
    return _("Chain of proof, newest entry: %(number)s %(sha256)s") % {
        "number": head.sequence,
        "sha256": head.sha256,
    }


def send(subject: Subject, addresses: Iterable[str], title: str, lines: Iterable[str]) -> str:
    """Why the mail server did not take it, or nothing where it did, or where there is nobody to write to."""
    to = sorted(set(addresses) - {""})
    if not to:
        return ""
    error = deliver(to, title, [*lines, settings.SITE_URL + _address_of(subject)])
    if error:
        WorkflowStep.objects.create(
            plan=plan_of(subject),
            follow_up=follow_up_of(subject),
            step=Step.MAIL_FAILED,
            from_state=subject.state,
            to_state=subject.state,
            reason=f"{_in_one_line(title)} → {', '.join(to)}: {error}",
        )
    return error


def _address_of(subject: Subject) -> str:
    """Where the step was taken, and the next one is."""
    if isinstance(subject, FollowUp):
        return reverse("admin:goals_followup_change", args=[subject.pk])
    return reverse("desk-plan", args=[subject.pk])


def deliver(to: list[str], subject: str, lines: Iterable[str], answer_to: str = "") -> str:
    """Why the mail server did not take the e-mail, or nothing where it did."""
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
    if step.step == Step.READY:
        return addresses_of(town, [Role.APPROVER]) - {_author_address(step)}
    if step.step == Step.TAKE_BACK:
        return addresses_of(town, [Role.APPROVER]) - own
    if step.step in {Step.RETURN, Step.APPROVE, Step.DECISION, Step.SUBMIT_FAILED}:
        return {_author_address(step)} - own
    if step.step == Step.PUBLISH_FAILED:
        return addresses_of(town, [Role.APPROVER, Role.EDITOR]) | own
    # Whoever publishes gets a receipt: it may have been planned days before.
    return addresses_of(town) | own if step.step == Step.PUBLISH else addresses_of(town) - own


def _author_address(step: WorkflowStep) -> str:
    """Of the person who sent the text for approval."""
    last = _submission(step)
    return last.by.email if last and last.by else ""


def _submission(step: WorkflowStep) -> WorkflowStep | None:
    """The last one before the step."""
    submitted = WorkflowStep.objects.filter(of(step.subject), step=Step.SUBMIT, pk__lt=step.pk)
    last: WorkflowStep | None = submitted.select_related("by").order_by("-pk").first()
    return last
