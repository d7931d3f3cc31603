from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from website.domain.national import national_year
from website.views.page import page


@page
def national(request: HttpRequest, year: int) -> HttpResponse:
    """A year's national goals, and every municipality's answers side by side."""
    lines = national_year(year)
    towns = [[line.towns[number] for line in lines] for number in range(len(lines[0].towns))]
    return render(request, "website/national.html", {"year": year, "lines": lines, "towns": towns})
