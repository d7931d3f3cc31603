from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.tree import PlanRef
from publishing.domain.open_edition import edition_before, open_follow_up
from publishing.numbering import EditionNumber
from website.domain import menu, renditions, results
from website.views.page import context_of, page


@page
def follow_up(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    number: EditionNumber | None = None,
    report: str = "",
) -> HttpResponse:
    open_edition = open_follow_up(municipality, plan, number, report)
    context = {
        "edition_before": edition_before(open_edition.edition) if number else None,
        "contents": results.contents_of_report(open_edition),
        "summary": results.summary_of_report(open_edition.document),
        "links": results.goals_of_report(open_edition),
        "trail": menu.trail(open_edition),
        "renditions": renditions.goal_links(open_edition),
    }
    return render(request, "website/follow_up.html", {**context_of(open_edition), **context})
