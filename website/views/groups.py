"""Municipalities beside each other, within a named group."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goals.domain.periods import Period
from website.domain import groups as domain
from website.domain.menu import Item, home_item
from website.views.page import page


@page
def groups(request: HttpRequest) -> HttpResponse:
    offers = domain.offers()
    found = [(group, offers.get(group.name, [])) for group in domain.groups()]
    return render(request, "website/groups.html", {"groups": found})


@page
def comparison(
    request: HttpRequest, group: str, indicator: str, period: Period | None = None
) -> HttpResponse:
    """`?kommune=` is a municipality's name; any other word there is ignored."""
    found = domain.comparison(group, indicator, period, request.GET.get("kommune", ""))
    own = reverse("publishing:comparison", args=[group, indicator, found.period]) if found.period else ""
    above = Item(reverse("publishing:groups"), _("Compare municipalities"))
    trail = (home_item(), above, Item("", capfirst(found.group.name)))
    context = {"comparison": found, "canonical_path": own, "trail": trail}
    return render(request, "website/comparison.html", context)
