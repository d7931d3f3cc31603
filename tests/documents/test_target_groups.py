"""A part that names target groups is for these; one that names none is for those of the part around it."""

from dataclasses import replace

from hypothesis import given, settings

from documents import tree
from documents.target_groups import for_group, groups_of, named_groups
from documents.traversal import every_part
from tests.documents.trees import documents

YOUNG, SICK = tree.TargetGroup("unge", "Unge"), tree.TargetGroup("sygemeldte", "Sygemeldte")
PLAN = tree.PlanDocument(
    tree.Municipality("Prøve Kommune", "Prøve", "proeve", "999"),
    "Plan",
    2026,
    2026,
    themes=(
        tree.Theme(
            1,
            "Unge",
            "unge",
            target_groups=(YOUNG,),
            goals=(tree.Goal(1, "For unge."), tree.Goal(2, "For syge.", target_groups=(SICK,))),
            strategies=(
                tree.Strategy(
                    "Tidligt",
                    responsible_unit="Ungeenheden",
                    initiatives=(
                        tree.Initiative("Mentor", partners="FGU"),
                        tree.Initiative("Samtaler", target_groups=(SICK,)),
                    ),
                    children=(tree.Strategy("En del", target_groups=(SICK,)),),
                ),
            ),
            initiatives=(tree.Initiative("Praktik"),),
        ),
        tree.Theme(2, "Ingen", "ingen", goals=(tree.Goal(1, "For alle."),)),
    ),
)


def anchors(document: tree.PlanDocument, slug: str) -> list[str]:
    return [measure.anchor for theme in for_group(document, slug) for measure in theme.measures]


def test_parts_are_for_the_groups_that_they_name_else_for_those_around_them() -> None:
    (young,), (sick,) = for_group(PLAN, "unge"), for_group(PLAN, "sygemeldte")
    assert (young.whole, [goal.number for goal in young.goals]) == (True, [1])
    assert (sick.whole, [goal.number for goal in sick.goals]) == (False, [2])
    assert anchors(PLAN, "unge") == ["unge-strategi-1", "unge-strategi-1-initiativ-1", "unge-initiativ-1"]
    assert anchors(PLAN, "sygemeldte") == ["unge-strategi-1-initiativ-2", "unge-strategi-1-1"]


def test_an_initiative_without_a_unit_is_that_of_its_strategy() -> None:
    mentor = for_group(PLAN, "unge")[0].measures[1]
    assert (mentor.within, mentor.responsible_unit, mentor.partners) == ("Tidligt", "Ungeenheden", "FGU")


def test_goals_and_strategies_of_the_plan_come_first() -> None:
    own = replace(
        PLAN,
        goals=(tree.Goal(1, "Planens", target_groups=(YOUNG,)),),
        strategies=(tree.Strategy("Planens", target_groups=(YOUNG,)),),
    )
    of_plan = for_group(own, "unge")[0]
    assert (of_plan.theme, len(of_plan.goals), of_plan.measures[0].anchor) == (None, 1, "strategi-1")


@given(documents())
@settings(max_examples=20)
def test_every_group_that_is_named_is_counted_once(document: tree.PlanDocument) -> None:
    slugs = [named.group.slug for named in named_groups(document)]
    assert slugs == [group.slug for group in groups_of(document)]
    anywhere = {part.slug for part in every_part(document) if isinstance(part, tree.TargetGroup)}
    assert set(slugs) == anywhere
    assert len(set(slugs)) == len(slugs)
    for named in named_groups(document):
        found = for_group(document, named.group.slug)
        assert named.goals == sum(len(theme.goals) for theme in found)
