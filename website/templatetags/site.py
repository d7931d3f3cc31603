"""Template tags of the public pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from config import headers
from documents import markdown
from documents.proposal import hearing_of, is_closed, rejection_of
from documents.templatetags.bodies import plain_line
from documents.traversal import every_part
from documents.tree import Initiative, Outcome, PlanDocument, Section, Strategy, Theme, ThemeGroup
from goals.domain.periods import Period, label
from plans.enums import DecisionOutcome
from plans.years import year_span
from publishing.domain.addresses import Addresses
from publishing.domain.open_edition import OpenEdition
from publishing.domain.published_editions import Relative, is_final, last_year_of, withdrawal_of
from publishing.models import Edition
from website.domain.menu import Item, theme_lists
from website.domain.renditions import rendition_links
from website.domain.results import mark_of
from website.enums import RESULTS

register = template.Library()
register.filter("withdrawal_of", withdrawal_of)
register.filter("renditions", rendition_links)
register.filter("theme_lists", theme_lists)
register.filter("hearing_of", hearing_of)
register.filter("rejection_of", rejection_of)


@register.filter
def hearing_is_over(document: PlanDocument) -> bool:
    return is_closed(document, timezone.localdate())


@register.filter
def mark_of_result(slug: str) -> str:
    """The style that goes with a result, as its address names it."""
    return mark_of(RESULTS[slug])


FIRST_WORDS = 26
FIRST_GOALS = 3
WHOLE_WORDS = 40


@dataclass(frozen=True, slots=True)
class Continued:
    """`same`: the theme in the plan to read instead; `last`: where it was last, if that has none."""

    same: tuple[Relative, ...]
    last: Relative | None


@register.filter
def continuations(open_edition: OpenEdition, theme: Theme) -> Continued:
    """Of a theme in a plan that no longer applies."""
    newer, ref = open_edition.newer, open_edition.document.ref.theme(theme.slug)
    found = open_edition.published.continuations(ref)
    same = tuple(one for one in found if newer and one.edition.plan_ref == newer.plan_ref)
    return Continued(same, next(iter(found), None))


@register.filter
def held_years(open_edition: OpenEdition) -> str:
    """The years that a plan held; one without an end held until the next of its series began."""
    edition = open_edition.edition
    last = last_year_of(edition, open_edition.published.plans, timezone.localdate())
    return year_span(edition.year, last)


@register.filter
def in_short(theme: Theme) -> str:
    """What is wanted, where that is said in a sentence or two: how a longer text begins says little. Of a theme
    without goals there is nothing better."""
    lines = markdown.plain(theme.ambition).splitlines()
    if len(lines) == 1 and len(lines[0].split()) <= WHOLE_WORDS:
        return lines[0]
    return "" if theme.goals else first_words(theme)


@register.filter
def first_goals(document: PlanDocument) -> list[str]:
    """What a plan without a short description says of itself."""
    goals = (goal for _theme, goal in document.all_goals())
    return [plain_line(goal.text) for goal, _n in zip(goals, range(FIRST_GOALS), strict=False)]


@register.filter
def sections_among(contents: Iterable[Item]) -> list[Item]:
    return [item for item in contents if not item.theme and not item.group]


@register.filter
def measure_total(theme: Theme) -> int:
    """How many strategies and initiatives a theme has."""
    return sum(isinstance(part, Strategy | Initiative) for part in every_part(theme))


@register.filter
def current(edition: Edition) -> Addresses:
    return Addresses(edition)


@register.filter
def permanent(edition: Edition) -> Addresses:
    return Addresses(edition, permanent=True)


@register.filter
def changes_since(edition: Edition, before: Edition) -> str:
    return Addresses(edition).changes_since(before)


@register.filter
def file_name(edition: Edition) -> str:
    """When it has been saved from its own address, without its ending."""
    return headers.saved_as(Addresses(edition, permanent=True).pdf).removesuffix(".pdf")


@register.filter
def outcome_label(outcome: Outcome) -> str:
    return str(DecisionOutcome(outcome).label).capitalize()


@register.filter
def address(relative: Relative) -> str:
    return Addresses(relative.edition).theme(relative.slug)


@register.filter
def theme_page(plan: Edition | None, theme: Theme) -> str:
    """Where the plan describes the theme; empty where no plan can be read, or it has no such theme."""
    if plan is None or theme.slug not in [entry["slug"] for entry in plan.themes]:
        return ""
    return Addresses(plan).theme(theme.slug)


@register.filter
def read_report(report: PlanDocument) -> str:
    """What a link to a follow-up says: where the link is alone, a title would not say what it leads to."""
    one = report.follow_up
    period = Period(one.period_start, one.period_end) if one and one.period_start and one.period_end else None
    words = {"years": label(period) if period else report.years}
    if one and one.kind == "review":
        return _("Read the result review for %(years)s") % words
    if one is None or one.is_final:
        return _("Read the follow-up for %(years)s") % words
    if one.status_on:
        day = formats.date_format(one.status_on, "d.m.Y")
        return _("Read the status as of %(day)s") % {"day": day}
    if period:
        return _("Read the status for %(years)s") % words
    return _("Read the mid-year status for %(years)s") % words


@register.filter
def is_final_report(edition: Edition) -> bool:
    return is_final(edition)


def _text_of(theme: Theme) -> str:
    return theme.ambition or theme.actions or theme.status or theme.challenge


@register.filter
def first_words(part: Theme | ThemeGroup | Section) -> str:
    """How its text begins: the first paragraph, cut after a line or three."""
    text = part.body if isinstance(part, Section | ThemeGroup) else _text_of(part)
    lines = markdown.plain(text).splitlines()
    return Truncator(lines[0]).words(FIRST_WORDS, truncate=" …") if lines else ""
