"""Template tags of the bodies in `templates/document/`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import markdown, wording
from documents.charts.strip import is_interim
from documents.headings import below
from documents.templatetags.document import Links
from documents.tree import (
    Goal,
    Initiative,
    NationalGoal,
    NationalGoalRef,
    PlanDocument,
    Strategy,
    TargetGroup,
    Theme,
    ThemeGroup,
    Verdict,
)
from plans.danish import AND

register = template.Library()
register.filter("below", below)
register.filter("measured", wording.measured)

SEPARATOR = " · "
VERDICTS: tuple[Verdict, ...] = ("met", "partly", "not_met", "cannot_be_assessed")
ALWAYS_COUNTED: tuple[Verdict, ...] = ("met", "partly", "not_met")


@dataclass(frozen=True, slots=True)
class Count:
    mark: str
    label: str
    number: int


@register.filter
def dash(prefix: str, tail: str | int) -> str:
    """An id, or the start of one: "unge-maal" and 2 make "unge-maal-2"."""
    return f"{prefix}-{tail}"


@register.filter
def numbered_title(theme: Theme) -> str:
    return f"{theme.printed_number} {theme.title}"


@register.filter
def called(group: ThemeGroup, document: PlanDocument) -> str:
    return document.group_name(group)


@register.filter
def themes_beside(document: PlanDocument, first: bool) -> str:
    """What the themes are called that belong to no level above, where others do: `first`, before these."""
    label = document.theme_label_plural
    return label if first else _("Others: %(label)s") % {"label": label.lower()}


@register.filter
def have_goals(themes: Sequence[Theme]) -> bool:
    return any(theme.goals for theme in themes)


@register.filter
def measures_goals(document: PlanDocument) -> bool:
    """Whether any goal has figures: of one without, nothing is said about them."""
    return any(goal.targets for _theme, goal in document.all_goals())


@register.filter
def facts(item: Goal | Strategy | Initiative) -> str:
    """ "Jobcentret · Samarbejdspartner: Lærdansk · Fra 1. august 2019 · Målgruppe: unge"."""
    found = [item.responsible_unit]
    if not isinstance(item, Strategy) and item.partners:
        found.append(_partners(item.partners))
    if isinstance(item, Initiative):
        found.append(capfirst(period_of(item.starts, item.ends)))
    found.append(target_groups(item.target_groups))
    return SEPARATOR.join(fact for fact in found if fact)


def _partners(text: str) -> str:
    """One text, typed by a person: a comma or "og" in it says that there are several."""
    several = "," in text or not AND.isdisjoint(text.split())
    return ngettext("Partner: %(names)s", "Partners: %(names)s", 2 if several else 1) % {"names": text}


@register.filter
def period_word(document: PlanDocument) -> str:
    """What is printed before a plan's period."""
    if document.proposal:
        return _("Is to apply")
    return _("Applied") if is_over(document) else _("Applies")


@register.simple_tag
def facts_of(links: Links | None, item: Goal | Strategy | Initiative) -> str:
    """As `facts`; each target group leads to its own page, where there are links."""
    return _with_links(links, item.target_groups, facts(item))


@register.simple_tag
def audience(links: Links | None, theme: Theme) -> str:
    """As `target_groups`, with the same links."""
    return _with_links(links, theme.target_groups, target_groups(theme.target_groups))


def _with_links(links: Links | None, groups: Sequence[TargetGroup], text: str) -> str:
    if not (links and groups):
        return text
    names = target_groups(groups)
    label = names.partition(":")[0]
    led = [(links.target_group(group.slug), within_sentence(group.name)) for group in groups]
    linked = format_html_join(", ", '<a href="{}">{}</a>', led)
    return format_html("{}{}: {}", text.removesuffix(names), label, linked)


@register.filter
def target_groups(groups: Sequence[TargetGroup]) -> str:
    """ "Målgrupper: unge, ledige med dagpenge"; empty where there are none. A name has a capital letter
    alone, and a small one within a sentence."""
    if not groups:
        return ""
    names = ", ".join(within_sentence(group.name) for group in groups)
    return ngettext("Target group: %(names)s", "Target groups: %(names)s", len(groups)) % {"names": names}


