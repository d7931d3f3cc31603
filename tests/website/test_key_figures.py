"""Key figures by benefit group and a follow-up's own chapters, from rows to what the public reads."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from desk.domain.discarding import discard, draft_seen
from desk.domain.next_year import copy_plan
from documents.from_rows import document_of
from goals.domain.periods import months
from goals.enums import AreaKind, Unit
from goals.models import FollowUp, KeyFigureTable, Observation
from plans.models import Plan
from publishing.domain.shared_rows import shared_changes
from publishing.domain.texts import document_now
from publishing.models import Edition
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    FollowUpFactory,
    FollowUpSectionFactory,
    IndicatorFactory,
    KeyFigureRowFactory,
    KeyFigureTableFactory,
    ObservationFactory,
    PlanFactory,
    SectionFactory,
    ShownKeyFiguresFactory,
    ThemeFactory,
)
from tests.plans.people import editor_of
from tests.publishing.test_follow_ups import judge, text_at
from tests.steps import publish

pytestmark = pytest.mark.django_db

BENEFITS = {"Kontanthjælp": 800, "Sygedagpenge": 410}
SOURCE = "jobindsats.dk, tabel Y01A02, udtræk 10.06.2026"


@pytest.fixture
def plan() -> Plan:
    plan: Plan = PlanFactory(
        municipality__slug="skive",
        municipality__short_name="Skive",
        municipality__code="779",
        year=2026,
        last_year=2026,
    )
    SectionFactory(plan=plan, title="Nøgletal", slug="noegletal", body="Sådan ser det ud.")
    theme = ThemeFactory(plan=plan, number=1, title="Unge", slug="unge", ambition="Alle unge med.")
    AnnualGoalFactory(theme=theme, number=1, text="Flere unge i job.")
    return plan


@pytest.fixture
def table(plan: Plan) -> KeyFigureTable:
    """Monthly from January 2025 to May 2026: each month one person more, and the last provisional."""
    town = plan.municipality
    group = AreaFactory(owner=town, name="klyngen for Skive")
    own = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")
    made: KeyFigureTable = KeyFigureTableFactory(
        municipality=town, title="Personer på ydelser", comparator=group
    )
    for name, start in BENEFITS.items():
        indicator = IndicatorFactory(owner=town, name=name, unit=Unit.FULL_TIME_PERSONS)
        KeyFigureRowFactory(table=made, indicator=indicator)
        for number in range(17):
            period = months(2025, 1 + number, 1)
            days = {"period_start": period.start, "period_end": period.end, "source": SOURCE}
            value, late = Decimal(start + number), number == 16
            ObservationFactory(indicator=indicator, area=own, value=value, provisional=late, **days)
            ObservationFactory(indicator=indicator, area=group, value=value - 50, **days)
    return made


def status(plan: Plan, **fields: Any) -> FollowUp:
    given = {"kind": "mid_year", "period_start": date(2026, 1, 1), "period_end": date(2026, 6, 30), **fields}
    follow_up: FollowUp = FollowUpFactory(plan=plan, title="Status pr. 31.05.2026", **given)
    return follow_up


def test_plan_shows_the_figures_that_it_stood_on_and_keeps_them(
    client: Client, plan: Plan, table: KeyFigureTable
) -> None:
    ShownKeyFiguresFactory(section=plan.sections.get(), theme=None, table=table)
    ShownKeyFiguresFactory(theme=plan.themes.get(), table=table)
    edition = publish(plan, by=None, note="Vedtaget")
    Observation.objects.update(value=Decimal(1))
    for page in ("/skive/2026/afsnit/noegletal/", "/skive/2026/tema/unge/"):
        shown = text_at(client, page)
        assert "<caption>Personer på ydelser (fuldtidspersoner)</caption>" in shown
        assert re.search(r">Kontanthjælp</th>\s*<td [^>]*>811</td>", shown)
        assert "Ændring siden november 2025" in shown
        assert ("+1 (+0,1\N{NO-BREAK SPACE}%)" in shown, ">761</td>" in shown, SOURCE in shown) == (True,) * 3
    assert edition.document == Edition.objects.get().document
    assert "Kontanthjælp;Skive;november 2025" in text_at(client, "/skive/2026/tal.csv")
    assert shared_changes(edition.document, document_of(plan)) == ("Tal: Kontanthjælp", "Tal: Sygedagpenge")


def test_copy_to_next_year_shows_the_same_table_with_newer_figures(plan: Plan, table: KeyFigureTable) -> None:
    ShownKeyFiguresFactory(section=plan.sections.get(), theme=None, table=table)
    copy = copy_plan(plan, 2027)
    assert [row.table for row in copy.sections.get().key_figures.all()] == [table]
    shown = document_of(copy).sections[0].key_figures[0]
    assert max(figure.period_end for figure in shown.rows[0].figures) == date(2026, 5, 31)


def test_status_has_chapters_before_and_after_its_goals_on_page_in_pdf_and_in_json(
    client: Client, plan: Plan, table: KeyFigureTable
) -> None:
    publish(plan, by=None, note="Vedtaget")
    follow_up = status(plan, status_on=date(2026, 4, 30))
    judge(follow_up)
    FollowUpSectionFactory(follow_up=follow_up, title="Nøgletal", slug="noegletal", key_figures=table)
    annex = ContentFile(b"Alle tal", name="tal.txt")
    after = {"place": "after", "title": "Bilag", "slug": "bilag", "label": "Bilag 1", "annex": annex}
    FollowUpSectionFactory(follow_up=follow_up, annex_title="Alle tal", body="Se filen.", **after)
    edition = publish(follow_up, by=None, note="Status")
    page = text_at(client, "/skive/2026/opfoelgning/")
    order = [
        'id="kapitel-noegletal"',
        ">815</td>",
        'id="tema-unge"',
        'id="kapitel-bilag"',
        ">Alle tal</a>",
    ]
    assert [page.index(each) for each in order] == sorted(page.index(each) for each in order)
    assert page.count('href="#kapitel-noegletal"') == page.count('href="#kapitel-bilag"') >= 1
    pages = text_at(client, "/skive/2026/opfoelgning.pdf").partition("{\n")[0]
    order = ["Sådan går det indtil nu", "Personer på ydelser", "Flere unge i job", "Se filen."]
    assert [pages.rindex(each) for each in order] == sorted(pages.rindex(each) for each in order)
    report = edition.document.follow_up
    assert report
    assert [[each.title for each in chapters] for chapters in (report.before, report.after)] == [
        ["Nøgletal"],
        ["Bilag"],
    ]


def test_editions_of_a_report_are_compared_by_chapter_and_a_draft_goes_back(
    client: Client, plan: Plan, table: KeyFigureTable
) -> None:
    publish(plan, by=None, note="Vedtaget")
    follow_up = status(plan)
    judge(follow_up)
    chapter = FollowUpSectionFactory(follow_up=follow_up, title="Rammer", body="Rammen er 10 mio. kr.")
    publish(follow_up, by=None, note="Først")
    chapter.body, chapter.key_figures = "Rammen er 12 mio. kr.", table
    chapter.save()
    assert "Rammen er 12" not in text_at(client, "/skive/2026/opfoelgning/")
    edition = publish(follow_up, by=None, note="Så")
    changes = text_at(client, f"{edition.get_absolute_url()}sammenlign/1/")
    assert "<ins>" in changes
    assert "Personer på ydelser (fuldtidspersoner)" in changes
    Observation.objects.update(value=Decimal(1))
    chapter.body = "Noget andet."
    chapter.save()
    FollowUp.objects.update(state="draft")
    follow_up.refresh_from_db()
    discard(follow_up, by=editor_of(plan), seen=draft_seen(follow_up))
    chapter.refresh_from_db()
    assert (chapter.body, chapter.key_figures) == ("Rammen er 12 mio. kr.", table)
    now = document_now(follow_up).follow_up
    assert now
    assert now.before[0].key_figures[0].rows[0].figures[-1].value == Decimal(1)


def test_result_review_is_a_final_follow_up_with_figures_of_benefits_comparison_and_savings(
    client: Client, plan: Plan, table: KeyFigureTable
) -> None:
    publish(plan, by=None, note="Vedtaget")
    savings = KeyFigureTableFactory(
        municipality=plan.municipality, title="Besparelsespotentiale", frequency="year", periods=1
    )
    own = table.rows.first().indicator.observations.filter(area__kind=AreaKind.MUNICIPALITY).first().area
    for name, value in {"Kontanthjælp": 4_200_000, "Sygedagpenge": 0}.items():
        potential = IndicatorFactory(owner=plan.municipality, name=f"Potentiale, {name}", unit=Unit.KRONER)
        KeyFigureRowFactory(table=savings, indicator=potential, label=name)
        days = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}
        ObservationFactory(indicator=potential, area=own, value=Decimal(value), **days)
    review = FollowUpFactory(plan=plan, kind="review", title="Resultatrevision 2026")
    judge(review)
    for title, shown in (("Forsørgelsesgrupper", table), ("Besparelsespotentiale", savings)):
        FollowUpSectionFactory(follow_up=review, title=title, slug=title.lower(), key_figures=shown)
    publish(review, by=None, note="Revision")
    page = text_at(client, "/skive/2026/opfoelgning/")
    assert "<h1>Resultatrevision 2026</h1>" in page
    assert ("Klyngen for Skive" in page, ">4.200.000</td>" in page) == (True, True)
    assert "Læs resultatrevisionen for 2026" in text_at(client, "/skive/2026/")


@pytest.mark.parametrize("shown", [1, 3])
def test_no_change_is_told_across_a_new_series_that_is_not_itself_shown(
    client: Client, plan: Plan, table: KeyFigureTable, shown: int
) -> None:
    """However few periods the table shows, it knows of the new series in between."""
    KeyFigureTable.objects.update(periods=shown)
    ShownKeyFiguresFactory(section=plan.sections.get(), theme=None, table=table)
    Observation.objects.filter(period_end=date(2025, 9, 30)).update(series_break=True)
    Plan.objects.update(figures_until=date(2026, 5, 31))
    publish(plan, by=None, note="Vedtaget")
    assert text_at(client, "/skive/2026/afsnit/noegletal/").count("ny talrække") >= len(BENEFITS)
