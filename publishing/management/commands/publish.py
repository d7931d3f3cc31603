from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from goals.models import FollowUp
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.jobs import run_waiting
from publishing.domain.publish import publish
from publishing.enums import JobKind


def _report_on(plan: Plan, name: str) -> FollowUp:
    """Raises `CommandError` unless the name fits one."""
    rows = FollowUp.objects.filter(plan=plan).select_related("plan__municipality")
    there = ", ".join(rows.values_list("slug", flat=True))
    found = list(rows.filter(Q(slug=name) | Q(kind=name)) if name else rows)
    if not there:
        raise CommandError(_("The plan for %(year)d has no follow-up.") % {"year": plan.year})
    if len(found) != 1:
        raise CommandError(_("Write which follow-up is to be published: %(names)s.") % {"names": there})
    return found[0]


class Command(BaseCommand):
    help = _("Publishes a plan, or with --follow-up the follow-up on it, as the next edition.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", help=_("the municipality's address, e.g. herning"))
        parser.add_argument("year", type=int, help=_("the plan's first year, e.g. 2019"))
        parser.add_argument(
            "--series", default="", help=_("the address of its series, unless it is the first")
        )
        parser.add_argument("--note", default="", help=_("what is new in the edition, and why"))
        parser.add_argument(
            "--correction",
            action="store_true",
            help=_("a correction of language: 1.1 after 1, for which --note may be left out"),
        )
        parser.add_argument(
            "--proposal",
            action="store_true",
            help=_("a proposal for its hearing, which is never taken for the plan"),
        )
        parser.add_argument(
            "--noindex",
            action="store_true",
            help=_("with --proposal: search engines are asked to leave it out"),
        )
        parser.add_argument(
            "--follow-up",
            nargs="?",
            const="",
            metavar="ADDRESS",
            help=_(
                "publish the follow-up instead of the plan: its address or its kind (final, mid_year, review); without a "
                "name the only one that there is"
            ),
        )

    def handle(
        self,
        *,
        municipality: str,
        year: int,
        series: str,
        note: str,
        correction: bool,
        proposal: bool,
        noindex: bool,
        follow_up: str | None,
        **_options: Any,
    ) -> None:
        plan = Plan.objects.filter(municipality__slug=municipality, year=year, series__slug=series).first()
        if plan is None:
            text = _("There is no plan of “%(municipality)s” for %(year)d.")
            raise CommandError(text % {"municipality": municipality, "year": year})
        report = None if follow_up is None else _report_on(plan, follow_up)
        try:
            edition = publish(
                report or plan, by=None, note=note, correction=correction, proposal=proposal, noindex=noindex
            )
        except RefusedError as error:
            raise CommandError(str(error)) from error
        text = _("%(title)s: %(edition)s is published, %(pages)d pages, %(size)d kB PDF, at %(address)s")
        words = {"title": edition.title, "edition": edition.name, "pages": edition.pdf_pages}
        words |= {"size": edition.pdf_size // 1000, "address": edition.get_absolute_url()}
        self.stdout.write(text % words)
        for job in run_waiting(JobKind.RENDITIONS):  # a command's own thread would end with it
            if job.error:
                self.stderr.write(f"  {job.error}")