def within_sentence(name: str) -> str:
    """But an abbreviation keeps its capitals: "EU-borgere"."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def period_of(starts: date | None, ends: date | None) -> str:
    first, last = (formats.date_format(day, "j. F Y") if day else "" for day in (starts, ends))
    if first and last:
        return f"{first} – {last}"
    if first:
        return _("from %(date)s") % {"date": first}
    return _("until %(date)s") % {"date": last} if last else ""


@register.simple_tag
def answered(document: PlanDocument, part: Goal | Theme) -> str:
    """The numbers of the national goals that a goal or a whole theme answers, with the year where it is not the plan's:
    "1, 3 og 4 (2018)"."""
    numbers = [
        str(ref.number) if ref.year == document.year else f"{ref.number} ({ref.year})" for ref in part.answers
    ]
    return get_text_list(numbers, _("and"))


@register.simple_tag
def answering(document: PlanDocument, national: NationalGoal) -> dict[str, Any]:
    """What in a plan answers a national goal: goals, and themes as a whole."""
    ref = NationalGoalRef(national.year, national.number)
    return {
        "goals": [(theme, goal) for theme, goal in document.all_goals() if ref in goal.answers],
        "themes": [theme for theme in document.themes if ref in theme.answers],
    }


@register.filter
def period(document: PlanDocument) -> str:
    """ "1. januar – 31. december 2019"; both years where the plan covers several."""
    start = "j. F" if document.year == document.last_year else "j. F Y"
    first = formats.date_format(document.first_day, start)
    if document.last_day is None:
        return _("%(date)s and onwards") % {"date": first}
    return f"{first} – {formats.date_format(document.last_day, 'j. F Y')}"


def is_over(document: PlanDocument) -> bool:
    return document.last_day is not None and document.last_day < timezone.localdate()


@register.filter
def plain_line(text: str) -> str:
    """A goal's words within a sentence: without marks, on one line, and without the full stop."""
    return " ".join(markdown.plain(text).split()).rstrip(".")


@register.filter
def shortened(text: str, width: int) -> str:
    """For a running head: cut after a whole word, or within the first where that is longer."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    words, _space, _rest = text[:width].rpartition(" ")
    return f"{words.rstrip(' ,;:–-(') or text[: width - 1]}…"


@register.filter
def size(count: int) -> str:
    """Of a file: 290 kB, 1,2 MB. Thousands, not 1024s, as in the file lists of phones and computers."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))}\xa0kB"
    return f"{formats.number_format(count / 1_000_000, 1)}\xa0MB"


@register.filter
def goal_total(document: PlanDocument) -> int:
    return sum(1 for _pair in document.all_goals())


@register.filter
def verdict_counts(report: PlanDocument) -> list[Count]:
    """How many goals of the report got each verdict. A goal that the report passes over is counted too:
    silence about a goal must be seen."""
    return _counts(report, list(report.all_goals()), always=ALWAYS_COUNTED)


@register.filter
def theme_verdicts(report: PlanDocument, theme: Theme) -> list[Count]:
    """The same for one theme, without those that none of its goals got. The theme may be the plan's, where the
    report has its verdicts on what the plan calls its goals (`documents/same_goals.py`)."""
    return _counts(report, [(theme, goal) for goal in theme.goals], always=())


def _counts(
    report: PlanDocument, goals: list[tuple[Theme | None, Goal]], always: tuple[Verdict, ...]
) -> list[Count]:
    if report.follow_up is None:
        return []
    found = [report.follow_up.assessment_of(report.goal_ref(theme, goal)) for theme, goal in goals]
    verdicts = [assessment.verdict for assessment in found if assessment]
    counts = [
        Count(wording.VERDICT_MARKS[verdict], wording.verdict_label(verdict).lower(), number)
        for verdict in VERDICTS
        if (number := verdicts.count(verdict)) or verdict in always
    ]
    if silent := found.count(None):
        counts.append(Count(wording.NOT_REPORTED, _("not reported"), silent))
    return counts


@register.filter
def is_judged_so_far(document: PlanDocument, report: PlanDocument | None) -> bool:
    """Whether verdicts beside the plan's own text are on the way: on a follow-up's own page its title says so."""
    return document.follow_up is None and is_interim(report)


@register.filter
def shows_national_goals(document: PlanDocument) -> bool:
    """Whether the plan prints the national goals of its years; most plans only answer them."""
    return bool(document.national_goals) and any(
        section.kind == "national_goals" for section in document.all_sections()
    )


@register.filter
def national_years(document: PlanDocument) -> list[int]:
    """The years of the plan that have national goals."""
    return sorted({goal.year for goal in document.national_goals})
