from dataclasses import replace
from datetime import date

import pytest

from desk.domain.next_year import copy_plan, following, moved, next_year_of
from desk.models import Mark, PartMark
from documents import tree
from documents.from_rows import document_of
from goals.models import AnnualGoal
from plans.errors import RefusedError
from plans.models import Municipality, Plan, Section
from tests.factories import (
    AnnualGoalFactory,
    AttachmentFactory,
    DeadlineFactory,
    DecisionFactory,
    DroppedGoalFactory,
    DroppedThemeFactory,
    InitiativeFactory,
    NationalGoalFactory,
    PlanFactory,
    RecipientFactory,
    SectionFactory,
    SeriesFactory,
    StrategyFactory,
    TargetFactory,
    TargetGroupFactory,
    ThemeAnswerFactory,
    ThemeEditorFactory,
    ThemeFactory,
)
from themes.models import Initiative, Strategy, Theme, ThemeEditor

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    """One of everything that a copy takes along or leaves behind."""
    plan: Plan = PlanFactory(municipality=municipality, year=2019, notice="Kun i 2019.")
    theme = ThemeFactory(plan=plan, number=1)
    goal = AnnualGoalFactory(theme=theme, number=1, change_reason="Nyt i 2019")
    goal.answers.add(NationalGoalFactory())
    ThemeAnswerFactory(theme=theme).answers.add(NationalGoalFactory())
    TargetFactory(goal=goal, baseline=4, due=date(2019, 12, 31))
    AnnualGoalFactory(theme=None, plan=plan, number=1)
    strategy = StrategyFactory(theme=theme)
    InitiativeFactory(theme=theme)
    InitiativeFactory(theme=None, strategy=strategy)
    StrategyFactory(theme=None, plan=plan)
    section = SectionFactory(plan=plan)
    SectionFactory(plan=plan, parent=section)
    AttachmentFactory(plan=plan, section=section)
    DecisionFactory(plan=plan)
    return plan


def texts(document: tree.PlanDocument) -> list[tuple[str, str]]:
    """Of all strategies and initiatives."""
    found: list[tree.Strategy | tree.Initiative] = [*document.themes[0].initiatives]
    for strategy in (*document.strategies, *document.themes[0].strategies):
        found += [strategy, *strategy.initiatives, *strategy.children]
    return [(part.title, part.body) for part in found]


def test_copy_holds_the_same_text_under_the_new_year(plan: Plan) -> None:
    before = document_of(plan)
    after = document_of(copy_plan(plan, 2020))
    assert (after.title, after.year, after.last_year) == ("Beskæftigelsesplan 2020", 2020, 2020)
    assert after.ambition_heading == "Det vil vi i 2020"
    assert [theme.ambition for theme in after.themes] == [theme.ambition for theme in before.themes]
    assert [goal.text for _theme, goal in after.all_goals()] == [g.text for _theme, g in before.all_goals()]
    assert texts(after) == texts(before)
    assert [child.title for child in after.sections[0].children] == [
        child.title for child in before.sections[0].children
    ]


def test_copy_knows_what_it_continues(plan: Plan) -> None:
    copy = copy_plan(plan, 2020)
    assert copy.predecessor == plan
    assert copy.themes.get().predecessor == plan.themes.get()
    assert copy.goals.get().predecessor == plan.goals.get()
    assert copy.themes.get().goals.get().predecessor == plan.themes.get().goals.get()
    for model in (Section, Strategy, Initiative):
        rows = model.objects.order_by("pk")
        old, new = rows.filter(predecessor=None), rows.exclude(predecessor=None)
        assert {(row.predecessor, row.title) for row in new} == {(row, row.title) for row in old}
        assert len(new) == len(old) == 2


def test_copy_drops_nothing_and_merges_nothing_by_itself(plan: Plan) -> None:
    goal, merged = plan.themes.get().goals.get(), AnnualGoalFactory(plan=plan, theme=None, number=2)
    goal.also_continues.add(merged)
    theme, old = plan.themes.get(), ThemeFactory(plan__municipality=plan.municipality, plan__year=2018)
    theme.also_continues.add(old)
    Theme.objects.update(change_reason="To temaer er blevet til ét.")
    DroppedGoalFactory(plan=plan, goal__theme=old)
    DroppedThemeFactory(plan=plan, theme__plan=old.plan)
    before, after = document_of(plan), document_of(copy_plan(plan, 2020))
    assert [len(found) for found in (before.dropped_goals, before.dropped_themes)] == [1, 1]
    assert (after.dropped_goals, [g.also_continues for _theme, g in after.all_goals()]) == ((), [(), (), ()])
    assert after.dropped_themes == ()
    assert [(theme.also_continues, theme.change_reason) for theme in after.themes] == [((), "")]


