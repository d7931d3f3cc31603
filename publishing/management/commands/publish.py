from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from goals.models import FollowUp
from plans.models import Plan
from publishing.domain.jobs import run_waiting
from publishing.domain.publish import PublishError, publish
from publishing.domain.workflow import StepError
from publishing.enums import JobKind


def _report_on(plan: Plan, name: str) -> FollowUp:
    """Raises `CommandError` unless the name fits one."""
    rows = FollowUp.objects.filter(plan=plan).select_related("plan__municipality")
    there = ", ".join(rows.values_list("slug", flat=True))
    found = list(rows.filter(Q(slug=name) | Q(kind=name)) if name else rows)
    if not there:
        raise CommandError(f"Planen for {plan.year} har ingen opfølgning.")
    if len(found) != 1:
        raise CommandError(f"Skriv, hvilken opfølgning der skal udgives: {there}.")
    return found[0]


class Command(BaseCommand):
    help = "Udgiver en plan, eller med --follow-up opfølgningen på den, som næste udgave."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", help="kommunens adresse, fx herning")
        parser.add_argument("year", type=int, help="planens (første) år, fx 2019")
        parser.add_argument("--note", default="", help="hvad er nyt i udgaven, og hvorfor")
        parser.add_argument(
            "--correction", action="store_true", help="en sproglig rettelse: 1.1 efter 1, uden krav om --note"
        )
        parser.add_argument(
            "--follow-up",
            nargs="?",
            const="",
            metavar="ADRESSE",
            help="udgiv opfølgningen i stedet for planen: dens adresse (midtvejsstatus) eller slags (final, "
            "mid_year); uden navn den eneste, der er",
        )

    def handle(
        self,
        *,
        municipality: str,
        year: int,
        note: str,
        correction: bool,
        follow_up: str | None,
        **_options: Any,
    ) -> None:
        plan = Plan.objects.filter(municipality__slug=municipality, year=year).first()
        if plan is None:
            raise CommandError(f"Der er ingen plan for »{municipality}« i {year}.")
        report = None if follow_up is None else _report_on(plan, follow_up)
        try:
            edition = publish(report or plan, by=None, note=note, correction=correction)
        except (PublishError, StepError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{edition.title}: udgave {edition.label} er udgivet, {edition.pdf_pages} sider,"
            f" {edition.pdf_size // 1000} kB PDF, på {edition.get_absolute_url()}"
        )
        for job in run_waiting(JobKind.RENDITIONS):  # a command's own thread would end with it
            if job.error:
                self.stderr.write(f"  {job.error}")
