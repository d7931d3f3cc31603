"""Ids and addresses of records. An id is the address of what it names, without slashes around it; of what has no
page, that of what it belongs to and what it is there."""

from django.conf import settings
from django.urls import reverse

from documents.tree import Goal, GoalRef, NationalGoalRef, PlanRef, Theme, ThemeRef
from plans.domain.slugs import slug_of
from publishing.domain.addresses import Addresses
from publishing.models import Edition
from website.domain.readable_editions import anchor_of_goal


def absolute(address: str) -> str:
    return settings.SITE_URL + address


def of_plan(municipality: str, plan: PlanRef) -> str:
    return reverse("publishing:plan", args=[municipality, plan]).strip("/")


def of_edition(edition: Edition) -> str:
    return edition.get_absolute_url().strip("/")


def of_series(municipality: str, slug: str) -> str:
    return "/".join(filter(None, [municipality, "serie", slug]))


def of_theme(municipality: str, ref: ThemeRef) -> str:
    return f"{of_plan(municipality, ref.plan)}/tema/{ref.slug}"


def of_goal(municipality: str, ref: GoalRef) -> str:
    theme = f"tema/{ref.theme}/" if ref.theme else ""
    return f"{of_plan(municipality, ref.plan)}/{theme}maal/{ref.number}"


def of_national(ref: NationalGoalRef) -> str:
    return f"{ref.year}/{ref.number}"


def of_words(*words: str) -> str:
    """Of names that have no address of their own."""
    return "/".join(slug_of(word) or "-" for word in words)


def page_of_goal(edition: Edition, theme: Theme | None, goal: Goal) -> str:
    """Its own; of a follow-up's goals, where it speaks of them, for the plan need not be in the portal."""
    there, slug = Addresses(edition), theme.slug if theme else ""
    if edition.follow_up_id:
        return f"{there.front}#{anchor_of_goal(edition.plan_ref.goal(slug, goal.number))}"
    return there.goal(slug, goal.number)
