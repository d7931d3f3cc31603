from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publishing.domain.reading import edition_before, open_follow_up
from publishing.numbering import EditionNumber
from website.domain import menu, papers
from website.views.page import context_of, page


@page
def follow_up(
    request: HttpRequest,
    municipality: str,
    year: int,
    number: EditionNumber | None = None,
    report: str = "",
) -> HttpResponse:
    reading = open_follow_up(municipality, year, number, report)
    context = {
        "edition_before": edition_before(reading.edition) if number else None,
        "contents": menu.contents_of_report(reading),
        "trail": menu.trail(reading),
        "papers": papers.goal_papers(reading),
    }
    return render(request, "website/follow_up.html", {**context_of(reading), **context})
