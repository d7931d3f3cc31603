"""A plan's pages, of its current edition or, with a number, of one edition for ever."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from documents.once import read_once
from documents.tree import PlanDocument, PlanRef, Theme
from publishing.domain.open_edition import OnlyFollowedUpError, OpenEdition, edition_before, open_plan
from publishing.domain.published_editions import NotPublishedError, last_year_of
from publishing.models import Edition
from publishing.numbering import EditionNumber
from website.domain import history, menu, renditions, results, target_groups
from website.domain.threads import thread_links
from website.views.page import NOINDEX, View, context_of, page, redirect_to

MOST_LOOKED_AT = 5
"""Editions, for a part that the current one does not have."""
Opening = Callable[[str, PlanRef, EditionNumber | None, bool], OpenEdition]


def _open_plan(municipality: str, plan: PlanRef, number: EditionNumber | None, proposal: bool) -> OpenEdition:
    return open_plan(municipality, plan, number, proposal=proposal, or_proposal=number is None)


def within_plan(opening: Opening) -> Callable[[Callable[..., HttpResponse]], View]:
    """A page within a plan; the view is given the opened edition and what else the address says. The pages of a
    proposal have addresses of their own: while there is no edition to read, the plan's lead there."""

    def decorate(view: Callable[..., HttpResponse]) -> View:
        @page
        @wraps(view)
        def shown(
            request: HttpRequest,
            municipality: str,
            plan: PlanRef,
            number: EditionNumber | None = None,
            proposal: bool = False,
            **rest: Any,
        ) -> HttpResponse:
            open_edition = opening(municipality, plan, number, proposal)
            edition = open_edition.edition
            try:
                response = view(request, open_edition, **rest)
            except NotPublishedError:
                given_out = not (number or edition.follow_up_id or edition.is_proposal)
                had_it = _last_that_had(view, request, edition, rest) if given_out else None
                if had_it is None:
                    raise
                return redirect_to(request, had_it)
            if edition.is_proposal and not proposal:
                return redirect_to(request, edition)
            return response

        return shown

    return decorate


def _last_that_had(
    view: Callable[..., HttpResponse], request: HttpRequest, edition: Edition, rest: Mapping[str, Any]
) -> Edition | None:
    """What a correction has moved or left out had an address that may have been given out: the last edition before it
    that has such a page."""
    with read_once():
        for _step in range(MOST_LOOKED_AT):
            before = edition_before(edition)
            if before is None:
                return None
            edition = before
            opened = open_plan(edition.municipality_slug, edition.plan_ref, edition.label)
            with suppress(NotPublishedError):
                view(request, opened, **rest)
                return edition
    return None


page_within_plan = within_plan(_open_plan)


@page
def plan(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    number: EditionNumber | None = None,
    proposal: bool = False,
) -> HttpResponse:
    """While nothing has been published but proposals, the plan's address shows the last of them."""
    try:
        open_edition = open_plan(municipality, plan, number, proposal=proposal, or_proposal=number is None)
    except OnlyFollowedUpError:
        if number is None:
            return redirect("publishing:follow-up", municipality, plan)
        raise
    before = edition_before(open_edition.edition) if number else None
    context = {
        "contents": menu.contents(open_edition),
        "trail": menu.trail(open_edition),
        "doors": target_groups.doors(open_edition.document, open_edition.addresses),
        "fault": "",
        "edition_before": before,
        "held": _as_it_held(open_edition),
        "summary": results.summary_of_plan(
            open_edition.document, open_edition.verdicts, open_edition.addresses
        )
        if open_edition.verdicts
        else None,
    }
    response = render(request, "website/plan.html", {**context_of(open_edition), **context})
    if open_edition.edition.noindex:
        response["X-Robots-Tag"] = NOINDEX
    return response


def _as_it_held(open_edition: OpenEdition) -> PlanDocument:
    """A plan without an end held to the day before the next one of its series began."""
    last = last_year_of(open_edition.edition, open_edition.published.plans, timezone.localdate())
    return replace(open_edition.document, last_year=last)


@page_within_plan
def section(request: HttpRequest, open_edition: OpenEdition, slug: str) -> HttpResponse:
    part = open_edition.section_part(slug)
    if part.section and part.section.slug != slug:
        return redirect(f"{open_edition.addresses.part(part)}#afsnit-{slug}")
    context = {
        "section": part.section,
        "contents": menu.contents(open_edition, part),
        "trail": menu.trail(open_edition, menu.name_of(part, open_edition.document)),
        "pager": menu.pager(open_edition, part),
    }
    return render(request, "website/section.html", {**context_of(open_edition), **context})


@page_within_plan
def theme_group(request: HttpRequest, open_edition: OpenEdition, slug: str) -> HttpResponse:
    part = open_edition.group_part(slug)
    contents = menu.contents(open_edition, part)
    context = {
        "group": part.group,
        "themes": next(item.children for item in contents if item.current),
        "contents": contents,
        "trail": menu.trail(open_edition, menu.name_of(part, open_edition.document)),
        "pager": menu.pager(open_edition, part),
    }
    return render(request, "website/theme_group.html", {**context_of(open_edition), **context})


@page_within_plan
def theme(request: HttpRequest, open_edition: OpenEdition, slug: str) -> HttpResponse:
    part, theme = open_edition.theme_part(slug), open_edition.theme(slug)
    context = {
        "theme": theme,
        "rendition": renditions.theme_link(open_edition, slug),
        "threads": () if open_edition.number else thread_links(open_edition, theme),
        **_years(open_edition, theme),
        "contents": menu.contents(open_edition, part),
        "trail": menu.trail_to_theme(open_edition, part),
        "pager": menu.pager(open_edition, part),
    }
    return render(request, "website/theme.html", {**context_of(open_edition), **context})


def _years(open_edition: OpenEdition, theme: Theme) -> dict[str, object]:
    """The ways to other years. A reader of a permanent address stays within its edition, but for the
    theme's relatives."""
    plan, relatives = (
        open_edition.edition.plan_ref,
        open_edition.published.relatives(open_edition.edition.plan_ref.theme(theme.slug)),
    )
    current, earlier = open_edition.number is None, open_edition.earlier
    return {
        "earlier": earlier if earlier and earlier.pk in {one.edition.pk for one in relatives} else None,
        "relatives": relatives,
        "line": history.address_of_theme_line(open_edition.place.slug, plan.theme(theme.slug))
        if relatives and current
        else "",
        "goal_links": history.goal_links_of_theme(
            open_edition.published, open_edition.place.slug, plan, theme
        )
        if current
        else (),
    }
