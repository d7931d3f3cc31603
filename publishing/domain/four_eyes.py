"""Who sends a text and who approves it are two people: not one account, nor two that one human may hold
(`plans/domain/accounts.py`). A municipality may let one person do both (`author_may_approve`)."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext as _

from plans.account_facts import AccountFact
from plans.domain.access import Person
from plans.domain.accounts import AccountControlGraph, history_of
from plans.enums import Role
from plans.models.account import name_of
from publishing.enums import Step
from publishing.models import Subject, WorkflowStep
from publishing.models.subject import of, plan_of


def author_of(subject: Subject) -> User | None:
    """Who last sent the text for approval."""
    submitted = WorkflowStep.objects.filter(of(subject), step=Step.SUBMIT).select_related("by")
    last = submitted.order_by("-pk").first()
    return last.by if last else None


def is_author(subject: Subject, person: Person) -> bool:
    author = author_of(subject)
    return author is not None and author.pk == person.pk


def refusal_to_approve(subject: Subject, person: Person) -> str:
    """Why it must be somebody else, and who can; or nothing."""
    author = author_of(subject)
    if author is None or not isinstance(person, User):
        return ""
    if author.pk == person.pk:
        return _("You sent the text for approval yourself. Somebody else must approve it.")
    graph = AccountControlGraph.read()
    if not (facts := graph.facts(author, person)):
        return ""
    why = _(
        "You cannot approve the text: %(author)s sent it for approval, and one person may have access to both your accounts."
    )
    return " ".join([why % {"author": name_of(author)}, *map(str, facts), _who_can(subject, author, graph)])


def _who_can(subject: Subject, author: User, graph: AccountControlGraph) -> str:
    """There is always a way: a new account that nobody was shown the link of, or one made by a command."""
    held = Q(memberships__municipality=plan_of(subject).municipality_id, memberships__role=Role.APPROVER)
    people = User.objects.filter(held | Q(is_superuser=True), is_active=True).distinct()
    free = [
        one
        for one in people.order_by("first_name", "last_name", "username")
        if one.pk != author.pk and not graph.may_be_one_person(author, one)
    ]
    approvers = [one for one in free if not one.is_superuser]
    if approvers:
        names = ", ".join(name_of(one) for one in approvers)
        return _("It can be approved by: %(names)s.") % {"names": names}
    if free:
        return _("A system administrator can approve it.")
    return _(
        "Nobody else can approve it now. A manager can invite an approver: let the portal send the mail, and do not show the link."
    )


def account_of_approval(subject: Subject, by: User) -> dict[str, Any]:
    """What the step of an approval keeps of the account that approved."""
    author = author_of(subject)
    tie = AccountControlGraph.read().facts(author, by) if author else []
    known = history_of(by)
    facts: list[AccountFact] = [*known, *(fact for fact in tie if fact not in known)]
    return {
        "by_author": author is not None and author.pk == by.pk,
        "one_hand": bool(tie),
        "account": [fact.as_json() for fact in facts],
    }