def test_what_was_of_the_old_year_is_left_behind(plan: Plan) -> None:
    after = document_of(copy_plan(plan, 2020))
    goal = after.themes[0].goals[0]
    assert (after.notice, after.decisions, after.attachments) == ("", (), ())
    assert after.sections[0].attachments == ()
    assert (goal.answers, goal.change_reason) == ((), "")
    assert (after.themes[0].answers, after.themes[0].answer_text) == ((), "")
    assert (goal.targets[0].due, goal.targets[0].baseline) == (date(2020, 12, 31), None)


def test_who_sees_to_a_goal_with_whom_and_for_whom_comes_along(plan: Plan) -> None:
    goal = AnnualGoal.objects.filter(theme__plan=plan)[0]
    goal.target_groups.add(TargetGroupFactory(name="Unge"))
    AnnualGoal.objects.filter(pk=goal.pk).update(responsible_unit="Jobcentret", partners="UU")
    found = document_of(copy_plan(plan, 2020)).themes[0].goals[0]
    assert (found.responsible_unit, found.partners) == ("Jobcentret", "UU")
    assert [group.name for group in found.target_groups] == ["Unge"]


def test_every_part_waits_to_be_looked_through(plan: Plan) -> None:
    copy = copy_plan(plan, 2020)
    marks = PartMark.objects.filter(plan=copy)
    assert set(marks.values_list("mark", flat=True)) == {Mark.UNREVIEWED}
    counts = [marks.exclude(**{f"{part}": None}).count() for part in ("section", "theme", "goal", "strategy")]
    assert counts == [2, 1, 2, 1]


def test_editors_recipients_and_deadlines_come_along(plan: Plan) -> None:
    editor = ThemeEditorFactory(theme=plan.themes.get(), membership__municipality=plan.municipality)
    RecipientFactory(plan=plan, name="Herning Bibliotek", sent_on=date(2018, 12, 20))
    DeadlineFactory(plan=plan, date=date(2018, 12, 31), remind_days=7, done_on=date(2018, 12, 20))
    copy = copy_plan(plan, 2020)
    assert list(ThemeEditor.objects.values_list("membership", "theme")) == [
        (editor.membership_id, plan.themes.get().pk),
        (editor.membership_id, copy.themes.get().pk),
    ]
    assert list(copy.recipients.values_list("name", "sent_on")) == [("Herning Bibliotek", None)]
    assert list(copy.deadlines.values_list("date", "remind_days", "done_on")) == [
        (date(2019, 12, 31), 7, None)
    ]


def test_old_plan_is_not_changed(plan: Plan) -> None:
    before = document_of(plan)
    copy_plan(plan, 2020)
    assert document_of(plan) == before


def test_year_that_is_there_is_refused_and_nothing_is_copied(plan: Plan) -> None:
    PlanFactory(municipality=plan.municipality, year=2020)
    goals = AnnualGoal.objects.count()
    with pytest.raises(RefusedError, match="2020"):
        copy_plan(plan, 2020)
    assert (Plan.objects.count(), AnnualGoal.objects.count()) == (2, goals)


@pytest.mark.parametrize("year", [2018, 2019])
def test_year_that_does_not_come_after_is_refused(plan: Plan, year: int) -> None:
    with pytest.raises(RefusedError):
        copy_plan(plan, year)
    assert Plan.objects.count() == 1


def test_copy_of_the_copy_continues_the_copy(plan: Plan) -> None:
    second = copy_plan(plan, 2020)
    third = copy_plan(second, 2021)
    assert third.themes.get().predecessor == second.themes.get()


def test_missing_annex_file_is_told_and_nothing_is_copied(plan: Plan) -> None:
    attachment = plan.attachments.get()
    attachment.file.storage.delete(attachment.file.name)
    with pytest.raises(RefusedError):
        copy_plan(plan, 2020)
    assert Plan.objects.count() == 1


def test_plan_of_several_years_stays_as_long(municipality: Municipality) -> None:
    plan = PlanFactory(municipality=municipality, year=2022, last_year=2025, title="Strategi 2022–2025")
    copy = copy_plan(plan, 2026)
    assert (copy.last_year, copy.title) == (2029, "Strategi 2026–2029")


def test_day_of_a_leap_year_becomes_the_day_before(plan: Plan) -> None:
    target = tree.Target("delivered", due=date(2020, 2, 29))
    document = replace(document_of(plan), year=2020, last_year=2020)
    document = replace(document, goals=(tree.Goal(1, "Et mål", targets=(target,)),))
    assert moved(document, 2021).goals[0].targets[0].due == date(2021, 2, 28)


