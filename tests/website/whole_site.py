"""A small site with one of everything that can be published, and the way through it that a reader has."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urldefrag, urljoin

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from documents import tree
from documents.proposal import as_proposal
from goals.enums import AreaKind
from plans.models import Municipality
from publishing.models import Edition
from tests.documents.charts.figures import OWN, figure, target
from tests.factories import AreaFactory, IndicatorFactory, MunicipalityFactory, ObservationFactory
from tests.publishing.edition_factory import document_of, make_all, publish, report_of, theme_of, withdraw
from tests.website.pages import Page, body, read

NATIONAL = tree.NationalGoal(2019, 1, "Flere i job", "Sådan.")


def publish_whole_site() -> None:
    """Two municipalities: one with three years of plans, editions, proposals, follow-ups, a document that carries out
    goals of another, pictures and annexes; and what has been withdrawn."""
    publish(replace(plan(2019, "hedensted"), national_goals=(NATIONAL,)))
    herning = MunicipalityFactory(slug="herning")
    withdraw(publish(plan(2016)))
    publish(_linked(2018))
    publish(replace(_linked(2019), national_goals=(NATIONAL,)))
    publish(replace(_linked(2019), summary="Rettet.", national_goals=(NATIONAL,)))
    publish(_with_files(report_of(_linked(2019)), herning))
    publish(report_of(plan(2017)))
    publish(_carrying_out())
    publish(as_proposal(plan(2020)))
    publish(as_proposal(replace(plan(2020), summary="Rettet.")))
    publish(_linked(2020))
    publish(as_proposal(plan(2021)))
    publish(as_proposal(plan(2022)), noindex=True)
    for edition in Edition.objects.filter(year=2019, municipality_slug="herning"):
        make_all(edition)
    _compare()


def plan(year: int, slug: str = "herning") -> tree.PlanDocument:
    """As small as one can be that has a part of each kind."""
    return document_of(slug, year, themes=1, goals=1)


def _linked(year: int) -> tree.PlanDocument:
    """Each theme and goal of the plan continues one of the year before."""
    themes = []
    for number in (1,):
        theme = theme_of(number, year, 1, predecessor=tree.ThemeRef(year - 1, f"tema-{number}"))
        goals = [
            replace(
                goal,
                targets=(target(figure(OWN, str(year - 1), "10.4")),),
                predecessor=tree.GoalRef(year - 1, theme.slug, goal.number),
                answers=(tree.NationalGoalRef(2019, 1),) if year == 2019 else (),
            )
            for goal in theme.goals
        ]
        themes.append(replace(theme, goals=tuple(goals)))
    own = (tree.Goal(1, "Hele planens mål."),)
    return replace(plan(year), themes=tuple(themes), goals=own)


def _with_files(document: tree.PlanDocument, owner: Municipality) -> tree.PlanDocument:
    name = default_storage.save(f"billeder/{owner.pk}/kort.png", ContentFile(b"et billede"))
    section = tree.Section("Kort", "kort", body=f"![Et kort](/media/{name})")
    return replace(document, sections=(*document.sections, section))


def _carrying_out() -> tree.PlanDocument:
    up = tree.CarriedOutGoal(tree.GoalRef(2020, "tema-1", 1), "Mål 1 af tema 1 skal nås.")
    goal = tree.Goal(1, "100 unge får en mentor.", carries_out=(up,))
    theme = replace(theme_of(1, 2020), title="Mentor", slug="mentor", goals=(goal,))
    series = tree.Series("handleplan", "Handleplaner", "Handleplan")
    return replace(plan(2020), title="Handleplan 2020", series=series, above_year=2020, themes=(theme,))


def _compare() -> None:
    group = AreaFactory(kind=AreaKind.CLUSTER, name="nabokommuner", reason="De ligner hinanden.")
    indicator = IndicatorFactory(slug="ledighed")
    for name in ("Herning", "Viborg"):
        town = AreaFactory(kind=AreaKind.MUNICIPALITY, name=name)
        group.members.add(town)
        ObservationFactory(indicator=indicator, area=town)


def crawl(client: Client, start: str) -> Iterator[tuple[str, str, int, Page | None]]:
    """Every page reached from `start`: where the link stood, where it leads, and what was there. What a page makes a
    browser load counts as linked."""
    waiting, seen = [("", start)], {start}
    while waiting:
        source, address = waiting.pop()
        response = client.get(address, follow=True)
        is_html = response["Content-Type"].startswith("text/html")
        found = read(response) if is_html else None
        body(response)
        yield source, address, response.status_code, found
        for link in [*found.links, *found.loaded] if found else []:
            target = urldefrag(urljoin(response.request["PATH_INFO"], link)).url
            if target.startswith("/") and not target.startswith("/static/") and target not in seen:
                seen.add(target)
                waiting.append((address, target))
