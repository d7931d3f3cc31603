"""A plan's goals: all of them, those that are chosen, and each on a page of its own."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from documents.tree import PlanRef
from publishing.domain.open_edition import OnlyFollowedUpError, OpenEdition, open_follow_up, open_plan
from publishing.domain.published_editions import NotPublishedError
from publishing.numbering import EditionNumber
from website.domain import history, menu, renditions
from website.domain.goal_choice import GoalChoice
from website.domain.goal_page import goal_page
from website.domain.threads import thread_links
from website.views.page import context_of
from website.views.plan import page_within_plan, within_plan


@page_within_plan
def goals(request: HttpRequest, open_edition: OpenEdition, facet: str = "", value: str = "") -> HttpResponse:
    """One choice has an address of its own, which a query that says the same leads to. What a query asks for that
    the plan does not know is left out."""
    asked = {facet: value} if facet else request.GET.dict()
    choice = GoalChoice(open_edition.document, open_edition.verdicts, open_edition.addresses, asked)
    if facet and not choice.chosen:
        raise NotPublishedError
    if not facet and len(choice.chosen) == 1:
        return redirect(choice.url)
    whole = {} if choice.chosen else _beside_all(open_edition)
    name = _("Goals: %(choices)s") % {"choices": choice.name} if choice.chosen else _("All goals")
    context = {
        "name": name,
        "choice": choice,
        "found": replace(choice.among(), national_goals=()),  # the page says below what answers each
        "contents": menu.contents(open_edition),
        "trail": menu.trail(open_edition, name),
        **whole,
    }
    return render(request, "website/goals.html", {**context_of(open_edition), **context})


def _beside_all(open_edition: OpenEdition) -> dict[str, object]:
    """What leads on from the whole list."""
    current = open_edition.number is None
    return {
        "renditions": renditions.goal_links(open_edition),
        "threads": thread_links(open_edition, None) if current else (),
        "goal_links": history.goal_links_of_plan(open_edition.published, open_edition.document)
        if current
        else (),
    }


def _open_plan_or_report(
    municipality: str, plan: PlanRef, number: EditionNumber | None, proposal: bool
) -> OpenEdition:
    """The follow-up has the goals where the plan was published before the portal."""
    try:
        return open_plan(municipality, plan, number, proposal=proposal, or_proposal=number is None)
    except OnlyFollowedUpError:
        if number is not None:
            raise
        return open_follow_up(municipality, plan, None)


@within_plan(_open_plan_or_report)
def goal(request: HttpRequest, open_edition: OpenEdition, goal: int, slug: str = "") -> HttpResponse:
    found = goal_page(open_edition, slug, goal)
    context = {
        "page": found,
        "read": found.read,
        "contents": () if open_edition.edition.follow_up_id else menu.contents(open_edition),
        "trail": found.trail,
        "pager": found.read.pager,
    }
    return render(request, "website/goal.html", {**context_of(open_edition), **context})
