"""The four plans of `fixtures/plans/`, as files and as loaded into the test database."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from documents.codec import from_json
from documents.tree import PlanDocument
from plans.models import Plan
from tests.documents.rows import with_report

PLANS_FOLDER: Path = settings.BASE_DIR / "fixtures" / "plans"
SOURCES_FOLDER: Path = settings.BASE_DIR / "fixtures" / "sources"
NAMES = ("hedensted-2017", "herning-2018", "herning-2019", "herning-2020")


def file_text(name: str) -> str:
    return (PLANS_FOLDER / f"{name}.json").read_text(encoding="utf-8")


def filed(name: str) -> PlanDocument:
    return from_json(file_text(name))


def load() -> None:
    call_command("load_plans", stdout=StringIO())


def loaded(name: str) -> PlanDocument:
    """Rebuilt from the rows, with the follow-up where there is one."""
    slug, year = name.split("-")
    return with_report(Plan.objects.get(municipality__slug=slug, year=int(year)))


def uncomputed(document: PlanDocument) -> PlanDocument:
    """Without what is computed anew from the figures at hand, and so is in no file."""
    if document.follow_up is None:
        return document
    assessments = tuple(replace(each, computed=None) for each in document.follow_up.assessments)
    return replace(document, follow_up=replace(document.follow_up, assessments=assessments))
