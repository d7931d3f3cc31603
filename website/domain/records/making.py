"""From a published plan to its records."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.urls import reverse

from documents.tree import (
    Assessment,
    Goal,
    NationalGoalRef,
    Result,
    Target,
    TargetGroup,
    Theme,
)
from documents.wording import goal_number, measure_texts, measured, target_sentence, unit_name
from goals import enums
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import PublishedEditions, is_final
from publishing.models import Edition
from website.domain.data_tables import plain
from website.domain.goal_choice import target_groups_of
from website.domain.records import ids
from website.domain.records.codes import OPERATORS, PLAN_KINDS, REPORT_KINDS, VERDICTS
from website.domain.records.kinds import (
    AssessmentRecord,
    EditionRecord,
    GoalRecord,
    MunicipalityRecord,
    NationalRecord,
    PlanRecord,
    SeriesRecord,
    TargetRecord,
    ThemeRecord,
)
from website.domain.records.published import PublishedPlan


def of_place(plan: PublishedPlan) -> dict[str, Any]:
    place, edition = plan.place, plan.text
    return {
        "municipality_code": place.code,
        "municipality_name": place.name,
        "municipality": edition.municipality_slug,
    }


def of_plan(plan: PublishedPlan, edition: Edition | None = None) -> dict[str, Any]:
    """What every part of a plan says of where it is from."""
    edition = edition or plan.text
    return {
        **of_place(plan),
        "series": edition.plan_series,
        "series_name": plan.document.series.name,
        "year": edition.year,
        "last_year": edition.last_year,
        "plan": ids.of_plan(edition.municipality_slug, edition.plan_ref),
        "edition": str(edition.label),
        "edition_id": ids.of_edition(edition),
        "published_at": edition.published_at,
    }


def municipalities(plan: PublishedPlan) -> Iterator[MunicipalityRecord]:
    """As the newest of what it has published says."""
    place, town = plan.place, plan.text.municipality_slug
    current = PublishedEditions.among(plan.editions).current_plan
    yield MunicipalityRecord(
        id=town,
        address=ids.absolute(reverse("publishing:municipality", args=[town])),
        **of_place(plan),
        short_name=place.short_name,
        region=place.region,
        email=place.email,
        phone=place.phone,
        website=place.website,
        accessibility=place.accessibility_statement_url,
        plan=ids.of_plan(town, current.plan_ref) if current else "",
    )


def series(plan: PublishedPlan) -> Iterator[SeriesRecord]:
    named, town = plan.document.series, plan.text.municipality_slug
    yield SeriesRecord(
        id=ids.of_series(town, named.slug),
        address=ids.absolute(reverse("publishing:municipality", args=[town])),
        **of_place(plan),
        slug=named.slug,
        name=named.name,
        word=named.word,
        rhythm=named.rhythm,
    )


def plans(plan: PublishedPlan) -> Iterator[PlanRecord]:
    """None of a plan of which only a follow-up can be read."""
    edition, document = plan.text, plan.document
    if edition.follow_up_id:
        return
    there, town, decision = Addresses(edition), edition.municipality_slug, document.adopted
    yield PlanRecord(
        id=ids.of_plan(town, edition.plan_ref),
        address=ids.absolute(there.front),
        **of_plan(plan),
        title=document.title,
        kind=PLAN_KINDS[document.kind],
        summary=plain(document.summary),
        adopted_by=decision.body if decision else "",
        adopted_on=decision.date if decision else None,
        before=ids.of_plan(town, document.predecessor) if document.predecessor else "",
        above=ids.of_plan(town, document.above) if document.above else "",
        themes=len(document.themes),
        goals=sum(1 for _each in document.all_goals()),
        report=ids.of_edition(plan.report) if plan.report else "",
        pdf=ids.absolute(there.pdf),
        json=ids.absolute(there.json),
        sha256=edition.document_sha256,
    )


def editions(plan: PublishedPlan) -> Iterator[EditionRecord]:
    """Of `editions_of`, which knows of each whether it is in force."""
    for edition in plan.editions:
        there = Addresses(edition, permanent=True)
        kind = "forslag" if edition.is_proposal else "opfoelgning" if edition.follow_up_id else "plan"
        yield EditionRecord(
            id=ids.of_edition(edition),
            address=ids.absolute(there.front),
            **of_plan(plan, edition),
            kind=kind,
            title=edition.title,
            in_force=getattr(edition, "is_current", False),
            note=edition.change_note,
            pages=edition.pdf_pages,
            pdf=ids.absolute(there.pdf),
            pdf_sha256=edition.pdf_sha256,
            json=ids.absolute(there.json),
            sha256=edition.document_sha256,
        )


def for_whom(groups: Collection[TargetGroup]) -> dict[str, Any]:
    return {
        "target_groups": tuple(group.name for group in groups),
        "target_group_ids": tuple(group.slug for group in groups),
    }


def answered(refs: Iterable[NationalGoalRef]) -> tuple[str, ...]:
    return tuple(map(ids.of_national, refs))


def themes(plan: PublishedPlan) -> Iterator[ThemeRecord]:
    town, document = plan.text.municipality_slug, plan.document
    for theme in document.themes:
        group = document.theme_group(theme.group)
        yield ThemeRecord(
            id=ids.of_theme(town, document.ref.theme(theme.slug)),
            address=ids.absolute(Addresses(plan.text).theme(theme.slug)),
            **of_plan(plan),
            number=theme.number,
            printed_number=theme.printed_number,
            title=theme.title,
            group=group.title if group else "",
            ambition=plain(theme.ambition),
            actions=plain(theme.actions),
            **for_whom(theme.target_groups),
            national=answered(theme.answers),
            before=tuple(ids.of_theme(town, ref) for ref in theme.predecessors),
            goals=len(theme.goals),
        )


def assessment_of(plan: PublishedPlan, theme: Theme | None, goal: Goal) -> Assessment | None:
    verdicts = plan.verdicts
    if verdicts is None or verdicts.follow_up is None:
        return None
    return verdicts.follow_up.assessment_of(plan.document.goal_ref(theme, goal))


def goals(plan: PublishedPlan) -> Iterator[GoalRecord]:
    town, document, report = plan.text.municipality_slug, plan.document, plan.report
    for theme, goal in document.all_goals():
        ref = document.goal_ref(theme, goal)
        found = assessment_of(plan, theme, goal)
        yield GoalRecord(
            id=ids.of_goal(town, ref),
            address=ids.absolute(ids.page_of_goal(plan.text, theme, goal)),
            **of_plan(plan),
            **_of_theme(town, plan, theme),
            number=goal_number(goal, theme),
            text=plain(goal.text),
            measure="; ".join(measure_texts(goal.targets)),
            **for_whom(target_groups_of(theme, goal)),
            unit=goal.responsible_unit,
            partners=goal.partners,
            national=answered(goal.answers),
            before=tuple(ids.of_goal(town, one) for one in goal.predecessors),
            carries_out=tuple(ids.of_goal(town, one.goal) for one in goal.carries_out),
            verdict=VERDICTS[found.verdict] if found else None,
            is_final=is_final(report) if found and report else None,
            computed=computed_of(found, goal),
            report=ids.of_edition(report) if found and report else "",
        )


def _of_theme(town: str, plan: PublishedPlan, theme: Theme | None) -> dict[str, Any]:
    ref = plan.document.ref.theme(theme.slug) if theme else None
    return {
        "theme": ids.of_theme(town, ref) if ref else "",
        "theme_title": theme.title if theme else "",
    }


def computed_of(assessment: Assessment | None, goal: Goal) -> str | None:
    """Nothing of a goal that no figures are held against."""
    computed = assessment.computed if assessment and measured(assessment, goal) else None
    return VERDICTS[computed.verdict] if computed else None


def targets(plan: PublishedPlan) -> Iterator[TargetRecord]:
    town, document = plan.text.municipality_slug, plan.document
    for theme, goal in document.all_goals():
        ref = ids.of_goal(town, document.goal_ref(theme, goal))
        found = assessment_of(plan, theme, goal)
        results = found.computed.results if found and found.computed else ()
        for place, target in enumerate(goal.targets):
            yield TargetRecord(
                id=f"{ref}/resultatkrav/{place + 1}",
                address=ids.absolute(ids.page_of_goal(plan.text, theme, goal)),
                **of_plan(plan),
                goal=ref,
                goal_number=goal_number(goal, theme),
                goal_text=plain(goal.text),
                **_of_target(target, results[place] if place < len(results) else None),
            )


def _of_target(target: Target, result: Result | None) -> dict[str, Any]:
    indicator = target.indicator
    said = result if indicator and result and result.sentence else None
    unit = unit_name(indicator) if indicator else ""
    if target.unit and (indicator is None or target.unit != indicator.unit):
        unit = str(enums.Unit(target.unit).label)
    return {
        "sentence": target_sentence(target),
        "operator": OPERATORS[target.operator],
        "indicator": indicator.name if indicator else "",
        "indicator_id": indicator.slug if indicator else "",
        "value": target.value,
        "unit": unit,
        "comparator": target.comparator.name if target.comparator else "",
        "baseline": target.baseline,
        "due": target.due,
        "computed": VERDICTS[said.verdict] if said else None,
        "computed_text": said.sentence if said else "",
    }


def assessments(plan: PublishedPlan) -> Iterator[AssessmentRecord]:
    """Of each follow-up in force, of the plan's edition that it is about."""
    for edition in plan.reports:
        document = edition.document
        report = document.follow_up
        if report is None:
            continue
        for theme, goal in document.all_goals():
            ref = document.goal_ref(theme, goal)
            found = report.assessment_of(ref)
            if found is None:
                continue
            goal_id = ids.of_goal(edition.municipality_slug, ref)
            yield AssessmentRecord(
                id=f"{Addresses(edition).front.strip('/')}/{goal_id.removeprefix(of_plan(plan)['plan'] + '/')}",
                address=ids.absolute(ids.page_of_goal(edition, theme, goal)),
                **of_plan(plan, edition),
                report_title=report.title,
                report_kind=REPORT_KINDS[report.kind],
                start=report.period_start,
                end=report.period_end,
                goal=goal_id,
                goal_number=goal_number(goal, theme),
                goal_text=plain(goal.text),
                verdict=VERDICTS[found.verdict],
                text=plain(found.text),
                computed=computed_of(found, goal),
                reason=found.reason,
            )


def national(plan: PublishedPlan) -> Iterator[NationalRecord]:
    town, document = plan.text.municipality_slug, plan.document
    for goal in document.national_goals:
        ref = NationalGoalRef(goal.year, goal.number)
        by_themes = (
            ids.of_theme(town, document.ref.theme(theme.slug))
            for theme in document.themes
            if ref in theme.answers
        )
        by_goals = (
            ids.of_goal(town, document.goal_ref(theme, one))
            for theme, one in document.all_goals()
            if ref in one.answers
        )
        yield NationalRecord(
            id=f"{of_plan(plan)['plan']}/ministermaal/{ids.of_national(ref)}",
            address=ids.absolute(reverse("publishing:national", args=[goal.year])),
            **of_plan(plan),
            national_year=goal.year,
            number=goal.number,
            title=goal.title,
            text=plain(goal.text),
            answers=(*by_themes, *by_goals),
        )
