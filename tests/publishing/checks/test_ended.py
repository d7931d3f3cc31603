from dataclasses import replace
from datetime import date

from documents import tree
from publishing.checks import CheckInput
from publishing.checks.period import ENDED_CHOICE, ended_at_start
from tests.documents.charts.figures import SHARE
from tests.publishing.edition_factory import document_of

OLD = tree.TargetGroup("gammel", "Gammel", valid_until=date(2018, 12, 31))
DURING = tree.TargetGroup("undervejs", "Undervejs", valid_until=date(2019, 1, 1))
GONE = replace(SHARE, valid_until=date(2017, 12, 31))
TARGETS = (tree.Target("decrease", GONE), tree.Target("increase", GONE), tree.Target("decrease"))


def test_what_ended_before_the_plan_begins_is_found_where_it_was_chosen() -> None:
    document = document_of(year=2019, themes=1)
    inner = tree.Strategy("Del", initiatives=(tree.Initiative("Mentor", target_groups=(OLD, DURING)),))
    strategy = tree.Strategy("Strategi", children=(inner,), targets=TARGETS)
    goal = tree.Goal(1, "Mål", targets=TARGETS, target_groups=(OLD,))
    theme = replace(
        document.themes[0], goals=(goal,), strategies=(strategy,), target_groups=(DURING,), initiatives=()
    )
    document = replace(document, themes=(theme,), strategies=(strategy,), goals=())
    found = {
        finding.place.id: finding.message
        for finding in ENDED_CHOICE.find(CheckInput(document, date(2019, 1, 1)))
    }
    group = "Ophørt, før planen begynder: Gammel (31.12.2018). Vælg det, der gælder i stedet."
    rate = f"Ophørt, før planen begynder: {GONE.name} (31.12.2017). Vælg det, der gælder i stedet."
    slug = theme.slug
    assert found == {
        f"goal:{slug}/1:target_groups": group,
        f"goal:{slug}/1:targets": rate,
        f"strategy:{slug}/0:targets": rate,
        f"initiative:{slug}/0/0/0:target_groups": group,
        "strategy:/0:targets": rate,
        "initiative:/0/0/0:target_groups": group,
    }
    assert ended_at_start(document) == ("Gammel", GONE.name)
