"""The four real plans: what they hold, and that neither the database nor the JSON loses any of it."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from documents.codec import to_json
from documents.tree import GoalRef, Initiative, PlanDocument, Section, Strategy, Target, Theme, ThemeRef
from plans.models import Municipality
from plans.validators import MIN_CONTRAST, contrast_with_white
from tests.real_plans import NAMES, PLANS_FOLDER, file_text, filed, load, loaded, uncomputed
from themes.models import TargetGroup

EVERY_PLAN = pytest.mark.parametrize("name", NAMES)
YOUNG = "unge-under-25-aar"


def test_names_are_those_of_the_folder() -> None:
    assert tuple(sorted(path.stem for path in PLANS_FOLDER.iterdir())) == NAMES


@EVERY_PLAN
def test_file_read_and_written_again_is_the_same_text(name: str) -> None:
    assert to_json(filed(name)) == file_text(name)


@EVERY_PLAN
@pytest.mark.django_db
def test_stored_plan_rebuilt_from_rows_is_the_filed_tree(name: str) -> None:
    load()
    assert uncomputed(loaded(name)) == filed(name)


@EVERY_PLAN
def test_no_remnant_of_html_or_page_layout(name: str) -> None:
    text = file_text(name)
    assert re.findall(r"</?\w+[^>]*>|&\w+;|\\t|\w-\\n", text) == []
    # The only page reference is one in Hedensted's running text: their words.
    assert re.findall(r"side \d+", text) == (["side 5"] if name == "hedensted-2017" else [])


@EVERY_PLAN
def test_goal_is_quantified_where_it_has_a_target(name: str) -> None:
    for _theme, goal in filed(name).all_goals():
        assert (goal.quality == "quantified") is bool(goal.targets)


@EVERY_PLAN
def test_target_groups_are_named_once_at_the_level_where_they_hold(name: str) -> None:
    """What a part has in common with what it belongs to would be read over and over again."""
    plan = filed(name)
    owned: list[tuple[Theme | Strategy | None, Strategy | Initiative]] = []
    for owner in (None, *plan.themes):
        strategies = owner.strategies if owner else plan.strategies
        owned += [(owner, strategy) for strategy in strategies]
        owned += [(strategy, child) for strategy in strategies for child in strategy.children]
        owned += [(owner, initiative) for initiative in (owner.initiatives if owner else ())]
    for strategy in [part for _owner, part in owned if isinstance(part, Strategy)]:
        owned += [(strategy, initiative) for initiative in strategy.initiatives]
    assert [
        part.title
        for owner, part in owned
        if owner and part.target_groups and part.target_groups == owner.target_groups
    ] == []


@pytest.mark.django_db
def test_municipalities_are_named_and_readable_and_have_no_invented_contact() -> None:
    load()
    rows = Municipality.objects.order_by("code")
    assert [(row.name, row.slug, row.code, row.region) for row in rows] == [
        ("Herning Kommune", "herning", "657", "Region Midtjylland"),
        ("Hedensted Kommune", "hedensted", "766", "Region Midtjylland"),
    ]
    for row in rows:
        assert contrast_with_white(row.accent) >= MIN_CONTRAST
        assert {row.email, row.phone, row.website, row.accessibility_statement_url} == {""}


@pytest.mark.django_db
def test_every_target_group_leads_into_some_plan() -> None:
    load()
    used = set(re.findall(r'"slug": "([\w-]+)"', "".join(map(file_text, NAMES))))
    assert set(TargetGroup.objects.values_list("slug", flat=True)) - used == set()


def goals_by_theme(plan: PlanDocument) -> list[int]:
    return [len(theme.goals) for theme in plan.themes]


def test_herning_2018_has_two_themes_with_one_goal_each() -> None:
    plan = filed("herning-2018")
    assert [(theme.number, theme.title) for theme in plan.themes] == [
        (1, "Unge under 25 år skal være i uddannelse eller arbejde"),
        (2, "Borgere på kanten af arbejdsstyrken skal ind på arbejdsmarkedet"),
    ]
    assert goals_by_theme(plan) == [1, 1]


def test_herning_2018_youth_theme_has_six_focus_areas_with_their_initiatives() -> None:
    strategies = filed("herning-2018").themes[0].strategies
    assert [strategy.body.split(" fokusområde")[0] for strategy in strategies] == [
        *("Første", "Det andet", "Tredje", "Fjerde", "Femte", "Sjette")
    ]
    assert [[initiative.title for initiative in strategy.initiatives] for strategy in strategies] == [
        ["Headspace Herning", "High five", "Unge liv"],
        [],
        ["Mentorstøtte", "Efterværn", "Særligt tilrettelagte beskæftigelsestilbud"],
        [
            "Rådgivning omkring uddannelsesmuligheder",
            "Fortsat anvendelse og udvikling af produktionsskoleforløbene",
            "Anvendelse af mentorstøtte",
            "Støtte i overgangen til uddannelsessystemet",
        ],
        ["Tæt og hyppig opfølgning", "Den særlige indsats for dimittender"],
        ["Særlig indsats for unge kvinder"],
    ]
    assert [strategy.responsible_unit for strategy in strategies] == [
        "Ungevejledningen",
        "",
        "Ungevejledningen",
        "",
        "Jobcenteret",
        "Center for Erhvervsafklaring og Beskæftigelse",
    ]


def test_herning_2019_has_four_themes_with_4_1_3_and_1_goals() -> None:
    plan = filed("herning-2019")
    assert goals_by_theme(plan) == [4, 1, 3, 1]
    assert [theme.menu_title for theme in plan.themes] == [
        "Unge under 25 år",
        "Borgere på kanten",
        "Rekruttering og fastholdelse",
        "Integration af flygtninge",
    ]
    assert [(section.title, section.kind) for section in plan.sections] == [
        ("Indledning", "introduction"),
        ("Vision", "vision"),
        ("Temaer på 3-5 års sigt", "themes"),
        ("Aktuelle temaer i øvrigt i 2019", "text"),
    ]


def test_herning_2019_theme_4_keeps_both_of_its_titles() -> None:
    plan = filed("herning-2019")
    assert plan.themes[3].title == "Udbuddet af arbejdskraft øges via styrket integration af flygtninge"
    assert plan.sections[2].body.split("\n")[5] == (
        "4. Udbuddet af kvalificeret arbejdskraft skal øges via styrket arbejdsmarkedsrettet"
        " integration af flygtninge"
    )


def test_herning_2019_quotes_the_council_with_its_omissions() -> None:
    own, *quoted = filed("herning-2019").sections[1].body.split("\n\n> ")
    assert own.endswith("Byrådets arbejdsgrundlag for 2018-2021:")
    lines = "\n\n> ".join(quoted).split("\n")
    assert [line[0] for line in lines[1:]] == [">"] * (len(lines) - 1)
    assert lines[0] == "” ..."
    assert lines.count("> ...") == 2
    assert lines[-1].endswith("rekruttere veluddannet arbejdskraft.”")


def test_herning_2019_actions_keep_their_own_headings() -> None:
    assert [strategy.title for strategy in filed("herning-2019").themes[2].strategies] == [
        "Tættere samarbejde med virksomhederne om de rekrutteringsmæssige udfordringer og handlingsmuligheder",
        "Vestalliancen",
        "Nedbringelse af sygefravær",
    ]


def test_herning_themes_and_goals_continue_those_of_the_year_before() -> None:
    plan = filed("herning-2019")
    assert plan.predecessor_year == 2018
    assert [theme.predecessor for theme in plan.themes] == [
        ThemeRef(2018, YOUNG),
        ThemeRef(2018, "borgere-paa-kanten"),
        None,
        None,
    ]
    assert [goal.predecessor for _theme, goal in plan.all_goals() if goal.predecessor] == [
        GoalRef(2018, YOUNG, 1),
        GoalRef(2018, "borgere-paa-kanten", 1),
    ]
    after = filed("herning-2020")
    assert after.predecessor_year == 2019
    assert [theme.predecessor.slug if theme.predecessor else None for theme in after.themes] == [
        YOUNG,
        "borgere-paa-kanten",
        None,
        "rekruttering-og-fastholdelse",
    ]


def test_one_goal_is_measured_with_three_measures_in_three_years() -> None:
    targets = [filed(f"herning-{year}").themes[0].goals[0].targets for year in (2018, 2019, 2020)]
    assert [
        (target.operator, target.comparator.kind, target.comparator.name)
        for (target,) in targets
        if target.comparator
    ] == [
        ("below", "country", "hele landet"),
        ("below", "region", "Region Midtjylland"),
        ("below", "cluster", "kommunerne i Region Midtjylland"),
    ]
    assert len({target.indicator for (target,) in targets}) == 1


def test_herning_2020_has_four_focus_areas_with_4_2_3_and_3_goals() -> None:
    plan = filed("herning-2020")
    assert goals_by_theme(plan) == [4, 2, 3, 3]
    assert (plan.theme_label, plan.theme_label_plural) == ("Fokusområde", "Fokusområder")
    assert plan.actions_heading == "Veje til målet"
    assert plan.sections == ()


def test_follow_up_2020_assesses_each_goal_once_8_met_3_partly_1_not() -> None:
    plan = filed("herning-2020")
    follow_up = plan.follow_up
    assert follow_up is not None
    assert follow_up.service_area == "17 Forsørgelse og Beskæftigelse"
    assert Counter(assessment.verdict for assessment in follow_up.assessments) == {
        "met": 8,
        "partly": 3,
        "not_met": 1,
    }
    assert [assessment.goal for assessment in follow_up.assessments] == [
        plan.goal_ref(theme, goal) for theme, goal in plan.all_goals()
    ]


VERDICT_IN_PROSE = {
    "met": r"(?<!ikke )(?<!delvist )opfyldt\.",
    "partly": r"delvist? opfyldt[.,]",
    "not_met": r"ikke opfyldt,",
}


def test_follow_up_2020_verdicts_are_those_of_the_prose() -> None:
    follow_up = filed("herning-2020").follow_up
    assert follow_up is not None
    for assessment in follow_up.assessments:
        says = {verdict for verdict, words in VERDICT_IN_PROSE.items() if re.search(words, assessment.text)}
        assert says - ({"met"} if "partly" in says else set()) == {assessment.verdict}


def labels(sections: tuple[Section, ...]) -> list[tuple[str, str]]:
    return [(section.label, section.kind) for section in sections]


def test_hedensted_2017_has_its_chapters_and_annexes_as_printed() -> None:
    plan = filed("hedensted-2017")
    assert labels(plan.sections) == [
        ("Kapitel 1", "chapter"),
        ("Kapitel 2", "national_goals"),
        ("Kapitel 3", "strategies"),
        ("Kapitel 4", "budget"),
        ("Bilag 1", "goal_overview"),
        ("Bilag 2", "annex"),
    ]
    assert plan.sections[4].body == ""
    assert labels(plan.sections[0].children[3].children) == [("", "goals")]


def test_hedensted_2017_has_four_national_goals_with_text() -> None:
    goals = filed("hedensted-2017").national_goals
    assert [(goal.year, goal.number) for goal in goals] == [(2017, number) for number in (1, 2, 3, 4)]
    assert [len(goal.text.split("\n\n")) for goal in goals] == [3, 3, 3, 4]


def test_hedensted_2017_has_six_result_goals_relative_to_its_labour_market() -> None:
    plan = filed("hedensted-2017")
    assert plan.goal_label == "Resultatmål"
    targets: list[Target] = [target for goal in plan.goals for target in goal.targets]
    assert [(target.operator, target.value, target.unit) for target in targets] == [
        ("better_than", None, None),
        ("better_by_percent", Decimal(1), "percent"),
        ("better_by_percent", Decimal(2), "percent"),
        ("better_by_percent", Decimal(1), "percent"),
        ("better_by_percent", Decimal(5), "percent"),
        ("at_least", None, None),
    ]
    assert {target.comparator.name for target in targets if target.comparator} == {"RAR Østjylland"}


def tree_of(strategy: Strategy) -> tuple[str, list[str], list[str]]:
    return (
        strategy.title,
        [child.title for child in strategy.children],
        [initiative.title for part in (strategy, *strategy.children) for initiative in part.initiatives],
    )


def test_hedensted_2017_strategies_follow_its_contents_list() -> None:
    assert [tree_of(strategy) for strategy in filed("hedensted-2017").strategies] == [
        ("Borgerrettet indsats", [], []),
        (
            "Aktiveringsindsats",
            [
                "Aktiveringsprincipper",
                "Fokus på rettidighed – tilbud og samtaler til tiden",
                "Kombinerede job- og uddannelsesplaner",
            ],
            [],
        ),
        ("Indsats omkring sygefravær", [], []),
        (
            "Indsats for unge",
            [
                "Regler for unge under 30 år",
                "Uddannelsesplan til alle unge under 25 år",
                "Ungeenheden",
                "Udvikling mod uddannelse",
            ],
            [],
        ),
        ("Integrationsindsats", [], []),
        ("Samarbejdspartnere", ["Rekrutteringsindsats"], []),
        (
            "Virksomhedsrettet indsats",
            ["Vi tror på folks ressourcer! - Empowerment", "Social ansvarlighed i virksomhederne"],
            [
                "Jobnet/CV-bank",
                "Jobvejledning",
                "Virksomhedscentre",
                "Rotationsprojekter",
                "Mentorkurser",
                "Mentornetværk (for mentorer i virksomhederne)",
            ],
        ),
    ]
