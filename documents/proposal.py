"""A plan that is published as a proposal: its title says so wherever it is read.

The words are a part of the text, in Danish as the text is: no page, file or PDF can leave them out."""

from dataclasses import replace
from datetime import date

from documents.tree import Decision, PlanDocument

IN_HEARING = "Forslag i høring til "
WITHOUT_HEARING = "Forslag til "
"""Before the title of a proposal that nobody has a deadline to answer."""
DECIDING = ("rejected", "adopted", "in_hearing")


def as_proposal(document: PlanDocument) -> PlanDocument:
    hearing = hearing_of(document)
    before = IN_HEARING if hearing and hearing.hearing_deadline else WITHOUT_HEARING
    return replace(document, title=f"{before}{document.title}", proposal=True)


def as_plan(document: PlanDocument) -> PlanDocument:
    """The text that was proposed, under its own title."""
    if not document.proposal:
        return document
    title = document.title.removeprefix(IN_HEARING).removeprefix(WITHOUT_HEARING)
    return replace(document, title=title, proposal=False)


def hearing_of(document: PlanDocument) -> Decision | None:
    """The last decision that sent the plan into hearing."""
    return next((one for one in reversed(document.decisions) if one.outcome == "in_hearing"), None)


def rejection_of(document: PlanDocument) -> Decision | None:
    """Where the last that was decided, leaving aside what was only noted or heard, is that it is rejected."""
    last = next((one for one in reversed(document.decisions) if one.outcome in DECIDING), None)
    return last if last and last.outcome == "rejected" else None


def is_closed(document: PlanDocument, today: date) -> bool:
    """Whether its hearing had a deadline, and that has passed."""
    hearing = hearing_of(document)
    return bool(hearing and hearing.hearing_deadline and hearing.hearing_deadline < today)


def is_open(document: PlanDocument, today: date) -> bool:
    """Whether the deadline of its hearing is still to come, the day itself included."""
    hearing = hearing_of(document)
    return bool(hearing and hearing.hearing_deadline and today <= hearing.hearing_deadline)