@pytest.mark.parametrize(
    ("before", "last_year", "year", "after"),
    [
        ("Beskæftigelsesplan 2019", 2019, 2020, "Beskæftigelsesplan 2020"),
        ("Beskæftigelsesplan 2019-2022", 2022, 2023, "Beskæftigelsesplan 2023-2026"),
        ("Beskæftigelsesplan 2019–2022", 2022, 2023, "Beskæftigelsesplan 2023–2026"),
        ("Beskæftigelsesplan 2019 — 2022", 2022, 2023, "Beskæftigelsesplan 2023 — 2026"),
        ("Beskæftigelsesplan 2019 til 2022", 2022, 2024, "Beskæftigelsesplan 2024 til 2027"),
        ("Beskæftigelsesplan 2019/20", 2020, 2021, "Beskæftigelsesplan 2021/22"),
        ("Beskæftigelsesplan 2019 og 2020", 2020, 2021, "Beskæftigelsesplan 2021 og 2022"),
        ("Plan 2019, 2020 og 2021", 2021, 2022, "Plan 2022, 2023 og 2024"),
        ("Planen for 2022", 2022, 2023, "Planen for 2026"),
        ("2019-plan for Herning", 2019, 2020, "2020-plan for Herning"),
        ("Job i 2019 for alle", 2019, 2020, "Job i 2020 for alle"),
        ("Handleplan 2019 (strategi 2018-2021)", 2019, 2020, "Handleplan 2020 (strategi 2018-2021)"),
        ("Handleplan 2019 under strategi 2019-2022", 2019, 2020, "Handleplan 2020 under strategi 2019-2022"),
        ("Sag 20190412, 2019", 2019, 2020, "Sag 20190412, 2020"),
        ("Job til alle", 2019, 2020, "Job til alle"),
        ("Vision 2030", None, 2026, "Vision 2030"),
        ("Vision 2019 mod 2030", None, 2026, "Vision 2026 mod 2030"),
        ("Vision 2019–2030", None, 2026, "Vision 2019–2030"),
        ("Vision 2025", 2030, 2031, "Vision 2025"),
    ],
)
def test_years_in_the_title_move_together(before: str, last_year: int | None, year: int, after: str) -> None:
    document = tree.PlanDocument(
        tree.Municipality("Herning Kommune", "Herning", "herning", "657"), before, 2019, last_year
    )
    assert moved(document, year).title == after


def test_parts_of_one_title_each_continue_their_own(plan: Plan) -> None:
    theme = plan.themes.all()[0]
    for position in (10, 11):
        outer = StrategyFactory(theme=theme, title="Job", position=position)
        InitiativeFactory(theme=None, strategy=outer, title="Ring")
        InitiativeFactory(theme=None, strategy=outer, title="Ring", position=1)
        StrategyFactory(theme=theme, parent=outer, title="Mød op")
        InitiativeFactory(theme=theme, strategy=None, title="Skriv", position=position)
    copy = copy_plan(plan, plan.year + 1).themes.get(predecessor=theme)
    for model, of_theme in ((Strategy, "theme"), (Initiative, "theme"), (Initiative, "strategy__theme")):
        rows = model._default_manager.filter(**{of_theme: theme})
        copies = model._default_manager.filter(**{of_theme: copy})
        assert sorted(row.predecessor_id for row in copies) == sorted(row.pk for row in rows)
    for inner in Strategy.objects.filter(theme=copy, parent__isnull=False):
        assert inner.predecessor.parent == inner.parent.predecessor
    for initiative in Initiative.objects.filter(strategy__theme=copy):
        assert initiative.predecessor.strategy == initiative.strategy.predecessor


@pytest.mark.parametrize(
    ("year", "last_year", "expected"),
    [(2019, 2019, 2020), (2022, 2025, 2026), (2020, None, 2027), (2026, None, 2027), (2030, None, 2031)],
)
def test_next_plan_begins_when_this_one_ends_and_without_an_end_next_year(
    municipality: Municipality,
    monkeypatch: pytest.MonkeyPatch,
    year: int,
    last_year: int | None,
    expected: int,
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 28))
    plan = PlanFactory(municipality=municipality, year=year, last_year=last_year)
    assert next_year_of(plan) == expected


def test_plan_without_an_end_is_followed_by_the_first_after_it(municipality: Municipality) -> None:
    vision = PlanFactory(municipality=municipality, year=2020, last_year=None, title="Vision 2030")
    assert following(vision) is None
    with pytest.raises(RefusedError, match="efter 2020"):
        copy_plan(vision, 2020)
    last = copy_plan(vision, 2025)
    assert (last.last_year, last.title, following(vision)) == (None, "Vision 2030", last)
    first = PlanFactory(municipality=municipality, year=2023)
    PlanFactory(municipality=municipality, year=2021, series=SeriesFactory(municipality=municipality))
    assert (following(vision), following(first)) == (first, None)
