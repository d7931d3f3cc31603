"""Warnings about what ties goals together: themes, measures, national goals, the year before."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.tree import PlanDocument, Target
from documents.wording import measure_texts, name_of, verdict_label
from goals.domain.by_year import by_year
from publishing.checks.model import Check, CheckInput, Finding, Place, Severity
from publishing.checks.texts import (
    assessment_part,
    goal_part,
    past_goal,
    past_theme,
    theme_group_part,
    theme_part,
)


def themes_without_goals(check_input: CheckInput) -> Iterator[Finding]:
    for theme in check_input.document.themes:
        if not theme.goals:
            yield Finding(theme_part(theme).place("goals"), _("The theme has no goals."), theme.title)


def groups_without_themes(check_input: CheckInput) -> Iterator[Finding]:
    """One without a text either is stopped by another check."""
    document = check_input.document
    for group, themes in document.theme_runs:
        if group and not themes and group.body.strip():
            place = theme_group_part(document, group).place("title")
            yield Finding(place, _("No theme belongs to it."), group.title)


def numbers_as_printed(check_input: CheckInput) -> Iterator[Finding]:
    """A theme that has been moved, or copied, may keep a number that is of another level, or another theme's."""
    document = check_input.document
    printed = Counter(theme.printed_number for theme in document.themes)
    for theme in document.themes:
        group, number = document.theme_group(theme.group), theme.printed_number
        if theme.label and group and group.label and not number.startswith(group.label):
            message = _("The number %(number)s does not go with “%(group)s”.")
            message %= {"number": number, "group": document.group_name(group)}
        elif printed[number] > 1:
            message = _("Another theme has the number %(number)s too.") % {"number": number}
        else:
            continue
        yield Finding(theme_part(theme).place("label"), message, f"{number} {theme.title}")


def goals_without_a_measure(check_input: CheckInput) -> Iterator[Finding]:
    document = check_input.document
    for theme, goal in document.all_goals():
        if not goal.targets:
            place = goal_part(document, theme, goal).place("targets")
            text = _("Nothing says how one will see whether the goal was reached.")
            yield Finding(place, text, goal.text)


def values_for_other_years(check_input: CheckInput) -> Iterator[Finding]:
    """A goal with values by year has one for each year of its plan, and for no other."""
    document = check_input.document
    for theme, goal in document.all_goals() if document.follow_up is None else ():
        groups = [group for group in by_year(goal.targets, name_of) if len(group) > 1]
        said = dict.fromkeys(filter(None, (_wrong_years(document, group) for group in groups)))
        if said:
            place = goal_part(document, theme, goal).place("targets")
            yield Finding(place, " ".join(said), " ".join(measure_texts(goal.targets)))


def _wrong_years(document: PlanDocument, group: Sequence[Target]) -> str:
    """Of a plan without an end, only what lies between its values could be missing."""
    years = {target.due.year for target in group if target.due}
    wanted = set(range(document.year, (document.last_year or max(years)) + 1))
    said = {
        _("There is no value for %(years)s."): wanted - years,
        _("There is a value for %(years)s, outside the plan's period."): years - wanted,
    }
    return " ".join(
        text % {"years": get_text_list([str(year) for year in sorted(found)], _("and"))}
        for text, found in said.items()
        if found
    )


def national_goals_without_an_answer(check_input: CheckInput) -> Iterator[Finding]:
    document = check_input.document
    refs = [ref for theme in document.themes for ref in theme.answers]
    refs += [ref for _theme, goal in document.all_goals() for ref in goal.answers]
    answered = {(ref.year, ref.number) for ref in refs}
    for national in document.national_goals:
        if (national.year, national.number) not in answered:
            place = Place("plan", f"{national.year}/{national.number}", "national_goals", document.title)
            text = _("Nothing answers national goal %(number)s of %(year)s: %(title)s")
            shown = {"number": national.number, "year": national.year, "title": national.title}
            yield Finding(place, text % shown, f"{national.title}\n{national.text}")


def verdicts_without_words(check_input: CheckInput) -> Iterator[Finding]:
    document = check_input.document
    for assessment in document.follow_up.assessments if document.follow_up else ():
        if not assessment.text.strip():
            name = verdict_label(assessment.verdict)
            text = _("The verdict has no text: nobody reads how it went, or why.")
            yield Finding(assessment_part(document, assessment).place("text"), text, name)


def past_goals_left_open(check_input: CheckInput) -> Iterator[Finding]:
    for past in check_input.open_goals:
        text = _("The goal has no verdict in a follow-up, and no goal of this plan continues it. Write why.")
        yield Finding(past_goal(past).place("reason"), text, past.text)


def past_themes_left_open(check_input: CheckInput) -> Iterator[Finding]:
    for past in check_input.open_themes:
        text = _("No theme of this plan continues it. Write why.")
        yield Finding(past_theme(past).place("reason"), text, past.title)


CHECKS = (
    Check(
        "theme_without_goals", Severity.WARNING, gettext_lazy("A theme has no goals"), themes_without_goals
    ),
    Check(
        "theme_group_without_themes",
        Severity.WARNING,
        gettext_lazy("A level above the themes has no themes"),
        groups_without_themes,
    ),
    Check(
        "theme_number_as_printed",
        Severity.WARNING,
        gettext_lazy("A theme's number does not fit"),
        numbers_as_printed,
    ),
    Check(
        "goal_without_measure",
        Severity.WARNING,
        gettext_lazy("A goal has no measure"),
        goals_without_a_measure,
    ),
    Check(
        "values_for_other_years",
        Severity.WARNING,
        gettext_lazy("A goal's values by year are not those of the plan's years"),
        values_for_other_years,
    ),
    Check(
        "national_goal_unanswered",
        Severity.WARNING,
        gettext_lazy("A national goal has no answer"),
        national_goals_without_an_answer,
    ),
    Check(
        "verdict_without_words",
        Severity.WARNING,
        gettext_lazy("A verdict has no text"),
        verdicts_without_words,
    ),
    Check(
        "past_goal_open",
        Severity.WARNING,
        gettext_lazy("A goal of the year before was left open"),
        past_goals_left_open,
    ),
    Check(
        "past_theme_open",
        Severity.WARNING,
        gettext_lazy("A theme of the year before was left open"),
        past_themes_left_open,
    ),
)
