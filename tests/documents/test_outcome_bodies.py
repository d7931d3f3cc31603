"""What the figures say, in the bodies that web and print share."""

from dataclasses import replace

from django.template.loader import render_to_string

from documents import tree
from tests.documents.charts.figures import COURSES, OWN, REGION, figure, figures, target
from tests.publishing.edition_factory import document_of
from tests.website.pages import Page

COMPUTED = tree.Computed(
    "not_met",
    "Ikke opfyldt: 406 mod 408.",
    (
        tree.Result(
            "not_met", "Ikke opfyldt: 406 mod 408.", figure(OWN, "2020", "406"), figure(OWN, "2019", "408")
        ),
    ),
)
GOAL = tree.Goal(
    1,
    "Alle unge i job",
    targets=(target(*figures(OWN, y2019="408", y2020="406"), operator="no_decrease", indicator=COURSES),),
)
PLAN = document_of(year=2020, themes=0)


def report(assessment: tree.Assessment | None) -> tree.PlanDocument:
    found = (assessment,) if assessment else ()
    return replace(PLAN, goals=(GOAL,), follow_up=tree.FollowUp("Opfølgning", assessments=found))


def judged(
    verdict: tree.Verdict, computed: tree.Computed | None = COMPUTED, reason: str = ""
) -> tree.Assessment:
    return tree.Assessment(tree.GoalRef(2020, "", 1), verdict, "Teksten.", reason, computed)


def shown(assessment: tree.Assessment | None) -> Page:
    document = report(assessment)
    context = {
        "document": document,
        "goals": document.goals,
        "theme": None,
        "prefix": "maal",
        "level": 2,
        "links": None,
    }
    return read(render_to_string("document/goals.html", {**context, "report": document}))


def read(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    assert (page.unclosed, page.open) == ([], [])
    return page


def test_both_verdicts_and_the_reason_stand_beside_each_other_where_they_differ() -> None:
    page = shown(judged("met", reason="Nedlukningen."))
    assert len(page.text("dt")) == 3
    assert page.text("dd")[0] == "Ikke opfyldt: 406 mod 408."
    assert page.text("dd")[2] == "Nedlukningen."
    assert [item["class"] for item in page.all("span") if "status" in item.get("class", "")] == ["status met"]


def test_reason_is_left_out_where_none_is_given() -> None:
    assert len(shown(judged("met")).text("dt")) == 2


def test_verdict_that_the_figures_agree_with_has_their_sentence_alone() -> None:
    page = shown(judged("not_met"))
    assert page.text("dt") == []
    assert [text for text in page.text("p") if text.endswith("Ikke opfyldt: 406 mod 408.")] != []


def test_nothing_can_depart_from_what_could_not_be_computed() -> None:
    unknown = tree.Computed(
        "cannot_be_assessed", "Kan ikke vurderes.", (tree.Result("cannot_be_assessed", "Kan ikke vurderes."),)
    )
    page = shown(judged("met", unknown))
    assert page.text("dt") == []
    assert [text for text in page.text("p") if text.endswith("Kan ikke vurderes.")] != []


def test_goal_that_nobody_reported_on_is_open_and_has_no_number() -> None:
    page = shown(None)
    assert [item["class"] for item in page.all("span") if "status" in item.get("class", "")] == [
        "status silent"
    ]
    assert [text for text in page.text("p") if "0 %" in text] == []


def test_overview_says_what_was_computed_only_where_it_differs() -> None:
    def rows(assessment: tree.Assessment) -> list[str]:
        document = report(assessment)
        text = render_to_string(
            "document/goal_overview.html",
            {"document": document, "report": document, "level": 1, "links": None, "measures": True},
        )
        return [item["class"] for item in read(text).all("p") if item.get("class") == "computed"]

    assert rows(judged("met")) == ["computed"]
    assert rows(judged("not_met")) == []


def test_each_goals_picture_has_ids_of_its_own() -> None:
    document = replace(report(judged("met")), goals=(GOAL, replace(GOAL, number=2)))
    context = {
        "document": document,
        "goals": document.goals,
        "theme": None,
        "prefix": "maal",
        "level": 2,
        "links": None,
    }
    page = read(render_to_string("document/goals.html", {**context, "report": None}))
    assert len(page.all("svg")) == 2
    assert sorted(set(page.ids)) == sorted(page.ids)


def test_aims_in_figures_of_a_strategy_are_told_and_drawn() -> None:
    aim = target(*figures(OWN, y2018="10.0"), *figures(REGION, y2018="10.4"), comparator=REGION)
    inner = tree.Strategy("Del", targets=(aim,))
    strategies = (
        tree.Strategy("Hel", targets=(aim,), children=(inner,)),
        tree.Strategy("Anden", targets=(aim,)),
    )
    context = {"document": PLAN, "strategies": strategies, "prefix": "strategi", "level": 2, "links": None}
    page = read(render_to_string("document/strategies.html", context))
    assert (
        len(page.all("svg")) == len([item for item in page.all("p") if item.get("class") == "measure"]) == 3
    )
    assert sorted(set(page.ids)) == sorted(page.ids)


def test_summary_counts_each_verdict_in_words_beside_its_mark() -> None:
    page = read(render_to_string("document/follow_up_summary.html", {"report": report(judged("met"))}))
    counted = [item["class"] for item in page.all("li") if "status" in item.get("class", "")]
    assert counted[0] == "status met"
    assert page.text("li")[0] == "1 opfyldt"
    assert page.all("svg") == []
