"""A plan's rows with those of its follow-up, as one tree: what a file with both was read from."""

from dataclasses import replace
from datetime import date

from documents.follow_up_tree import report_on
from documents.from_rows import document_of
from documents.tree import PlanDocument
from plans.models import Plan


def with_report(plan: Plan, today: date | None = None) -> PlanDocument:
    """What has been decided on the plan stays, though it is not the report's."""
    document = document_of(plan)
    follow_up = plan.follow_ups.select_related("plan__municipality").first()
    if follow_up is None:
        return document
    report = report_on(document, follow_up, today, by_rows=True)
    return replace(report, decisions=document.decisions, attachments=document.attachments)
