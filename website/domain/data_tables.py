"""What pages show in tables and pictures, as rows for a spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents import markdown
from documents.charts.strip import is_interim, word
from documents.figure_cutoff import targets_at_start
from documents.follow_up_tree import targets_of
from documents.lineage import GoalStep, ThemeStep
from documents.replacing import replaced_sentence
from documents.tree import Assessment, Figure, Goal, Indicator, PlanDocument, Target, Theme
from documents.wording import goal_number, measure_texts, measured, unit_name, verdict_label
from documents.year_tables import YearRow, results_of, year_rows
from goals.domain.periods import Period, typed
from publishing.models import Edition
from website.domain.cells import Cell, Table
from website.domain.groups import Comparison
from website.domain.history import (
    GoalHistoryEntry,
    Known,
    ThemeHistoryEntry,
    change_kind_word,
    first_published_in,
    known,
    plan_targets_of,
)
from website.domain.national import Answer, NationalLine
from website.domain.origins import origin_cells, origin_head, with_origins
from website.domain.readable_editions import ReadableEditions


def goals_table(document: PlanDocument, report: PlanDocument | None) -> Table:
    """Every goal with what it is measured by and, where there is a follow-up, what came of it."""
    head = [
        _("No."),
        document.theme_label,
        document.goal_label,
        _("Measured by"),
        _("Answers national goals"),
        _("Target groups"),
        _("Responsible unit"),
        _("Partners"),
    ]
    of_themes = any(theme.answers for theme in document.themes)
    if of_themes:
        head.append(_("The theme answers national goals"))
    of_groups = bool(document.theme_groups)
    if of_groups:
        head.append(document.theme_group_label)
    is_below = bool(document.carried_out)
    if is_below:
        head.append(_("Carries out"))
    by_years = any(year_rows(goal.targets)[0].year for _theme, goal in document.all_goals())
    if by_years:
        head += [_("Year"), _("Value"), _("Due date")]
        head += [_("The year's figure"), _("The year's result")] if report else []
    if report:
        head += _verdict_head()
    return Table(
        document.goal_label,
        tuple(head),
        tuple(
            (
                *_goal_cells(theme, goal, row.text),
                *([_answer_cell(theme)] if of_themes else ()),
                *([_group_cell(document, theme)] if of_groups else ()),
                *(["; ".join(plain(each.text) for each in goal.carries_out) or None] if is_below else ()),
                *(_year_cells(row, report) if by_years else ()),
                *(_outcome_cells(report, theme, goal) if report else ()),
            )
            for theme, goal in document.all_goals()
            for row in year_rows(goal.targets, results_of(report, theme, goal))
        ),
    )


def _year_cells(row: YearRow, report: PlanDocument | None) -> tuple[Cell, ...]:
    return (row.year, row.value, row.due, *((row.came, row.verdict) if report else ()))


def _goal_cells(theme: Theme | None, goal: Goal, measure: str) -> tuple[Cell, ...]:
    return (
        goal_number(goal, theme),
        theme.title if theme else None,
        plain(goal.text),
        measure or None,
        _answer_cell(goal),
        ", ".join(group.name for group in goal.target_groups) or None,
        goal.responsible_unit or None,
        goal.partners or None,
    )


def _answer_cell(part: Goal | Theme | None) -> str | None:
    answers = [f"{ref.number} ({ref.year})" for ref in part.answers] if part else []
    return get_text_list(answers, _("and")) or None


def _group_cell(document: PlanDocument, theme: Theme | None) -> str | None:
    group = document.theme_group(theme.group) if theme else None
    return f"{group.label} {group.title}".strip() if group else None


def _outcome_cells(report: PlanDocument, theme: Theme | None, goal: Goal) -> tuple[Cell, ...]:
    assessment = report.follow_up.assessment_of(report.goal_ref(theme, goal)) if report.follow_up else None
    return _verdict_cells(assessment, goal, report)


def _verdict_head() -> tuple[str, ...]:
    return (
        _("The municipality's verdict"),
        pgettext("column", "Computed"),
        _("What the figures say"),
        _("Why they differ"),
    )


def _verdict_cells(
    assessment: Assessment | None, goal: Goal, report: PlanDocument | None
) -> tuple[Cell, ...]:
    """What nobody has reported has the words for it, and never a number. Of a goal that no figures are
    held against, none are said to say anything."""
    results = measured(assessment, goal)
    computed = assessment.computed if assessment and results else None
    return (
        word(assessment.verdict if assessment else None, interim=is_interim(report)),
        verdict_label(computed.verdict) if computed else None,
        " ".join(result.sentence for result in results) or None,
        (assessment.reason if assessment else "") or None,
    )


def figures_table(documents: Iterable[PlanDocument]) -> Table:
    """Every figure that the documents are based on, as their pages show them."""
    documents = list(documents)
    key_figures = (
        Target("delivered", row.indicator, figures=row.figures)
        for document in documents
        for table in document.all_key_figures()
        for row in table.rows
    )
    of_targets = (
        target for document in documents for target in targets_at_start(document, tuple(targets_of(document)))
    )
    return _figures((*of_targets, *key_figures))


def _figures(targets: Iterable[Target], first_published_in: Mapping[Known, Edition] | None = None) -> Table:
    """Each figure once; a later target's takes an earlier's place. `first_published_in` adds when each
    came."""
    found: dict[Known, tuple[Cell, ...]] = {}
    indicators: dict[tuple[str, bool], Indicator] = {}
    targets = list(targets)
    has_means = any(figure.mean_of for target in targets for figure in target.figures)
    for target in targets:
        for figure in target.figures:
            if target.indicator and not figure.rank_of:
                indicators[target.indicator.key] = target.indicator
                key = known(target, figure)
                came = _came_cells(first_published_in.get(key)) if first_published_in is not None else ()
                found[key] = (
                    *_figure_cells(target.indicator, figure),
                    *_computed_cell(figure, has_means),
                    *came,
                )
    head = (
        *_figure_head(),
        *((pgettext("column", "Computed"),) if has_means else ()),
        *(_came_head() if first_published_in is not None else ()),
    )
    rows = [found[key] for key in sorted(found)]
    if any(cells := [_replaces_cell(indicators[key[:2]], indicators) for key in sorted(found)]):
        head = (*head, _("The indicator replaces"))
        rows = [(*row, cell) for row, cell in zip(rows, cells, strict=True)]
    return Table(_("Figures"), head, tuple(rows))


def _replaces_cell(indicator: Indicator, known: Mapping[tuple[str, bool], Indicator]) -> str | None:
    """Of those that the table has figures of: the two are not one series."""
    befores = [known[key] for ref in indicator.replaces if (key := (ref.slug, ref.own)) in known]
    return "; ".join(each.name for each in befores) or None


def _computed_cell(figure: Figure, has_means: bool) -> tuple[Cell, ...]:
    """A mean is told apart where there is one, so that nobody reads it back as a figure."""
    return (_yes(bool(figure.mean_of)),) if has_means else ()


def _came_head() -> tuple[str, ...]:
    return (_("Published with"), pgettext("column", "Published"), *origin_head())


def _came_cells(edition: Edition | None) -> tuple[Cell, ...]:
    if edition is None:
        return (None,) * len(_came_head())
    return (edition.title, timezone.localdate(edition.published_at), *origin_cells(edition))


def _figure_head() -> tuple[str, ...]:
    period = (_("Period"), _("From"), _("To"))
    return (
        *(_("Indicator"), _("Area"), *period, _("Figure"), _("Unit")),
        *(_("Provisional"), _("New series"), _("Source")),
    )


def _figure_cells(indicator: Indicator, figure: Figure) -> tuple[Cell, ...]:
    return (
        indicator.name,
        figure.area.name,
        typed(Period(figure.period_start, figure.period_end)),
        figure.period_start,
        figure.period_end,
        figure.value,
        unit_name(indicator),
        _yes(figure.provisional),
        _yes(figure.series_break),
        figure.source or None,
    )


def _yes(known: bool) -> str:
    return _("yes") if known else _("no")


def goal_line_table(readable: ReadableEditions, entries: Sequence[GoalHistoryEntry]) -> Table:
    head = (_("Year"), _("Plan"), _("No."), _("Goal"), _("Measured by"))
    rows = [_goal_entry_cells(entry) for entry in entries]
    replaced = [_replaced_cell(entry.step) for entry in entries]
    table = _with_replaced((*head, *_change_kind_head(), *_verdict_head()), rows, replaced)
    return with_origins(table, [readable.of(entry.step.published_year.ref) for entry in entries])


def _replaced_cell(*steps: GoalStep | ThemeStep) -> str | None:
    return " ".join(replaced_sentence(each) for step in steps for each in step.replaced) or None


def _with_replaced(
    head: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], replaced: Sequence[str | None]
) -> Table:
    """Where a line is broken because a target group or an indicator was replaced, its row says so."""
    if any(replaced):
        head = (*head, _("Replaced since the plan before"))
        rows = [(*row, cell) for row, cell in zip(rows, replaced, strict=True)]
    return Table(_("Through the years"), head, tuple(rows))


def _change_kind_head() -> tuple[str, ...]:
    return (_("Since the plan before"), _("Reason for the change"), _("In the next plan"))


def _change_kind_cells(step: GoalStep | ThemeStep, reason: str) -> tuple[Cell, ...]:
    ended = ""
    if step.ended:
        ended = _("Nothing in %(title)s continues it.") % {"title": step.ended.document.title}
    return (
        change_kind_word(step.change_kind),
        reason or None,
        " ".join(filter(None, [ended, step.reason])) or None,
    )


def line_figures_table(readable: ReadableEditions, entries: Sequence[GoalHistoryEntry]) -> Table:
    """The figures that the page of the line draws, and with which edition each came."""
    steps = [entry.step for entry in entries]
    plan_targets = (plan_target for step in steps for plan_target in plan_targets_of(step))
    return _figures((plan_target.target for plan_target in plan_targets), first_published_in(readable, steps))


def theme_line_table(readable: ReadableEditions, entries: Sequence[ThemeHistoryEntry]) -> Table:
    """The theme in each plan, with a row for each of its goals."""
    part = _("Theme")
    heads = (f"{part}: {head[0].lower()}{head[1:]}" for head in _change_kind_head())
    of_theme = (_("Year"), _("Plan"), part, *heads)
    of_goal = (_("No."), _("Goal"), _("Measured by"), *_change_kind_head(), *_verdict_head())
    rows: list[tuple[Cell, ...]] = []
    replaced: list[str | None] = []
    editions: list[Edition] = []
    for entry in entries:
        document, theme = entry.step.published_year.document, entry.step.theme
        change_kind = _change_kind_cells(entry.step, theme.change_reason)
        start = (document.years, document.title, theme.title, *change_kind)
        rows += [(*start, *_goal_entry_cells(goal)[2:]) for goal in entry.goals]
        replaced += [_replaced_cell(entry.step, goal.step) for goal in entry.goals]
        if not entry.goals:
            rows.append((*start, *(None,) * len(of_goal)))
            replaced.append(_replaced_cell(entry.step))
        editions += [readable.of(entry.step.published_year.ref)] * (len(entry.goals) or 1)
    return with_origins(_with_replaced((*of_theme, *of_goal), rows, replaced), editions)


def _goal_entry_cells(entry: GoalHistoryEntry) -> tuple[Cell, ...]:
    step = entry.step
    return (
        step.published_year.document.years,
        step.published_year.document.title,
        goal_number(step.goal, step.theme),
        plain(step.goal.text),
        "; ".join(measure_texts(step.goal.targets)) or None,
        *_change_kind_cells(step, step.goal.change_reason),
        *_verdict_cells(step.assessment, step.goal, step.published_year.report),
    )


def national_table(lines: Sequence[NationalLine]) -> Table:
    """A municipality without an answer has a row that says so."""
    rows: list[tuple[Cell, ...]] = []
    editions: list[Edition] = []
    for line in lines:
        for town in line.towns:
            start = (line.goal.number, line.goal.title, town.name)
            rows += [(*start, answer.number, plain(answer.text) or _title(answer)) for answer in town.answers]
            if not town.answers:
                rows.append((*start, None, _("no answer")))
            editions += [town.edition] * (len(town.answers) or 1)
    head = (_("No."), _("National goal"), _("Municipality"), _("Goal no."), _("Answer"))
    return with_origins(Table(_("National goals"), head, tuple(rows)), editions)


def _title(answer: Answer) -> str | None:
    return answer.theme.title if answer.theme else None


def comparison_table(comparison: Comparison) -> Table:
    """The figures are the statistics' own: they are of no plan, and no edition."""
    codes = {area.name: area.code for area in comparison.group.members}
    period = comparison.period
    page = (
        reverse("publishing:comparison", args=[comparison.group.slug, comparison.indicator.slug, period])
        if period
        else ""
    )
    of_all: tuple[Cell, ...] = (typed(period) if period else None, settings.SITE_URL + page if page else None)
    rows: list[tuple[Cell, ...]] = [
        (
            value.name,
            value.value,
            _yes(value.provisional),
            value.source or None,
            codes.get(value.name) or None,
            *of_all,
        )
        for value in comparison.values
    ]
    if comparison.mean:
        rows.append((comparison.mean[1], comparison.mean[0], None, None, None, *of_all))
    head = (_("Municipality"), comparison.heading, _("Provisional"), _("Source"))
    return Table(_("Comparison"), (*head, _("Municipality code"), _("Period"), _("Address")), tuple(rows))


def plain(text: str) -> str:
    return " ".join(markdown.plain(text).split())
