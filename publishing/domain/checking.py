"""The checks run on a plan: what they found, where that is written, and what was waived."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.tree import PlanDocument
from plans.domain.lock import lock
from plans.errors import RefusedError
from publishing.checks import CHECKS, Check, Finding, Place, Severity
from publishing.domain.check_input import check_input_of
from publishing.domain.places import PlaceFinder
from publishing.domain.texts import document_now
from publishing.models import CheckWaiver, Subject
from publishing.models.subject import follow_up_of, of, plan_of

REPORT = ("follow_up", "assessment", "chapter", "decision", "indicator")
"""Kinds of places that are a follow-up's own, or of which it shows newer figures."""


class ChecksError(RefusedError):
    """The checks found what stops a text, or a warning cannot be waived like this."""


@dataclass(frozen=True, slots=True)
class Found:
    check: Check
    finding: Finding
    address: str
    waiver: CheckWaiver | None = None

    @property
    def key(self) -> str:
        """Names the finding in a form, and no longer does when the text has changed."""
        return f"{self.check.id}:{self.finding.place.id}:{self.finding.text_hash}"


@dataclass(frozen=True, slots=True)
class Group:
    """What one check found."""

    check: Check
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Report:
    found: tuple[Found, ...]

    @property
    def stops(self) -> tuple[Found, ...]:
        return tuple(one for one in self.found if one.check.severity is Severity.STOP)

    @property
    def warnings(self) -> tuple[Found, ...]:
        """Those that nobody has waived."""
        return tuple(
            one for one in self.found if one.check.severity is Severity.WARNING and one.waiver is None
        )

    @property
    def waived(self) -> tuple[Found, ...]:
        return tuple(one for one in self.found if one.waiver is not None)

    @property
    def stop_groups(self) -> tuple[Group, ...]:
        return _groups(self.stops)

    @property
    def warning_groups(self) -> tuple[Group, ...]:
        return _groups(self.warnings)


def _groups(found: Iterable[Found]) -> tuple[Group, ...]:
    by_check: dict[Check, list[Found]] = {}
    for one in found:
        by_check.setdefault(one.check, []).append(one)
    return tuple(Group(check, tuple(of_check)) for check, of_check in by_check.items())


def report_of(subject: Subject, document: PlanDocument | None = None) -> Report:
    """Of the document; where none is given, of the rows as they are."""
    finder = PlaceFinder(plan_of(subject), follow_up_of(subject))
    waivers = {
        (waiver.check_id, waiver.place, waiver.text_hash): waiver
        for waiver in CheckWaiver.objects.filter(of(subject)).select_related("by")
    }
    return Report(
        tuple(
            Found(
                check=check,
                finding=finding,
                address=finder.address(finding.place),
                waiver=waivers.get((check.id, finding.place.id, finding.text_hash))
                if check.severity is Severity.WARNING
                else None,
            )
            for check, finding in _findings(subject, document)
        )
    )


def _findings(subject: Subject, document: PlanDocument | None) -> Iterable[tuple[Check, Finding]]:
    try:
        check_input = check_input_of(subject, document or document_now(subject))
    except RefusedError as error:
        scan = next(check for check in CHECKS if check.id == "file_scan")
        yield scan, Finding(Place("plan", "", "attachments", plan_of(subject).title), str(error), "")
        return
    for check in CHECKS:
        for finding in check.find(check_input):
            # Of a plan that has long been published nobody is warned when it is reported on.
            if (
                follow_up_of(subject) is None
                or check.severity is Severity.STOP
                or finding.place.kind in REPORT
            ):
                yield check, finding


def waive(subject: Subject, found: Iterable[Found], by: User, reason: str) -> int:
    """Stores for each warning who waived it, and why. Raises `ChecksError`."""
    chosen = [one for one in found if one.check.severity is Severity.WARNING]
    if not reason.strip():
        raise ChecksError(_("Write why the warning can be waived. The reason is kept."))
    if not chosen:
        raise ChecksError(_("There is no such warning any more. Look at the list again."))
    with transaction.atomic():
        lock(plan_of(subject))
        _keep_waivers(subject, chosen, by, reason)
    return len(chosen)


def _keep_waivers(subject: Subject, chosen: Iterable[Found], by: User, reason: str) -> None:
    """A warning that is waived already keeps its first reason: nobody may write over it."""
    names = CheckWaiver.objects.filter(of(subject)).values_list("check_id", "place", "text_hash")
    kept = {"{}:{}:{}".format(*name) for name in names}
    CheckWaiver.objects.bulk_create(
        CheckWaiver(
            plan=plan_of(subject),
            follow_up=follow_up_of(subject),
            check_id=one.check.id,
            place=one.finding.place.id,
            text_hash=one.finding.text_hash,
            by=by,
            reason=reason.strip(),
        )
        for one in {one.key: one for one in chosen if one.key not in kept}.values()
    )


def raise_if_blocked(subject: Subject, document: PlanDocument) -> Report:
    """The guard of every way to a published page. Raises `ChecksError`."""
    report = report_of(subject, document)
    if report.stops:
        message = ngettext(
            "The checks found %(count)d thing that stops publishing: %(first)s",
            "The checks found %(count)d things that stop publishing, the first of them: %(first)s",
            len(report.stops),
        )
        first = report.stops[0]
        shown = f"{first.finding.place.name}: {first.check.title}. {first.finding.message}"
        raise ChecksError(message % {"count": len(report.stops), "first": shown})
    return report
