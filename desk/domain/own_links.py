"""Next year's copy: links from a plan to its own pages lead to the copy's pages, where it has them."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from documents import tree
from documents.markdown.source import relinked
from documents.traversal import rebuilt
from publishing.checks.links import internal_addresses
from publishing.checks.rendered import rendered
from publishing.checks.texts import markdown_texts
from publishing.domain.check_input import leads_nowhere

GOING_ON = (
    *("plan", "plan-pdf", "plan-json", "plan-goals-pdf", "plan-theme-pdf", "plan-press-pdf"),
    *("section", "theme", "theme-group", "target-group", "goal", "theme-goal"),
    *("goals", "goals-table", "figures-table"),
)
"""Names of the pages and files that the copy has too: not the old plan's editions, comparisons, results and
follow-ups, nor what is told through the years."""


def with_links_into_itself(copy: tree.PlanDocument, original: tree.PlanRef) -> tree.PlanDocument:
    """`copy` has its sections, themes and goals from `original`, by the same names."""
    before, now = _home(copy, original), _home(copy, copy.ref)
    others = {}
    for address in set(internal_addresses(copy, settings.SITE_URL)):
        site = settings.SITE_URL if address.startswith(settings.SITE_URL) else ""
        path = address.removeprefix(site)
        moved = now + path.removeprefix(before)
        if path.startswith(before) and _goes_on(moved) and not leads_nowhere(moved, copy):
            others[address] = site + moved
    found: tree.PlanDocument = rebuilt(copy, lambda part: _relinked(part, others)) if others else copy
    return found


def links_into(document: tree.PlanDocument, plan: tree.PlanRef) -> Iterator[tuple[str, str]]:
    """The links that lead into another plan of the municipality: the name of the place and the address."""
    starts = (_home(document, plan), settings.SITE_URL + _home(document, plan))
    for text in markdown_texts(document):
        for address in dict.fromkeys(rendered(text.value).links):
            if address.startswith(starts):
                yield text.place.name, address


def _goes_on(path: str) -> bool:
    try:
        return resolve(urlsplit(path).path).url_name in GOING_ON
    except Resolver404:
        return False


def _home(document: tree.PlanDocument, plan: tree.PlanRef) -> str:
    return reverse("publishing:plan", args=[document.municipality.slug, plan])


def _relinked(part: Any, others: Mapping[str, str]) -> Any:
    return relinked(part, lambda address: others.get(address, address)) if isinstance(part, str) else part
