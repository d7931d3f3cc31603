"""What `make run` shows: the real plans, published through the same functions as a click in the
admin, and one account for each role. A second run changes nothing that is there."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from desk.management import demo
from goals.models import FollowUp
from plans.enums import Role
from plans.errors import RefusedError
from plans.models import Membership, Municipality, Plan
from publishing.domain.basis import basis_of, begin
from publishing.domain.jobs import run_waiting
from publishing.domain.publish import publish
from publishing.domain.submitting import submit
from publishing.domain.texts import current_text
from publishing.domain.workflow import take_step
from publishing.enums import JobKind, Step
from publishing.models import Subject

ACCOUNTS = {demo.EDITOR: Role.EDITOR, demo.APPROVER: Role.APPROVER, demo.MANAGER: Role.MANAGER}


class Command(BaseCommand):
    help = _("Loads and publishes the real plans, and makes an account for each role.")

    def handle(self, **_options: Any) -> None:
        if Plan.objects.exists():
            call_command("load_reference", stdout=self.stdout)
        else:
            call_command("load_plans", stdout=self.stdout)
            call_command("load_observations", stdout=self.stdout)
        passwords = Passwords(Path(settings.VAR_DIR) / demo.PASSWORDS)
        for name, role in ACCOUNTS.items():
            self._account(name, role, passwords)
        for subject in _unpublished():
            self._publish(subject)
        self.stdout.write("\n" + _("Demo accounts (for trying out only):"))
        for name, password in passwords.items():
            self.stdout.write(f"  {name:<10} {password}")

    def _account(self, name: str, role: Role, passwords: "Passwords") -> None:
        if User.objects.filter(username=name).exists():
            return
        person = User.objects.create_user(name, password=passwords.new(name), is_staff=True)
        Membership.objects.bulk_create(
            Membership(person=person, municipality=municipality, role=role)
            for municipality in Municipality.objects.all()
        )

    def _publish(self, subject: Subject) -> None:
        """Written by one and approved by another, as in a municipality."""
        people = User.objects.in_bulk(ACCOUNTS, field_name="username")
        author, approver = people.get(demo.EDITOR), people.get(demo.APPROVER)
        try:
            read = self._approved(subject, author, approver) if author and approver else ""
            by = approver if read else None
            edition = publish(subject, by=by, note=demo.NOTE, read=read, waiving=demo.WAIVING)
        except RefusedError as error:
            raise CommandError(f"{subject}: {error}") from error
        text = _("Published: %(municipality)s, %(title)s (%(pages)d pages)")
        words = {"municipality": edition.municipality_name, "title": edition.title}
        self.stdout.write(text % {**words, "pages": edition.pdf_pages})

    def _approved(self, subject: Subject, author: User, approver: User) -> str:
        """The checksum of the text that has been sent and approved."""
        submit(subject, author, waiving=demo.WAIVING)
        for _job in run_waiting(JobKind.SUBMISSION):
            subject.refresh_from_db()
        text = current_text(subject)
        if text is None:
            raise RefusedError(str(subject))
        take_step(subject, Step.APPROVE, approver, read=text.document_sha256)
        return text.document_sha256


class Passwords:
    """Made at random on first start and kept in `var/`, never in the project."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}

    def new(self, name: str) -> str:
        self.known[name] = secrets.token_urlsafe(9)
        self.file.touch(mode=0o600)
        self.file.write_text(json.dumps(self.known, ensure_ascii=False, indent=2))
        return self.known[name]

    def items(self) -> Iterator[tuple[str, str]]:
        return iter(self.known.items())


def _unpublished() -> Iterator[Subject]:
    """The real plans and follow-ups that have never had an edition; a withdrawn one is not brought back,
    and what somebody has begun to write here is left alone."""
    real = {path.stem for path in (settings.BASE_DIR / "fixtures" / "plans").glob("*.json")}
    untouched = Plan.objects.filter(editions=None, workflowsteps=None).select_related("municipality")
    for plan in untouched.order_by("year", "municipality"):
        if f"{plan.municipality.slug}-{plan.year}" in real:
            yield plan
    reports = FollowUp.objects.filter(editions=None, workflowsteps=None).select_related("plan__municipality")
    for report in reports.order_by("plan__year"):
        if basis_of(report) is None:  # it was stored with its plan, before that was published
            begin(report)
        yield report
