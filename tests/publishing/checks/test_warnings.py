"""What somebody should look at: each with a text that is warned of, and one like it that is not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from documents import tree
from tests.publishing.checks.check_input import GOAL, PLAN, SECTION, THEME, found, places, plan_with


def test_theme_without_goals_is_warned_of() -> None:
    document = replace(PLAN, themes=(THEME, replace(THEME, number=2, slug="ledige", goals=())))
    assert places(found("theme_without_goals", document)) == ["theme:ledige:goals"]


def test_number_as_printed_that_is_another_s_or_of_another_level_is_warned_of() -> None:
    groups = (tree.ThemeGroup("Job", "job", "A"), tree.ThemeGroup("Børn", "boern", "B"))

    def of(*numbers: tuple[str, str]) -> list[tuple[str, str]]:
        themes = tuple(
            replace(THEME, number=place, slug=f"tema-{place}", label=label, group=group)
            for place, (label, group) in enumerate(numbers, start=1)
        )
        document = replace(PLAN, themes=themes, theme_groups=groups, theme_group_label="Pejlemærke")
        return [(one.place.id, one.message) for one in found("theme_number_as_printed", document)]

    assert of(("A.1", "job"), ("A.2", "job"), ("B.1", "boern"), ("", "boern")) == []
    assert of(("A.1", "job"), ("A.2", "boern")) == [
        ("theme:tema-2:label", "Nummeret A.2 passer ikke til »Pejlemærke B«.")
    ]
    assert [message for _place, message in of(("A.1", "job"), ("A.1", "job"))] == [
        "Et andet tema har også nummeret A.1."
    ] * 2


def test_goal_without_a_measure_is_warned_of() -> None:
    document = replace(PLAN, goals=(GOAL, replace(GOAL, number=2, targets=())))
    assert places(found("goal_without_measure", document)) == ["goal:/2:targets"]


def test_values_by_year_that_are_not_of_the_plan_s_years_are_warned_of() -> None:
    def of(*years: int) -> tree.PlanDocument:
        steps = tuple(
            tree.Target("at_most", None, Decimal(9), "percent", due=date(year, 12, 31)) for year in years
        )
        return replace(PLAN, year=2019, last_year=2022, goals=(replace(GOAL, targets=steps),))

    [finding] = found("values_for_other_years", of(2019, 2021, 2023))
    assert (finding.place.id, finding.message) == (
        "goal:/1:targets",
        "Der er ingen værdi for 2020 og 2022. Der er en værdi for 2023, som ligger uden for planens periode.",
    )
    assert found("values_for_other_years", of(2019, 2020, 2021, 2022)) == []
    assert found("values_for_other_years", of(2022)) == []
    assert found("values_for_other_years", replace(of(2019, 2020), last_year=None)) == []


def test_national_goal_without_an_answer_is_warned_of() -> None:
    national = (tree.NationalGoal(2019, 1, "Flere i job"), tree.NationalGoal(2019, 2, "Færre syge"))
    answering = replace(GOAL, number=2, answers=(tree.NationalGoalRef(2019, 2),))
    document = replace(PLAN, national_goals=national, goals=(answering,))
    [finding] = found("national_goal_unanswered", document)
    assert finding.place.id == "plan:2019/1:national_goals"
    assert "Flere i job" in finding.message
    whole = replace(PLAN.themes[0], answers=(tree.NationalGoalRef(2019, 1),))
    assert found("national_goal_unanswered", replace(document, themes=(whole,))) == []


def test_verdict_without_a_word_is_asked_about() -> None:
    refs = [PLAN.goal_ref(None, replace(GOAL, number=number)) for number in (1, 2)]
    judged = (tree.Assessment(refs[0], "met", "Det gik godt."), tree.Assessment(refs[1], "not_met", "  "))
    report = replace(PLAN, follow_up=tree.FollowUp("Opfølgning", assessments=judged))
    assert places(found("verdict_without_words", report)) == ["assessment:final//2:text"]
    assert found("verdict_without_words", PLAN) == []


def test_goal_and_theme_of_the_year_before_that_nothing_accounts_for_are_warned_of() -> None:
    goal = tree.DroppedGoal(tree.GoalRef(2018, "unge", 3), "Flere i job", "")
    theme = tree.DroppedTheme(tree.ThemeRef(2018, "unge"), "Unge", "")
    assert places(found("past_goal_open", PLAN, open_goals=(goal,))) == ["past_goal:2018/unge/3:reason"]
    assert places(found("past_theme_open", PLAN, open_themes=(theme,))) == ["past_theme:2018/unge:reason"]


@pytest.mark.parametrize(
    "text",
    [
        "I 2018 vil vi hjælpe flere i job.",
        "Det skal vi nå inden udgangen af 2018.",
        "Ultimo 2018 skal tallet være lavere.",
        "Vi vil også i 2017 – 2018 forsøge.",
        "Opgaven for 2018 bliver at finde flere virksomheder, som har brug for folk.",
    ],
)
def test_what_will_be_in_a_year_that_has_passed_is_warned_of(text: str) -> None:
    findings = found("wrong_year", plan_with(f"Vi er i gang. {text} Sådan er det."))
    assert places(findings) == [SECTION]
    assert text.rstrip(".") in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "I 2019 vil vi hjælpe flere i job.",
        "I 2020 skal det være nået.",
        "I 2018 var ledigheden lav.",
        "I 2018 har vi udarbejdet en analyse, som skal hjælpe os.",
        "Aftalen for 2018-2021 skal følges.",
        "Loven fra 2018 skal følges.",
        "Status 2018",
    ],
)
def test_other_years_are_not(text: str) -> None:
    assert found("wrong_year", plan_with(text)) == []


@pytest.mark.parametrize(
    ("field", "value", "warned"),
    [
        ("title", "Beskæftigelsesplan 2018", True),
        ("title", "Beskæftigelsesplan 2019", False),
        ("title", "Beskæftigelsesplan", False),
        ("actions_template", "Det gør vi i 2018", True),
        ("ambition_template", "Det vil vi i {year}", False),
        ("status_template", "Status 2018", True),
        ("challenge_template", "Udfordringer i {year}", False),
    ],
)
def test_year_in_the_plans_own_titles_is_the_plans(field: str, value: str, warned: bool) -> None:
    assert bool(found("wrong_year", replace(PLAN, **{field: value}))) is warned


def test_any_year_of_a_period_is_the_plans() -> None:
    assert found("wrong_year", replace(PLAN, title="Strategi 2019–2022", last_year=2022)) == []


def test_follow_up_looks_back() -> None:
    goal = tree.GoalRef(2019, "unge", 1)
    report = tree.FollowUp(
        "O", introduction="I 2018 skal vi være.", assessments=(tree.Assessment(goal, "met"),)
    )
    assert found("wrong_year", replace(PLAN, follow_up=report)) == []


@pytest.mark.parametrize(
    ("address", "dead"),
    [
        ("/media/bilag/1/x.pdf", True),
        ("bilag 1.pdf", False),
        ("../filer/plan.docx", False),
        (r"file:///C:/plan.xlsx", False),
    ],
)
def test_link_to_a_file_that_is_not_there_is_warned_of_and_does_not_stop(address: str, dead: bool) -> None:
    document = plan_with(f"Se [bilaget](<{address}>).")
    facts = {"dead_addresses": frozenset({address})} if dead else {}
    assert places(found("missing_file", document, **facts)) == [SECTION]
    assert found("internal_link", document, **facts) == []


def test_file_that_is_there_is_not_warned_of() -> None:
    assert (
        found("missing_file", plan_with("Se [bilaget](/media/bilag/1/x.pdf) og [her](https://x.dk/a.pdf)."))
        == []
    )


def test_title_of_more_than_120_characters_is_warned_of() -> None:
    document = replace(PLAN, title="x" * 120, themes=(replace(THEME, title="x" * 121),))
    assert places(found("long_title", document)) == ["theme:unge:title"]


HARD = (
    "Beskæftigelsesindsatsen tilrettelægges helhedsorienteret under hensyntagen til arbejdsmarkedets "
    "efterspørgsel efter kvalificeret arbejdskraft, idet jobcentrets virksomhedsrettede samarbejdsrelationer "
    "videreudvikles gennem systematiske opfølgningsmøder, opkvalificeringsforløb, mentorordninger og "
    "fastholdelsesinitiativer, således at sygedagpengemodtagere, uddannelseshjælpsmodtagere og "
    "kontanthjælpsmodtagere understøttes i progressionsforløb hen imod ordinær beskæftigelse i lokale "
    "virksomheder, brancheforeninger og uddannelsesinstitutioner i kommunens geografiske opland. "
)


def test_text_that_is_hard_to_read_is_warned_of() -> None:
    findings = found("hard_to_read", plan_with(HARD * 2))
    assert places(findings) == [SECTION]


def test_plain_text_is_not() -> None:
    assert found("hard_to_read", plan_with("Vi vil have flere i job. Det gør vi sammen med dig. " * 20)) == []


OTHERWISE = "Flere unge skal i arbejde i hele kommunen."


def test_goal_worded_differently_in_a_text_is_warned_of() -> None:
    [finding] = found("worded_twice", plan_with(f"Vores mål:\n\n- {OTHERWISE}\n- Noget helt andet."))
    assert finding.place.id == SECTION
    assert "Mål 1.1" in finding.message
    assert "Flere unge skal i arbejde" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        GOAL.text,
        f"Vi har et mål: {GOAL.text}",
        GOAL.text.upper(),
        "Flere ældre skal have en lærerig sommer på havnen.",
        "Flere unge",
    ],
)
def test_same_words_and_other_matters_are_not(text: str) -> None:
    assert found("worded_twice", plan_with(text)) == []


def test_goal_worded_differently_in_another_theme_is_warned_of() -> None:
    other = replace(THEME, number=2, slug="alle", goals=(replace(GOAL, text=OTHERWISE),))
    findings = found("worded_twice", replace(PLAN, themes=(THEME, other)))
    assert places(findings) == ["goal:unge/1:text", "goal:alle/1:text"]


def test_goals_of_one_theme_may_be_alike() -> None:
    theme = replace(THEME, goals=(GOAL, replace(GOAL, number=2, text=OTHERWISE)))
    assert found("worded_twice", replace(PLAN, themes=(theme,))) == []
